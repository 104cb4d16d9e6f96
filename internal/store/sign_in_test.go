package store_test

import (
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
	addAccount(t, db, "an", briefing.Staff)
	limit := store.Throttle{Window: 15 * time.Minute, Pair: 10, Address: 50}
	try := func(name, address string) bool {
		t.Helper()
		ok, err := db.Try(t.Context(), name, address, limit)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	exhausted := func() bool {
		t.Helper()
		yes, err := db.Exhausted(t.Context(), "10.0.0.1", limit)
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
	for _, address := range []string{"10.0.0.1", "10.0.0.3"} {
		if err := db.NotePassed(t.Context(), "an", address); err != nil {
			t.Fatal(err)
		}
	}
	*now = now.Add(24 * time.Hour)
	for i := range limit.Address {
		if !try(fmt.Sprint("name", i), "10.0.0.1") {
			t.Fatalf("try %d was refused", i)
		}
	}
	if try("binh", "10.0.0.1") || exhausted() {
		t.Error("want the address full, and nothing beyond it")
	}
	for i := range limit.Pair + 3 {
		if got, want := try("an", "10.0.0.1"), i < limit.Pair; got != want {
			t.Errorf("try %d of a known pair: got %v, want %v", i, got, want)
		}
	}
	if !exhausted() {
		t.Error("tries beyond those of the address are not told")
	}
	if !try("an", "10.0.0.9") {
		t.Error("the right person is locked out from elsewhere")
	}
	for i := range 40 { // addresses long ago are forgotten
		*now = now.Add(time.Minute)
		if err := db.NotePassed(t.Context(), "an", fmt.Sprint("172.16.0.", i)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range limit.Address {
		try(fmt.Sprint("other", i), "10.0.0.3")
	}
	if try("an", "10.0.0.3") {
		t.Error("addresses are remembered without end")
	}
	if err := db.NotePassed(t.Context(), "nobody", "10.0.0.3"); err != nil || try("nobody", "10.0.0.3") {
		t.Errorf("a name without an account is known at an address: %v", err)
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
	if err := db.SetPassword(t.Context(), tester, own.ID, "y", true, ""); err != nil || !until(own.ID).Equal(now.Add(briefing.OneTimeFor)) {
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
	if err := db.NoteDenied(t.Context(), store.Actor{Name: "mạo danh"}, "GET /", "x"); err != nil {
		t.Fatal(err)
	}
	actors, actions, _, err := db.AuditWords(t.Context())
	if got := fmt.Sprint(actors, actions); got != "[an cli:root tester] [create denied update]" || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
}
