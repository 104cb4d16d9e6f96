package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
)

// NextMeeting stores the draft of the meeting a period after another one and
// returns its number. An ExistsError names the meeting of that kind, organiser
// and period that is there already.
func (db *DB) NextMeeting(ctx context.Context, by Actor, id int64) (int64, error) {
	var next *briefing.Meeting
	err := db.write(ctx, by, func(t *tx) error {
		m, err := loadMeeting(ctx, t, id, t.day())
		if err != nil {
			return err
		}
		next = m.Next()
		if err := t.refuseSecond(ctx, next); err != nil {
			return err
		}
		return t.insertMeeting(ctx, next)
	})
	if err != nil {
		return 0, fmt.Errorf("meeting after %d: %w", id, err)
	}
	return next.ID, nil
}

// refuseSecond fails with an ExistsError when the meeting of that kind, organiser
// and period is there. A draft without a day is one, too: the same button may be
// pressed twice.
func (t *tx) refuseSecond(ctx context.Context, m *briefing.Meeting) error {
	type stored struct {
		id        int64
		organizer string
		undated   bool
	}
	all, err := query(ctx, t, func(rows *sql.Rows) (s stored, err error) {
		err = rows.Scan(&s.id, &s.organizer, &s.undated)
		return s, err
	}, `
		SELECT id, organizer, held_on = ''
		FROM meeting
		WHERE coalesce(report_period, '') = $1 AND coalesce(kind_id, 0) = $2
		ORDER BY id`, m.Reports, m.Kind)
	for _, s := range all {
		if titleFold(s.organizer) == titleFold(m.Organizer) && (m.Reports != "" || s.undated) {
			return &ExistsError{ID: s.id}
		}
	}
	return err
}
