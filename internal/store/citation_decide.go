package store

import (
	"context"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// What keeps a decision on citations from being stored.
var (
	ErrDecided = errors.New("viện dẫn này vừa được người khác xử lý")
	ErrGone    = errors.New("văn bản vừa chọn không còn trong sổ")
	ErrItself  = errors.New("một văn bản không viện dẫn chính nó")
	ErrVague   = errors.New("chưa đủ để lập một mục: cần loại văn bản, và ký hiệu hoặc tên")
)

// Decide stores what a person made of a citation, or of all that say the same
// and stand the same. It fails with ErrDecided when they do not stand as they
// were shown, ErrNotFound when the text was saved without the citation, ErrGone
// when there is no such directive, and for a new entry with ErrVague, or with an
// ExistsError that names the one of that document. No later reading of a text
// and no change of the register undoes a decision.
func (db *DB) Decide(ctx context.Context, by Actor, shown briefing.ShownCitation, d briefing.Decision) error {
	err := db.write(ctx, by, func(t *tx) error {
		all, err := t.shownCitings(ctx, shown)
		if err != nil {
			return err
		}
		var noted []briefing.Directive
		if d.Stub != nil {
			stub, err := t.noteDirective(ctx, d.Stub, citingTextOf(&all[0]))
			if err != nil {
				return err
			}
			d.Directive, noted = stub.ID, append(noted, *stub)
		}
		var before []briefing.Citation
		for _, c := range all {
			before = append(before, c.Citation)
			if err := t.decide(ctx, &c, d.Directive, d.Rejected); err != nil {
				return err
			}
		}
		if err := t.dropLooseStubs(ctx, before); err != nil {
			return err
		}
		return t.relink(ctx, noted...)
	})
	if err != nil {
		return fmt.Errorf("decide on citation %d: %w", shown.ID, err)
	}
	return nil
}

// shownCitings returns the citations that somebody saw, as long as they stand
// as they did.
func (t *tx) shownCitings(ctx context.Context, shown briefing.ShownCitation) ([]briefing.Citing, error) {
	c, err := citingByID(ctx, t, shown.ID)
	if err != nil {
		return nil, err
	}
	if c.Seen() != shown.Seen {
		return nil, ErrDecided
	}
	if shown.Alike == "" {
		return []briefing.Citing{*c}, nil
	}
	members, err := alike(ctx, t, c.ID)
	if err != nil {
		return nil, err
	}
	ids := members[c.ID]
	if len(ids) > mostAlike || nameAlike(ids) != shown.Alike {
		return nil, ErrDecided
	}
	found, err := citingsByID(ctx, t, ids)
	var all []briefing.Citing
	for _, id := range ids {
		all = append(all, found[id])
	}
	return all, err
}

// noteDirective makes an entry "known by citation only" of the words of a text,
// unless the register has one that they mean.
func (t *tx) noteDirective(ctx context.Context, c *briefing.Citation, in citingText) (*briefing.Directive, error) {
	if !c.Whole() || !c.Genre.Valid() {
		return nil, ErrVague
	}
	m, err := meant(ctx, t, c, in)
	if err != nil {
		return nil, err
	}
	if len(m.means) > 0 {
		return nil, &ExistsError{ID: m.means[0].ID}
	}
	return t.addStub(ctx, c, in.sample)
}

// recordOf returns the record that a citation belongs to: for the text of a
// file, that of the file.
func (t *tx) recordOf(ctx context.Context, c *briefing.Citing) (recordKey, error) {
	if c.Entity != "attachment" {
		return recordKey{c.Entity, c.EntityID}, nil
	}
	f, err := attachmentByID(ctx, t, c.EntityID)
	if err != nil {
		return recordKey{}, err
	}
	return recordKey{f.Entity, f.EntityID}, nil
}

// A decided citation is what the trail keeps of it before and after.
type decidedCitation struct {
	briefing.Citation
	Rejected bool
	Document string // name of the linked directive
	Record   string // name of the text
}

// decide stores what a person made of one citation.
func (t *tx) decide(ctx context.Context, c *briefing.Citing, to int64, rejected bool) error {
	if to != 0 && c.Entity == "directive" && c.EntityID == to {
		return ErrItself
	}
	before, err := t.decidedCitation(ctx, c)
	if err != nil {
		return err
	}
	again := c.Rejected != rejected
	c.Directive, c.Rejected, c.DecidedBy = to, rejected, t.by.Name
	after, err := t.decidedCitation(ctx, c)
	if errors.Is(err, ErrNotFound) {
		return ErrGone
	}
	if err != nil {
		return err
	}
	if err := t.settle(ctx, c, to, rejected, t.by.Name); err != nil {
		return err
	}
	of, err := t.recordOf(ctx, c)
	if err != nil {
		return err
	}
	t.recordAbout("decide", "citation", c.ID, before, after, of, recordKey{"directive", before.Directive}, recordKey{"directive", to})
	t.touch(c.Entity, c.EntityID)
	if again && c.Entity == "meeting" {
		if err := t.refuseLocked(ctx, c.EntityID); err != nil {
			return err
		}
		if err := t.raiseMeeting(ctx, c.EntityID); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) decidedCitation(ctx context.Context, c *briefing.Citing) (decidedCitation, error) {
	of := decidedCitation{Citation: c.Citation, Rejected: c.Rejected, Record: c.Title}
	if c.Directive == 0 {
		return of, nil
	}
	d, err := loadDirective(ctx, t, c.Directive)
	if err == nil {
		of.Document = d.Name()
	}
	return of, err
}

// raiseMeeting raises the version of a meeting whose list of citations has
// changed: a form that was opened before shows another list, and must not be
// saved over it.
func (t *tx) raiseMeeting(ctx context.Context, id int64) error {
	_, err := t.ExecContext(ctx, `
		UPDATE meeting
		SET version = version + 1, updated_at = $1
		WHERE id = $2`, t.at.UnixMicro(), id)
	return err
}
