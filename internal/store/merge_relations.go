package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// MergeLosses lists the relations of the entry gone that a merge into the entry
// kept would not keep, and why. It merges them, looks and takes everything back.
func (db *DB) MergeLosses(ctx context.Context, kept, gone int64) (lost []briefing.LostRelation, err error) {
	undo := errors.New("not this time")
	err = db.write(ctx, Actor{}, func(t *tx) error {
		a, b, err := t.loadPair(ctx, kept, gone)
		if err != nil {
			return err
		}
		own, err1 := relationsOf(ctx, t, kept)
		moving, err2 := relationsOf(ctx, t, gone)
		if err := errors.Join(err1, err2, t.mergeDirectives(ctx, a, b)); err != nil {
			return err
		}
		merged, err := relationsOf(ctx, t, kept)
		for _, r := range moving {
			if why := whyLost(kept, &r, findRelation(own, &r), findRelation(merged, &r)); why != "" {
				lost = append(lost, briefing.LostRelation{RelatedDirective: r, Why: why})
			}
		}
		return errors.Join(err, undo)
	})
	if !errors.Is(err, undo) {
		return nil, fmt.Errorf("losses of a merge of %d into %d: %w", gone, kept, err)
	}
	return lost, nil
}

// findRelation returns the relation that says the same as r, nil for none.
func findRelation(all []briefing.RelatedDirective, r *briefing.RelatedDirective) *briefing.RelatedDirective {
	at := slices.IndexFunc(all, func(one briefing.RelatedDirective) bool {
		return one.Verb == r.Verb && one.Reverse == r.Reverse && one.Other.ID == r.Other.ID
	})
	if at < 0 {
		return nil
	}
	return &all[at]
}

// whyLost says why a relation r of an entry that went into kept is lost: Own is the
// same one of kept before, merged the one after, both nil for none. It returns ""
// when it is not.
func whyLost(kept int64, r, own, merged *briefing.RelatedDirective) string {
	switch {
	case r.Other.ID == kept:
		return "là quan hệ giữa chính hai mục này"
	case own != nil && !own.Automatic && !r.Automatic:
		return "mục giữ lại đã có quan hệ này"
	case merged == nil && r.Automatic:
		return "đã bị bỏ ở mục giữ lại, hoặc sẽ khép thành vòng"
	case merged == nil:
		return "sẽ khép thành vòng"
	}
	return ""
}

// mergedNote tells where a relation comes from whose text went with a merge.
const mergedNote = "Theo trích yếu của mục đã gộp"

// moveRelations makes the relations of gone those of kept, but for what kept has
// already and what would lead back to itself. What texts state follows from their
// citations; what only the text of gone stated, which goes with it, stays as said
// by the person who merges.
func (t *tx) moveRelations(ctx context.Context, kept, gone int64, ownText bool) error {
	all, err := relationsOf(ctx, t, gone)
	if err != nil {
		return err
	}
	if _, err := t.removeRelations(ctx, `from_id = $1 OR to_id = $1`, gone); err != nil {
		return err
	}
	for _, r := range all {
		moved := r.Relation
		switch {
		case r.Other.ID == kept, r.Automatic && (r.Reverse || ownText):
			continue
		case r.Automatic:
			moved.Automatic, moved.Note = false, mergedNote
		}
		if r.Reverse {
			moved.To = kept
		} else {
			moved.From = kept
		}
		if !r.Automatic { // what a person knows goes before what a text states
			_, err := t.removeRelations(ctx, `from_id = $1 AND verb = $2 AND to_id = $3 AND automatic = 1`, moved.From, moved.Verb, moved.To)
			if err != nil {
				return err
			}
		}
		err := t.addRelation(ctx, &moved)
		if err != nil && !errors.Is(err, ErrLoop) && !errors.Is(err, ErrRelated) {
			return err
		}
	}
	return nil
}
