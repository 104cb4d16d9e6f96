package web

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// A gate lets requests in, and is closed while the data are exchanged.
type gate struct {
	arrival  time.Duration // given to bodies that are on their way: their senders set the pace
	patience time.Duration // … and then to running requests to end by themselves
	more     time.Duration // … and to end once they have been cut off

	mu      sync.Mutex
	closed  bool
	running map[*passage]bool
	left    chan struct{} // closed when one leaves
}

// A passage is a request inside the gate.
type passage struct {
	cut  func() // ends its waiting for anybody
	body *arrivingBody
}

type passageKey struct{}

func newGate() *gate {
	return &gate{arrival: 2 * time.Second, patience: 20 * time.Second, more: 10 * time.Second, running: map[*passage]bool{}, left: make(chan struct{})}
}

// errNotDrained says that a request goes on whatever is done.
var errNotDrained = &failure{http.StatusConflict, "Chưa khôi phục được",
	"Còn yêu cầu của người khác đang chạy và chưa dừng lại được, nên chưa có gì thay đổi. Chờ vài phút rồi thử lại."}

// enter lets a request in, unless the gate is closed.
func (g *gate) enter(p *passage) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.running[p] = true
	}
	return !g.closed
}

// leave lets a request out.
func (g *gate) leave(p *passage) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.running, p)
	close(g.left)
	g.left = make(chan struct{})
}

// shut closes the gate and waits until nobody but own is inside. Who takes too
// long is cut off, those first who are still sending. With an error somebody is
// inside still.
func (g *gate) shut(ctx context.Context, own *passage) error {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	for _, step := range []struct {
		within time.Duration
		cut    func(*passage) bool // whom, when they are inside still
	}{
		{g.arrival, func(p *passage) bool { return !p.body.whole.Load() }},
		{g.patience, func(*passage) bool { return true }},
	} {
		if g.empties(ctx, own, step.within) {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		g.cut(func(p *passage) bool { return p != own && step.cut(p) })
	}
	if g.empties(ctx, own, g.more) {
		return nil
	}
	return errNotDrained
}

// open lets requests in again.
func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = false
}

// empties reports whether all but own leave in time.
func (g *gate) empties(ctx context.Context, own *passage, within time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for {
		others, left := g.others(own)
		if others == 0 {
			return true
		}
		select {
		case <-left:
		case <-ctx.Done():
			return false
		}
	}
}

func (g *gate) others(own *passage) (n int, left chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	n = len(g.running)
	if g.running[own] {
		n--
	}
	return n, g.left
}

func (g *gate) cut(whom func(*passage) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for p := range g.running {
		if whom(p) {
			p.cut()
		}
	}
}
