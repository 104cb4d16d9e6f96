package store

import (
	"context"
	"errors"
	"maps"
	"slices"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// NamedExactly returns the directives, the newest first and at most limit, that
// have one of the symbols of a request; none when it names no symbol. They
// stand before all other results.
func (db *DB) NamedExactly(ctx context.Context, r *SearchRequest, limit int) ([]SearchHit, error) {
	symbols := r.Query.Symbols()
	if kind := r.Filter[search.FacetKind]; len(symbols) == 0 || kind != "" && kind != "directive" {
		return nil, nil
	}
	only := *r
	only.Filter = SearchFilter{}
	maps.Copy(only.Filter, r.Filter)
	only.Filter[search.FacetKind] = "directive"
	found, err := db.Search(ctx, &only, Newest, 0, limit)
	if err != nil {
		return nil, err
	}
	var exact []SearchHit
	for _, h := range found {
		d, err := db.Directive(ctx, h.ID)
		if errors.Is(err, ErrNotFound) { // removed meanwhile
			continue
		}
		if err != nil {
			return nil, err
		}
		if slices.Contains(symbols, briefing.SymbolKey(d.Symbol)) {
			exact = append(exact, h)
		}
	}
	return exact, nil
}
