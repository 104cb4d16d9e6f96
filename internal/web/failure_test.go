package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"giaoban/internal/testtool"
)

// tells are pieces of what only the log may hold.
var tells = regexp.MustCompile(`(?i)sqlite|\bsql\b|no such table|constraint|goroutine|\.go:\d|runtime error|giaoban/internal|nil pointer|\btmp/|/var/|\.db\b|go1\.\d|stack|chuyện nội bộ`)

// quiet fails the test when an answer to something that went wrong tells what,
// and returns whether it is such an answer. The number that it shows stands in
// the log.
func (s *site) quiet(what string, got reply) bool {
	s.t.Helper()
	if got.status < 500 {
		return false
	}
	for name, values := range got.header {
		got.body += "\n" + name + ": " + strings.Join(values, " ")
	}
	if told := tells.FindString(strings.ReplaceAll(text(got.body), s.dir, "/tmp/")); told != "" {
		s.t.Errorf("%s: the answer tells %q", what, told)
	}
	if strings.Contains(got.body, s.dir) || strings.Contains(got.body, runtime.Version()) {
		s.t.Errorf("%s: the answer tells a path or a version", what)
	}
	id := got.header.Get(requestIDHeader)
	if got.status == http.StatusInternalServerError && (id == "" || !strings.Contains(text(got.body), id) || !strings.Contains(s.log.String(), "id="+id)) {
		s.t.Errorf("%s: the number %q stands not in both page and log", what, id)
	}
	if got.header.Get("Cache-Control") != "no-store" || got.header.Get("Content-Security-Policy") == "" {
		s.t.Errorf("%s: got headers %v", what, got.header)
	}
	return true
}

// all sends everything: one address of each GET route, that of an entry that was
// merged, and every form.
func (f *fullSite) all(s *site, forms map[string]sending, check func(what string, got reply)) {
	f.t.Helper()
	merged := "/directives/" + selected(f.t, f.raw(), `SELECT min(id) FROM directive_merge`)[0]
	check("GET "+merged, s.get(merged))
	for _, route := range f.server.engine.Routes() {
		path := strings.Replace(f.pathOf(route.Path), "/backups/1", "/backups/"+f.backupName(), 1)
		switch form, ok := forms[route.Path]; {
		case route.Method == http.MethodGet:
			check("GET "+path, s.get(path))
		case route.Method == http.MethodPost && ok && form.path != "/setup" && form.path != "/units/reference":
			visitor := *s
			visitor.token = form.site.token
			check("POST "+path, form.send(&visitor))
		}
	}
}

// Whatever part of the database fails, every page says so without saying what,
// nothing is stored by half, and the program goes on.
func TestEveryRouteFailsQuietly(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	forms := f.sendings()
	tables := slices.Compact(func() (all []string) {
		for _, c := range columns(t, f.raw()) {
			all = append(all, c.table)
		}
		return all
	}())
	failed := map[string]bool{} // routes
	// It returns how many routes failed.
	try := func(t *testing.T, what, breakIt, mendIt string) (failures int) {
		t.Helper()
		twin := f.in(t).twin()
		db := twin.raw()
		db.SetMaxOpenConns(1)
		before := twin.tables("audit", "seen_at", "sign_in_try", "sign_in_place")
		must(t, db, `PRAGMA legacy_alter_table = on`)
		must(t, db, breakIt)
		f.all(twin, forms, func(route string, got reply) {
			if twin.quiet(what+", "+route, got) {
				failed[route] = true
				failures++
			}
			if mendIt != "" && strings.HasPrefix(route, "POST") && got.status < 400 && !strings.HasPrefix(route, "POST /meetings/import") {
				t.Errorf("%s, %s: got %d, though nothing can be stored", what, route, got.status)
			}
		})
		if mendIt == "" {
			return failures
		}
		must(t, db, mendIt)
		if change := tableChanges(before, twin.tables("audit", "seen_at", "sign_in_try", "sign_in_place")); change != "" {
			t.Errorf("%s: stored by half: %s", what, change)
		}
		if got := twin.get("/meetings/1"); got.status != http.StatusOK {
			t.Errorf("%s: mended, but got %d", what, got.status)
		}
		return failures
	}
	// The last step of every write fails: what went before must not stay.
	writes := try(t, "no audit trail", `CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'chuyện nội bộ /tmp/x.go:1'); END`, `DROP TRIGGER broken`)
	for i, table := range tables {
		if testtool.Long() || i%8 == 0 || slices.Contains([]string{"meeting", "session", "search_symbol", "sign_in_place"}, table) {
			t.Run("without "+table, func(t *testing.T) {
				if try(t, "without the table "+table, `ALTER TABLE `+table+` RENAME TO gone`, "") == 0 {
					t.Error("nothing fails")
				}
			})
		}
	}
	closed := f.twin()
	f.need(closed.db.Close())
	shut := 0
	f.all(closed, forms, func(route string, got reply) {
		if closed.quiet("closed, "+route, got) {
			shut++
		} else if got.status != http.StatusNotFound && !strings.Contains(route, staticRoot) {
			t.Errorf("closed, %s: got %d, want 500", route, got.status)
		}
	})
	t.Logf("%d routes failed, %d without a trail, %d with a closed database", len(failed), writes, shut)
	if len(failed) < 40 || writes < 20 || shut < 40 {
		t.Errorf("%d routes failed, %d without a trail, %d with a closed database: the test breaks too little", len(failed), writes, shut)
	}
}

// Whoever hangs up, or waits too long, leaves nothing stored by half.
func TestAnEndedRequestStoresNothing(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	forms := f.sendings()
	twin := f.twin()
	before := twin.tables("audit", "seen_at", "sign_in_try", "sign_in_place")
	for _, form := range forms {
		if form.path == "/setup" || form.path == "/units/reference" {
			continue
		}
		body, contentType := encode(t, form.values, form.file)
		ctx, cancel := context.WithCancel(t.Context())
		r := httptest.NewRequestWithContext(ctx, http.MethodPost, form.path, body)
		cancel()
		r.RemoteAddr, r.Host = "127.0.0.1:1", "127.0.0.1"
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: form.site.token})
		w := httptest.NewRecorder()
		twin.server.handler().ServeHTTP(w, r)
		twin.quiet(form.path, reply{w.Code, w.Header(), w.Body.String(), form.path})
		if w.Code < 400 {
			t.Errorf("%s: got %d", form.path, w.Code)
		}
	}
	if change := tableChanges(before, twin.tables("audit", "seen_at", "sign_in_try", "sign_in_place")); change != "" {
		t.Errorf("stored by half: %s", change)
	}
}

// A panic in whatever handler gives a page with a number and stops nothing.
func TestEveryRoutePanicsQuietly(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	forms := f.sendings()
	twin := f.twin()
	good := twin.server.engine
	twin.server.engine = gin.New()
	twin.server.engine.Use(twin.server.admit, twin.server.parse, twin.server.readmit, func(*gin.Context) { panic("chuyện nội bộ") })
	twin.server.routes()
	bad := httptest.NewServer(twin.server.handler())
	t.Cleanup(bad.Close)
	broken := *twin
	broken.url = bad.URL
	panics := 0
	f.all(&broken, forms, func(route string, got reply) {
		if broken.quiet("panic, "+route, got) {
			panics++
		} else if got.status != http.StatusNotFound && got.status != http.StatusUnauthorized {
			t.Errorf("%s: got %d, want 500", route, got.status)
		}
	})
	twin.server.engine = good
	if got := twin.get("/meetings/1"); got.status != http.StatusOK || panics < 50 || strings.Count(twin.log.String(), "chuyện nội bộ") < panics {
		t.Errorf("got %d after %d panics", got.status, panics)
	}
}
