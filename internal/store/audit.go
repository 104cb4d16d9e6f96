package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

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

// audit appends the changes of a write to the trail and returns its new head.
func (t *tx) audit(ctx context.Context) (briefing.AuditHead, error) {
	head, err := auditHead(ctx, t)
	if err != nil {
		return head, err
	}
	for _, c := range t.changes {
		e := briefing.AuditEntry{ID: head.Count + 1, At: t.at, Actor: t.by.Name, Origin: t.by.From, Action: c.action,
			Entity: c.entity, EntityID: c.id, Reason: c.reason}
		if e.Before, err = auditJSON(c.before); err != nil {
			return head, err
		}
		if e.After, err = auditJSON(c.after); err != nil {
			return head, err
		}
		head = briefing.AuditHead{Count: e.ID, MAC: t.db.trail.mac(head.MAC, &e)}
		_, err = t.ExecContext(ctx, `
			INSERT INTO audit (id, at, actor, origin, action, entity, entity_id, before, after, reason, mac)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, e.ID, e.At.UnixMicro(), e.Actor, e.Origin,
			e.Action, e.Entity, e.EntityID, e.Before, e.After, e.Reason, head.MAC)
		if err != nil {
			return head, fmt.Errorf("audit %s %d: %w", e.Entity, e.EntityID, err)
		}
	}
	return head, nil
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

// HoldsHead reports whether the trail has the entry that a head names. It does
// not walk the trail: only together with VerifyAudit it says that all entries
// up to there are as they were when the head was noted.
func (db *DB) HoldsHead(ctx context.Context, head briefing.AuditHead) (bool, error) {
	if head.Count == 0 { // every trail began empty
		return true, nil
	}
	var mac []byte
	err := db.reads.QueryRowContext(ctx, `
		SELECT mac
		FROM audit
		WHERE id = $1`, head.Count).Scan(&mac)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("audit entry %d: %w", head.Count, err)
	}
	return err == nil && hmac.Equal(mac, head.MAC), nil
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
// AuditError when an entry was changed, removed, moved or put in, and when the
// trail does not hold one of the given heads, which were written down
// elsewhere: so a cut or an exchanged trail is found too.
func (db *DB) VerifyAudit(ctx context.Context, known ...briefing.AuditHead) (briefing.AuditHead, error) {
	noted, err := db.trail.noted()
	if err != nil {
		return briefing.AuditHead{}, err
	}
	known = append(known, noted)
	var head briefing.AuditHead
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
		for _, k := range known {
			if k.Count > 0 && k.Count == e.ID && !hmac.Equal(k.MAC, mac) {
				return head, &AuditError{e.ID, "không khớp dấu nhật ký đã ghi ở nơi khác"}
			}
		}
	}
	if err := rows.Err(); err != nil {
		return head, fmt.Errorf("audit: %w", err)
	}
	for _, k := range known {
		if k.Count > head.Count {
			return head, &AuditError{head.Count + 1, fmt.Sprintf("đã từng có %d mục, nay còn %d", k.Count, head.Count)}
		}
	}
	return head, nil
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
