package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"giaoban/internal/briefing"
)

// relateByText makes the automatic relations of a directive those that follow
// from the citations in its own text: each with what the words before it say, to
// the directive that it is linked to. What a person refused, or entered himself,
// is left out, and what would close a circle: the words are read by a program.
func (t *tx) relateByText(ctx context.Context, directive int64) error {
	stated, err := stated(ctx, t, directive)
	if err != nil {
		return err
	}
	known, err := query(ctx, t, scanRelation, `
		SELECT id, from_id, verb, to_id, since, note, automatic
		FROM directive_relation
		WHERE from_id = CAST($1 AS BIGINT) AND automatic = 1
		ORDER BY id`, directive)
	if err != nil {
		return err
	}
	var gone []briefing.Relation
	for _, r := range known {
		if slices.ContainsFunc(stated, func(s briefing.Relation) bool { return s.Verb == r.Verb && s.To == r.To }) {
			continue
		}
		removed, err := t.removeRelations(ctx, `id = $1`, r.ID)
		if err != nil {
			return err
		}
		gone = append(gone, removed...)
	}
	for _, r := range stated {
		if err := t.addRelation(ctx, &r); err != nil && !errors.Is(err, ErrLoop) && !errors.Is(err, ErrRelated) {
			return err
		}
	}
	return t.relateLeftOut(ctx, gone)
}

// stated returns the relations that a directive's own text states and nobody
// refused.
func stated(ctx context.Context, q querier, directive int64) ([]briefing.Relation, error) {
	return query(ctx, q, func(rows *sql.Rows) (briefing.Relation, error) {
		r := briefing.Relation{From: directive, Automatic: true}
		err := rows.Scan(&r.Verb, &r.To)
		return r, err
	}, `
		SELECT c.verb, c.directive_id
		FROM citation c
		WHERE c.entity = 'directive' AND c.entity_id = CAST($1 AS BIGINT) AND c.verb <> '' AND c.rejected = 0
			AND c.directive_id IS NOT NULL AND c.directive_id <> c.entity_id
			AND NOT EXISTS (SELECT 1 FROM directive_relation_refused no
				WHERE no.from_id = c.entity_id AND no.verb = c.verb AND no.to_id = c.directive_id)
		ORDER BY c.position`, directive)
}

// relateLeftOut adds the relations that texts state and that were left out only
// because they closed a circle with relations which are gone.
func (t *tx) relateLeftOut(ctx context.Context, gone []briefing.Relation) error {
	for _, r := range gone {
		texts, err := query(ctx, t, scanID, `
			WITH RECURSIVE reached (id) AS (SELECT $1`+nextOfKind+`$2)
			SELECT DISTINCT c.entity_id
			FROM reached JOIN citation c ON c.entity = 'directive' AND c.entity_id = reached.id
			WHERE c.verb <> '' AND c.rejected = 0 AND c.directive_id IS NOT NULL
				AND NOT EXISTS (SELECT 1 FROM directive_relation r
					WHERE r.from_id = c.entity_id AND r.verb = c.verb AND r.to_id = c.directive_id)
			ORDER BY c.entity_id`, r.To, r.Verb.Descends())
		if err != nil {
			return err
		}
		for _, id := range texts {
			if err := t.relateByText(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// ownText is a directive's own text.
func ownText(d *briefing.Directive) citingText {
	return citingText{entity: "directive", id: d.ID, day: d.Date, confirmed: true, sample: d.Sample, of: d}
}

// saveMentions stores what a directive's own text cites, with what its words say
// that it does to these, in the place of what was read before.
func (t *tx) saveMentions(ctx context.Context, d *briefing.Directive, mentions []briefing.Mention) error {
	var all []briefing.Citation
	for _, m := range mentions {
		all = append(all, m.Citation)
	}
	_, rejected, err := loadCitations(ctx, t, "directive", d.ID)
	if err != nil {
		return err
	}
	text := ownText(d)
	all = briefing.Without(all, rejected)
	if err := t.saveCitations(ctx, text, all, rejected); err != nil {
		return err
	}
	for _, m := range mentions {
		if m.Verb == "" {
			continue
		}
		for i, c := range slices.Concat(all, rejected) {
			if !m.Same(&c) || m.Span != c.Span && i < len(all) {
				continue
			}
			if _, err := t.ExecContext(ctx, `UPDATE citation SET verb = $1 WHERE id = $2`, m.Verb, c.ID); err != nil {
				return err
			}
		}
	}
	return t.relateByText(ctx, d.ID)
}
