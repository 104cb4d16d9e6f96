package store

import (
	"context"
	"errors"
	"fmt"
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

// Placings tells for each directive what the register knows of it.
func (db *DB) Placings(ctx context.Context, list []briefing.ListedDirective) ([]briefing.Placing, error) {
	all := make([]briefing.Placing, len(list))
	for i := range list {
		var err error
		if all[i], _, err = placing(ctx, db.reads, &list[i].Directive); err == nil && all[i].Standing != briefing.KnownEntry {
			err = vague(ctx, db.reads, &list[i], &all[i].Standing)
		}
		if err != nil {
			return nil, fmt.Errorf("placing of %s: %w", list[i].Name(), err)
		}
	}
	return all, nil
}

// vague sets the standing of a directive whose list names another one that
// several entries may stand for.
func vague(ctx context.Context, q querier, listed *briefing.ListedDirective, state *briefing.Standing) error {
	for _, m := range listed.Related {
		found, err := meant(ctx, q, &m.Citation, ownText(&listed.Directive))
		if err != nil {
			return err
		}
		if found.unclear(&m.Citation) && *state != briefing.UnclearEntry {
			*state = briefing.VagueRelation
		}
	}
	return nil
}

// placing also returns the one entry that stands for d, if there is one. What a
// list itself knows by citation only completes nothing, nor does what would say
// something else then than its citations do.
func placing(ctx context.Context, q querier, d *briefing.Directive) (briefing.Placing, *briefing.Directive, error) {
	found, err := twins(ctx, q, d)
	if err != nil {
		return briefing.Placing{}, nil, err
	}
	for i := range found.Same {
		if !found.Same[i].Stub || d.Stub {
			return briefing.Placing{Standing: briefing.KnownEntry}, &found.Same[i], nil
		}
	}
	fresh := briefing.Placing{Standing: briefing.NewEntry, Near: found.Near}
	switch len(found.Same) {
	case 0:
		return fresh, nil, nil
	case 1:
		stub := &found.Same[0]
		fuller := *d
		fuller.TakeOver(stub)
		stays, err := staysMeant(ctx, q, stub, &fuller, 0)
		if err != nil || !stays {
			return fresh, nil, err
		}
		return briefing.Placing{Standing: briefing.StubEntry, Near: found.Near}, stub, nil
	}
	return briefing.Placing{Standing: briefing.UnclearEntry}, nil, nil
}

// ImportDirectives stores a list of directives, all or none: a ListError names
// the one that cannot be. A directive completes the entry that is known by
// citation only; one that is registered already stays as it is, so that the same
// list again changes nothing. Citations of the symbols are linked anew.
func (db *DB) ImportDirectives(ctx context.Context, by Actor, list []briefing.ListedDirective) (briefing.ImportCount, error) {
	var n briefing.ImportCount
	err := db.write(ctx, by, func(t *tx) error {
		first, err := t.newDirectiveID(ctx)
		if err != nil {
			return err
		}
		in := importing{first: first}
		for i := range list {
			if err := t.importDirective(ctx, list[i], &in); err != nil {
				return &ListError{i, err}
			}
		}
		if n = in.count; n.Added+n.Completed == 0 {
			return errUnchanged
		}
		return t.relinkCited(ctx, in.changed)
	})
	if err != nil && !errors.Is(err, errUnchanged) {
		return briefing.ImportCount{}, fmt.Errorf("import directives: %w", err)
	}
	return n, nil
}

// relinkCited is relink for many entries, most of which nothing cites.
func (t *tx) relinkCited(ctx context.Context, entries []briefing.Directive) error {
	var some []briefing.Directive
	for _, d := range entries {
		var cited bool
		err := t.QueryRowContext(ctx, `
			SELECT EXISTS (SELECT 1 FROM citation WHERE directive_id = CAST($1 AS BIGINT))
				OR EXISTS (SELECT 1 FROM citation WHERE entity = 'directive' AND entity_id = CAST($1 AS BIGINT))
				OR EXISTS (SELECT 1 FROM citation WHERE symbol_key = CAST($2 AS TEXT) AND $2 <> '')
				OR EXISTS (SELECT 1 FROM directive d JOIN citation c ON c.directive_id = d.id
					WHERE d.title_fold = CAST($3 AS TEXT) AND $3 <> '' AND d.id <> $1)
				OR EXISTS (SELECT 1 FROM citation
					WHERE directive_id IS NULL AND symbol_key = '' AND title <> '' AND genre = CAST($4 AS TEXT)
						AND $3 <> '')
			ORDER BY 1`, d.ID, briefing.SymbolKey(d.Symbol), titleFold(d.Title), d.Genre).Scan(&cited)
		if err != nil {
			return err
		}
		if cited {
			some = append(some, d)
		}
	}
	return t.relink(ctx, some...)
}

// importing is what an import has done so far.
type importing struct {
	count   briefing.ImportCount
	changed []briefing.Directive
	first   int64 // the number from which entries are of this import
}

// asks reports whether a person has to say first that a directive is none of
// those like it. What the list itself brings was compared when it was read.
func (in *importing) asks(listed *briefing.ListedDirective, near []briefing.Directive) bool {
	return slices.ContainsFunc(near, func(e briefing.Directive) bool { return e.ID < in.first && !slices.Contains(listed.Apart, e.ID) })
}

// importDirective stores one directive of a list, and notes what it changed.
func (t *tx) importDirective(ctx context.Context, listed briefing.ListedDirective, in *importing) error {
	d := listed.Directive
	if err := d.Validate(); err != nil {
		return err
	}
	place, entry, err := placing(ctx, t, &d)
	switch {
	case err != nil:
		return err
	case place.Standing == briefing.KnownEntry:
		in.count.Known++
		return nil
	case place.Standing == briefing.UnclearEntry:
		return ErrUnclear
	case in.asks(&listed, place.Near):
		return &TwinError{briefing.Twins{Near: place.Near}}
	case place.Standing == briefing.StubEntry:
		in.count.Completed++
		d.ID, d.Version, d.Stub, d.Sample = entry.ID, entry.Version, false, entry.Sample
		d.TakeOver(entry)
		err = t.updateDirective(ctx, *entry, &d)
	default:
		in.count.Added++
		d.ID = 0
		err = t.insertDirective(ctx, &d)
	}
	if err != nil {
		return err
	}
	in.changed = append(in.changed, d)
	for _, m := range listed.Related {
		if err := t.relate(ctx, &d, m, in); err != nil {
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
func (t *tx) relate(ctx context.Context, d *briefing.Directive, m briefing.Mention, in *importing) error {
	c := m.Citation
	c.Directive = 0
	also, err := t.link(ctx, &c, ownText(d))
	if err != nil {
		return err
	}
	if also != nil {
		in.changed = append(in.changed, *also)
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
