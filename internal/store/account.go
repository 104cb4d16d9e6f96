package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"giaoban/internal/briefing"
)

// ErrNameTaken says that another account has the name.
var ErrNameTaken = errors.New("tên đăng nhập này đã có")

// ErrLastAdministrator says that a change would leave nobody to manage
// accounts.
var ErrLastAdministrator = errors.New("phải còn ít nhất một quản trị viên")

// Accounts lists all accounts by name.
func (db *DB) Accounts(ctx context.Context) ([]briefing.Account, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.Account, error) {
		return scanAccount(rows)
	}, `
		SELECT `+accountColumns+`
		FROM account a
		ORDER BY a.name`)
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return all, nil
}

// Account returns one account, or ErrNotFound.
func (db *DB) Account(ctx context.Context, id int64) (*briefing.Account, error) {
	return loadAccount(ctx, db.reads, id)
}

func loadAccount(ctx context.Context, q querier, id int64) (*briefing.Account, error) {
	found, err := query(ctx, q, func(rows *sql.Rows) (briefing.Account, error) {
		return scanAccount(rows)
	}, `
		SELECT `+accountColumns+`
		FROM account a
		WHERE a.id = $1
		ORDER BY a.id`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("account %d: %w", id, err)
	}
	return &found[0], nil
}

// accountColumns are the columns of an account a that scanAccount reads.
const accountColumns = `a.id, a.name, a.full_name, a.role, a.unit_id, a.must_change, a.disabled, a.sample, a.version,
	a.updated_at, a.password_until`

// scanAccount reads the accountColumns and what follows into more.
func scanAccount(rows *sql.Rows, more ...any) (a briefing.Account, err error) {
	var unit sql.NullInt64
	var updated, until int64
	err = rows.Scan(append([]any{&a.ID, &a.Name, &a.FullName, &a.Role, &unit, &a.MustChange, &a.Disabled, &a.Sample,
		&a.Version, &updated, &until}, more...)...)
	a.Unit, a.UpdatedAt = unit.Int64, micros(updated)
	if until != 0 {
		a.PasswordUntil = micros(until)
	}
	return a, err
}

// Credentials returns the account of a name with its password hash and
// UnitEnded, or ErrNotFound.
func (db *DB) Credentials(ctx context.Context, name string) (*briefing.Account, string, error) {
	var hash string
	found, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.Account, error) {
		return scanAccount(rows, &hash)
	}, `
		SELECT `+accountColumns+`, a.password
		FROM account a
		WHERE a.name = $1
		ORDER BY a.id`, name)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, "", fmt.Errorf("account %q: %w", name, err)
	}
	return &found[0], hash, db.findUnitEnded(ctx, &found[0])
}

// InsertAccount stores a new account with its password hash and sets its ID.
// A name that is taken gives ErrNameTaken, and a unit that is no commune valid
// today a briefing.Invalid.
func (db *DB) InsertAccount(ctx context.Context, by Actor, a *briefing.Account, hash string) error {
	if err := a.Validate(); err != nil {
		return err
	}
	return db.write(ctx, by, func(t *tx) error { return t.insertAccount(ctx, a, hash) })
}

func (t *tx) insertAccount(ctx context.Context, a *briefing.Account, hash string) error {
	if err := t.checkAccountUnit(ctx, a); err != nil {
		return err
	}
	a.Version, a.UpdatedAt, a.PasswordUntil = 1, t.at, t.oneTime(a.MustChange)
	err := t.QueryRowContext(ctx, `
		INSERT INTO account (name, full_name, role, unit_id, password, must_change, disabled, sample, version,
			created_at, updated_at, password_until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
		ON CONFLICT (name) DO NOTHING
		RETURNING id`, a.Name, a.FullName, a.Role, nullable(a.Unit), hash, a.MustChange, a.Disabled, a.Sample,
		a.Version, t.at.UnixMicro(), instant(a.PasswordUntil)).Scan(&a.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNameTaken
	}
	if err != nil {
		return fmt.Errorf("insert account: %w", err)
	}
	t.record("create", "account", a.ID, nil, a)
	return nil
}

// UpdateAccount stores the full name, role, unit and state of an account of
// the same Version, or fails with ErrStale. A change of rights signs out all
// its devices. A new unit that is no commune valid today gives a
// briefing.Invalid; one that has ended since may stay.
func (db *DB) UpdateAccount(ctx context.Context, by Actor, a *briefing.Account) error {
	return db.updateAccount(ctx, by, a, "")
}

// DisableAccount keeps the owner of a out, or lets him in again, like
// UpdateAccount; the audit trail tells why.
func (db *DB) DisableAccount(ctx context.Context, by Actor, a *briefing.Account, disabled bool, why string) error {
	changed := *a
	changed.Disabled = disabled
	if err := db.updateAccount(ctx, by, &changed, why); err != nil {
		return err
	}
	*a = changed
	return nil
}

func (db *DB) updateAccount(ctx context.Context, by Actor, a *briefing.Account, why string) error {
	if err := a.Validate(); err != nil {
		return err
	}
	return db.write(ctx, by, func(t *tx) error {
		before, err := loadAccount(ctx, t, a.ID)
		if err != nil {
			return err
		}
		if before.Version != a.Version {
			return ErrStale
		}
		if a.Unit != before.Unit {
			if err := t.checkAccountUnit(ctx, a); err != nil {
				return err
			}
		}
		a.Name, a.Sample = before.Name, false // what a person has saved is theirs
		a.MustChange, a.PasswordUntil = before.MustChange, before.PasswordUntil
		a.Version, a.UpdatedAt = before.Version+1, t.at
		_, err = t.ExecContext(ctx, `
			UPDATE account
			SET full_name = $1, role = $2, unit_id = $3, disabled = $4, version = $5, updated_at = $6, sample = 0
			WHERE id = $7`, a.FullName, a.Role, nullable(a.Unit), a.Disabled, a.Version, t.at.UnixMicro(), a.ID)
		if err != nil {
			return fmt.Errorf("update account %d: %w", a.ID, err)
		}
		t.recordWhy(why, "update", "account", a.ID, before, a)
		if before.Role != a.Role || before.Unit != a.Unit || a.Disabled {
			if err := t.endSessions(ctx, a.ID, ""); err != nil {
				return err
			}
		}
		return t.keepAdministrator(ctx)
	})
}

// keepAdministrator fails unless somebody may still manage accounts.
func (t *tx) keepAdministrator(ctx context.Context) error {
	var n int
	err := t.QueryRowContext(ctx, `
		SELECT count(*)
		FROM account
		WHERE role = $1 AND disabled = 0`, briefing.Administrator).Scan(&n)
	if err == nil && n == 0 {
		err = ErrLastAdministrator
	}
	return err
}

// SetPassword stores a new password hash and signs out all devices but the one
// of the session keep ("" for none).
func (db *DB) SetPassword(ctx context.Context, by Actor, id int64, hash, keep string) error {
	return db.write(ctx, by, func(t *tx) error {
		before, err := loadAccount(ctx, t, id)
		if err != nil {
			return err
		}
		_, err = t.setPassword(ctx, before, hash, false, keep, "")
		return err
	})
}

// ResetPassword stores the hash of a password that somebody else chose, and why,
// and signs out all devices. The person must choose an own one at the next
// sign-in, within briefing.OneTimeFor.
func (db *DB) ResetPassword(ctx context.Context, by Actor, id int64, hash, why string) error {
	return db.write(ctx, by, func(t *tx) error {
		before, err := loadAccount(ctx, t, id)
		if err != nil {
			return err
		}
		_, err = t.setPassword(ctx, before, hash, true, "", why)
		return err
	})
}

// ChangePassword stores the hash of a password that the owner of a chose, signs
// out all devices and raises a.Version. It fails with ErrStale when the account
// is not a's version any more or disabled: an old password must not undo what
// an administrator has done meanwhile.
func (db *DB) ChangePassword(ctx context.Context, by Actor, a *briefing.Account, hash string) error {
	return db.write(ctx, by, func(t *tx) error {
		before, err := loadAccount(ctx, t, a.ID)
		if err != nil {
			return err
		}
		if before.Version != a.Version || before.Disabled {
			return ErrStale
		}
		after, err := t.setPassword(ctx, before, hash, false, "", "")
		if err == nil {
			*a = after
		}
		return err
	})
}

func (t *tx) setPassword(ctx context.Context, before *briefing.Account, hash string, mustChange bool, keep, why string) (briefing.Account, error) {
	after := *before
	after.MustChange, after.Version, after.UpdatedAt = mustChange, before.Version+1, t.at
	after.PasswordUntil = t.oneTime(mustChange)
	_, err := t.ExecContext(ctx, `
		UPDATE account
		SET password = $1, must_change = $2, version = $3, updated_at = $4, password_until = $5
		WHERE id = $6`, hash, mustChange, after.Version, t.at.UnixMicro(), instant(after.PasswordUntil), after.ID)
	if err != nil {
		return after, fmt.Errorf("set password of account %d: %w", after.ID, err)
	}
	t.recordWhy(why, "password", "account", after.ID, before, after)
	if mustChange { // whoever could not remember the old one may try the new one at once
		if _, err := t.ExecContext(ctx, `DELETE FROM sign_in_try WHERE account_name = $1`, before.Name); err != nil {
			return after, fmt.Errorf("forget tries of account %d: %w", after.ID, err)
		}
	}
	return after, t.endSessions(ctx, after.ID, keep)
}

// oneTime returns until when a password works that is set now; the zero time
// for one that its owner chose.
func (t *tx) oneTime(mustChange bool) time.Time {
	if !mustChange {
		return time.Time{}
	}
	return t.at.Add(briefing.OneTimeFor)
}

// instant is an instant as it is stored; 0 for the zero time.
func instant(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMicro()
}
