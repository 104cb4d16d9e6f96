package web

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	sample := &briefing.Meeting{Title: "Hội nghị mẫu", HeldOn: "2024-10-02", Reports: "2024-Q3", State: briefing.Held, Sample: true}
	f.stored()
	f.need(f.db.InsertUnits(ctx, tester, units))
	f.need(f.db.SetOffice(ctx, tester, office))
	f.need(f.db.SetOffice(ctx, tester, later))
	f.need(f.db.SaveMeeting(ctx, tester, draft))
	f.planAgenda(units[1].ID)
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
	f.keepRegister()
	f.madeBackup()
	db := f.raw()
	must(t, db, `INSERT INTO sign_in_place (account_id, address, at) SELECT id, '127.0.0.1', 0 FROM account`)
	for _, table := range slices.Sorted(maps.Keys(f.tables())) {
		if selected(t, db, `SELECT count(*) FROM `+table)[0] == "0" {
			t.Fatalf("no row in the new table %s: put one in here", table)
		}
	}
	return f
}

// planAgenda gives the meeting that was read an agenda: an item of somebody who
// takes part, and one of somebody who does not.
func (f *fullSite) planAgenda(unit int64) {
	m := f.meeting(1)
	m.Agenda = []briefing.AgendaItem{{Kind: briefing.Opening, Presenter: m.Participations[0].ID, Minutes: 10},
		{Kind: briefing.Paper, Topic: "Vệ sinh môi trường", Label: "đại biểu xã", Unit: unit, Minutes: 15, Outcome: "Nhất trí"}}
	f.need(f.db.SaveMeeting(f.t.Context(), tester, m))
}

// keepRegister puts into the register all that belongs to directives: a file, a
// relation, an entry that was merged, two of one symbol, and the citations that
// wait for a person and that one refused. The administrator and both communes
// keep searches.
func (f *fullSite) keepRegister() {
	ctx := f.t.Context()
	old := f.putDirective(briefing.Directive{Symbol: "10-CT/TW", Date: "2002-03-28", Place: "Hà Nội", Term: "IX", Title: "về dân vận"})
	young := f.putDirective(briefing.Directive{Symbol: "10-CT/TW", Date: "2016-12-15"})
	plan := f.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Date: "2020-01-02"})
	gone := f.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "43-KH/HU", Date: "2020-01-03"})
	f.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "44-KH/HU", Date: "2020-01-04"})
	f.need(f.db.MergeDirectives(ctx, tester, plan, gone))
	for _, to := range []int64{old.ID, 1} {
		f.need(f.db.AddRelation(ctx, tester, &briefing.Relation{From: plan.ID, Verb: briefing.Implements, To: to, Note: "Theo dự thảo"}))
	}
	f.need(f.db.AddRelation(ctx, tester, &briefing.Relation{From: young.ID, Verb: briefing.Guides, To: 1}))
	for _, name := range []string{"Bản gốc.pdf", "Bản sao.pdf"} {
		a := &briefing.Attachment{Name: name, MediaType: "application/pdf"}
		f.need(f.db.Attach(ctx, tester, "directive", 1, a, strings.NewReader(pdfContent+name)))
	}
	text := &briefing.Attachment{Name: "Toàn văn.txt", MediaType: "text/plain"}
	f.need(f.db.Attach(ctx, tester, "directive", 1, text, strings.NewReader("Thực hiện Chỉ thị 10-CT/TW và Kết luận 3-KL/TW")))
	f.readFiles()
	f.held("2024-03-05", "Hội nghị nghe báo cáo. Thực hiện Chỉ thị 10-CT/TW của Trung ương và Quyết định số 290 về quy chế. Tiếp tục Quyết định 291.")
	waiting, err := f.db.Unresolved(ctx, 10)
	f.need(err)
	last := waiting[len(waiting)-1]
	f.need(f.db.Decide(ctx, tester, briefing.ShownCitation{ID: last.ID, Seen: last.Seen()}, briefing.Decision{Rejected: true}))
	stated := briefing.Mention{Citation: briefing.Citation{Field: "title", Genre: briefing.ChiThi, Number: "10", Symbol: "10-CT/TW", Date: "2002-03-28"}, Verb: briefing.Replaces}
	f.need(f.db.SaveDirective(ctx, tester, young, []briefing.Mention{stated}))
	refused, err := f.db.Related(ctx, old.ID)
	f.need(err)
	f.need(f.db.RemoveRelation(ctx, tester, refused[len(refused)-1].ID)) // replaces stands after implements
	for _, name := range []string{"quantri", "xa1.0", "xa2.0"} {
		a, _, err := f.db.Credentials(ctx, name)
		f.need(err)
		f.need(f.db.InsertSavedSearch(ctx, tester, &briefing.SavedSearch{Account: a.ID, Name: "Dân vận", Query: "dân vận", Filter: map[string]string{"kind": "directive"}}))
	}
}

// pdfContent is how a PDF file begins.
const pdfContent = "%PDF-1.7\n"

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

// in is the same site, where another test fails, and ends what it begins.
func (s *site) in(t *testing.T) *site {
	other := *s
	other.t = t
	return &other
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
	for _, name := range []string{backup.FolderName, store.UploadsDir} {
		kept := filepath.Join(s.dir, name)
		if _, err := os.Stat(kept); !errors.Is(err, fs.ErrNotExist) {
			s.need(os.CopyFS(filepath.Join(dir, name), os.DirFS(kept)))
		}
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
