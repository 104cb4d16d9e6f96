package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

// TestCommunesSeeNothingOfTheDistrict looks for marks of a meeting in all that
// a commune may open.
func TestCommunesSeeNothingOfTheDistrict(t *testing.T) {
	s := newSite(t)
	marks := []string{"BiMatTen", "BiMatNoi", "BiMatNguoi"}
	m := &briefing.Meeting{Title: "Hội nghị " + marks[0], HeldOn: "2024-04-09", Reports: "2024-Q1", Place: marks[1], State: briefing.Held,
		Participations: []briefing.Participation{{Role: briefing.Chair, Name: marks[2]}},
		Citations:      []briefing.Citation{{Genre: briefing.ChiThi, Number: "7", Symbol: "7-CT/HU", Issuer: "Huyện ủy"}}}
	if err := s.db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	commune := s.callers()[5].come()
	opened := 0
	for _, path := range s.routePaths() {
		got := commune.get(path)
		if got.status == http.StatusOK {
			opened++
		}
		for _, mark := range marks {
			if strings.Contains(got.body, mark) {
				t.Errorf("%s shows %s to a commune", path, mark)
			}
		}
	}
	if !strings.Contains(s.get("/meetings/1").body, marks[1]) || opened < 6 {
		t.Errorf("the test sees nothing: %d pages", opened)
	}
	if got := text(commune.get("/").body); !strings.Contains(got, "Xã Một") || strings.Contains(got, "Hội nghị giao ban") {
		t.Errorf("the first page of a commune: %s", got)
	}
}

func TestMenusAndButtonsFollowTheRole(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.stored()
	for _, a := range s.callers() {
		if a.role == "" {
			continue
		}
		b := a.come()
		for _, path := range []string{"/", "/meetings", "/meetings/1", "/directives", "/directives/1", "/quarters/2024-Q1", "/help"} {
			page := b.get(path)
			if page.status != http.StatusOK {
				continue
			}
			for _, to := range linksIn(page.body) {
				if strings.HasPrefix(to, "#") {
					continue
				}
				if got := b.get(strings.Split(to, "#")[0]); got.status == http.StatusForbidden {
					t.Errorf("%s: %s offers %s, which is refused", a.name, path, to)
				}
			}
			if remove := strings.Contains(page.body, "/sample/remove"); remove {
				t.Errorf("%s: %s offers to remove a sample that is not there", a.name, path)
			}
		}
	}
}

func TestRefusalsComeIntoTheAuditTrailButNotWithoutEnd(t *testing.T) {
	s := newSite(t)
	now := time.Now()
	s.server.now = func() time.Time { return now } // one minute
	leader := s.as(s.signedIn("lanhdao", briefing.Leader, 0))
	for range mostDeniedOfOne + 30 {
		if got := leader.get("/accounts?x=1"); got.status != http.StatusForbidden {
			t.Fatalf("got %d, want 403", got.status)
		}
	}
	entries, err := s.db.Audit(t.Context(), auditOf("denied"))
	if err != nil || len(entries) != mostDeniedOfOne {
		t.Fatalf("got %d entries, %v, want %d", len(entries), err, mostDeniedOfOne)
	}
	e := entries[0]
	if e.Actor != "lanhdao" || e.Origin != "127.0.0.1" || e.Entity != "GET /accounts" || e.Reason == "" || e.At.IsZero() {
		t.Errorf("got %+v, want who, where and what", e)
	}
	if got := s.as(s.signedIn("kiemtra", briefing.Auditor, 0)).get("/accounts/new"); got.status != http.StatusForbidden {
		t.Errorf("got %d, want 403", got.status)
	}
	if entries, _ = s.db.Audit(t.Context(), auditOf("denied")); len(entries) != mostDeniedOfOne+1 {
		t.Errorf("got %d entries, want one of the other account too", len(entries))
	}
	leader.do("GET", "/accounts/%0d%0a%1b[31mx", "", nil)
	for _, e := range entries {
		if strings.ContainsAny(e.Entity+e.Reason, "\r\n\x1b") {
			t.Errorf("control characters in %+v", e)
		}
	}
}
