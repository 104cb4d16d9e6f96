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

// RemoveSample removes the sample quarter. What real meetings have come to
// refer to stays and is no longer marked as sample.
func (db *DB) RemoveSample(ctx context.Context, by Actor) error {
	err := db.write(ctx, by, func(t *tx) error {
		if err := t.recordSample(ctx); err != nil {
			return err
		}
		for _, stmt := range []string{
			`DELETE FROM meeting WHERE sample = 1`,
			`DELETE FROM directive WHERE sample = 1 AND id NOT IN
				(SELECT directive_id FROM citation WHERE directive_id IS NOT NULL)`,
			`UPDATE directive SET sample = 0 WHERE sample = 1`,
			`DELETE FROM person WHERE sample = 1 AND id NOT IN
				(SELECT person_id FROM participation WHERE person_id IS NOT NULL)`,
			`UPDATE person SET sample = 0 WHERE sample = 1`,
			`DELETE FROM unit_version WHERE unit_id IN (SELECT id FROM unit WHERE sample = 1)`,
			`DELETE FROM unit WHERE sample = 1`,
			`DELETE FROM office WHERE sample = 1`,
			`DELETE FROM period WHERE key NOT IN
				(SELECT report_period FROM meeting WHERE report_period IS NOT NULL)`,
		} {
			if _, err := t.ExecContext(ctx, stmt); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("remove sample: %w", err)
	}
	return nil
}

// recordSample notes the removal itself and every meeting that goes with it.
func (t *tx) recordSample(ctx context.Context) error {
	t.record("delete", "sample", 0, nil, nil)
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
