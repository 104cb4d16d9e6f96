package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

// Who may use a route, by role. The lists are written down here again, and not
// taken from the rules, so that a change of a rule shows.
const (
	admins             = "administrator"
	auditors           = "administrator auditor"
	editors            = "administrator staff"
	readers            = "administrator staff leader auditor"
	editorsAndAuditors = "administrator staff auditor"
	everyone           = "administrator staff leader auditor commune"
	andUnitless        = everyone + " unitless" // commune staff whose unit is valid no more
	strangers          = "strangers too"
	onlySetUp          = "not found after the set-up"
	signedInTo         = "303 for who is signed in"
)

// access names who may use each route; HEAD goes with GET.
var access = map[string]string{
	"GET /livez":                  strangers,
	"GET /static/:version/*file":  strangers,
	"GET /setup":                  onlySetUp,
	"POST /setup":                 onlySetUp,
	"GET /signin":                 signedInTo,
	"POST /signin":                strangers,
	"POST /signout":               andUnitless,
	"GET /password":               andUnitless,
	"POST /password":              andUnitless,
	"GET /devices":                andUnitless,
	"POST /devices":               andUnitless,
	"POST /setup/restore":         onlySetUp,
	"GET /accounts":               auditors,
	"POST /accounts":              admins,
	"GET /accounts/new":           admins,
	"GET /accounts/:id":           admins,
	"POST /accounts/:id":          admins,
	"POST /accounts/:id/disable":  admins,
	"POST /accounts/:id/password": admins,
	"POST /accounts/:id/devices":  admins,
	"GET /session-limit":          admins,
	"POST /session-limit":         admins,
	"GET /":                       andUnitless,
	"GET /help":                   andUnitless,
	"GET /sample/remove":          "administrator",
	"POST /sample/remove":         "administrator",
	"GET /meetings":               readers,
	"POST /meetings":              editors,
	"GET /meetings/new":           editors,
	"GET /meetings/import":        editors,
	"POST /meetings/import":       editors,
	"GET /meetings/:id":           readers,
	"GET /meetings/:id/edit":      editors,
	"POST /meetings/:id/edit":     editors,
	"GET /meetings/:id/agenda":    editors,
	"POST /meetings/:id/agenda":   editors,
	"GET /meetings/:id/state":     editors,
	"POST /meetings/:id/state":    editors,
	"POST /meetings/:id/next":     editors,
	"GET /meeting-kinds":          readers,
	"POST /meeting-kinds":         editors,
	"GET /meeting-kinds/:id":      editors,
	"POST /meeting-kinds/:id":     editors,
	"GET /directives":             everyone,
	"GET /directives/:id":         everyone,
	"POST /directives":            editors,
	"GET /directives/new":         editors,
	"GET /directives/import":      editors,
	"POST /directives/import":     editors,
	"GET /directives/template":    editors,

	"GET /directives/:id/edit":                editors,
	"POST /directives/:id/edit":               editors,
	"GET /directives/:id/relations":           editors,
	"POST /directives/:id/relations":          editors,
	"GET /directives/:id/merge":               editors,
	"POST /directives/:id/merge":              editors,
	"POST /directives/:id/files":              editors,
	"GET /directives/:id/files/:file":         everyone,
	"GET /attachments/:id":                    everyone,
	"POST /directives/:id/files/:file/remove": editors,
	"GET /citations":                          readers,
	"GET /citations/:id":                      readers,
	"POST /citations/:id":                     editors,

	"GET /search":                 everyone,
	"GET /search/suggest":         everyone,
	"POST /search/saved":          everyone,
	"POST /search/saved/seen":     everyone,
	"GET /search/saved/:id":       everyone,
	"GET /search/saved/:id/edit":  everyone,
	"POST /search/saved/:id/edit": everyone,

	"GET /quarters/:period": readers,
	"GET /exports":          readers,
	"GET /exports/:kind":    readers,

	"GET /audit":                  auditors,
	"GET /audit/export":           auditors,
	"GET /audit/verify":           auditors,
	"GET /audit/:id":              auditors,
	"GET /history/:entity/:id":    editorsAndAuditors,
	"GET /office":                 readers,
	"POST /office":                admins,
	"GET /office/new":             admins,
	"GET /office/edit":            admins,
	"GET /office/remove":          admins,
	"POST /office/remove":         admins,
	"GET /units":                  readers,
	"POST /units":                 admins,
	"GET /units/new":              admins,
	"GET /units/:id/edit":         admins,
	"POST /units/:id/edit":        admins,
	"GET /units/:id/remove":       admins,
	"POST /units/:id/remove":      admins,
	"POST /units/reference":       admins,
	"GET /units/import":           admins,
	"POST /units/import":          admins,
	"GET /units/template":         admins,
	"GET /backups":                auditors,
	"POST /backups":               admins,
	"GET /backups/:name":          admins,
	"POST /backups/:name/check":   admins,
	"POST /backups/check":         admins,
	"GET /backups/:name/restore":  admins,
	"POST /backups/:name/restore": admins,
	"GET /backups/:name/remove":   admins,
	"POST /backups/:name/remove":  admins,
}

// A caller is somebody who may come. Each visit begins a new session, because
// some routes end it.
type caller struct {
	name string
	role string // as the lists of access name it; "" for who is not signed in
	come func() *site
}

// callers returns all kinds of visitors.
func (s *site) callers() []caller {
	units := []briefing.Unit{{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune},
		{Name: "Xã Hai", ShortName: "Hai", Kind: "xã", Level: briefing.Commune},
		{Name: "Xã Đã Hết", ShortName: "Đã Hết", Kind: "xã", Level: briefing.Commune}}
	if err := s.db.InsertUnits(s.t.Context(), tester, units); err != nil {
		s.t.Fatal(err)
	}
	all := []caller{{"anonymous", "", func() *site { return s.as("") }}}
	for _, role := range briefing.AccountRoles() {
		unit := int64(0)
		if role == briefing.CommuneStaff {
			unit = units[0].ID
		}
		all = append(all, caller{string(role), string(role), func() *site { return s.as(s.signedIn("a."+string(role), role, unit)) }})
	}
	expired := s.signedIn("cu", briefing.Administrator, 0)
	s.age(expired, 31*time.Minute, 31*time.Minute)
	disabled := s.signedIn("khoa", briefing.Administrator, 0)
	s.change("khoa", func(a *briefing.Account) { a.Disabled = true })
	moved := s.signedIn("chuyen", briefing.CommuneStaff, units[0].ID)
	s.change("chuyen", func(a *briefing.Account) { a.Unit = units[1].ID })
	for name, token := range map[string]string{"disabled": disabled, "expired": expired, "moved": moved} {
		all = append(all, caller{name, "", func() *site { return s.as(token) }})
	}
	s.signedIn("a.unitless", briefing.CommuneStaff, units[2].ID)
	s.end(units[2])
	return append(all, caller{"unitless", "unitless", func() *site { return s.as(s.signedIn("a.unitless", "", 0)) }})
}

// end lets a unit end long ago.
func (s *site) end(u briefing.Unit) {
	s.t.Helper()
	ended := u
	ended.ValidTo = "2020-12-31"
	s.need(s.db.ReplaceUnit(s.t.Context(), tester, u, ended))
}

// change changes a stored account.
func (s *site) change(name string, how func(*briefing.Account)) {
	s.t.Helper()
	a, _, err := s.db.Credentials(s.t.Context(), name)
	if err == nil {
		how(a)
		err = s.db.UpdateAccount(s.t.Context(), tester, a)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// expected returns the statuses that an actor may get from a route.
func expected(method, who, role string) []int {
	reads := method != http.MethodPost
	switch {
	case who == strangers && reads:
		return []int{200}
	case who == strangers:
		return []int{400}
	case who == onlySetUp:
		return []int{404}
	case who == signedInTo && role == "":
		return []int{200}
	case who == signedInTo:
		return []int{303}
	case role == "" && reads:
		return []int{303}
	case role == "":
		return []int{401}
	case !slices.Contains(strings.Fields(who), role):
		return []int{403}
	case reads:
		return []int{200}
	}
	return []int{200, 303, 400, 409, 422} // a form without fields
}

func TestEveryRouteForEveryActor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.stored()
	actors := s.callers()
	s.server.denied.ofOne = 1 << 30
	tried := 0
	for _, route := range s.server.engine.Routes() {
		method := strings.Replace(route.Method, "HEAD", "GET", 1)
		who, ok := access[method+" "+route.Path]
		if !ok {
			t.Errorf("%s %s: say in this test who may use it", route.Method, route.Path)
			continue
		}
		for _, a := range actors {
			b := a.come()
			var got reply
			if route.Method == http.MethodPost {
				got = b.post(s.pathOf(route.Path), map[string]string{}, nil)
			} else {
				got = b.do(route.Method, s.pathOf(route.Path), "", nil)
			}
			tried++
			want := expected(method, who, a.role)
			if missing(route.Path) && slices.Contains(strings.Fields(who), a.role) {
				want = append(want, http.StatusNotFound)
			}
			if !slices.Contains(want, got.status) {
				t.Errorf("%s %s as %s: got %d, want one of %v", route.Method, route.Path, a.name, got.status, want)
			}
			if to := got.header.Get("Location"); a.role == "" && got.status == 303 && !strings.HasPrefix(to, "/signin") {
				t.Errorf("%s %s as %s: sent to %q", route.Method, route.Path, a.name, to)
			}
		}
	}
	if len(access) != countRoutes(s) {
		t.Errorf("got %d routes, want the %d of this test", countRoutes(s), len(access))
	}
	t.Logf("%d requests", tried)
}

// countRoutes counts the routes without HEAD.
func countRoutes(s *site) int {
	n := 0
	for _, route := range s.server.engine.Routes() {
		if route.Method != http.MethodHead {
			n++
		}
	}
	return n
}

func TestWhatIsNoRouteIsShownToNoStranger(t *testing.T) {
	s := newSite(t)
	for _, a := range []struct {
		site *site
		get  int
		post int
	}{{s.as(""), 303, 401}, {s, 404, 404}} {
		for _, path := range []string{"/no/page", "/meetings/", "/Meetings", "//meetings", "/meetings//1", "/../etc/passwd", "/%2e%2e/x", "/signin/"} {
			if got := a.site.get(path); got.status != a.get {
				t.Errorf("GET %s: got %d, want %d", path, got.status, a.get)
			}
			if got := a.site.post(path, map[string]string{}, nil); got.status != a.post {
				t.Errorf("POST %s: got %d, want %d", path, got.status, a.post)
			}
		}
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"} {
		for _, path := range []string{"/meetings", "/", "/accounts/1", "/no/page"} {
			if got := s.as("").do(method, path, "", nil); got.status != 401 {
				t.Errorf("%s %s as a stranger: got %d, want 401", method, path, got.status)
			}
			if got := s.do(method, path, "", nil); got.status != 404 && got.status != 405 {
				t.Errorf("%s %s: got %d, want 404 or 405", method, path, got.status)
			}
		}
	}
}

func auditOf(action string) briefing.AuditFilter { return briefing.AuditFilter{Action: action} }

// samplePaths are the addresses of routes that need more than an id.
var samplePaths = map[string]string{
	"/exports/:kind":       "/exports/quarter?period=2024-Q1&format=pdf",
	"/audit/export":        "/audit/export?format=csv",
	"/meetings/:id/state":  "/meetings/1/state?step=withdraw",
	"/history/:entity/:id": "/history/meeting/1",
}

// missing are the routes of records that a test without them does not have.
// Who may not use them is refused all the same.
func missing(route string) bool {
	return strings.HasPrefix(route, "/backups/:name") || strings.HasPrefix(route, "/units/:id") ||
		strings.HasPrefix(route, "/search/saved/:id") || route == "/directives/:id/files/:file" || route == "/attachments/:id" ||
		route == "/office/edit" || route == "/office/remove"
}

// pathOf gives an address for a route.
func (s *site) pathOf(route string) string {
	return strings.NewReplacer(":id", "1", ":name", "1", ":file", "1", ":period", "2024-Q1",
		":version/*file", s.server.assets.version+"/css/base.css").Replace(cmp.Or(samplePaths[route], route))
}
