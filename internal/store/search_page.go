package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"giaoban/internal/search"
)

// rankedNewest is how many of the newest records are scored when not all are.
const rankedNewest = 200

// A pager reads the matches of one reading page by page, but for those whose
// docids stand in without, a JSON list. It holds one text at a time.
type pager struct {
	*DB
	match
	matcher *search.Matcher
	without string
}

// ordered returns the results offset to offset+limit.
func (p pager) ordered(ctx context.Context, order SearchOrder, offset, limit int) ([]SearchHit, error) {
	switch {
	case order == RankedAll:
		return p.ranked(ctx, -1, offset, limit)
	case order != Ranked || offset >= rankedNewest:
		return p.newest(ctx, offset, limit)
	}
	hits, err := p.ranked(ctx, rankedNewest, offset, limit)
	if beyond := offset + limit - rankedNewest; err == nil && beyond > 0 {
		var more []SearchHit
		more, err = p.newest(ctx, rankedNewest, beyond)
		hits = append(hits, more...)
	}
	return hits, err
}

// newest returns matches by date: first those that stand first.
func (p pager) newest(ctx context.Context, offset, limit int) ([]SearchHit, error) {
	hits, err := p.page(ctx, p.first, offset, limit)
	if err != nil || p.rest == "" || len(hits) >= limit {
		return hits, err
	}
	before := offset + len(hits)
	if offset > 0 && len(hits) == 0 {
		if before, err = p.count(ctx, p.first, p.without, offset); err != nil {
			return nil, err
		}
	}
	more, err := p.page(ctx, p.rest, max(0, offset-before), limit-len(hits))
	return append(hits, more...), err
}

const sqlSearchPage = `
	SELECT r.docid, r.kind, r.record_id, r.date, r.title, r.text
	FROM search s JOIN search_record r ON r.docid = s.docid
	WHERE s.search MATCH $1 AND s.docid NOT IN (SELECT value FROM json_each($2))
	ORDER BY s.docid DESC
	LIMIT $3 OFFSET $4`

// page reads matches of one expression by date.
func (p pager) page(ctx context.Context, expression string, offset, limit int) ([]SearchHit, error) {
	return query(ctx, p.reads, func(rows *sql.Rows) (h SearchHit, err error) {
		return scanHit(rows, p.matcher)
	}, sqlSearchPage, expression, p.without, limit, offset)
}

// A scoredPlace is a record in the index, and how well it answers.
type scoredPlace struct {
	docid int64
	score float64
}

const sqlSearchScored = `
	SELECT r.docid, r.title, substr(r.text, 1, $1)
	FROM search s JOIN search_record r ON r.docid = s.docid
	WHERE s.search MATCH $2 AND s.docid NOT IN (SELECT value FROM json_each($3))
	ORDER BY s.docid DESC
	LIMIT $4`

// ranked scores the newest matches, all of them when most is -1, and returns
// offset to offset+limit of them, the best first and newer before older where
// they are equal.
func (p pager) ranked(ctx context.Context, most, offset, limit int) ([]SearchHit, error) {
	var places []scoredPlace
	for _, expression := range []string{p.first, p.rest} {
		if expression == "" || most >= 0 && len(places) == most {
			continue
		}
		left := most
		if most >= 0 {
			left -= len(places)
		}
		more, err := query(ctx, p.reads, func(rows *sql.Rows) (place scoredPlace, err error) {
			var title, text string
			err = rows.Scan(&place.docid, &title, &text)
			place.score = p.matcher.Score(title, text)
			return place, err
		}, sqlSearchScored, search.MaxScored, expression, p.without, left)
		if err != nil {
			return nil, err
		}
		places = append(places, more...)
	}
	slices.SortStableFunc(places, func(a, b scoredPlace) int { return cmp.Compare(b.score, a.score) })
	places = places[min(offset, len(places)):min(offset+limit, len(places))]
	ids := make([]int64, len(places))
	for i, place := range places {
		ids[i] = place.docid
	}
	return p.hits(ctx, ids, p.matcher)
}

// hits reads records of the index, in the order of the docids and without those
// that were removed meanwhile.
func (db *DB) hits(ctx context.Context, ids []int64, matcher *search.Matcher) ([]SearchHit, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (SearchHit, error) {
		return scanHit(rows, matcher)
	}, `
		SELECT docid, kind, record_id, date, title, text
		FROM search_record
		WHERE docid IN (SELECT value FROM json_each($1))
		ORDER BY docid`, jsonList(ids))
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(all, func(a, b SearchHit) int { return cmp.Compare(place[a.docid], place[b.docid]) })
	return all, err
}

// jsonList writes numbers as statements take a list of them.
func jsonList(ids []int64) string {
	list, _ := json.Marshal(append([]int64{}, ids...)) // of numbers: never fails
	return string(list)
}

// scanHit reads a record of the index, the columns docid to text and what follows
// into more, and marks what was found in it.
func scanHit(rows *sql.Rows, matcher *search.Matcher, more ...any) (h SearchHit, err error) {
	var text string
	err = rows.Scan(append([]any{&h.docid, &h.Kind, &h.ID, &h.Date, &h.Title, &text}, more...)...)
	h.TitleMarks = matcher.Marks(h.Title)
	h.Excerpt = matcher.Excerpt(text, excerptLength)
	return h, err
}

// markDrafts finds out which hits are meetings that nobody has confirmed.
func (db *DB) markDrafts(ctx context.Context, hits []SearchHit) error {
	var ids []int64
	for _, h := range hits {
		if h.Kind == "meeting" {
			ids = append(ids, h.ID)
		}
	}
	if ids == nil {
		return nil
	}
	drafts, err := query(ctx, db.reads, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT id
		FROM meeting
		WHERE id IN (SELECT value FROM json_each($1)) AND confirmed = 0
		ORDER BY id`, jsonList(ids))
	for i := range hits {
		hits[i].Draft = hits[i].Kind == "meeting" && slices.Contains(drafts, hits[i].ID)
	}
	return err
}
