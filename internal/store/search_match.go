package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"giaoban/internal/search"
)

// A SearchFilter narrows a search; facets that are missing allow all.
type SearchFilter map[search.Facet]string

// A SearchRequest is what is asked of the index.
type SearchRequest struct {
	Query  search.Query
	Scope  search.Scope
	Filter SearchFilter
}

// A match is one reading of a request: two expressions of the full-text index
// that have no record in common, and both together.
type match struct {
	first string // the records that stand first
	rest  string // all others; "" when first is all
	all   string
}

// firstPlan runs the readings of the request's query in turn until one finds
// something, and returns what that gives.
func firstPlan[T any](r *SearchRequest, run func(match) (result T, found bool, err error)) (T, error) {
	var none T
	for _, plan := range r.Query.Plans() {
		result, found, err := run(r.match(plan))
		if err != nil || found {
			return result, err
		}
	}
	return none, nil
}

const sqlSearchAny = `
	SELECT docid
	FROM search
	WHERE search MATCH $1
	ORDER BY docid DESC
	LIMIT 1`

// matches reports whether an expression finds anything.
func (db *DB) matches(ctx context.Context, expression string) (bool, error) {
	docids, err := query(ctx, db.reads, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, sqlSearchAny, expression)
	return len(docids) > 0, err
}

// match writes a plan as expressions. The rights of the reader are a part of
// each: nothing else decides what is found, counted or suggested.
func (r *SearchRequest) match(plan search.Plan) match {
	var facets []string
	for _, f := range search.Facets() {
		if value := r.Filter[f]; value != "" {
			facets = append(facets, search.FacetToken(f, value))
		}
	}
	all := r.expression(slices.Concat(plan.All, facets), nil)
	if len(plan.Near) == 0 {
		return match{first: all, all: all}
	}
	return match{
		first: r.expression(slices.Concat(plan.Near, plan.First, facets), nil),
		rest:  r.expression(slices.Concat(plan.All, facets), plan.Near),
		all:   all,
	}
}

// expression finds the records of the scope that have all tokens, and not all
// of the others.
func (r *SearchRequest) expression(tokens, without []string) string {
	text := quoteTokens(tokens, " ")
	if scope := r.Scope.Tokens(); scope != nil {
		text += " (" + quoteTokens(scope, " OR ") + ")"
	}
	if len(without) > 0 {
		text = "(" + text + ") NOT (" + quoteTokens(without, " ") + ")"
	}
	return text
}

// quoteTokens joins tokens, which hold no quotation marks, as terms of an
// expression: quoted, none is taken for an operator.
func quoteTokens(tokens []string, between string) string {
	return `"` + strings.Join(tokens, `"`+between+`"`) + `"`
}
