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
	for _, route := range slices.Sorted(maps.Keys(forms)) {
		form := forms[route]
		query := maps.Clone(query)
		for len(query) < 90 { // more are refused; the next form gets the next names
			query.Set(names[begin%len(names)], extra[names[begin%len(names)]])
			begin++
		}
		plain, loaded := form.site.twin(), form.site.twin()
		want := form.send(plain)
		if want.status != http.StatusOK && want.status != http.StatusSeeOther {
			t.Errorf("%s: got %d, want the good form taken: %s", route, want.status, text(want.body))
		}
		if tableChanges(form.site.tables(), plain.tables()) == "" && route != "/meetings/import" {
			t.Errorf("%s: the good form changes nothing", route)
		}
		more := form
		more.values = maps.Clone(extra)
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
	if len(extra) < 200 || begin < len(extra) {
		t.Errorf("got %d extra fields, tried %d: the schema is not read", len(extra), begin)
	}
}

// GET and HEAD change no table, but for the audit trail, which notes that a
// file was fetched, and the time at which a session was last used.
func TestLookingChangesNoTable(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	without := []string{"audit", "session", "sign_in_try"}
	before, entries := f.tables(without...), f.head()
	asked := 0
	for _, path := range f.gets() {
		f.get(path)
		f.do(http.MethodHead, path, "", nil)
		asked += 2
	}
	if change := tableChanges(before, f.tables(without...)); change != "" {
		t.Errorf("looking changes: %s", change)
	}
	for _, action := range selected(t, f.raw(), `SELECT DISTINCT action FROM audit WHERE id > $1`, entries) {
		if action != "download" && action != "denied" {
			t.Errorf("looking leaves the entry %q", action)
		}
	}
	t.Logf("%d requests", asked)
	f.server.now = time.Now
	if f.post("/session-limit", map[string]string{"idle_minutes": "31", "hours": "6"}, nil); tableChanges(before, f.tables(without...)) == "" {
		t.Error("a change does not show: the test sees nothing")
	}
}
