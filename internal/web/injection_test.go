package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/testtool"
)

// routeOf returns the route that answers a path.
func (s *site) routeOf(path string) string {
	parts := strings.Split(path, "/")
	best, score := "", -1
	for _, route := range s.server.engine.Routes() {
		want := strings.Split(route.Path, "/")
		if route.Method != http.MethodGet || len(want) != len(parts) && !strings.Contains(route.Path, "*") || len(want) > len(parts) {
			continue
		}
		same := 0
		for i, part := range want {
			switch {
			case part == parts[i]:
				same++
			case !strings.HasPrefix(part, ":") && !strings.HasPrefix(part, "*"):
				same = -1 << 20
			}
		}
		if same > score {
			best, score = route.Path, same
		}
	}
	return best
}

// TestTheListOfParametersIsWhole finds every name in the links and forms of all
// pages in the list that the tests of hostile values go through.
func TestTheListOfParametersIsWhole(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	found := map[string]bool{}
	note := func(path, name string) {
		route := f.routeOf(path)
		found[route+"?"+name] = true
		if _, ok := parameters[route][name]; !ok {
			t.Errorf("%s carries %q: add it to parameters", route, name)
		}
	}
	crawl(t, f.site, func(path string, got reply) {
		u, err := url.Parse(path)
		f.need(err)
		for name := range u.Query() {
			note(u.Path, name)
		}
		if !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
			return
		}
		for _, part := range strings.Split(got.body, "<form")[1:] {
			part, _, _ = strings.Cut(part, "</form>")
			head, _, _ := strings.Cut(part, ">")
			if attribute(head, "method") != "get" {
				continue
			}
			to := attribute(head, "action")
			if to == "" {
				to = u.Path
			}
			for _, c := range controls.FindAllStringSubmatch(part, -1) {
				if name := attribute(c[1]+c[2]+c[4], "name"); name != "" {
					note(to, name)
				}
			}
		}
	})
	if len(found) < 20 {
		t.Errorf("got %v: the test sees too little", slices.Sorted(maps.Keys(found)))
	}
}

// rowsOf counts the rows of a list, or the lines of a CSV file.
func rowsOf(got reply) int {
	if strings.HasPrefix(got.header.Get("Content-Type"), "text/csv") {
		return strings.Count(got.body, "\n")
	}
	return strings.Count(got.body, "<tr")
}

// No value of any parameter breaks a page, shows more than the page without it,
// or shows a commune more than it may see.
func TestHostileParametersShowNoMore(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	staff := &briefing.Account{Name: "cuoi.cung", FullName: "Người Cuối", Role: briefing.Staff}
	f.need(f.db.InsertAccount(t.Context(), tester, staff, "bí-mật-băm"))
	commune := f.by("xa1.0")
	strings200 := injections()
	tried, turn := 0, 0
	before := f.tables("audit", "seen_at")
	for _, route := range slices.Sorted(maps.Keys(parameters)) {
		path, query, _ := strings.Cut(f.pathOf(route), "?")
		base, err := url.ParseQuery(query)
		f.need(err)
		if strings.HasSuffix(route, "export") || route == "/exports/:kind" {
			base = url.Values{"format": {"csv"}}
			path = strings.Replace(path, "quarter", "meetings", 1)
			base.Set("drafts", "yes")
		}
		most, mostOfCommune := rowsOf(f.get(address(path, base))), rowsOf(commune.get(address(path, base)))
		for _, name := range slices.Sorted(maps.Keys(parameters[route])) {
			for _, bad := range strings200 {
				turn++
				if !testtool.Long() && turn%24 != 0 {
					continue
				}
				tried++
				with := maps.Clone(base)
				with.Set(name, bad)
				got := f.get(address(path, with))
				if got.status >= 500 || rowsOf(got) > most && name != "before" && name != "after" {
					t.Errorf("%s, %s=%s: got %d with %d rows, want at most %d", route, name, bad, got.status, rowsOf(got), most)
				}
				if strings.Contains(got.body, "bí-mật") || strings.Contains(strings.ToLower(text(got.body)), "syntax error") {
					t.Errorf("%s, %s=%s: the page tells %s", route, name, bad, text(got.body))
				}
				if tried%4 == 0 {
					if got := commune.get(address(path, with)); got.status >= 500 || rowsOf(got) > mostOfCommune {
						t.Errorf("%s, %s=%s, as a commune: got %d with %d rows, want at most %d", route, name, bad, got.status, rowsOf(got), mostOfCommune)
					}
				}
			}
		}
	}
	for _, raw := range []string{"q=%zz", "q=%00", "q=%ff", "q=a;b=c", "q", "&&&", "=", strings.Repeat("q=a&", 101), "q=" + strings.Repeat("a", 20000)} {
		for route := range parameters {
			if got := f.get(strings.Split(f.pathOf(route), "?")[0] + "?" + raw); got.status >= 500 {
				t.Errorf("%s?%.30s: got %d", route, raw, got.status)
			}
		}
	}
	if change := tableChanges(before, f.tables("audit", "seen_at")); change != "" {
		t.Errorf("something has changed: %s", change)
	}
	t.Logf("%d requests with %d strings", tried, len(strings200))
}
