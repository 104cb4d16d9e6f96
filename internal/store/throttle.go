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
	Address int // tries of all names from one address, but for names that have signed in from there
}

// maxPlaces is how many networks are remembered from which an account has
// signed in.
const maxPlaces = 20

// Try notes a try to sign in and reports whether it is still allowed. Counting
// and noting are one statement: many tries at once get no more than few in a
// row. Only the pair is bounded closely, so nobody can lock the right person
// out from elsewhere; and who has signed in from an address is not locked out
// by others there, since a whole office may share one.
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
			AND ((SELECT count(*) FROM sign_in_try WHERE address = $2) < $5
				OR EXISTS (SELECT 1 FROM sign_in_place p JOIN account a ON a.id = p.account_id
					WHERE a.name = $1 AND p.network = $2))`,
		name, address, now.UnixMicro(), limit.Pair, limit.Address)
	return n == 1, err
}

// Exhausted reports whether more was tried from an address than all names
// together may: only names that have signed in from there still can.
func (db *DB) Exhausted(ctx context.Context, address string, limit Throttle) (bool, error) {
	var n int
	err := db.reads.QueryRowContext(ctx, `SELECT count(*) FROM sign_in_try WHERE address = $1`, address).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("tries of an address: %w", err)
	}
	return n > limit.Address, nil
}

// NotePassed notes that the right password of a name came from an address: the
// tries of the pair are forgotten, and the address is known to be its own.
func (db *DB) NotePassed(ctx context.Context, name, address string) error {
	_, err := db.note(ctx, `DELETE FROM sign_in_try WHERE account_name = $1 AND address = $2`, name, address)
	if err != nil {
		return err
	}
	_, err = db.note(ctx, `
		INSERT INTO sign_in_place (account_id, network, at)
		SELECT id, $1, $2
		FROM account
		WHERE name = $3
		ON CONFLICT (account_id, network) DO UPDATE
		SET at = excluded.at`, address, db.now().UnixMicro(), name)
	if err != nil {
		return err
	}
	_, err = db.note(ctx, `
		DELETE FROM sign_in_place
		WHERE account_id IN (SELECT id FROM account WHERE name = $1)
			AND network NOT IN (SELECT p.network
				FROM sign_in_place p JOIN account a ON a.id = p.account_id
				WHERE a.name = $1
				ORDER BY p.at DESC, p.network
				LIMIT $2)`, name, maxPlaces)
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
