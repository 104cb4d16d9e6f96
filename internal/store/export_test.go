package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
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
