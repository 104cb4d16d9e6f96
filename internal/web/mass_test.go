package web

import (
	"bytes"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// Fields that a form does not have do nothing, whatever column they name: the
// database is the same with and without them.
func TestExtraFieldsDoNothing(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	all := columns(t, f.raw())
	extra := map[string]string{"is_admin": "1", "unit": "2", "UnitID": "2", "Role": "administrator", "MustChange": "0", "_method": "DELETE"}
	for _, c := range all {
		for _, name := range []string{c.name, c.String(), strings.ReplaceAll(c.name, "_", ""), c.table + "[" + c.name + "]"} {
			extra[name] = map[bool]string{true: "7", false: "2024-01-01"}[c.kind == "INTEGER"]
		}
	}
	extra["role"], extra["account.role"] = "administrator", "administrator"
	query := url.Values{}
	for _, name := range []string{"role", "unit_id", "version", "disabled", "must_change", "sample", "confirmed", "id", "do"} {
		query.Set(name, extra[name])
	}
	names, begin := slices.Sorted(maps.Keys(extra)), 0
	forms := f.sendings()
	try := func(t *testing.T, route string) {
		form := forms[route]
		query := maps.Clone(query)
		for len(query) < 90 { // more are refused; the next form gets the next names
			query.Set(names[begin%len(names)], extra[names[begin%len(names)]])
			begin++
		}
		plain, loaded := form.site.in(t).twin(), form.site.in(t).twin()
		want := form.send(plain)
		if want.status != http.StatusOK && want.status != http.StatusSeeOther {
			t.Errorf("%s: got %d, want the good form taken: %s", route, want.status, text(want.body))
		}
		if tableChanges(form.site.tables(), plain.tables()) == "" && route != "/meetings/import" {
			t.Errorf("%s: the good form changes nothing", route)
		}
		more := form
		more.values = maps.Clone(extra)
		if takesBackup(route) { // its fields are read before anybody is known, so more are refused
			more.values = map[string]string{}
			for i := range maxBackupParts - len(form.values) - 2 { // beside the file and the end
				name := names[(begin+i)%len(names)]
				more.values[name] = extra[name]
			}
		}
		maps.Copy(more.values, form.values)
		body, contentType := encode(t, more.values, more.file)
		if more.file == nil { // shorter, since strangers may send little
			values := url.Values{}
			for name, value := range more.values {
				values.Set(name, value)
			}
			body, contentType = bytes.NewBuffer(encodedBytes(values)), "application/x-www-form-urlencoded"
		}
		got := loaded.do(http.MethodPost, address(more.path, query), contentType, body)
		if got.status != want.status {
			t.Errorf("%s: got %d, want %d: %s", route, got.status, want.status, text(got.body))
		}
		// Entries hold the times of the columns, and sums that no two have alike.
		without := append(slices.Clone(changing), "password_until", "before", "after")
		if change := tableChanges(plain.tables(without...), loaded.tables(without...)); change != "" {
			t.Errorf("%s: extra fields do something: %s", route, change)
		}
	}
	for _, route := range slices.Sorted(maps.Keys(forms)) {
		t.Run(route[1:], func(t *testing.T) { try(t, route) })
	}
	if len(extra) < 200 || begin < len(extra) {
		t.Errorf("got %d extra fields, tried %d: the schema is not read", len(extra), begin)
	}
}

// whileLooking is what a request that only looks may write, and why.
var whileLooking = map[string]string{
	"audit":   "who fetched a file and who was refused something is noted",
	"seen_at": "a session ends some time after it was last used",
}

// Whoever looks at whatever address, no table changes, those of the search
// included: neither what somebody has seen nor the validities of the day, though
// both are old.
func TestLookingChangesNoTable(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	viewers := f.viewers()
	must(t, f.raw(), `UPDATE search_record SET changes_on = '2020-01-01' WHERE kind = 'directive'`)
	for _, v := range viewers {
		if owner := slices.Contains([]string{"administrator", "commune xa1.0", "commune xa2.0"}, v.name); owner != strings.Contains(v.site.get(searchPath).body, "<strong>1 mới</strong>") {
			t.Fatalf("%s has a saved search with news: %v, want %v", v.name, !owner, owner)
		}
	}
	without := slices.Collect(maps.Keys(whileLooking))
	before, entries, asked := f.everything(without...), f.head(), 0
	for i, v := range viewers {
		paths := f.gets()
		if i > 0 { // all of them look at all addresses in the test of what they see
			paths = slices.Collect(maps.Values(f.routePaths()))
		}
		for _, path := range paths {
			v.site.get(path)
			asked++
			if i == 0 {
				v.site.do(http.MethodHead, path, "", nil)
				asked++
			}
		}
		now := f.everything(without...)
		if change := tableChanges(before, now); change != "" {
			t.Errorf("%s looks, and that changes: %.2000s", v.name, change)
		}
		before = now
	}
	for _, action := range selected(t, f.raw(), `SELECT DISTINCT action FROM audit WHERE id > $1`, entries) {
		if action != "download" && action != "denied" {
			t.Errorf("looking leaves the entry %q", action)
		}
	}
	t.Logf("%d requests by %d viewers", asked, len(viewers))
	f.server.now = time.Now
	if f.post("/session-limit", map[string]string{"idle_minutes": "31", "hours": "6"}, nil); tableChanges(before, f.everything(without...)) == "" {
		t.Error("a change does not show: the test sees nothing")
	}
}
