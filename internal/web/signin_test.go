package web

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// withPassword stores an account that somebody can sign in to.
func (s *site) withPassword(name string, role briefing.AccountRole, password string) *briefing.Account {
	s.t.Helper()
	hash, err := s.server.passwords.Hash(s.t.Context(), password)
	a := &briefing.Account{Name: name, FullName: "Trần An", Role: role}
	if err == nil {
		err = s.db.InsertAccount(s.t.Context(), tester, a, hash)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// signInWith sends the sign-in form of a stranger, from an address.
func (s *site) signInWith(name, password string, headers ...string) reply {
	s.t.Helper()
	body, contentType := encode(s.t, map[string]string{"name": name, "password": password, "next": "/"}, nil)
	return s.as("").do("POST", "/signin", contentType, body, headers...)
}

// cookieOf returns the session token that an answer sets.
func cookieOf(r reply) *http.Cookie {
	for _, line := range r.header.Values("Set-Cookie") {
		if cookie, err := http.ParseSetCookie(line); err == nil && strings.HasSuffix(cookie.Name, sessionCookie) {
			return cookie
		}
	}
	return nil
}

const goodPassword = "sông núi biển trời 36"

func TestSignIn(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	got := s.signInWith(" Tran.An ", goodPassword)
	cookie := cookieOf(got)
	if got.status != http.StatusSeeOther || cookie == nil {
		t.Fatalf("got %d with %v, want 303 with a cookie", got.status, got.header)
	}
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.MaxAge != 0 || len(cookie.Value) != 43 {
		t.Errorf("got cookie %+v", cookie)
	}
	if page := s.as(cookie.Value).get("/"); page.status != http.StatusOK || !strings.Contains(text(page.body), "Trần An Cán bộ Ban Dân vận") {
		t.Errorf("got %d %s", page.status, text(page.body))
	}
	if b, _ := s.db.Sessions(t.Context(), 2, mustLimit(s)); len(b) != 1 || strings.Contains(fmt.Sprintf("%+v", b), cookie.Value) {
		t.Errorf("the token is stored as it is: %+v", b)
	}
	signIns, _ := s.db.Audit(t.Context(), auditOf("sign_in"))
	if len(signIns) != 2 || signIns[0].Actor != "tran.an" {
		t.Errorf("got %+v, want the sign-in in the trail", signIns)
	}
}

func TestASignInNeverTakesOverATokenThatTheBrowserBrought(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	planted := s.as(strings.Repeat("A", 43))
	body, contentType := encode(t, map[string]string{"name": "tran.an", "password": goodPassword, "next": "/"}, nil)
	first := cookieOf(planted.do("POST", "/signin", contentType, body))
	if first.Value == planted.token || planted.get("/meetings").status != http.StatusSeeOther {
		t.Error("a planted token became a session")
	}
	body, contentType = encode(t, map[string]string{"name": "tran.an", "password": goodPassword, "next": "/"}, nil)
	second := cookieOf(s.as(first.Value).do("POST", "/signin", contentType, body))
	if second.Value == first.Value || s.as(first.Value).get("/meetings").status != http.StatusSeeOther {
		t.Error("the session before lives on")
	}
	if s.as(second.Value).get("/meetings").status != http.StatusOK {
		t.Error("the new session is dead")
	}
}

func TestAPasswordInTheWrongFieldStaysOutOfTheTrail(t *testing.T) {
	s := newSite(t)
	s.signInWith(goodPassword, "x")
	s.signInWith("\x1b[31m\r\nroot", "x")
	denied, _ := s.db.Audit(t.Context(), auditOf("denied"))
	if len(denied) != 2 || denied[0].Actor != "?" || denied[1].Actor != "?" || strings.Contains(s.log.String(), goodPassword) {
		t.Errorf("got %+v", denied)
	}
}

// TestGuessingIsThrottled tries more often than allowed, and with another
// forged header each time.
func TestGuessingIsThrottled(t *testing.T) {
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	for i := range tries.Pair {
		if got := s.signInWith("tran.an", "sai sai sai sai", "X-Forwarded-For", fmt.Sprintf("10.1.1.%d", i)); got.status != http.StatusUnprocessableEntity {
			t.Fatalf("try %d: got %d, want 422", i, got.status)
		}
	}
	began := time.Now()
	rotations := 1000
	if testtool.Long() {
		rotations = 10_000
	}
	for i := range rotations {
		forged := fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255)
		got := s.signInWith("tran.an", goodPassword, "X-Forwarded-For", forged, "X-Real-Ip", forged, "Forwarded", "for="+forged)
		if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") == "" {
			t.Fatalf("try %d with %s: got %d, want 429", i, forged, got.status)
		}
	}
	t.Logf("%d rotated headers in %v gave 0 more tries", rotations, time.Since(began))
	if denied, _ := s.db.Audit(t.Context(), auditOf("denied")); len(denied) > mostDeniedOfOne*10 {
		t.Errorf("got %d entries in the trail", len(denied))
	}
	// The right person gets in from elsewhere.
	s.server.localOnly = false
	if got := s.from("192.0.2.9:1", "tran.an", goodPassword); got != http.StatusSeeOther {
		t.Errorf("the right password from another address: got %d, want 303", got)
	}
	for i := range tries.Address + 5 {
		want := http.StatusUnprocessableEntity
		if i >= tries.Address {
			want = http.StatusTooManyRequests
		}
		if i > 3 && i < tries.Address { // spare the time of hashing
			if v, err := s.db.Try(t.Context(), fmt.Sprint("ai", i), "192.0.2.20", tries); v != store.Allowed || err != nil {
				t.Fatal(v, err)
			}
			continue
		}
		if got := s.from("192.0.2.20:1", fmt.Sprint("ai", i), "x"); got != want {
			t.Errorf("name %d of one address: got %d, want %d", i, got, want)
		}
	}
}

// TestManySignInsLeaveRoomForOthers signs in 200 times at once (40 in the short
// form) while somebody else looks at pages.
func TestManySignInsLeaveRoomForOthers(t *testing.T) {
	collectAsServed(t)
	s := newSite(t)
	s.withPassword("tran.an", briefing.Staff, goodPassword)
	s.server.localOnly = false
	idle := heapInUse()
	peak := make(chan uint64, 1)
	done := make(chan struct{})
	go func() { peak <- watchHeap(done) }()
	var wg sync.WaitGroup
	crowd := 40
	if testtool.Long() {
		crowd = 200
	}
	for i := range crowd {
		wg.Go(func() { s.from(fmt.Sprintf("192.0.2.%d:1", i), "tran.an", "sai sai sai sai") })
	}
	var slowest time.Duration
	for range 20 {
		began := time.Now()
		if got := s.get("/meetings"); got.status != http.StatusOK {
			t.Errorf("got %d", got.status)
		}
		slowest = max(slowest, time.Since(began))
	}
	wg.Wait()
	close(done)
	used := (max(<-peak, idle) - idle) >> 20
	t.Logf("%d sign-ins at once: %d MiB above idle, slowest other page %v", crowd, used, slowest)
	if used > 200 {
		t.Errorf("got %d MiB above idle, want no more than 200", used)
	}
	if slowest > 10*time.Second {
		t.Errorf("got %v, want one second, ten on a busy machine", slowest)
	}
}
