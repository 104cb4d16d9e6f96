package store

import (
	"context"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// A TwinError names the entries that stand for a directive already, which is
// never stored twice, or those that nobody has said to be other documents.
type TwinError struct{ briefing.Twins }

// Error tells the first of both.
func (e *TwinError) Error() string {
	if len(e.Same) > 0 {
		return "văn bản này đã có trong sổ"
	}
	return "trong sổ có văn bản gần giống"
}

// Twins returns the entries that may stand for d; for one that is registered
// already only those that its stored version was not like.
func (db *DB) Twins(ctx context.Context, d *briefing.Directive) (briefing.Twins, error) {
	t, err := twins(ctx, db.reads, d)
	if err != nil {
		return t, fmt.Errorf("twins of %s: %w", d.Name(), err)
	}
	return t, nil
}

func twins(ctx context.Context, q querier, d *briefing.Directive) (briefing.Twins, error) {
	name := briefing.Citation{Genre: d.Genre, Symbol: d.Symbol, Title: d.Title}
	known, err := namesakes(ctx, q, &name)
	if err != nil || d.ID == 0 {
		return d.Twins(known), err
	}
	stored, err := loadDirective(ctx, q, d.ID)
	if err != nil {
		return briefing.Twins{}, err
	}
	found := d.Twins(known)
	if stored.Stub || !slices.ContainsFunc(known, func(e briefing.Directive) bool { return e.ID == d.ID }) {
		return found, nil
	}
	return found.Since(stored.Twins(known)), nil
}

// refuseTwins fails with a TwinError when another entry stands for the same
// document as d, or may do so and is not among those apart.
func (t *tx) refuseTwins(ctx context.Context, d *briefing.Directive, apart []int64) error {
	found, err := twins(ctx, t, d)
	if err != nil {
		return err
	}
	unasked := func(e briefing.Directive) bool { return !slices.Contains(apart, e.ID) }
	if len(found.Same) > 0 || slices.ContainsFunc(found.Near, unasked) {
		return &TwinError{found}
	}
	return nil
}
