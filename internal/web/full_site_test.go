package web

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"giaoban/internal/auth"
	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// long reports whether the tests go through all that they can try, which takes
// minutes, or through a fair part of it.

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
	must(t, db, `INSERT INTO sign_in_place (account_id, network, at) SELECT id, '127.0.0.1', 0 FROM account`)
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

// parameters are the names that the address of a page may carry, with a good
// value. That no other is in use is checked against the links and forms of all
// pages.
var parameters = map[string]map[string]string{
	"/signin":              {"next": "/help", "notice": "signed-out"},
	"/":                    {"notice": "set-up"},
	"/devices":             {"notice": "device-ended"},
	"/accounts":            {"notice": "saved"},
	"/accounts/:id":        {"notice": "saved"},
	"/meetings":            {"q": "giao ban", "period": "2024-Q1", "status": "confirmed", "sort": "title", "page": "2"},
	"/meetings/:id":        {"notice": "saved"},
	"/directives":          {"q": "chỉ thị", "sort": "-cited", "page": "2"},
	"/exports/:kind":       {"format": "csv", "period": "2024-Q1", "id": "1", "q": "giao ban", "status": "draft", "drafts": "yes", "sort": "title", "on": "01/06/2024"},
	"/audit":               {"actor": "test", "action": "create", "entity": "meeting", "id": "1", "from": "01/01/2024", "to": "31/12/2030", "before": "9", "after": "3"},
	"/audit/export":        {"format": "csv", "actor": "test", "action": "create", "entity": "meeting", "id": "1", "from": "01/01/2024", "to": "31/12/2030"},
	"/history/:entity/:id": {"before": "9", "after": "1"},
	"/office":              {"notice": "saved"},
	"/office/edit":         {"from": "2024-01-01"},
	"/office/remove":       {"from": "2024-01-01"},
	"/units":               {"on": "01/06/2024", "notice": "saved"},
	"/backups":             {"notice": "backed-up"},
}

// ids returns numbers of records: the first and the last of every table, or in
// long tests all, and one that no record has.
func (s *site) ids() []string {
	s.t.Helper()
	db := s.raw()
	defer db.Close()
	all := []string{"0", "99999"}
	for _, c := range columns(s.t, db) {
		if c.name != "id" {
			continue
		}
		found := selected(s.t, db, `SELECT id FROM `+c.table+` ORDER BY id`)
		if !testtool.Long() && len(found) > 4 {
			found = append(found[:2], found[len(found)-2:]...)
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// addresses returns addresses of a GET route: one for each value that the
// parts of its path can have.
func (s *site) addresses(route string) []string {
	s.t.Helper()
	all := []string{route}
	fill := func(part string, values ...string) {
		var more []string
		for _, address := range all {
			if !strings.Contains(address, part) {
				return
			}
			for _, value := range values {
				more = append(more, strings.Replace(address, part, value, 1))
			}
		}
		all = more
	}
	var kinds []string
	for _, kind := range export.Kinds() {
		kinds = append(kinds, kind.Name)
	}
	fill(":version/*file", s.server.assets.version+"/css/base.css")
	fill(":kind", kinds...)
	fill(":period", "2024-Q1", "2024-H1", "2030-Q1")
	fill(":name", s.backupName(), "giaoban-20200101-000000.zip")
	fill(":entity", "meeting", "directive", "unit", "account", "person", "office", "setting", "backup", "session")
	fill(":id", s.ids()...)
	for _, address := range all {
		if strings.ContainsAny(address, ":*") {
			s.t.Fatalf("no values for the new part of %s: name them here", address)
		}
	}
	return all
}

// gets returns every address of every GET route: as it is, with the good value
// of each parameter, and every file in every format.
func (s *site) gets() []string {
	s.t.Helper()
	var all []string
	for _, route := range s.server.engine.Routes() {
		if route.Method != http.MethodGet {
			continue
		}
		for i, one := range s.addresses(route.Path) {
			if !strings.HasSuffix(route.Path, "export") && route.Path != "/exports/:kind" {
				all = append(all, one)
				if i > 0 && !testtool.Long() {
					continue
				}
				for name, value := range parameters[route.Path] {
					all = append(all, address(one, url.Values{name: {value}}))
				}
				continue
			}
			for _, f := range format.All() {
				query := url.Values{"format": {f.Name}, "period": {"2024-Q1"}, "id": {"1"}, "drafts": {"yes"}}
				if !strings.HasPrefix(route.Path, "/exports/") {
					query = url.Values{"format": {f.Name}}
				}
				all = append(all, address(one, query))
			}
		}
	}
	slices.Sort(all)
	return all
}

// A sending is a form that a route takes, well filled in.
type sending struct {
	site   *site // with who may send it
	path   string
	values map[string]string
	file   []byte
	free   []string // fields that may be missing
}

// send sends it, with some values changed, in a site that is the same or a twin.
func (f sending) send(s *site) reply { s.t.Helper(); return s.post(f.path, f.values, f.file) }

// with returns it with one value changed.
func (f sending) with(name, value string) sending {
	f.values = maps.Clone(f.values)
	f.values[name] = value
	return f
}

// formTo returns the form of a page that is sent to an address.
func formTo(t *testing.T, page, action string) pageForm {
	t.Helper()
	for _, found := range forms.FindAllString(page, -1) {
		if form := formIn(t, found); form.action == action {
			return form
		}
	}
	t.Fatalf("no form to %s in the page: %s", action, text(page))
	return pageForm{}
}

// sendings returns a good form for every POST route. A new route needs a line
// here, and then is part of every test of forms.
func (f *fullSite) sendings() map[string]sending {
	t := f.t
	t.Helper()
	empty := newEmptySite(t)
	empty.hurry()
	bare := newSite(t)
	bare.hurry()
	f.withPassword("le.ba", briefing.Staff, goodPassword)
	owner := f.as(f.signedIn("le.ba", "", 0))
	f.signedIn("quantri", "", 0) // another device
	var other string
	for key := range strings.Lines(f.tables()["session"]) {
		if !strings.Contains(key, auth.TokenKey(f.token)) && strings.Contains(key, "account_id=1 ") {
			_, key, _ = strings.Cut(key, "token_key='")
			other = key[:16]
		}
	}
	page := func(path, action string, more map[string]string) map[string]string {
		form := formTo(t, f.get(path).body, action)
		maps.Copy(form.values, more)
		return form.values
	}
	workbook := unitList(t, "Xã Ba|00003|Huyện Mẫu")
	read := f.post("/units/import", map[string]string{"do": "read"}, workbook)
	if !strings.Contains(read.body, `name="sheet"`) {
		t.Fatalf("the workbook is not taken: %s", text(read.body))
	}
	units := formIn(t, read.body).values // below the form for another file
	units["do"] = "save"
	edit := page("/meetings/1/edit", "/meetings/1/edit", map[string]string{"title": "Hội nghị đã đổi tên", "do": "save"})
	added := page("/meetings/new", "/meetings", map[string]string{"title": "Hội nghị mới", "held_on": "10/07/2024", "report_period": "Q2", "report_year": "2024",
		"participations.0.name": "Cán bộ B", "do": "save"})
	const member = "/accounts/5" // of a commune
	version := page(member, member, nil)["version"]
	name := f.backupName()
	all := map[string]sending{
		"/setup":                 {empty, "/setup", setupForm(), nil, nil},
		"/signin":                {f.as(""), "/signin", map[string]string{"name": "le.ba", "password": goodPassword, "next": "/help"}, nil, nil},
		"/signout":               {owner, "/signout", nil, nil, nil},
		"/password":              {owner, "/password", map[string]string{"password": goodPassword, "password_new": newPassword, "password_again": newPassword}, nil, nil},
		"/devices":               {f.site, "/devices", map[string]string{"do": other}, nil, nil},
		"/accounts":              {f.site, "/accounts", page("/accounts/new", "/accounts", map[string]string{"name": "moi.den", "full_name": "Người Mới"}), nil, nil},
		"/accounts/:id":          {f.site, member, page(member, member, map[string]string{"full_name": "Tên Đã Đổi"}), nil, nil},
		"/accounts/:id/disable":  {f.site, member + "/disable", map[string]string{"do": "disable", "version": version}, nil, nil},
		"/accounts/:id/password": {f.site, member + "/password", map[string]string{"do": "reset"}, nil, []string{"do"}},
		"/accounts/:id/devices":  {f.site, member + "/devices", map[string]string{"do": "all"}, nil, []string{"do"}},
		"/session-limit":         {f.site, "/session-limit", map[string]string{"idle_minutes": "20", "hours": "6"}, nil, nil},
		"/sample/remove":         {f.site, "/sample/remove", nil, nil, nil},
		"/meetings":              {f.site, "/meetings", added, nil, nil},
		"/meetings/import":       {f.site, "/meetings/import", map[string]string{"text": articleText(t), "do": "read"}, nil, nil},
		"/meetings/:id/edit":     {f.site, "/meetings/1/edit", edit, nil, nil},
		"/office":                {f.site, "/office", page("/office/edit?from=2024-01-01", "/office", map[string]string{"name": "Ban Dân vận mới", "do": "save"}), nil, nil},
		"/office/remove":         {f.site, "/office/remove", page("/office/remove?from=2024-01-01", "/office/remove", map[string]string{"reason": "Ghi nhầm"}), nil, nil},
		"/units":                 {f.site, "/units", page("/units/new", "/units", map[string]string{"name": "Xã Bốn", "kind": "xã", "level": "commune", "code": "00004", "do": "save"}), nil, []string{"do"}},
		"/units/:id/edit":        {f.site, "/units/3/edit", page("/units/3/edit", "/units/3/edit", map[string]string{"name": "Xã Hai mới", "do": "save"}), nil, []string{"do"}},
		"/units/:id/remove":      {f.site, "/units/4/remove", page("/units/4/remove", "/units/4/remove", map[string]string{"reason": "Ghi nhầm"}), nil, nil},
		"/units/reference":       {bare, "/units/reference", map[string]string{"do": "add"}, nil, []string{"do"}},
		"/units/import":          {f.site, "/units/import", units, nil, nil},
		"/backups":               {f.site, "/backups", map[string]string{"do": "back-up"}, nil, []string{"do"}},
		"/backups/:name/check":   {f.site, "/backups/" + name + "/check", map[string]string{"do": "check"}, nil, []string{"do"}},
		"/backups/:name/remove":  {f.site, "/backups/" + name + "/remove", map[string]string{"do": "remove"}, nil, []string{"do"}},
	}
	for _, route := range f.server.engine.Routes() {
		if _, ok := all[route.Path]; route.Method == http.MethodPost && !ok {
			t.Errorf("no good form for POST %s: add one here", route.Path)
		}
	}
	return all
}

// newPassword is another one that is good.
const newPassword = "mèo ngủ trên mái ngói đỏ"
