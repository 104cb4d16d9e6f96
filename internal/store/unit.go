package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// Units lists the units that are valid on a day, parents first, then in
// Vietnamese order. The unknown day asks for those without an end.
func (db *DB) Units(ctx context.Context, on briefing.Day) ([]briefing.Unit, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (u briefing.Unit, err error) {
		var parent sql.NullInt64
		err = rows.Scan(&u.ID, &u.Name, &u.ShortName, &u.Kind, &u.Level, &u.Code, &parent, &u.ValidFrom,
			&u.ValidTo, &u.Sample)
		u.Parent = parent.Int64
		return u, err
	}, `
		SELECT u.id, v.name, v.short_name, v.kind, v.level, v.code, v.parent_id, v.valid_from, v.valid_to,
			u.sample
		FROM unit u JOIN unit_version v ON v.unit_id = u.id
		WHERE ($1 = '' AND v.valid_to = '')
			OR ($1 <> '' AND v.valid_from <= $1 AND (v.valid_to = '' OR v.valid_to >= $1))
		ORDER BY CASE WHEN v.parent_id IS NULL THEN 0 ELSE 1 END, v.name_sort, u.id`, on)
	if err != nil {
		return nil, fmt.Errorf("list units on %q: %w", on, err)
	}
	return all, nil
}

// InsertUnits stores new units and sets their IDs, all or none. Their parents
// must be stored already.
func (db *DB) InsertUnits(ctx context.Context, by Actor, units []briefing.Unit) error {
	err := db.write(ctx, by, func(t *tx) error {
		for i := range units {
			if err := t.insertUnit(ctx, &units[i]); err != nil {
				return fmt.Errorf("%s: %w", units[i].Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("insert units: %w", err)
	}
	return nil
}

func (t *tx) insertUnit(ctx context.Context, u *briefing.Unit) error {
	err := t.QueryRowContext(ctx, `
		INSERT INTO unit (sample)
		VALUES ($1)
		RETURNING id`, u.Sample).Scan(&u.ID)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO unit_version (unit_id, parent_id, name, name_sort, short_name, kind, level, code, valid_from,
			valid_to)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, u.ID, nullable(u.Parent), u.Name,
		vntext.SortKey(u.ShortName), u.ShortName, u.Kind, u.Level, u.Code, u.ValidFrom, u.ValidTo)
	if err != nil {
		return err
	}
	t.record("create", "unit", u.ID, nil, u)
	return nil
}
