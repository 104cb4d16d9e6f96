package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// ErrLoop says that a relation would lead from a directive back to itself.
var ErrLoop = errors.New("quan hệ này khép thành vòng: văn bản kia đã đứng sau văn bản này")

// ErrRelated says that the relation is there already.
var ErrRelated = errors.New("quan hệ này đã có trong sổ")

// Related lists the relations of a directive both ways, in order of verb and
// day.
func (db *DB) Related(ctx context.Context, directive int64) ([]briefing.RelatedDirective, error) {
	all, err := related(ctx, db.reads, `r.from_id = $1 OR r.to_id = $1`, directive)
	if err != nil {
		return nil, fmt.Errorf("relations of directive %d: %w", directive, err)
	}
	for i := range all {
		if all[i].Reverse = all[i].To == directive; !all[i].Reverse {
			other, err := loadDirective(ctx, db.reads, all[i].To)
			if err != nil {
				return nil, fmt.Errorf("relations of directive %d: %w", directive, err)
			}
			all[i].Other = *other
		}
	}
	return all, nil
}

// Ends lists what ended the directives that a record cites: for each relation
// To is the cited one, Other the one that replaced or repealed it.
func (db *DB) Ends(ctx context.Context, entity string, id int64) ([]briefing.RelatedDirective, error) {
	all, err := related(ctx, db.reads, `r.verb IN ('replaces', 'repeals') AND r.to_id IN
			(SELECT directive_id FROM citation WHERE entity = $1 AND entity_id = $2 AND rejected = 0)`, entity, id)
	if err != nil {
		return nil, fmt.Errorf("ends of what %s %d cites: %w", entity, id, err)
	}
	return all, nil
}

// related returns the relations under a condition, each with its acting
// directive as Other.
func related(ctx context.Context, q querier, where string, args ...any) ([]briefing.RelatedDirective, error) {
	return query(ctx, q, func(rows *sql.Rows) (r briefing.RelatedDirective, err error) {
		r.Reverse = true
		r.Other, err = scanDirective(rows, &r.ID, &r.From, &r.Verb, &r.To, &r.Since, &r.Note, &r.Automatic)
		return r, err
	}, `
		SELECT d.id, d.genre, d.number, d.symbol, d.issuer, d.place, d.term, d.date, d.year, d.title, d.family,
			d.effective_from, d.effective_to, d.stub, d.sample, d.version, d.updated_at, r.id, r.from_id, r.verb,
			r.to_id, r.since, r.note, r.automatic
		FROM directive_relation r JOIN directive d ON d.id = r.from_id
		WHERE `+where+`
		ORDER BY r.verb, d.date, r.id`, args...)
}

// maxChain bounds how many relations a chain is followed over.
const maxChain = 1000

// Chain returns every relation that leads to a directive or on from it, through
// any number of others, and the directives at their ends by ID.
func (db *DB) Chain(ctx context.Context, directive int64) ([]briefing.Relation, map[int64]briefing.Directive, error) {
	relations, err := chain(ctx, db.reads, directive)
	if err != nil {
		return nil, nil, fmt.Errorf("chain of directive %d: %w", directive, err)
	}
	ends := map[int64]briefing.Directive{}
	for _, r := range relations {
		for _, id := range []int64{r.From, r.To} {
			if _, known := ends[id]; known {
				continue
			}
			d, err := loadDirective(ctx, db.reads, id)
			if err != nil {
				return nil, nil, fmt.Errorf("chain of directive %d: %w", directive, err)
			}
			ends[id] = *d
		}
	}
	return relations, ends, nil
}

func chain(ctx context.Context, q querier, directive int64) ([]briefing.Relation, error) {
	return query(ctx, q, func(rows *sql.Rows) (r briefing.Relation, err error) {
		err = rows.Scan(&r.ID, &r.From, &r.Verb, &r.To, &r.Since, &r.Note, &r.Automatic)
		return r, err
	}, `
		WITH RECURSIVE reached (id) AS (
			SELECT $1
			UNION
			SELECT CASE WHEN r.from_id = reached.id THEN r.to_id ELSE r.from_id END
			FROM reached JOIN directive_relation r ON r.from_id = reached.id OR r.to_id = reached.id
			LIMIT $2
		)
		SELECT id, from_id, verb, to_id, since, note, automatic
		FROM directive_relation
		WHERE from_id IN (SELECT id FROM reached) AND to_id IN (SELECT id FROM reached)
		ORDER BY id`, directive, maxChain)
}

// AddRelation stores what a person knows of two directives. ErrLoop and
// ErrRelated say why not.
func (db *DB) AddRelation(ctx context.Context, by Actor, r *briefing.Relation) error {
	if err := r.Validate(); err != nil {
		return err
	}
	err := db.write(ctx, by, func(t *tx) error { return t.addRelation(ctx, r) })
	if err != nil {
		return fmt.Errorf("add relation: %w", err)
	}
	return nil
}

func (t *tx) addRelation(ctx context.Context, r *briefing.Relation) error {
	for _, id := range []int64{r.From, r.To} {
		if _, err := loadDirective(ctx, t, id); err != nil {
			return err
		}
	}
	known, mayLoop, err := t.around(ctx, r)
	if err != nil {
		return err
	}
	if known {
		return ErrRelated
	}
	if mayLoop {
		known, err := chain(ctx, t, r.From)
		if err != nil {
			return err
		}
		if r.Loops(known) {
			return ErrLoop
		}
	}
	err = t.QueryRowContext(ctx, `
		INSERT INTO directive_relation (from_id, verb, to_id, since, note, automatic)
		VALUES ($1, $2, $3, $4, $5, $6)
		RETURNING id`, r.From, r.Verb, r.To, r.Since, r.Note, r.Automatic).Scan(&r.ID)
	if err != nil {
		return err
	}
	t.record("relate", "directive", r.From, nil, *r)
	if r.Verb.Ends() {
		t.touch("directive", r.To)
	}
	return nil
}

// around reports whether a relation is there already, and whether it may close a
// circle: only when something leads to its one end and on from the other. Most
// often the chain, which grows with the register, need not be walked.
func (t *tx) around(ctx context.Context, r *briefing.Relation) (known, mayLoop bool, err error) {
	err = t.QueryRowContext(ctx, `
		SELECT count(*) > 0,
			EXISTS (SELECT 1 FROM directive_relation WHERE to_id = $1)
				AND EXISTS (SELECT 1 FROM directive_relation WHERE from_id = $2)
		FROM directive_relation
		WHERE from_id = $1 AND to_id = $2 AND verb = $3
		ORDER BY id`, r.From, r.To, r.Verb).Scan(&known, &mayLoop)
	return known, mayLoop, err
}

// RemoveRelation removes a relation, or fails with ErrNotFound.
func (db *DB) RemoveRelation(ctx context.Context, by Actor, id int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		found, err := t.removeRelations(ctx, `id = $1`, id)
		if err == nil && found == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("remove relation %d: %w", id, err)
	}
	return nil
}

func (t *tx) removeRelations(ctx context.Context, where string, args ...any) (int, error) {
	gone, err := query(ctx, t, func(rows *sql.Rows) (r briefing.Relation, err error) {
		err = rows.Scan(&r.ID, &r.From, &r.Verb, &r.To, &r.Since, &r.Note, &r.Automatic)
		return r, err
	}, `
		DELETE FROM directive_relation
		WHERE `+where+`
		RETURNING id, from_id, verb, to_id, since, note, automatic`, args...)
	for _, r := range gone {
		t.record("unrelate", "directive", r.From, r, nil)
		if r.Verb.Ends() {
			t.touch("directive", r.To)
		}
	}
	return len(gone), err
}

// saveMentions stores what a directive's own text cites, and the relations
// that its words state, in the place of those read before. A relation that
// would close a circle is left out: the words are read by a program.
func (t *tx) saveMentions(ctx context.Context, d *briefing.Directive, mentions []briefing.Mention) error {
	var all []briefing.Citation
	for _, m := range mentions {
		all = append(all, m.Citation)
	}
	_, rejected, err := loadCitations(ctx, t, "directive", d.ID)
	if err != nil {
		return err
	}
	text := citingText{entity: "directive", id: d.ID, day: d.Date, confirmed: true, sample: d.Sample}
	all = briefing.Without(all, rejected)
	if err := t.saveCitations(ctx, text, all, rejected); err != nil {
		return err
	}
	if _, err := t.removeRelations(ctx, `from_id = $1 AND automatic = 1`, d.ID); err != nil {
		return err
	}
	for _, c := range all {
		for _, m := range mentions {
			if m.Verb == "" || c.Directive == 0 || c.Directive == d.ID || !m.Same(&c) || m.Span != c.Span {
				continue
			}
			r := briefing.Relation{From: d.ID, Verb: m.Verb, To: c.Directive, Automatic: true}
			if err := t.addRelation(ctx, &r); err != nil && !errors.Is(err, ErrLoop) && !errors.Is(err, ErrRelated) {
				return err
			}
		}
	}
	return nil
}
