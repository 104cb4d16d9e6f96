package store

import (
	"context"
	"database/sql"

	"giaoban/internal/briefing"
)

// refuseTwin fails with an ExistsError when another meeting of the same day is
// stored with the same title, or with the same organiser and period; while day
// or title are not known, one of the same article.
func (t *tx) refuseTwin(ctx context.Context, m *briefing.Meeting) error {
	type stored struct {
		id         int64
		title      string
		organizer  string
		reports    briefing.PeriodKey
		sample     bool
		sameSource bool
	}
	twins, err := query(ctx, t, func(rows *sql.Rows) (s stored, err error) {
		err = rows.Scan(&s.id, &s.title, &s.organizer, &s.reports, &s.sample, &s.sameSource)
		return s, err
	}, `
		SELECT id, title, organizer, coalesce(report_period, ''), sample, source <> '' AND source = $1
		FROM meeting
		WHERE held_on = $2 AND id <> $3
		ORDER BY id`, m.Source, m.HeldOn, m.ID)
	if err != nil {
		return err
	}
	known := m.HeldOn != "" && m.Title != ""
	for _, twin := range twins {
		same := titleFold(twin.title) == titleFold(m.Title) ||
			!twin.sample && !m.Sample && m.Organizer != "" && m.Reports != "" && m.Reports == twin.reports &&
				titleFold(twin.organizer) == titleFold(m.Organizer)
		if known && same || !known && twin.sameSource {
			return &ExistsError{ID: twin.id}
		}
	}
	return nil
}
