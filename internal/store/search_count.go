package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"giaoban/internal/search"
)

// MaxCounted is up to how many results are counted one by one.
const MaxCounted = 10_000

// SearchCounts are the numbers beside a list of results.
type SearchCounts struct {
	Total  int  // at most MaxCounted
	More   bool // there are more; Facets count the newest MaxCounted
	Facets map[search.Facet][]FacetCount
}

// A FacetCount is how many results have a value.
type FacetCount struct {
	Value string
	Count int
}

const sqlSearchValues = `
	SELECT r.kind, r.unit_id, r.period, r.issuer, r.genre, r.year, r.validity
	FROM search s JOIN search_record r ON r.docid = s.docid
	WHERE s.search MATCH $1
	ORDER BY s.docid DESC
	LIMIT $2`

// SearchCounts counts the results of a request, in all and by facet, the most
// frequent values first. Records without a value are in none of its counts.
func (db *DB) SearchCounts(ctx context.Context, r *SearchRequest) (SearchCounts, error) {
	c := SearchCounts{Facets: map[search.Facet][]FacetCount{}}
	records, err := firstPlan(r, func(m match) ([]search.Record, bool, error) {
		records, err := query(ctx, db.reads, func(rows *sql.Rows) (r search.Record, err error) {
			err = rows.Scan(&r.Kind, &r.Unit, &r.Period, &r.Issuer, &r.Genre, &r.Year, &r.Validity)
			return r, err
		}, sqlSearchValues, m.all, MaxCounted+1)
		return records, len(records) > 0, err
	})
	if err != nil {
		return c, searchError(err)
	}
	if c.More = len(records) > MaxCounted; c.More {
		records = records[:MaxCounted]
	}
	c.Total = len(records)
	for _, f := range search.Facets() {
		if counts := countValues(records, f); len(counts) > 0 {
			c.Facets[f] = counts
		}
	}
	return c, nil
}

func countValues(records []search.Record, f search.Facet) []FacetCount {
	byValue := map[string]int{}
	for i := range records {
		if value := records[i].Value(f); value != "" {
			byValue[value]++
		}
	}
	counts := make([]FacetCount, 0, len(byValue))
	for value, n := range byValue {
		counts = append(counts, FacetCount{value, n})
	}
	slices.SortFunc(counts, func(a, b FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return counts
}

const sqlSearchCount = `
	SELECT count(*)
	FROM (SELECT docid FROM search WHERE search MATCH $1 ORDER BY docid DESC LIMIT $2)`

// count counts the matches of an expression, at most max.
func (db *DB) count(ctx context.Context, expression string, max int) (n int, err error) {
	err = db.reads.QueryRowContext(ctx, sqlSearchCount, expression, max).Scan(&n)
	return n, err
}
