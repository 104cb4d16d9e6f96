package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// changesOf names the entries that a good form of each route leaves in the
// audit trail, in their order: what was done to which record, and how often in
// a row. Nothing else may be written.
var changesOf = map[string]string{
	"/accounts":                          "create account",
	"/accounts/:id":                      "update account",
	"/accounts/:id/devices":              "sign_out_all account",
	"/accounts/:id/disable":              "update account",
	"/accounts/:id/password":             "password account",
	"/backups":                           "create backup, verify backup",
	"/backups/:name/check":               "verify backup",
	"/backups/:name/remove":              "delete backup",
	"/backups/:name/restore":             "create backup, restore backup",
	"/backups/check":                     "verify backup, keep backup",
	"/citations/:id":                     "decide citation",
	"/devices":                           "sign_out account",
	"/directives":                        "create directive",
	"/directives/:id/edit":               "update directive",
	"/directives/:id/files":              "attach directive",
	"/directives/:id/files/:file/remove": "detach directive",
	"/directives/:id/merge":              "update directive, merge directive",
	"/directives/:id/relations":          "relate directive",
	"/directives/import":                 "create directive",
	"/search/saved":                      "create saved_search",
	"/search/saved/:id/edit":             "update saved_search",
	"/search/saved/seen":                 "update saved_search",
	"/meetings":                          "create person, create meeting",
	"/meetings/:id/edit":                 "update meeting",
	"/meetings/:id/agenda":               "update meeting",
	"/meetings/:id/state":                "step meeting",
	"/meetings/:id/next":                 "create meeting",
	"/meeting-kinds":                     "create meeting_kind",
	"/meeting-kinds/:id":                 "update meeting_kind",
	"/meetings/import":                   "", // it only reads
	"/office":                            "update office",
	"/office/remove":                     "delete office",
	"/password":                          "password account, sign_in account",
	"/sample/remove":                     "delete sample, delete meeting",
	"/session-limit":                     "update setting",
	"/setup/restore":                     "restore backup",
	"/setup":                             "create account, create office, create unit ×23, sign_in account",
	"/signin":                            "sign_in account",
	"/signout":                           "sign_out account",
	"/units":                             "create unit",
	"/units/:id/edit":                    "update unit",
	"/units/:id/remove":                  "delete unit",
	"/units/import":                      "create unit",
	"/units/reference":                   "create unit ×23",
}

// TestEveryChangeIsInTheTrail sends a good form to every route that changes
// something, and wants exactly its entries, with who it was and from where. A
// new route without a line in changesOf fails.
func TestEveryChangeIsInTheTrail(t *testing.T) {
	t.Parallel()
	f := newFullSite(t)
	all := f.sendings()
	routes := map[string]bool{}
	for _, route := range f.server.engine.Routes() {
		routes[route.Path] = routes[route.Path] || route.Method == http.MethodPost
		if _, known := changesOf[route.Path]; route.Method == http.MethodPost && !known {
			t.Errorf("POST %s: say in this test what it leaves in the trail", route.Path)
		}
	}
	for _, route := range slices.Sorted(maps.Keys(changesOf)) {
		form, ok := all[route]
		if !routes[route] || !ok {
			t.Errorf("%s: no such route, or no good form for it", route)
			continue
		}
		twin := form.site.twin()
		before := twin.head()
		got := form.send(twin)
		var told []string
		by := map[string]bool{}
		for _, e := range twin.since(before) {
			told = append(told, e.Action+" "+e.Entity)
			by[e.Actor+" "+e.Origin] = true
			if briefing.ActionLabel(e.Action) == e.Action || briefing.EntityLabel(e.Entity) == e.Entity {
				t.Errorf("%s: no words for %s %s", route, e.Action, e.Entity)
			}
			if e.Before == "" && e.After == "" && slices.Contains([]string{"create", "update"}, e.Action) {
				t.Errorf("%s: an entry without what changed: %+v", route, e)
			}
		}
		if line := inARow(told); line != changesOf[route] {
			t.Errorf("%s: got %d and %q, want %q", route, got.status, line, changesOf[route])
		}
		if len(by) > 1 {
			t.Errorf("%s: entries by %v, want one visitor", route, by)
		}
		for who := range by {
			if !strings.HasSuffix(who, " 127.0.0.1") || strings.HasPrefix(who, briefing.Stranger) {
				t.Errorf("%s: an entry by %q", route, who)
			}
		}
	}
}

// inARow joins words and counts those that repeat.
func inARow(words []string) string {
	var out []string
	for i := 0; i < len(words); {
		n := 1
		for i+n < len(words) && words[i+n] == words[i] {
			n++
		}
		one := words[i]
		if n > 1 {
			one += fmt.Sprintf(" ×%d", n)
		}
		out, i = append(out, one), i+n
	}
	return strings.Join(out, ", ")
}
