package web

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

func panicking(*gin.Context) error { panic("forced") }

func failing(*gin.Context) error { return errors.New("forced") }

// A line is a way to the program, plain or encrypted.
type line struct {
	*site
	url    string
	cookie string
	client *http.Client
}

// ask sends a request as the administrator, in a new session, as some end it.
func (l *line) ask(method, path, body string, headers ...string) reply {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), method, l.url+path, strings.NewReader(body))
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: l.cookie, Value: l.signedIn("quantri", briefing.Administrator, 0)})
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := l.client.Transport.RoundTrip(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, string(b), path}
}

// everyAnswer asks every route in every way, and for what is no route.
func (l *line) everyAnswer() map[string]reply {
	all := map[string]reply{
		"404":          l.ask("GET", "/khong/co", ""),
		"404 record":   l.ask("GET", "/meetings/99", ""),
		"404 static":   l.ask("GET", "/static/x/css/base.css", ""),
		"405":          l.ask("PUT", "/meetings", ""),
		"bad query":    l.ask("GET", "/meetings?q=%zz", ""),
		"bad form":     l.ask("POST", "/meetings", "a=%zz"),
		"413":          l.ask("POST", "/meetings", strings.Repeat("a", maxBody+1)),
		"413 stranger": l.ask("POST", "/signin", strings.Repeat("a", maxStrangerBody+1), "Cookie", ""),
		"401":          l.ask("POST", "/meetings", "", "Cookie", ""),
		"303 stranger": l.ask("GET", "/meetings", "", "Cookie", ""),
		"cross origin": l.ask("POST", "/sample/remove", "", "Sec-Fetch-Site", "cross-site"),
		"500":          l.ask("GET", "/failing", ""),
		"500 form":     l.ask("POST", "/failing", "do=x"),
		"panic":        l.ask("GET", "/panicking", ""),
	}
	for _, route := range l.server.engine.Routes() {
		all[route.Method+" "+route.Path] = l.ask(route.Method, l.pathOf(route.Path), "")
	}
	if names, err := l.db.Audit(l.t.Context(), briefing.AuditFilter{Entity: "backup", Action: "create"}); err == nil && len(names) > 0 {
		_, name, _ := strings.Cut(names[0].After, `"Name":"`)
		name, _, _ = strings.Cut(name, `"`)
		all["GET /backups/:name"] = l.ask("GET", "/backups/"+name, "")
	}
	return all
}

func TestHeadersOnEveryAnswer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.stored()
	s.server.route("GET", "/failing", Anyone, failing)
	s.server.route("POST", "/failing", Anyone, failing)
	s.server.route("GET", "/panicking", Anyone, panicking)
	encrypted := httptest.NewTLSServer(s.server.handler())
	defer encrypted.Close()
	for _, l := range []*line{
		{s, s.url, sessionCookie, &http.Client{Transport: http.DefaultTransport}},
		{s, encrypted.URL, "__Host-" + sessionCookie, encrypted.Client()},
	} {
		secure := l.url == encrypted.URL
		answers := l.everyAnswer()
		for name, got := range answers {
			checkHeaders(t, l.url+" "+name, got, secure)
			method, path, _ := strings.Cut(name, " ")
			want := cmp.Or(map[string]int{"/setup": 404, "/signin": 303, "/failing": 500, "/panicking": 500}[path], 200)
			if (method == "GET" || method == "HEAD") && path != "" && got.status != want && !(missing(path) && got.status == 404) {
				t.Errorf("%s: got status %d, want %d", name, got.status, want)
			}
		}
		for name, status := range map[string]int{"404": 404, "404 record": 404, "404 static": 404, "405": 405, "bad query": 400, "bad form": 400,
			"413": 413, "413 stranger": 413, "401": 401, "303 stranger": 303, "cross origin": 403, "500": 500, "500 form": 500, "panic": 500} {
			if got := answers[name].status; got != status {
				t.Errorf("%s %s: got status %d, want %d", l.url, name, got, status)
			}
		}
		checkSignOut(t, answers["POST /signout"], secure)
	}
}

// onceRoutes are the pages that no browser may keep.
var onceRoutes = []string{"/signin", "/setup", "/password", "/devices", "/accounts", "/session-limit", "/audit/verify"}

func checkHeaders(t *testing.T, name string, got reply, secure bool) {
	t.Helper()
	wants := map[string]string{
		"Content-Security-Policy":      "default-src 'none'",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "same-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"X-Frame-Options":              "DENY",
		"Permissions-Policy":           "camera=()",
		requestIDHeader:                "",
	}
	if secure {
		wants["Strict-Transport-Security"] = "max-age=31536000"
	} else if got.header.Get("Strict-Transport-Security") != "" {
		t.Errorf("%s: browsers are told to encrypt a plain line", name)
	}
	for header, want := range wants {
		if value := got.header.Get(header); value == "" || !strings.HasPrefix(value, want) {
			t.Errorf("%s: got %s %q, want %q", name, header, value, want)
		}
	}
	policy := got.header.Get("Content-Security-Policy")
	if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "base-uri 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("%s: got policy %q", name, policy)
	}
	if got.header.Get("Clear-Site-Data") != "" && !strings.HasSuffix(name, "/signout") {
		t.Errorf("%s: the browser is told to forget", name)
	}
	caching, file := got.header.Get("Cache-Control"), got.header.Get("Content-Disposition")
	once := slices.ContainsFunc(onceRoutes, func(route string) bool { return got.path == route || strings.HasPrefix(got.path, route+"/") })
	want := "no-store"
	switch {
	case file != "":
		if !strings.HasPrefix(file, "attachment; filename") || !strings.Contains(policy, "sandbox") {
			t.Errorf("%s: a file is sent as %q under %q", name, file, policy)
		}
	case got.status == http.StatusOK && strings.HasPrefix(got.path, staticRoot):
		want = "public, max-age=31536000, immutable"
	case got.status == http.StatusOK && !once && got.path != "/livez" && !strings.Contains(name, "POST "):
		want = "private, no-cache"
		if got.header.Get("ETag") == "" {
			t.Errorf("%s: a page has no ETag", name)
		}
	}
	if caching != want {
		t.Errorf("%s: got Cache-Control %q, want %q", name, caching, want)
	}
}

// checkSignOut looks at how the browser is told to forget; it takes some of it
// only on an encrypted line.
func checkSignOut(t *testing.T, got reply, secure bool) {
	t.Helper()
	forget, cookie := "", cookieOf(got)
	if secure {
		forget = `"cache", "cookies", "storage"`
	}
	if got.header.Get("Clear-Site-Data") != forget {
		t.Errorf("sign-out: got Clear-Site-Data %q, want %q", got.header.Get("Clear-Site-Data"), forget)
	}
	if cookie == nil || cookie.MaxAge >= 0 || cookie.Secure != secure || !cookie.HttpOnly || strings.HasPrefix(cookie.Name, "__Host-") != secure {
		t.Errorf("sign-out: got cookie %v", cookie)
	}
}
