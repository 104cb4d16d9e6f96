package web

import (
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// maxCounted bounds how many keys a limiter remembers at once.
const maxCounted = 10_000

// A limiter counts what happens within a minute, for each key on its own.
type limiter struct {
	most int // times a minute

	mu     sync.Mutex
	minute time.Time
	counts map[string]int
}

// allow counts once more and reports whether that is still within the limit.
// When more keys come than can be remembered, the new ones share one.
func (l *limiter) allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if minute, begins := minuteAfter(l.minute, now); begins {
		l.minute, l.counts = minute, map[string]int{}
	}
	if _, known := l.counts[key]; !known && len(l.counts) >= maxCounted {
		key = ""
	}
	l.counts[key]++
	return l.counts[key] <= l.most
}

// minuteAfter returns the minute of an instant, and whether it begins after the
// current one. An instant just before the current minute waited for its turn and
// counts in this one; one further back tells that the clock was set.
func minuteAfter(current, now time.Time) (minute time.Time, begins bool) {
	minute = now.Truncate(time.Minute)
	return minute, minute.After(current) || minute.Before(current.Add(-time.Minute))
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
