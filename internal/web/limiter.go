package web

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/store"
)

// maxCounted bounds how many keys a limiter remembers at once.
const maxCounted = 10_000

// A limiter counts what happens within a minute, for each key on its own.
type limiter struct {
	most int // times a minute

	mu     sync.Mutex
	minute int64
	counts map[string]int
}

// allow counts once more and reports whether that is still within the limit.
// When more keys come than can be remembered, the new ones share one.
func (l *limiter) allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if minute := now.Unix() / 60; minute != l.minute || l.counts == nil {
		l.minute, l.counts = minute, map[string]int{}
	}
	if _, known := l.counts[key]; !known && len(l.counts) >= maxCounted {
		key = ""
	}
	l.counts[key]++
	return l.counts[key] <= l.most
}

// How often one account may do within a minute what costs the server most.
const (
	mostExports     = 60
	mostImports     = 20
	mostSearches    = 120
	mostSuggestions = 600 // one for every key that is pressed
	mostVerifies    = 6
)

// limited makes a handler answer one account only so often a minute; others go
// on as before.
func (s *server) limited(most int, h handler) handler {
	l := &limiter{most: most}
	return func(c *gin.Context) error {
		now := s.now()
		if !l.allow(strconv.FormatInt(account(c).ID, 10), now) {
			c.Header("Retry-After", fmt.Sprint(60-now.Unix()%60))
			return errTooOften
		}
		return h(c)
	}
}

// searches limits a list only where it is searched: that reads all of it.
func (s *server) searches(h handler) handler {
	search := s.limited(mostSearches, h)
	return func(c *gin.Context) error {
		if c.Query("q") != "" {
			return search(c)
		}
		return h(c)
	}
}

// How many refusals a minute come into the audit trail: of one account or
// address, and of all. The trail is never cut, so a loop of refused requests
// must not be able to fill the disk; the log still has every one.
const (
	mostDeniedOfOne = 20
	mostDeniedOfAll = 300
)

// noteDenied puts a refused request into the audit trail.
func (s *server) noteDenied(r *http.Request, reason string) {
	s.noteDeniedAs(r, visitorOf(r).actor(), reason)
}

// noteDeniedAs puts a request that was refused to somebody into the audit
// trail. It must not fail the answer: a refusal stays one.
func (s *server) noteDeniedAs(r *http.Request, by store.Actor, reason string) {
	now := s.now()
	// Strangers must not be able to drown what people with accounts try.
	pot := "strangers"
	if visitorOf(r).account != nil {
		pot = "signed in"
	}
	if !s.deniedOfOne.allow(by.Name+" "+networkOf(by.From), now) || !s.deniedOfAll.allow(pot, now) {
		return
	}
	what := cutText(r.Method+" "+r.URL.EscapedPath(), 200)
	if err := s.db.NoteDenied(r.Context(), by, what, reason); err != nil {
		s.log.Error("note denied", "error", err)
	}
}
