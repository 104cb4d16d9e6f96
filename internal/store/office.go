package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"giaoban/internal/briefing"
)

// ErrLastOffice says that a change would leave no version of the office.
var ErrLastOffice = errors.New("phải còn ít nhất một bản thông tin cơ quan")

// Office returns the office as it was on a day, and the zero Office when none
// was entered for that time. The unknown day asks for the newest.
func (db *DB) Office(ctx context.Context, on briefing.Day) (briefing.Office, error) {
	found, err := query(ctx, db.reads, scanOffice, `
		SELECT name, superior, place_line, symbol, recipients, signers, layout, valid_from, sample
		FROM office
		WHERE $1 = '' OR valid_from <= $1
		ORDER BY valid_from DESC
		LIMIT 1`, on)
	if err != nil {
		return briefing.Office{}, fmt.Errorf("office on %q: %w", on, err)
	}
	return append(found, briefing.Office{})[0], nil
}

// Offices lists the office as it was over time, the newest first.
func (db *DB) Offices(ctx context.Context) ([]briefing.Office, error) {
	all, err := offices(ctx, db.reads)
	if err != nil {
		return nil, fmt.Errorf("list offices: %w", err)
	}
	return all, nil
}

func offices(ctx context.Context, q querier) ([]briefing.Office, error) {
	return query(ctx, q, scanOffice, `
		SELECT name, superior, place_line, symbol, recipients, signers, layout, valid_from, sample
		FROM office
		ORDER BY valid_from DESC`)
}

func scanOffice(rows *sql.Rows) (o briefing.Office, err error) {
	var recipients, signers string
	err = rows.Scan(&o.Name, &o.Superior, &o.PlaceLine, &o.Symbol, &recipients, &signers, &o.Layout, &o.ValidFrom, &o.Sample)
	return o, errors.Join(err, json.Unmarshal([]byte(recipients), &o.Recipients), json.Unmarshal([]byte(signers), &o.Signers))
}

// SetOffice stores the office as it is from o.ValidFrom on. What was valid
// before that day stays as it was.
func (db *DB) SetOffice(ctx context.Context, by Actor, o briefing.Office) error {
	err := db.write(ctx, by, func(t *tx) error { return t.setOffice(ctx, o) })
	if err != nil {
		return fmt.Errorf("set office: %w", err)
	}
	return nil
}

// ReplaceOffice stores o in the place of the version was, as it was read; the
// zero version means that there was none from that day on. It fails with
// ErrStale when something else is stored there now.
func (db *DB) ReplaceOffice(ctx context.Context, by Actor, was, o briefing.Office) error {
	if err := o.Validate(); err != nil {
		return err
	}
	err := db.write(ctx, by, func(t *tx) error {
		stored, err := query(ctx, t, scanOffice, `
			SELECT name, superior, place_line, symbol, recipients, signers, layout, valid_from, sample
			FROM office
			WHERE valid_from = $1
			ORDER BY valid_from`, o.ValidFrom)
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(append(stored, briefing.Office{})[0], was) {
			return ErrStale
		}
		o.Sample = false // what a person has saved is theirs
		return t.setOffice(ctx, o)
	})
	if err != nil {
		return fmt.Errorf("replace office: %w", err)
	}
	return nil
}

// DeleteOffice removes the version was, as it was read: the version before it
// then holds until the next one. It fails with ErrStale when something else is
// stored there now, and with ErrLastOffice when there is no other version.
func (db *DB) DeleteOffice(ctx context.Context, by Actor, was briefing.Office, reason string) error {
	err := db.write(ctx, by, func(t *tx) error {
		all, err := offices(ctx, t)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(o briefing.Office) bool { return reflect.DeepEqual(o, was) }) {
			return ErrStale
		}
		if len(all) == 1 {
			return ErrLastOffice
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM office WHERE valid_from = $1`, was.ValidFrom); err != nil {
			return err
		}
		t.changes = append(t.changes, change{action: "delete", entity: "office", before: was, reason: reason})
		return nil
	})
	if err != nil {
		return fmt.Errorf("delete office: %w", err)
	}
	return nil
}

func (t *tx) setOffice(ctx context.Context, o briefing.Office) error {
	recipients, err := json.Marshal(o.Recipients)
	if err != nil {
		return err
	}
	signers, err := json.Marshal(o.Signers)
	if err != nil {
		return err
	}
	before, err := query(ctx, t, scanOffice, `
		SELECT name, superior, place_line, symbol, recipients, signers, layout, valid_from, sample
		FROM office
		WHERE valid_from = $1
		ORDER BY valid_from`, o.ValidFrom)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO office (valid_from, name, superior, place_line, symbol, recipients, signers, layout, sample)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (valid_from) DO UPDATE
		SET name = excluded.name, superior = excluded.superior, place_line = excluded.place_line,
			symbol = excluded.symbol, recipients = excluded.recipients, signers = excluded.signers,
			layout = excluded.layout, sample = excluded.sample`, o.ValidFrom, o.Name, o.Superior, o.PlaceLine,
		o.Symbol, string(recipients), string(signers), o.Layout, o.Sample)
	if len(before) == 0 {
		t.record("create", "office", 0, nil, o)
	} else {
		t.record("update", "office", 0, before[0], o)
	}
	return err
}
