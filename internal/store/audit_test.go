package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// trail makes a database with a trail of n entries and closes it.
func trail(t *testing.T, n int) string {
	t.Helper()
	db, dir := create(t)
	for i := range n {
		if err := db.SetSetting(t.Context(), tester, "x", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.VerifyAudit(t.Context()); err != nil {
		t.Fatalf("an untouched trail: %v", err)
	}
	db.Close()
	return dir
}

// tamper changes the stored trail behind the program's back.
func tamper(t *testing.T, dir string, stmts ...string) {
	t.Helper()
	raw := open(t, dir)
	for _, s := range append([]string{"DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"}, stmts...) {
		if _, err := raw.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	raw.Close()
}

func verify(t *testing.T, dir string, known ...briefing.AuditHead) error {
	t.Helper()
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.VerifyAudit(t.Context(), known...)
	return err
}

func TestTamperingIsFound(t *testing.T) {
	const n = 30
	for name, stmts := range map[string]func(i int) []string{
		"edit":   func(i int) []string { return []string{fmt.Sprintf("UPDATE audit SET after = '{}' WHERE id = %d", i)} },
		"delete": func(i int) []string { return []string{fmt.Sprintf("DELETE FROM audit WHERE id = %d", i)} },
		"delete and close up": func(i int) []string {
			return []string{fmt.Sprintf("DELETE FROM audit WHERE id = %d", i), fmt.Sprintf("UPDATE audit SET id = id - 1 WHERE id > %d", i)}
		},
		"swap": func(i int) []string {
			j := i%n + 1
			return []string{fmt.Sprintf("UPDATE audit SET id = -1 WHERE id = %d", i), fmt.Sprintf("UPDATE audit SET id = %d WHERE id = %d", i, j),
				fmt.Sprintf("UPDATE audit SET id = %d WHERE id = -1", j)}
		},
		"insert": func(i int) []string {
			return []string{fmt.Sprintf("UPDATE audit SET id = -id - 1 WHERE id >= %d", i), "UPDATE audit SET id = -id WHERE id < 0",
				fmt.Sprintf("INSERT INTO audit SELECT %d, at, actor, origin, action, entity, entity_id, before, after, reason, mac FROM audit WHERE id = %d", i, i+1)}
		},
		"truncate": func(i int) []string { return []string{fmt.Sprintf("DELETE FROM audit WHERE id >= %d", i)} },
	} {
		t.Run(name, func(t *testing.T) {
			for _, i := range []int{1, 2, n / 2, n - 1, n} {
				dir := trail(t, n)
				tamper(t, dir, stmts(i)...)
				if _, ok := errors.AsType[*store.AuditError](verify(t, dir)); !ok {
					t.Errorf("at entry %d: not found", i)
				}
			}
		})
	}
}

// A rewritten trail is consistent in itself when the key was stolen too: only a
// head that was written down elsewhere finds it.
func TestFullRewriteIsFoundByAHeadFromElsewhere(t *testing.T) {
	dir, other := trail(t, 5), trail(t, 6)
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	head, err := db.AuditHead(t.Context())
	db.Close()
	if err != nil {
		t.Fatal(err)
	}
	known, err := briefing.ParseAuditHead(head.String())
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(t, dir, known); err != nil {
		t.Fatalf("the true trail: %v", err)
	}
	if err := verify(t, other); err != nil {
		t.Fatalf("the other trail by itself: %v", err)
	}
	if _, ok := errors.AsType[*store.AuditError](verify(t, other, known)); !ok {
		t.Error("the exchanged trail passes for the true one")
	}
	// The database alone exchanged, as by somebody without the key:
	copyFile(t, filepath.Join(other, store.FileName), filepath.Join(dir, store.FileName))
	if _, ok := errors.AsType[*store.AuditError](verify(t, dir)); !ok {
		t.Error("an exchanged database is not found")
	}
}

func TestHeadFileIsGuarded(t *testing.T) {
	dir := trail(t, 3)
	head := filepath.Join(dir, store.HeadFileName)
	b, err := os.ReadFile(head)
	if err != nil {
		t.Fatal(err)
	}
	b[7]--
	if err := os.WriteFile(head, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := errors.AsType[*store.AuditError](verify(t, dir)); !ok {
		t.Error("a changed head file is not found")
	}
}

func TestMissingHeadFileIsFound(t *testing.T) {
	dir := trail(t, 3)
	tamper(t, dir, "DELETE FROM audit WHERE id = 3")
	if err := os.Remove(filepath.Join(dir, store.HeadFileName)); err != nil {
		t.Fatal(err)
	}
	if _, ok := errors.AsType[*store.AuditError](verify(t, dir)); !ok {
		t.Error("a cut trail without its head file passes")
	}
}

func TestKeyIsNeededAndPrivate(t *testing.T) {
	dir := trail(t, 1)
	for _, name := range []string{store.KeyFileName, store.FileName, store.HeadFileName} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v, want 0600", name, info.Mode(), err)
		}
	}
	if err := os.Remove(filepath.Join(dir, store.KeyFileName)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), dir); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("got %v, want ErrNoKey", err)
	}
	if err := os.Remove(filepath.Join(dir, store.FileName)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Create(t.Context(), dir); !errors.Is(err, store.ErrIncomplete) {
		t.Errorf("got %v, want ErrIncomplete", err)
	}
}

func TestParseAuditHeadRefusesOthers(t *testing.T) {
	for _, s := range []string{"", "5", "5:", "5:xyz", "-1:00", "x:00", "5:" + string(make([]byte, 64))} {
		if h, err := briefing.ParseAuditHead(s); err == nil {
			t.Errorf("%q gave %v", s, h)
		}
	}
	if h, err := briefing.ParseAuditHead(" 0: "); err != nil || h.Count != 0 {
		t.Errorf("the empty trail: %v, %v", h, err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
