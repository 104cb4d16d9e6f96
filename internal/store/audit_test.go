package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
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

// unguard takes away what keeps the trail from changes; guards puts it back, as
// the migrations made it.
var unguard = []string{"DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"}

var guards = []string{`CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit entries are never changed');
END`, `CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit entries are never deleted');
END`}

// tamper changes the stored trail behind the program's back and leaves no other
// trace.
func tamper(t *testing.T, dir string, stmts ...string) {
	t.Helper()
	raw := open(t, dir)
	for _, s := range slices.Concat(unguard, stmts, guards) {
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

// tampered is how many entries the trail of the test below has.
const tampered = 300

// columns are those of the audit table, each with another value.
var columns = [][2]string{
	{"id", "id + 1000"}, {"at", "at + 1"}, {"actor", "'ai khác'"}, {"origin", "''"}, {"action", "'delete'"}, {"entity", "'meeting'"},
	{"entity_id", "entity_id + 1"}, {"before", "'{}'"}, {"after", "after || ' '"}, {"reason", "'nhầm'"}, {"mac", "randomblob(32)"},
}

// tamperings are the kinds of tampering: what they do at entry i of a trail of
// n, the k-th time.
var tamperings = map[string]func(i, n, k int) []string{
	"edit": func(i, _, k int) []string {
		c := columns[k%len(columns)]
		return []string{fmt.Sprintf("UPDATE audit SET %s = %s WHERE id = %d", c[0], c[1], i)}
	},
	"delete": func(i, n, k int) []string {
		stmts := []string{fmt.Sprintf("DELETE FROM audit WHERE id = %d", i)}
		if k%2 == 0 { // and close the gap
			stmts = append(stmts, fmt.Sprintf("UPDATE audit SET id = -id WHERE id > %d", i), "UPDATE audit SET id = -id - 1 WHERE id < 0")
		}
		return stmts
	},
	"swap": func(i, n, k int) []string {
		j := (i+k)%n + 1
		if j == i {
			j = i%n + 1
		}
		stmts := []string{fmt.Sprintf("UPDATE audit SET id = -1 WHERE id = %d", i), fmt.Sprintf("UPDATE audit SET id = %d WHERE id = %d", i, j),
			fmt.Sprintf("UPDATE audit SET id = %d WHERE id = -1", j)}
		if k%2 == 0 { // the codes stay where they were
			stmts = append(stmts, fmt.Sprintf(`UPDATE audit SET mac = (SELECT o.mac FROM audit o WHERE o.id = %d + %d - audit.id)
				WHERE id IN (%[1]d, %[2]d)`, i, j))
		}
		return stmts
	},
	"insert": func(i, n, k int) []string {
		mac := "mac"
		if k%2 == 0 {
			mac = "randomblob(32)"
		}
		return []string{fmt.Sprintf("UPDATE audit SET id = -id - 1 WHERE id >= %d", i), "UPDATE audit SET id = -id WHERE id < 0",
			fmt.Sprintf(`INSERT INTO audit SELECT %d, at, 'ai khác', origin, action, entity, entity_id, before, after, reason, %s
				FROM audit WHERE id = %[1]d + 1`, i, mac)}
	},
	"truncate": func(i, _, _ int) []string { return []string{fmt.Sprintf("DELETE FROM audit WHERE id >= %d", i)} },
	"rewrite": func(i, _, k int) []string {
		return []string{fmt.Sprintf("UPDATE audit SET actor = 'ai khác %d', after = '\"%d\"', mac = randomblob(32)", k, i)}
	},
}

// Somebody with the file drops the triggers and changes the trail at 50 places
// (a few in the short form) in each of 6 ways: the key and the head file find it. Somebody who has the
// key too makes the result consistent, so that the trail passes by itself: a
// head that was noted elsewhere finds that.
func TestTamperingIsFound(t *testing.T) {
	dir := trail(t, tampered)
	known := headOf(t, dir)
	places := len(columns)
	if testtool.Long() {
		places = 50
	}
	for kind, at := range tamperings {
		t.Run(kind, func(t *testing.T) {
			for k := range places {
				i := 1 + k*(tampered-1)/(places-1) // the first and the last too
				db := copyOf(t, dir)
				db.Exec(t, slices.Concat(unguard, at(i, tampered, k))...)
				if _, err := db.VerifyAudit(t.Context()); !isAuditError(err) {
					t.Errorf("at entry %d, variant %d: got %v", i, k, err)
				}
				db.Forge(t)
				db.Exec(t, guards...)
				_, byItself := db.VerifyAudit(t.Context())
				_, byHead := db.VerifyAudit(t.Context(), known)
				unchanged := kind == "edit" && columns[k%len(columns)][0] == "mac" // the code alone: forging put it right
				if byItself != nil || isHeadError(byHead) == unchanged || unchanged && byHead != nil {
					t.Errorf("forged at entry %d, variant %d: by itself %v, by the head %v", i, k, byItself, byHead)
				}
				db.Close()
			}
		})
	}
}

func isHeadError(err error) bool {
	_, ok := errors.AsType[*store.HeadError](err)
	return ok
}

func isAuditError(err error) bool {
	_, ok := errors.AsType[*store.AuditError](err)
	return ok
}

// headOf returns the head of the trail in a folder.
func headOf(t *testing.T, dir string) briefing.AuditHead {
	t.Helper()
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	head, err := db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return head
}

// copyOf opens a copy of a closed data folder.
func copyOf(t *testing.T, dir string) *store.DB {
	t.Helper()
	to := t.TempDir()
	for _, name := range []string{store.FileName, store.KeyFileName, store.HeadFileName} {
		copyFile(t, filepath.Join(dir, name), filepath.Join(to, name))
	}
	db, err := store.Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
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
	if !isHeadError(verify(t, other, known)) {
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
