package web

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A fullSite is a site with rows in every table: a meeting read from an
// article, a draft and a sample, the office over time, two communes with a
// dozen accounts each, and a backup.
type fullSite struct {
	*site
	units  [2]int64          // the communes
	tokens map[string]string // of the accounts, by their names
}

// peopleOfUnit is how many accounts each commune has.
const peopleOfUnit = 12

func newFullSite(t *testing.T) *fullSite {
	t.Helper()
	f := &fullSite{site: newSite(t), tokens: map[string]string{}}
	f.tokens["quantri"] = f.token
	f.hurry()
	ctx := t.Context()
	units := []briefing.Unit{{Name: "Huyện Mẫu", Kind: "huyện", Level: briefing.District, Code: "018"},
		{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune, Code: "00001", Parent: -1},
		{Name: "Xã Hai", ShortName: "Hai", Kind: "xã", Level: briefing.Commune, Code: "00002", Parent: -1},
		{Name: "Xã Trống", ShortName: "Trống", Kind: "xã", Level: briefing.Commune, Code: "00009", Parent: -1}}
	office := briefing.Office{Name: "Ban Dân vận", Superior: "Huyện ủy Mẫu", PlaceLine: "Mẫu", Symbol: "BDVHU", ValidFrom: "2024-01-01",
		Recipients: []string{"Lưu Ban Dân vận"}, Signers: []briefing.Signer{{Position: "TRƯỞNG BAN", Name: "Cán bộ A"}}}
	later := office
	later.ValidFrom, later.Name = "2025-01-01", "Ban Tuyên giáo và Dân vận"
	draft := &briefing.Meeting{Title: "Hội nghị nháp", HeldOn: "2024-07-02", Reports: "2024-H1"}
	sample := &briefing.Meeting{Title: "Hội nghị mẫu", HeldOn: "2024-10-02", Reports: "2024-Q3", Confirmed: true, Sample: true}
	f.stored()
	f.need(f.db.InsertUnits(ctx, tester, units))
	f.need(f.db.SetOffice(ctx, tester, office))
	f.need(f.db.SetOffice(ctx, tester, later))
	f.need(f.db.SaveMeeting(ctx, tester, draft))
	f.need(f.db.SaveMeeting(ctx, tester, sample))
	f.need(f.db.SetSessionLimit(ctx, tester, store.SessionLimit{Idle: 30 * time.Minute, Absolute: 8 * time.Hour}))
	for _, role := range []briefing.AccountRole{briefing.Staff, briefing.Leader, briefing.Auditor} {
		f.tokens[string(role)] = f.signedIn(string(role), role, 0)
	}
	for i := range f.units {
		f.units[i] = units[i+1].ID
		for n := range peopleOfUnit {
			name := fmt.Sprintf("xa%d.%d", i+1, n)
			f.tokens[name] = f.signedIn(name, briefing.CommuneStaff, f.units[i])
		}
	}
	_, err := f.db.Try(ctx, "ai.do", "192.0.2.1", tries)
	f.need(err)
	f.madeBackup()
	db := f.raw()
	must(t, db, `INSERT INTO sign_in_place (account_id, address, at) SELECT id, '127.0.0.1', 0 FROM account`)
	must(t, db, `
		INSERT OR IGNORE INTO search_record (docid, kind, record_id, date, unit_id, period, issuer, genre, year, validity, title, text, tokens)
		VALUES (1, 'meeting', 1, '', 0, '', '', '', 0, '', 'a', 'a', 'a')`)
	must(t, db, `INSERT INTO search (docid, tokens) SELECT 1, 'a' WHERE NOT EXISTS (SELECT 1 FROM search WHERE docid = 1 AND search MATCH 'a')`)
	must(t, db, `INSERT OR IGNORE INTO search_symbol (scope, key, docid, label) VALUES (0, 'a', 1, 'a')`)
	for _, table := range slices.Sorted(maps.Keys(f.tables())) {
		if selected(t, db, `SELECT count(*) FROM `+table)[0] == "0" {
			t.Fatalf("no row in the new table %s: put one in here", table)
		}
	}
	return f
}

func (s *site) need(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// by is the site in the browser of an account.
func (f *fullSite) by(name string) *site {
	f.t.Helper()
	if f.tokens[name] == "" {
		f.t.Fatalf("no account %s", name)
	}
	return f.as(f.tokens[name])
}

// hurry lets every look at the clock come ten seconds after the one before, so
// that a test may ask more often than people, and leaves refusals out of the
// audit trail, which would take most of a test's time.
func (s *site) hurry() {
	start := time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	var looks atomic.Int64
	s.server.now = func() time.Time { return start.Add(time.Duration(looks.Add(1)) * 10 * time.Second) }
	s.server.denied.ofOne = 0
}

// twin is another program over a copy of the data, in the browser of the same
// person.
func (s *site) twin() *site {
	s.t.Helper()
	dir := s.t.TempDir()
	s.need(s.db.CopyTo(s.t.Context(), filepath.Join(dir, store.FileName)))
	for _, name := range []string{store.KeyFileName, store.HeadFileName} {
		b, err := os.ReadFile(filepath.Join(s.dir, name))
		s.need(err)
		s.need(os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	kept := filepath.Join(s.dir, backup.FolderName)
	if _, err := os.Stat(kept); !errors.Is(err, fs.ErrNotExist) {
		s.need(os.CopyFS(filepath.Join(dir, backup.FolderName), os.DirFS(kept)))
	}
	db, err := store.Open(s.t.Context(), dir)
	s.need(err)
	other := siteOver(s.t, db, dir)
	other.token = s.token
	other.hurry()
	return other
}

// backupName returns the name of the backup.
func (s *site) backupName() string {
	s.t.Helper()
	kept, err := backup.List(s.server.backupDir())
	if err != nil || len(kept) == 0 {
		s.t.Fatalf("got %v, %v, want a backup", kept, err)
	}
	return kept[0].Name
}
