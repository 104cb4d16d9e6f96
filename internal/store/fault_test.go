package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// reopened opens a data folder that a test has made.
func reopened(t *testing.T, dir string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// set makes n more entries.
func set(t *testing.T, db *store.DB, n int) {
	t.Helper()
	for range n {
		if err := db.SetSetting(t.Context(), tester, "y", "z"); err != nil {
			t.Fatal(err)
		}
	}
}

// What was cut stays known however many entries come after it: while a server
// runs, over a stop, when the head file is gone or junk, and in a server that
// runs when an older head file comes back.
func TestACutTrailNeverBecomesWholeAgain(t *testing.T) {
	const cut = "DELETE FROM audit WHERE id > 15"
	head := func(dir string) string { return filepath.Join(dir, store.HeadFileName) }
	for name, c := range map[string]struct {
		running bool
		spoil   func(t *testing.T, dir string)
		says    string
		from    int64
	}{
		"running": {true, func(t *testing.T, dir string) { tamper(t, dir, cut) }, "đã từng có 20 mục", 16},
		"stopped": {false, func(t *testing.T, dir string) { tamper(t, dir, cut) }, "đã từng có 20 mục", 16},
		"head file gone": {false, func(t *testing.T, dir string) {
			tamper(t, dir, cut)
			os.Remove(head(dir))
		}, "thiếu tệp audit.head", 16},
		"head file gone, running": {true, func(t *testing.T, dir string) { os.Remove(head(dir)) }, "thiếu tệp audit.head", 21},
		"head file junk":          {false, func(t *testing.T, dir string) { writeFile(t, head(dir), "junk") }, "audit.head đã bị sửa", 21},
		"older head file, running": {true, func(t *testing.T, dir string) {
			tamper(t, dir, cut)
			older, err := os.ReadFile(filepath.Join(dir, "older"))
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, head(dir), string(older))
		}, "đã từng có 20 mục", 16},
		"guards gone": {false, func(t *testing.T, dir string) {
			raw := open(t, dir)
			defer raw.Close()
			if _, err := raw.Exec("DROP TRIGGER audit_no_update"); err != nil {
				t.Fatal(err)
			}
		}, "thiếu trình kích hoạt (trigger) audit_no_update", 1},
		"last entry edited": {false, func(t *testing.T, dir string) { tamper(t, dir, "UPDATE audit SET actor = 'x' WHERE id = 20") },
			"đã bị sửa", 20},
	} {
		t.Run(name, func(t *testing.T) {
			dir := trail(t, 10)
			older, err := os.ReadFile(head(dir))
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, filepath.Join(dir, "older"), string(older))
			db := reopened(t, dir)
			set(t, db, 10)
			if !c.running {
				db.Close()
			}
			c.spoil(t, dir)
			if !c.running {
				db = reopened(t, dir)
				if db.AuditFault() == nil {
					t.Error("nothing was found when the database was opened")
				}
			}
			set(t, db, 20)
			for range 2 {
				_, err := db.VerifyAudit(t.Context())
				fault, ok := errors.AsType[*store.AuditError](err)
				if !ok || fault.Entry != c.from || !strings.Contains(fault.Message, c.says) {
					t.Fatalf("got %v, want a fault from entry %d that says %q", err, c.from, c.says)
				}
				if db.AuditFault() == nil {
					t.Error("nobody would be told")
				}
				db.Close()
				db = reopened(t, dir)
				set(t, db, 2)
			}
			told, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "broken"})
			if err != nil || len(told) != 1 || told[0].EntityID != c.from || told[0].Actor != briefing.Program {
				t.Errorf("the trail tells %+v, %v, want one entry", told, err)
			}
		})
	}
}

// A stop between a commit and the head file leaves an older head: that is none
// of the signs.
func TestAHeadFileThatLagsBehindIsNoFault(t *testing.T) {
	dir := trail(t, 5)
	older, err := os.ReadFile(filepath.Join(dir, store.HeadFileName))
	if err != nil {
		t.Fatal(err)
	}
	db := reopened(t, dir)
	set(t, db, 3)
	db.Close()
	writeFile(t, filepath.Join(dir, store.HeadFileName), string(older))
	db = reopened(t, dir)
	set(t, db, 1)
	if head, err := db.VerifyAudit(t.Context()); err != nil || head.Count != 9 || db.AuditFault() != nil {
		t.Errorf("got %v, %v, %v", head, err, db.AuditFault())
	}
}

// A planted trigger keeps entries out of the trail: the change is not stored
// either, and the trigger is named.
func TestNoChangeWithoutItsEntry(t *testing.T) {
	dir := trail(t, 3)
	db := reopened(t, dir)
	raw := open(t, dir)
	if _, err := raw.Exec(`CREATE TRIGGER hush BEFORE INSERT ON audit WHEN NEW.after LIKE '%lén lút%'
		BEGIN SELECT RAISE(IGNORE); END`); err != nil {
		t.Fatal(err)
	}
	if err := db.SetSetting(t.Context(), tester, "x", "lén lút"); err == nil {
		t.Error("a change without an entry was stored")
	}
	if got, err := db.Setting(t.Context(), "x"); err != nil || got == "lén lút" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := db.VerifyAudit(t.Context()); !isAuditError(err) || !strings.Contains(err.Error(), "thừa trình kích hoạt (trigger) hush") {
		t.Errorf("verify: %v", err)
	}
	set(t, db, 1)
	if _, err := raw.Exec("DROP TRIGGER hush"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.VerifyAudit(t.Context()); !isAuditError(err) || !strings.Contains(err.Error(), "chặn") {
		t.Errorf("verify after the trigger went: %v", err)
	}
}

// The key of another database is refused by name, and so is a database that
// lost all it held with the file of its newest writes.
func TestWhatDoesNotBelongTogetherIsRefused(t *testing.T) {
	dir, other := trail(t, 3), trail(t, 3)
	copyFile(t, filepath.Join(other, store.KeyFileName), filepath.Join(dir, store.KeyFileName))
	if _, err := store.Open(t.Context(), dir); !errors.Is(err, store.ErrWrongKey) {
		t.Errorf("with another key: %v", err)
	}

	dir = trail(t, 3)
	fresh := filepath.Join(t.TempDir(), "fresh")
	db, err := store.Create(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	raw := open(t, fresh)
	if _, err := raw.Exec("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema; PRAGMA writable_schema = RESET; VACUUM"); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	copyFile(t, filepath.Join(fresh, store.FileName), filepath.Join(dir, store.FileName))
	if _, err := store.Open(t.Context(), dir); !errors.Is(err, store.ErrEmptied) || !strings.Contains(err.Error(), "giaoban.db-wal") {
		t.Errorf("emptied: %v", err)
	}
}

// The schema does not wait beside the database for the next checkpoint.
func TestTheSchemaStandsInTheFile(t *testing.T) {
	_, dir := create(t)
	info, err := os.Stat(filepath.Join(dir, store.FileName))
	if err != nil || info.Size() <= 4096 {
		t.Errorf("got %d bytes, %v", info.Size(), err)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
