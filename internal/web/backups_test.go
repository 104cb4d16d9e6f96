package web

import (
	"bytes"
	"database/sql"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"giaoban/data"
	"giaoban/internal/auth"
	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/demo"
	"giaoban/internal/store"
)

// madeBackup presses the button and returns the file's name.
func (s *site) madeBackup() string {
	s.t.Helper()
	if got := s.post("/backups", map[string]string{"do": "back-up"}, nil); got.status != http.StatusSeeOther {
		s.t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	kept, err := backup.List(s.server.backupDir())
	if err != nil || len(kept) == 0 {
		s.t.Fatalf("got %v, %v", kept, err)
	}
	return kept[0].Name
}

func TestABackupIsMadeCheckedFetchedAndRemoved(t *testing.T) {
	s := newSite(t)
	s.stored()
	name := s.madeBackup()
	page := text(s.get("/backups").body)
	if !strings.Contains(page, name) || !strings.Contains(page, "Bản nguyên vẹn mới nhất") || !strings.Contains(page, "giaoban restore "+name) {
		t.Errorf("got %s", page)
	}
	path := filepath.Join(s.server.backupDir(), name)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := s.get("/backups/" + name)
	if got.status != http.StatusOK || got.body != string(whole) || got.header.Get("Cache-Control") != "no-store" ||
		!strings.Contains(got.header.Get("Content-Security-Policy"), "sandbox") ||
		got.header.Get("Content-Disposition") != "attachment; filename="+name {
		t.Errorf("download: got %d, %d bytes, %v", got.status, len(got.body), got.header)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the backup: %v, %v", info.Mode(), err)
	}

	// A changed bit is found and shown, and the next check says so again.
	if err := os.WriteFile(path, append(bytes.Clone(whole[:len(whole)/2]), whole[len(whole)/2+1:]...), 0o600); err != nil {
		t.Fatal(err)
	}
	s.post("/backups/"+name+"/check", map[string]string{"do": "check"}, nil)
	if page := text(s.get("/backups").body); !strings.Contains(page, "Chưa có bản sao lưu nào được kiểm tra là nguyên vẹn") {
		t.Errorf("damage is not shown: %s", page)
	}

	// The first step of removal removes nothing.
	if ask := s.get("/backups/" + name + "/remove"); ask.status != http.StatusOK || !strings.Contains(text(ask.body), "Xóa hẳn "+name) {
		t.Errorf("got %d %s", ask.status, text(ask.body))
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	s.post("/backups/"+name+"/remove", map[string]string{"do": "remove"}, nil)
	if _, err := os.Stat(path); err == nil {
		t.Error("the backup is still there")
	}
	var did []string
	entries, err := s.db.Audit(t.Context(), briefing.AuditFilter{Entity: "backup"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		did = append(did, e.Action+" by "+e.Actor)
	}
	if got, want := strings.Join(did, ", "), "delete by quantri, verify by quantri, download by quantri, verify by quantri, create by quantri"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOnlyBackupsAreServed(t *testing.T) {
	s := newSite(t)
	name := s.madeBackup()
	secret := filepath.Join(s.server.backupDir(), "giaoban-x.zip")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(s.server.dir, store.KeyFileName), filepath.Join(s.server.backupDir(), "giaoban-20240101-000000.zip")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"giaoban-x.zip", "..%2faudit.key", "audit.key", "giaoban-20240101-000000.zip", name + ".",
		strings.ToUpper(name), "%2e%2e", ".sao-luu-x"} {
		for _, end := range []string{"", "/remove"} {
			if got := s.get("/backups/" + path + end); got.status != http.StatusNotFound {
				t.Errorf("%s%s: got %d, want 404", path, end, got.status)
			}
		}
	}
}

// Others look at pages and save while a large base is backed up.
func TestPagesAnswerDuringABackup(t *testing.T) {
	s := newSite(t)
	s.stored()
	big := strings.Repeat("x", 1<<20)
	for i := range 30 {
		if err := s.db.Record(t.Context(), tester, "create", "setting", 0, []any{i, big}); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan reply)
	go func() { done <- s.post("/backups", map[string]string{"do": "back-up"}, nil) }()
	var slowest time.Duration
	pages := 0
	for running := true; running; {
		select {
		case got := <-done:
			if got.status != http.StatusSeeOther {
				t.Errorf("got %d: %s", got.status, text(got.body))
			}
			running = false
		default:
			start := time.Now()
			if got := s.get("/meetings/1"); got.status != http.StatusOK {
				t.Errorf("a page: got %d", got.status)
			}
			if err := s.db.SetSetting(t.Context(), tester, "x", "y"); err != nil {
				t.Error(err)
			}
			slowest = max(slowest, time.Since(start))
			pages++
		}
	}
	if pages < 3 || slowest > 2*time.Second {
		t.Errorf("got %d pages with saves, the slowest took %v", pages, slowest)
	}
}

// fixed are parts of pages that differ by nature: which session looks, and the
// addresses of pages by time.
var fixed = regexp.MustCompile(`/tmp/[^ <]*|127\.0\.0\.1:\d+`)

// A restored folder gives the same pages and the same files, byte for byte.
func TestRestoreGivesTheSamePagesAndExports(t *testing.T) {
	s := newSite(t)
	if err := demo.Load(t.Context(), s.db, data.FS, tester); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "b.zip")
	if _, err := backup.Write(t.Context(), s.db, s.server.dir, path, "test"); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	if _, err := backup.Restore(t.Context(), path, dir); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Session(t.Context(), auth.TokenKey(s.token), store.SessionLimit{Idle: time.Hour, Absolute: time.Hour}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a session outlives the backup: %v", err)
	}
	copySessions(t, s.dir, dir) // so that the same eyes look at both
	again := newSite(t)
	again.server.db, again.server.dir = db, dir
	server := httptest.NewServer(again.server.handler())
	t.Cleanup(func() { server.Close(); db.Close() })
	again.db, again.url, again.token = db, server.URL, s.token

	compared := 0
	crawl(t, s, func(path string, mine reply) {
		if strings.HasPrefix(path, staticRoot) {
			return
		}
		compared++
		other := again.get(path)
		if fixed.ReplaceAllString(mine.body, "") != fixed.ReplaceAllString(other.body, "") || mine.status != other.status {
			t.Errorf("%s differs after the restore: %d and %d, %d and %d bytes", path, mine.status, other.status, len(mine.body), len(other.body))
		}
	})
	if compared < 60 {
		t.Errorf("only %d pages and files compared", compared)
	}
}

// copySessions signs into one data folder whoever is signed into another.
func copySessions(t *testing.T, from, to string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(to, store.FileName)+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // ATTACH holds for one connection
	for _, stmt := range []string{`ATTACH '` + filepath.Join(from, store.FileName) + `' AS other`,
		`INSERT INTO session SELECT * FROM other.session`} {
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
