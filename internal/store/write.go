package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"giaoban/internal/briefing"
)

// An Actor is who makes a change, and from where.
type Actor struct {
	Name    string // account, or "cli:<user of the system>"
	From    string // network address; "" for the command line
	Session string // key of the session in which it is asked for; "" for strangers and the command line
}

// ErrSessionEnded says that the session in which a change was asked for has been
// ended before the change was stored.
var ErrSessionEnded = errors.New("phiên đăng nhập đã kết thúc")

// A tx is one write: a transaction that knows its time and its user.
type tx struct {
	*sql.Tx
	db        *DB
	at        time.Time
	by        Actor
	changes   []change
	directive int64              // the highest number among the directives changed
	touched   map[recordKey]bool // what the index may say wrongly
	told      *AuditError        // the fault of the trail that this write tells of; nil for none
	goesOn    bool               // a later write ends what this one is part of, with the audit entry of all
}

// day returns the day in Vietnam on which the write happens.
func (t *tx) day() briefing.Day { return briefing.DayOf(t.at.In(briefing.Zone)) }

// A change is one audit entry in the making; its values become JSON.
type change struct {
	by             Actor // where it is not the one of the write
	action, entity string
	id             int64
	before, after  any
	reason         string
	about          []recordKey // other records whose history shows it
}

// record notes what a write did to one record. Before is nil for a new record,
// after for a removed one.
func (t *tx) record(action, entity string, id int64, before, after any) {
	t.changes = append(t.changes, change{action: action, entity: entity, id: id, before: before, after: after})
	if entity == "directive" {
		t.directive = max(t.directive, id)
	}
}

// recordWhy notes what a write did to one record, and why.
func (t *tx) recordWhy(why, action, entity string, id int64, before, after any) {
	t.record(action, entity, id, before, after)
	t.changes[len(t.changes)-1].reason = why
}

// recordAbout notes what a write did to one record and shows it in the history
// of others, too. One without a number is none.
func (t *tx) recordAbout(action, entity string, id int64, before, after any, about ...recordKey) {
	t.record(action, entity, id, before, after)
	t.changes[len(t.changes)-1].about = about
}

// write runs fn in one transaction and closes it with the audit entries that
// fn recorded. A write that records nothing is a bug. It fails with
// ErrSessionEnded when the actor's session has been ended meanwhile.
func (db *DB) write(ctx context.Context, by Actor, fn func(*tx) error) error {
	err := db.writeOnce(ctx, by, fn)
	if why := db.dialect.explain(err); why != nil {
		return fmt.Errorf("%w: %w", why, err)
	}
	return err
}

func (db *DB) writeOnce(ctx context.Context, by Actor, fn func(*tx) error) error {
	sqlTx, err := db.writes.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	t := db.newTx(sqlTx, by)
	err = t.checkSession(ctx)
	if err == nil {
		err = fn(t)
	}
	if err == nil && len(t.changes) == 0 && !t.goesOn {
		err = errors.New("a write without an audit entry")
	}
	if err == nil {
		err = t.indexTouched(ctx)
	}
	var head briefing.AuditHead
	if err == nil {
		head, err = t.audit(ctx)
	}
	if err != nil {
		return errors.Join(err, sqlTx.Rollback())
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	db.trail.note(head, t.told != nil)
	db.alarm.tell(t.told)
	return nil
}

func (db *DB) newTx(sqlTx *sql.Tx, by Actor) *tx {
	return &tx{Tx: sqlTx, db: db, at: db.now().UTC().Truncate(time.Microsecond), by: by, touched: map[recordKey]bool{}}
}

// checkSession fails unless the session of the actor is still there: whatever
// takes rights from an account ends its sessions. One that has grown too old
// since the request came still counts, or a long backup would end in nothing.
func (t *tx) checkSession(ctx context.Context) error {
	if t.by.Session == "" {
		return nil
	}
	var lives bool
	err := t.QueryRowContext(ctx, `
		SELECT count(*) > 0
		FROM session s JOIN account a ON a.id = s.account_id
		WHERE s.token_key = $1 AND s.ended = 0 AND a.disabled = 0`, t.by.Session).Scan(&lives)
	if err == nil && !lives {
		err = ErrSessionEnded
	}
	return err
}

// query runs a statement and scans every row before it returns, so that no
// open rows hold the only write connection.
//
// SQLite compiles a statement anew with every call that compares a column by =
// with a parameter, unless a unique index finds it: it looks at the value, which
// takes ten times as long as to run the statement. Those that run for every row of
// a list name the type of the parameter in a CAST, and are compiled once.
func query[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), stmt string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, stmt, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// A querier is the read pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// micros reads an instant as it is stored.
func micros(n int64) time.Time { return time.UnixMicro(n).UTC() }

// nullable stores 0 as NULL, for references that may be absent.
func nullable(id int64) sql.NullInt64 { return sql.NullInt64{Int64: id, Valid: id != 0} }
