package web

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/testtool"
	"giaoban/internal/vntext"
)

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
	case ofOwner:
		return own
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
	case kind == "application/pdf" && !strings.Contains(got.path, "/files/"): // those only begin like one
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
// over fifty for each of two communes, lets everybody look at the addresses and
// search for the marks, and finds in all answers only those that are for those
// eyes. A short run lets only administrators and communes look at every address,
// the others at every third, and searches for every twenty-fifth mark.
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
			some := v.role != briefing.Administrator && v.role != briefing.CommuneStaff
			if !some || testtool.Long() || n%3 == i%3 {
				look(v, v.site.get(path))
			}
		}
		if v.role != "" && v.role != briefing.CommuneStaff {
			continue
		}
		for _, form := range posts { // the administrator's forms, with the numbers of others
			if form.path != "/signin" && form.path != "/signout" && form.path != "/setup" && form.path != "/password" && form.path != "/devices" && form.path != "/search/saved" {
				got := v.site.post(form.path, form.values, form.file)
				if got.status < 400 {
					t.Errorf("%s: the form to %s is taken: %d", v.name, form.path, got.status)
				}
				if !strings.Contains(got.body, `name="late.`) { // it only gives back what was sent
					look(v, got)
				}
			}
		}
		step := 25
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
		`UPDATE meeting SET title = 'Khác', state = CASE state WHEN 'held' THEN 'draft' ELSE 'held' END WHERE $1 > 0`,
		`DELETE FROM citation WHERE entity = 'meeting' AND entity_id = 1 AND $1 > 0`,
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
