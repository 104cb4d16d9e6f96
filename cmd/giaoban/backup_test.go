package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

var headLine = regexp.MustCompile(`Dấu nhật ký: (\d+:[0-9a-f]{64})\n`)

// headIn returns the head that a command has printed.
func headIn(t *testing.T, out string) string {
	t.Helper()
	found := headLine.FindStringSubmatch(out)
	if found == nil {
		t.Fatalf("no head in %q", out)
	}
	return found[1]
}

// done runs a command that must succeed and returns what it printed.
func done(t *testing.T, dir string, args ...string) (out, errs string) {
	t.Helper()
	code, out, errs := call(t, dir, "", args...)
	if code != exitDone {
		t.Fatalf("%q: code %d, err %q", args, code, errs)
	}
	return out, errs
}

// A head that was noted before a backup proves it; without one the command says
// that it proves nothing, and where to take one.
func TestBackupsAreComparedWithAHeadFromElsewhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if code, _, errs := call(t, dir, sampleArticle(t), "import", "article", "-"); code != 0 {
		t.Fatal(errs)
	}
	out, _ := done(t, dir, "audit", "verify")
	earlier := headIn(t, out)
	done(t, dir, "user", "add", "an", "--role", "administrator", "--full-name", "An")
	file := filepath.Join(t.TempDir(), "b.zip")
	out, _ = done(t, dir, "backup", file)
	atBackup := headIn(t, out)
	sum := regexp.MustCompile(`SHA-256 của tệp: [0-9a-f]{64}\n`).FindString(out)
	out, _ = done(t, dir, "audit", "verify")
	later := headIn(t, out)
	if earlier == atBackup || atBackup == later {
		t.Fatalf("the heads %s, %s, %s: the backup itself is not in the trail", earlier, atBackup, later)
	}
	count, _, _ := strings.Cut(earlier, ":")
	foreign := count + ":" + strings.Repeat("0", 64)
	for _, c := range []struct {
		heads []string
		code  int
		want  string
	}{
		{[]string{earlier}, exitDone, "chứa đúng dấu " + earlier},
		{[]string{earlier, atBackup}, exitDone, "chứa đúng dấu " + atBackup},
		{[]string{later}, exitFailed, "bản sao lưu cũ hơn dấu nhật ký " + later},
		{[]string{foreign}, exitFailed, "không chứa dấu " + foreign},
		{[]string{earlier, foreign}, exitFailed, "không chứa dấu " + foreign},
		{[]string{"x"}, exitUsage, "không phải dấu nhật ký"},
		{[]string{"0:"}, exitUsage, "không chứng minh được gì"},
		{nil, exitDone, "CẢNH BÁO: bản sao lưu mới được kiểm tra với chính nó"},
	} {
		var flags []string
		for _, h := range c.heads {
			flags = append(flags, "--head", h)
		}
		empty := filepath.Join(t.TempDir(), "mới")
		for _, command := range []string{"verify", "restore"} {
			code, out, errs := call(t, empty, "", append([]string{command, file}, flags...)...)
			if code != c.code || !strings.Contains(out+errs, c.want) {
				t.Errorf("%s %q: code %d, out %q, err %q, want %d and %q", command, c.heads, code, out, errs, c.code, c.want)
			}
			if quiet := len(c.heads) > 0 && c.code == exitDone; quiet != (errs == "") || c.code != exitDone && out != "" {
				t.Errorf("%s %q: out %q, err %q", command, c.heads, out, errs)
			}
			if command == "verify" && c.code == exitDone && !strings.Contains(out, sum) {
				t.Errorf("verify does not print the sum of the file: %q", out)
			}
		}
		if _, err := os.Stat(empty); (err == nil) != (c.code == exitDone) {
			t.Errorf("%q: code %d, the folder: %v", c.heads, c.code, err)
		}
	}
	for _, h := range []string{earlier, later} {
		done(t, dir, "verify", "--head", h)
	}
	if code, _, errs := call(t, dir, "", "verify", "--head", foreign); code != exitFailed || !strings.Contains(errs, "không khớp dấu") {
		t.Errorf("the data folder with a foreign head: code %d, err %q", code, errs)
	}
}

// Auditors see in the trail that a folder came out of a backup, and out of
// which; the heads from before still hold.
func TestRestoreIsAudited(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	done(t, dir, "user", "add", "an", "--role", "administrator", "--full-name", "An")
	file := filepath.Join(t.TempDir(), "b.zip")
	out, _ := done(t, dir, "backup", file)
	head := headIn(t, out)
	back := filepath.Join(t.TempDir(), "data")
	done(t, back, "restore", file, "--head", head)
	out, _ = done(t, back, "verify", "--head", head)
	if now := headIn(t, out); now == head {
		t.Errorf("the trail still ends in %s", head)
	}
	db, err := store.Open(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "restore"})
	if err != nil || len(entries) != 1 {
		t.Fatalf("got %d entries, %v, want 1", len(entries), err)
	}
	e := entries[0]
	m, err := backup.Verify(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("Khôi phục bản sao lưu lúc %s, dấu nhật ký %s", briefing.Clock(m.Made), head)
	if e.Entity != "backup" || e.Origin != "máy chủ" || !strings.HasPrefix(e.Actor, "cli:") || e.Reason != want ||
		!strings.Contains(e.After, head) || !strings.Contains(e.After, "b.zip") {
		t.Errorf("got %+v, want the reason %q", e, want)
	}
	// A backup of what was restored can be restored again.
	again := filepath.Join(t.TempDir(), "c.zip")
	done(t, back, "backup", again)
	done(t, filepath.Join(t.TempDir(), "data"), "restore", again, "--head", head)
}

// Nobody but the owner may open the data: not while a server runs, not in a
// folder that was there before, not in what a backup or a restore made.
func TestEveryFileIsPrivate(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "data")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	_, stop := startServe(t, dir, "--addr", "127.0.0.1:0")
	done(t, dir, "user", "add", "an", "--role", "administrator", "--full-name", "An")
	if _, err := os.Stat(filepath.Join(dir, store.FileName+"-wal")); err != nil {
		t.Errorf("the server has no write-ahead log: %v", err)
	}
	private(t, dir, 5)
	file := filepath.Join(base, "b.zip")
	done(t, dir, "backup", file)
	back := filepath.Join(base, "lồng", "data")
	done(t, back, "restore", file)
	private(t, file, 1)
	private(t, filepath.Dir(back), 5)
	stop()
	private(t, dir, 4)
}

// private looks at the modes of everything below a path, itself included, and
// that there is at least as much as expected.
func private(t *testing.T, root string, least int) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		seen++
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s: mode %v, want %v", path, info.Mode().Perm(), want)
		}
		return nil
	})
	if err != nil || seen < least {
		t.Errorf("%s: %d files, %v, want at least %d", root, seen, err, least)
	}
}
