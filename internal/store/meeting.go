package store

import (
	"cmp"
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
	"kind":           "coalesce(m.kind_id, 0), m.held_on DESC, m.id",
	"-kind":          "coalesce(m.kind_id, 0) DESC, m.held_on DESC, m.id DESC",
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
		err = rows.Scan(&m.ID, &m.Title, &m.HeldOn, &period, &m.KindName, &m.Organizer, &m.State, &m.Sample, &updated,
			&m.Citations)
		m.Reports, m.UpdatedAt = briefing.PeriodKey(period.String), micros(updated)
		return m, err
	}, `
		SELECT m.id, m.title, m.held_on, m.report_period, coalesce(k.name, ''), m.organizer,
			CASE WHEN m.locked_after <> '' AND m.locked_after < $1 THEN 'locked' ELSE m.state END, m.sample, m.updated_at,
			(SELECT count(DISTINCT CASE WHEN c.directive_id IS NULL THEN -c.id ELSE c.directive_id END)
			FROM citation c
			WHERE c.entity = 'meeting' AND c.entity_id = m.id AND c.rejected = 0)
		FROM meeting m LEFT JOIN meeting_kind k ON k.id = m.kind_id
		WHERE ($2 = '' OR m.report_period = $2)
			AND ($3 = 0 OR m.kind_id = $3)
			AND ($4 = '' OR CASE WHEN m.locked_after <> '' AND m.locked_after < $1 THEN 'locked' ELSE m.state END = $4)
			AND ($5 = 0 OR m.confirmed = 0)
			AND ($6 = 0 OR m.confirmed = 1)
			AND ($7 = '' OR m.id IN (SELECT r.record_id FROM search s JOIN search_record r ON r.docid = s.docid
				WHERE s.search MATCH $7))
		ORDER BY `+order,
		db.today(), f.Reports, f.Kind, f.State, f.Unconfirmed, f.Confirmed, match)
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
	return loadMeeting(ctx, db.reads, id, db.today())
}

// loadMeeting reads a meeting with the state that it has on a day.
func loadMeeting(ctx context.Context, q querier, id int64, today briefing.Day) (*briefing.Meeting, error) {
	var (
		m       briefing.Meeting
		kind    sql.NullInt64
		period  sql.NullString
		spans   string
		updated int64
	)
	err := q.QueryRowContext(ctx, `
		SELECT id, kind_id, coalesce((SELECT k.name FROM meeting_kind k WHERE k.id = kind_id), ''), title, state,
			locked_after, held_on, begins, ends, posted_on, report_period, report_label, plan_period, plan_from,
			plan_to, plan_label, organizer, place, source, spans, sample, version, updated_at
		FROM meeting
		WHERE id = $1`, id).Scan(&m.ID, &kind, &m.KindName, &m.Title, &m.State, &m.LockedAfter, &m.HeldOn, &m.Begins,
		&m.Ends, &m.PostedOn, &period, &m.ReportLabel, &m.Plan.Key, &m.Plan.From, &m.Plan.To, &m.Plan.Label,
		&m.Organizer, &m.Place, &m.Source, &spans, &m.Sample, &m.Version, &updated)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("meeting %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("meeting %d: %w", id, err)
	}
	m.Kind, m.Reports, m.UpdatedAt = kind.Int64, briefing.PeriodKey(period.String), micros(updated)
	m.State = m.StateOn(today)
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
// m replaces the stored one of the same Version, or the save is ErrStale; one
// that is locked stays as it is, with ErrLocked. Saving may confirm a draft; all
// other states are for TakeMeetingStep. A draft may have gaps, what a person
// confirmed must be valid. The directives that a confirmed meeting cites are
// linked or noted as known by citation only.
func (db *DB) SaveMeeting(ctx context.Context, by Actor, m *briefing.Meeting) error {
	saved := *m
	saved.State = cmp.Or(saved.State, briefing.Draft)
	if err := saved.Check(db.today()); err != nil {
		return err
	}
	saved.NamePresenters()
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
	if !briefing.Draft.Saved(m.State) {
		return briefing.ErrNoStep
	}
	m.Version, m.UpdatedAt = 1, t.at
	columns, err := t.meetingColumns(ctx, m)
	if err != nil {
		return err
	}
	err = t.QueryRowContext(ctx, `
		INSERT INTO meeting (title, title_sort, held_on, posted_on, report_period, report_label, plan_period,
			plan_from, plan_to, plan_label, organizer, organizer_sort, place, source, spans, kind_id, begins, ends,
			state, locked_after, sample, version, updated_at, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
		RETURNING id`, append(columns, t.at.UnixMicro())...).Scan(&m.ID)
	if err != nil {
		return err
	}
	if err := t.insertParts(ctx, m, &briefing.Meeting{}); err != nil {
		return err
	}
	t.record("create", "meeting", m.ID, nil, m)
	return nil
}

func (t *tx) updateMeeting(ctx context.Context, m *briefing.Meeting) error {
	before, err := loadMeeting(ctx, t, m.ID, t.day())
	switch {
	case err != nil:
		return err
	case before.State == briefing.Locked:
		return ErrLocked
	case before.Version != m.Version:
		return ErrStale
	case !before.State.Saved(m.State):
		return briefing.ErrNoStep
	}
	if err := t.refuseTwin(ctx, m); err != nil {
		return err
	}
	m.LockedAfter = before.LockedAfter
	if err := t.replaceMeeting(ctx, before, m); err != nil {
		return err
	}
	t.recordUpdate("update", before, m, "")
	return nil
}

// replaceMeeting stores m in the place of before.
func (t *tx) replaceMeeting(ctx context.Context, before, m *briefing.Meeting) error {
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
			organizer_sort = $12, place = $13, source = $14, spans = $15, kind_id = $16, begins = $17, ends = $18,
			state = $19, locked_after = $20, sample = $21, version = $22, updated_at = $23
		WHERE id = $24`, append(columns, m.ID)...)
	if err != nil {
		return err
	}
	if err := t.deleteParts(ctx, m.ID); err != nil {
		return err
	}
	if err := t.insertParts(ctx, m, before); err != nil {
		return err
	}
	return t.dropLooseStubs(ctx, before.Citations)
}

// recordUpdate notes a change of a meeting. An article that stayed the same
// stands in an older entry already, and is left out.
func (t *tx) recordUpdate(action string, before, after *briefing.Meeting, reason string) {
	was, is := *before, *after
	if was.Source == is.Source {
		was.Source, is.Source = "", ""
	}
	t.changes = append(t.changes, change{action: action, entity: "meeting", id: after.ID, before: was, after: is, reason: reason})
	t.touch("meeting", after.ID)
}

// meetingColumns returns the values of the columns title … updated_at, sees to
// it that the period exists, and names the kind.
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
	if err := t.nameKind(ctx, m); err != nil {
		return nil, err
	}
	spans, err := json.Marshal(m.Spans)
	if err != nil {
		return nil, err
	}
	period := sql.NullString{String: string(m.Reports), Valid: m.Reports != ""}
	return []any{m.Title, vntext.SortKey(m.Title), m.HeldOn, m.PostedOn, period, m.ReportLabel, m.Plan.Key,
		m.Plan.From, m.Plan.To, m.Plan.Label, m.Organizer, vntext.SortKey(m.Organizer), m.Place, m.Source,
		string(spans), nullable(m.Kind), m.Begins, m.Ends, m.State, m.LockedAfter, m.Sample, m.Version,
		m.UpdatedAt.UnixMicro()}, nil
}
