package web

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// TestFormsOfOtherPagesAreRefused tries every route that changes something in
// every way in which a foreign page may send a form.
func TestFormsOfOtherPagesAreRefused(t *testing.T) {
	s := newSite(t)
	s.stored()
	s.server.denied.ofOne = 1 << 30
	host := strings.TrimPrefix(s.url, "http://")
	before := s.head()
	routes := 0
	for _, route := range s.server.engine.Routes() {
		if route.Method != http.MethodPost {
			continue
		}
		routes++
		for name, headers := range map[string][]string{
			"cross-site":   {"Sec-Fetch-Site", "cross-site"},
			"same-site":    {"Sec-Fetch-Site", "same-site"},
			"foreign":      {"Origin", "https://evil.example"},
			"null":         {"Origin", "null"},
			"other port":   {"Origin", "http://127.0.0.1:1"},
			"other scheme": {"Sec-Fetch-Site", "cross-site", "Origin", "http://" + host},
			"no headers":   {"Sec-Fetch-Site", ""},
			"no page":      {"Sec-Fetch-Site", "none"},
			"no page, own": {"Sec-Fetch-Site", "none", "Origin", "http://" + host},
			"own, foreign": {"Sec-Fetch-Site", "same-origin", "Origin", "https://evil.example"},
			"own, null":    {"Sec-Fetch-Site", "same-origin", "Origin", "null"},
			"own, port":    {"Sec-Fetch-Site", "same-origin", "Origin", "http://127.0.0.1:1"},
			"own, nothing": {"Sec-Fetch-Site", "same-origin", "Origin", "http://"},
		} {
			got := s.do("POST", s.pathOf(route.Path), "application/x-www-form-urlencoded", strings.NewReader("do=all"), headers...)
			if got.status != http.StatusForbidden || !strings.Contains(text(got.body), "Yêu cầu đến từ trang khác") {
				t.Errorf("POST %s, %s: got %d, want 403", route.Path, name, got.status)
			}
		}
	}
	entries, err := s.db.Audit(t.Context(), briefing.AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries[:len(entries)-before] {
		if e.Action != "denied" {
			t.Errorf("a refused form changed something: %+v", e)
		}
	}
	if routes < 10 {
		t.Errorf("only %d routes", routes)
	}
	// Old browsers on plain lines send nothing but the right origin.
	if got := s.do("POST", "/session-limit", "application/x-www-form-urlencoded", strings.NewReader("idle_minutes=20&hours=8"),
		"Origin", s.url); got.status != http.StatusSeeOther {
		t.Errorf("our own form: got %d, want 303", got.status)
	}
}

// head counts the entries of the audit trail.
func (s *site) head() int {
	s.t.Helper()
	entries, err := s.db.Audit(s.t.Context(), briefing.AuditFilter{})
	if err != nil {
		s.t.Fatal(err)
	}
	return len(entries)
}

// TestOriginsOfForms sends the same form from pages of many origins.
func TestOriginsOfForms(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	s.server.origins = []string{"https://cong.example"}
	if err := s.server.crossOrigin.AddTrustedOrigin("https://cong.example"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		at, origin, site string
		want             int
	}{
		{"https://giaoban.example", "http://giaoban.example", "", 403},
		{"https://giaoban.example", "http://giaoban.example", "same-origin", 403},
		{"https://giaoban.example", "https://giaoban.example", "", 303},
		{"https://giaoban.example", "https://giaoban.example", "same-origin", 303},
		{"https://giaoban.example", "", "same-origin", 303},
		{"https://giaoban.example", "https://cong.example", "cross-site", 303},
		{"https://giaoban.example", "https://cong.example", "same-origin", 303},
		{"https://giaoban.example", "https://evil.example", "same-origin", 403},
		// Browsers send no Sec-Fetch-Site on plain lines.
		{"http://192.168.1.5:8080", "http://192.168.1.5:8080", "", 303},
		{"http://192.168.1.5:8080", "http://192.168.1.6:8080", "", 403},
		{"http://192.168.1.5:8080", "http://192.168.1.5", "", 403},
		{"http://192.168.1.5:8080", "https://192.168.1.5:8080", "", 403},
		{"http://192.168.1.5:8080", "ftp://192.168.1.5:8080", "", 403},
		{"http://192.168.1.5:8080", "javascript://192.168.1.5:8080", "", 403},
		{"http://192.168.1.5:8080", "http://x@192.168.1.5:8080", "", 403},
		{"http://192.168.1.5:8080", "http://192.168.1.5:8080/", "", 403},
		{"http://192.168.1.5:8080", "http://192.168.1.5:8080 http://evil.example", "", 403},
		{"http://192.168.1.5:8080", "HTTP://192.168.1.5:8080", "", 403},
		{"http://192.168.1.5:8080", "//192.168.1.5:8080", "", 403},
		{"http://192.168.1.5:80", "http://192.168.1.5", "same-origin", 303},
		{"http://GiaoBan.example", "http://giaoban.example", "same-origin", 303},
		{"https://giaoban.example:443", "https://giaoban.example", "same-origin", 303},
		{"https://giaoban.example", "https://giaoban.example:8443", "", 403},
	} {
		r := httptest.NewRequest("POST", test.at+"/session-limit", strings.NewReader("idle_minutes=20&hours=8"))
		if r.TLS = nil; strings.HasPrefix(test.at, "https:") {
			r.TLS = &tls.ConnectionState{}
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for name, value := range map[string]string{"Origin": test.origin, "Sec-Fetch-Site": test.site} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		r.AddCookie(&http.Cookie{Name: "__Host-giaoban", Value: s.token})
		r.AddCookie(&http.Cookie{Name: "giaoban", Value: s.token})
		w := httptest.NewRecorder()
		s.server.handler().ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("%s from %q, %q: got %d, want %d", test.at, test.origin, test.site, w.Code, test.want)
		}
	}
}

// TestOnlyNamesOfOursAreAnswered asks under other names than those that were
// named at the start.
func TestOnlyNamesOfOursAreAnswered(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	ask := func(host string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/meetings", nil)
		r.Host = host
		r.AddCookie(&http.Cookie{Name: "giaoban", Value: s.token})
		w := httptest.NewRecorder()
		s.server.handler().ServeHTTP(w, r)
		return w
	}
	if got := ask("any.example"); got.Code != http.StatusOK {
		t.Errorf("without names: got %d, want 200", got.Code)
	}
	s.server.hosts = []string{"giaoban.example", "::1"}
	before, refused := s.head(), 0
	for host, want := range map[string]int{"giaoban.example": 200, "GiaoBan.Example:8443": 200, "[::1]:80": 200, "[::1]": 200,
		"evil.example": 421, "giaoban.example.evil.example": 421, "giaoban.example@evil.example": 421, "": 421, "127.0.0.1": 421} {
		got := ask(host)
		if want == http.StatusMisdirectedRequest {
			refused++
		}
		if got.Code != want || want == 421 && (!strings.Contains(text(got.Body.String()), "Sai tên máy") || strings.Contains(got.Body.String(), `class="menu"`)) {
			t.Errorf("%q: got %d, want %d", host, got.Code, want)
		}
	}
	if got := s.head() - before; got != refused {
		t.Errorf("got %d entries, want one for each of %d refusals", got, refused)
	}
}

// TestOnlyProxiesOfOursAreBelieved asks who a request comes from.
func TestOnlyProxiesOfOursAreBelieved(t *testing.T) {
	s := &server{proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("::1/128")}}
	for _, test := range []struct {
		remote string
		hops   []string
		want   string
		proto  string
		secure bool
	}{
		{"192.0.2.1:5", []string{"6.6.6.6"}, "192.0.2.1", "https", false},
		{"10.0.0.2:5", []string{"192.0.2.7"}, "192.0.2.7", "https", true},
		{"10.0.0.2:5", []string{"6.6.6.6, 192.0.2.7"}, "192.0.2.7", "http", false},
		{"10.0.0.2:5", []string{"6.6.6.6", "192.0.2.7"}, "192.0.2.7", "", false},
		{"10.0.0.2:5", []string{"6.6.6.6, 192.0.2.7, 10.0.0.9"}, "192.0.2.7", "HTTPS", true},
		{"10.0.0.2:5", []string{"6.6.6.6, nonsense"}, "10.0.0.2", "", false},
		{"10.0.0.2:5", nil, "10.0.0.2", "", false},
		{"[::1]:5", []string{"[2001:db8::7]:80"}, "2001:db8::7", "", false},
		{"[::ffff:10.0.0.3]:5", []string{"192.0.2.8:4711"}, "192.0.2.8", "", false},
	} {
		r := httptest.NewRequestWithContext(context.Background(), "GET", "/", nil)
		r.RemoteAddr = test.remote
		r.Header["X-Forwarded-For"] = test.hops
		r.Header.Set("X-Forwarded-Proto", test.proto)
		if address, secure := s.client(r); address != test.want || secure != test.secure {
			t.Errorf("%s through %q: got %s, %v, want %s, %v", test.remote, test.hops, address, secure, test.want, test.secure)
		}
	}
	for address, want := range map[string]string{"192.0.2.1": "192.0.2.1", "2001:db8:1:2:3::4": "2001:db8:1:2::/64", "?": "?"} {
		if got := networkOf(address); got != want {
			t.Errorf("network of %s: got %s, want %s", address, got, want)
		}
	}
}

// TestNoPageLeadsAway tries addresses of other sites as the place to go on to.
func TestNoPageLeadsAway(t *testing.T) {
	foreign := []string{"//evil", "///evil", `/\evil`, `\\evil`, "/%09/evil", "/%2f/evil", "/%2F%2fevil", "https:evil", "https:/evil",
		"http://evil", "//evil@host", "host@evil", "javascript:alert(1)", "data:text/html,x", "/..//evil", "/\t/evil", "/\r\nLocation: //evil",
		"/%0d%0aSet-Cookie:x", "/%00", "?next=//evil", "／／evil", "/／evil", "//еvil", ".evil", "/" + strings.Repeat("a", 8<<10), "", "#//evil",
		"/#//evil", "/%5cevil", "/%5c%5cevil", "/x//evil", "/signin?next=//evil", "/signout"}
	s := newSite(t)
	password := "sông núi biển trời 36"
	s.withPassword("tran.an", briefing.Staff, password)
	stranger := s.as("")
	for _, next := range foreign {
		if got := localPath(next); got != "/" {
			t.Errorf("%q: got %q, want /", next, got)
		}
	}
	for _, next := range foreign[:4] {
		got := stranger.post("/signin", map[string]string{"name": "tran.an", "password": password, "next": next}, nil)
		if got.status != http.StatusSeeOther || got.header.Get("Location") != "/" {
			t.Errorf("after the sign-in with %q: got %d to %q, want /", next, got.status, got.header.Get("Location"))
		}
	}
	for _, next := range []string{"/", "/meetings", "/meetings?q=%C4%91&page=2", "/exports/quarter?format=pdf&period=2024-Q1"} {
		if got := localPath(next); got != next {
			t.Errorf("%q: got %q, want it kept", next, got)
		}
	}
	got := stranger.do("GET", "/meetings?q=a", "", nil, "Referer", "https://evil.example/")
	if to := got.header.Get("Location"); to != "/signin?next=%2Fmeetings%3Fq%3Da" {
		t.Errorf("got %q", to)
	}
}
