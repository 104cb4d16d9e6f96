package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// since returns the entries that came after one, the oldest first.
func (s *site) since(entry int) []briefing.AuditEntry {
	s.t.Helper()
	entries, err := s.db.Audit(s.t.Context(), briefing.AuditFilter{After: int64(entry)})
	if err != nil {
		s.t.Fatal(err)
	}
	slices.Reverse(entries)
	return entries
}

// A refused visitor is somebody to whom routes are closed, and how the trail
// tells of it.
type refused struct {
	name, token string
	headers     []string
	actor       string
	reason      string
	where       func(method, route string) bool // the routes that are closed
}

// everyRefused returns everybody to whom something is closed.
func (s *site) everyRefused() []refused {
	all := []refused{
		{"a stranger", "", nil, briefing.Stranger, "Chưa đăng nhập",
			func(method, route string) bool { return route != "/" || method == http.MethodPost }},
		{"a forged cookie", strings.Repeat("A", 43), nil, briefing.Stranger, "Phiên không có, hoặc đã bị kết thúc",
			func(string, string) bool { return true }},
		{"an ended session", s.signedIn("cu", briefing.Administrator, 0), nil, briefing.Stranger, "Phiên của cu đã hết",
			func(string, string) bool { return true }},
		{"a foreign page", s.token, []string{"Sec-Fetch-Site", "cross-site"}, "quantri", "Yêu cầu đến từ trang khác",
			func(method, _ string) bool { return method == http.MethodPost }},
	}
	s.age(all[2].token, 31*time.Minute, 31*time.Minute)

	given := &briefing.Account{Name: "moi", FullName: "Mới", Role: briefing.Administrator, MustChange: true}
	units := []briefing.Unit{{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune}}
	s.signedIn("khac", briefing.Administrator, 0)
	if err := s.db.InsertAccount(s.t.Context(), tester, given, "x"); err != nil {
		s.t.Fatal(err)
	}
	if err := s.db.InsertUnits(s.t.Context(), tester, units); err != nil {
		s.t.Fatal(err)
	}
	all = append(all, refused{"a one-time password", s.signedIn("moi", "", 0), nil, "moi", "Cần đổi mật khẩu",
		func(_, route string) bool { return route != "/password" && route != "/signout" }})
	for _, role := range briefing.AccountRoles() {
		unit := int64(0)
		if role == briefing.CommuneStaff {
			unit = units[0].ID
		}
		all = append(all, refused{string(role), s.signedIn("a."+string(role), role, unit), nil, "a." + string(role), "Không có quyền",
			func(method, route string) bool {
				who := access[strings.Replace(method, "HEAD", "GET", 1)+" "+route]
				return !slices.Contains(strings.Fields(who), string(role))
			}})
	}
	return all
}

// TestEveryRefusalIsInTheTrail asks for every route as everybody to whom it is
// closed, and wants one entry each time: who, when, from where, what and why.
func TestEveryRefusalIsInTheTrail(t *testing.T) {
	s := newSite(t)
	s.stored()
	s.server.denied.ofOne, s.server.denied.ofAll = 1<<30, 1<<30
	all := s.everyRefused()
	last, tried := s.head(), 0
	for _, route := range s.server.engine.Routes() {
		rule := s.server.rules[route.Method+" "+route.Path]
		if rule == Public || rule == Guests || rule == SettingUp {
			continue // closed to nobody, or to everybody
		}
		for _, who := range all {
			if !who.where(route.Method, route.Path) {
				continue
			}
			var body io.Reader
			if route.Method == http.MethodPost {
				body = strings.NewReader("do=all")
			}
			path := s.pathOf(route.Path)
			began := time.Now().Add(-time.Second)
			got := s.as(who.token).do(route.Method, path, "application/x-www-form-urlencoded", body, who.headers...)
			tried++
			entries := s.since(last)
			last += len(entries)
			name, _, _ := strings.Cut(path, "?")
			if len(entries) != 1 {
				t.Errorf("%s %s by %s: got %d and %d entries, want one", route.Method, path, who.name, got.status, len(entries))
				continue
			}
			e := entries[0]
			if e.Action != "denied" || e.Actor != who.actor || e.Origin != "127.0.0.1" || e.Entity != route.Method+" "+name ||
				e.Reason != who.reason || e.At.Before(began) || e.At.After(time.Now()) {
				t.Errorf("%s %s by %s: got %+v", route.Method, path, who.name, e)
			}
		}
	}
	if tried < 200 {
		t.Errorf("only %d refusals", tried)
	}
	t.Logf("%d refusals", tried)
}

// What a first visit is, and what is closed to everybody, is no refusal; what
// is hidden or asked for too often is one.
func TestWhatIsARefusal(t *testing.T) {
	s := newSite(t)
	s.stored()
	now := time.Date(2024, 4, 9, 8, 0, 0, 0, time.UTC)
	s.server.now = func() time.Time { return now }
	staff := s.as(s.signedIn("can", briefing.Staff, 0))
	ended := s.signedIn("cu", briefing.Staff, 0)
	s.age(ended, time.Hour, time.Hour)
	for range mostExports {
		staff.get("/exports/meetings?format=csv")
	}
	for _, c := range []struct {
		by           *site
		method, path string
		want         string // the reason; "" for no entry
	}{
		{s.as(""), "GET", "/", ""},
		{s.as(""), "HEAD", "/", ""},
		{s.as(""), "GET", "/signin", ""},
		{s.as(""), "GET", "/setup", ""},
		{s.as(ended), "GET", "/", "Phiên của cu đã hết"},
		{s.as("x"), "GET", "/", "Phiên không có, hoặc đã bị kết thúc"},
		{s.as(""), "GET", "/meetings/1", "Chưa đăng nhập"},
		{s.as(""), "GET", "/no/page", "Chưa đăng nhập"},
		{s.as(""), "PUT", "/meetings", "Chưa đăng nhập"},
		{staff, "GET", "/history/account/1", "Không có trang này"},
		{staff, "GET", "/history/setting/0", "Không có trang này"},
		{staff, "GET", "/history/meeting/99", ""},
		{staff, "GET", "/meetings/99", ""},
		{staff, "GET", "/no/page", ""},
		{staff, "PUT", "/meetings", ""},
		{staff, "GET", "/exports/meetings?format=csv", "Quá nhiều yêu cầu"},
		{staff, "POST", "/meetings", ""}, // a form without fields
	} {
		before := s.head()
		got := c.by.do(c.method, c.path, "application/x-www-form-urlencoded", strings.NewReader(""))
		reason := ""
		for _, e := range s.since(before) {
			reason += e.Reason
		}
		if reason != c.want {
			t.Errorf("%s %s: got %d with %q, want %q", c.method, c.path, got.status, reason, c.want)
		}
	}
	if hidden, none := staff.get("/history/account/1"), staff.get("/history/account/99"); text(hidden.body) != text(none.body) {
		t.Error("a hidden record looks unlike one that is not there")
	}
}

func TestAWrongCurrentPasswordIsInTheTrail(t *testing.T) {
	s := newSite(t)
	before := s.head()
	s.post("/password", map[string]string{"password": "sai sai sai", "password_new": goodPassword, "password_again": goodPassword}, nil)
	if got := s.since(before); len(got) != 1 || got[0].Actor != "quantri" || got[0].Reason != "Sai mật khẩu hiện tại" {
		t.Errorf("got %+v", got)
	}
}

// Whatever the order and the crowd, no refusal goes uncounted, and the entries
// of a minute are bounded.
func TestNoRefusalGoesUncounted(t *testing.T) {
	d := newDenials()
	now := time.Date(2024, 4, 9, 8, 0, 0, 0, time.UTC)
	refusals, entries, rest := 0, 0, 0
	tell := func(left []surplus) {
		if len(left) > 2*(mostDeniedOfAll/mostDeniedOfOne+1) {
			t.Errorf("got %d entries for the rest of a minute", len(left))
		}
		for _, one := range left {
			rest += one.n
		}
	}
	for minute := range 5 {
		inMinute := 0
		for i := range 4000 {
			one, kind := store.Actor{Name: briefing.Stranger, From: fmt.Sprint(i % (7 + 300*minute))}, store.Actor{Name: briefing.Stranger}
			if i%3 == 0 {
				one.Name, kind.Name = fmt.Sprint("a", i%50), briefing.Several
			}
			room, left := d.count(one, kind, now.Add(time.Duration(i)*time.Millisecond))
			tell(left)
			refusals++
			if room {
				inMinute++
			}
		}
		if entries += inMinute; inMinute > 2*mostDeniedOfAll || len(d.pots) > 2*mostDeniedOfAll+2 {
			t.Errorf("minute %d: got %d entries and %d pots", minute, inMinute, len(d.pots))
		}
		now = now.Add(time.Minute)
	}
	tell(d.past(now))
	tell(d.rest())
	if entries+rest != refusals || rest == 0 {
		t.Errorf("got %d entries and %d more, want %d together", entries, rest, refusals)
	}
}

// Requests that overtake each other when a minute begins get no more room, and
// a clock that is set back stops nothing.
func TestTheEdgeOfAMinuteGivesNoMoreRoom(t *testing.T) {
	begins := time.Date(2024, 4, 9, 8, 1, 0, 0, time.UTC)
	d, l := newDenials(), limiter{most: mostSignIns}
	one, kind := store.Actor{Name: "an"}, store.Actor{Name: briefing.Several}
	entries, more, allowed := 0, 0, 0
	for i := range 1000 {
		now := begins.Add(time.Duration(i%2*2-1) * time.Millisecond)
		room, left := d.count(one, kind, now)
		if room {
			entries++
		}
		for _, s := range left {
			more += s.n
		}
		if l.allow("an", now) {
			allowed++
		}
	}
	for _, s := range d.rest() {
		more += s.n
	}
	if entries != mostDeniedOfOne+1 || entries+more != 1000 || allowed != mostSignIns+1 {
		t.Errorf("got %d entries and %d more, and %d sign-ins", entries, more, allowed)
	}
	if room, _ := d.count(one, kind, begins.Add(-time.Hour)); !room || !l.allow("an", begins.Add(-time.Hour)) {
		t.Error("an hour earlier there is no room")
	}
}

// What had no entry is told once the minute is over: with the next refusal, to
// whoever reads the trail, and at the end.
func TestTheRestOfAMinuteIsTold(t *testing.T) {
	for name, next := range map[string]func(s *site, now *time.Time){
		"the next refusal": func(s *site, now *time.Time) {
			*now = now.Add(time.Minute)
			s.as(s.signedIn("khac", briefing.Leader, 0)).get("/accounts")
		},
		"the page":   func(s *site, now *time.Time) { *now = now.Add(time.Minute); s.get("/audit") },
		"the export": func(s *site, now *time.Time) { *now = now.Add(time.Minute); s.get("/audit/export?format=csv") },
		"the end":    func(s *site, _ *time.Time) { s.server.noteRest(s.t.Context()) },
		"a reader who hangs up": func(s *site, now *time.Time) {
			*now = now.Add(time.Minute)
			ctx, cancel := context.WithCancel(s.t.Context())
			cancel()
			s.server.notePast(ctx)
		},
		"the second try to write": func(s *site, now *time.Time) {
			*now = now.Add(time.Minute)
			must(s.t, s.raw(), `CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'x'); END`)
			s.get("/audit")
			must(s.t, s.raw(), `DROP TRIGGER broken`)
			*now = now.Add(time.Minute)
			s.get("/audit")
		},
	} {
		s := newSite(t)
		now := time.Date(2024, 4, 9, 1, 5, 30, 0, time.UTC)
		s.server.now = func() time.Time { return now }
		leader := s.as(s.signedIn("lanhdao", briefing.Leader, 0))
		for range mostDeniedOfOne + 30 {
			leader.get("/accounts")
		}
		s.get("/audit") // the minute goes on
		before := s.head()
		next(s, &now)
		var told []string
		for _, e := range s.since(before) {
			if e.Entity == "access" {
				told = append(told, e.Actor+" "+e.Origin+" "+e.Reason)
			}
		}
		if want := "lanhdao 127.0.0.1 … và 30 lần nữa trong phút bắt đầu lúc 09/04/2024 08:05:00"; len(told) != 1 || told[0] != want {
			t.Errorf("%s: got %q, want %q", name, told, want)
		}
		if again := s.head(); s.get("/audit").status != http.StatusOK || s.head() != again {
			t.Errorf("%s: told twice", name)
		}
	}
}

// Who hangs up before the answer is in the trail all the same.
func TestHangingUpHidesNothing(t *testing.T) {
	s := newSite(t)
	before := s.head()
	r := httptest.NewRequest("GET", s.url+"/accounts", nil)
	r.RemoteAddr = "127.0.0.1:9"
	by := store.Actor{Name: briefing.Stranger, From: "127.0.0.1"}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.server.noteDeniedAs(s.server.denied, r.WithContext(ctx), by, "Chưa đăng nhập")
	if got := s.since(before); len(got) != 1 {
		t.Errorf("got %+v, want one entry", got)
	}
}

// The trail is filtered by accounts and not by what strangers typed.
func TestTheFilterOffersAccountsAndNotWhatStrangersType(t *testing.T) {
	s := newSite(t)
	s.signedIn("can", briefing.Staff, 0)
	s.signInWith("giả mạo", "x")
	s.as("").get("/accounts")
	page := s.get("/audit")
	start := strings.Index(page.body, `name="actor"`)
	options := page.body[start : start+strings.Index(page.body[start:], "</select>")]
	if got := text("<" + options); !strings.Contains(got, "Tất cả can quantri test Chưa đăng nhập") || strings.Contains(got, "giả") {
		t.Errorf("got %q", got)
	}
	for query, want := range map[string]int{"actor=%3F": 2, "actor=%3F&action=denied": 2, "actor=can&action=denied": 0} {
		if got := len(entriesOn(s.get("/audit?" + query).body)); got != want {
			t.Errorf("%s: got %d entries, want %d", query, got, want)
		}
	}
}
