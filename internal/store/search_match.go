package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"giaoban/internal/briefing"
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

// An asked is a request with the directives that it names, the likeliest first
// for each name.
type asked struct {
	*SearchRequest
	named []int64
}

// ask looks up the directives that a request names.
func (db *DB) ask(ctx context.Context, r *SearchRequest) (*asked, error) {
	a := &asked{SearchRequest: r}
	for _, c := range r.Query.Named() {
		found, _, err := db.Candidates(ctx, &briefing.Citing{Citation: c, Day: db.today()})
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			if !slices.Contains(a.named, d.ID) {
				a.named = append(a.named, d.ID)
			}
		}
	}
	return a, nil
}

// A match is one reading of a request: two expressions of the full-text index
// that have no record in common, and both together.
type match struct {
	first string // the records that stand first
	rest  string // all others; "" when first is all
	all   string
	// ways are lists of tokens: every record found has all of one of them, beside
	// one of those of the scope.
	ways [][]string
}

// firstPlan runs the readings of the request's query in turn until one finds
// something, and returns what that gives. Where directives are exactly what is
// asked for, no other reading than that counts.
func firstPlan[T any](a *asked, exact []SearchHit, run func(match) (result T, found bool, err error)) (T, error) {
	var none T
	for _, plan := range a.Query.Plans() {
		result, found, err := run(a.match(plan))
		if err != nil || found || len(exact) > 0 {
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
func (a *asked) match(plan search.Plan) match {
	facets := a.facetTokens()
	tokens := slices.Concat(plan.All, facets)
	either := a.either(plan)
	m := match{all: a.expression(tokens, either, nil), ways: [][]string{tokens}}
	if len(either) > 0 {
		m.ways = nil
		for _, one := range either {
			m.ways = append(m.ways, slices.Concat(tokens, one))
		}
	}
	if len(plan.Near) == 0 {
		m.first = m.all
		return m
	}
	if len(plan.Any) == 0 {
		either = nil // what has the words side by side has the name of the law
	}
	m.first = a.expression(slices.Concat(plan.Near, plan.First, facets), either, nil)
	m.rest = a.expression(tokens, a.either(plan), plan.Near)
	return m
}

// either returns the lists of tokens of which a record must have one: a symbol,
// the words of a law's name, or a link to what the query names.
func (a *asked) either(plan search.Plan) [][]string {
	var all [][]string
	for _, symbol := range plan.Any {
		all = append(all, []string{symbol})
	}
	if len(plan.Law) > 0 {
		all = append(all, plan.Law)
	}
	if all == nil {
		return nil
	}
	for _, id := range a.named {
		all = append(all, []string{search.CitedToken(id)})
	}
	return all
}

// facetTokens returns what every record has that passes the filter.
func (r *SearchRequest) facetTokens() []string {
	var tokens []string
	for _, f := range search.Facets() {
		if value := r.Filter[f]; value != "" {
			tokens = append(tokens, search.FacetToken(f, value))
		}
	}
	return tokens
}

// expression finds the records of the scope that have all tokens and those of
// one of the lists, and not all of the others.
func (r *SearchRequest) expression(tokens []string, either [][]string, without []string) string {
	var parts []string
	if len(tokens) > 0 {
		parts = append(parts, quoteTokens(tokens, " "))
	}
	if len(either) > 0 {
		var lists []string
		for _, list := range either {
			lists = append(lists, "("+quoteTokens(list, " ")+")")
		}
		parts = append(parts, "("+strings.Join(lists, " OR ")+")")
	}
	if scope := r.Scope.Tokens(); scope != nil {
		parts = append(parts, "("+quoteTokens(scope, " OR ")+")")
	}
	text := strings.Join(parts, " ")
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
