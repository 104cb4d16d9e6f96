package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A Login is a sample account with the password of this start.
type Login struct {
	Name     string
	Role     briefing.AccountRole
	Password string
}

// sampleUnit is the commune of the sample account of a commune.
const sampleUnit = "Đa Tốn"

// sampleNames are the names of the sample accounts, one for each role. They
// stand for nobody, so they bear the name of their role.
var sampleNames = map[briefing.AccountRole]string{
	briefing.Administrator: "quantri",
	briefing.Staff:         "canbo",
	briefing.Leader:        "lanhdao",
	briefing.Auditor:       "kiemtra",
	briefing.CommuneStaff:  "xa.daton",
}

// Accounts gives every sample account a new random password, and makes those
// that are missing. Accounts that a person made are left alone.
func Accounts(ctx context.Context, db *store.DB, passwords *auth.Hasher, by store.Actor) ([]Login, error) {
	var all []Login
	for _, role := range briefing.AccountRoles() {
		l := Login{Name: sampleNames[role], Role: role, Password: auth.NewPassword()}
		hash, err := passwords.Hash(ctx, l.Password)
		if err != nil {
			return nil, err
		}
		stored, _, err := db.Credentials(ctx, l.Name)
		switch {
		case err == nil && stored.Sample:
			err = db.SetPassword(ctx, by, stored.ID, hash, "")
		case err == nil:
			continue
		case errors.Is(err, store.ErrNotFound):
			err = addAccount(ctx, db, by, l, hash)
		}
		if errors.Is(err, errNoUnit) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("sample account %s: %w", l.Name, err)
		}
		all = append(all, l)
	}
	return all, nil
}

// errNoUnit says that the sample commune was removed.
var errNoUnit = errors.New("no sample unit")

func addAccount(ctx context.Context, db *store.DB, by store.Actor, l Login, hash string) error {
	a := &briefing.Account{Name: l.Name, FullName: l.Role.Label() + " (mẫu)", Role: l.Role, Sample: true}
	if l.Role == briefing.CommuneStaff {
		units, err := db.Units(ctx, "")
		if err != nil {
			return err
		}
		for _, u := range units {
			if u.Level == briefing.Commune && strings.EqualFold(u.ShortName, sampleUnit) {
				a.Unit = u.ID
			}
		}
		if a.Unit == 0 {
			return errNoUnit
		}
	}
	return db.InsertAccount(ctx, by, a, hash)
}
