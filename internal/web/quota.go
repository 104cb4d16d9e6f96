package web

import "sync"

// A quota bounds how much is held at once, for each key on its own.
type quota struct {
	most int64

	mu   sync.Mutex
	held map[string]int64
}

// take takes n for a key, and reports false when that would be too much.
func (q *quota) take(key string, n int64) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[key]+n > q.most {
		return false
	}
	if q.held == nil {
		q.held = map[string]int64{}
	}
	q.held[key] += n
	return true
}

// give gives back what was taken.
func (q *quota) give(key string, n int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[key] -= n; q.held[key] == 0 {
		delete(q.held, key)
	}
}
