package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// Audit lists entries of the trail, the newest first.
func (db *DB) Audit(ctx context.Context, f briefing.AuditFilter) ([]briefing.AuditEntry, error) {
	limit, from, to := int64(f.Limit), int64(0), int64(0)
	if limit == 0 {
		limit = 1 << 62
	}
	if !f.From.IsZero() {
		from = f.From.UnixMicro()
	}
	if !f.To.IsZero() {
		to = f.To.UnixMicro()
	}
	order := "id DESC"
	if f.After > 0 { // the nearest after it, not the newest of all
		order = "id"
	}
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.AuditEntry, error) {
		e, _, err := scanAudit(rows)
		return e, err
	}, `
		SELECT id, at, actor, origin, action, entity, entity_id, before, after, reason, mac
		FROM audit
		WHERE ($1 = '' OR entity = $1)
			AND ($2 = 0 OR entity_id = $2)
			AND ($3 = '' OR actor = $3)
			AND ($4 = '' OR action = $4)
			AND ($5 = 0 OR at >= $5)
			AND ($6 = 0 OR at < $6)
			AND ($7 = 0 OR id < $7)
			AND id > $8
		ORDER BY `+order+`
		LIMIT $9`, f.Entity, f.EntityID, f.Actor, f.Action, from, to, f.Before, f.After, limit)
	if f.After > 0 {
		slices.Reverse(all)
	}
	if err != nil {
		return nil, fmt.Errorf("list audit: %w", err)
	}
	return all, nil
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
// strangers called themselves.
func (db *DB) AuditWords(ctx context.Context) (actors, actions, entities []string, err error) {
	for column, list := range map[string]*[]string{
		`SELECT name FROM account UNION SELECT actor FROM audit WHERE action <> 'denied' ORDER BY 1`: &actors,
		`SELECT DISTINCT action FROM audit ORDER BY action`:                                          &actions,
		`SELECT DISTINCT entity FROM audit ORDER BY entity`:                                          &entities,
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
