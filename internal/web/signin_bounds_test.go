package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// An office behind one address goes on signing in while somebody there tries
// names. What a wrong password gets tells nobody who has been there.
func TestAnOfficeBehindOneAddressIsNotLockedOut(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.withPassword("le.ba", briefing.Staff, goodPassword)
	const office = "192.0.2.50"
	if got := s.from(office+":1", "tran.an", goodPassword); got != http.StatusSeeOther {
		t.Fatalf("got %d", got)
	}
	for i := range tries.Address {
		if v, err := s.db.Try(t.Context(), fmt.Sprint("ai", i), office, tries); v != store.Allowed || err != nil {
			t.Fatal(i, v, err)
		}
	}
	if got := s.from(office+":2", "tran.an", goodPassword); got != http.StatusSeeOther {
		t.Errorf("who has signed in from there: got %d, want 303", got)
	}
	if got := s.from(office+":3", "le.ba", goodPassword); got != http.StatusTooManyRequests {
		t.Errorf("who has not: got %d, want 429", got)
	}
	known, unknown := s.answerTo(office+":4", "tran.an", "sai sai sai sai"), s.answerTo(office+":5", "khongco", "sai sai sai sai")
	if known.Code != http.StatusTooManyRequests || known.Header().Get("Retry-After") != unknown.Header().Get("Retry-After") ||
		strings.ReplaceAll(known.Body.String(), "tran.an", "X") != strings.ReplaceAll(unknown.Body.String(), "khongco", "X") {
		t.Errorf("a wrong password of a known name: got %d, want what others get", known.Code)
	}
	for range tries.Pair {
		s.from(office+":6", "tran.an", "sai sai sai sai")
	}
	if got := s.from(office+":7", "tran.an", goodPassword); got != http.StatusTooManyRequests {
		t.Errorf("after too many tries of its own: got %d, want 429", got)
	}
}

// Each sign-in is an entry that stays for ever, so a loop must end.
func TestSignInsOfAnAccountAreBounded(t *testing.T) {
	s := newSite(t)
	now := time.Now()
	s.server.now = func() time.Time { return now }
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.withPassword("le.ba", briefing.Staff, goodPassword)
	before := s.head()
	var token string
	for i := range mostSignIns + 3 {
		got := s.signInWith("tran.an", goodPassword)
		want := http.StatusSeeOther
		if i >= mostSignIns {
			want = http.StatusTooManyRequests
		}
		if cookie := cookieOf(got); got.status != want || (cookie != nil) != (want == http.StatusSeeOther) {
			t.Errorf("sign-in %d: got %d, want %d", i, got.status, want)
		} else if cookie != nil {
			token = cookie.Value
		}
	}
	counts := map[string]int{}
	for _, e := range s.since(before) {
		counts[e.Action+" "+e.Actor]++
	}
	if counts["sign_in tran.an"] != mostSignIns || counts["denied tran.an"] != 3 {
		t.Errorf("got %v", counts)
	}
	change := map[string]string{"password": goodPassword, "password_new": newPassword, "password_again": newPassword}
	if got := s.as(token).post("/password", change, nil); got.status != http.StatusTooManyRequests {
		t.Errorf("a new password begins a session too: got %d, want 429", got.status)
	}
	if got := s.signInWith("le.ba", goodPassword); got.status != http.StatusSeeOther {
		t.Errorf("somebody else: got %d", got.status)
	}
	now = now.Add(time.Minute)
	if got := s.signInWith("tran.an", goodPassword); got.status != http.StatusSeeOther {
		t.Errorf("a minute later: got %d", got.status)
	}
}

// A password that an administrator set opens nothing but the page to change
// it, and after a week not even that.
func TestOneTimePasswordsStopWorking(t *testing.T) {
	s := newSite(t)
	created := s.post("/accounts", map[string]string{"name": "le.ba", "full_name": "Lê Ba", "role": "staff", "unit": ""}, nil)
	password := between(created.body, "<dt>Mật khẩu</dt><dd><code>", "<")
	a, err := s.db.Account(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	until := briefing.Clock(a.PasswordUntil)
	if left := time.Until(a.PasswordUntil); left < 7*24*time.Hour-time.Minute || left > 7*24*time.Hour {
		t.Errorf("it ends in %v, want a week", left)
	}
	if !strings.Contains(text(created.body), "Dùng được đến "+until) {
		t.Errorf("the page of the password does not say when it ends: %s", text(created.body))
	}
	for path, want := range map[string]string{"/accounts": "Chờ đổi mật khẩu đến " + until, "/accounts/2": "hết hạn lúc " + until} {
		if got := text(s.get(path).body); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in %s", path, want, got)
		}
	}
	signedIn := s.signInWith("le.ba", password)
	if signedIn.status != http.StatusSeeOther || signedIn.header.Get("Location") != "/password" {
		t.Errorf("got %d to %q, want the page to change it", signedIn.status, signedIn.header.Get("Location"))
	}

	now := a.PasswordUntil
	s.server.now = func() time.Time { return now }
	change := map[string]string{"password": password, "password_new": newPassword, "password_again": newPassword}
	tooLate, before := s.as(cookieOf(signedIn).Value), s.head()
	for _, got := range []reply{tooLate.get("/password"), tooLate.post("/password", change, nil)} {
		if got.status != http.StatusForbidden || !strings.Contains(text(got.body), "Mật khẩu dùng một lần đã hết hạn") ||
			!strings.Contains(text(got.body), "Nhờ người quản trị đặt lại mật khẩu") {
			t.Errorf("changing it too late: got %d: %s", got.status, text(got.body))
		}
	}
	for _, e := range s.since(before) {
		if e.Actor != "le.ba" || e.Reason != "Mật khẩu dùng một lần đã hết hạn" {
			t.Errorf("changing it too late: got %+v", e)
		}
	}
	if got := len(s.since(before)); got != 2 {
		t.Errorf("changing it too late: got %d entries, want 2", got)
	}
	late, wrong := s.signInWith("le.ba", password), s.signInWith("le.ba", "sai sai sai sai")
	if late.status != http.StatusUnprocessableEntity || late.body != wrong.body {
		t.Errorf("an ended password: got %d, want what a wrong one gets", late.status)
	}
	for path, want := range map[string]string{"/accounts": "Mật khẩu hết hạn", "/accounts/2": "Mật khẩu dùng một lần đã hết hạn"} {
		if got := text(s.get(path).body); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in %s", path, want, got)
		}
	}
	s.server.now = time.Now
	again := between(s.post("/accounts/2/password", map[string]string{"reason": "Quên mật khẩu"}, nil).body, "<dt>Mật khẩu</dt><dd><code>", "<")
	if old, fresh := s.signInWith("le.ba", password), s.signInWith("le.ba", again); old.status != 422 || fresh.status != 303 {
		t.Errorf("after a reset: the old one %d, the new one %d", old.status, fresh.status)
	}
}

func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}
