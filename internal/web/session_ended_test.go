package web

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/testtool"
)

// endings are all ways in which the rights of an account end.
var endings = map[string]func(s *site, a *briefing.Account) error{
	"disabled": func(s *site, a *briefing.Account) error {
		a.Disabled = true
		return s.db.UpdateAccount(s.t.Context(), tester, a)
	},
	"another role": func(s *site, a *briefing.Account) error {
		a.Role = map[bool]briefing.AccountRole{true: briefing.Auditor, false: briefing.Leader}[a.Role != briefing.Auditor]
		return s.db.UpdateAccount(s.t.Context(), tester, a)
	},
	"a new password": func(s *site, a *briefing.Account) error {
		return s.db.ResetPassword(s.t.Context(), tester, a.ID, "", "Quên mật khẩu")
	},
	"signed out": func(s *site, a *briefing.Account) error { return s.db.EndSessions(s.t.Context(), tester, a.ID) },
}

// meanwhile is the site, where something happens to the account that asks after
// it was admitted and before its handler runs: as if the handler had to wait.
func (s *site) meanwhile(happens func(a *briefing.Account)) *site {
	s.t.Helper()
	program := s.server
	program.engine = gin.New()
	program.engine.Use(program.admit, program.parse, program.readmit, func(c *gin.Context) {
		a := *account(c)
		happens(&a)
	})
	program.routes()
	late := httptest.NewServer(program.handler())
	s.t.Cleanup(late.Close)
	other := *s
	other.url = late.URL
	return &other
}

// TestNoChangeOutlivesItsRights sends a good form to every route, and takes the
// rights of its sender away while the handler is about to begin. Nothing may be
// stored, and the trail tells that it was refused.
func TestNoChangeOutlivesItsRights(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	forms := f.sendings()
	forms["/devices"] = forms["/devices"].with("do", "all") // one device alone has gone before
	for i, route := range slices.Sorted(maps.Keys(forms)) {
		form := forms[route]
		names := slices.Sorted(maps.Keys(endings))
		switch route {
		case "/setup", "/setup/restore", "/signin", "/meetings/import":
			continue // of strangers, and one that stores nothing
		case "/password", "/backups/:name/restore":
			names = []string{"another role", "signed out"} // otherwise the old password is wrong
		}
		for j, name := range names {
			if testtool.Long() || i%len(names) == j {
				t.Run(route[1:]+" "+name, func(t *testing.T) {
					form.refusedAfter(t, name, func(s *site) reply { return form.send(s) })
				})
			}
		}
	}
	fetched := sending{site: f.site, path: "/backups/" + f.backupName()}
	fetched.refusedAfter(t, "disabled", func(s *site) reply { return s.get(fetched.path) })
}

// refusedAfter sends a form while rights end.
func (f sending) refusedAfter(t *testing.T, ending string, send func(*site) reply) {
	t.Helper()
	twin := f.site.in(t).twin()
	twin.server.denied.ofOne = mostDeniedOfOne
	twin.signedIn("admin.hai", briefing.Administrator, 0) // one must be left
	var before map[string]string
	var entry int
	name := ""
	without := []string{"audit", "sign_in_try"}
	got := send(twin.meanwhile(func(a *briefing.Account) {
		twin.need(endings[ending](twin, a))
		name, before, entry = a.Name, twin.tables(without...), twin.head()
	}))
	what := f.path + ", " + ending
	// A form with files is asked for once more after each of them, and then finds
	// no session at all.
	ended := strings.HasSuffix(f.path, "/files") && ending != "disabled" && ending != "another role" || takesBackup(f.path)
	if got.status != http.StatusUnauthorized || !strings.Contains(text(got.body), errSessionEnded.title) && !ended ||
		strings.Contains(got.body, `class="menu"`) || got.header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("%s: got %d %v: %.500q", what, got.status, got.header, text(got.body))
	}
	if change := tableChanges(before, twin.tables(without...)); change != "" {
		t.Errorf("%s: something was stored: %s", what, change)
	}
	entries := twin.since(entry)
	told := len(entries) == 1 && entries[0].Action == "denied" &&
		(entries[0].Actor == name && entries[0].Reason == errSessionEnded.title || ended && strings.Contains(entries[0].Reason, name))
	if !told {
		t.Errorf("%s: got entries %+v, want one refusal to %s", what, entries, name)
	}
}

// A session that ends by itself while its last request is at work does not undo
// that work: a backup may take longer than people may be idle.
func TestAgeDoesNotStopWhatHasBegun(t *testing.T) {
	s := newSite(t)
	late := s.meanwhile(func(*briefing.Account) { s.age(s.token, 0, 31*time.Minute) })
	if got := late.post("/session-limit", map[string]string{"idle_minutes": "20", "hours": "6"}, nil); got.status != http.StatusSeeOther {
		t.Errorf("got %d, want 303", got.status)
	}
}
