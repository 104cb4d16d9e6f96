package store_test

import (
	"fmt"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// flooded makes a trail in which n refused requests of strangers stand among a
// few changes.
func flooded(t *testing.T, n int) *store.DB {
	t.Helper()
	db, _ := create(t)
	set(t, db, 20)
	db.Exec(t, fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 21 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		INSERT INTO audit (id, at, actor, origin, action, entity, entity_id, before, after, reason, mac)
		SELECT i, 1700000000000000 + i, '?', '10.0.0.1', 'denied', 'GET /meetings/' || i, 0, '', '', 'Chưa đăng nhập', zeroblob(32) FROM n`, n))
	return db
}

// A trail that strangers have filled is as fast to look through as a short one:
// what a page asks takes no longer in one twenty times as long.
func TestALongTrailIsNoSlowerToFilter(t *testing.T) {
	size := 40_000
	if testtool.Long() {
		size = 200_000
	}
	short, long := flooded(t, size/20), flooded(t, size)
	for name, ask := range map[string]func(db *store.DB) error{
		"words": func(db *store.DB) error { _, _, _, err := db.AuditWords(t.Context()); return err },
		"all":   func(db *store.DB) error { _, err := db.Audit(t.Context(), briefing.AuditFilter{Limit: 51}); return err },
		"actor": func(db *store.DB) error {
			_, err := db.Audit(t.Context(), briefing.AuditFilter{Actor: "tester", Limit: 51})
			return err
		},
		"action": func(db *store.DB) error {
			_, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "create", Limit: 51})
			return err
		},
		"entity": func(db *store.DB) error {
			_, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "setting", Limit: 51})
			return err
		},
		"nobody": func(db *store.DB) error {
			_, err := db.Audit(t.Context(), briefing.AuditFilter{Actor: "nobody", Action: "denied", Limit: 51})
			return err
		},
		"days": func(db *store.DB) error {
			_, err := db.Audit(t.Context(), briefing.AuditFilter{To: time.UnixMicro(1700000000000000), Limit: 51})
			return err
		},
	} {
		ratio := fastest(t, long, ask).Seconds() / fastest(t, short, ask).Seconds()
		if ratio > 6 {
			t.Errorf("%s: %.1f times as long in a trail twenty times as long", name, ratio)
		}
	}
}

// fastest returns the shortest of several times.
func fastest(t *testing.T, db *store.DB, ask func(db *store.DB) error) time.Duration {
	t.Helper()
	best := time.Hour
	for range 15 {
		start := time.Now()
		if err := ask(db); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	return best
}
