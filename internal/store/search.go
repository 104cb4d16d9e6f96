package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// rankedNewest is how many of the newest records are scored when not all are.
const rankedNewest = 200

// excerptLength is how many runes of a text are shown.
const excerptLength = 240

// A SearchOrder is how results are sorted. Records that have the words side by
// side, as they were typed, stand before the others in all of them.
type SearchOrder string

// The orders of results.
const (
	Newest    SearchOrder = ""     // by date
	Ranked    SearchOrder = "rank" // by score, of the newest few hundred; the others follow by date
	RankedAll SearchOrder = "all"  // by score, of all: takes long where much is found
)

// A SearchHit is one record that was found.
type SearchHit struct {
	Kind       string
	ID         int64
	Date       briefing.Day
	Title      string
	TitleMarks [][2]int // runes of the title
	Excerpt    search.Excerpt
	docid      int64
	text       string
	score      float64
}

// Search returns the results offset to offset+limit of a request, with what was
// found marked. An empty query finds nothing.
func (db *DB) Search(ctx context.Context, r *SearchRequest, order SearchOrder, offset, limit int) ([]SearchHit, error) {
	matcher := r.Query.Matcher()
	hits, err := firstPlan(r, func(m match) ([]SearchHit, bool, error) {
		hits, err := db.ordered(ctx, m, matcher, order, offset, limit)
		if err != nil || len(hits) > 0 || offset == 0 {
			return hits, len(hits) > 0, err
		}
		found, err := db.matches(ctx, m.all)
		return nil, found, err
	})
	if err != nil {
		return nil, searchError(err)
	}
	for i := range hits {
		h := &hits[i]
		h.TitleMarks = matcher.Marks(h.Title)
		h.Excerpt = matcher.Excerpt(h.text, excerptLength)
		h.text = ""
	}
	return hits, nil
}

// ordered returns the results offset to offset+limit of one reading.
func (db *DB) ordered(ctx context.Context, m match, matcher *search.Matcher, order SearchOrder, offset, limit int) ([]SearchHit, error) {
	scored := rankedNewest
	switch {
	case order == RankedAll:
		scored = -1
	case order != Ranked || offset >= rankedNewest:
		return db.newest(ctx, m, offset, limit)
	}
	hits, err := db.ranked(ctx, m, matcher, scored)
	if beyond := offset + limit - rankedNewest; err == nil && order == Ranked && beyond > 0 {
		var more []SearchHit
		more, err = db.newest(ctx, m, rankedNewest, beyond)
		hits = append(hits, more...)
	}
	return hits[min(offset, len(hits)):min(offset+limit, len(hits))], err
}

func searchError(err error) error {
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}

// newest returns matches by date: first those that stand first.
func (db *DB) newest(ctx context.Context, m match, offset, limit int) ([]SearchHit, error) {
	hits, err := db.page(ctx, m.first, offset, limit)
	if err != nil || m.rest == "" || limit >= 0 && len(hits) >= limit {
		return hits, err
	}
	before := offset + len(hits)
	if offset > 0 && len(hits) == 0 {
		if before, err = db.count(ctx, m.first, offset); err != nil {
			return nil, err
		}
	}
	if limit >= 0 {
		limit -= len(hits)
	}
	more, err := db.page(ctx, m.rest, max(0, offset-before), limit)
	return append(hits, more...), err
}

const sqlSearchPage = `
	SELECT r.docid, r.kind, r.record_id, r.date, r.title, r.text
	FROM search s JOIN search_record r ON r.docid = s.docid
	WHERE s.search MATCH $1
	ORDER BY s.docid DESC
	LIMIT $2 OFFSET $3`

// page reads matches of one expression by date; limit -1 reads all.
func (db *DB) page(ctx context.Context, expression string, offset, limit int) ([]SearchHit, error) {
	return query(ctx, db.reads, func(rows *sql.Rows) (h SearchHit, err error) {
		err = rows.Scan(&h.docid, &h.Kind, &h.ID, &h.Date, &h.Title, &h.text)
		return h, err
	}, sqlSearchPage, expression, limit, offset)
}

// ranked scores the newest matches, all when limit is -1, and returns them best
// first, newer before older where they are equal.
func (db *DB) ranked(ctx context.Context, m match, matcher *search.Matcher, limit int) ([]SearchHit, error) {
	hits, err := db.newest(ctx, m, 0, limit)
	if err != nil {
		return nil, err
	}
	for i := range hits {
		hits[i].score = matcher.Score(hits[i].Title, hits[i].text)
	}
	slices.SortStableFunc(hits, func(a, b SearchHit) int { return cmp.Compare(b.score, a.score) })
	return hits, nil
}
