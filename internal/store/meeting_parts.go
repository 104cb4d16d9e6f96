package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// loadParts reads what hangs on a meeting, each list in its order.
func loadParts(ctx context.Context, q querier, m *briefing.Meeting) (err error) {
	m.Participations, err = query(ctx, q, func(rows *sql.Rows) (p briefing.Participation, err error) {
		err = rows.Scan(&p.ID, &p.Role, &p.Name, &p.Title, &p.Label, &p.Span[0], &p.Span[1])
		return p, err
	}, `
		SELECT id, role, name, title, label, span_from, span_to
		FROM participation
		WHERE meeting_id = $1
		ORDER BY position`, m.ID)
	if err != nil {
		return fmt.Errorf("participations: %w", err)
	}
	if m.Agenda, err = loadAgenda(ctx, q, m); err != nil {
		return fmt.Errorf("agenda: %w", err)
	}
	m.Topics, err = query(ctx, q, func(rows *sql.Rows) (t briefing.Topic, err error) {
		err = rows.Scan(&t.Text, &t.Span[0], &t.Span[1])
		return t, err
	}, `
		SELECT text, span_from, span_to
		FROM topic
		WHERE meeting_id = $1
		ORDER BY position`, m.ID)
	if err != nil {
		return fmt.Errorf("topics: %w", err)
	}
	m.Counts, err = query(ctx, q, func(rows *sql.Rows) (c briefing.Count, err error) {
		err = rows.Scan(&c.Measure, &c.Level, &c.Value, &c.Qualifier, &c.Label, &c.Span[0], &c.Span[1])
		return c, err
	}, `
		SELECT measure, level, value, qualifier, label, span_from, span_to
		FROM declared_count
		WHERE meeting_id = $1
		ORDER BY position`, m.ID)
	if err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	if m.Citations, m.Rejected, err = loadCitations(ctx, q, "meeting", m.ID); err != nil {
		return fmt.Errorf("citations: %w", err)
	}
	return nil
}

// deleteParts removes what insertParts stores anew.
func (t *tx) deleteParts(ctx context.Context, meeting int64) error {
	for _, stmt := range []string{
		`DELETE FROM agenda_item WHERE meeting_id = $1`,
		`DELETE FROM participation WHERE meeting_id = $1`,
		`DELETE FROM topic WHERE meeting_id = $1`,
		`DELETE FROM declared_count WHERE meeting_id = $1`,
	} {
		if _, err := t.ExecContext(ctx, stmt, meeting); err != nil {
			return err
		}
	}
	return nil
}

// insertParts stores what hangs on m. What was there before keeps its number.
func (t *tx) insertParts(ctx context.Context, m, before *briefing.Meeting) error {
	if err := t.insertParticipations(ctx, m, before.Participations); err != nil {
		return fmt.Errorf("participations: %w", err)
	}
	if err := t.insertAgenda(ctx, m, before.Agenda); err != nil {
		return fmt.Errorf("agenda: %w", err)
	}
	for i, topic := range m.Topics {
		_, err := t.ExecContext(ctx, `
			INSERT INTO topic (meeting_id, position, text, span_from, span_to)
			VALUES ($1, $2, $3, $4, $5)`, m.ID, i, topic.Text, topic.Span[0], topic.Span[1])
		if err != nil {
			return fmt.Errorf("topics: %w", err)
		}
	}
	for i, c := range m.Counts {
		_, err := t.ExecContext(ctx, `
			INSERT INTO declared_count (meeting_id, position, measure, level, value, qualifier, label, span_from,
				span_to)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			m.ID, i, c.Measure, c.Level, c.Value, c.Qualifier, c.Label, c.Span[0], c.Span[1])
		if err != nil {
			return fmt.Errorf("counts: %w", err)
		}
	}
	text := citingText{entity: "meeting", id: m.ID, day: m.HeldOn, confirmed: m.State.Confirmed(), sample: m.Sample}
	if err := t.saveCitations(ctx, text, m.Citations, m.Rejected); err != nil {
		return fmt.Errorf("citations: %w", err)
	}
	return nil
}

// insertParticipations numbers the participations of m and leads the items of
// its agenda to them. A number that is not of before belongs to another meeting.
func (t *tx) insertParticipations(ctx context.Context, m *briefing.Meeting, before []briefing.Participation) error {
	free := map[int64]bool{}
	for _, p := range before {
		free[p.ID] = true
	}
	numbers := map[int64]int64{}
	for i := range m.Participations {
		p := &m.Participations[i]
		was := p.ID
		if !free[was] {
			p.ID = 0
		}
		delete(free, was)
		var person int64
		if m.State.Confirmed() && p.Name != "" {
			var err error
			if person, err = t.personNamed(ctx, p.Name, m.Sample); err != nil {
				return err
			}
		}
		err := t.QueryRowContext(ctx, `
			INSERT INTO participation (id, meeting_id, position, role, person_id, name, title, label, span_from,
				span_to)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			RETURNING id`,
			nullable(p.ID), m.ID, i, p.Role, nullable(person), p.Name, p.Title, p.Label, p.Span[0], p.Span[1]).Scan(&p.ID)
		if err != nil {
			return err
		}
		if numbers[was] == 0 {
			numbers[was] = p.ID
		}
	}
	for i := range m.Agenda {
		if item := &m.Agenda[i]; item.Presenter != 0 {
			item.Presenter = numbers[item.Presenter]
		}
	}
	return nil
}

// personNamed returns the person of that exact name, a new one if need be. The
// title is no part of it: offices change, and each participation keeps its own.
func (t *tx) personNamed(ctx context.Context, name string, sample bool) (int64, error) {
	ids, err := query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT id
		FROM person
		WHERE name = $1
		ORDER BY id
		LIMIT 1`, name)
	if err != nil {
		return 0, err
	}
	if len(ids) == 1 {
		return ids[0], nil
	}
	var id int64
	err = t.QueryRowContext(ctx, `
		INSERT INTO person (name, name_fold, name_sort, sample)
		VALUES ($1, $2, $3, $4)
		RETURNING id`, name, vntext.Fold(name), vntext.NameKey(name), sample).Scan(&id)
	if err == nil {
		t.record("create", "person", id, nil, map[string]any{"Name": name, "Sample": sample})
	}
	return id, err
}
