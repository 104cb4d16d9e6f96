package store

import (
	"context"
	"fmt"
	"time"
)

// A Throttle bounds how often a sign-in may be tried within Window.
type Throttle struct {
	Window  time.Duration
	Pair    int // tries of one account name from one address
	Address int // tries of all names from one address
}

// Try notes a try to sign in and reports whether it is still allowed. Counting
// and noting are one statement: many tries at once get no more than few in a
// row. Only the pair is bounded closely, so nobody can lock the right person
// out from elsewhere.
func (db *DB) Try(ctx context.Context, name, address string, limit Throttle) (bool, error) {
	now := db.now()
	since := now.Add(-limit.Window).UnixMicro()
	if _, err := db.note(ctx, `DELETE FROM sign_in_try WHERE at <= $1`, since); err != nil {
		return false, err
	}
	n, err := db.note(ctx, `
		INSERT INTO sign_in_try (account_name, address, at)
		SELECT $1, $2, $3
		WHERE (SELECT count(*) FROM sign_in_try WHERE account_name = $1 AND address = $2) < $4
			AND (SELECT count(*) FROM sign_in_try WHERE address = $2) < $5`,
		name, address, now.UnixMicro(), limit.Pair, limit.Address)
	return n == 1, err
}

// ForgetTries forgets the tries of a pair after the right password.
func (db *DB) ForgetTries(ctx context.Context, name, address string) error {
	_, err := db.note(ctx, `DELETE FROM sign_in_try WHERE account_name = $1 AND address = $2`, name, address)
	return err
}

// NoteDenied stores a refused request or sign-in in the audit trail: what was
// asked for, and why it was refused.
func (db *DB) NoteDenied(ctx context.Context, by Actor, what, reason string) error {
	err := db.write(ctx, by, func(t *tx) error {
		t.changes = append(t.changes, change{action: "denied", entity: what, reason: reason})
		return nil
	})
	if err != nil {
		return fmt.Errorf("note denied: %w", err)
	}
	return nil
}
