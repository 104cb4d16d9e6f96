package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
)

// alive reports whether a token still opens a page.
func (s *site) alive(token string) bool { return s.as(token).get("/devices").status == http.StatusOK }

// TestWhatEndsASession holds every rule of a session, each effective on the
// very next request.
func TestWhatEndsASession(t *testing.T) {
	s := newSite(t)
	a := s.withPassword("tran.an", briefing.Staff, goodPassword)
	stored := func() *briefing.Account { got, _ := s.db.Account(t.Context(), a.ID); return got }
	for name, c := range map[string]struct {
		do   func(token string)
		live bool
	}{
		"nothing":              {func(string) {}, true},
		"29 minutes idle":      {func(token string) { s.age(token, 29*time.Minute, 29*time.Minute) }, true},
		"31 minutes idle":      {func(token string) { s.age(token, 31*time.Minute, 31*time.Minute) }, false},
		"nearly 8 hours":       {func(token string) { s.age(token, 8*time.Hour-time.Minute, 0) }, true},
		"over 8 hours":         {func(token string) { s.age(token, 8*time.Hour+time.Minute, 0) }, false},
		"sign out":             {func(token string) { s.as(token).post("/signout", nil, nil) }, false},
		"other signs out":      {func(string) { s.as(s.signedIn("tran.an", "", 0)).post("/signout", nil, nil) }, true},
		"all devices":          {func(string) { s.as(s.signedIn("tran.an", "", 0)).post("/devices", map[string]string{"do": "all"}, nil) }, false},
		"by the administrator": {func(string) { s.post(accountURL(a.ID)+"/devices", nil, nil) }, false},
		"reset password": {func(string) {
			s.post(accountURL(a.ID)+"/password", map[string]string{"reason": "Quên mật khẩu"}, nil)
		}, false},
		"role change": {func(string) { s.change("tran.an", func(a *briefing.Account) { a.Role = briefing.Leader }) }, false},
		"name change": {func(string) { s.change("tran.an", func(a *briefing.Account) { a.FullName = "Trần Ân" }) }, true},
		"disable":     {func(string) { s.change("tran.an", func(a *briefing.Account) { a.Disabled = true }) }, false},
	} {
		if now := stored(); now.Disabled || now.Role != briefing.Staff || now.MustChange {
			s.change("tran.an", func(a *briefing.Account) { a.Disabled, a.Role = false, briefing.Staff })
			if err := s.db.SetPassword(t.Context(), tester, a.ID, "", ""); err != nil {
				t.Fatal(err)
			}
		}
		token := s.signedIn("tran.an", briefing.Staff, 0)
		if !s.alive(token) {
			t.Fatalf("%s: the session is dead before", name)
		}
		if c.do(token); s.alive(token) != c.live {
			t.Errorf("%s: got alive %v, want %v", name, !c.live, c.live)
		}
	}
}

func TestSignOutMakesTheBrowserForget(t *testing.T) {
	s := newSite(t)
	got := s.post("/signout", nil, nil)
	cookie := cookieOf(got)
	if got.status != http.StatusSeeOther || cookie == nil || cookie.MaxAge >= 0 || cookie.Value != "" {
		t.Errorf("got %d with %v", got.status, got.header)
	}
	if got.header.Get("Clear-Site-Data") != "" {
		t.Error("browsers refuse Clear-Site-Data on plain lines")
	}
}

func TestOthersSeeNothingOfAKeptPage(t *testing.T) {
	s := newSite(t)
	one, two := s.as(s.signedIn("mot", briefing.Leader, 0)), s.as(s.signedIn("hai", briefing.Leader, 0))
	first := one.get("/help")
	if got := two.do("GET", "/help", "", nil, "If-None-Match", first.header.Get("ETag")); got.status != http.StatusOK {
		t.Errorf("got %d, want the page anew", got.status)
	}
	if first.header.Get("Vary") != "Cookie" || first.header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("got %v", first.header)
	}
	for _, path := range []string{"/password", "/devices", "/accounts", "/accounts/1", "/session-limit", "/no/page"} {
		if got := s.get(path).header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: got %q, want no-store", path, got)
		}
	}
	if got := s.as("").get("/signin").header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("/signin: got %q, want no-store", got)
	}
}

func TestChangingAPassword(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	phone, desk := s.signedIn("tran.an", "", 0), s.as(s.signedIn("tran.an", "", 0))
	const newPassword = "bốn con vịt qua cầu"
	change := func(current, one, two string) reply {
		return desk.post("/password", map[string]string{"password": current, "password_new": one, "password_again": two}, nil)
	}
	for name, c := range map[string]struct{ current, one, two, message string }{
		"wrong current": {"sai sai sai", newPassword, newPassword, "Mật khẩu hiện tại không đúng."},
		"twice unlike":  {goodPassword, newPassword, newPassword + "1", "Hai lần nhập không giống nhau."},
		"short":         {goodPassword, "ngắn", "ngắn", "ít nhất 12 ký tự"},
		"own name":      {goodPassword, "tran.an tran.an 12", "tran.an tran.an 12", "quá dễ đoán"},
		"full name":     {goodPassword, "Trần An 2024!", "Trần An 2024!", "Mật khẩu"},
		"the same":      {goodPassword, goodPassword, goodPassword, "Chọn mật khẩu khác"},
	} {
		got := change(c.current, c.one, c.two)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), c.message) || strings.Contains(got.body, c.one) {
			t.Errorf("%s: got %d: %s", name, got.status, text(got.body))
		}
	}
	got := change(goodPassword, newPassword, newPassword)
	cookie := cookieOf(got)
	if got.status != http.StatusSeeOther || cookie == nil || cookie.Value == desk.token {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	if s.alive(phone) || s.alive(desk.token) || !s.alive(cookie.Value) {
		t.Error("want the new session alone")
	}
	if old, fresh := s.signInWith("tran.an", goodPassword), s.signInWith("tran.an", newPassword); old.status != 422 || fresh.status != 303 {
		t.Errorf("old password %d, new one %d", old.status, fresh.status)
	}
}

// TestAPasswordSetBySomebodyElseMustBeChanged walks the way of a new account.
func TestAPasswordSetBySomebodyElseMustBeChanged(t *testing.T) {
	s := newSite(t)
	s.stored()
	created := s.post("/accounts", map[string]string{"name": "le.ba", "full_name": "Lê Ba", "role": "staff", "unit": ""}, nil)
	_, rest, _ := strings.Cut(created.body, "<dt>Mật khẩu</dt><dd><code>")
	password, _, _ := strings.Cut(rest, "<")
	if created.status != http.StatusOK || len(password) < 12 || created.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("got %d: %s", created.status, text(created.body))
	}
	if strings.Contains(s.get("/accounts/2").body+s.log.String(), password) {
		t.Error("the password can be seen again")
	}
	newcomer := s.as(cookieOf(s.signInWith("le.ba", password)).Value)
	for path := range access {
		method, route, _ := strings.Cut(path, " ")
		want := http.StatusSeeOther
		switch access[path] {
		case strangers, onlySetUp, signedInTo, admins, auditors:
			continue
		}
		if route == "/password" || route == "/signout" {
			continue
		}
		got := newcomer.do(method, s.pathOf(route), "application/x-www-form-urlencoded", strings.NewReader(""))
		if method == "POST" {
			want = http.StatusForbidden
		}
		if got.status != want || want == 303 && got.header.Get("Location") != "/password" {
			t.Errorf("%s: got %d to %q, want %d", path, got.status, got.header.Get("Location"), want)
		}
	}
	page := newcomer.get("/password")
	if page.status != http.StatusOK || !strings.Contains(text(page.body), "do người khác đặt") || strings.Contains(page.body, `class="menu"`) {
		t.Errorf("got %d: %s", page.status, text(page.body))
	}
	const own = "bốn con vịt qua cầu"
	changed := newcomer.post("/password", map[string]string{"password": password, "password_new": own, "password_again": own}, nil)
	if got := s.as(cookieOf(changed).Value).get("/meetings"); got.status != http.StatusOK {
		t.Errorf("after the change: got %d", got.status)
	}
}

func TestDevices(t *testing.T) {
	s := newSite(t)
	other := s.signedIn("nguoi.khac", briefing.Leader, 0)
	phone := s.signedIn("quantri", "", 0)
	page := s.get("/devices")
	if strings.Count(page.body, "<button class=\"small\" name=\"do\"") != 2 || !strings.Contains(text(page.body), "(thiết bị này)") {
		t.Errorf("got %s", text(page.body))
	}
	if strings.Contains(page.body, auth.TokenKey(phone)) || strings.Contains(page.body, phone) {
		t.Error("the page tells the key of a session")
	}
	s.post("/devices", map[string]string{"do": shortKey(auth.TokenKey(other))}, nil)
	if !s.alive(other) {
		t.Error("somebody ended the session of somebody else")
	}
	before := s.head()
	for _, do := range []string{"zzzz", "", "ALL", shortKey(auth.TokenKey(other))} {
		if got := s.post("/devices", map[string]string{"do": do}, nil); got.status != http.StatusBadRequest || !strings.Contains(text(got.body), errNoDevice.title) {
			t.Errorf("do=%q: got %d to %q, want 400", do, got.status, got.header.Get("Location"))
		}
	}
	if s.head() != before {
		t.Error("entries on devices that were not ended")
	}
	s.post("/devices", map[string]string{"do": shortKey(auth.TokenKey(phone))}, nil)
	if s.alive(phone) || !s.alive(s.token) {
		t.Error("want this device alone")
	}
}

func TestDeviceNames(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120 Chrome/114.0 Safari/537.36": "Cốc Cốc trên Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0 Safari/537.36 Edg/109.0":           "Edge trên Windows",
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                          "Firefox trên Linux",
		"curl/8": "curl/8", "": "Không rõ",
	} {
		if got := deviceName(agent); got != want {
			t.Errorf("%s: got %q, want %q", agent, got, want)
		}
	}
	if got := deviceText("a\r\nb\x1b[31m" + strings.Repeat("x", 300) + "\xff"); len(got) != 200 || strings.ContainsAny(got, "\r\n\x1b") || !utf8.ValidString(got) {
		t.Errorf("got %q", got)
	}
}
