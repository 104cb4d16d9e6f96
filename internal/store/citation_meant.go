package store

import (
	"context"
	"database/sql"
	"slices"

	"giaoban/internal/briefing"
)

// A candidate is a directive that a citation names, with the ways of writing it
// by which it does.
type candidate struct {
	briefing.Directive
	forms []briefing.Directive
}

// candidates returns the directives that c names: by its symbol, or where it has
// none by its title; laws also where only c has one. What was merged into them
// counts.
func candidates(ctx context.Context, q querier, c *briefing.Citation) ([]candidate, error) {
	const named = `($1 <> '' AND symbol_key = CAST($1 AS TEXT))
			OR ($2 <> '' AND title_fold = CAST($2 AS TEXT) AND genre = CAST($3 AS TEXT)
				AND ($1 = '' OR (symbol_key = '' AND genre IN ('luat', 'bo-luat', 'phap-lenh'))))`
	args := []any{briefing.SymbolKey(c.Symbol), titleFold(c.Title), c.Genre}
	all, err := query(ctx, q, func(rows *sql.Rows) (candidate, error) {
		d, err := scanDirective(rows)
		return candidate{d, []briefing.Directive{d}}, err
	}, `
		SELECT `+directiveColumns+`
		FROM directive
		WHERE `+named+`
		ORDER BY id`, args...)
	if err != nil {
		return nil, err
	}
	also, err := aliases(ctx, q, named, args...)
	for _, form := range also {
		at := slices.IndexFunc(all, func(one candidate) bool { return one.ID == form.ID })
		if at < 0 {
			d, err := loadDirective(ctx, q, form.ID)
			if err != nil {
				return nil, err
			}
			at, all = len(all), append(all, candidate{Directive: *d})
		}
		all[at].forms = append(all[at].forms, form)
	}
	return all, err
}

// namesakes returns the directives that c names.
func namesakes(ctx context.Context, q querier, c *briefing.Citation) ([]briefing.Directive, error) {
	found, err := candidates(ctx, q, c)
	var all []briefing.Directive
	for _, one := range found {
		all = append(all, one.Directive)
	}
	return all, err
}

// meanings are what a citation can mean.
type meanings struct {
	means []briefing.Directive // as far as both say
	may   []briefing.Directive // though its text is of another place
	named int                  // how many have its name, with those that it cannot mean
}

// meant finds what a citation in a text can mean.
func meant(ctx context.Context, q querier, c *briefing.Citation, in citingText) (m meanings, err error) {
	found, err := candidates(ctx, q, c)
	if err != nil || len(found) == 0 {
		return m, err
	}
	m.named = len(found)
	var places []string
	if slices.ContainsFunc(found, func(one candidate) bool { return one.asksPlace(c) }) {
		if places, err = textPlaces(ctx, q, in, c.Symbol); err != nil {
			return m, err
		}
	}
	for _, one := range found {
		match := briefing.Cannot
		for i := range one.forms {
			match = max(match, one.forms[i].Match(c, in.day, places))
		}
		ok, err := completes(ctx, q, &one.Directive, c)
		switch {
		case err != nil:
			return m, err
		case match == briefing.Means && ok:
			m.means = append(m.means, one.Directive)
		case match == briefing.May && ok:
			m.may = append(m.may, one.Directive)
		}
	}
	return m, nil
}

func (one *candidate) asksPlace(c *briefing.Citation) bool {
	return slices.ContainsFunc(one.forms, func(d briefing.Directive) bool { return d.AsksPlace(c) })
}

// completes reports whether an entry could take what c adds to it, as a stub does,
// and still be what its other citations mean: two that say different things are of
// two documents.
func completes(ctx context.Context, q querier, d *briefing.Directive, c *briefing.Citation) (bool, error) {
	fuller := *d
	if !fuller.Complete(c) {
		return true, nil
	}
	return staysMeant(ctx, q, d, &fuller, c.ID)
}

// staysMeant reports whether what the citations of an entry mean, but one of
// them, they still mean once it says more.
func staysMeant(ctx context.Context, q querier, d, fuller *briefing.Directive, but int64) (bool, error) {
	others, err := query(ctx, q, scanCiting, `
		SELECT `+citings+`
		WHERE c.directive_id = CAST($1 AS BIGINT) AND c.rejected = 0 AND c.id <> $2
		ORDER BY c.id`, d.ID, but)
	if err != nil {
		return false, err
	}
	for _, c := range others {
		places, err := textPlaces(ctx, q, citingText{entity: c.Entity, id: c.EntityID, day: c.Day}, c.Symbol)
		if err != nil {
			return false, err
		}
		if d.Match(&c.Citation, c.Day, places) == briefing.Means && fuller.Match(&c.Citation, c.Day, places) != briefing.Means {
			return false, nil
		}
	}
	return true, nil
}

// one returns the directive that c means: the only one that can be meant, nil
// where there are several or none. What is of another place stands in the way
// only where a person registered it, and neither place nor day tells that the
// other one is meant.
func (m *meanings) one(c *briefing.Citation) *briefing.Directive {
	if len(m.means) != 1 {
		return nil
	}
	d := &m.means[0]
	told := d.AsksPlace(c) || c.Date != "" && c.Date == d.Date
	if !told && slices.ContainsFunc(m.may, func(d briefing.Directive) bool { return !d.Stub }) {
		return nil
	}
	return d
}

// unclear reports whether c can mean something and does not say which.
func (m *meanings) unclear(c *briefing.Citation) bool {
	return len(m.means)+len(m.may) > 0 && m.one(c) == nil
}
