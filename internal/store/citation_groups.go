package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// Conditions on citations c with their records: how they stand, and that the
// record is confirmed.
const (
	citationWaits    = `c.rejected = 0 AND c.directive_id IS NULL`
	citationDecided  = `c.rejected = 0 AND c.directive_id IS NOT NULL AND c.decided_by <> ''`
	citationLinked   = `c.rejected = 0 AND c.directive_id IS NOT NULL AND c.decided_by = ''`
	citationRejected = `c.rejected = 1`
	ofConfirmed      = `coalesce(m.confirmed, 1) = 1`
)

// countWaiting counts the citations of confirmed records that wait for a person.
const countWaiting = `SELECT count(*) FROM ` + citingRecords + ` WHERE ` + citationWaits + ` AND ` + ofConfirmed

// CitationCounts returns how many citations of confirmed records stand how.
func (db *DB) CitationCounts(ctx context.Context) (map[briefing.CitationState]int, error) {
	var waiting, decided, linked, rejected int
	err := db.reads.QueryRowContext(ctx, `
		SELECT count(CASE WHEN `+citationWaits+` THEN 1 END), count(CASE WHEN `+citationDecided+` THEN 1 END),
			count(CASE WHEN `+citationLinked+` THEN 1 END), count(CASE WHEN `+citationRejected+` THEN 1 END)
		FROM `+citingRecords+`
		WHERE `+ofConfirmed+`
		ORDER BY 1`).Scan(&waiting, &decided, &linked, &rejected)
	if err != nil {
		return nil, fmt.Errorf("count citations: %w", err)
	}
	return map[briefing.CitationState]int{briefing.CitationWaits: waiting, briefing.CitationDecided: decided,
		briefing.CitationLinked: linked, briefing.CitationRejected: rejected}, nil
}

// citationLists are the citations of each state, and the order of their groups: what
// somebody decided last comes first, all others by number.
var citationLists = map[briefing.CitationState]struct{ where, order string }{
	briefing.CitationWaits:    {citationWaits, byNumber},
	briefing.CitationDecided:  {citationDecided, byDecision},
	briefing.CitationLinked:   {citationLinked, byNumber},
	briefing.CitationRejected: {citationRejected, byDecision},
}

const (
	byNumber   = `CASE WHEN c.number = '' THEN 1 ELSE 0 END, length(c.number), c.number, c.symbol_key, c.title, max(c.id) DESC`
	byDecision = `max((SELECT max(a.id) FROM audit a WHERE a.entity = 'citation' AND a.entity_id = c.id)) DESC, max(c.id) DESC`
)

// grouped puts those of confirmed records together that say the same and stand the
// same.
const grouped = ` AND ` + ofConfirmed + `
		GROUP BY c.symbol_key, c.genre, c.number, c.symbol, c.issuer, c.date, c.year, c.title, c.directive_id, c.rejected,
			c.decided_by`

// sqlAlike lists the citations that say the same and stand the same as each of the
// given ones, among them these themselves, the latest texts first.
const sqlAlike = `
	SELECT first.id, c.id
	FROM citation first CROSS JOIN ` + citingRecords + `
	WHERE first.id IN (SELECT value FROM json_each($1)) AND c.symbol_key = first.symbol_key AND c.genre = first.genre
		AND c.number = first.number AND c.symbol = first.symbol AND c.issuer = first.issuer AND c.date = first.date
		AND c.year = first.year AND c.title = first.title AND c.directive_id IS NOT DISTINCT FROM first.directive_id
		AND c.rejected = first.rejected AND c.decided_by = first.decided_by AND (` + ofConfirmed + ` OR c.id = first.id)
	ORDER BY first.id, coalesce(m.held_on, own.date) DESC, c.id DESC`

// mostAlike bounds how many citations one decision is for.
const mostAlike = 500

// fewPlaces is how many citations of a group come with their texts.
const fewPlaces = 6

// CountCitationGroups returns how many groups f has on all pages.
func (db *DB) CountCitationGroups(ctx context.Context, f briefing.CitationFilter) (n int, err error) {
	of, ok := citationLists[f.State]
	if !ok {
		return 0, nil
	}
	err = db.reads.QueryRowContext(ctx, `
		SELECT count(*)
		FROM (SELECT 1
			FROM `+citingRecords+`
			WHERE $1 IN ('', c.number, substr(c.symbol_key, 1, length($1))) AND `+of.where+grouped+`) AS groups
		ORDER BY 1`, briefing.SymbolKey(f.Symbol)).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count groups of citations: %w", err)
	}
	return n, nil
}

// CitationGroups lists the citations of confirmed records that f chooses, those
// together that say the same and stand the same. An unknown state has none.
func (db *DB) CitationGroups(ctx context.Context, f briefing.CitationFilter) (groups []briefing.CitationGroup, err error) {
	of, ok := citationLists[f.State]
	if !ok {
		return nil, nil
	}
	err = db.snapshot(ctx, func(q querier) error {
		first, err := query(ctx, q, scanID, `
			SELECT max(c.id)
			FROM `+citingRecords+`
			WHERE $1 IN ('', c.number, substr(c.symbol_key, 1, length($1))) AND `+of.where+grouped+`
			ORDER BY `+of.order+`
			LIMIT $2 OFFSET $3`, briefing.SymbolKey(f.Symbol), f.Limit, f.Offset)
		if err != nil {
			return err
		}
		groups, err = citationGroups(ctx, q, first)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("groups of citations: %w", err)
	}
	return groups, nil
}

// CitationGroup returns a citation, first, with those of confirmed records that
// say the same and stand the same, or ErrNotFound.
func (db *DB) CitationGroup(ctx context.Context, id int64) (*briefing.CitationGroup, error) {
	var groups []briefing.CitationGroup
	err := db.snapshot(ctx, func(q querier) (err error) {
		groups, err = citationGroups(ctx, q, []int64{id})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("citation %d: %w", id, err)
	}
	return &groups[0], nil
}

// citationGroups returns the group of each of the citations first, or ErrNotFound
// when one of these is not there.
func citationGroups(ctx context.Context, q querier, first []int64) ([]briefing.CitationGroup, error) {
	members, err := alike(ctx, q, first...)
	if err != nil {
		return nil, err
	}
	groups := make([]briefing.CitationGroup, len(first))
	var shown []int64
	for i, id := range first {
		g := &groups[i]
		if g.Places = len(members[id]); g.Places <= mostAlike {
			g.Alike = nameAlike(members[id])
		}
		others := slices.DeleteFunc(members[id], func(other int64) bool { return other == id })
		members[id] = append([]int64{id}, others[:min(len(others), fewPlaces-1)]...)
		shown = append(shown, members[id]...)
	}
	texts, err := citingsByID(ctx, q, shown)
	if err != nil {
		return nil, err
	}
	for i, id := range first {
		g := &groups[i]
		for _, member := range members[id] {
			c, ok := texts[member]
			if !ok {
				return nil, ErrNotFound
			}
			g.Citings = append(g.Citings, c)
		}
		if linked := g.Citings[0].Directive; linked != 0 {
			if g.Linked, err = loadDirective(ctx, q, linked); err != nil {
				return nil, err
			}
		}
	}
	return groups, nil
}

// alike returns for each of the citations first the numbers of those that say the
// same and stand the same, its own too, the latest texts first.
func alike(ctx context.Context, q querier, first ...int64) (map[int64][]int64, error) {
	members := map[int64][]int64{}
	_, err := query(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		var of, id int64
		err := rows.Scan(&of, &id)
		members[of] = append(members[of], id)
		return struct{}{}, err
	}, sqlAlike, jsonList(first))
	return members, err
}

// nameAlike names a set of citations, in whatever order they stand: another set
// has another name.
func nameAlike(ids []int64) string {
	sum := sha256.Sum256(fmt.Append(nil, slices.Sorted(slices.Values(ids))))
	return hex.EncodeToString(sum[:8])
}
