package store

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// An AuditError says that the trail was tampered with, and from which entry on
// it cannot be trusted.
type AuditError struct {
	Entry   int64
	Message string // in Vietnamese
}

func (e *AuditError) Error() string {
	return fmt.Sprintf("nhật ký không còn nguyên vẹn từ mục %d: %s", e.Entry, e.Message)
}

// A HeadError says that the trail does not hold a head that was noted elsewhere.
type HeadError struct {
	Head  briefing.AuditHead // the one noted
	Count int64              // entries that were read; fewer than Head.Count when the trail ends before it
}

func (e *HeadError) Error() string {
	if e.Head.Count > e.Count {
		return fmt.Sprintf("nhật ký không chứa dấu %s: đã từng có %d mục, nay còn %d", e.Head, e.Head.Count, e.Count)
	}
	return fmt.Sprintf("nhật ký không khớp dấu %s đã ghi ở nơi khác", e.Head)
}

// audit appends the changes of a write to the trail and returns its new head.
func (t *tx) audit(ctx context.Context) (briefing.AuditHead, error) {
	if err := t.tellFault(ctx); err != nil {
		return briefing.AuditHead{}, err
	}
	head, err := auditHead(ctx, t)
	if err != nil {
		return head, err
	}
	for _, c := range t.changes {
		by := cmp.Or(c.by, t.by)
		e := briefing.AuditEntry{ID: head.Count + 1, At: t.at, Actor: by.Name, Origin: by.From, Action: c.action,
			Entity: c.entity, EntityID: c.id, Reason: c.reason}
		if e.Before, err = auditJSON(c.before); err != nil {
			return head, err
		}
		if e.After, err = auditJSON(c.after); err != nil {
			return head, err
		}
		head = briefing.AuditHead{Count: e.ID, MAC: t.db.trail.mac(head.MAC, &e)}
		result, err := t.ExecContext(ctx, `
			INSERT INTO audit (id, at, actor, origin, action, entity, entity_id, before, after, reason, mac)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, e.ID, e.At.UnixMicro(), e.Actor, e.Origin,
			e.Action, e.Entity, e.EntityID, e.Before, e.After, e.Reason, head.MAC)
		if err != nil {
			return head, fmt.Errorf("audit %s %d: %w", e.Entity, e.EntityID, err)
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			hushed := &AuditError{e.ID, "có gì trong cơ sở dữ liệu chặn không cho ghi mục mới"}
			t.db.alarm.raise(hushed)
			return head, errors.Join(hushed, err)
		}
		if err := t.auditAbout(ctx, e.ID, c.about); err != nil {
			return head, err
		}
	}
	return head, nil
}

// auditAbout notes which other records an entry is about.
func (t *tx) auditAbout(ctx context.Context, entry int64, about []recordKey) error {
	for _, r := range about {
		if r.id == 0 {
			continue
		}
		_, err := t.ExecContext(ctx, `
			INSERT INTO audit_about (entity, entity_id, audit_id)
			VALUES ($1, $2, $3)
			ON CONFLICT DO NOTHING`, r.kind, r.id, entry)
		if err != nil {
			return fmt.Errorf("audit entry %d about %s %d: %w", entry, r.kind, r.id, err)
		}
	}
	return nil
}

func auditJSON(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// AuditHead returns the head of the trail.
func (db *DB) AuditHead(ctx context.Context) (briefing.AuditHead, error) {
	return auditHead(ctx, db.reads)
}

func auditHead(ctx context.Context, q querier) (briefing.AuditHead, error) {
	var h briefing.AuditHead
	err := q.QueryRowContext(ctx, `
		SELECT id, mac
		FROM audit
		ORDER BY id DESC
		LIMIT 1`).Scan(&h.Count, &h.MAC)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return h, fmt.Errorf("audit head: %w", err)
	}
	return h, nil
}

// NoteHead writes the head of the trail beside the database, as every write
// does: a copy of a database has none yet.
func (db *DB) NoteHead(ctx context.Context) error {
	head, err := auditHead(ctx, db.reads)
	if err != nil {
		return err
	}
	if head.MAC == nil {
		head.MAC = make([]byte, sha256.Size)
	}
	return db.trail.write(head)
}

// RecordRestore notes in a database that came back from a backup which backup
// it was, as JSON, and in words.
func (db *DB) RecordRestore(ctx context.Context, by Actor, backup any, reason string) error {
	err := db.write(ctx, by, func(t *tx) error {
		t.changes = append(t.changes, change{action: "restore", entity: "backup", after: backup, reason: reason})
		return nil
	})
	if err != nil {
		return fmt.Errorf("record the restore: %w", err)
	}
	return nil
}

// VerifyAudit walks the whole trail and returns its head. It fails with an
// AuditError when an entry was changed, removed, moved or put in, and with a
// HeadError when the trail does not hold one of the given heads, which were
// written down elsewhere: so a trail that was rewritten with its key is found
// too. A head of no entries is held by every trail. A fault that was found once
// stays one: the trail tells of it.
func (db *DB) VerifyAudit(ctx context.Context, known ...briefing.AuditHead) (briefing.AuditHead, error) {
	var head briefing.AuditHead
	var told *AuditError
	noted, err := db.trail.noted()
	unread, ok := errors.AsType[*AuditError](err)
	if err != nil && !ok {
		return head, err
	}
	rows, err := db.reads.QueryContext(ctx, `
		SELECT id, at, actor, origin, action, entity, entity_id, before, after, reason, mac
		FROM audit
		ORDER BY id`)
	if err != nil {
		return head, fmt.Errorf("audit: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		e, mac, err := scanAudit(rows)
		if err != nil {
			return head, fmt.Errorf("audit: %w", err)
		}
		if e.ID != head.Count+1 {
			return head, &AuditError{head.Count + 1, "thiếu mục, hoặc thừa mục chen vào"}
		}
		if !hmac.Equal(mac, db.trail.mac(head.MAC, &e)) {
			return head, &AuditError{e.ID, "nội dung hoặc thứ tự đã bị sửa"}
		}
		head = briefing.AuditHead{Count: e.ID, MAC: mac}
		if told == nil {
			told = toldFault(&e)
		}
		if misses(head, noted) {
			return head, &AuditError{e.ID, "không khớp tệp " + HeadFileName}
		}
		if i := slices.IndexFunc(known, func(k briefing.AuditHead) bool { return misses(head, k) }); i >= 0 {
			return head, &HeadError{known[i], e.ID}
		}
	}
	if err := rows.Err(); err != nil {
		return head, fmt.Errorf("audit: %w", err)
	}
	if noted.Count > head.Count {
		return head, &AuditError{head.Count + 1, fmt.Sprintf("đã từng có %d mục, nay còn %d", noted.Count, head.Count)}
	}
	if i := slices.IndexFunc(known, func(k briefing.AuditHead) bool { return k.Count > head.Count }); i >= 0 {
		return head, &HeadError{known[i], head.Count}
	}
	if unread != nil {
		return head, &AuditError{head.Count + 1, unread.Message}
	}
	if told != nil {
		return head, told
	}
	if fault, err := db.schemaFault(ctx); fault != nil || err != nil {
		return head, cmp.Or(err, error(fault))
	}
	return head, nil
}

// misses reports whether a trail that has come to head cannot hold another one.
func misses(head, other briefing.AuditHead) bool {
	return head.Count == other.Count && !hmac.Equal(head.MAC, other.MAC)
}

// scanAudit reads the columns id … mac.
func scanAudit(rows *sql.Rows) (e briefing.AuditEntry, mac []byte, err error) {
	var at int64
	err = rows.Scan(&e.ID, &at, &e.Actor, &e.Origin, &e.Action, &e.Entity, &e.EntityID, &e.Before, &e.After, &e.Reason, &mac)
	e.At = micros(at)
	return e, mac, err
}

// mac returns the code of an entry that follows one with the code prev. Every
// field goes in with its length, so that no two entries look alike.
func (t *trail) mac(prev []byte, e *briefing.AuditEntry) []byte {
	h := hmac.New(sha256.New, t.key)
	field := func(b []byte) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
		h.Write(b)
	}
	field(prev)
	for _, n := range []int64{e.ID, e.At.UnixMicro(), e.EntityID} {
		field(binary.BigEndian.AppendUint64(nil, uint64(n)))
	}
	for _, s := range []string{e.Actor, e.Origin, e.Action, e.Entity, e.Before, e.After, e.Reason} {
		field([]byte(s))
	}
	return h.Sum(nil)
}
