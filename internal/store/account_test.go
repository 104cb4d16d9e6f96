package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

var halfHour = store.SessionLimit{Idle: 30 * time.Minute, Absolute: 8 * time.Hour}

func addAccount(t *testing.T, db *store.DB, name string, role briefing.AccountRole) *briefing.Account {
	t.Helper()
	a := &briefing.Account{Name: name, FullName: "Nguyễn Văn A", Role: role}
	if err := db.InsertAccount(t.Context(), tester, a, "hash of "+name); err != nil {
		t.Fatal(err)
	}
	return a
}

func signIn(t *testing.T, db *store.DB, a *briefing.Account, key string) {
	t.Helper()
	signInFrom(t, db, a, key, "127.0.0.1")
}

func signInFrom(t *testing.T, db *store.DB, a *briefing.Account, key, address string) {
	t.Helper()
	now, err := db.Account(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	s := briefing.Session{Key: key, Account: a.ID, Checked: now.Version, Address: address, Network: address, Device: "Firefox"}
	if err := db.StartSession(t.Context(), tester, s, ""); err != nil {
		t.Fatal(err)
	}
}

func alive(t *testing.T, db *store.DB, key string) bool {
	t.Helper()
	_, err := db.Session(t.Context(), key, halfHour)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	return err == nil
}

func TestAccountNamesAreUnique(t *testing.T) {
	db, _ := create(t)
	addAccount(t, db, "an", briefing.Staff)
	twin := &briefing.Account{Name: "an", FullName: "B", Role: briefing.Leader}
	if err := db.InsertAccount(t.Context(), tester, twin, "x"); !errors.Is(err, store.ErrNameTaken) {
		t.Errorf("got %v, want ErrNameTaken", err)
	}
	a, hash, err := db.Credentials(t.Context(), "an")
	if err != nil || hash != "hash of an" || a.Role != briefing.Staff {
		t.Errorf("got %+v, %q, %v", a, hash, err)
	}
	if _, _, err := db.Credentials(t.Context(), "nobody"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestOneAdministratorStays(t *testing.T) {
	db, _ := create(t)
	first := addAccount(t, db, "first", briefing.Administrator)
	first.Role = briefing.Staff
	if err := db.UpdateAccount(t.Context(), tester, first); !errors.Is(err, store.ErrLastAdministrator) {
		t.Fatalf("got %v, want ErrLastAdministrator", err)
	}
	addAccount(t, db, "second", briefing.Administrator)
	first, _ = db.Account(t.Context(), first.ID)
	first.Disabled = true
	if err := db.UpdateAccount(t.Context(), tester, first); err != nil {
		t.Error(err)
	}
}

// What was not stored is not so for the caller either.
func TestAnAccountThatIsNotDisabledStaysAsItWas(t *testing.T) {
	db, _ := create(t)
	a := addAccount(t, db, "first", briefing.Administrator)
	before := *a
	if err := db.DisableAccount(t.Context(), tester, a, true, "nghỉ"); !errors.Is(err, store.ErrLastAdministrator) || *a != before {
		t.Errorf("got %v and %+v, want ErrLastAdministrator and %+v", err, *a, before)
	}
	addAccount(t, db, "second", briefing.Administrator)
	if err := db.DisableAccount(t.Context(), tester, a, true, "nghỉ"); err != nil || !a.Disabled || a.Version != before.Version+1 {
		t.Errorf("got %v and %+v", err, *a)
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "account", Action: "update"})
	if err != nil || len(entries) != 1 || entries[0].Reason != "nghỉ" {
		t.Errorf("got %+v, %v", entries, err)
	}
}

func TestWhatEndsSessions(t *testing.T) {
	for name, c := range map[string]struct {
		change func(db *store.DB, a *briefing.Account) error
		one    bool // whether session "one" lives on
		two    bool
	}{
		"nothing": {func(*store.DB, *briefing.Account) error { return nil }, true, true},
		"new name": {func(db *store.DB, a *briefing.Account) error {
			a.FullName = "Trần Thị B"
			return db.UpdateAccount(t.Context(), tester, a)
		}, true, true},
		"new role": {func(db *store.DB, a *briefing.Account) error {
			a.Role = briefing.Auditor
			return db.UpdateAccount(t.Context(), tester, a)
		}, false, false},
		"disabled": {func(db *store.DB, a *briefing.Account) error {
			a.Disabled = true
			return db.UpdateAccount(t.Context(), tester, a)
		}, false, false},
		"own new password": {func(db *store.DB, a *briefing.Account) error {
			return db.SetPassword(t.Context(), tester, a.ID, "new", "one")
		}, true, false},
		"reset": {func(db *store.DB, a *briefing.Account) error {
			return db.ResetPassword(t.Context(), tester, a.ID, "new", "Quên mật khẩu")
		}, false, false},
		"sign-out": {func(db *store.DB, a *briefing.Account) error {
			return db.EndSession(t.Context(), tester, "one", a.ID)
		}, false, true},
		"sign-out everywhere": {func(db *store.DB, a *briefing.Account) error {
			return db.EndSessions(t.Context(), tester, a.ID)
		}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			db, _ := create(t)
			a, other := addAccount(t, db, "an", briefing.Staff), addAccount(t, db, "other", briefing.Administrator)
			signIn(t, db, a, "one")
			signIn(t, db, a, "two")
			signIn(t, db, other, "theirs")
			if err := c.change(db, a); err != nil {
				t.Fatal(err)
			}
			if one, two := alive(t, db, "one"), alive(t, db, "two"); one != c.one || two != c.two {
				t.Errorf("sessions live %v, %v, want %v, %v", one, two, c.one, c.two)
			}
			if !alive(t, db, "theirs") {
				t.Error("another account's session ended")
			}
		})
	}
}

func TestSessionsEndByTime(t *testing.T) {
	now := time.Date(2024, 4, 9, 8, 0, 0, 0, time.UTC)
	db, _ := create(t)
	db.SetClock(func() time.Time { return now })
	a := addAccount(t, db, "an", briefing.Staff)
	signIn(t, db, a, "idle")
	signIn(t, db, a, "busy")
	for range 15 * 2 {
		now = now.Add(16 * time.Minute)
		if want := now.Sub(time.Date(2024, 4, 9, 8, 0, 0, 0, time.UTC)) < halfHour.Absolute; alive(t, db, "busy") != want {
			t.Fatalf("at %s: the busy session lives %v, want %v", now.Format("15:04"), !want, want)
		}
	}
	if alive(t, db, "idle") {
		t.Error("the idle session lives on")
	}
	if live, err := db.Sessions(t.Context(), a.ID, halfHour); len(live) != 0 || err != nil {
		t.Errorf("%d sessions listed, %v", len(live), err)
	}
}

func TestThrottleBoundsThePairAndNotThePerson(t *testing.T) {
	now := time.Date(2024, 4, 9, 8, 0, 0, 0, time.UTC)
	db, _ := create(t)
	db.SetClock(func() time.Time { return now })
	an := addAccount(t, db, "an", briefing.Staff)
	limit := store.Throttle{Window: 15 * time.Minute, Pair: 10, Address: 50}
	var allowed atomic.Int32
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			v, err := db.Try(context.Background(), "an", "10.0.0.1", limit)
			if err != nil {
				t.Error(err)
			}
			if v == store.Allowed {
				allowed.Add(1)
			}
		})
	}
	wg.Wait()
	if allowed.Load() != 10 {
		t.Errorf("%d tries at once were allowed, want 10", allowed.Load())
	}
	try := func(name, address string) bool {
		v, err := db.Try(t.Context(), name, address, limit)
		if err != nil {
			t.Fatal(err)
		}
		return v == store.Allowed || v == store.Spared
	}
	if try("an", "10.0.0.1") || !try("an", "10.0.0.2") {
		t.Error("the pair is not what is bounded")
	}
	for i := range 40 {
		try(fmt.Sprint("name", i), "10.0.0.1")
	}
	if try("someone", "10.0.0.1") {
		t.Error("an address may try without end")
	}
	if signInFrom(t, db, an, "x", "10.0.0.1"); !try("an", "10.0.0.1") {
		t.Error("the right password does not clear the pair")
	}
	now = now.Add(16 * time.Minute)
	if !try("someone", "10.0.0.1") {
		t.Error("the window does not pass")
	}
}

func TestWhatWasCheckedBeforeAChangeCountsNoMore(t *testing.T) {
	db, _ := create(t)
	addAccount(t, db, "admin", briefing.Administrator)
	read := addAccount(t, db, "an", briefing.Staff)
	session := func(key string) error {
		return db.StartSession(t.Context(), tester, briefing.Session{Key: key, Account: read.ID, Checked: read.Version}, "")
	}
	if err := session("before"); err != nil {
		t.Fatal(err)
	}
	// Meanwhile an administrator resets the password.
	if err := db.ResetPassword(t.Context(), tester, read.ID, "one-time", "Quên mật khẩu"); err != nil {
		t.Fatal(err)
	}
	if err := session("after"); !errors.Is(err, store.ErrStale) || alive(t, db, "after") {
		t.Errorf("a session with the old password: got %v, want ErrStale", err)
	}
	if err := db.ChangePassword(t.Context(), tester, read, "mine"); !errors.Is(err, store.ErrStale) {
		t.Errorf("a change with the old password: got %v, want ErrStale", err)
	}
	if now, hash, _ := db.Credentials(t.Context(), "an"); hash != "one-time" || !now.MustChange {
		t.Errorf("the reset was undone: %q, %+v", hash, now)
	}
	fresh, _ := db.Account(t.Context(), read.ID)
	if err := db.ChangePassword(t.Context(), tester, fresh, "mine"); err != nil || fresh.MustChange {
		t.Errorf("got %v, %+v", err, fresh)
	}
	if err := db.ForgetSessions(t.Context()); err != nil || alive(t, db, "before") {
		t.Errorf("sessions outlive a copy: %v", err)
	}
}
