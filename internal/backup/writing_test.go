package backup_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"testing"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

func TestBackupWhileWriting(t *testing.T) {
	const rounds, writes = 20, 100
	dir, _, db := made(t)
	amid := 0 // rounds in which the backup was made between two writes
	for round := range rounds {
		acked, err := db.AuditHead(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var writer sync.WaitGroup
		writer.Go(func() {
			for i := range writes {
				if err := db.SetSetting(t.Context(), tester, fmt.Sprintf("w%02d.%04d", round, i), fmt.Sprint(i)); err != nil {
					t.Error(err)
				}
			}
		})
		file, back := filepath.Join(t.TempDir(), "b.zip"), filepath.Join(t.TempDir(), "data")
		m, err := backup.Write(t.Context(), db, dir, file, "test")
		writer.Wait()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Restore(t.Context(), file, back, tester, false, acked); err != nil {
			t.Fatalf("round %d: what was acknowledged before the backup is not in it: %v", round, err)
		}
		head, err := briefing.ParseAuditHead(m.AuditHead)
		if err != nil {
			t.Fatal(err)
		}
		if acked.Count < head.Count && head.Count < acked.Count+writes {
			amid++
		}
		// Every entry is one setting, so the trail up to the head says which rows
		// the backup must hold, and that there are no others.
		if got, want := state(t, back, head.Count), state(t, dir, head.Count); got != want {
			t.Errorf("round %d at entry %d: got %s, want %s", round, head.Count, got, want)
		}
	}
	if amid == 0 {
		t.Error("no backup was made while somebody wrote")
	}
}

// state is the logical hash of a database as it was at an entry of the trail.
func state(t *testing.T, dir string, entry int64) string {
	t.Helper()
	address := url.URL{Path: filepath.Join(dir, store.FileName)}
	db, err := sql.Open("sqlite3", "file:"+address.EscapedPath())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	sum := sha256.New()
	for _, query := range []string{
		`SELECT id, at, actor, action, entity, before, after, hex(mac) FROM audit WHERE id <= $1 ORDER BY id`,
		`SELECT name, value, '', '', '', '', '', '' FROM setting WHERE name IN
			(SELECT j.key FROM audit a, json_each(a.after) j WHERE a.entity = 'setting' AND a.id <= $1) ORDER BY name`,
		// What no entry tells of must not be there at all.
		`SELECT count(*), '', '', '', '', '', '', '' FROM setting WHERE $1 > 0 AND name NOT IN
			(SELECT j.key FROM audit a, json_each(a.after) j WHERE a.entity = 'setting')`,
	} {
		rows, err := db.Query(query, entry)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for ; rows.Next(); n++ {
			var row [8]string
			if err := rows.Scan(&row[0], &row[1], &row[2], &row[3], &row[4], &row[5], &row[6], &row[7]); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(sum, "%q\n", row)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil || n == 0 {
			t.Fatalf("%d rows, %v", n, err)
		}
		fmt.Fprintln(sum, n)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
