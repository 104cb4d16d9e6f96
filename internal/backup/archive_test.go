package backup_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"giaoban/internal/backup"
	"giaoban/internal/store"
)

// manifested copies a backup with a manifest that was changed.
func manifested(t *testing.T, file string, change func(*backup.Manifest)) string {
	t.Helper()
	files := membersOf(t, file)
	var m backup.Manifest
	if err := json.Unmarshal([]byte(files["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	change(&m)
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	files["manifest.json"] = string(b)
	return zipped(t, files)
}

func membersOf(t *testing.T, file string) map[string]string {
	t.Helper()
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return members(t, whole)
}

const invented = "mọi thứ đều ổn"

// What a manifest says of a fault is never believed: it excuses nothing but a
// fault in the entries of the trail, and what is told of that is our own finding.
func TestAnInventedFaultExcusesNothing(t *testing.T) {
	_, file, _ := made(t)
	tell := func(m *backup.Manifest) { m.AuditFault = invented }
	for name, stmts := range map[string]string{
		"a trigger": `CREATE TRIGGER evil AFTER INSERT ON audit BEGIN UPDATE setting SET value = 'PWNED'; END`,
		"a view":    `CREATE VIEW evil AS SELECT * FROM account`,
		"a table":   `CREATE TABLE evil (x)`,
		"an index":  `DROP INDEX audit_entity; CREATE INDEX audit_entity ON audit (actor)`,
		"a trigger and a fault": `CREATE TRIGGER evil AFTER INSERT ON audit BEGIN SELECT 1; END;
			INSERT INTO audit SELECT id + 1, at, 'chương trình', '', 'broken', 'audit', 1, '', '', 'thử', mac FROM audit ORDER BY id DESC LIMIT 1`,
	} {
		forged := manifested(t, forge(t, file, stmts), tell)
		dir := filepath.Join(t.TempDir(), "data")
		_, err := backup.Restore(t.Context(), forged, dir, tester, true)
		if _, damaged := errors.AsType[*backup.DamageError](err); !damaged || !strings.Contains(err.Error(), "cấu trúc cơ sở dữ liệu") {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: it was restored", name)
		}
	}
	if m, err := backup.Verify(t.Context(), manifested(t, file, tell)); err != nil || m.AuditFault != "" {
		t.Errorf("a whole trail: got %+v, %v, want no fault", m, err)
	}
	told := forge(t, file, `INSERT INTO audit SELECT id + 1, at, 'chương trình', '', 'broken', 'audit', 7, '', '', 'đã bị sửa', mac FROM audit ORDER BY id DESC LIMIT 1`)
	m, err := backup.Verify(t.Context(), manifested(t, told, tell))
	if err != nil || !strings.Contains(m.AuditFault, "từ mục 7") || strings.Contains(m.AuditFault, invented) {
		t.Errorf("a fault in the entries: got %+v, %v, want our own finding", m, err)
	}
}

// A manifest costs no more than the zip file that it stands in, whatever it
// says.
func TestAManifestIsBoundedByItsFile(t *testing.T) {
	_, file, _ := made(t)
	files := membersOf(t, file)
	for name, n := range map[string]int{"a few": 10_000, "many": 2_000_000} {
		files["manifest.json"] = `{"schema":1,"files":[` + strings.Repeat("{},", n) + `{}]}`
		forged := deflated(t, files)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := backup.Verify(t.Context(), forged)
		runtime.ReadMemStats(&after)
		if _, damaged := errors.AsType[*backup.DamageError](err); !damaged {
			t.Errorf("%s: got %v", name, err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 2<<20 {
			t.Errorf("%s: took %d bytes", name, took)
		}
	}
}

// deflated writes files into a new zip that is as small as can be.
func deflated(t *testing.T, files map[string]string) string {
	t.Helper()
	return written(t, func(z *zip.Writer) {
		for name, content := range files {
			put(t, z, name, content)
		}
	})
}

// written makes a new zip.
func written(t *testing.T, fill func(*zip.Writer)) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	fill(z)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forged.zip")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func put(t *testing.T, z *zip.Writer, name, content string) {
	t.Helper()
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
}

// Sizes that no file has are damage, not a full disk.
func TestSizesThatCannotBeAreDamage(t *testing.T) {
	_, file, _ := made(t)
	claim := func(m *backup.Manifest) { m.Files[0].Size = 1 << 62 }
	lying := manifested(t, file, claim)
	both := lyingDirectory(t, membersOf(t, lying), 1<<62)
	twice := twiceNamed(t, membersOf(t, file))
	for name, forged := range map[string]string{"the manifest": lying, "the directory too": both, "a member twice": twice} {
		_, err := backup.Verify(t.Context(), forged)
		if _, damaged := errors.AsType[*backup.DamageError](err); !damaged || errors.Is(err, store.ErrFull) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// lyingDirectory writes a zip whose directory claims a size for the database.
func lyingDirectory(t *testing.T, files map[string]string, size uint64) string {
	t.Helper()
	return written(t, func(z *zip.Writer) {
		for name, content := range files {
			head := &zip.FileHeader{Name: name, Method: zip.Store, CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))}
			if name == store.FileName {
				head.UncompressedSize64 = size
			}
			if name == "manifest.json" { // its sum is looked at
				put(t, z, name, content)
				continue
			}
			w, err := z.CreateRaw(head)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(content)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// twiceNamed writes a zip that has the database twice.
func twiceNamed(t *testing.T, files map[string]string) string {
	t.Helper()
	return written(t, func(z *zip.Writer) {
		put(t, z, store.FileName, "other")
		for name, content := range files {
			put(t, z, name, content)
		}
	})
}

// A time that cannot be is none: then the backup counts from when it came, and
// the list shows it.
func TestAnImpossibleTimeCountsAsNone(t *testing.T) {
	_, file, _ := made(t)
	now := time.Now()
	for _, at := range []time.Time{{}, time.Date(1999, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), now.Add(25 * time.Hour)} {
		m, err := backup.Verify(t.Context(), manifested(t, file, func(m *backup.Manifest) { m.Made = at }))
		if err != nil || m.Made.Before(now.Add(-time.Minute)) || m.Made.After(now.Add(time.Hour)) {
			t.Errorf("%v: got %v, %v, want now", at, m.Made, err)
		}
	}
	earlier := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	if m, err := backup.Verify(t.Context(), manifested(t, file, func(m *backup.Manifest) { m.Made = earlier })); err != nil || !m.Made.Equal(earlier) {
		t.Errorf("got %v, %v, want %v", m.Made, err, earlier)
	}
}

// What has no room on the disk is not begun.
func TestWhatHasNoRoomIsNotReceived(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "backups")
	if _, err := backup.Receive(dir, strings.NewReader("x"), 1<<60); !errors.Is(err, store.ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("left behind: %v", entries)
	}
}
