package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// An ExistsError says that the same meeting is stored already: its figures
// would count twice.
type ExistsError struct{ ID int64 }

func (e *ExistsError) Error() string { return "hội nghị này đã có" }

// meetingOrders maps what a list may be sorted by to its SQL; ids break ties.
var meetingOrders = map[string]string{
	"":               "m.held_on DESC, m.id DESC",
	"held_on":        "m.held_on, m.id",
	"-held_on":       "m.held_on DESC, m.id DESC",
	"title":          "m.title_sort, m.id",
	"-title":         "m.title_sort DESC, m.id DESC",
	"report_period":  "m.report_period, m.held_on, m.id",
	"-report_period": "m.report_period DESC, m.held_on DESC, m.id DESC",
	"organizer":      "m.organizer_sort, m.id",
	"-organizer":     "m.organizer_sort DESC, m.id DESC",
}

// Meetings lists the meetings that f chooses. An unknown order is the usual
// one, newest first.
func (db *DB) Meetings(ctx context.Context, f briefing.MeetingFilter) ([]briefing.MeetingSummary, error) {
	order, ok := meetingOrders[f.Sort]
	if !ok {
		order = meetingOrders[""]
	}
	match, err := db.listMatch(ctx, "meeting", f.Query)
	if err != nil {
		return nil, fmt.Errorf("list meetings: %w", err)
	}
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (m briefing.MeetingSummary, err error) {
		var period sql.NullString
		var updated int64
		err = rows.Scan(&m.ID, &m.Title, &m.HeldOn, &period, &m.Organizer, &m.Confirmed, &m.Sample, &updated,
			&m.Citations)
		m.Reports, m.UpdatedAt = briefing.PeriodKey(period.String), micros(updated)
		return m, err
	}, `
		SELECT m.id, m.title, m.held_on, m.report_period, m.organizer, m.confirmed, m.sample, m.updated_at,
			(SELECT count(DISTINCT CASE WHEN c.directive_id IS NULL THEN -c.id ELSE c.directive_id END)
			FROM citation c
			WHERE c.entity = 'meeting' AND c.entity_id = m.id AND c.rejected = 0)
		FROM meeting m
		WHERE ($1 = '' OR m.report_period = $1)
			AND ($2 = 0 OR m.confirmed = 0)
			AND ($3 = 0 OR m.confirmed = 1)
			AND ($4 = '' OR m.id IN (SELECT r.record_id FROM search s JOIN search_record r ON r.docid = s.docid
				WHERE s.search MATCH $4))
		ORDER BY `+order,
		f.Reports, f.Unconfirmed, f.Confirmed, match)
	if err != nil {
		return nil, fmt.Errorf("list meetings: %w", err)
	}
	chairs, err := db.chairs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list chairs: %w", err)
	}
	for i := range all {
		all[i].Chairs = strings.Join(chairs[all[i].ID], ", ")
	}
	return all, nil
}

// chairs returns the names of the chairs of every meeting, in order.
func (db *DB) chairs(ctx context.Context) (map[int64][]string, error) {
	byMeeting := map[int64][]string{}
	_, err := query(ctx, db.reads, func(rows *sql.Rows) (struct{}, error) {
		var id int64
		var p briefing.Participation
		err := rows.Scan(&id, &p.Name, &p.Label)
		byMeeting[id] = append(byMeeting[id], p.Who())
		return struct{}{}, err
	}, `
		SELECT meeting_id, name, label
		FROM participation
		WHERE role = $1
		ORDER BY meeting_id, position`, briefing.Chair)
	return byMeeting, err
}

// Meeting returns one meeting whole, or ErrNotFound.
func (db *DB) Meeting(ctx context.Context, id int64) (*briefing.Meeting, error) {
	return loadMeeting(ctx, db.reads, id)
}

func loadMeeting(ctx context.Context, q querier, id int64) (*briefing.Meeting, error) {
	var (
		m       briefing.Meeting
		period  sql.NullString
		spans   string
		updated int64
	)
	err := q.QueryRowContext(ctx, `
		SELECT id, title, held_on, posted_on, report_period, report_label, plan_period, plan_from, plan_to,
			plan_label, organizer, place, source, spans, confirmed, sample, version, updated_at
		FROM meeting
		WHERE id = $1`, id).Scan(&m.ID, &m.Title, &m.HeldOn, &m.PostedOn, &period, &m.ReportLabel, &m.Plan.Key,
		&m.Plan.From, &m.Plan.To, &m.Plan.Label, &m.Organizer, &m.Place, &m.Source, &spans, &m.Confirmed,
		&m.Sample, &m.Version, &updated)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("meeting %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("meeting %d: %w", id, err)
	}
	m.Reports, m.UpdatedAt = briefing.PeriodKey(period.String), micros(updated)
	if err := json.Unmarshal([]byte(spans), &m.Spans); err != nil {
		return nil, fmt.Errorf("meeting %d: spans: %w", id, err)
	}
	if err := loadParts(ctx, q, &m); err != nil {
		return nil, fmt.Errorf("meeting %d: %w", id, err)
	}
	return &m, nil
}

// SaveMeeting stores m and sets its ID and Version. A meeting without an ID is
// new; an ExistsError names a stored one of the same day and title. Otherwise
// m replaces the stored one of the same Version, or the save is ErrStale. What
// a person confirmed must be valid; a draft may have gaps. The directives that
// a confirmed meeting cites are linked or noted as known by citation only.
func (db *DB) SaveMeeting(ctx context.Context, by Actor, m *briefing.Meeting) error {
	check := m.ValidateDraft
	if m.Confirmed {
		check = m.Validate
	}
	if err := check(); err != nil {
		return err
	}
	saved := *m
	err := db.write(ctx, by, func(t *tx) error {
		if saved.ID == 0 {
			return t.insertMeeting(ctx, &saved)
		}
		return t.updateMeeting(ctx, &saved)
	})
	if err != nil {
		return fmt.Errorf("save meeting: %w", err)
	}
	*m = saved
	return nil
}

func (t *tx) insertMeeting(ctx context.Context, m *briefing.Meeting) error {
	if err := t.refuseTwin(ctx, m); err != nil {
		return err
	}
	m.Version, m.UpdatedAt = 1, t.at
	columns, err := t.meetingColumns(ctx, m)
	if err != nil {
		return err
	}
	err = t.QueryRowContext(ctx, `
		INSERT INTO meeting (title, title_sort, held_on, posted_on, report_period, report_label, plan_period,
			plan_from, plan_to, plan_label, organizer, organizer_sort, place, source, spans, confirmed,
			sample, version, updated_at, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
		RETURNING id`, append(columns, t.at.UnixMicro())...).Scan(&m.ID)
	if err != nil {
		return err
	}
	if err := t.insertParts(ctx, m); err != nil {
		return err
	}
	t.record("create", "meeting", m.ID, nil, m)
	return nil
}

func (t *tx) updateMeeting(ctx context.Context, m *briefing.Meeting) error {
	before, err := loadMeeting(ctx, t, m.ID)
	if err != nil {
		return err
	}
	if before.Version != m.Version {
		return ErrStale
	}
	if err := t.refuseTwin(ctx, m); err != nil {
		return err
	}
	m.Sample = false // what a person has saved is theirs
	m.Version, m.UpdatedAt = before.Version+1, t.at
	columns, err := t.meetingColumns(ctx, m)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		UPDATE meeting
		SET title = $1, title_sort = $2, held_on = $3, posted_on = $4, report_period = $5, report_label = $6,
			plan_period = $7, plan_from = $8, plan_to = $9, plan_label = $10, organizer = $11,
			organizer_sort = $12, place = $13, source = $14, spans = $15, confirmed = $16,
			sample = $17, version = $18, updated_at = $19
		WHERE id = $20`, append(columns, m.ID)...)
	if err != nil {
		return err
	}
	if err := t.deleteParts(ctx, m.ID); err != nil {
		return err
	}
	if err := t.insertParts(ctx, m); err != nil {
		return err
	}
	if err := t.dropLooseStubs(ctx, before.Citations); err != nil {
		return err
	}
	t.recordUpdate(before, m)
	return nil
}

// recordUpdate notes a change of a meeting. An article that stayed the same
// stands in an older entry already, and is left out.
func (t *tx) recordUpdate(before, after *briefing.Meeting) {
	was, is := *before, *after
	if was.Source == is.Source {
		was.Source, is.Source = "", ""
	}
	t.record("update", "meeting", after.ID, was, is)
}

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

// meetingColumns returns the values of the columns title … updated_at, and
// sees to it that the period exists.
func (t *tx) meetingColumns(ctx context.Context, m *briefing.Meeting) ([]any, error) {
	if m.Reports != "" {
		p := m.Reports.Calendar()
		_, err := t.ExecContext(ctx, `
			INSERT INTO period (key, from_day, to_day, due_day)
			VALUES ($1, $2, $3, '')
			ON CONFLICT (key) DO NOTHING`, p.Key, p.From, p.To)
		if err != nil {
			return nil, err
		}
	}
	spans, err := json.Marshal(m.Spans)
	if err != nil {
		return nil, err
	}
	period := sql.NullString{String: string(m.Reports), Valid: m.Reports != ""}
	return []any{m.Title, vntext.SortKey(m.Title), m.HeldOn, m.PostedOn, period, m.ReportLabel, m.Plan.Key,
		m.Plan.From, m.Plan.To, m.Plan.Label, m.Organizer, vntext.SortKey(m.Organizer), m.Place, m.Source,
		string(spans), m.Confirmed, m.Sample, m.Version, m.UpdatedAt.UnixMicro()}, nil
}
