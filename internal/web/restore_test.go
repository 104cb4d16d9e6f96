package web

import (
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/data"
	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/demo"
	"giaoban/internal/store"
)

// fixed are parts of pages that differ by nature: folders and addresses.
var fixed = regexp.MustCompile(`/tmp/[^ <]*|127\.0\.0\.1:\d+`)

// unlinked are the GET routes that the comparison below does not come to: what
// is for strangers, and files that are no part of a backup.
var unlinked = map[string]bool{"/livez": true, "/setup": true, "/signin": true, staticRoot + ":version/*file": true,
	"/backups/:name": true, "/backups/:name/remove": true, "/backups/:name/restore": true}

// People sign into a restored folder with the passwords that they had, and see
// the same pages and get the same files, byte for byte.
func TestRestoreGivesTheSamePagesAndExports(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if err := demo.Load(t.Context(), s.db, data.FS, tester); err != nil {
		t.Fatal(err)
	}
	hash, err := s.server.passwords.Hash(t.Context(), goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	chief := &briefing.Account{Name: "truong", FullName: "Trưởng ban", Role: briefing.Administrator}
	if err := s.db.InsertAccount(t.Context(), tester, chief, hash); err != nil {
		t.Fatal(err)
	}
	saved := &briefing.SavedSearch{Account: chief.ID, Name: "Không có", Query: "xyzkhongco"}
	s.need(s.db.InsertSavedSearch(t.Context(), tester, saved))
	file := &briefing.Attachment{Name: "a.pdf", MediaType: "application/pdf"}
	if err := s.db.Attach(t.Context(), tester, "directive", 1, file, strings.NewReader("%PDF-1.7")); err != nil {
		t.Fatal(err)
	}
	head, err := s.db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "b.zip")
	if _, err := backup.Write(t.Context(), s.db, s.server.dir, path, "test"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	if _, err := backup.Restore(t.Context(), path, dir, tester, false, head); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	again := siteOver(t, db, dir)
	if got := again.as(s.token).get("/"); got.status != http.StatusSeeOther {
		t.Errorf("a session outlives the backup: got %d", got.status)
	}
	again.token = cookieOf(again.signInWith("truong", goodPassword)).Value
	s.token = again.token
	catchUp(t, s.dir, dir, head.Count)
	clock := time.Now()
	s.server.now = func() time.Time { return clock }
	again.server.now = s.server.now

	visited := map[string]bool{}
	compare := func(path string, mine reply) {
		if strings.HasPrefix(path, staticRoot) {
			return
		}
		visited[path] = true
		other := again.get(path)
		if fixed.ReplaceAllString(mine.body, "") != fixed.ReplaceAllString(other.body, "") || mine.status != other.status {
			t.Errorf("%s differs after the restore: %d and %d, %d and %d bytes", path, mine.status, other.status, len(mine.body), len(other.body))
		}
	}
	crawl(t, s, func(path string, mine reply) {
		compare(path, mine)
		if mine.status != http.StatusOK {
			t.Errorf("%s: got %d", path, mine.status)
		}
	})
	for _, path := range []string{"/history/backup/0", savedURL(saved.ID)} { // nothing is new, so no page leads there
		compare(path, s.get(path))
	}
	for _, route := range s.server.engine.Routes() {
		shape := regexp.MustCompile("^" + regexp.MustCompile(`:[a-z]+`).ReplaceAllString(route.Path, "[^/?]+") + `(\?|$)`)
		came := slices.ContainsFunc(slices.Collect(maps.Keys(visited)), shape.MatchString)
		switch {
		case route.Method != "GET" || unlinked[route.Path] || came:
		case strings.Contains(route.Path, ":"):
			t.Errorf("%s: no page of this route was compared", route.Path)
		default: // it has no link, or one that a crawl must not follow
			compare(route.Path, s.get(route.Path))
		}
	}
	if len(visited) < 60 {
		t.Errorf("only %d pages and files compared", len(visited))
	}
}

// catchUp brings the original folder to where its restored copy is, which has
// one entry of the restore and one of the sign-in more, and another session: so
// that the heads in files are the same and anything else that differs shows.
func catchUp(t *testing.T, original, restored string, entry int64) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(original, store.FileName)+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // ATTACH holds for one connection
	for _, stmt := range []string{
		`ATTACH '` + filepath.Join(restored, store.FileName) + `' AS other`,
		`DELETE FROM session`,
		`INSERT INTO session SELECT * FROM other.session`,
		fmt.Sprintf(`INSERT INTO audit SELECT * FROM other.audit WHERE id > %d`, entry),
	} {
		if _, err := db.ExecContext(t.Context(), stmt); err != nil {
			t.Fatal(err)
		}
	}
}

// crawl visits every page and file that links lead to from the first one.
func crawl(t *testing.T, s *site, visit func(path string, got reply)) {
	t.Helper()
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
		visit(path, got)
		if !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, to := range linksIn(got.body) {
			to, _, _ = strings.Cut(to, "#")
			if strings.HasPrefix(to, "?") {
				base, _, _ := strings.Cut(path, "?")
				to = base + to
			}
			// A check looks at the clock and counts against a limit.
			if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "/audit/verify") && fs.ValidPath(strings.Trim(strings.SplitN(to, "?", 2)[0], "/")+".") {
				queue = append(queue, to)
			}
		}
	}
}
