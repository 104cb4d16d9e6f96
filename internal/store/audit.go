package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// An AuditEntry is one line of the audit trail. Entries are never changed.
type AuditEntry struct {
	ID            int64
	At            time.Time // UTC
	Actor, Origin string
	Action        string // create, update, delete, …
	Entity        string // meeting, directive, …
	EntityID      int64  // 0 where there is only one
	Before, After string // JSON; "" for none
	Reason        string
}

// An AuditHead is the state of the whole trail: how many entries there are, and
// the code of the last, which depends on all before it.
type AuditHead struct {
	Count int64
	MAC   []byte // nil for an empty trail
}

// String returns the head as exports and backups carry it: 12:9f86d081….
func (h AuditHead) String() string { return fmt.Sprintf("%d:%s", h.Count, hex.EncodeToString(h.MAC)) }

// ParseAuditHead reads what String wrote.
func ParseAuditHead(s string) (AuditHead, error) {
	count, code, ok := strings.Cut(strings.TrimSpace(s), ":")
	n, err := strconv.ParseInt(count, 10, 64)
	mac, hexErr := hex.DecodeString(code)
	if !ok || err != nil || hexErr != nil || n < 0 || (len(mac) != sha256.Size && n > 0) {
		return AuditHead{}, fmt.Errorf("%q không phải dấu nhật ký (số:mã)", s)
	}
	return AuditHead{Count: n, MAC: mac}, nil
}

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
func (t *tx) audit(ctx context.Context) (AuditHead, error) {
	head, err := auditHead(ctx, t)
	if err != nil {
		return head, err
	}
	for _, c := range t.changes {
		e := AuditEntry{ID: head.Count + 1, At: t.at, Actor: t.by.Name, Origin: t.by.From, Action: c.action,
			Entity: c.entity, EntityID: c.id, Reason: c.reason}
		if e.Before, err = auditJSON(c.before); err != nil {
			return head, err
		}
		if e.After, err = auditJSON(c.after); err != nil {
			return head, err
		}
		head = AuditHead{e.ID, t.db.trail.mac(head.MAC, &e)}
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
func (db *DB) AuditHead(ctx context.Context) (AuditHead, error) { return auditHead(ctx, db.reads) }

func auditHead(ctx context.Context, q querier) (AuditHead, error) {
	var h AuditHead
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

// VerifyAudit walks the whole trail and returns its head. It fails with an
// AuditError when an entry was changed, removed, moved or put in, and when the
// trail does not hold one of the given heads, which were written down
// elsewhere: so a cut or an exchanged trail is found too.
func (db *DB) VerifyAudit(ctx context.Context, known ...AuditHead) (AuditHead, error) {
	noted, err := db.trail.noted()
	if err != nil {
		return AuditHead{}, err
	}
	known = append(known, noted)
	var head AuditHead
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
		head = AuditHead{e.ID, mac}
		for _, k := range known {
			if k.Count == e.ID && !hmac.Equal(k.MAC, mac) {
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
func scanAudit(rows *sql.Rows) (e AuditEntry, mac []byte, err error) {
	var at int64
	err = rows.Scan(&e.ID, &at, &e.Actor, &e.Origin, &e.Action, &e.Entity, &e.EntityID, &e.Before, &e.After, &e.Reason, &mac)
	e.At = micros(at)
	return e, mac, err
}

// mac returns the code of an entry that follows one with the code prev. Every
// field goes in with its length, so that no two entries look alike.
func (t *trail) mac(prev []byte, e *AuditEntry) []byte {
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
