package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// Status returns what every page shows of the whole database.
func (db *DB) Status(ctx context.Context) (briefing.Status, error) {
	var s briefing.Status
	err := db.reads.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM meeting),
			(SELECT count(*) FROM meeting WHERE state = 'draft'),
			(SELECT count(*) FROM directive),
			(`+countWaiting+`),
			(SELECT count(*) FROM meeting WHERE sample = 1) + (SELECT count(*) FROM directive WHERE sample = 1)
				+ (SELECT count(*) FROM unit WHERE sample = 1) + (SELECT count(*) FROM office WHERE sample = 1) > 0
		`).Scan(&s.Meetings, &s.Unconfirmed, &s.Directives, &s.Unresolved, &s.Sample)
	if err != nil {
		return s, fmt.Errorf("status: %w", err)
	}
	return s, nil
}

// RemoveSample removes the sample quarter, but not what people have changed:
// that is their own. What real meetings and accounts have come to refer to
// stays and is no longer marked as sample, and so does the office when nothing
// else would say whose the real data are. Of the sample accounts only those of
// communes go: somebody must be able to sign in again.
func (db *DB) RemoveSample(ctx context.Context, by Actor) error {
	err := db.write(ctx, by, func(t *tx) error { return t.removeSample(ctx) })
	if err != nil {
		return fmt.Errorf("remove sample: %w", err)
	}
	return nil
}

// SampleRemoval returns the entries that RemoveSample would make, and makes
// none.
func (db *DB) SampleRemoval(ctx context.Context) ([]briefing.AuditEntry, error) {
	var all []briefing.AuditEntry
	undo := errors.New("not this time")
	err := db.write(ctx, Actor{}, func(t *tx) error {
		if err := t.removeSample(ctx); err != nil {
			return err
		}
		for _, c := range t.changes {
			before, err := auditJSON(c.before)
			if err != nil {
				return err
			}
			all = append(all, briefing.AuditEntry{Action: c.action, Entity: c.entity, EntityID: c.id, Before: before})
		}
		return undo
	})
	if !errors.Is(err, undo) {
		return nil, fmt.Errorf("sample: %w", err)
	}
	return all, nil
}

func (t *tx) removeSample(ctx context.Context) error {
	if err := t.recordSample(ctx); err != nil {
		return err
	}
	if err := t.removeSampleMeetings(ctx); err != nil {
		return err
	}
	for _, stmt := range []string{
		`DELETE FROM citation WHERE entity = 'directive' AND entity_id IN (SELECT id FROM directive WHERE sample = 1)`,
		`UPDATE person SET sample = 0 WHERE sample = 1 AND id IN
			(SELECT person_id FROM participation WHERE person_id IS NOT NULL)`,
		`DELETE FROM account WHERE sample = 1 AND unit_id IS NOT NULL`,
		`WITH RECURSIVE kept(id) AS (
			SELECT unit_id FROM account WHERE unit_id IS NOT NULL
			UNION SELECT id FROM unit WHERE sample = 0
			UNION SELECT unit_id FROM agenda_item WHERE unit_id IS NOT NULL
			UNION SELECT v.parent_id FROM kept JOIN unit_version v ON v.unit_id = kept.id WHERE v.parent_id IS NOT NULL)
		UPDATE unit SET sample = 0 WHERE sample = 1 AND id IN (SELECT id FROM kept)`,
	} {
		if _, err := t.ExecContext(ctx, stmt); err != nil {
			return err
		}
	}
	for _, remove := range []func(context.Context) error{t.removeSamplePersons, t.removeSampleUnits, t.removeSampleOffices, t.removeSampleDirectives} {
		if err := remove(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) removeSamplePersons(ctx context.Context) error {
	_, err := query(ctx, t, func(rows *sql.Rows) (struct{}, error) {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		t.record("delete", "person", id, map[string]any{"Name": name, "Sample": true}, nil)
		return struct{}{}, err
	}, `
		SELECT id, name
		FROM person
		WHERE sample = 1
		ORDER BY id`)
	if err == nil {
		_, err = t.ExecContext(ctx, `DELETE FROM person WHERE sample = 1`)
	}
	return err
}

func (t *tx) removeSampleUnits(ctx context.Context) error {
	all, err := query(ctx, t, scanUnit, `
		SELECT `+unitColumns+`
		FROM unit u JOIN unit_version v ON v.unit_id = u.id
		WHERE u.sample = 1
		ORDER BY u.id, v.valid_from`)
	if err != nil {
		return err
	}
	for _, u := range all {
		told, err := t.toldUnit(ctx, u)
		if err != nil {
			return err
		}
		t.record("delete", "unit", u.ID, told, nil)
	}
	for _, stmt := range []string{`DELETE FROM unit_version WHERE unit_id IN (SELECT id FROM unit WHERE sample = 1)`,
		`DELETE FROM unit WHERE sample = 1`} {
		if _, err := t.ExecContext(ctx, stmt); err != nil {
			return err
		}
	}
	return nil
}

// removeSampleOffices removes the versions of the office that came with the
// sample. The newest stays when no other is there and real meetings or units
// are: somebody has worked with it.
func (t *tx) removeSampleOffices(ctx context.Context) error {
	all, err := offices(ctx, t)
	if err != nil {
		return err
	}
	var real int
	err = t.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT id FROM meeting UNION ALL SELECT id FROM unit) AS record`).Scan(&real)
	if err != nil {
		return err
	}
	keep := real > 0 && !slices.ContainsFunc(all, func(o briefing.Office) bool { return !o.Sample })
	for i, o := range all {
		switch {
		case !o.Sample:
		case i == 0 && keep:
			o.Sample = false
			if err := t.setOffice(ctx, o); err != nil {
				return err
			}
		default:
			if _, err := t.ExecContext(ctx, `DELETE FROM office WHERE valid_from = $1`, o.ValidFrom); err != nil {
				return err
			}
			t.record("delete", "office", 0, o, nil)
		}
	}
	return nil
}

// recordSample notes the removal itself and every account that goes with it.
func (t *tx) recordSample(ctx context.Context) error {
	t.record("delete", "sample", 0, nil, nil)
	accounts, err := query(ctx, t, func(rows *sql.Rows) (briefing.Account, error) {
		return scanAccount(rows)
	}, `
		SELECT `+accountColumns+`
		FROM account a
		WHERE a.sample = 1 AND a.unit_id IS NOT NULL
		ORDER BY a.id`)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		t.record("delete", "account", a.ID, a, nil)
	}
	return nil
}

// removeSampleMeetings removes the meetings of the sample with their files and
// what they cite.
func (t *tx) removeSampleMeetings(ctx context.Context) error {
	ids, err := query(ctx, t, scanID, `
		SELECT id
		FROM meeting
		WHERE sample = 1
		ORDER BY id`)
	if err != nil {
		return err
	}
	for _, id := range ids {
		m, err := loadMeeting(ctx, t, id, t.day())
		if err != nil {
			return err
		}
		if err := t.dropFiles(ctx, "meeting", id); err != nil {
			return err
		}
		t.record("delete", "meeting", id, m, nil)
		for _, stmt := range []string{`DELETE FROM citation WHERE entity = 'meeting' AND entity_id = $1`, `DELETE FROM meeting WHERE id = $1`} {
			if _, err := t.ExecContext(ctx, stmt, id); err != nil {
				return err
			}
		}
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
		SELECT `+directiveColumns+`
		FROM directive
		WHERE sample = 1
		ORDER BY id`)
	if err != nil {
		return err
	}
	for _, before := range list {
		citations, err := citationsOf(ctx, t, before.ID)
		if err != nil {
			return err
		}
		if len(citations) == 0 {
			if err := t.deleteDirective(ctx, before); err != nil {
				return err
			}
			continue
		}
		first := citations[0]
		d := briefing.Directive{ID: before.ID, Genre: first.Genre, Number: first.Number, Symbol: first.Symbol,
			Stub: true, Version: before.Version}
		for i := range citations {
			d.Complete(&citations[i])
		}
		if err := t.updateDirective(ctx, before, &d); err != nil {
			return err
		}
	}
	return nil
}
