package backup_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/backup"
	"giaoban/internal/store"

	"github.com/google/go-cmp/cmp"
)

var tester = store.Actor{Name: "tester"}

// made returns a data folder with some settings and uploads, its open database
// and a backup of it.
func made(t *testing.T) (dir, file string, db *store.DB) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "dữ liệu")
	db, err := store.Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for i := range 20 {
		if err := db.SetSetting(t.Context(), tester, fmt.Sprint("s", i), strings.Repeat("ấ", i)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"uploads/a.txt", "uploads/sub/b.bin"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.Repeat([]byte(name), 300), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file = filepath.Join(t.TempDir(), "sao lưu.zip")
	if _, err := backup.Write(t.Context(), db, dir, file, "test"); err != nil {
		t.Fatal(err)
	}
	return dir, file, db
}

func TestRestoreGivesTheSame(t *testing.T) {
	dir, file, db := made(t)
	if _, err := backup.Verify(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(t.TempDir(), "chưa có", "dữ liệu")
	if _, err := backup.Restore(t.Context(), file, back, tester, false); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(t.Context(), back)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	got, err := again.Setting(t.Context(), "s19")
	if want := strings.Repeat("ấ", 19); got != want || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	was, err := db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if now, err := again.VerifyAudit(t.Context(), was); err != nil || now.Count != was.Count+1 {
		t.Errorf("audit head %v, %v, want %v and the entry of the restore", now, err, was)
	}
	if err := again.SetSetting(t.Context(), tester, "x", "y"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"uploads/a.txt", "uploads/sub/b.bin"} {
		a, _ := os.ReadFile(filepath.Join(dir, name))
		b, err := os.ReadFile(filepath.Join(back, name))
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs (%v)", name, err)
		}
	}
	if leftovers, _ := filepath.Glob(filepath.Join(filepath.Dir(back), ".*")); len(leftovers) > 0 {
		t.Errorf("left behind: %v", leftovers)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the backup: %v, %v", info.Mode(), err)
	}
}

// sameMembers reports whether two zips hold the same files.
func sameMembers(t *testing.T, a, b []byte) bool {
	t.Helper()
	return cmp.Equal(members(t, a), members(t, b))
}

func members(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
	}
	return all
}

func TestForgedBackupsAreRefused(t *testing.T) {
	_, file, _ := made(t)
	for name, c := range map[string]struct{ old, new string }{
		"outside":       {`"name": "uploads/a.txt"`, `"name": "../a.txt"`},
		"absolute":      {`"name": "uploads/a.txt"`, `"name": "/etc/a.txt"`},
		"no database":   {`"name": "giaoban.db"`, `"name": "giaoban.xx"`},
		"twice":         {`"name": "uploads/a.txt"`, `"name": "giaoban.db"`},
		"wrong head":    {`"audit_head": "20:`, `"audit_head": "21:`},
		"other schema":  {`"schema": 1`, `"schema": 2`},
		"wrong size":    {`"size": 3900`, `"size": 3901`},
		"no such entry": {`"name": "uploads/a.txt"`, `"name": "uploads/c.txt"`},
	} {
		forged := rewriteManifest(t, file, c.old, c.new)
		dir := filepath.Join(t.TempDir(), "data")
		if _, err := backup.Restore(t.Context(), forged, dir, tester, false); err == nil {
			t.Errorf("%s: restored", name)
		}
		if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) > 0 {
			t.Errorf("%s: left %v behind", name, entries)
		}
	}
}

// rewriteManifest copies a backup with another manifest.
func rewriteManifest(t *testing.T, file, old, new string) string {
	t.Helper()
	in, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	path := filepath.Join(t.TempDir(), "forged.zip")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "manifest.json" {
			if !bytes.Contains(b, []byte(old)) {
				t.Fatalf("no %s in the manifest:\n%s", old, b)
			}
			b = bytes.Replace(b, []byte(old), []byte(new), 1)
		}
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(b)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADamagedTrailDoesNotStopBackups(t *testing.T) {
	for name, spoil := range map[string]func(dir string){
		"edited":  func(dir string) { tamper(t, dir, "UPDATE audit SET actor = 'x' WHERE id = 7") },
		"cut":     func(dir string) { tamper(t, dir, "DELETE FROM audit WHERE id > 15") },
		"no head": func(dir string) { os.Remove(filepath.Join(dir, store.HeadFileName)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, _, db := made(t)
			spoil(dir)
			file := filepath.Join(t.TempDir(), "b.zip")
			m, err := backup.Write(t.Context(), db, dir, file, "test")
			if err != nil || m.AuditFault == "" {
				t.Fatalf("got %+v, %v, want a backup that names the fault", m, err)
			}
			if m, err := backup.Verify(t.Context(), file); err != nil || m.AuditFault == "" {
				t.Errorf("verify: %+v, %v", m, err)
			}
			back := filepath.Join(t.TempDir(), "data")
			_, err = backup.Restore(t.Context(), file, back, tester, false)
			if _, faulty := errors.AsType[*backup.FaultError](err); !faulty {
				t.Errorf("restore: got %v, want a FaultError", err)
			}
			if _, err := os.Stat(back); err == nil {
				t.Error("it was restored all the same")
			}
			if _, err := backup.Restore(t.Context(), file, back, tester, true); err != nil {
				t.Fatal(err)
			}
			again, err := store.Open(t.Context(), back)
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if _, err := again.VerifyAudit(t.Context()); err == nil {
				t.Error("backup and restore made the trail whole")
			}
		})
	}
}

// Data with a trigger that the program did not make are backed up too, but never
// come back as they are: it could change anything.
func TestAPlantedTriggerDoesNotStopBackups(t *testing.T) {
	dir, _, db := made(t)
	tamper(t, dir, "CREATE TRIGGER hush BEFORE INSERT ON audit WHEN NEW.at = 0 BEGIN SELECT RAISE(IGNORE); END")
	file := filepath.Join(t.TempDir(), "b.zip")
	m, err := backup.Write(t.Context(), db, dir, file, "test")
	if err != nil || !strings.Contains(m.AuditFault, "hush") {
		t.Fatalf("got %+v, %v, want a backup that names the fault", m, err)
	}
	_, err = backup.Restore(t.Context(), file, filepath.Join(t.TempDir(), "data"), tester, true)
	if _, damaged := errors.AsType[*backup.DamageError](err); !damaged || !strings.Contains(err.Error(), "hush") {
		t.Errorf("got %v, want a DamageError that names the trigger", err)
	}
}

// tamper changes the trail of a data folder behind the program's back and
// leaves no other trace.
func tamper(t *testing.T, dir, stmt string) {
	t.Helper()
	raw, err := sql.Open("sqlite3", filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, s := range []string{unguard, stmt, guards} {
		if _, err := raw.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

// What keeps the trail from changes, taken away and put back as the migrations
// made it.
const (
	unguard = `DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;`
	guards  = `CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit entries are never changed');
END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit entries are never deleted');
END;`
)

// A process that was killed leaves copies of the database with their key: the
// next one removes them, but not those of a process that still works.
func TestScratchOfTheDeadIsRemoved(t *testing.T) {
	dir, file, db := made(t)
	ended := exec.Command(os.Args[0], "-test.run=^$")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	lay := func(dir string, pid int) string {
		path := filepath.Join(dir, fmt.Sprintf(".giaoban-%d-1", pid))
		if err := os.MkdirAll(filepath.Join(path, "uploads"), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	there := func(path string) bool {
		_, err := os.Lstat(path)
		return err == nil
	}
	beside := filepath.Dir(file)
	dead, alive, own := lay(beside, ended.Process.Pid), lay(beside, os.Getppid()), lay(beside, os.Getpid())
	if _, err := backup.Verify(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if there(dead) || !there(alive) || !there(own) {
		t.Errorf("after a check: the dead one's %v, the living one's %v, our own %v", there(dead), there(alive), there(own))
	}
	dead = lay(beside, ended.Process.Pid)
	if _, err := backup.Write(t.Context(), db, dir, filepath.Join(beside, "b2.zip"), "test"); err != nil || there(dead) {
		t.Errorf("after a backup: %v, %v", there(dead), err)
	}
	left := lay(filepath.Join(dir, backup.FolderName), os.Getpid())
	if err := backup.Sweep(dir); err != nil || there(left) {
		t.Errorf("at a start, one of an earlier process with our number: %v, %v", there(left), err)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	dir, file, db := made(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Write(t.Context(), db, dir, file, "test"); err == nil {
		t.Error("a backup replaced another file")
	}
	if _, err := backup.Restore(t.Context(), file, dir, tester, false); err == nil {
		t.Error("a restore replaced a data folder")
	}
	if after, _ := os.ReadFile(file); !cmp.Equal(before, after) {
		t.Error("the first backup changed")
	}
	for _, other := range []string{filepath.Join(dir, store.FileName), filepath.Join(dir, "no-such")} {
		if _, err := backup.Verify(t.Context(), other); err == nil {
			t.Errorf("%s passes for a backup", other)
		}
	}
}
