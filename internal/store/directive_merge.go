package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// MergeDirectives puts the entry gone into the entry kept, when they turn out
// to be one document: every citation and relation of gone becomes one of kept,
// which takes over what it lacks itself. The versions are those that the person
// saw; ErrStale says that one was saved since. Merged finds kept under the old
// number.
func (db *DB) MergeDirectives(ctx context.Context, by Actor, kept, gone *briefing.Directive) error {
	if kept.ID == gone.ID {
		return errors.New("cannot merge a directive with itself")
	}
	err := db.write(ctx, by, func(t *tx) error { return t.mergeDirectives(ctx, kept, gone) })
	if err != nil {
		return fmt.Errorf("merge directive %d into %d: %w", gone.ID, kept.ID, err)
	}
	return nil
}

func (t *tx) mergeDirectives(ctx context.Context, kept, gone *briefing.Directive) error {
	a, err := loadDirective(ctx, t, kept.ID)
	if err != nil {
		return err
	}
	b, err := loadDirective(ctx, t, gone.ID)
	if err != nil {
		return err
	}
	if a.Version != kept.Version || b.Version != gone.Version {
		return ErrStale
	}
	for _, stmt := range []string{
		`UPDATE citation SET directive_id = $1 WHERE directive_id = $2`,
		`UPDATE attachment SET entity_id = $1 WHERE entity = 'directive' AND entity_id = $2`,
		`UPDATE citation SET entity_id = $1 WHERE entity = 'directive' AND entity_id = $2`,
		`DELETE FROM citation WHERE entity = 'directive' AND entity_id = $1 AND directive_id IN ($1, $2)`,
		`UPDATE directive_merge SET directive_id = $1 WHERE directive_id = $2`,
	} {
		if _, err := t.ExecContext(ctx, stmt, kept.ID, gone.ID); err != nil {
			return err
		}
	}
	if err := t.moveRelations(ctx, kept.ID, gone.ID); err != nil {
		return err
	}
	merged := *a
	merged.TakeOver(b)
	if _, err := t.ExecContext(ctx, `DELETE FROM directive WHERE id = $1`, gone.ID); err != nil {
		return err
	}
	if err := t.updateDirective(ctx, *a, &merged); err != nil {
		return err
	}
	t.record("merge", "directive", gone.ID, *b, merged)
	_, err = t.ExecContext(ctx, `
		INSERT INTO directive_merge (id, directive_id)
		VALUES ($1, $2)`, gone.ID, kept.ID)
	if err != nil {
		return err
	}
	// What waited because both could be meant has only one now.
	return t.relink(ctx, briefing.SymbolKey(merged.Symbol))
}

// moveRelations makes the relations of gone those of kept, but for what kept
// has already and what would lead back to itself.
func (t *tx) moveRelations(ctx context.Context, kept, gone int64) error {
	all, err := related(ctx, t, `r.from_id = $1 OR r.to_id = $1`, gone)
	if err != nil {
		return err
	}
	if _, err := t.removeRelations(ctx, `from_id = $1 OR to_id = $1`, gone); err != nil {
		return err
	}
	for _, r := range all {
		moved := r.Relation
		if moved.From == gone {
			moved.From = kept
		}
		if moved.To == gone {
			moved.To = kept
		}
		if moved.From == moved.To {
			continue
		}
		err := t.addRelation(ctx, &moved)
		if err != nil && !errors.Is(err, ErrLoop) && !errors.Is(err, ErrRelated) {
			return err
		}
	}
	return nil
}

// Merged returns the entry that an old number was merged into, or ErrNotFound.
func (db *DB) Merged(ctx context.Context, id int64) (int64, error) {
	var kept int64
	err := db.reads.QueryRowContext(ctx, `
		SELECT directive_id
		FROM directive_merge
		WHERE id = $1`, id).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("merged directive %d: %w", id, err)
	}
	return kept, nil
}
