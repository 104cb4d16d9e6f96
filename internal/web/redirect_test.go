package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/testtool"
)

// local reports whether a browser that is sent to an address from a page of
// ours stays with us, in the way in which browsers read addresses.
func local(to string) bool {
	to = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(strings.Trim(to, " "))
	u, err := url.Parse("http://giaoban.example/signin")
	if err != nil {
		return false
	}
	next, err := u.Parse(to)
	return err == nil && next.Host == u.Host && next.Scheme == u.Scheme && !strings.HasPrefix(to, "//")
}

// Nothing that a foreign page or a mail can put into an address or a header
// leads a browser to another site.
func TestNoAddressLeadsElsewhere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.hurry()
	s.withPassword("le.ba", "staff", goodPassword)
	stranger := s.as("")
	for i, bad := range elsewhere {
		if bad == "//evil.example" && local(bad) {
			t.Fatal("the test takes another site for ours")
		}
		answers := []reply{
			stranger.get(address("/signin", url.Values{"next": {bad}})),
			s.get(address("/signin", url.Values{"next": {bad}})),
			stranger.post("/accounts/1", map[string]string{"full_name": bad, "target": bad, "next": bad}, nil),
			s.do("GET", "/devices", "", nil, "Referer", oneLine(bad)),
			s.do("POST", "/session-limit", "application/x-www-form-urlencoded", strings.NewReader("idle_minutes=20&hours=5"), "Referer", oneLine(bad)),
		}
		if testtool.Long() || i%6 == 0 { // each costs a password
			values := map[string]string{"name": "le.ba", "password": goodPassword, "next": bad}
			in := stranger.post("/signin", values, nil)
			if in.status != http.StatusSeeOther {
				t.Errorf("next %.40q: got %d, want a sign-in", bad, in.status)
			}
			values["target"], values["late.full_name"] = bad, "x"
			answers = append(answers, in, stranger.post("/signin", values, nil))
		}
		if path := "/" + strings.TrimLeft(bad, "/"); !strings.ContainsAny(bad, "\r\n\t ") && len(bad) < 4000 {
			if _, err := url.Parse(s.url + path); err == nil {
				answers = append(answers, stranger.get(path))
			}
		}
		for n, got := range answers {
			if to := got.header.Get("Location"); !local(to) {
				t.Errorf("%.40q, answer %d: leads to %q", bad, n, to)
			}
			for name, values := range got.header {
				if name != "Location" && strings.Contains(strings.Join(values, " "), "evil") {
					t.Errorf("%.40q, answer %d: header %s: %v", bad, n, name, values)
				}
			}
			for _, to := range linksIn(got.body) {
				if !local(to) {
					t.Errorf("%.40q, answer %d: links to %q", bad, n, to)
				}
			}
			for _, found := range forms.FindAllString(got.body, -1) {
				form := formIn(t, found)
				if !local(form.action) || !local(form.values["next"]) || !local(form.values["target"]) {
					t.Errorf("%.40q, answer %d: a form to %q, then %q or %q", bad, n, form.action, form.values["next"], form.values["target"])
				}
			}
		}
	}
}

func oneLine(s string) string { return strings.NewReplacer("\r", "", "\n", "", "\x00", "").Replace(s) }

// No page names the host that a request claims to be for.
func TestTheHostHeaderLeadsNowhere(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	for _, host := range elsewhere {
		if strings.ContainsAny(host, "\r\n\t") || len(host) > 300 {
			continue // the server of the standard library refuses them
		}
		for _, path := range []string{"/", "/signin?next=%2Fhelp", "/meetings", "/no/page"} {
			for _, token := range []string{"", s.token} {
				r := httptest.NewRequest("GET", path, nil)
				r.Host = host
				r.Header.Set("X-Forwarded-Host", "evil.example")
				r.Header.Set("Forwarded", "host=evil.example")
				r.Header.Set("X-Original-URL", "/accounts")
				r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
				w := httptest.NewRecorder()
				s.server.handler().ServeHTTP(w, r)
				if strings.Contains(w.Body.String(), "evil") || strings.Contains(strings.Join(w.Header().Values("Location"), ""), "evil") || w.Code >= 500 {
					t.Errorf("host %q, %s: got %d to %q", host, path, w.Code, w.Header().Get("Location"))
				}
			}
		}
	}
}

// No name in an address reaches a file that it does not name.
func TestNoNameLeadsOutOfItsFolder(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	key, err := os.ReadFile(filepath.Join(f.dir, "audit.key"))
	f.need(err)
	tried := 0
	before := f.tables("audit", "seen_at")
	for _, name := range fileNames {
		for _, escape := range []func(string) string{url.PathEscape, url.QueryEscape, func(s string) string { return url.PathEscape(url.PathEscape(s)) },
			func(s string) string { return (&url.URL{Path: s}).EscapedPath() }} {
			for _, route := range f.server.engine.Routes() {
				if !strings.Contains(route.Path, ":name") && !strings.Contains(route.Path, ":kind") && !strings.Contains(route.Path, "*") || route.Method == "HEAD" {
					continue
				}
				path := strings.NewReplacer(":name", escape(name), ":kind", escape(name), ":version", f.server.assets.version, "*file", escape(name)).Replace(route.Path)
				tried++
				var got reply
				if route.Method == "POST" {
					got = f.post(path, map[string]string{"do": "remove"}, nil)
				} else {
					got = f.get(path)
				}
				if got.status != 404 && got.status != 405 && got.status != 400 || strings.Contains(got.body, string(key)) || strings.Contains(got.body, "root:") {
					t.Errorf("%s %.80s: got %d", route.Method, path, got.status)
				}
				if strings.Contains(got.header.Get("Content-Disposition"), "..") {
					t.Errorf("%.80s: a file called %q", path, got.header.Get("Content-Disposition"))
				}
			}
		}
		// The name of a file that somebody sends is used for nothing.
		f.post("/units/import", map[string]string{"do": "read"}, []byte(name))
	}
	if change := tableChanges(before, f.tables("audit", "seen_at")); change != "" {
		t.Errorf("something has changed: %s", change)
	}
	for _, name := range []string{"giaoban.db", "audit.key", filepath.Join("backups", f.backupName())} {
		if info, err := os.Stat(filepath.Join(f.dir, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got %v, %v, want it for the owner alone", name, info, err)
		}
	}
	t.Logf("%d requests", tried)
}
