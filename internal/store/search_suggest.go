package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"giaoban/internal/search"
)

// maxSuggestions is how many symbols and how many titles are suggested.
const maxSuggestions = 8

// A Suggestion completes what is being typed.
type Suggestion struct {
	Symbol string // a symbol, or "" for a record:
	Kind   string
	ID     int64
	Title  string
	Marks  [][2]int // runes of the title
}

// Suggest completes a text while it is typed: symbols that begin with it, then
// the newest records with a title that it may become. Nothing outside the scope
// is looked at.
func (db *DB) Suggest(ctx context.Context, scope search.Scope, text string) ([]Suggestion, error) {
	q := search.Parse(text)
	symbol, plan := q.Completion()
	var all []Suggestion
	if symbol != "" {
		symbols, err := db.suggestSymbols(ctx, scope, symbol)
		if err != nil {
			return nil, searchError(err)
		}
		all = symbols
	}
	if len(plan.All) == 0 {
		return all, nil
	}
	r := SearchRequest{Query: q, Scope: scope}
	hits, err := db.newest(ctx, r.match(plan), 0, maxSuggestions)
	if err != nil {
		return nil, searchError(err)
	}
	matcher := q.Matcher()
	for _, h := range hits {
		all = append(all, Suggestion{Kind: h.Kind, ID: h.ID, Title: h.Title, Marks: matcher.Marks(h.Title)})
	}
	return all, nil
}

// suggestSymbols lists the first symbols of the scope whose key begins so.
func (db *DB) suggestSymbols(ctx context.Context, scope search.Scope, key string) ([]Suggestion, error) {
	scopes := []int64{scopePublic}
	switch {
	case scope.All:
		scopes[0] = scopeOffice
	case scope.Unit != 0:
		scopes = append(scopes, scope.Unit)
	}
	var found []search.Symbol
	for _, scope := range scopes {
		after := key
		for range maxSuggestions {
			next, err := db.nextSymbol(ctx, scope, after, key+"\U0010FFFF")
			if err != nil {
				return nil, err
			}
			if next == nil {
				break
			}
			found = append(found, *next)
			after = next.Key + "\x00"
		}
	}
	slices.SortFunc(found, func(a, b search.Symbol) int { return cmp.Compare(a.Key, b.Key) })
	found = slices.CompactFunc(found, func(a, b search.Symbol) bool { return a.Key == b.Key })
	var all []Suggestion
	for _, s := range found[:min(len(found), maxSuggestions)] {
		all = append(all, Suggestion{Symbol: s.Label})
	}
	return all, nil
}

const sqlNextSymbol = `
	SELECT key, label
	FROM search_symbol
	WHERE scope = $1 AND key >= $2 AND key < $3
	ORDER BY key, docid
	LIMIT 1`

// nextSymbol returns the first symbol of a scope from one key up to another, or
// nil. Asking one by one skips the many records of one symbol.
func (db *DB) nextSymbol(ctx context.Context, scope int64, from, to string) (*search.Symbol, error) {
	found, err := query(ctx, db.reads, func(rows *sql.Rows) (s search.Symbol, err error) {
		err = rows.Scan(&s.Key, &s.Label)
		return s, err
	}, sqlNextSymbol, scope, from, to)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}
