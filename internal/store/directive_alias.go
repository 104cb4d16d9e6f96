package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
)

// Aliases lists how texts also write a directive, each as an entry that says only
// that, in order of symbol.
func (db *DB) Aliases(ctx context.Context, directive int64) ([]briefing.Directive, error) {
	all, err := aliases(ctx, db.reads, `directive_id = $1`, directive)
	if err != nil {
		return nil, fmt.Errorf("aliases of directive %d: %w", directive, err)
	}
	return all, nil
}

// aliases returns those under a condition, with the number of their directive.
func aliases(ctx context.Context, q querier, where string, args ...any) ([]briefing.Directive, error) {
	return query(ctx, q, func(rows *sql.Rows) (d briefing.Directive, err error) {
		err = rows.Scan(&d.ID, &d.Genre, &d.Number, &d.Symbol, &d.Issuer, &d.Place, &d.Term, &d.Date, &d.Year, &d.Title)
		return d, err
	}, `
		SELECT directive_id, genre, number, symbol, issuer, place, term, date, year, title
		FROM directive_alias
		WHERE `+where+`
		ORDER BY symbol_key, date, id`, args...)
}

// addAlias notes that texts also write the directive kept as the entry gone says.
func (t *tx) addAlias(ctx context.Context, kept, gone *briefing.Directive) error {
	a, differs := kept.Alias(gone)
	if !differs {
		return nil
	}
	_, err := t.ExecContext(ctx, `
		INSERT INTO directive_alias (directive_id, genre, number, symbol, symbol_key, issuer, place, term, date, year,
			title, title_fold)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, a.ID, a.Genre, a.Number, a.Symbol,
		briefing.SymbolKey(a.Symbol), a.Issuer, a.Place, a.Term, a.Date, a.Year, a.Title, titleFold(a.Title))
	return err
}
