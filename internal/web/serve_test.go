package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestServeLetsRunningRequestsEnd(t *testing.T) {
	listener, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		stop() // while the request runs
		fmt.Fprint(w, "whole")
	})
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, listener, h, nil, slog.New(slog.DiscardHandler)) }()
	answer, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if b, err := io.ReadAll(answer.Body); string(b) != "whole" || err != nil {
		t.Errorf("got %q, %v, want the whole answer", b, err)
	}
	if err := <-done; err != nil {
		t.Errorf("stopping: %v", err)
	}
}

// listening serves the site with short waits and returns its address. Whoever
// asks there may open as many connections as he likes.
func (s *site) listening(header, body time.Duration) string {
	s.t.Helper()
	listener, err := Listen(s.t.Context(), "127.0.0.1:0", netip.MustParsePrefix("127.0.0.0/8"))
	if err != nil {
		s.t.Fatal(err)
	}
	server := newHTTPServer(s.server.handler(), slog.New(slog.DiscardHandler))
	server.ReadHeaderTimeout, server.ReadTimeout = header, body
	for _, pot := range []*bodyPot{s.server.people, s.server.strangers} {
		pot.patience, pot.longest = body, body
	}
	done := make(chan error, 1)
	go func() { done <- run(s.t.Context(), server, listener) }()
	s.t.Cleanup(func() { // the context of a test ends before
		if err := <-done; err != nil {
			s.t.Error(err)
		}
	})
	return listener.Addr().String()
}

// send opens a connection and sends these bytes.
func send(t *testing.T, address, bytes string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	// The server may close before it has read all.
	_, _ = io.WriteString(c, bytes)
	return c
}

// ended waits until the server closes a connection and returns the status that
// it answered with, 0 for none.
func ended(t *testing.T, c net.Conn, until time.Time) int {
	t.Helper()
	_ = c.SetReadDeadline(until)
	in := bufio.NewReader(c)
	status := 0
	if answer, err := http.ReadResponse(in, nil); err == nil {
		status = answer.StatusCode
		_, _ = io.Copy(io.Discard, answer.Body)
	}
	if _, err := io.Copy(io.Discard, in); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a connection stays open")
	}
	return status
}

// slowest asks for pages and returns how long the slowest took.
func (s *site) slowest(address string) (most time.Duration) {
	s.t.Helper()
	for i := range 20 {
		asked := time.Now()
		r, err := http.NewRequestWithContext(s.t.Context(), "GET", "http://"+address+[]string{"/livez", "/meetings"}[i%2], nil)
		if err != nil {
			s.t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: s.token})
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			s.t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			s.t.Errorf("%s: got %d beside broken senders", r.URL.Path, answer.StatusCode)
		}
		most = max(most, time.Since(asked))
	}
	return most
}

// TestSlowAndBrokenSendersHoldNobodyUp opens all kinds of connections that ask
// for nothing sensible, and asks for pages beside them.
func TestSlowAndBrokenSendersHoldNobodyUp(t *testing.T) {
	collectAsServed(t)
	s := newSite(t)
	s.stored()
	before, entries := fmt.Sprintf("%+v", *s.meeting(1)), s.head()
	address := s.listening(time.Second, 2*time.Second)
	quiet := s.slowest(address)
	base := heapInUse()
	done, peak := make(chan struct{}), make(chan uint64)
	go func() { peak <- watchHeap(done) }()

	// Each would change the meeting's title if it were taken.
	head := "POST /meetings/1/edit HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n" +
		"Content-Type: application/x-www-form-urlencoded\r\nCookie: giaoban=" + s.token + "\r\n"
	const half, slow = 500, 100
	began := time.Now()
	var open []net.Conn
	for i := range half + slow {
		request := "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "
		if i >= half {
			request = head + "Content-Length: 1000\r\n\r\ntitle=a"
		}
		open = append(open, send(t, address, request))
	}
	beside := s.slowest(address)

	keys := manyKeys(10_000)
	broken := map[string]struct {
		request string
		status  int
	}{
		"huge header":          {"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + strings.Repeat("a", 400<<10) + "\r\n\r\n", 431},
		"many headers":         {"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + strings.Repeat("X-A: a\r\n", 60_000) + "\r\n", 431},
		"10,000 keys":          {head + fmt.Sprintf("Connection: close\r\nContent-Length: %d\r\n\r\n%s", len(keys), keys), 400},
		"big Content-Length":   {head + "Content-Length: 1000000000000\r\n\r\ntitle=a", 413},
		"wrong Content-Length": {head + "Content-Length: -5\r\n\r\ntitle=a", 400},
		"two lengths":          {head + "Content-Length: 7\r\nContent-Length: 8\r\n\r\ntitle=ab", 400},
		"chunked junk":         {head + "Transfer-Encoding: chunked\r\n\r\nZZ\r\ntitle=a\r\n0\r\n\r\n", 400},
		"chunk never ends":     {head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\ntitle=a", 400},
		"chunk too long":       {head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\ntitle=a", 400},
		"chunk extensions": {head + "Transfer-Encoding: chunked\r\n\r\n" +
			strings.Repeat("1;"+strings.Repeat("e", 2000)+"\r\na\r\n", 200) + "0\r\n\r\n", 400},
		"length and chunks":     {head + "Connection: close\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n7\r\ntitle=a\r\n0\r\n\r\n", 400},
		"unknown encoding":      {head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
		"no host":               {"GET / HTTP/1.1\r\n\r\n", 400},
		"two hosts":             {"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", 400},
		"no HTTP at all":        {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", 400},
		"folded header":         {"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: a\r\n b\r\nConnection: close\r\n\r\n", 303},
		"a body nobody expects": {"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000000\r\n\r\nabc", 200},
	}
	var all sync.WaitGroup
	until := time.Now().Add(20 * time.Second)
	for name, b := range broken {
		c := send(t, address, b.request)
		all.Go(func() {
			if got := ended(t, c, until); got != b.status {
				t.Errorf("%s: got %d, want %d", name, got, b.status)
			}
		})
	}
	cut := send(t, address, head+"Content-Length: 1000\r\n\r\ntitle=a")
	if err := cut.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if got := ended(t, cut, until); got != http.StatusBadRequest {
		t.Errorf("half a body: got %d, want 400", got)
	}
	for i, c := range open {
		if got := ended(t, c, until); i >= half && got != http.StatusBadRequest {
			t.Errorf("a slow body: got %d, want 400", got)
		}
	}
	closed := time.Since(began)
	all.Wait()
	close(done)
	memory := (<-peak - min(base, heapInUse())) >> 20
	t.Logf("slowest page %v, beside %d half-open connections and %d slow bodies %v; all closed after %v; %d MB over idle",
		quiet, half, slow, beside, closed, memory)
	if limit := max(time.Second, 10*quiet); beside > limit {
		t.Errorf("a page took %v beside them, want %v", beside, limit)
	}
	if memory > 200 {
		t.Errorf("they took %d MB", memory)
	}
	if after := fmt.Sprintf("%+v", *s.meeting(1)); after != before || s.head() != entries {
		t.Errorf("they changed something: %s, was %s", after, before)
	}
	if !s.noneHeld() {
		t.Error("room for bodies was not given back")
	}
}

func TestNobodyIsWaitedForForEver(t *testing.T) {
	server := newHTTPServer(nil, slog.New(slog.DiscardHandler))
	for name, got := range map[string]time.Duration{"header": server.ReadHeaderTimeout, "body": server.ReadTimeout,
		"answer": server.WriteTimeout, "idle": server.IdleTimeout} {
		if got <= 0 || got > 2*time.Minute || name == "header" && got > 10*time.Second {
			t.Errorf("%s: the server waits %v", name, got)
		}
	}
}
