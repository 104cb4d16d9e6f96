package backup_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

var errStopped = errors.New("stopped")

// readySwap returns a data folder whose newest change is not in the backup that
// is staged in it, and the head of its trail. Nobody has it open.
func readySwap(t *testing.T) (dir string, staged *backup.Staged, head string) {
	t.Helper()
	dir, file, db := made(t)
	if err := db.SetSetting(t.Context(), tester, "later", "mới"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "uploads", "later.txt"), []byte("mới"), 0o600); err != nil {
		t.Fatal(err)
	}
	staged, err := backup.Stage(t.Context(), file, dir)
	if err != nil {
		t.Fatal(err)
	}
	was, err := db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	staged.Event.ReplacedHead = was.String()
	if err := staged.Record(t.Context(), tester, "Thử"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, staged, was.String()
}

// isOld reports whether a folder holds the data with the newest change.
func isOld(t *testing.T, dir string) bool {
	t.Helper()
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	later, err := db.Setting(t.Context(), "later")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
	_, err = os.Stat(filepath.Join(dir, "uploads", "later.txt"))
	if there := err == nil; there != (later == "mới") {
		t.Errorf("%s is mixed: the setting %q, the upload %v", dir, later, there)
	}
	return later == "mới"
}

// stopAfter moves files until n have been moved.
func stopAfter(n int) func(from, to string) error {
	return func(from, to string) error {
		if n--; n < 0 {
			return errStopped
		}
		return os.Rename(from, to)
	}
}

// A restore that is stopped at whatever step has changed nothing, or is
// completed by the next start, also when that is stopped again.
func TestARestoreStoppedAnywhereIsCompleted(t *testing.T) {
	for n := 0; ; n++ {
		dir, staged, _ := readySwap(t)
		staged.SetRename(stopAfter(n))
		err := staged.Commit(t.Context())
		if err == nil {
			if n < 6 {
				t.Fatalf("the whole restore is only %d steps", n)
			}
			break
		}
		if !errors.Is(err, errStopped) {
			t.Fatal(err)
		}
		if n == 0 { // before the commit
			if err := staged.Discard(); err != nil || !isOld(t, dir) {
				t.Errorf("stopped before the commit: %v, and the old data are gone", err)
			}
			if replaced, err := backup.Finish(dir); replaced != "" || err != nil {
				t.Errorf("there was nothing to finish: got %q, %v", replaced, err)
			}
			continue
		}
		if _, err := store.Open(t.Context(), dir); !errors.Is(err, store.ErrUnfinished) {
			t.Errorf("after %d steps the database opens: %v", n, err)
		}
		if _, err := store.Create(t.Context(), dir); !errors.Is(err, store.ErrUnfinished) {
			t.Errorf("after %d steps a new database is made: %v", n, err)
		}
		for more := range 3 {
			if _, err := backup.FinishWith(dir, stopAfter(more)); err == nil {
				break
			}
		}
		if err := backup.Sweep(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Finish(dir); err != nil {
			t.Errorf("after %d steps: %v", n, err)
		}
		swapped(t, dir, staged.Folder)
	}
}

// swapped looks at a folder after a restore: the new data, and the old ones
// whole beside them.
func swapped(t *testing.T, dir, folder string) {
	t.Helper()
	if isOld(t, dir) {
		t.Error("the old data are still in place")
	}
	if !isOld(t, filepath.Join(dir, folder)) {
		t.Error("the old data are not kept")
	}
	if all, err := backup.Replaced(dir); err != nil || len(all) != 1 || all[0] != folder {
		t.Errorf("got the folders %q, %v, want %s", all, err, folder)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), store.RestoringPrefix) || strings.HasPrefix(e.Name(), ".giaoban-") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
	if mode, open := store.OpenToOthers(filepath.Join(dir, folder)); open {
		t.Errorf("others can read the old data: %v", mode)
	}
}

// The trail of the new data names the one that it follows, and the old one is
// found by that.
func TestBothTrailsAreConnected(t *testing.T) {
	dir, staged, head := readySwap(t)
	if err := staged.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	swapped(t, dir, staged.Folder)
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "restore"})
	if err != nil || len(entries) != 1 {
		t.Fatalf("got %d entries, %v", len(entries), err)
	}
	e := entries[0]
	if e.Actor != tester.Name || !strings.Contains(e.Reason, head) || !strings.Contains(e.Reason, "Lý do: Thử") ||
		!strings.Contains(e.After, staged.Folder) || !strings.Contains(e.After, `"ReplacedHead":"`+head) {
		t.Errorf("got %+v", e)
	}
	old, err := store.Open(t.Context(), filepath.Join(dir, staged.Folder))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if was, err := old.AuditHead(t.Context()); err != nil || was.String() != head {
		t.Errorf("the old trail ends in %v, %v, want %s", was, err, head)
	}
}

// Data that somebody has open are not moved away under him.
func TestOpenDataAreNotReplaced(t *testing.T) {
	dir, staged, _ := readySwap(t)
	other, err := sql.Open("sqlite3", filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec(`SELECT count(*) FROM setting`); err != nil {
		t.Fatal(err)
	}
	if err := staged.Commit(t.Context()); !errors.Is(err, backup.ErrInUse) {
		t.Errorf("got %v, want ErrInUse", err)
	}
	if err := errors.Join(other.Close(), staged.Discard()); err != nil || !isOld(t, dir) {
		t.Errorf("%v, or the old data are gone", err)
	}
}

// What is forged is refused before anything is moved.
func TestWhatIsStagedIsChecked(t *testing.T) {
	dir, file, db := made(t)
	for name, c := range map[string]struct{ old, new string }{
		"a backup of backups": {`"name": "uploads/a.txt"`, `"name": "backups/a.zip"`},
		"a hidden file":       {`"name": "uploads/a.txt"`, `"name": ".giaoban-1-1/a"`},
		"another size":        {`"size": 3900`, `"size": 39000000000000`},
		"a sum beyond all":    {`"size": 3900`, `"size": 9223372036854775807`},
	} {
		staged, err := backup.Stage(t.Context(), rewriteManifest(t, file, c.old, c.new), dir)
		if _, damaged := errors.AsType[*backup.DamageError](err); !damaged || staged != nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".giaoban-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	if err := db.SetSetting(t.Context(), tester, "x", "y"); err != nil {
		t.Error(err)
	}
}

// A backup that came from elsewhere gets a free name in the list, or leaves no
// trace.
func TestReceivedBackupsAreKeptOrGone(t *testing.T) {
	_, file, _ := made(t)
	m, err := backup.Verify(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "backups")
	names := map[string]bool{}
	for i := range 3 {
		content, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := backup.Receive(dir, content, -1)
		if err != nil {
			t.Fatal(err)
		}
		if i < 2 {
			name, err := r.Keep(m.Made)
			if err != nil {
				t.Fatal(err)
			}
			names[name] = true
		}
		if err := errors.Join(r.Discard(), content.Close()); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := backup.List(dir)
	if err != nil || len(kept) != 2 || len(names) != 2 {
		t.Errorf("got %v, %v, want two under two names", kept, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
}
