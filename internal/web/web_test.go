package web

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
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

func TestServeLetsRunningRequestsEnd(t *testing.T) {
	listener, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		stop() // while the request runs
		fmt.Fprint(w, "whole")
	})
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, listener, h, nil, slog.New(slog.DiscardHandler)) }()
	answer, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if b, err := io.ReadAll(answer.Body); string(b) != "whole" || err != nil {
		t.Errorf("got %q, %v, want the whole answer", b, err)
	}
	if err := <-done; err != nil {
		t.Errorf("stopping: %v", err)
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

func TestHeadersOnEveryAnswer(t *testing.T) {
	s := newSite(t)
	s.stored()
	answers := map[string]reply{
		"404":          s.get("/khong/co"),
		"404 record":   s.get("/meetings/99"),
		"404 static":   s.get("/static/x/css/base.css"),
		"405":          s.do("PUT", "/meetings", "", nil),
		"bad query":    s.get("/meetings?q=%zz"),
		"bad form":     s.do("POST", "/meetings", "application/x-www-form-urlencoded", strings.NewReader("a=%zz")),
		"cross origin": s.do("POST", "/sample/remove", "", nil, "Sec-Fetch-Site", "cross-site"),
		"303":          s.post("/sample/remove", map[string]string{}, nil),
	}
	for route, path := range s.routePaths() {
		answers[route] = s.get(path)
		want := map[string]int{"/setup": http.StatusNotFound, "/signin": http.StatusSeeOther}[route]
		if answers[route].status != cmp.Or(want, http.StatusOK) {
			t.Errorf("%s: got status %d, want %d", path, answers[route].status, cmp.Or(want, http.StatusOK))
		}
	}
	for name, got := range answers {
		for header, want := range map[string]string{
			"Content-Security-Policy":    "default-src 'none'",
			"X-Content-Type-Options":     "nosniff",
			"Referrer-Policy":            "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin",
			"X-Frame-Options":            "DENY",
			"Cache-Control":              "",
		} {
			if value := got.header.Get(header); value == "" || !strings.HasPrefix(value, want) {
				t.Errorf("%s: got %s %q, want %q", name, header, value, want)
			}
		}
		if csp := got.header.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") {
			t.Errorf("%s: got policy %q", name, csp)
		}
	}
	file := answers["/exports/:kind"].header
	if !strings.HasPrefix(file.Get("Content-Disposition"), "attachment; filename=") ||
		!strings.Contains(file.Get("Content-Security-Policy"), "sandbox") || file.Get("Cache-Control") != "no-store" {
		t.Errorf("download: got %v", file)
	}
	if got := answers["/static/:version/*file"].header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("static: got Cache-Control %q", got)
	}
	if got := answers["/meetings"].header.Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("page: got Cache-Control %q", got)
	}
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
