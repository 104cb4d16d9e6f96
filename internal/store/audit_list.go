package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// An AuditFilter chooses entries of the trail; its zero value chooses all.
type AuditFilter struct {
	Entity   string
	EntityID int64 // 0 for all
	Actor    string
	Action   string
	From, To time.Time // instants; the zero time is no bound
	Before   int64     // only entries older than this one; 0 for the newest
	Limit    int       // 0 for all
}

// Audit lists entries of the trail, the newest first.
func (db *DB) Audit(ctx context.Context, f AuditFilter) ([]AuditEntry, error) {
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
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (AuditEntry, error) {
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
		ORDER BY id DESC
		LIMIT $8`, f.Entity, f.EntityID, f.Actor, f.Action, from, to, f.Before, limit)
	if err != nil {
		return nil, fmt.Errorf("list audit: %w", err)
	}
	return all, nil
}

// AuditWords lists the actors, actions and entities that the trail holds, for
// the filters of its page.
func (db *DB) AuditWords(ctx context.Context) (actors, actions, entities []string, err error) {
	for column, list := range map[string]*[]string{
		`SELECT DISTINCT actor FROM audit ORDER BY actor`:   &actors,
		`SELECT DISTINCT action FROM audit ORDER BY action`: &actions,
		`SELECT DISTINCT entity FROM audit ORDER BY entity`: &entities,
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
