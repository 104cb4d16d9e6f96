package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/vntext"
)

// Directives lists the directives that f chooses: those of one meeting or
// period in the order in which they are first cited, all others by number.
// Each carries by how many meetings it is cited: by confirmed ones, and of
// those that f chooses. With a day in f each carries its validity on that day.
func (db *DB) Directives(ctx context.Context, f briefing.DirectiveFilter) ([]briefing.DirectiveSummary, error) {
	match, err := db.listMatch(ctx, "directive", f.Query)
	if err != nil {
		return nil, fmt.Errorf("list directives: %w", err)
	}
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (d briefing.DirectiveSummary, err error) {
		d.Directive, err = scanDirective(rows, &d.Cited)
		return d, err
	}, `
		WITH place AS (
			SELECT c.directive_id, c.position, c.entity, c.entity_id, m.held_on,
				row_number() OVER (PARTITION BY c.directive_id ORDER BY m.held_on, m.id, c.position) AS n
			FROM citation c LEFT JOIN meeting m ON c.entity = 'meeting' AND m.id = c.entity_id
			WHERE c.rejected = 0
				AND ($1 = 0 OR m.id = $1)
				AND ($2 = '' OR m.report_period = $2)
				AND (coalesce(m.confirmed, 1) = 1 OR m.id = $1)
		), cited AS (
			SELECT directive_id, count(DISTINCT entity || entity_id) AS texts
			FROM place
			GROUP BY directive_id
		)
		SELECT d.id, d.genre, d.number, d.symbol, d.issuer, d.place, d.term, d.date, d.year, d.title, d.family,
			d.effective_from, d.effective_to, d.stub, d.sample, d.version, d.updated_at, coalesce(cited.texts, 0)
		FROM directive d
		LEFT JOIN place ON place.directive_id = d.id AND place.n = 1
		LEFT JOIN cited ON cited.directive_id = d.id
		WHERE (($1 = 0 AND $2 = '') OR place.n = 1)
			AND ($3 = '' OR d.id IN (SELECT r.record_id FROM search s JOIN search_record r ON r.docid = s.docid
				WHERE s.search MATCH $3))
			AND ($4 = '' OR d.genre = $4)
			AND ($5 = '' OR d.family IN ($5, ''))
			AND ($6 = 0 OR d.year = $6 OR substr(d.date, 1, 4) = CAST($6 AS TEXT))
			AND ($7 = '' OR d.stub = CASE $7 WHEN 'stub' THEN 1 ELSE 0 END)
		ORDER BY CASE WHEN $1 = 0 AND $2 = '' THEN '' ELSE place.held_on END,
			CASE WHEN $1 = 0 AND $2 = '' THEN 0 ELSE place.entity_id END,
			CASE WHEN $1 = 0 AND $2 = '' THEN 0 ELSE place.position END, d.sort, d.id`,
		f.Meeting, f.Reports, match, f.Genre, f.Family, f.Year, f.State)
	if f.Family != briefing.NoFamily {
		all = slices.DeleteFunc(all, func(d briefing.DirectiveSummary) bool { // where nobody said, the symbol tells
			return citation.FamilyOf(&d.Directive) != f.Family
		})
	}
	if err == nil && f.On != "" {
		all, err = db.validOn(ctx, all, f.On, f.Validity)
	}
	if err != nil {
		return nil, fmt.Errorf("list directives: %w", err)
	}
	return all, nil
}

// validOn sets the validity of directives on a day and keeps those of the given
// one, "" for all.
func (db *DB) validOn(ctx context.Context, all []briefing.DirectiveSummary, day briefing.Day, only briefing.Validity) ([]briefing.DirectiveSummary, error) {
	ends, err := related(ctx, db.reads, `r.verb IN ('replaces', 'repeals')`)
	if err != nil {
		return nil, err
	}
	byDirective := map[int64][]briefing.RelatedDirective{}
	for _, r := range ends {
		byDirective[r.To] = append(byDirective[r.To], r)
	}
	kept := all[:0]
	for _, d := range all {
		d.Validity, _ = d.ValidOn(day, byDirective[d.ID])
		if only == "" || d.Validity == only {
			kept = append(kept, d)
		}
	}
	return kept, nil
}

// Namesakes lists the directives that a citation names: those of its symbol, or
// of its genre and title where it has no symbol.
func (db *DB) Namesakes(ctx context.Context, c *briefing.Citation) ([]briefing.Directive, error) {
	found, err := namesakes(ctx, db.reads, c)
	if err != nil {
		return nil, fmt.Errorf("directives named %q: %w", c.Name(), err)
	}
	return found, nil
}

// Directive returns one directive, or ErrNotFound.
func (db *DB) Directive(ctx context.Context, id int64) (*briefing.Directive, error) {
	d, err := loadDirective(ctx, db.reads, id)
	if err != nil {
		return nil, fmt.Errorf("directive %d: %w", id, err)
	}
	return d, nil
}

func loadDirective(ctx context.Context, q querier, id int64) (*briefing.Directive, error) {
	found, err := query(ctx, q, func(rows *sql.Rows) (briefing.Directive, error) {
		return scanDirective(rows)
	}, `
		SELECT `+directiveColumns+`
		FROM directive
		WHERE id = $1
		ORDER BY id`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

const directiveColumns = `id, genre, number, symbol, issuer, place, term, date, year, title, family, effective_from,
			effective_to, stub, sample, version, updated_at`

// scanDirective reads the columns of directiveColumns and what follows into
// more.
func scanDirective(rows *sql.Rows, more ...any) (d briefing.Directive, err error) {
	var updated int64
	err = rows.Scan(append([]any{&d.ID, &d.Genre, &d.Number, &d.Symbol, &d.Issuer, &d.Place, &d.Term,
		&d.Date, &d.Year, &d.Title, &d.Family, &d.EffectiveFrom, &d.EffectiveTo, &d.Stub, &d.Sample, &d.Version,
		&updated}, more...)...)
	d.UpdatedAt = micros(updated)
	return d, err
}

func titleFold(title string) string { return vntext.Fold(vntext.Words(title)) }

// directiveSort orders directives as people look for them: by number, then by
// the rest of the symbol; those without a symbol follow by name.
func directiveSort(d *briefing.Directive) string {
	key := briefing.SymbolKey(d.Symbol)
	if key == "" {
		return "~" + titleFold(d.Name())
	}
	digits := len(key) - len(strings.TrimLeft(key, "0123456789"))
	return strings.Repeat("0", max(0, 10-digits)) + key
}
