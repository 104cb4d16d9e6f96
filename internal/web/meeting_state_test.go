package web

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/testtool"
)

// Only administrators open a locked meeting again, however the wish comes.
func TestOnlyAdministratorsReopen(t *testing.T) {
	s := newSite(t)
	s.stored()
	staff := s.as(s.signedIn("canbo", briefing.Staff, 0))
	lock := formTo(t, staff.get("/meetings/1").body, "/meetings/1/state")
	lock.values["do"] = "lock"
	if got := staff.post(lock.action, lock.values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("lock: got %d", got.status)
	}
	if page := staff.get("/meetings/1").body; strings.Contains(page, "step=reopen") {
		t.Error("staff is offered to open the meeting again")
	}
	version := fmt.Sprint(s.meeting(1).Version)
	reopen := map[string]string{"do": "reopen", "version": version, "reason": "Sửa", "until": s.server.today().Label()}
	if got := staff.get("/meetings/1/state?step=reopen"); got.status != http.StatusForbidden {
		t.Errorf("the page as staff: got %d", got.status)
	}
	if got := staff.post("/meetings/1/state", reopen, nil); got.status != http.StatusForbidden || s.meeting(1).State != briefing.Locked {
		t.Errorf("as staff: got %d, %s", got.status, s.meeting(1).State)
	}
	if got := s.post("/meetings/1/state", reopen, nil); got.status != http.StatusSeeOther || s.meeting(1).State != briefing.Held {
		t.Errorf("as administrator: got %d, %s", got.status, s.meeting(1).State)
	}
	if page := text(s.get("/meetings/1").body); !strings.Contains(page, "mở lại đến hết ngày "+s.server.today().Label()) {
		t.Errorf("the page does not say until when: %s", page)
	}
	if !strings.Contains(staff.get("/meetings/1").body, `href="/meetings/1/edit"`) {
		t.Error("staff cannot change a meeting that is open again")
	}
}

// What the form takes is for no button: a draft is confirmed by who has seen it.
func TestADraftIsNotConfirmedUnseen(t *testing.T) {
	s := newSite(t)
	m := &briefing.Meeting{Title: "Giao ban", HeldOn: "2024-04-09", Reports: "2024-Q1"}
	s.need(s.db.SaveMeeting(t.Context(), tester, m))
	for _, do := range []string{"confirm", "", "draft", "end"} {
		got := s.post("/meetings/1/state", map[string]string{"do": do, "version": "1", "reason": "", "until": ""}, nil)
		if want := http.StatusBadRequest; do != "end" && got.status != want || s.meeting(1).State != briefing.Draft {
			t.Errorf("%q: got %d, %s", do, got.status, s.meeting(1).State)
		}
	}
}

func TestTheNextMeetingIsMadeFromThisOne(t *testing.T) {
	s := newSite(t)
	s.stored()
	for i, want := range []string{"/meetings/2/edit?notice=next-made", "/meetings/2?notice=next-there"} {
		got := s.post("/meetings/1/next", map[string]string{"do": "next"}, nil)
		if to := got.header.Get("Location"); to != want {
			t.Errorf("pressed %d times: got %d to %s, want %s", i+1, got.status, to, want)
		}
	}
	first, next := s.meeting(1), s.meeting(2)
	if next.Reports != first.Reports.Next() || next.Kind != first.Kind || next.State != briefing.Draft || next.Source != "" ||
		len(next.Participations) != len(first.Participations) {
		t.Errorf("got %+v after %+v", next, first)
	}
}

// An article brings its meeting a kind, and a draft that was read counts for
// nothing.
func TestAnArticleHasTheKindOfItsPeriod(t *testing.T) {
	s := newSite(t)
	s.stored()
	if m := s.meeting(1); m.KindName == "" || m.State != briefing.Held {
		t.Errorf("got %q, %s for %s", m.KindName, m.State, m.Reports)
	}
}

// Of many who save one agenda at once, one is taken; the others see it.
func TestManyEditorsOfOneAgenda(t *testing.T) {
	s := newSite(t)
	s.stored()
	editors, rounds := 6, 3
	if testtool.Long() {
		editors, rounds = 64, 20
	}
	for range rounds {
		form := formTo(t, s.get("/meetings/1/agenda").body, "/meetings/1/agenda")
		form.values["do"] = "add:items"
		form = formTo(t, s.post(form.action, form.values, nil).body, "/meetings/1/agenda")
		var wg sync.WaitGroup
		answers := make([]reply, editors)
		for i := range editors {
			mine := maps.Clone(form.values)
			mine["items.0.kind"], mine["items.0.topic"], mine["do"] = "paper", fmt.Sprint("Tham luận ", i), "save"
			for name := range mine {
				if strings.HasSuffix(name, ".kind") {
					mine[name] = "paper"
				}
			}
			wg.Go(func() { answers[i] = s.post(form.action, mine, nil) })
		}
		wg.Wait()
		taken := -1
		for i, got := range answers {
			switch {
			case got.status == http.StatusSeeOther && taken < 0:
				taken = i
			case got.status != http.StatusConflict || !strings.Contains(got.body, fmt.Sprint("Tham luận ", i)):
				t.Errorf("editor %d: got %d after %d was taken", i, got.status, taken)
			}
		}
		if got := s.meeting(1).Agenda[0].Topic; got != fmt.Sprint("Tham luận ", taken) {
			t.Errorf("stored %q, taken that of %d", got, taken)
		}
	}
}
