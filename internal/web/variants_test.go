package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"giaoban/internal/testtool"
)

// spellings are other ways to write an address, which some programs take for
// the same one.
func spellings(path string) []string {
	path, query, _ := strings.Cut(path, "?")
	last := strings.LastIndex(path, "/")
	all := []string{"/" + path, path + "/", path + "//", strings.ToUpper(path), path + "/.", "/." + path, "/x/.." + path, path + "/x/..",
		path[:last] + "%2f" + path[last+1:], path[:last] + "/%2e%2e" + path[last:], path + "%2f", path + "%00", path + ";x=1", path + ".json",
		"/%2f" + path[1:], strings.ReplaceAll(path, "/", `\`)}
	if path == "/" {
		all = []string{"//", "/.", "/%2f", "/./", "//x/..", "/x/.."}
	}
	if query != "" {
		for i := range all {
			all[i] += "?" + query
		}
	}
	return all
}

// A route answers other methods and other spellings with never more than the
// plain form gives the same visitor, and they change nothing.
func TestOtherMethodsAndSpellingsOpenNothing(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	actors := f.callers()
	visitors := make([]*site, len(actors))
	for i, a := range actors {
		visitors[i] = a.come()
	}
	before := f.tables("audit", "sign_in_try", "seen_at")
	methods := []string{"HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "get", "PROPFIND"}
	tried, turn := 0, 0
	for _, route := range f.server.engine.Routes() {
		if route.Method == http.MethodHead {
			continue
		}
		plain := strings.Replace(f.pathOf(route.Path), "/backups/1", "/backups/"+f.backupName(), 1)
		for i, actor := range actors {
			usual := visitors[i].get(plain)
			check := func(method, path string, got reply) {
				t.Helper()
				tried++
				if got.status < 400 && !(got.status == 303 && strings.HasPrefix(got.header.Get("Location"), "/signin")) &&
					(method != "GET" && method != "HEAD" || got.status != usual.status) {
					t.Errorf("%s %s as %s: got %d; plain %s gives %d", method, path, actor.name, got.status, plain, usual.status)
				}
				if got.status == 200 && method == "HEAD" && got.body != "" {
					t.Errorf("HEAD %s as %s: got %d bytes", path, actor.name, len(got.body))
				}
				if got.header.Get("Access-Control-Allow-Origin") != "" || got.header.Get("Content-Security-Policy") == "" {
					t.Errorf("%s %s as %s: got headers %v", method, path, actor.name, got.header)
				}
			}
			for _, method := range methods {
				turn++
				if testtool.Long() || turn%8 == 0 {
					check(method, plain, visitors[i].do(method, plain, "", nil, "X-HTTP-Method-Override", route.Method))
				}
			}
			for _, path := range spellings(plain) {
				if _, err := url.Parse(f.url + path); err != nil {
					continue // no browser can ask for it
				}
				turn++
				if !testtool.Long() && turn%8 != 0 {
					continue
				}
				switch {
				case route.Method == http.MethodGet:
					check("GET", path, visitors[i].get(path))
				case !sameRoute(f.site, path, plain): // an encoded slash is one, and the form may be taken
					check("POST", path, visitors[i].post(path, nil, nil))
				}
			}
		}
	}
	if change := tableChanges(before, f.tables("audit", "sign_in_try", "seen_at")); change != "" {
		t.Errorf("something has changed: %s", change)
	}
	if got := visitors[1].get("/"); got.status != http.StatusOK || tried < 2000 {
		t.Errorf("%d requests, the administrator gets %d: the test sees nothing", tried, got.status)
	}
	t.Logf("%d requests", tried)
}

// sameRoute reports whether a spelling is read as the plain address.
func sameRoute(s *site, path, plain string) bool {
	u, err := url.Parse(path)
	s.need(err)
	return u.Path == plain
}
