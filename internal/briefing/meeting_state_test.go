package briefing_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

const today = briefing.Day("2024-04-20")

// whole returns a meeting that a person may confirm.
func whole(state briefing.MeetingState) *briefing.Meeting {
	return &briefing.Meeting{Title: "Giao ban quý I năm 2024", HeldOn: "2024-04-09", Reports: "2024-Q1", State: state}
}

func step(t *testing.T, name string) briefing.MeetingStep {
	t.Helper()
	s, ok := briefing.MeetingStepNamed(name)
	if !ok {
		t.Fatalf("no step %q", name)
	}
	return s
}

// The course is written down here again: a step more or less has to show.
func TestWhichStepsFollowWhichState(t *testing.T) {
	for _, c := range []struct {
		state          briefing.MeetingState
		administrators string
		staff          string
	}{
		{briefing.Draft, "invite", "invite"},
		{briefing.Invited, "begin end withdraw", "begin end withdraw"},
		{briefing.UnderWay, "end withdraw", "end withdraw"},
		{briefing.Held, "lock withdraw", "lock withdraw"},
		{briefing.Locked, "reopen", ""},
	} {
		for _, role := range briefing.AccountRoles() {
			var names []string
			for _, s := range whole(c.state).StepsFor(role) {
				names = append(names, s.Name)
			}
			want := map[briefing.AccountRole]string{briefing.Administrator: c.administrators, briefing.Staff: c.staff}[role]
			if got := strings.Join(names, " "); got != want {
				t.Errorf("%s as %s: got %q, want %q", c.state, role, got, want)
			}
		}
		for _, s := range briefing.MeetingSteps() {
			err := whole(c.state).Take(s, "lý do", today, today)
			if fits := slices.Contains(s.From, c.state); fits != (err == nil) || !fits && !errors.Is(err, briefing.ErrNoStep) {
				t.Errorf("%s from %s: got %v", s.Name, c.state, err)
			}
		}
		for _, to := range briefing.MeetingStates() {
			want := c.state == to || c.state == briefing.Draft && to == briefing.Held
			if got := c.state.Saved(to); got != want {
				t.Errorf("saving %s as %s: got %v", c.state, to, got)
			}
		}
	}
}

func TestReopeningNeedsAReasonAndAnEnd(t *testing.T) {
	for _, c := range []struct {
		reason string
		until  briefing.Day
		wrong  string
	}{
		{"", today, "reason"},
		{"Sửa tên", "", "until"},
		{"Sửa tên", "2024-04-19", "until"},
		{"Sửa tên", "2024-07-20", "until"},
		{"Sửa tên", "2024-13-01", "until"},
		{strings.Repeat("a", 1001), today, "reason"},
		{"Sửa tên", "2024-07-19", ""},
	} {
		m := whole(briefing.Locked)
		err := m.Take(step(t, "reopen"), c.reason, c.until, today)
		inv, _ := errors.AsType[*briefing.Invalid](err)
		if (err == nil) != (c.wrong == "") || c.wrong != "" && inv.On(c.wrong) == "" {
			t.Errorf("%q until %q: got %v, want a fault on %q", c.reason, c.until, err, c.wrong)
		}
		if err != nil && (m.State != briefing.Locked || m.LockedAfter != "") {
			t.Errorf("refused, and yet %s until %s", m.State, m.LockedAfter)
		}
	}
}

func TestAReopenedMeetingIsLockedAfterItsDay(t *testing.T) {
	m := whole(briefing.Locked)
	if err := m.Take(step(t, "reopen"), "Sửa tên", "2024-04-25", today); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[briefing.Day]briefing.MeetingState{"2024-04-25": briefing.Held, "2024-04-26": briefing.Locked} {
		if got := m.StateOn(day); got != want {
			t.Errorf("on %s: got %s, want %s", day, got, want)
		}
	}
	if err := m.Take(step(t, "lock"), "", "", today); err != nil || m.State != briefing.Locked || m.LockedAfter != "" {
		t.Errorf("locked early: got %s until %q, %v", m.State, m.LockedAfter, err)
	}
}

func TestOnlyWhatWasHeldCounts(t *testing.T) {
	for _, s := range briefing.MeetingStates() {
		if got, want := s.Confirmed(), s == briefing.Held || s == briefing.Locked; got != want || s.Label() == "" {
			t.Errorf("%s (%q): counts %v, want %v", s, s.Label(), got, want)
		}
	}
}

func TestWhatIsNoDraftIsWholeAndNotAheadOfItsDay(t *testing.T) {
	empty := &briefing.Meeting{State: briefing.Draft}
	if err := empty.Check(today); err != nil {
		t.Errorf("an empty draft: %v", err)
	}
	empty.State = briefing.Invited
	if err := empty.Check(today); err == nil {
		t.Error("an empty meeting was called")
	}
	for state, ahead := range map[briefing.MeetingState]bool{briefing.Invited: true, briefing.UnderWay: false, briefing.Held: false} {
		m := whole(state)
		if err := m.Check("2024-04-08"); (err == nil) != ahead {
			t.Errorf("%s the day before: got %v", state, err)
		}
		if err := m.Check("2024-04-09"); err != nil {
			t.Errorf("%s on the day: %v", state, err)
		}
	}
}
