package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// Office returns the office as it was on a day, and the zero Office when none
// was entered for that time. The unknown day asks for the newest.
func (db *DB) Office(ctx context.Context, on briefing.Day) (briefing.Office, error) {
	var o briefing.Office
	err := db.reads.QueryRowContext(ctx, `
		SELECT name, superior, place_line, symbol, valid_from, sample
		FROM office
		WHERE $1 = '' OR valid_from <= $1
		ORDER BY valid_from DESC
		LIMIT 1`, on).Scan(&o.Name, &o.Superior, &o.PlaceLine, &o.Symbol, &o.ValidFrom, &o.Sample)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return o, fmt.Errorf("office on %q: %w", on, err)
	}
	return o, nil
}

// SetOffice stores the office as it is from o.ValidFrom on.
func (db *DB) SetOffice(ctx context.Context, by Actor, o briefing.Office) error {
	err := db.write(ctx, by, func(t *tx) error {
		_, err := t.ExecContext(ctx, `
			INSERT INTO office (valid_from, name, superior, place_line, symbol, sample)
			VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (valid_from) DO UPDATE
			SET name = excluded.name, superior = excluded.superior, place_line = excluded.place_line,
				symbol = excluded.symbol, sample = excluded.sample`,
			o.ValidFrom, o.Name, o.Superior, o.PlaceLine, o.Symbol, o.Sample)
		t.record("update", "office", 0, nil, o)
		return err
	})
	if err != nil {
		return fmt.Errorf("set office: %w", err)
	}
	return nil
}
