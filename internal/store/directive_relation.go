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
	all, err := relationsOf(ctx, db.reads, directive)
	if err != nil {
		return nil, fmt.Errorf("relations of directive %d: %w", directive, err)
	}
	return all, nil
}

func relationsOf(ctx context.Context, q querier, directive int64) ([]briefing.RelatedDirective, error) {
	all, err := related(ctx, q, `r.from_id = $1 OR r.to_id = $1`, directive)
	for i := range all {
		if all[i].Reverse = all[i].To == directive; !all[i].Reverse {
			other, err := loadDirective(ctx, q, all[i].To)
			if err != nil {
				return nil, err
			}
			all[i].Other = *other
		}
	}
	return all, err
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
	return query(ctx, q, scanRelation, `
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

func scanRelation(rows *sql.Rows) (r briefing.Relation, err error) {
	err = rows.Scan(&r.ID, &r.From, &r.Verb, &r.To, &r.Since, &r.Note, &r.Automatic)
	return r, err
}
