package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// AddRelation stores what a person knows of two directives. ErrLoop and
// ErrRelated say why not.
func (db *DB) AddRelation(ctx context.Context, by Actor, r *briefing.Relation) error {
	err := db.write(ctx, by, func(t *tx) error { return t.relateByHand(ctx, r) })
	if err != nil {
		return fmt.Errorf("add relation: %w", err)
	}
	return nil
}

// relateByHand stores a relation that a person entered, unless it cannot be.
func (t *tx) relateByHand(ctx context.Context, r *briefing.Relation) error {
	if err := r.Validate(); err != nil {
		return err
	}
	from, err := loadDirective(ctx, t, r.From)
	if err != nil {
		return err
	}
	to, err := loadDirective(ctx, t, r.To)
	if err != nil {
		return err
	}
	if err := r.CheckDays(from, to); err != nil {
		return err
	}
	return t.addRelation(ctx, r)
}

func (t *tx) addRelation(ctx context.Context, r *briefing.Relation) error {
	for _, id := range []int64{r.From, r.To} {
		if _, err := loadDirective(ctx, t, id); err != nil {
			return err
		}
	}
	if err := t.checkRelation(ctx, r); err != nil {
		return err
	}
	err := t.QueryRowContext(ctx, `
		INSERT INTO directive_relation (from_id, verb, to_id, since, note, automatic)
		VALUES ($1, $2, $3, $4, $5, $6)
		RETURNING id`, r.From, r.Verb, r.To, r.Since, r.Note, r.Automatic).Scan(&r.ID)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		DELETE FROM directive_relation_refused
		WHERE from_id = $1 AND verb = $2 AND to_id = $3`, r.From, r.Verb, r.To)
	if err != nil {
		return err
	}
	t.record("relate", "directive", r.From, nil, *r)
	if r.Verb.Ends() {
		t.touch("directive", r.To)
	}
	return nil
}

// checkRelation fails with ErrRelated when a relation is there already, and with
// ErrLoop when it would close a circle. Most often nothing leads to its one end,
// or on from the other, and no chain has to be walked.
func (t *tx) checkRelation(ctx context.Context, r *briefing.Relation) error {
	var known, mayLoop bool
	err := t.QueryRowContext(ctx, `
		SELECT count(*) > 0,
			EXISTS (SELECT 1 FROM directive_relation WHERE to_id = $1)
				AND EXISTS (SELECT 1 FROM directive_relation WHERE from_id = $2)
		FROM directive_relation
		WHERE from_id = $1 AND to_id = $2 AND verb = $3
		ORDER BY id`, r.From, r.To, r.Verb).Scan(&known, &mayLoop)
	if err != nil {
		return err
	}
	if known {
		return ErrRelated
	}
	if mayLoop {
		mayLoop, err = leads(ctx, t, r.To, r.From, r.Verb)
	}
	if err == nil && mayLoop {
		err = ErrLoop
	}
	return err
}

// nextOfKind goes on from the directives reached over the relations that carry on,
// with 1 after it, or over those that change and end, with 0.
const nextOfKind = `
			UNION
			SELECT r.to_id
			FROM reached JOIN directive_relation r ON r.from_id = reached.id
			WHERE (r.verb IN ('implements', 'guides', 'accompanies')) = `

// leads reports whether relations of the same kind as verb, those that carry on or
// those that change and end, lead from one directive to another, over any number
// of others.
func leads(ctx context.Context, q querier, from, to int64, verb briefing.Verb) (leads bool, err error) {
	err = q.QueryRowContext(ctx, `
		WITH RECURSIVE reached (id) AS (SELECT $1`+nextOfKind+`$2)
		SELECT EXISTS (SELECT 1 FROM reached WHERE id = $3)`, from, verb.Descends(), to).Scan(&leads)
	return leads, err
}

// RemoveRelation removes a relation, or fails with ErrNotFound. One that a text
// states is refused from now on, whoever entered it.
func (db *DB) RemoveRelation(ctx context.Context, by Actor, id int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		gone, err := t.removeRelations(ctx, `id = $1`, id)
		if err == nil && len(gone) == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `
			INSERT INTO directive_relation_refused (from_id, verb, to_id, refused_by)
			SELECT entity_id, verb, directive_id, $1
			FROM citation
			WHERE entity = 'directive' AND entity_id = $2 AND verb = $3 AND directive_id = $4 AND rejected = 0
			ORDER BY id
			LIMIT 1
			ON CONFLICT DO NOTHING`, by.Name, gone[0].From, gone[0].Verb, gone[0].To)
		if err != nil {
			return err
		}
		return t.relateLeftOut(ctx, gone)
	})
	if err != nil {
		return fmt.Errorf("remove relation %d: %w", id, err)
	}
	return nil
}

// RefusedRelations lists the relations that texts state and that a person removed,
// as seen from one of their directives, in order of verb. Their IDs are for
// RestoreRelation.
func (db *DB) RefusedRelations(ctx context.Context, directive int64) ([]briefing.RelatedDirective, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (r briefing.RelatedDirective, err error) {
		r.Automatic = true
		r.Other, err = scanDirective(rows, &r.ID, &r.From, &r.Verb, &r.To, &r.RefusedBy)
		r.Reverse = r.To == directive
		return r, err
	}, `
		SELECT d.id, d.genre, d.number, d.symbol, d.issuer, d.place, d.term, d.date, d.year, d.title, d.family,
			d.effective_from, d.effective_to, d.stub, d.sample, d.version, d.updated_at, no.id, no.from_id, no.verb,
			no.to_id, no.refused_by
		FROM directive_relation_refused no
		JOIN directive d ON d.id = CASE WHEN no.from_id = $1 THEN no.to_id ELSE no.from_id END
		WHERE (no.from_id = $1 OR no.to_id = $1) AND EXISTS (SELECT 1 FROM citation c
			WHERE c.entity = 'directive' AND c.entity_id = no.from_id AND c.verb = no.verb AND c.rejected = 0
				AND c.directive_id = no.to_id)
		ORDER BY no.verb, d.date, no.id`, directive)
	if err != nil {
		return nil, fmt.Errorf("refused relations of directive %d: %w", directive, err)
	}
	return all, nil
}

// ErrNotStated says that no text states a relation any more.
var ErrNotStated = errors.New("văn bản không còn nêu quan hệ này")

// RestoreRelation brings back a relation of a directive that a person removed
// though a text states it. It fails with ErrNotFound when somebody brought it back
// before, ErrNotStated when the text does not state it any more, and ErrLoop when
// it would close a circle now.
func (db *DB) RestoreRelation(ctx context.Context, by Actor, directive, refused int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		r := briefing.Relation{Automatic: true}
		err := t.QueryRowContext(ctx, `
			DELETE FROM directive_relation_refused
			WHERE id = $1 AND (from_id = $2 OR to_id = $2)
			RETURNING from_id, verb, to_id`, refused, directive).Scan(&r.From, &r.Verb, &r.To)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		now, err := stated(ctx, t, r.From)
		if err != nil {
			return err
		}
		if !slices.Contains(now, r) {
			return ErrNotStated
		}
		return t.addRelation(ctx, &r)
	})
	if err != nil {
		return fmt.Errorf("restore relation %d: %w", refused, err)
	}
	return nil
}

// removeRelations removes the relations under a condition and returns them.
func (t *tx) removeRelations(ctx context.Context, where string, args ...any) ([]briefing.Relation, error) {
	gone, err := query(ctx, t, scanRelation, `
		DELETE FROM directive_relation
		WHERE `+where+`
		RETURNING id, from_id, verb, to_id, since, note, automatic`, args...)
	for _, r := range gone {
		t.record("unrelate", "directive", r.From, r, nil)
		if r.Verb.Ends() {
			t.touch("directive", r.To)
		}
	}
	return gone, err
}
