package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
)

// loadAgenda reads the agenda of m in its order, with the names that the units
// had on the day of the meeting.
func loadAgenda(ctx context.Context, q querier, m *briefing.Meeting) ([]briefing.AgendaItem, error) {
	all, err := query(ctx, q, func(rows *sql.Rows) (item briefing.AgendaItem, err error) {
		var presenter, unit sql.NullInt64
		err = rows.Scan(&item.ID, &item.Kind, &item.Topic, &presenter, &item.Label, &unit, &item.Minutes, &item.Outcome)
		item.Presenter, item.Unit = presenter.Int64, unit.Int64
		return item, err
	}, `
		SELECT id, kind, topic, presenter_id, presenter, unit_id, minutes, outcome
		FROM agenda_item
		WHERE meeting_id = $1
		ORDER BY position`, m.ID)
	if err != nil {
		return nil, err
	}
	for i := range all {
		item := &all[i]
		if item.Unit == 0 {
			continue
		}
		versions, err := unitVersions(ctx, q, item.Unit)
		if err != nil {
			return nil, err
		}
		item.UnitName = briefing.NamesOn(versions, m.HeldOn)[item.Unit]
	}
	return all, nil
}

// insertAgenda stores the agenda of m and reads it back with the names that
// belong to its numbers. An item that was there before keeps its number.
func (t *tx) insertAgenda(ctx context.Context, m *briefing.Meeting, before []briefing.AgendaItem) error {
	free := map[int64]bool{}
	for _, item := range before {
		free[item.ID] = true
	}
	for i, item := range m.Agenda {
		if !free[item.ID] {
			item.ID = 0
		}
		delete(free, item.ID)
		if err := t.checkItemUnit(ctx, i, item.Unit); err != nil {
			return err
		}
		_, err := t.ExecContext(ctx, `
			INSERT INTO agenda_item (id, meeting_id, position, kind, topic, presenter_id, presenter, unit_id, minutes,
				outcome)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			nullable(item.ID), m.ID, i, item.Kind, item.Topic, nullable(item.Presenter), item.Label, nullable(item.Unit),
			item.Minutes, item.Outcome)
		if err != nil {
			return err
		}
	}
	var err error
	m.Agenda, err = loadAgenda(ctx, t, m)
	return err
}

// checkItemUnit reports an item whose unit is there no more.
func (t *tx) checkItemUnit(ctx context.Context, item int, unit int64) error {
	if unit == 0 {
		return nil
	}
	versions, err := unitVersions(ctx, t, unit)
	if err != nil {
		return err
	}
	var inv briefing.Invalid
	inv.Check(len(versions) > 0, fmt.Sprintf("items.%d.unit", item), "Không còn đơn vị này; chọn đơn vị khác.")
	return inv.Err()
}
