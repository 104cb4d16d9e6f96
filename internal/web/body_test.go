package web

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/testtool"
)

// A bodyOf gives a form with one long field and counts what is taken of it.
type bodyOf struct{ left, taken int64 }

func (b *bodyOf) Read(p []byte) (int, error) {
	n := int(min(int64(len(p)), b.left))
	if n == 0 {
		return 0, io.EOF
	}
	for i := range p[:n] {
		p[i] = 'a'
	}
	if b.taken == 0 {
		copy(p[:n], "text=")
	}
	b.left, b.taken = b.left-int64(n), b.taken+int64(n)
	return n, nil
}

// sendBody sends a form of a size, with or without saying how large it is.
func (s *site) sendBody(path string, size int64, chunked bool) (answer *httptest.ResponseRecorder, taken int64) {
	body := &bodyOf{left: size}
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+path, body)
	r.RemoteAddr, r.ContentLength = "127.0.0.1:9", size
	if chunked {
		r.ContentLength = -1
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if s.token != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: s.token})
	}
	answer = httptest.NewRecorder()
	s.server.handler().ServeHTTP(answer, r)
	return answer, body.taken
}

// noneHeld reports whether all room for bodies has been given back.
func (s *site) noneHeld() bool {
	for _, pot := range []*bodyPot{s.server.people, s.server.strangers} {
		if len(pot.ofOne.held) != 0 {
			return false
		}
	}
	return s.server.people.room.TryAcquire(32<<20) && s.server.strangers.room.TryAcquire(8<<20)
}

// TestWhoMaySendHowMuch sends bodies of every size as everybody to the sign-in
// page, which all may send to.
func TestWhoMaySendHowMuch(t *testing.T) {
	s := newSite(t)
	ended := s.signedIn("tran.an", briefing.Staff, 0)
	s.age(ended, 9*time.Hour, time.Hour)
	const small, large = maxStrangerBody, maxBody
	for _, test := range []struct {
		name  string
		token string
		most  int64
		drain int64
	}{
		{"stranger", "", small, large},
		{"forged cookie", "abc", small, large},
		{"ended session", ended, large, maxDrain},
		{"signed in", s.token, large, maxDrain},
	} {
		for _, size := range []int64{100, freeBody + 1, small, small + 1, large, large + 1, 100 << 20} {
			for _, chunked := range []bool{false, true} {
				got, taken := s.as(test.token).sendBody("/signin", size, chunked)
				want := http.StatusBadRequest // a sign-in without a name
				if size > test.most {
					want = http.StatusRequestEntityTooLarge
				}
				if got.Code != want || taken > test.most+1+test.drain {
					t.Errorf("%s, %d bytes, chunked %v: got %d after %d bytes, want %d", test.name, size, chunked, got.Code, taken, want)
				}
				if want == http.StatusRequestEntityTooLarge && test.token == "" && !strings.Contains(text(got.Body.String()), "64 KB") {
					t.Errorf("%s: got %s", test.name, text(got.Body.String()))
				}
			}
		}
	}
	if !s.noneHeld() {
		t.Error("room was not given back")
	}
}

// TestBodiesWaitForRoom sends while others hold all the room there is.
func TestBodiesWaitForRoom(t *testing.T) {
	s := newSite(t)
	ended := s.signedIn("tran.an", briefing.Staff, 0)
	s.age(ended, 9*time.Hour, time.Hour)
	s.server.route("POST", "/panic", Anyone, panicking)
	people := s.server.people
	people.wait = time.Millisecond
	if !people.room.TryAcquire(32 << 20) {
		t.Fatal("there is no room from the start")
	}
	for who, b := range map[string]*site{"signed in": s, "late": s.as(ended)} {
		got, _ := b.sendBody("/meetings/import", 100<<10, false)
		if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") != "30" ||
			!strings.Contains(text(got.Body.String()), "Chưa có gì được lưu") {
			t.Errorf("%s: got %d with %v", who, got.Code, got.Header())
		}
	}
	if got, _ := s.sendBody("/session-limit", 100, false); got.Code != http.StatusBadRequest {
		t.Errorf("a small form: got %d, want it read", got.Code)
	}
	if got, _ := s.as("").sendBody("/signin", maxStrangerBody, false); got.Code != http.StatusBadRequest {
		t.Errorf("a stranger: got %d, want it read", got.Code)
	}
	people.wait = time.Minute
	go people.room.Release(32 << 20)
	if got, _ := s.sendBody("/session-limit", 100<<10, false); got.Code != http.StatusBadRequest {
		t.Errorf("when there is room again: got %d, want it read", got.Code)
	}

	people.ofOne.take("1", people.ofOne.most)
	if got, _ := s.sendBody("/session-limit", 100<<10, false); got.Code != http.StatusServiceUnavailable {
		t.Errorf("beyond one's share: got %d, want 503", got.Code)
	}
	if got, _ := s.as(ended).sendBody("/session-limit", 100<<10, false); got.Code != http.StatusUnauthorized {
		t.Errorf("somebody else: got %d, want 401", got.Code)
	}
	people.ofOne.give("1", people.ofOne.most)

	s.server.route("POST", "/holding", Anyone, func(*gin.Context) error {
		if people.room.TryAcquire(32 << 20) {
			t.Error("the room is given back while the form is in use")
		}
		return errForbidden
	})
	s.sendBody("/holding", 100<<10, false)
	if got, _ := s.sendBody("/panic", 100<<10, false); got.Code != http.StatusInternalServerError {
		t.Errorf("a panic: got %d, want 500", got.Code)
	}
	if !s.noneHeld() {
		t.Error("room was not given back")
	}
}

// TestManyLargeBodiesTakeLittleMemory lets a crowd of accounts hold their
// requests back just before the end.
func TestManyLargeBodiesTakeLittleMemory(t *testing.T) {
	collectAsServed(t)
	crowd := 16
	if testtool.Long() {
		crowd = 100
	}
	s := newSite(t)
	s.server.people.wait = time.Minute
	form := bytes.Repeat([]byte("a"), maxBody)
	base := heapInUse()
	done, ready := make(chan struct{}), make(chan struct{})
	peak := make(chan uint64)
	go func() { peak <- watchHeap(done) }()
	var all sync.WaitGroup
	for i := range crowd {
		token := s.signedIn(fmt.Sprintf("a.%d", i), briefing.Administrator, 0)
		for range 4 {
			all.Go(func() {
				if got := s.heldBack(token, form, ready); got != http.StatusBadRequest {
					t.Errorf("got %d, want 400", got)
				}
			})
		}
	}
	if !s.fullWithin(20 * time.Second) {
		t.Error("the room is never full")
	}
	held := heapInUse()
	close(ready)
	all.Wait()
	close(done)
	most := <-peak
	t.Logf("%d held bodies of 2 MB: %d MB over idle, %d MB while they are answered", 4*crowd, (held-base)>>20, (most-base)>>20)
	if held-base > 64<<20 || most-base > 400<<20 {
		t.Error("that is more than the 32 MB of the room and what is made of them")
	}
}

// fullWithin reports whether the room for large bodies fills up in time.
func (s *site) fullWithin(wait time.Duration) bool {
	for deadline := time.Now().Add(wait); time.Now().Before(deadline); <-time.After(time.Millisecond) {
		if !s.server.people.room.TryAcquire(maxBody) {
			return true
		}
		s.server.people.room.Release(maxBody)
	}
	return false
}

// heldBack sends a form of which the end comes only when ready is closed.
func (s *site) heldBack(token string, form []byte, ready <-chan struct{}) int {
	c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		s.t.Error(err)
		return 0
	}
	defer c.Close()
	fmt.Fprintf(c, "POST /session-limit HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nCookie: giaoban=%s\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n", token, len(form))
	// The server takes it when it has room.
	if _, err := c.Write(form[:len(form)-5]); err != nil {
		s.t.Error(err)
		return 0
	}
	<-ready
	_, _ = c.Write(form[len(form)-5:])
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		s.t.Error(err)
		return 0
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

// TestHalfSentBodiesEndSoon leaves small forms unfinished, which take no room:
// strangers and people get an answer and lose their connection.
func TestHalfSentBodiesEndSoon(t *testing.T) {
	s := newSite(t)
	s.server.people.patience, s.server.strangers.longest = 50*time.Millisecond, 50*time.Millisecond
	for name, cookie := range map[string]string{"stranger": "", "signed in": "Cookie: giaoban=" + s.token + "\r\n"} {
		c := send(t, strings.TrimPrefix(s.url, "http://"), "POST /signin HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"+cookie+
			"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8000\r\n\r\nname=")
		if got := ended(t, c, time.Now().Add(5*time.Second)); got != http.StatusBadRequest {
			t.Errorf("%s: got %d, want 400", name, got)
		}
	}
}

// TestPatienceGrowsWithWhatComes looks at how long a body is waited for.
func TestPatienceGrowsWithWhatComes(t *testing.T) {
	var waits []time.Duration
	b := &pacedBody{from: &bodyOf{left: 4 << 20}, patience: 20 * time.Second, longest: time.Minute}
	b.setDeadline = func(at time.Time) error {
		waits = append(waits, at.Sub(b.began))
		return nil
	}
	piece := make([]byte, 1<<20)
	for range 6 { // also once more after the end
		_, _ = b.Read(piece)
	}
	want := []time.Duration{20 * time.Second, 52 * time.Second, time.Minute, time.Minute, time.Minute}
	if !slices.Equal(waits, want) {
		t.Errorf("got waits %v, want %v", waits, want)
	}
}

// TestOneVisitorHoldsFewBodies counts by the address that a proxy tells.
func TestOneVisitorHoldsFewBodies(t *testing.T) {
	s := newSite(t)
	s.server.proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	s.server.strangers.coming.take("192.0.2.1", maxHeld)
	before := s.head()
	for address, want := range map[string]int{"192.0.2.1": http.StatusServiceUnavailable, "192.0.2.2": http.StatusBadRequest} {
		got := s.as("").do(http.MethodPost, "/signin", "application/x-www-form-urlencoded", strings.NewReader("name=a"), "X-Forwarded-For", address)
		if got.status != want {
			t.Errorf("%s: got %d, want %d", address, got.status, want)
		}
	}
	if got := s.server.strangers.coming.held; len(got) != 1 || got["192.0.2.1"] != maxHeld {
		t.Errorf("got %v held after all have been answered", got)
	}
	if s.head() != before {
		t.Error("the trail tells of a server that had no room as if it were a refusal")
	}
}
