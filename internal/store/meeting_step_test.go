package store_test

import (
	"errors"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// take takes a step with a meeting as it is stored now.
func take(t *testing.T, db *store.DB, id int64, name, reason string, until briefing.Day) error {
	t.Helper()
	m, err := db.Meeting(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	step, ok := briefing.MeetingStepNamed(name)
	if !ok {
		t.Fatalf("no step %q", name)
	}
	return db.TakeMeetingStep(t.Context(), tester, store.MeetingMove{Meeting: id, Version: m.Version, Step: step, Reason: reason, Until: until})
}

// stateOf returns the state of a meeting as it is read, and as lists have it.
func stateOf(t *testing.T, db *store.DB, id int64) briefing.MeetingState {
	t.Helper()
	m, err := db.Meeting(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	listed, err := db.Meetings(t.Context(), briefing.MeetingFilter{State: m.State})
	if err != nil || len(listed) != 1 || listed[0].State != m.State {
		t.Errorf("read as %s, listed %+v, %v", m.State, listed, err)
	}
	return m.State
}

func TestAMeetingGoesItsCourse(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.State = briefing.Draft
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	counted := func() int {
		all, err := db.Meetings(t.Context(), briefing.MeetingFilter{Confirmed: true})
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	for _, c := range []struct {
		step    string
		want    briefing.MeetingState
		counted int
	}{{"invite", briefing.Invited, 0}, {"begin", briefing.UnderWay, 0}, {"end", briefing.Held, 1}, {"lock", briefing.Locked, 1}} {
		if err := take(t, db, m.ID, c.step, "", ""); err != nil {
			t.Fatalf("%s: %v", c.step, err)
		}
		if got := stateOf(t, db, m.ID); got != c.want || counted() != c.counted {
			t.Errorf("%s: got %s, %d counted, want %s, %d", c.step, got, counted(), c.want, c.counted)
		}
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "step"})
	if err != nil || len(entries) != 4 {
		t.Fatalf("got %d entries, %v, want one for each step", len(entries), err)
	}
	if got := entries[0].Summary(); got != "Trạng thái" {
		t.Errorf("the entry of the lock tells of %q", got)
	}
}

func TestALockedMeetingStaysAsItIs(t *testing.T) {
	db, _ := create(t)
	now := time.Date(2024, 5, 2, 3, 0, 0, 0, time.UTC)
	db.SetClock(func() time.Time { return now })
	m := meeting()
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	if err := take(t, db, m.ID, "lock", "", ""); err != nil {
		t.Fatal(err)
	}
	change := func(place string) error {
		stored, err := db.Meeting(t.Context(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		stored.Place, stored.LockedAfter = place, "2030-01-01" // a save cannot leave it open longer
		return db.SaveMeeting(t.Context(), tester, stored)
	}
	if err := change("Phòng họp"); !errors.Is(err, store.ErrLocked) {
		t.Errorf("a save of a locked meeting: got %v", err)
	}
	if err := take(t, db, m.ID, "reopen", "Sửa địa điểm", "2024-05-04"); err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 0, 2)
	if err := change("Phòng họp"); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	before, err := db.Audit(t.Context(), briefing.AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	now = now.AddDate(0, 0, 1)
	if got := stateOf(t, db, m.ID); got != briefing.Locked {
		t.Errorf("a day later: got %s", got)
	}
	if err := change("Hội trường"); !errors.Is(err, store.ErrLocked) {
		t.Errorf("a day later: got %v", err)
	}
	after, err := db.Audit(t.Context(), briefing.AuditFilter{})
	if err != nil || len(after) != len(before) {
		t.Errorf("got %d entries, %v, want %d: the lock comes by itself", len(after), err, len(before))
	}
	if before[1].Reason != "Sửa địa điểm" {
		t.Errorf("the entry says %q", before[1].Reason)
	}
}

func TestSavingSkipsNoStep(t *testing.T) {
	db, _ := create(t)
	for _, state := range []briefing.MeetingState{briefing.Invited, briefing.UnderWay, briefing.Locked} {
		m := meeting()
		m.State = state
		if err := db.SaveMeeting(t.Context(), tester, m); !errors.Is(err, briefing.ErrNoStep) {
			t.Errorf("a new meeting as %s: got %v", state, err)
		}
	}
	m := meeting()
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	m.State = briefing.Draft
	if err := db.SaveMeeting(t.Context(), tester, m); !errors.Is(err, briefing.ErrNoStep) {
		t.Errorf("back to a draft without a reason: got %v", err)
	}
}

func TestAStepIsTakenOnceAndNotOverChanges(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	lock, _ := briefing.MeetingStepNamed("lock")
	withdraw, _ := briefing.MeetingStepNamed("withdraw")
	move := store.MeetingMove{Meeting: m.ID, Version: m.Version, Step: lock}
	for range 2 {
		if err := db.TakeMeetingStep(t.Context(), tester, move); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := db.Meeting(t.Context(), m.ID); err != nil || got.Version != m.Version+1 {
		t.Errorf("pressed twice: got version %d, %v", got.Version, err)
	}
	move.Step, move.Reason = withdraw, "Nhầm"
	if err := db.TakeMeetingStep(t.Context(), tester, move); !errors.Is(err, store.ErrStale) {
		t.Errorf("another step over it: got %v", err)
	}
}

func TestAnInvitationNeedsAWholeMeeting(t *testing.T) {
	db, _ := create(t)
	m := &briefing.Meeting{Title: "Giao ban"}
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	err := take(t, db, m.ID, "invite", "", "")
	if inv, ok := errors.AsType[*briefing.Invalid](err); !ok || inv.On("held_on") == "" {
		t.Errorf("got %v, want a fault on the day", err)
	}
	if got := stateOf(t, db, m.ID); got != briefing.Draft {
		t.Errorf("got %s", got)
	}
}

// What a locked meeting says stays: a place that cites is not struck out. Which
// entry of the register it means may still be settled.
func TestNoCitationIsStruckOutOfALockedMeeting(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	if err := take(t, db, m.ID, "lock", "", ""); err != nil {
		t.Fatal(err)
	}
	c := reload(t, db, m.ID).Citations[0]
	if err := decide(t, db, c.ID, briefing.Decision{Rejected: true}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("rejecting: got %v", err)
	}
	if err := decide(t, db, c.ID, briefing.Decision{Directive: c.Directive}); err != nil {
		t.Errorf("linking: %v", err)
	}
	if got := reload(t, db, m.ID); len(got.Rejected) != 0 || len(got.Citations) != 1 {
		t.Errorf("got %+v", got)
	}
}
