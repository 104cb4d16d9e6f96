package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
)

// Status returns what every page shows of the whole database.
func (db *DB) Status(ctx context.Context) (briefing.Status, error) {
	var s briefing.Status
	err := db.reads.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM meeting),
			(SELECT count(*) FROM meeting WHERE confirmed = 0),
			(SELECT count(*) FROM directive),
			(SELECT count(*) FROM meeting WHERE sample = 1) + (SELECT count(*) FROM directive WHERE sample = 1)
				+ (SELECT count(*) FROM unit WHERE sample = 1) + (SELECT count(*) FROM office WHERE sample = 1) > 0
		`).Scan(&s.Meetings, &s.Unconfirmed, &s.Directives, &s.Sample)
	if err != nil {
		return s, fmt.Errorf("status: %w", err)
	}
	return s, nil
}

// RemoveSample removes the sample quarter. What real meetings and accounts have
// come to refer to stays and is no longer marked as sample. Of the sample
// accounts only those of communes go: somebody must be able to sign in again.
func (db *DB) RemoveSample(ctx context.Context, by Actor) error {
	err := db.write(ctx, by, func(t *tx) error {
		if err := t.recordSample(ctx); err != nil {
			return err
		}
		for _, stmt := range []string{
			`DELETE FROM meeting WHERE sample = 1`,
			`DELETE FROM person WHERE sample = 1 AND id NOT IN
				(SELECT person_id FROM participation WHERE person_id IS NOT NULL)`,
			`UPDATE person SET sample = 0 WHERE sample = 1`,
			`DELETE FROM account WHERE sample = 1 AND unit_id IS NOT NULL`,
			`UPDATE unit SET sample = 0 WHERE sample = 1 AND id IN
				(SELECT unit_id FROM account WHERE unit_id IS NOT NULL
				UNION SELECT v.parent_id FROM unit_version v JOIN account a ON a.unit_id = v.unit_id
				WHERE v.parent_id IS NOT NULL
				UNION SELECT v.parent_id FROM unit_version v JOIN unit u ON u.id = v.unit_id
				WHERE u.sample = 0 AND v.parent_id IS NOT NULL)`,
			`DELETE FROM unit_version WHERE unit_id IN (SELECT id FROM unit WHERE sample = 1)`,
			`DELETE FROM unit WHERE sample = 1`,
			`DELETE FROM office WHERE sample = 1`,
		} {
			if _, err := t.ExecContext(ctx, stmt); err != nil {
				return err
			}
		}
		return t.removeSampleDirectives(ctx)
	})
	if err != nil {
		return fmt.Errorf("remove sample: %w", err)
	}
	return nil
}

// recordSample notes the removal itself and every account and meeting that goes
// with it.
func (t *tx) recordSample(ctx context.Context) error {
	t.record("delete", "sample", 0, nil, nil)
	accounts, err := query(ctx, t, func(rows *sql.Rows) (briefing.Account, error) {
		return scanAccount(rows)
	}, `
		SELECT id, name, full_name, role, unit_id, must_change, disabled, sample, version, updated_at, password_until
		FROM account
		WHERE sample = 1 AND unit_id IS NOT NULL
		ORDER BY id`)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		t.record("delete", "account", a.ID, a, nil)
	}
	ids, err := query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT id
		FROM meeting
		WHERE sample = 1
		ORDER BY id`)
	if err != nil {
		return err
	}
	for _, id := range ids {
		m, err := loadMeeting(ctx, t, id)
		if err != nil {
			return err
		}
		t.record("delete", "meeting", id, m, nil)
	}
	return nil
}

// removeSampleDirectives removes the directives of the sample. What real
// meetings cite becomes a stub that says what they say: the facts of the sample
// must not pass for theirs.
func (t *tx) removeSampleDirectives(ctx context.Context) error {
	list, err := query(ctx, t, func(rows *sql.Rows) (briefing.Directive, error) {
		return scanDirective(rows)
	}, `
		SELECT id, genre, number, symbol, issuer, date, year, title, stub, sample, version, updated_at
		FROM directive
		WHERE sample = 1
		ORDER BY id`)
	if err != nil {
		return err
	}
	for _, before := range list {
		citations, err := t.citationsOf(ctx, before.ID)
		if err != nil {
			return err
		}
		if len(citations) == 0 {
			if _, err := t.ExecContext(ctx, `DELETE FROM directive WHERE id = $1`, before.ID); err != nil {
				return err
			}
			t.record("delete", "directive", before.ID, before, nil)
			continue
		}
		first := citations[0]
		d := briefing.Directive{ID: before.ID, Genre: first.Genre, Number: first.Number, Symbol: first.Symbol,
			Stub: true, Version: before.Version}
		for i := range citations {
			d.Complete(&citations[i])
		}
		if err := t.updateDirective(ctx, before, d); err != nil {
			return err
		}
	}
	return nil
}
