package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

func TestEveryRouteHasARule(t *testing.T) {
	s := newSite(t)
	for _, route := range s.server.engine.Routes() {
		rule, ok := s.server.rules[route.Method+" "+route.Path]
		if !ok || rule == 0 {
			t.Errorf("%s %s: got rule %d, want one", route.Method, route.Path, rule)
		}
	}
	if len(s.server.rules) != len(s.server.engine.Routes()) {
		t.Errorf("got %d rules for %d routes", len(s.server.rules), len(s.server.engine.Routes()))
	}
	for _, role := range briefing.AccountRoles() {
		if Rule(0).admits(&briefing.Account{Role: role}) || Anyone.admits(nil) {
			t.Errorf("the zero rule admits %s, or any rule nobody", role)
		}
	}
}

func TestOnlyTheMachineItselfIsAdmitted(t *testing.T) {
	s := newSite(t)
	s.stored()
	for _, test := range []struct{ remote, host string }{
		{"192.0.2.1:1234", "127.0.0.1:8080"},
		{"127.0.0.1:1234", "evil.example:8080"},
		{"127.0.0.1:1234", "127.0.0.1.evil.example"},
	} {
		for _, route := range s.server.engine.Routes() {
			if s.server.rules[route.Method+" "+route.Path] == Public {
				continue
			}
			path := strings.NewReplacer(":id", "1", ":period", "2024-Q1", ":kind", "meetings").Replace(route.Path)
			for _, at := range []string{path, "/no/page"} {
				r := httptest.NewRequest(route.Method, at, nil)
				r.RemoteAddr, r.Host = test.remote, test.host
				r.AddCookie(&http.Cookie{Name: sessionCookie, Value: s.token})
				w := httptest.NewRecorder()
				s.server.handler().ServeHTTP(w, r)
				if w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), `class="count"`) {
					t.Errorf("%s %s from %s to %s: got %d, want 403 without counts", route.Method, at, test.remote, test.host, w.Code)
				}
			}
		}
	}
}

// routePaths gives an address for every GET route, with a meeting stored.
func (s *site) routePaths() map[string]string {
	paths := map[string]string{}
	for _, route := range s.server.engine.Routes() {
		if route.Method == "GET" && !missing(route.Path) {
			paths[route.Path] = s.pathOf(route.Path)
		}
	}
	return paths
}

func TestPagesAreNotSentTwice(t *testing.T) {
	s := newSite(t)
	first := s.get("/help")
	again := s.do("GET", "/help", "", nil, "If-None-Match", first.header.Get("ETag"))
	if again.status != http.StatusNotModified || again.body != "" {
		t.Errorf("got %d with %d bytes, want 304 with none", again.status, len(again.body))
	}
	s.stored() // the menu's counts change
	if changed := s.do("GET", "/help", "", nil, "If-None-Match", first.header.Get("ETag")); changed.status != http.StatusOK {
		t.Errorf("after a change: got %d, want 200", changed.status)
	}
}

func TestReadingChangesNothing(t *testing.T) {
	s := newSite(t)
	id := s.stored()
	before, entries := fmt.Sprint(*s.meeting(id)), s.head()
	for _, path := range s.routePaths() {
		s.get(path)
		s.do("HEAD", path, "", nil)
	}
	if after := s.head(); after != entries {
		t.Errorf("got %d entries in the audit trail, want %d: reading has written", after, entries)
	}
	if after := fmt.Sprint(*s.meeting(id)); after != before {
		t.Errorf("got %s, want %s", after, before)
	}
}

func TestOtherSitesCannotPost(t *testing.T) {
	s := newSite(t)
	id := s.stored()
	body, contentType := encode(t, map[string]string{}, nil)
	for _, headers := range [][]string{
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},
		{"Origin", "https://evil.example"},
		{"Origin", "null"},
	} {
		got := s.do("POST", "/sample/remove", contentType, strings.NewReader(body.String()), headers...)
		if got.status != http.StatusForbidden || !strings.Contains(text(got.body), "Yêu cầu đến từ trang khác") {
			t.Errorf("%v: got %d, want 403 in Vietnamese", headers, got.status)
		}
	}
	s.meeting(id)
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	s := newSite(t)
	s.hurry()
	s.stored()
	draft := &briefing.Meeting{Title: "Nháp", HeldOn: "2024-07-02", Reports: "2024-H1"}
	if err := s.db.SaveMeeting(t.Context(), store.Actor{Name: "test"}, draft); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	queue := []string{"/"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		got := s.get(path)
		if got.status != http.StatusOK {
			t.Errorf("%s: got status %d", path, got.status)
			continue
		}
		if !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
			continue
		}
		base, _ := url.Parse(path)
		for _, to := range linksIn(got.body) {
			ref, err := url.Parse(to)
			if err != nil || ref.Host != "" || ref.Scheme != "" {
				t.Errorf("%s: link %q leaves the program", path, to)
				continue
			}
			if ref.Path == "" && ref.Fragment != "" && !strings.Contains(got.body, `id="`+ref.Fragment+`"`) {
				t.Errorf("%s: no place for %q", path, to)
			}
			target := base.ResolveReference(ref)
			target.Fragment = ""
			queue = append(queue, target.String())
		}
	}
	if len(seen) < 30 {
		t.Errorf("got %d pages, want at least 30: the crawl stops early", len(seen))
	}
}
