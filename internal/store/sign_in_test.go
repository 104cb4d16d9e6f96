package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// clocked is a new database whose clock the test turns.
func clocked(t *testing.T) (*store.DB, *time.Time) {
	t.Helper()
	now := time.Date(2024, 4, 9, 8, 0, 0, 0, time.UTC)
	db, _ := create(t)
	db.SetClock(func() time.Time { return now })
	return db, &now
}

func TestASessionNeedsACheckedPassword(t *testing.T) {
	db, _ := create(t)
	a := addAccount(t, db, "an", briefing.Staff)
	for _, checked := range []int{0, -1, a.Version + 1} {
		err := db.StartSession(t.Context(), tester, briefing.Session{Key: "x", Account: a.ID, Checked: checked}, "")
		if !errors.Is(err, store.ErrStale) || alive(t, db, "x") {
			t.Errorf("checked %d: got %v, want ErrStale", checked, err)
		}
	}
}

// Only MaxDevices sessions of an account live at once, and every one that ends
// for a newer one is in the trail. Those that have ended by themselves go first.
func TestSessionsOfAnAccountAreBounded(t *testing.T) {
	db, now := clocked(t)
	a, other := addAccount(t, db, "an", briefing.Staff), addAccount(t, db, "other", briefing.Staff)
	signIn(t, db, other, "theirs")
	for i := range 5 { // these end by themselves
		signIn(t, db, a, fmt.Sprint("ended", i))
	}
	*now = now.Add(31 * time.Minute)
	for i := range store.MaxDevices {
		*now = now.Add(time.Second)
		signIn(t, db, a, fmt.Sprint("device", i))
	}
	if forced := endedForOthers(t, db); forced != 0 {
		t.Errorf("%d live sessions ended though there was room", forced)
	}
	*now = now.Add(2 * time.Minute)
	if !alive(t, db, "device0") { // it is used, so the next one goes instead
		t.Fatal("a session ended though there was room")
	}
	*now = now.Add(time.Second)
	signIn(t, db, a, "new")
	if !alive(t, db, "device0") || alive(t, db, "device1") || !alive(t, db, "device2") || !alive(t, db, "new") {
		t.Error("want the session not used for longest ended, and no other")
	}
	if live, err := db.Sessions(t.Context(), a.ID, halfHour); len(live) != store.MaxDevices || err != nil {
		t.Errorf("got %d live sessions, %v, want %d", len(live), err, store.MaxDevices)
	}
	if forced := endedForOthers(t, db); forced != 1 {
		t.Errorf("got %d entries for sessions that ended for others, want 1", forced)
	}
	*now = now.Add(-33 * time.Minute)
	if !alive(t, db, "theirs") {
		t.Error("another account's session ended")
	}
}

func endedForOthers(t *testing.T, db *store.DB) int {
	t.Helper()
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "sign_out"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Entity != "account" || e.EntityID != 1 || e.Reason != "quá 20 thiết bị" || e.Before == "" {
			t.Errorf("got %+v", e)
		}
	}
	return len(entries)
}

// A whole office may come from one address. Who has signed in from there is
// not locked out by others who try names, but may not try more than others.
func TestWhoIsKnownAtAnAddressIsNotLockedOutThere(t *testing.T) {
	db, now := clocked(t)
	an := addAccount(t, db, "an", briefing.Staff)
	limit := store.Throttle{Window: 15 * time.Minute, Pair: 10, Address: 50}
	try := func(name, address string, want store.Verdict) {
		t.Helper()
		if got, err := db.Try(t.Context(), name, address, limit); got != want || err != nil {
			t.Errorf("%s from %s: got %v, %v, want %v", name, address, got, err, want)
		}
	}
	for _, address := range []string{"10.0.0.1", "10.0.0.3"} {
		signInFrom(t, db, an, address, address)
	}
	*now = now.Add(24 * time.Hour)
	for i := range limit.Address {
		try(fmt.Sprint("name", i), "10.0.0.1", store.Allowed)
	}
	// Who is not known gets as many tries that look alike as who is.
	for i := range limit.Pair + 3 {
		hopeless, spared := store.Hopeless, store.Spared
		if i >= limit.Pair {
			hopeless, spared = store.Refused, store.Refused
		}
		try("binh", "10.0.0.1", hopeless)
		try("an", "10.0.0.1", spared)
	}
	try("an", "10.0.0.9", store.Allowed) // the right person comes from elsewhere
	for i := range 40 {                  // addresses long ago are forgotten
		*now = now.Add(time.Minute)
		signInFrom(t, db, an, fmt.Sprint(i), fmt.Sprint("172.16.0.", i))
	}
	for i := range limit.Address {
		try(fmt.Sprint("other", i), "10.0.0.3", store.Allowed)
	}
	try("an", "10.0.0.3", store.Hopeless)
}

// What a sign-in notes beside the session comes with it or not at all.
func TestWhereASignInCameFromIsNotedWithIt(t *testing.T) {
	db, _ := create(t)
	an := addAccount(t, db, "an", briefing.Staff)
	one := store.Throttle{Window: time.Hour, Pair: 1}
	if v, err := db.Try(t.Context(), "an", "10.0.0.1", one); v != store.Hopeless || err != nil {
		t.Fatalf("got %v, %v", v, err)
	}
	stale := briefing.Session{Key: "x", Account: an.ID, Checked: an.Version + 1, Network: "10.0.0.1"}
	if err := db.StartSession(t.Context(), tester, stale, ""); !errors.Is(err, store.ErrStale) {
		t.Fatalf("got %v, want ErrStale", err)
	}
	if v, err := db.Try(t.Context(), "an", "10.0.0.1", one); v != store.Refused || err != nil {
		t.Errorf("after a sign-in that failed: got %v, %v, want the try still counted", v, err)
	}
	signInFrom(t, db, an, "x", "10.0.0.1")
	if v, err := db.Try(t.Context(), "an", "10.0.0.1", one); v != store.Spared || err != nil {
		t.Errorf("after a sign-in: got %v, %v, want it known", v, err)
	}
}

// Refusals of several come into the trail together, or not at all.
func TestRefusalsAreNotedTogether(t *testing.T) {
	db, _ := create(t)
	all := []store.Denial{{By: store.Actor{Name: "an", From: "10.0.0.1"}, What: "GET /a", Reason: "x"},
		{By: store.Actor{Name: "binh", From: "10.0.0.2"}, What: "GET /b", Reason: "y"}}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.NoteDenied(ended, all...); err == nil {
		t.Error("an ended request stores refusals")
	}
	if err := db.NoteDenied(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "denied"})
	if err != nil || len(entries) != 2 {
		t.Fatalf("got %+v, %v", entries, err)
	}
	for i, e := range entries { // the newest first
		if want := all[1-i]; e.Actor != want.By.Name || e.Origin != want.By.From || e.Entity != want.What || e.Reason != want.Reason {
			t.Errorf("got %+v, want %+v", e, want)
		}
	}
	if _, err := db.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}

// A password that somebody else set ends; one's own does not.
func TestOneTimePasswordsEnd(t *testing.T) {
	db, now := clocked(t)
	own := addAccount(t, db, "own", briefing.Administrator)
	given := &briefing.Account{Name: "given", FullName: "A", Role: briefing.Staff, MustChange: true}
	if err := db.InsertAccount(t.Context(), tester, given, "x"); err != nil {
		t.Fatal(err)
	}
	until := func(id int64) time.Time {
		t.Helper()
		a, err := db.Account(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return a.PasswordUntil
	}
	end := now.Add(briefing.OneTimeFor)
	if !until(own.ID).IsZero() || !until(given.ID).Equal(end) || !given.PasswordUntil.Equal(end) {
		t.Fatalf("got %s and %s, want none and %s", until(own.ID), until(given.ID), end)
	}
	given.FullName, given.PasswordUntil = "B", time.Time{}
	if err := db.UpdateAccount(t.Context(), tester, given); err != nil || !until(given.ID).Equal(end) || !given.PasswordUntil.Equal(end) {
		t.Errorf("a change of the name: %v, until %s", err, until(given.ID))
	}
	for _, c := range []struct {
		at   time.Time
		want bool
	}{{*now, false}, {end.Add(-time.Microsecond), false}, {end, true}} {
		if got := given.PasswordEnded(c.at); got != c.want || own.PasswordEnded(c.at) {
			t.Errorf("at %s: got %v, want %v", c.at, got, c.want)
		}
	}
	*now = now.Add(time.Hour)
	if err := db.ResetPassword(t.Context(), tester, own.ID, "y", "Quên mật khẩu"); err != nil || !until(own.ID).Equal(now.Add(briefing.OneTimeFor)) {
		t.Errorf("a reset: %v, until %s", err, until(own.ID))
	}
	fresh, _ := db.Account(t.Context(), own.ID)
	if err := db.ChangePassword(t.Context(), tester, fresh, "z"); err != nil || !until(own.ID).IsZero() {
		t.Errorf("an own password: %v, until %s", err, until(own.ID))
	}
}

// The filter of the trail offers accounts and the console, whatever strangers
// called themselves.
func TestOnlyWhoHasDoneSomethingIsAnActor(t *testing.T) {
	db, _ := create(t)
	addAccount(t, db, "an", briefing.Staff)
	if err := db.SetSetting(t.Context(), store.Actor{Name: "cli:root"}, "x", "1"); err != nil {
		t.Fatal(err)
	}
	if err := db.NoteDenied(t.Context(), store.Denial{By: store.Actor{Name: "mạo danh"}, What: "GET /", Reason: "x"}); err != nil {
		t.Fatal(err)
	}
	actors, actions, _, err := db.AuditWords(t.Context())
	if got := fmt.Sprint(actors, actions); got != "[an cli:root tester] [create denied update]" || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
}

// A change is stored only while the session lives in which it was asked for.
func TestNothingIsStoredForASessionThatHasEnded(t *testing.T) {
	db, now := clocked(t)
	a := addAccount(t, db, "an", briefing.Administrator)
	in := func(key string) store.Actor { return store.Actor{Name: "an", Session: key} }
	write := func(by store.Actor) error { return db.Record(t.Context(), by, "create", "backup", 0, "x") }
	signIn(t, db, a, "one")
	signIn(t, db, a, "two")
	if err := write(in("one")); err != nil {
		t.Errorf("a living session: %v", err)
	}
	if err := db.EndSession(t.Context(), in("one"), "one", a.ID); err != nil {
		t.Errorf("its own end: %v", err)
	}
	for _, key := range []string{"one", "never was"} {
		if err := write(in(key)); !errors.Is(err, store.ErrSessionEnded) {
			t.Errorf("session %q: got %v, want ErrSessionEnded", key, err)
		}
	}
	*now = now.Add(time.Hour) // longer than people may be idle: what has begun may end
	if err := write(in("two")); err != nil {
		t.Errorf("another session: %v", err)
	}
}
