package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Throttle bounds how often a sign-in may be tried within Window.
type Throttle struct {
	Window  time.Duration
	Pair    int // tries of one account name from one address
	Address int // tries of all names from one address, but for names that have signed in from there
}

// A Verdict says what a try to sign in may still do.
type Verdict int

const (
	// Refused is for a name that has used up its own tries from an address.
	Refused Verdict = iota
	// Hopeless is for a name that has never signed in from an address whose
	// tries are used up. It fails with the right password too; but it must cost
	// as much as a Spared one, or the time tells who has been there.
	Hopeless
	// Spared is for a name that has signed in from an address whose tries are
	// used up: the right password passes, a wrong one looks like a Hopeless try.
	Spared
	// Allowed is for all others.
	Allowed
)

// maxPlaces is how many addresses are remembered from which an account has
// signed in.
const maxPlaces = 20

// Try notes a try to sign in and says what it may still do. Counting and noting
// are one transaction: many tries at once get no more than few in a row. Only
// the pair is bounded closely, so nobody can lock the right person out from
// elsewhere; and who has signed in from an address is not locked out by others
// there, since a whole office may share one.
func (db *DB) Try(ctx context.Context, name, address string, limit Throttle) (v Verdict, err error) {
	tx, err := db.writes.BeginTx(ctx, nil)
	if err != nil {
		return Refused, fmt.Errorf("begin: %w", err)
	}
	defer func() {
		if err != nil {
			v, err = Refused, fmt.Errorf("try to sign in: %w", errors.Join(err, tx.Rollback()))
		}
	}()
	now := db.now()
	if _, err = tx.ExecContext(ctx, `DELETE FROM sign_in_try WHERE at <= $1`, now.Add(-limit.Window).UnixMicro()); err != nil {
		return Refused, err
	}
	result, err := tx.ExecContext(ctx, `
		INSERT INTO sign_in_try (account_name, address, at)
		SELECT $1, $2, $3
		WHERE (SELECT count(*) FROM sign_in_try WHERE account_name = $1 AND address = $2) < $4`,
		name, address, now.UnixMicro(), limit.Pair)
	if err != nil {
		return Refused, err
	}
	noted, err := result.RowsAffected()
	if err != nil {
		return Refused, err
	}
	var spent, known bool
	err = tx.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM sign_in_try WHERE address = $1) > $2,
			EXISTS (SELECT 1 FROM sign_in_place p JOIN account a ON a.id = p.account_id
				WHERE p.address = $1 AND a.name = $3)`, address, limit.Address, name).Scan(&spent, &known)
	if err != nil {
		return Refused, err
	}
	switch {
	case noted == 0:
		v = Refused
	case !spent:
		v = Allowed
	case known:
		v = Spared
	default:
		v = Hopeless
	}
	return v, tx.Commit()
}

// passed notes that the right password of an account came from an address: the
// tries of the pair are forgotten, and the address is known to be its own.
func (t *tx) passed(ctx context.Context, account int64, address string) error {
	_, err := t.ExecContext(ctx, `
		DELETE FROM sign_in_try
		WHERE address = $1 AND account_name = (SELECT name FROM account WHERE id = $2)`, address, account)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO sign_in_place (account_id, address, at)
		VALUES ($1, $2, $3)
		ON CONFLICT (account_id, address) DO UPDATE
		SET at = excluded.at`, account, address, t.at.UnixMicro())
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		DELETE FROM sign_in_place
		WHERE account_id = $1 AND address NOT IN (SELECT address
			FROM sign_in_place
			WHERE account_id = $1
			ORDER BY at DESC, address
			LIMIT $2)`, account, maxPlaces)
	return err
}

// A Denial is a request or a sign-in that was refused to somebody.
type Denial struct {
	By     Actor
	What   string // was asked for
	Reason string
}

// NoteDenied stores refusals in the audit trail: all of them, or none.
func (db *DB) NoteDenied(ctx context.Context, all ...Denial) error {
	err := db.write(ctx, Actor{}, func(t *tx) error {
		for _, one := range all {
			t.changes = append(t.changes, change{by: one.By, action: "denied", entity: one.What, reason: one.Reason})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note denied: %w", err)
	}
	return nil
}
