package web

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/testtool"
	"giaoban/internal/vntext"
)

// Whose a column is: who may see what stands in it.
const (
	ofRegister = "register" // the office's: all roles but communes
	ofAll      = "all"      // everybody who is signed in
	ofUnit     = "unit"     // the office and the unit itself
	ofAccounts = "accounts" // administrators and the person
	ofDevices  = "devices"  // administrators and the person
	ofNames    = "names"    // of accounts: the same, and auditors
	ofTrail    = "trail"    // administrators and auditors
	ofNobody   = "nobody"   // never shown
	ofNoText   = "no text"  // days, keys, choices, numbers and what is derived from other columns
)

// holders says of every column that holds text whose it is. A new column needs
// a line here, and then is part of every test that fills columns.
var holders = map[string]string{
	"account.name": ofNames, "account.full_name": ofAccounts, "account.role": ofNoText, "account.password": ofNobody,
	"audit.actor": ofTrail, "audit.origin": ofTrail, "audit.action": ofTrail, "audit.entity": ofTrail, "audit.before": ofTrail,
	"audit.after": ofTrail, "audit.reason": ofTrail, "audit.mac": ofNobody,
	"citation.text": ofRegister, "citation.genre": ofNoText, "citation.number": ofRegister, "citation.symbol": ofRegister,
	"citation.issuer": ofRegister, "citation.date": ofNoText, "citation.title": ofRegister,
	"declared_count.measure": ofNoText, "declared_count.level": ofNoText, "declared_count.qualifier": ofNoText, "declared_count.label": ofRegister,
	"directive.genre": ofNoText, "directive.number": ofAll, "directive.symbol": ofAll, "directive.symbol_key": ofNoText,
	"directive.sort": ofNoText, "directive.issuer": ofAll, "directive.date": ofNoText, "directive.title": ofAll,
	"directive.title_fold": ofNoText, "directive.fold": ofNoText,
	"meeting.title": ofRegister, "meeting.title_sort": ofNoText, "meeting.held_on": ofNoText, "meeting.posted_on": ofNoText,
	"meeting.report_period": ofNoText, "meeting.report_label": ofRegister, "meeting.plan_period": ofNoText, "meeting.plan_from": ofNoText,
	"meeting.plan_to": ofNoText, "meeting.plan_label": ofRegister, "meeting.organizer": ofRegister, "meeting.organizer_sort": ofNoText,
	"meeting.place": ofRegister, "meeting.source": ofRegister, "meeting.spans": ofNoText, "meeting.fold": ofNoText,
	"office.valid_from": ofNoText, "office.name": ofRegister, "office.superior": ofRegister, "office.place_line": ofRegister,
	"office.symbol": ofRegister, "office.recipients": ofRegister, "office.signers": ofRegister, "office.layout": ofNoText,
	"participation.role": ofNoText, "participation.name": ofRegister, "participation.title": ofRegister, "participation.label": ofRegister,
	"period.key": ofNoText, "period.from_day": ofNoText, "period.to_day": ofNoText, "period.due_day": ofNoText,
	"person.name": ofRegister, "person.name_fold": ofNoText, "person.name_sort": ofNoText,
	// The search index repeats what other columns hold; no page shows it yet.
	"search_record.kind": ofNoText, "search_record.date": ofNoText, "search_record.period": ofNoText, "search_record.issuer": ofNoText,
	"search_record.genre": ofNoText, "search_record.validity": ofNoText, "search_record.title": ofNoText, "search_record.text": ofNoText,
	"search_record.tokens": ofNoText, "search_symbol.key": ofNoText, "search_symbol.label": ofNoText,
	"session.token_key": ofNoText, "session.address": ofDevices, "session.device": ofDevices,
	"setting.name": ofNoText, "setting.value": ofNoText,
	"sign_in_place.network": ofNobody, "sign_in_try.account_name": ofNobody, "sign_in_try.address": ofNobody,
	"topic.text":        ofRegister,
	"unit_version.name": ofUnit, "unit_version.name_sort": ofNoText, "unit_version.short_name": ofUnit, "unit_version.kind": ofUnit, "unit_version.level": ofNoText,
	"unit_version.code": ofUnit, "unit_version.valid_from": ofNoText, "unit_version.valid_to": ofNoText,
}

// unseen are columns that no page and no file shows yet.
var unseen = []string{"person.name", "directive.number", "unit_version.short_name"}

// shapes are columns whose text has a form.
var shapes = map[string]string{"office.recipients": `["%s"]`, "office.signers": `[{"Authority":"","Position":"Trưởng ban","Name":"%s"}]`,
	"audit.before": `{"FullName":"%s"}`, "audit.after": `{"FullName":"%s"}`}

// folds are columns by which rows are found: they hold what the row shows.
var folds = map[string]string{"directive.fold": "directive", "meeting.fold": "meeting"}

// A planted text stands in one field of one row.
type planted struct {
	column  string
	holder  string
	unit    int64 // that the row belongs to; 0 for the office
	account int64 // whose row it is; 0 for nobody's
	text    string
}

// plant puts a text of its own into every field of every row that can hold one.
// The text may depend on the column and its number.
func (f *fullSite) plant(text func(column string, n int) string) []planted {
	t, db := f.t, f.raw()
	t.Helper()
	// The trail cannot be changed, but continued.
	for _, unit := range append(f.units[:], 0) {
		id, entity := "1", "meeting"
		if unit != 0 {
			id, entity = selected(t, db, `SELECT min(id) FROM account WHERE unit_id = $1`, unit)[0], "account"
		}
		must(t, db, `
			INSERT INTO audit (id, at, actor, origin, action, entity, entity_id, before, after, reason, mac)
			SELECT max(id) + 1, max(at), '', '', 'update', $1, $2, '', '', '', x'00' FROM audit`, entity, id)
	}
	known, have := map[string]bool{}, map[string]bool{}
	all := columns(t, db)
	for _, c := range all {
		have[c.String()] = true
	}
	var out []planted
	type change struct {
		stmt string
		args []any
	}
	var changes []change
	found := map[string]string{} // what rows show, by table and row
	for _, c := range all {
		if c.kind != "TEXT" && c.kind != "BLOB" {
			continue
		}
		holder := holders[c.String()]
		known[c.String()] = true
		switch {
		case holder == "":
			t.Errorf("say in holders whose the new column %s is", c)
			continue
		case holder == ofNoText || c.kind == "BLOB" || c.table == "audit" && c.name == "entity":
			continue
		}
		unit, account := "0", "0"
		switch {
		case have[c.table+".unit_id"]:
			unit = "coalesce(unit_id, 0)"
		case have[c.table+".account_id"]:
			unit = "coalesce((SELECT unit_id FROM account a WHERE a.id = account_id), 0)"
		case c.table == "audit":
			unit = "coalesce((SELECT unit_id FROM account a WHERE entity = 'account' AND a.id = entity_id), 0)"
		}
		if c.table == "account" {
			account = "id"
		} else if have[c.table+".account_id"] {
			account = "account_id"
		}
		where := ""
		if c.table == "audit" {
			where = " WHERE mac = x'00'"
		}
		for _, row := range selected(t, db, `SELECT rowid || ' ' || `+unit+` || ' ' || `+account+` FROM `+c.table+where+` ORDER BY rowid`) {
			part := strings.Fields(row)
			p := planted{column: c.String(), holder: holder, text: text(c.String(), len(out))}
			p.unit, _ = strconv.ParseInt(part[1], 10, 64)
			p.account, _ = strconv.ParseInt(part[2], 10, 64)
			out = append(out, p)
			found[c.table+" "+part[0]] += " " + p.text
			value := p.text
			if shape := shapes[c.String()]; shape != "" {
				quoted, err := json.Marshal(p.text)
				f.need(err)
				value = strings.Replace(shape, `"%s"`, string(quoted), 1)
			}
			if c.String() == "meeting.source" { // the places of the values stay right
				changes = append(changes, change{`UPDATE meeting SET source = source || ' ' || $1 WHERE rowid = $2`, []any{value, part[0]}})
				continue
			}
			changes = append(changes, change{`UPDATE ` + c.table + ` SET ` + c.name + ` = $1 WHERE rowid = $2`, []any{value, part[0]}})
		}
	}
	for column := range holders {
		if !known[column] {
			t.Errorf("holders names %s, which is no column", column)
		}
	}
	for column, table := range folds {
		for row, shown := range found {
			if part := strings.Fields(row); part[0] == table {
				changes = append(changes, change{`UPDATE ` + table + ` SET ` + strings.TrimPrefix(column, table+".") + ` = $1 WHERE rowid = $2`,
					[]any{vntext.Fold(shown), part[1]}})
			}
		}
	}
	db.SetMaxOpenConns(1)
	must(t, db, `DROP TRIGGER audit_no_update`)
	must(t, db, `BEGIN`)
	for _, c := range changes {
		must(t, db, c.stmt, c.args...)
	}
	must(t, db, `COMMIT`)
	return out
}

// A viewer is somebody who looks, with what he may see.
type viewer struct {
	name    string
	site    *site
	role    briefing.AccountRole // "" for who is not signed in
	unit    int64
	account int64
}

// maySee reports whether a text is for the viewer's eyes.
func (v *viewer) maySee(p *planted) bool {
	office := v.role != "" && v.role != briefing.CommuneStaff
	admin := v.role == briefing.Administrator
	own := v.account != 0 && v.account == p.account
	switch p.holder {
	case ofRegister:
		return office
	case ofAll:
		return v.role != ""
	case ofUnit:
		return office || v.unit != 0 && v.unit == p.unit
	case ofAccounts, ofDevices:
		return admin || own
	case ofNames:
		return admin || own || v.role == briefing.Auditor
	case ofTrail:
		return admin || v.role == briefing.Auditor || office && p.unit == 0
	}
	return false
}

// viewers returns all kinds of people, with a commune each of A and B, and one
// that was moved from A to B and has signed in again.
func (f *fullSite) viewers() []viewer {
	t := f.t
	id := func(name string) int64 {
		a, _, err := f.db.Credentials(t.Context(), name)
		f.need(err)
		return a.ID
	}
	all := []viewer{{"administrator", f.site, briefing.Administrator, 0, id("quantri")}, {name: "stranger", site: f.as("")}}
	for _, role := range []briefing.AccountRole{briefing.Staff, briefing.Leader, briefing.Auditor} {
		all = append(all, viewer{string(role), f.by(string(role)), role, 0, id(string(role))})
	}
	for i, name := range []string{"xa1.0", "xa2.0"} {
		all = append(all, viewer{"commune " + name, f.by(name), briefing.CommuneStaff, f.units[i], id(name)})
	}
	f.change("xa1.1", func(a *briefing.Account) { a.Unit = f.units[1] })
	all = append(all, viewer{name: "moved", site: f.by("xa1.1")},
		viewer{"moved, signed in again", f.as(f.signedIn("xa1.1", "", 0)), briefing.CommuneStaff, f.units[1], id("xa1.1")})
	f.change("xa1.2", func(a *briefing.Account) { a.Disabled = true })
	f.age(f.tokens["xa1.3"], 9*60*60*1e9, 1)
	return append(all, viewer{name: "disabled", site: f.by("xa1.2")}, viewer{name: "expired", site: f.by("xa1.3")})
}

// contents returns all that an answer tells: its headers, its body, and what
// stands in a file, however packed.
func contents(t *testing.T, got reply) string {
	t.Helper()
	var out strings.Builder
	for name, values := range got.header {
		fmt.Fprintln(&out, name, values)
	}
	switch kind := got.header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "application/vnd.openxmlformats"), kind == "application/zip":
		z, err := zip.NewReader(strings.NewReader(got.body), int64(len(got.body)))
		if err != nil {
			t.Fatalf("%s: %v", got.path, err)
		}
		for _, file := range z.File {
			r, err := file.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s\n%s\n", file.Name, b)
		}
	case kind == "application/pdf":
		path, err := exec.LookPath("pdftotext")
		if err != nil {
			break
		}
		command := exec.CommandContext(t.Context(), path, "-", "-")
		command.Stdin = strings.NewReader(got.body)
		b, err := command.Output()
		if err != nil {
			t.Fatalf("%s: %v", got.path, err)
		}
		out.Write(b)
	default:
		out.WriteString(got.body)
	}
	return out.String()
}

// TestNobodySeesWhatIsNotHis puts a mark into every field that can hold text,
// over fifty for each of two communes, lets everybody look at every address and
// search for every mark, and finds in all answers only the marks that are for
// those eyes.
func TestNobodySeesWhatIsNotHis(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	viewers, posts := f.viewers(), f.sendings()
	secret := func(n int) string { return fmt.Sprintf("zq%04dxw", n) }
	key := func(n int) string { return fmt.Sprintf("Mậu%04d", n) }
	all := f.plant(func(_ string, n int) string { return key(n) + " " + secret(n) })
	for _, unit := range f.units {
		if n := len(slices.DeleteFunc(slices.Clone(all), func(p planted) bool { return p.unit != unit })); n < 50 {
			t.Errorf("unit %d: got %d marks, want at least 50", unit, n)
		}
	}
	seen := map[string]bool{} // columns
	look := func(v *viewer, got reply) {
		t.Helper()
		if v.role == "" && got.status >= 200 && got.status < 300 && strings.Contains(got.body, `class="count"`) {
			t.Errorf("%s: %s shows counts", v.name, got.path)
		}
		told := contents(t, got)
		if !strings.Contains(told, "zq") {
			return
		}
		for n := range all {
			if strings.Contains(told, secret(n)) {
				seen[all[n].column] = true
				if !v.maySee(&all[n]) && !strings.HasPrefix(got.path, "/backups/giaoban-2") {
					t.Errorf("%s: %s shows %s of unit %d", v.name, got.path, all[n].column, all[n].unit)
				}
			}
		}
	}
	gets := f.gets()
	before := f.tables("audit", "seen_at", "sign_in_try")
	for i := range viewers {
		v := &viewers[i]
		for n, path := range gets {
			if strings.HasSuffix(path, ".zip") && v.role == briefing.Administrator {
				continue // it holds all
			}
			office := v.role != "" && v.role != briefing.CommuneStaff
			if !office || v.role == briefing.Administrator || testtool.Long() || n%2 == i%2 {
				look(v, v.site.get(path))
			}
		}
		if v.role != "" && v.role != briefing.CommuneStaff {
			continue
		}
		for _, form := range posts { // the administrator's forms, with the numbers of others
			if form.path != "/signin" && form.path != "/signout" && form.path != "/setup" && form.path != "/password" && form.path != "/devices" {
				got := v.site.post(form.path, form.values, form.file)
				if got.status < 400 {
					t.Errorf("%s: the form to %s is taken: %d", v.name, form.path, got.status)
				}
				if !strings.Contains(got.body, `name="late.`) { // it only gives back what was sent
					look(v, got)
				}
			}
		}
		step := 7
		if testtool.Long() {
			step = 1
		}
		for n := i % step; n < len(all); n += step {
			for _, route := range slices.Sorted(maps.Keys(parameters)) {
				if _, ok := parameters[route]["q"]; ok && !strings.Contains(route, ":") {
					look(v, v.site.get(address(route, url.Values{"q": {key(n)}})))
					look(v, v.site.get(address(route, url.Values{"q": {vntext.Fold(key(n)) + " zq"}})))
				}
			}
		}
	}
	if change := tableChanges(before, f.tables("audit", "seen_at", "sign_in_try")); change != "" {
		t.Errorf("somebody has changed something: %.2000s", change)
	}
	for _, p := range all {
		if !seen[p.column] && p.holder != ofNobody && !slices.Contains(unseen, p.column) {
			seen[p.column] = true
			t.Errorf("nobody sees %s, not even an administrator: the test does not look there", p.column)
		}
	}
	t.Logf("%d marks, %d addresses, %d viewers", len(all), len(gets), len(viewers))
}

// TestNothingTellsACommuneOfOthers looks at every page as a commune, changes all
// that is not its own, and finds every page as it was: no count, no number and
// no order tells that others are there.
func TestNothingTellsACommuneOfOthers(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	commune := f.by("xa1.0")
	visit := func() map[string]string {
		all := map[string]string{}
		for _, path := range f.gets() {
			got := commune.get(path)
			got.header.Del(requestIDHeader)
			got.header.Del("Date")
			got.header.Del("Retry-After")
			all[path] = fmt.Sprint(got.status, got.header, got.body)
		}
		return all
	}
	before := visit()
	db := f.raw()
	for _, stmt := range []string{`UPDATE unit_version SET name = 'Xã Khác', code = '9' WHERE unit_id <> $1`,
		`UPDATE account SET full_name = 'Tên khác', disabled = 1 WHERE unit_id IS NULL OR unit_id <> $1`,
		`DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE unit_id IS NULL OR unit_id <> $1)`,
		`UPDATE meeting SET title = 'Khác', confirmed = 1 - confirmed WHERE $1 > 0`,
		`DELETE FROM citation WHERE meeting_id = 1 AND $1 > 0`,
		`UPDATE office SET name = 'Ban khác' WHERE $1 > 0`} {
		must(t, db, stmt, f.units[0])
	}
	f.need(f.db.SaveMeeting(t.Context(), tester, &briefing.Meeting{Title: "Hội nghị mới", HeldOn: "2024-12-02", Reports: "2024-Q4"}))
	f.need(os.Remove(filepath.Join(f.server.backupDir(), f.backupName())))
	f.need(os.WriteFile(filepath.Join(f.server.backupDir(), "giaoban-20260101-000000.zip"), nil, 0o600))
	after := visit()
	for path, was := range before {
		if now, ok := after[path]; ok && now != was {
			t.Errorf("%s is not as before:\n%s\n%s", path, text(was), text(now))
		}
	}
	if n := len(slices.DeleteFunc(slices.Collect(maps.Values(before)), func(page string) bool { return !strings.HasPrefix(page, "200") })); n < 8 {
		t.Errorf("the commune sees %d pages: the test sees nothing", n)
	}
}
