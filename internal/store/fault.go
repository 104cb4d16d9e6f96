package store

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"

	"giaoban/internal/briefing"
)

// What the entry is called by which the trail tells for good that it was
// broken: its record is the entry from which on the trail is not proven.
const (
	brokenAction = "broken"
	brokenEntity = "audit"
)

// An alarm is what is known to be wrong with the trail of an open database.
type alarm struct {
	mu    sync.Mutex
	fault *AuditError // the first one
	due   *AuditError // one that the trail does not tell of yet
}

func (a *alarm) raise(f *AuditError) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.due = f
	if a.fault == nil {
		a.fault = f
	}
}

// tell notes that the trail tells of a fault now.
func (a *alarm) tell(f *AuditError) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.due == f {
		a.due = nil
	}
}

// AuditFault returns what is known to be wrong with the audit trail since the
// database was opened, without reading it anew; nil for nothing.
func (db *DB) AuditFault() *AuditError {
	db.alarm.mu.Lock()
	defer db.alarm.mu.Unlock()
	return db.alarm.fault
}

// tellFault puts an entry before those of a write when the trail is not what it
// was, so that the fault is known for good.
func (t *tx) tellFault(ctx context.Context) error {
	fault, err := t.db.headFault(ctx, t)
	if err != nil {
		return err
	}
	if fault != nil {
		t.db.alarm.raise(fault)
	}
	t.db.alarm.mu.Lock()
	t.told = t.db.alarm.due
	t.db.alarm.mu.Unlock()
	if t.told != nil {
		t.changes = slices.Insert(t.changes, 0, change{by: Actor{Name: briefing.Program}, action: brokenAction,
			entity: brokenEntity, id: t.told.Entry, reason: t.told.Message})
	}
	return nil
}

// toldFault returns the fault that an entry tells of, or nil.
func toldFault(e *briefing.AuditEntry) *AuditError {
	if e.Action != brokenAction || e.Entity != brokenEntity {
		return nil
	}
	return &AuditError{e.EntityID, fmt.Sprintf("%s (phát hiện lúc %s, ghi ở mục %d)", e.Reason, briefing.Clock(e.At), e.ID)}
}

// assess looks for what is wrong with the trail of a database that was opened:
// what it tells itself, the head file, the newest entry and the schema.
func (db *DB) assess(ctx context.Context) error {
	entries, err := db.Audit(ctx, briefing.AuditFilter{Entity: brokenEntity, Action: brokenAction})
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		db.alarm.fault = toldFault(&entries[len(entries)-1])
	}
	for _, look := range []func(context.Context) (*AuditError, error){
		func(ctx context.Context) (*AuditError, error) { return db.headFault(ctx, db.reads) }, db.newestFault, db.schemaFault,
	} {
		fault, err := look(ctx)
		if err != nil {
			return err
		}
		told := fault == nil || slices.ContainsFunc(entries, func(e briefing.AuditEntry) bool { return e.Reason == fault.Message })
		if !told {
			db.alarm.raise(fault)
			return nil
		}
	}
	return nil
}

// headFault compares the trail with the heads that were noted beside it. After
// a stop it may reach further than they, never less far.
func (db *DB) headFault(ctx context.Context, q querier) (*AuditError, error) {
	expected, err := db.trail.expected()
	fault, ok := errors.AsType[*AuditError](err)
	if err != nil && !ok {
		return nil, err
	}
	now, err := auditHead(ctx, q)
	if err != nil {
		return nil, err
	}
	if fault != nil {
		return &AuditError{now.Count + 1, fault.Message}, nil
	}
	for _, h := range expected {
		holds, err := holdsHead(ctx, q, h)
		switch {
		case err != nil:
			return nil, err
		case holds:
		case h.Count > now.Count:
			return &AuditError{now.Count + 1, fmt.Sprintf("đã từng có %d mục (dấu %s), nay còn %d", h.Count, h, now.Count)}, nil
		default:
			return &AuditError{h.Count, fmt.Sprintf("không còn khớp dấu %s đã ghi", h)}, nil
		}
	}
	return nil, nil
}

// holdsHead reports whether the trail has the entry that a head names. A head
// of no entries is held by every trail.
func holdsHead(ctx context.Context, q querier, head briefing.AuditHead) (bool, error) {
	if head.Count == 0 {
		return true, nil
	}
	var mac []byte
	err := q.QueryRowContext(ctx, `
		SELECT mac
		FROM audit
		WHERE id = $1`, head.Count).Scan(&mac)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("audit entry %d: %w", head.Count, err)
	}
	return err == nil && hmac.Equal(mac, head.MAC), nil
}

// newestFault computes the code of the newest entry again.
func (db *DB) newestFault(ctx context.Context) (*AuditError, error) {
	type coded struct {
		briefing.AuditEntry
		mac []byte
	}
	last, err := query(ctx, db.reads, func(rows *sql.Rows) (c coded, err error) {
		c.AuditEntry, c.mac, err = scanAudit(rows)
		return c, err
	}, `
		SELECT id, at, actor, origin, action, entity, entity_id, before, after, reason, mac
		FROM audit
		ORDER BY id DESC
		LIMIT 2`)
	if err != nil || len(last) == 0 {
		return nil, err
	}
	var prev []byte
	if len(last) > 1 {
		prev = last[1].mac
	}
	if !hmac.Equal(last[0].mac, db.trail.mac(prev, &last[0].AuditEntry)) {
		return &AuditError{last[0].ID, "nội dung hoặc thứ tự đã bị sửa"}, nil
	}
	return nil, nil
}

// checkKey fails with ErrWrongKey when neither the head file nor the newest
// entry was made with the key. One alone was changed: that is a fault of the
// trail.
func (db *DB) checkKey(ctx context.Context) error {
	_, err := db.trail.noted()
	if _, unread := errors.AsType[*AuditError](err); !unread {
		return nil
	}
	fault, err := db.newestFault(ctx)
	if err == nil && fault != nil {
		err = ErrWrongKey
	}
	return err
}

// ForeignSchema names what the database holds that the migrations do not make, or
// make otherwise: a trigger more could change anything later. "" for nothing.
func (db *DB) ForeignSchema(ctx context.Context) (string, error) {
	_, foreign, err := db.schemaFaults(ctx)
	return strings.Join(foreign, ", "), err
}

// schemaFault compares what the database consists of with what the migrations
// make. A trigger more or less could let changes pass without an entry.
func (db *DB) schemaFault(ctx context.Context) (*AuditError, error) {
	missing, foreign, err := db.schemaFaults(ctx)
	if faults := append(missing, foreign...); err == nil && len(faults) > 0 {
		return &AuditError{1, "cấu trúc cơ sở dữ liệu không như chương trình tạo ra: " + strings.Join(faults, ", ")}, nil
	}
	return nil, err
}

// schemaFaults names what is missing from the schema, and what is foreign to it.
func (db *DB) schemaFaults(ctx context.Context) (missing, foreign []string, err error) {
	got, err := db.dialect.schema(ctx, db.reads)
	if err != nil {
		return nil, nil, fmt.Errorf("schema: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(db.planned)) {
		text, there := got[name]
		switch {
		case !there:
			missing = append(missing, "thiếu "+schemaLabel(name))
		case text != db.planned[name]:
			foreign = append(foreign, "bị sửa "+schemaLabel(name))
		}
		delete(got, name)
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		foreign = append(foreign, "thừa "+schemaLabel(name))
	}
	return missing, foreign, nil
}

// schemaLabel names a part of the database in words.
func schemaLabel(name string) string {
	return strings.NewReplacer("table ", "bảng ", "index ", "chỉ mục ", "trigger ", "trình kích hoạt (trigger) ", "view ", "khung nhìn ").Replace(name)
}

// plannedSchema returns what the migrations make of an empty database.
func (db *DB) plannedSchema(ctx context.Context) (map[string]string, error) {
	scratch, err := db.dialect.scratch()
	if err != nil {
		return nil, err
	}
	defer scratch.Close()
	engine, folder := db.dialect.migrations()
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, err
	}
	p, err := goose.NewProvider(engine, scratch, files)
	if err != nil {
		return nil, err
	}
	if _, err := p.Up(ctx); err != nil {
		return nil, err
	}
	return db.dialect.schema(ctx, scratch)
}
