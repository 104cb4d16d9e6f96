package web

import (
	"crypto/tls"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
)

// overLine sends a request as it comes over a line: encrypted or not, straight
// or through a machine in between.
func (s *site) overLine(encrypted bool, remote, proto, method, path string, form url.Values, cookie *http.Cookie) *http.Response {
	r := httptest.NewRequest(method, "http://giaoban.example"+path, strings.NewReader(form.Encode()))
	r.RemoteAddr = remote
	if encrypted {
		r.TLS = &tls.ConnectionState{}
	}
	if proto != "" {
		r.Header.Set("X-Forwarded-Proto", proto)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	s.server.handler().ServeHTTP(w, r)
	return w.Result()
}

// TestCookiesOnEveryLine wants the strictest cookie that each line can carry.
func TestCookiesOnEveryLine(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	s.server.proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.2/32")}
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	form := url.Values{"name": {"tran.an"}, "password": {goodPassword}, "next": {"/"}}
	for _, c := range []struct {
		name      string
		encrypted bool
		remote    string
		proto     string
		strict    bool
	}{
		{"plain", false, "192.0.2.1:1", "", false},
		{"encrypted", true, "192.0.2.1:1", "", true},
		{"behind our proxy", false, "10.0.0.2:1", "https", true},
		{"behind our proxy, plain", false, "10.0.0.2:1", "http", false},
		{"behind a stranger's", false, "192.0.2.1:1", "https", false},
	} {
		signedIn := s.overLine(c.encrypted, c.remote, c.proto, "POST", "/signin", form, nil)
		if signedIn.StatusCode != http.StatusSeeOther || len(signedIn.Cookies()) != 1 {
			t.Fatalf("%s: got %d with %v", c.name, signedIn.StatusCode, signedIn.Cookies())
		}
		cookie := signedIn.Cookies()[0]
		want := sessionCookie
		if c.strict {
			want = "__Host-" + sessionCookie
		}
		if cookie.Name != want || cookie.Secure != c.strict || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode ||
			cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge != 0 || !cookie.Expires.IsZero() {
			t.Errorf("%s: got %s", c.name, cookie)
		}
		get := func(name string) int {
			return s.overLine(c.encrypted, c.remote, c.proto, "GET", "/devices", nil, &http.Cookie{Name: name, Value: cookie.Value}).StatusCode
		}
		if own, other := get(want), get(strings.Replace("__Host-"+want, "__Host-__Host-", "", 1)); own != http.StatusOK || other != http.StatusSeeOther {
			t.Errorf("%s: under its own name got %d, under the other %d, want 200 and 303", c.name, own, other)
		}
		out := s.overLine(c.encrypted, c.remote, c.proto, "POST", "/signout", nil, cookie)
		if gone := out.Cookies(); len(gone) != 1 || gone[0].Name != want || gone[0].MaxAge >= 0 || (out.Header.Get("Clear-Site-Data") != "") != c.strict {
			t.Errorf("%s: signing out: got %v with %v", c.name, gone, out.Header)
		}
		if get(want) != http.StatusSeeOther {
			t.Errorf("%s: the session outlives the sign-out", c.name)
		}
	}
}

// Every bit of a token changes, and the database holds none of them.
func TestTokensAreLongAndStoredHashed(t *testing.T) {
	s := newSite(t)
	var ones, zeros [32]byte
	for range 200 {
		b, err := base64.RawURLEncoding.DecodeString(auth.NewToken())
		if err != nil || len(b) != 32 {
			t.Fatalf("got %d bytes, %v, want 256 bits", len(b), err)
		}
		for i := range b {
			ones[i] |= b[i]
			zeros[i] |= ^b[i]
		}
	}
	for i := range ones {
		if ones[i] != 0xff || zeros[i] != 0xff {
			t.Errorf("byte %d of a token has bits that never change", i)
		}
	}
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	cookie := cookieOf(s.signInWith("tran.an", goodPassword))
	if s.as(cookie.Value).get("/devices").status != http.StatusOK {
		t.Fatal("the session is dead")
	}
	files, err := filepath.Glob(filepath.Join(s.dir, "*"))
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	found := false
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			continue // a folder
		}
		found = found || strings.Contains(string(b), auth.TokenKey(cookie.Value))
		if strings.Contains(string(b), cookie.Value) || strings.Contains(string(b), goodPassword) {
			t.Errorf("%s holds the token or the password", file)
		}
	}
	if !found {
		t.Error("the test looks in the wrong place: no file holds the session")
	}
	// The key that the database holds is no token.
	if got := s.as(auth.TokenKey(cookie.Value)).get("/devices"); got.status != http.StatusSeeOther {
		t.Errorf("the stored key opens a page: %d", got.status)
	}
}
