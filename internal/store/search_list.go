package store

import (
	"context"

	"giaoban/internal/search"
)

// listMatch returns the expression of the index that finds the records of a kind
// for the words of a list's filter, "" for no words: all of them. The last word
// may be unfinished where no record has it whole.
func (db *DB) listMatch(ctx context.Context, kind, text string) (string, error) {
	r := SearchRequest{Query: search.Parse(text), Scope: search.Scope{All: true}, Filter: SearchFilter{search.FacetKind: kind}}
	if r.Query.Text == "" {
		return "", nil
	}
	a, err := db.ask(ctx, &r)
	if err != nil {
		return "", err
	}
	plans := r.Query.Plans()
	if _, completion := r.Query.Completion(); len(completion.All) > 0 {
		plans = append(plans, completion)
	}
	for _, plan := range plans {
		all := a.match(plan).all
		if found, err := db.matches(ctx, all); found || err != nil {
			return all, err
		}
	}
	return quoteTokens([]string{search.FacetToken(search.FacetKind, "")}, " "), nil // what no record has
}
