package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Setting returns the value stored under a name, or "".
func (db *DB) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := db.reads.QueryRowContext(ctx, `
		SELECT value
		FROM setting
		WHERE name = $1`, name).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("setting %s: %w", name, err)
	}
	return value, nil
}

// SetSetting stores a value under a name.
func (db *DB) SetSetting(ctx context.Context, by Actor, name, value string) error {
	before, err := db.Setting(ctx, name)
	if err != nil {
		return err
	}
	err = db.write(ctx, by, func(t *tx) error {
		_, err := t.ExecContext(ctx, `
			INSERT INTO setting (name, value)
			VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE
			SET value = excluded.value`, name, value)
		t.record("update", "setting", 0, map[string]string{name: before}, map[string]string{name: value})
		return err
	})
	if err != nil {
		return fmt.Errorf("set %s: %w", name, err)
	}
	return nil
}
