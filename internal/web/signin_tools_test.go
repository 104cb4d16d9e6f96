package web

import (
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"time"

	"giaoban/internal/store"
)

// from signs in from another network address and returns the status.
func (s *site) from(remote, name, password string) int {
	return s.answerTo(remote, name, password).Code
}

// answerTo signs in from another network address and returns the answer.
func (s *site) answerTo(remote, name, password string) *httptest.ResponseRecorder {
	values := url.Values{"name": {name}, "password": {password}, "next": {"/"}}
	r := httptest.NewRequest("POST", "/signin", strings.NewReader(values.Encode()))
	r.RemoteAddr, r.Host = remote, "giaoban.example"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	s.server.handler().ServeHTTP(w, r)
	return w
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// watchHeap returns the most memory in use until done.
func watchHeap(done <-chan struct{}) (most uint64) {
	for {
		select {
		case <-done:
			return most
		case <-time.After(5 * time.Millisecond):
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
}

func mustLimit(s *site) store.SessionLimit {
	s.t.Helper()
	limit, err := s.db.SessionLimit(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return limit
}
