package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// SearchResults lists the results of a search for a list, at most limit, in the
// order of its page.
func (db *DB) SearchResults(ctx context.Context, f briefing.SearchFilter, limit int) ([]briefing.SearchResult, error) {
	r := SearchRequest{Query: search.Parse(f.Query), Scope: search.Scope{All: f.Office, Unit: f.Unit}, Filter: SearchFilter{}}
	for name, value := range f.Values {
		r.Filter[search.Facet(name)] = value
	}
	samples, err := db.samples(ctx)
	if err != nil {
		return nil, fmt.Errorf("search results: %w", err)
	}
	order, err := db.Rankable(ctx, &r, SearchOrder(f.Order))
	if err != nil {
		return nil, err
	}
	hits, err := db.Search(ctx, &r, order, 0, limit)
	if err != nil {
		return nil, err
	}
	var all []briefing.SearchResult
	for _, h := range hits {
		all = append(all, briefing.SearchResult{Kind: h.Kind, ID: h.ID, Date: h.Date, Title: h.Title, Excerpt: h.Excerpt.Text,
			Draft: h.Draft, Sample: samples[recordKey{h.Kind, h.ID}]})
	}
	return all, nil
}

// samples returns the records of the sample.
func (db *DB) samples(ctx context.Context) (map[recordKey]bool, error) {
	keys, err := query(ctx, db.reads, func(rows *sql.Rows) (k recordKey, err error) {
		err = rows.Scan(&k.kind, &k.id)
		return k, err
	}, `
		SELECT 'meeting', id FROM meeting WHERE sample = 1
		UNION ALL
		SELECT 'directive', id FROM directive WHERE sample = 1
		UNION ALL
		SELECT 'unit', id FROM unit WHERE sample = 1
		ORDER BY 1, 2`)
	all := map[recordKey]bool{}
	for _, k := range keys {
		all[k] = true
	}
	return all, err
}
