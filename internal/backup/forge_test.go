package backup_test

import (
	"archive/zip"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// forgeries are the ways in which somebody who holds a backup, and the key in
// it, rewrites its audit trail at entry i of n.
var forgeries = map[string]func(i, n int) string{
	"edit":   func(i, _ int) string { return fmt.Sprintf("UPDATE audit SET actor = 'ai khác' WHERE id = %d", i) },
	"delete": func(i, _ int) string { return fmt.Sprintf("DELETE FROM audit WHERE id = %d", i) },
	"swap": func(i, n int) string {
		j := i%n + 1
		return fmt.Sprintf(`UPDATE audit SET id = -1 WHERE id = %d; UPDATE audit SET id = %[1]d WHERE id = %d;
			UPDATE audit SET id = %[2]d WHERE id = -1`, i, j)
	},
	"insert": func(i, _ int) string {
		return fmt.Sprintf(`UPDATE audit SET id = -id - 1 WHERE id >= %d; UPDATE audit SET id = -id WHERE id < 0;
			INSERT INTO audit SELECT %[1]d, at, 'ai khác', origin, action, entity, entity_id, before, after, reason, mac
			FROM audit WHERE id = %[1]d + 1`, i)
	},
	"truncate": func(i, _ int) string { return fmt.Sprintf("DELETE FROM audit WHERE id >= %d", i) },
	"rewrite":  func(i, _ int) string { return fmt.Sprintf("UPDATE audit SET at = at + %d, actor = 'ai khác'", i) },
}

// Whoever holds a backup can make a forged one that is consistent in itself. A
// head from elsewhere finds every one of them.
func TestForgedTrailsAreFoundByAHead(t *testing.T) {
	const entries = 200
	places := 4
	if testtool.Long() {
		places = 50
	}
	dir := filepath.Join(t.TempDir(), "data")
	db, err := store.Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i := range entries {
		if err := db.SetSetting(t.Context(), tester, "x", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	known, err := db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "b.zip")
	if _, err := backup.Write(t.Context(), db, dir, file, "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Verify(t.Context(), file, known); err != nil {
		t.Fatalf("the true backup: %v", err)
	}
	for kind, at := range forgeries {
		t.Run(kind, func(t *testing.T) {
			for k := range places {
				i := 1 + k*(entries-1)/(places-1)
				forged := forge(t, file, at(i, entries))
				if _, err := backup.Verify(t.Context(), forged); err != nil {
					t.Errorf("at entry %d the forgery is not consistent, so the test proves nothing: %v", i, err)
				}
				_, err := backup.Verify(t.Context(), forged, known)
				wrong, ok := errors.AsType[*backup.HeadError](err)
				if older := kind == "truncate" || kind == "delete"; !ok || older != strings.Contains(wrong.Error(), "cũ hơn") {
					t.Errorf("at entry %d: got %v", i, err)
				}
			}
		})
	}
}

// forge changes the database in a backup and makes everything else fit: the
// numbers and codes of the trail, the head file and the manifest.
func forge(t *testing.T, file, stmts string) string {
	t.Helper()
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files := members(t, whole)
	path := filepath.Join(t.TempDir(), store.FileName)
	if err := os.WriteFile(path, []byte(files[store.FileName]), 0o600); err != nil {
		t.Fatal(err)
	}
	key := []byte(files[store.KeyFileName])
	head := rechain(t, path, key, stmts)
	changed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files[store.FileName], files[store.HeadFileName] = string(changed), sealed(head, key)
	var m backup.Manifest
	if err := json.Unmarshal([]byte(files["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	m.AuditHead = head.String()
	for i, f := range m.Files {
		sum := sha256.Sum256([]byte(files[f.Name]))
		m.Files[i].Size, m.Files[i].SHA256 = int64(len(files[f.Name])), hex.EncodeToString(sum[:])
	}
	manifest, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	files["manifest.json"] = string(manifest)
	return zipped(t, files)
}

// rechain runs statements on the database at path, then numbers its trail from
// 1 and computes every code anew. It returns the new head.
func rechain(t *testing.T, path string, key []byte, stmts string) briefing.AuditHead {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	run := func(stmts string) {
		if _, err := db.Exec(stmts); err != nil {
			t.Fatalf("%s: %v", stmts, err)
		}
	}
	run("PRAGMA synchronous = OFF;" + unguard + stmts)
	rows, err := db.Query(`SELECT id, at, entity_id, actor, origin, action, entity, before, after, reason FROM audit ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	head := briefing.AuditHead{MAC: make([]byte, sha256.Size)}
	var prev []byte
	var fixes strings.Builder
	for rows.Next() {
		var id, at, entityID int64
		var texts [7]string
		err := rows.Scan(&id, &at, &entityID, &texts[0], &texts[1], &texts[2], &texts[3], &texts[4], &texts[5], &texts[6])
		if err != nil {
			t.Fatal(err)
		}
		h := hmac.New(sha256.New, key)
		field := func(b []byte) {
			h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
			h.Write(b)
		}
		field(prev)
		for _, n := range []int64{head.Count + 1, at, entityID} {
			field(binary.BigEndian.AppendUint64(nil, uint64(n)))
		}
		for _, s := range texts {
			field([]byte(s))
		}
		prev = h.Sum(nil)
		head = briefing.AuditHead{Count: head.Count + 1, MAC: prev}
		fmt.Fprintf(&fixes, "UPDATE audit SET id = %d, mac = x'%x' WHERE id = %d;", head.Count, prev, id)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	run("BEGIN;" + fixes.String() + "COMMIT;" + guards)
	if head.Count == 0 {
		head.MAC = nil
	}
	run("PRAGMA wal_checkpoint(TRUNCATE)")
	return head
}

// sealed is a head file for a head, as whoever has the key can write it.
func sealed(head briefing.AuditHead, key []byte) string {
	mac := head.MAC
	if mac == nil {
		mac = make([]byte, sha256.Size)
	}
	record := append(binary.BigEndian.AppendUint64(nil, uint64(head.Count)), mac...)
	h := hmac.New(sha256.New, key)
	h.Write([]byte("head"))
	h.Write(record)
	return string(h.Sum(record))
}

// zipped writes files into a new zip.
func zipped(t *testing.T, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "forged.zip")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
