package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"giaoban/internal/briefing"
)

// A ListError is what keeps one directive of a list out of the register.
type ListError struct {
	Place int // in the list, from 0
	Err   error
}

// Error names the document.
func (e *ListError) Error() string { return fmt.Sprintf("văn bản thứ %d: %v", e.Place+1, e.Err) }

// Unwrap returns the reason.
func (e *ListError) Unwrap() error { return e.Err }

// ErrUnclear says that several entries may be a listed directive, so that a
// person has to merge them first.
var ErrUnclear = errors.New("trong sổ có nhiều mục có thể là văn bản này; gộp các mục đó trước")

// errUnchanged ends a write that has nothing to store.
var errUnchanged = errors.New("nothing to store")

// Standings tells for each directive what the register knows of it.
func (db *DB) Standings(ctx context.Context, list []briefing.ListedDirective) ([]briefing.Standing, error) {
	all := make([]briefing.Standing, len(list))
	for i := range list {
		var err error
		if all[i], _, err = standing(ctx, db.reads, &list[i].Directive); err == nil && all[i] != briefing.KnownEntry {
			err = vague(ctx, db.reads, &list[i], &all[i])
		}
		if err != nil {
			return nil, fmt.Errorf("standing of %s: %w", list[i].Name(), err)
		}
	}
	return all, nil
}

// vague sets the standing of a directive whose list names another one that
// several entries may stand for.
func vague(ctx context.Context, q querier, listed *briefing.ListedDirective, state *briefing.Standing) error {
	for _, m := range listed.Related {
		known, err := namesakes(ctx, q, &m.Citation)
		if err != nil {
			return err
		}
		known = slices.DeleteFunc(known, func(d briefing.Directive) bool { return !d.Fits(&m.Citation, listed.Date) })
		if len(known) > 1 && *state != briefing.UnclearEntry {
			*state = briefing.VagueRelation
		}
	}
	return nil
}

// standing also returns the one entry that stands for d, if there is one. What a
// list itself knows by citation only completes nothing.
func standing(ctx context.Context, q querier, d *briefing.Directive) (briefing.Standing, *briefing.Directive, error) {
	known, err := namesakes(ctx, q, &briefing.Citation{Genre: d.Genre, Symbol: d.Symbol, Title: d.Title})
	if err != nil {
		return "", nil, err
	}
	known = slices.DeleteFunc(known, func(one briefing.Directive) bool { return !d.Same(&one) })
	for i := range known {
		if !known[i].Stub || d.Stub {
			return briefing.KnownEntry, &known[i], nil
		}
	}
	switch len(known) {
	case 0:
		return briefing.NewEntry, nil, nil
	case 1:
		return briefing.StubEntry, &known[0], nil
	}
	return briefing.UnclearEntry, nil, nil
}

// ImportDirectives stores a list of directives, all or none: a ListError names
// the one that cannot be. A directive completes the entry that is known by
// citation only; one that is registered already stays as it is, so that the same
// list again changes nothing. Citations of the symbols are linked anew.
func (db *DB) ImportDirectives(ctx context.Context, by Actor, list []briefing.ListedDirective) (briefing.ImportCount, error) {
	var n briefing.ImportCount
	err := db.write(ctx, by, func(t *tx) error {
		n = briefing.ImportCount{}
		keys := map[string]bool{}
		for i := range list {
			if err := t.importDirective(ctx, list[i], &n, keys); err != nil {
				return &ListError{i, err}
			}
		}
		if n.Added+n.Completed == 0 {
			return errUnchanged
		}
		return t.relinkCited(ctx, slices.Sorted(maps.Keys(keys)))
	})
	if err != nil && !errors.Is(err, errUnchanged) {
		return briefing.ImportCount{}, fmt.Errorf("import directives: %w", err)
	}
	return n, nil
}

// relinkCited is relink for many symbols, most of which nothing cites.
func (t *tx) relinkCited(ctx context.Context, keys []string) error {
	for _, key := range keys {
		var cited bool
		err := t.QueryRowContext(ctx, `SELECT count(*) > 0 FROM citation WHERE symbol_key = $1`, key).Scan(&cited)
		if err != nil {
			return err
		}
		if !cited {
			continue
		}
		if err := t.relink(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// importDirective stores one directive of a list, and notes its symbol.
func (t *tx) importDirective(ctx context.Context, listed briefing.ListedDirective, n *briefing.ImportCount, keys map[string]bool) error {
	d := listed.Directive
	if err := d.Validate(); err != nil {
		return err
	}
	state, entry, err := standing(ctx, t, &d)
	switch {
	case err != nil:
		return err
	case state == briefing.KnownEntry:
		n.Known++
		return nil
	case state == briefing.UnclearEntry:
		return ErrUnclear
	case state == briefing.StubEntry:
		n.Completed++
		d.ID, d.Version, d.Stub, d.Sample = entry.ID, entry.Version, false, entry.Sample
		d.TakeOver(entry)
		err = t.updateDirective(ctx, *entry, &d)
	default:
		n.Added++
		d.ID = 0
		err = t.insertDirective(ctx, &d)
	}
	if err != nil {
		return err
	}
	keys[briefing.SymbolKey(d.Symbol)] = true
	for _, m := range listed.Related {
		if err := t.relate(ctx, &d, m); err != nil {
			return err
		}
	}
	if len(listed.Mentions) == 0 {
		return nil
	}
	return t.saveMentions(ctx, &d, listed.Mentions)
}

// relate stores what a list says that d does to another directive, which
// becomes an entry known by citation only when the register lacks it. Where
// several entries fit, the words do not say which.
func (t *tx) relate(ctx context.Context, d *briefing.Directive, m briefing.Mention) error {
	c := m.Citation
	c.Directive = 0
	if err := t.link(ctx, &c, citingText{entity: "directive", id: d.ID, day: d.Date, confirmed: true, sample: d.Sample}); err != nil {
		return err
	}
	if c.Directive == 0 {
		return fmt.Errorf("%s: %w", c.Name(), ErrUnclear)
	}
	r := briefing.Relation{From: d.ID, Verb: m.Verb, To: c.Directive}
	if err := r.Validate(); err != nil {
		return err
	}
	if err := t.addRelation(ctx, &r); err != nil && !errors.Is(err, ErrRelated) {
		return fmt.Errorf("%s: %w", c.Name(), err)
	}
	return nil
}
