package store

import (
	"context"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// ErrSetUp says that the program has accounts already.
var ErrSetUp = errors.New("chương trình đã có tài khoản")

// HasAccounts reports whether anybody may sign in, or could.
func (db *DB) HasAccounts(ctx context.Context) (bool, error) {
	var has bool
	err := db.reads.QueryRowContext(ctx, `SELECT count(*) > 0 FROM account`).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("accounts: %w", err)
	}
	return has, nil
}

// SetUp stores what a new database begins with: the first account with its
// password hash, the office, and units, whose first one is the parent of the
// others. It stores all or nothing, and fails with ErrSetUp when there is an
// account already: of two that come at once only one gets in.
func (db *DB) SetUp(ctx context.Context, by Actor, a *briefing.Account, hash string, o briefing.Office, units []briefing.Unit) error {
	if err := errors.Join(a.Validate(), o.Validate()); err != nil {
		return err
	}
	return db.write(ctx, by, func(t *tx) error {
		var has bool
		if err := t.QueryRowContext(ctx, `SELECT count(*) > 0 FROM account`).Scan(&has); err != nil {
			return fmt.Errorf("accounts: %w", err)
		}
		if has {
			return ErrSetUp
		}
		if err := t.insertAccount(ctx, a, hash); err != nil {
			return err
		}
		if err := t.setOffice(ctx, o); err != nil {
			return err
		}
		for i := range units {
			if i > 0 {
				units[i].Parent = units[0].ID
			}
			if err := t.insertUnit(ctx, &units[i]); err != nil {
				return fmt.Errorf("%s: %w", units[i].Name, err)
			}
		}
		return nil
	})
}
