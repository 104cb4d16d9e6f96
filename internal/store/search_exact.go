package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"giaoban/internal/search"
)

// maxExact is how many directives that a query names stand before the results.
const maxExact = 10

// exact returns the directives that a request names, in the order in which it
// does, as far as the reader may see them and the filter lets them pass: they
// stand first whatever else the query says.
func (db *DB) exact(ctx context.Context, a *asked, matcher *search.Matcher) ([]SearchHit, error) {
	var all []SearchHit
	facets, scope := a.facetTokens(), a.Scope.Tokens()
	for _, id := range a.named {
		var tokens string
		found, err := query(ctx, db.reads, func(rows *sql.Rows) (h SearchHit, err error) {
			var v search.Record
			h, err = scanHit(rows, matcher, &v.Unit, &v.Period, &v.Issuer, &v.Genre, &v.Year, &v.Validity, &tokens)
			v.Kind = h.Kind
			h.Exact, h.values = true, v
			return h, err
		}, `
			SELECT docid, kind, record_id, date, title, text, unit_id, period, issuer, genre, year, validity, tokens
			FROM search_record
			WHERE kind = 'directive' AND record_id = $1
			ORDER BY docid`, id)
		if err != nil {
			return nil, err
		}
		has := func(token string) bool { return strings.Contains(" "+tokens+" ", " "+token+" ") }
		lacks := func(token string) bool { return !has(token) }
		if !slices.ContainsFunc(facets, lacks) && (scope == nil || slices.ContainsFunc(scope, has)) {
			all = append(all, found...)
		}
		if len(all) == maxExact {
			break
		}
	}
	return all, nil
}

// docids lists the places of hits in the index: what other results must not
// repeat.
func docids(hits []SearchHit) string {
	var ids []int64
	for _, h := range hits {
		ids = append(ids, h.docid)
	}
	return jsonList(ids)
}
