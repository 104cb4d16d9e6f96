package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

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
	Exact      bool // the query names just this directive
	Draft      bool // a meeting that nobody has confirmed
	docid      int64
	values     search.Record // of an exact one: its facets
}

// Search returns the results offset to offset+limit of a request, with what was
// found marked: first the directives that the query names. An empty query finds
// nothing.
func (db *DB) Search(ctx context.Context, r *SearchRequest, order SearchOrder, offset, limit int) ([]SearchHit, error) {
	if order == RankedAll {
		if err := db.startRanking(ctx); err != nil {
			return nil, searchError(err)
		}
		defer func() { <-db.ranking }()
	}
	hits, err := db.found(ctx, r, order, offset, limit)
	if err == nil {
		err = db.markDrafts(ctx, hits)
	}
	if err != nil {
		return nil, searchError(err)
	}
	return hits, nil
}

func (db *DB) found(ctx context.Context, r *SearchRequest, order SearchOrder, offset, limit int) ([]SearchHit, error) {
	a, err := db.ask(ctx, r)
	if err != nil {
		return nil, err
	}
	matcher := r.Query.Matcher()
	exact, err := db.exact(ctx, a, matcher)
	if err != nil {
		return nil, err
	}
	first := exact[min(offset, len(exact)):min(offset+limit, len(exact))]
	if len(first) == limit {
		return first, nil
	}
	offset, limit = max(0, offset-len(exact)), limit-len(first)
	hits, err := firstPlan(a, exact, func(m match) ([]SearchHit, bool, error) {
		hits, err := pager{db, m, matcher, docids(exact)}.ordered(ctx, order, offset, limit)
		if err != nil || len(hits) > 0 || offset == 0 {
			return hits, len(hits) > 0, err
		}
		found, err := db.matches(ctx, m.all)
		return nil, found, err
	})
	return append(first, hits...), err
}

// ErrRanking says that as many results are being ranked as the machine can do
// beside its other work.
var ErrRanking = errors.New("máy đang xếp hạng kết quả cho người khác")

// rankingWait is how long a search waits for its turn to rank all.
const rankingWait = time.Second

// startRanking takes a turn to rank all results, or fails with ErrRanking.
func (db *DB) startRanking(ctx context.Context) error {
	late := time.NewTimer(rankingWait)
	defer late.Stop()
	select {
	case db.ranking <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		return ErrRanking
	}
}

// Rankable returns the order in which a request can be listed: all is ranked only
// up to MaxCounted results.
func (db *DB) Rankable(ctx context.Context, r *SearchRequest, order SearchOrder) (SearchOrder, error) {
	if order != RankedAll {
		return order, nil
	}
	found, err := db.SearchCount(ctx, r, MaxCounted+1)
	if found > MaxCounted {
		order = Ranked
	}
	return order, err
}

func searchError(err error) error {
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}
