package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// ErrInUse says that something refers to the record that was to go.
var ErrInUse = errors.New("còn nơi khác đang dùng")

// UnitVersions lists the versions of one unit by time, or fails with
// ErrNotFound.
func (db *DB) UnitVersions(ctx context.Context, id int64) ([]briefing.Unit, error) {
	all, err := unitVersions(ctx, db.reads, id)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("unit %d: %w", id, err)
	}
	return all, nil
}

func unitVersions(ctx context.Context, q querier, id int64) ([]briefing.Unit, error) {
	return query(ctx, q, scanUnit, `
		SELECT `+unitColumns+`
		FROM unit u JOIN unit_version v ON v.unit_id = u.id
		WHERE u.id = $1
		ORDER BY v.valid_from`, id)
}

// UnitUses tells what would miss a unit.
func (db *DB) UnitUses(ctx context.Context, id int64) (briefing.UnitUses, error) {
	uses, err := unitUses(ctx, db.reads, id)
	if err != nil {
		return uses, fmt.Errorf("uses of unit %d: %w", id, err)
	}
	return uses, nil
}

func unitUses(ctx context.Context, q querier, id int64) (uses briefing.UnitUses, err error) {
	name := func(rows *sql.Rows) (s string, err error) {
		err = rows.Scan(&s)
		return s, err
	}
	uses.Accounts, err = query(ctx, q, name, `
		SELECT name
		FROM account
		WHERE unit_id = $1
		ORDER BY name`, id)
	if err != nil {
		return uses, err
	}
	uses.Below, err = query(ctx, q, name, `
		SELECT name
		FROM unit_version
		WHERE parent_id = $1
		GROUP BY unit_id, name
		ORDER BY min(name_sort), unit_id`, id)
	if err != nil {
		return uses, err
	}
	uses.Meetings, err = query(ctx, q, name, `
		SELECT m.title
		FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
		WHERE a.unit_id = $1
		GROUP BY m.id, m.title
		ORDER BY m.id`, id)
	return uses, err
}

// InsertUnit stores one new unit and sets its ID. What clashes with the other
// units gives a briefing.Invalid.
func (db *DB) InsertUnit(ctx context.Context, by Actor, u *briefing.Unit) error {
	if err := u.Validate(); err != nil {
		return err
	}
	return db.write(ctx, by, func(t *tx) error {
		if err := t.checkUnit(ctx, nil, u); err != nil {
			return err
		}
		return t.insertUnit(ctx, u)
	})
}

// ReplaceUnit stores u in the place of the version was, as it was read. It
// fails with ErrStale when something else is stored there now. What clashes
// with the other units gives a briefing.Invalid.
func (db *DB) ReplaceUnit(ctx context.Context, by Actor, was, u briefing.Unit) error {
	u.ID, u.Sample = was.ID, false // what a person has saved is theirs
	if err := u.Validate(); err != nil {
		return err
	}
	return db.write(ctx, by, func(t *tx) error {
		stored, err := unitVersions(ctx, t, was.ID)
		if err != nil {
			return err
		}
		if !slices.Contains(stored, was) {
			return ErrStale
		}
		if err := t.checkUnit(ctx, &was, &u); err != nil {
			return err
		}
		return t.updateUnit(ctx, was, u)
	})
}

// checkUnit compares u with all other versions of units; was is the one that it
// replaces, nil for none.
func (t *tx) checkUnit(ctx context.Context, was, u *briefing.Unit) error {
	others, err := t.allUnits(ctx)
	if err != nil {
		return err
	}
	if was != nil {
		others = slices.DeleteFunc(others, func(o briefing.Unit) bool { return o == *was })
	}
	return u.CheckAmong(briefing.NewUnitRegister(others))
}

func (t *tx) updateUnit(ctx context.Context, was, u briefing.Unit) error {
	before, err := t.toldUnit(ctx, was)
	if err != nil {
		return err
	}
	after, err := t.toldUnit(ctx, u)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		UPDATE unit_version
		SET parent_id = $1, name = $2, name_sort = $3, short_name = $4, kind = $5, level = $6, code = $7,
			valid_from = $8, valid_to = $9
		WHERE unit_id = $10 AND valid_from = $11`, nullable(u.Parent), u.Name, vntext.SortKey(u.ShortName),
		u.ShortName, u.Kind, u.Level, u.Code, u.ValidFrom, u.ValidTo, u.ID, was.ValidFrom)
	if err != nil {
		return fmt.Errorf("update unit %d: %w", u.ID, err)
	}
	if _, err := t.ExecContext(ctx, `UPDATE unit SET sample = $1 WHERE id = $2`, u.Sample, u.ID); err != nil {
		return fmt.Errorf("update unit %d: %w", u.ID, err)
	}
	t.record("update", "unit", u.ID, before, after)
	return nil
}

// DeleteUnit removes a unit, whose versions are given as they were read. It
// fails with ErrStale when others are stored now, and with ErrInUse when
// anything refers to it.
func (db *DB) DeleteUnit(ctx context.Context, by Actor, versions []briefing.Unit, reason string) error {
	id := versions[0].ID
	return db.write(ctx, by, func(t *tx) error {
		stored, err := unitVersions(ctx, t, id)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(stored, versions) {
			return ErrStale
		}
		uses, err := unitUses(ctx, t, id)
		if err != nil {
			return err
		}
		if uses.Any() {
			return ErrInUse
		}
		for _, u := range stored {
			told, err := t.toldUnit(ctx, u)
			if err != nil {
				return err
			}
			t.changes = append(t.changes, change{action: "delete", entity: "unit", id: id, before: told, reason: reason})
		}
		for _, stmt := range []string{`DELETE FROM unit_version WHERE unit_id = $1`, `DELETE FROM unit WHERE id = $1`} {
			if _, err := t.ExecContext(ctx, stmt, id); err != nil {
				return fmt.Errorf("delete unit %d: %w", id, err)
			}
		}
		return nil
	})
}
