package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"giaoban/internal/briefing"
)

// A recordKey names a record that is searched.
type recordKey struct {
	kind string
	id   int64
}

// touch notes that a record may be found under something else from now on, or
// no longer. What an audit entry is made for need not be touched.
func (t *tx) touch(kind string, id int64) {
	if id != 0 && slices.Contains(searchedKinds(), kind) {
		t.touched[recordKey{kind, id}] = true
	}
}

// indexTouched brings the index up to date with what the write touched.
func (t *tx) indexTouched(ctx context.Context) error {
	for _, c := range t.changes {
		if err := t.touchChange(ctx, &c); err != nil {
			return err
		}
	}
	keys := make([]recordKey, 0, len(t.touched))
	for k := range t.touched {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b recordKey) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	for _, k := range keys {
		if err := t.indexAgain(ctx, k.kind, k.id); err != nil {
			return err
		}
	}
	return nil
}

// touchChange touches what a change is about and what else shows it: the units
// below a changed one and the meetings that name it, the record of a citation,
// and, where two directives became one, the records that cite it.
func (t *tx) touchChange(ctx context.Context, c *change) error {
	t.touch(c.entity, c.id)
	if err := t.touchFiles(ctx, c); err != nil {
		return err
	}
	switch {
	case c.entity == "unit" && c.before != nil:
		return t.touchFound(ctx, sqlShowingUnit, c.id)
	case c.entity == "citation":
		return t.touchFound(ctx, sqlCitingRecord, c.id)
	case c.entity == "directive" && c.action == "merge":
		if kept, ok := c.after.(briefing.Directive); ok {
			return t.touchFound(ctx, sqlCitingRecords, kept.ID)
		}
	}
	return nil
}

const (
	sqlShowingUnit = `
		WITH RECURSIVE below (id) AS (
			SELECT $1
			UNION
			SELECT v.unit_id
			FROM below JOIN unit_version v ON v.parent_id = below.id
		)
		SELECT 'unit', id
		FROM below
		UNION ALL
		SELECT 'meeting', meeting_id
		FROM agenda_item
		WHERE unit_id = $1
		ORDER BY 1, 2`
	sqlCitingRecord = `
		SELECT entity, entity_id
		FROM citation
		WHERE id = $1
		ORDER BY id`
	sqlCitingRecords = `
		SELECT entity, entity_id
		FROM citation
		WHERE directive_id = $1
		ORDER BY id`
)

// touchFound touches the records that a statement finds for an ID.
func (t *tx) touchFound(ctx context.Context, stmt string, id int64) error {
	found, err := query(ctx, t, func(rows *sql.Rows) (k recordKey, err error) {
		err = rows.Scan(&k.kind, &k.id)
		return k, err
	}, stmt, id)
	for _, k := range found {
		t.touch(k.kind, k.id)
	}
	return err
}

// indexAgain indexes a record as it is stored now.
func (t *tx) indexAgain(ctx context.Context, kind string, id int64) error {
	r, err := t.searchRecord(ctx, kind, id)
	if errors.Is(err, ErrNotFound) {
		return t.unindexRecord(ctx, kind, id)
	}
	if err != nil {
		return err
	}
	return t.indexRecord(ctx, r)
}
