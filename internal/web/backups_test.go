package web

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
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
	// A look at the headers fetches nothing, and a part is not to be had: the one
	// entry for each GET is true.
	if got := s.do("HEAD", "/backups/"+name, "", nil); got.status != http.StatusOK || got.header.Get("Content-Length") != strconv.Itoa(len(whole)) {
		t.Errorf("HEAD: got %d, %v", got.status, got.header)
	}
	if got := s.do("GET", "/backups/"+name, "", nil, "Range", "bytes=1-1"); got.status != http.StatusOK || got.body != string(whole) {
		t.Errorf("a part: got %d, %d bytes", got.status, len(got.body))
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
	if ask := s.get("/backups/" + name + "/remove"); ask.status != http.StatusOK || !strings.Contains(text(ask.body), "Xóa bản sao lưu Tệp "+name) {
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
	if got, want := strings.Join(did, ", "), "delete by quantri, verify by quantri, download by quantri, download by quantri, verify by quantri, create by quantri"; got != want {
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

// A backup is compared with the trail of the running program: one of another
// office, and one that stands in for another, are whole in themselves and are
// found all the same.
func TestChecksCompareWithTheRunningTrail(t *testing.T) {
	s := newSite(t)
	first := s.madeBackup()
	if page := text(s.get("/backups").body); !strings.Contains(page, "nguyên vẹn, ") || !strings.Contains(page, "--head ") {
		t.Fatalf("got %s", page)
	}
	head := s.headOf(first)
	if page := text(s.get("/backups").body); !strings.Contains(page, "giaoban restore "+first+" --data THU-MUC-MOI --head "+head) {
		t.Errorf("the command to restore does not name the head %s: %s", head, page)
	}
	whole, err := os.ReadFile(filepath.Join(s.server.backupDir(), first))
	if err != nil {
		t.Fatal(err)
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(whole)); !strings.Contains(s.get("/backups").body, sum) {
		t.Errorf("the page does not show the sum %s of the file", sum)
	}
	for name, c := range map[string]struct {
		from *site
		want string
	}{
		"another office": {newSite(t), "không phải một đoạn của nhật ký đang chạy"},
		"another time":   {s, "mã SHA-256 khác với mã ghi trong nhật ký"},
	} {
		path := filepath.Join(s.server.backupDir(), first)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Write(t.Context(), c.from.db, c.from.server.dir, path, "test"); err != nil {
			t.Fatal(err)
		}
		s.post("/backups/"+first+"/check", map[string]string{"do": "check"}, nil)
		if page := text(s.get("/backups").body); !strings.Contains(page, c.want) || strings.Contains(page, "Bản nguyên vẹn mới nhất") {
			t.Errorf("%s: got %s, want %q", name, page, c.want)
		}
	}
}

// A file that the trail does not name may hold other tables beside a true trail,
// since it carries the key: it never counts as whole. What it is called proves
// nothing, and its sum does.
func TestABackupOfUnknownOriginIsNotCalledWhole(t *testing.T) {
	s := newSite(t)
	const strange, renamed = "giaoban-20240102-030405.zip", "giaoban-20240102-030406.zip"
	path := func(name string) string { return filepath.Join(s.server.backupDir(), name) }
	own := s.madeBackup()
	if err := os.Rename(path(own), path(renamed)); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Write(t.Context(), s.db, s.server.dir, path(strange), "test"); err != nil {
		t.Fatal(err)
	}
	state := func(name string) string {
		t.Helper()
		got := s.post("/backups/"+name+"/check", map[string]string{"do": "check"}, nil)
		if whole := strings.Contains(got.header.Get("Location"), "backup-good"); got.status != http.StatusSeeOther || whole != (name == renamed) {
			t.Errorf("%s: got %d to %s", name, got.status, got.header.Get("Location"))
		}
		return text(s.get("/backups").body)
	}
	if page := state(strange); !strings.Contains(page, "không rõ nguồn gốc; mới đối chiếu nhật ký") || strings.Contains(page, "Bản nguyên vẹn mới nhất") {
		t.Errorf("got %s", page)
	}
	if page := state(renamed); !strings.Contains(page, "nguyên vẹn, ") || !strings.Contains(page, "Bản nguyên vẹn mới nhất") {
		t.Errorf("the own backup under another name: got %s", page)
	}
}

// headOf returns the head in the manifest of a backup.
func (s *site) headOf(name string) string {
	s.t.Helper()
	kept, err := backup.List(s.server.backupDir())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, k := range kept {
		if k.Name == name {
			return k.AuditHead
		}
	}
	s.t.Fatalf("no backup %s", name)
	return ""
}
