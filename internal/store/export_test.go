package store

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

// SetClock replaces the clock of a database in tests.
func (db *DB) SetClock(now func() time.Time) { db.now = now }

// Dir returns the data folder of a database.
func (db *DB) Dir() string { return filepath.Dir(db.path) }

// SetBusyTimeout shortens the wait for another program.
func (db *DB) SetBusyTimeout(t *testing.T, d time.Duration) {
	db.pragma(t, fmt.Sprintf("busy_timeout = %d", d.Milliseconds()))
}

// SetMaxPages lets the database grow no further, as a full disk does.
func (db *DB) SetMaxPages(t *testing.T, n int) { db.pragma(t, fmt.Sprintf("max_page_count = %d", n)) }

func (db *DB) pragma(t *testing.T, s string) {
	t.Helper()
	if _, err := db.writes.Exec("PRAGMA " + s); err != nil {
		t.Fatal(err)
	}
}

// Exec changes the database at once as somebody with the file can. No test
// needs the change to outlast a power cut.
func (db *DB) Exec(t *testing.T, stmts ...string) {
	t.Helper()
	stmts = append([]string{"PRAGMA synchronous = OFF", "BEGIN"}, append(stmts, "COMMIT")...)
	if _, err := db.writes.Exec(strings.Join(stmts, ";\n")); err != nil {
		t.Fatalf("%s: %v", stmts, err)
	}
}

// Forge makes the trail consistent again, as somebody with the key can: the
// entries are numbered from 1, and their codes and the head file fit them.
func (db *DB) Forge(t *testing.T) {
	t.Helper()
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(entries)
	head := briefing.AuditHead{MAC: make([]byte, sha256.Size)}
	var prev []byte
	var stmts []string
	for i, e := range entries {
		old := e.ID
		e.ID = int64(i) + 1
		prev = db.trail.mac(prev, &e)
		head = briefing.AuditHead{Count: e.ID, MAC: prev}
		stmts = append(stmts, fmt.Sprintf("UPDATE audit SET id = %d, mac = x'%x' WHERE id = %d", e.ID, prev, old))
	}
	db.Exec(t, stmts...)
	if err := db.trail.write(head); err != nil {
		t.Fatal(err)
	}
}

// FollowsAsDescending reports whether statements take a verb for one that carries
// another directive on.
func FollowsAsDescending(v briefing.Verb) bool {
	return strings.Contains(nextOfKind, "'"+string(v)+"'")
}

// ExplainAlike returns the plan of the statement that finds citations alike.
func (db *DB) ExplainAlike(t *testing.T) string { return db.Explain(t, sqlAlike, "[1]") }
