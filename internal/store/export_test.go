package store

import "time"

// SetClock replaces the clock of a database in tests.
func (db *DB) SetClock(now func() time.Time) { db.now = now }
