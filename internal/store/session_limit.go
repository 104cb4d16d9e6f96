package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"
)

// A SessionLimit says how long a session lives.
type SessionLimit struct {
	Idle     time.Duration // without a request
	Absolute time.Duration // in all
}

// usualLimit holds until an administrator sets another one.
var usualLimit = SessionLimit{Idle: 30 * time.Minute, Absolute: 8 * time.Hour}

// Names of the settings that hold the limit.
const (
	idleSetting     = "session_idle_minutes"
	absoluteSetting = "session_hours"
)

// SessionLimit returns how long sessions live.
func (db *DB) SessionLimit(ctx context.Context) (SessionLimit, error) {
	limit := usualLimit
	_, err := query(ctx, db.reads, func(rows *sql.Rows) (n int, err error) {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return 0, err
		}
		if n, err = strconv.Atoi(value); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		if name == idleSetting {
			limit.Idle = time.Duration(n) * time.Minute
		} else {
			limit.Absolute = time.Duration(n) * time.Hour
		}
		return n, nil
	}, `
		SELECT name, value
		FROM setting
		WHERE name IN ($1, $2)
		ORDER BY name`, idleSetting, absoluteSetting)
	if err != nil {
		return limit, fmt.Errorf("session limit: %w", err)
	}
	return limit, nil
}

// SetSessionLimit stores how long sessions live, in whole minutes and hours.
func (db *DB) SetSessionLimit(ctx context.Context, by Actor, limit SessionLimit) error {
	before, err := db.SessionLimit(ctx)
	if err != nil {
		return err
	}
	values := func(l SessionLimit) map[string]string {
		return map[string]string{idleSetting: strconv.Itoa(int(l.Idle / time.Minute)),
			absoluteSetting: strconv.Itoa(int(l.Absolute / time.Hour))}
	}
	err = db.write(ctx, by, func(t *tx) error {
		t.record("update", "setting", 0, values(before), values(limit))
		for name, value := range values(limit) {
			_, err := t.ExecContext(ctx, `
				INSERT INTO setting (name, value)
				VALUES ($1, $2)
				ON CONFLICT (name) DO UPDATE
				SET value = excluded.value`, name, value)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("set session limit: %w", err)
	}
	return nil
}
