package web

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

// TestHalfOpenConnectionsHoldNobodyUp opens many connections that never finish
// their headers, and asks for a page beside them.
func TestHalfOpenConnectionsHoldNobodyUp(t *testing.T) {
	s := newSite(t)
	listener, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, listener, s.server.handler(), nil, slog.New(slog.DiscardHandler)) }()
	const half = 500
	var open []net.Conn
	for range half {
		c, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "); err != nil {
			t.Fatal(err)
		}
		open = append(open, c)
	}
	began := time.Now()
	var slowest time.Duration
	for range 20 {
		asked := time.Now()
		answer, err := http.Get("http://" + listener.Addr().String() + "/livez")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		slowest = max(slowest, time.Since(asked))
	}
	for _, c := range open {
		// The server says goodbye or nothing, and closes.
		_ = c.SetReadDeadline(began.Add(20 * time.Second))
		if _, err := io.Copy(io.Discard, c); err != nil {
			if ne, ok := err.(net.Error); ok && ne.Timeout() {
				t.Fatal("a half-open connection stays open")
			}
		}
	}
	t.Logf("%d half-open connections closed after %v, slowest page beside them %v", half, time.Since(began), slowest)
	if slowest > 10*time.Second {
		t.Errorf("a page took %v beside half-open connections, want one second with room for a busy machine", slowest)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
