package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// Units lists the units that are valid on a day, parents first, then in
// Vietnamese order. The unknown day asks for those without an end.
func (db *DB) Units(ctx context.Context, on briefing.Day) ([]briefing.Unit, error) {
	all, err := query(ctx, db.reads, scanUnit, `
		SELECT `+unitColumns+`
		FROM unit u JOIN unit_version v ON v.unit_id = u.id
		WHERE ($1 = '' AND v.valid_to = '')
			OR ($1 <> '' AND v.valid_from <= $1 AND (v.valid_to = '' OR v.valid_to >= $1))
		ORDER BY CASE WHEN v.parent_id IS NULL THEN 0 ELSE 1 END, v.name_sort, u.id`, on)
	if err != nil {
		return nil, fmt.Errorf("list units on %q: %w", on, err)
	}
	return all, nil
}

// AllUnits lists every version of every unit, whenever it was valid.
func (db *DB) AllUnits(ctx context.Context) ([]briefing.Unit, error) {
	all, err := query(ctx, db.reads, scanUnit, `
		SELECT `+unitColumns+`
		FROM unit u JOIN unit_version v ON v.unit_id = u.id
		ORDER BY v.name_sort, u.id, v.valid_from`)
	if err != nil {
		return nil, fmt.Errorf("list all units: %w", err)
	}
	return all, nil
}

// HasUnits reports whether any unit is stored, of whatever time.
func (db *DB) HasUnits(ctx context.Context) (bool, error) {
	var has bool
	err := db.reads.QueryRowContext(ctx, `SELECT count(*) > 0 FROM unit`).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("units: %w", err)
	}
	return has, nil
}

// unitColumns are the columns of a version v of a unit u that scanUnit reads.
const unitColumns = `u.id, v.name, v.short_name, v.kind, v.level, v.code, v.parent_id, v.valid_from, v.valid_to, u.sample`

func scanUnit(rows *sql.Rows) (u briefing.Unit, err error) {
	var parent sql.NullInt64
	err = rows.Scan(&u.ID, &u.Name, &u.ShortName, &u.Kind, &u.Level, &u.Code, &parent, &u.ValidFrom, &u.ValidTo,
		&u.Sample)
	u.Parent = parent.Int64
	return u, err
}

// ErrUnitsExist says that there are units already.
var ErrUnitsExist = errors.New("đã có đơn vị")

// InsertUnits stores new units and sets their IDs, all or none. Their parents
// are stored already or stand earlier in the list: a negative Parent names one
// of these, -1 the first. A unit that is wrong or clashes with another one, of
// the list too, gives a briefing.Invalid that the name of the unit precedes.
func (db *DB) InsertUnits(ctx context.Context, by Actor, units []briefing.Unit) error {
	return db.write(ctx, by, func(t *tx) error {
		stored, err := t.allUnits(ctx)
		if err != nil {
			return err
		}
		return t.insertUnits(ctx, units, stored)
	})
}

// InsertFirstUnits is InsertUnits where there are no units yet; otherwise it
// fails with ErrUnitsExist.
func (db *DB) InsertFirstUnits(ctx context.Context, by Actor, units []briefing.Unit) error {
	return db.write(ctx, by, func(t *tx) error {
		stored, err := t.allUnits(ctx)
		if err != nil {
			return err
		}
		if len(stored) > 0 {
			return ErrUnitsExist
		}
		return t.insertUnits(ctx, units, nil)
	})
}

func (t *tx) allUnits(ctx context.Context) ([]briefing.Unit, error) {
	return query(ctx, t, scanUnit, `
		SELECT `+unitColumns+`
		FROM unit u JOIN unit_version v ON v.unit_id = u.id
		ORDER BY u.id, v.valid_from`)
}

func (t *tx) insertUnits(ctx context.Context, units, stored []briefing.Unit) error {
	register := briefing.NewUnitRegister(stored)
	for i := range units {
		u := &units[i]
		if above := -u.Parent; above > 0 {
			if above > int64(i) {
				return fmt.Errorf("%s: parent %d stands not before it", u.Name, above)
			}
			u.Parent = units[above-1].ID
		}
		err := u.Validate()
		if err == nil {
			err = u.CheckAmong(register)
		}
		if err == nil {
			err = t.insertUnit(ctx, u)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", u.Name, err)
		}
		register.Add(u)
	}
	return nil
}

// insertUnit stores a new unit. The number of a removed one does not come back:
// the audit trail names it.
func (t *tx) insertUnit(ctx context.Context, u *briefing.Unit) error {
	err := t.QueryRowContext(ctx, `
		INSERT INTO unit (id, sample)
		SELECT 1 + max(n), $1
		FROM (SELECT coalesce(max(id), 0) AS n FROM unit
			UNION ALL SELECT coalesce(max(entity_id), 0) FROM audit WHERE entity = 'unit') AS used
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
	told, err := t.toldUnit(ctx, *u)
	t.record("create", "unit", u.ID, nil, told)
	return err
}

// A toldUnit is a unit as the audit trail tells it: with the name that the unit
// above it had then.
type toldUnit struct {
	briefing.Unit
	ParentName string
}

func (t *tx) toldUnit(ctx context.Context, u briefing.Unit) (toldUnit, error) {
	told := toldUnit{Unit: u}
	if u.Parent == 0 {
		return told, nil
	}
	above, err := unitVersions(ctx, t, u.Parent)
	if err != nil {
		return told, fmt.Errorf("unit %d above %d: %w", u.Parent, u.ID, err)
	}
	told.ParentName = briefing.NamesOn(above, t.day())[u.Parent]
	return told, nil
}
