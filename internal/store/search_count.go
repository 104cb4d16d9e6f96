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
	WHERE s.search MATCH $1 AND s.docid NOT IN (SELECT value FROM json_each($2))
	ORDER BY s.docid DESC
	LIMIT $3`

// SearchCounts counts the results of a request, in all and by facet, the most
// frequent values first. Records without a value are in none of its counts.
func (db *DB) SearchCounts(ctx context.Context, r *SearchRequest) (SearchCounts, error) {
	c := SearchCounts{Facets: map[search.Facet][]FacetCount{}}
	a, err := db.ask(ctx, r)
	if err != nil {
		return c, searchError(err)
	}
	exact, err := db.exact(ctx, a, r.Query.Matcher())
	if err != nil {
		return c, searchError(err)
	}
	records, err := firstPlan(a, exact, func(m match) ([]search.Record, bool, error) {
		records, err := query(ctx, db.reads, func(rows *sql.Rows) (r search.Record, err error) {
			err = rows.Scan(&r.Kind, &r.Unit, &r.Period, &r.Issuer, &r.Genre, &r.Year, &r.Validity)
			return r, err
		}, sqlSearchValues, m.all, docids(exact), MaxCounted+1)
		return records, len(records) > 0, err
	})
	if err != nil {
		return c, searchError(err)
	}
	for _, h := range exact {
		records = append(records, h.values)
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
	FROM (SELECT docid FROM search WHERE search MATCH $1 AND docid NOT IN (SELECT value FROM json_each($2))
		ORDER BY docid DESC LIMIT $3)`

// count counts the matches of an expression without those of some docids, at
// most max.
func (db *DB) count(ctx context.Context, expression, without string, max int) (n int, err error) {
	err = db.reads.QueryRowContext(ctx, sqlSearchCount, expression, without, max).Scan(&n)
	return n, err
}

// SearchCount counts the results of a request, at most most.
func (db *DB) SearchCount(ctx context.Context, r *SearchRequest, most int) (int, error) {
	a, err := db.ask(ctx, r)
	if err != nil {
		return 0, searchError(err)
	}
	exact, err := db.exact(ctx, a, r.Query.Matcher())
	if err != nil {
		return 0, searchError(err)
	}
	n, err := firstPlan(a, exact, func(m match) (int, bool, error) {
		n, err := db.count(ctx, m.all, docids(exact), most)
		return n, n > 0, err
	})
	return min(n+len(exact), most), searchError(err)
}

// SearchReading returns which reading of the query, counted from 0 as Plans
// lists them, gives the results of a request; -1 when none does.
func (db *DB) SearchReading(ctx context.Context, r *SearchRequest) (int, error) {
	a, err := db.ask(ctx, r)
	if err != nil {
		return -1, searchError(err)
	}
	for i, plan := range r.Query.Plans() {
		if found, err := db.matches(ctx, a.match(plan).all); found || err != nil {
			return i, searchError(err)
		}
	}
	return -1, nil
}
