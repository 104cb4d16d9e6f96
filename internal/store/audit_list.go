package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"giaoban/internal/briefing"
)

// Audit lists entries of the trail, the newest first.
func (db *DB) Audit(ctx context.Context, f briefing.AuditFilter) ([]briefing.AuditEntry, error) {
	if err := db.boundAudit(ctx, &f); err != nil {
		return nil, fmt.Errorf("list audit: %w", err)
	}
	where, args := auditWhere(&f)
	order := "id DESC"
	if f.After > 0 { // the nearest after it, not the newest of all
		order = "id"
	}
	limit := int64(f.Limit)
	if limit == 0 {
		limit = 1 << 62
	}
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.AuditEntry, error) {
		e, _, err := scanAudit(rows)
		return e, err
	}, `
		SELECT id, at, actor, origin, action, entity, entity_id, before, after, reason, mac
		FROM audit
		WHERE `+where+`
		ORDER BY `+order+`
		LIMIT `+fmt.Sprintf("$%d", len(args)+1), append(args, limit)...)
	if f.After > 0 {
		slices.Reverse(all)
	}
	if err != nil {
		return nil, fmt.Errorf("list audit: %w", err)
	}
	return all, nil
}

// boundAudit finds the first and the last entry of the days that are asked for,
// so that entries outside need not be read. Clocks are set back at times: the
// days still decide.
func (db *DB) boundAudit(ctx context.Context, f *briefing.AuditFilter) error {
	if f.From.IsZero() && f.To.IsZero() {
		return nil
	}
	where, args := auditWhere(&briefing.AuditFilter{From: f.From, To: f.To})
	var first, last int64
	err := db.reads.QueryRowContext(ctx, `
		SELECT coalesce(min(id), 1), coalesce(max(id), 0)
		FROM audit
		WHERE `+where+`
		ORDER BY 1`, args...).Scan(&first, &last)
	f.First = max(f.First, first)
	if f.Last == 0 || last < f.Last {
		f.Last = last
	}
	if f.Last == 0 {
		f.First, f.Last = 1<<62, 1 // none at all
	}
	return err
}

// auditWhere returns the conditions of a filter and their values. Only those
// that are asked for: a condition on everything would hide its index. Beside an
// actor no index of actions is of use: most entries may have the same.
func auditWhere(f *briefing.AuditFilter) (string, []any) {
	where := []string{"TRUE"}
	action := "action ="
	if f.Actor != "" {
		action = "action || '' ="
	}
	var args []any
	if f.About {
		args = []any{f.Entity, f.EntityID}
		where = []string{`(entity = $1 AND entity_id = $2
			OR id IN (SELECT audit_id FROM audit_about WHERE entity = $1 AND entity_id = $2))`}
	}
	for _, c := range []struct {
		column string // and how it is compared
		value  any
		asked  bool
	}{
		{"entity =", f.Entity, f.Entity != "" && !f.About},
		{"entity_id =", f.EntityID, f.EntityID != 0 && !f.About},
		{"actor =", f.Actor, f.Actor != ""},
		{action, f.Action, f.Action != ""},
		{"at >=", f.From.UnixMicro(), !f.From.IsZero()},
		{"at <", f.To.UnixMicro(), !f.To.IsZero()},
		{"id <", f.Before, f.Before > 0},
		{"id >", f.After, f.After > 0},
		{"id >=", f.First, f.First > 0},
		{"id <=", f.Last, f.Last > 0},
	} {
		if c.asked {
			args = append(args, c.value)
			where = append(where, fmt.Sprintf("%s $%d", c.column, len(args)))
		}
	}
	return strings.Join(where, " AND "), args
}

// AuditEntry returns one entry of the trail, or ErrNotFound.
func (db *DB) AuditEntry(ctx context.Context, id int64) (*briefing.AuditEntry, error) {
	found, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.AuditEntry, error) {
		e, _, err := scanAudit(rows)
		return e, err
	}, `
		SELECT id, at, actor, origin, action, entity, entity_id, before, after, reason, mac
		FROM audit
		WHERE id = $1
		ORDER BY id`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("audit entry %d: %w", id, err)
	}
	return &found[0], nil
}

// Record notes what changed nothing in the database and must be known all the
// same: a backup that was made or fetched. The values become JSON.
func (db *DB) Record(ctx context.Context, by Actor, action, entity string, id int64, after any) error {
	err := db.write(ctx, by, func(t *tx) error {
		t.record(action, entity, id, nil, after)
		return nil
	})
	if err != nil {
		return fmt.Errorf("record %s %s: %w", action, entity, err)
	}
	return nil
}

// AuditWords lists the actors, actions and entities by which the trail can be
// filtered. Actors are accounts and all who have made a change, but not what
// strangers called themselves, and neither are the pages that were refused
// entities. Each word is found by one step in an index, so that a long trail
// costs no more than a short one.
func (db *DB) AuditWords(ctx context.Context) (actors, actions, entities []string, err error) {
	for column, list := range map[string]*[]string{
		`WITH RECURSIVE word(v) AS (
			SELECT min(actor) FROM audit WHERE action <> 'denied'
			UNION ALL
			SELECT (SELECT min(actor) FROM audit WHERE action <> 'denied' AND actor > v) FROM word WHERE v IS NOT NULL)
		SELECT v FROM word WHERE v IS NOT NULL UNION SELECT name FROM account ORDER BY 1`: &actors,
		`WITH RECURSIVE word(v) AS (
			SELECT min(action) FROM audit
			UNION ALL
			SELECT (SELECT min(action) FROM audit WHERE action > v) FROM word WHERE v IS NOT NULL)
		SELECT v FROM word WHERE v IS NOT NULL ORDER BY v`: &actions,
		`WITH RECURSIVE word(v) AS (
			SELECT min(entity) FROM audit WHERE action <> 'denied'
			UNION ALL
			SELECT (SELECT min(entity) FROM audit WHERE action <> 'denied' AND entity > v) FROM word WHERE v IS NOT NULL)
		SELECT v FROM word WHERE v IS NOT NULL ORDER BY v`: &entities,
	} {
		*list, err = query(ctx, db.reads, func(rows *sql.Rows) (s string, err error) {
			err = rows.Scan(&s)
			return s, err
		}, column)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("audit words: %w", err)
		}
	}
	return actors, actions, entities, nil
}
