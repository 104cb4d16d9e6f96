package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/store"
)

// A Program answers all requests. A restore exchanges the data under it while
// it runs.
type Program struct {
	config  Config
	gate    *gate
	current atomic.Pointer[edition]
	broken  atomic.Bool // an exchange could not be completed

	mu sync.Mutex // held while the data are exchanged
}

// An edition is the program over one open database.
type edition struct {
	server  *server
	handler http.Handler

	stop  context.CancelFunc // of what runs beside the requests
	ended chan struct{}      // closed when that has ended
}

var (
	errRestoring = &failure{http.StatusServiceUnavailable, "Đang khôi phục dữ liệu",
		"Người quản trị đang khôi phục một bản sao lưu, thường xong trong một phút. Yêu cầu vừa gửi chưa được nhận, chưa có gì được lưu. " +
			"Nếu vừa gửi biểu mẫu: chép phần đã nhập ra. Chờ một lát rồi mở lại trang; có thể phải đăng nhập lại."}
	errHalfRestored = &failure{http.StatusServiceUnavailable, "Việc khôi phục chưa xong",
		"Chương trình chưa đổi xong sang dữ liệu khôi phục. Không có dữ liệu nào bị xóa. Người quản trị dừng chương trình rồi chạy lại " +
			"giaoban serve: việc khôi phục được làm nốt ngay lúc khởi động."}
)

// New returns the whole program.
func New(c Config) (*Program, error) {
	p := &Program{config: c, gate: newGate()}
	e, err := p.edit(c.DB)
	if err != nil {
		return nil, err
	}
	p.begin(e)
	return p, nil
}

// edit makes the program over a database.
func (p *Program) edit(db *store.DB) (*edition, error) {
	config := p.config
	config.DB = db
	l, err := newLook(config)
	if err != nil {
		return nil, err
	}
	s, err := newServer(config, l)
	if err != nil {
		return nil, err
	}
	s.exchange = p.exchange
	return &edition{server: s, handler: s.handler()}, nil
}

// begin lets an edition answer, and starts what runs beside the requests: once
// what the edition has begun before has ended.
func (p *Program) begin(e *edition) {
	ctx, stop := context.WithCancel(context.Background())
	before, ended := e.ended, make(chan struct{})
	e.stop, e.ended = stop, ended
	go func() {
		defer close(ended)
		if before != nil {
			<-before
		}
		var all sync.WaitGroup
		all.Go(func() { e.server.keepReading(ctx) })
		if p.config.Beside != nil {
			all.Go(func() { p.config.Beside(ctx, e.server.db) })
		}
		all.Wait()
	}()
	p.current.Store(e)
}

// rest ends what runs beside the requests and completes the audit trail. It
// comes after the last request.
func (p *Program) rest(ctx context.Context, e *edition) error {
	e.stop()
	select {
	case <-e.ended:
	case <-time.After(p.gate.more):
		return errNotDrained
	}
	e.server.noteRest(ctx)
	return nil
}

// Close ends the program and closes its database. It comes after the last
// request.
func (p *Program) Close(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken.Load() { // the exchange has ended and closed everything
		return nil
	}
	e := p.current.Load()
	err := p.rest(ctx, e)
	LogHead(ctx, e.server.db, p.config.Log)
	return errors.Join(err, e.server.db.Close())
}

// ServeHTTP answers a request, in the time of an exchange with the word to wait.
func (p *Program) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	control := http.NewResponseController(w)
	pass := &passage{cut: func() {
		cancel()
		_, _ = control.SetReadDeadline(time.Unix(1, 0)), control.SetWriteDeadline(time.Unix(1, 0))
	}}
	r = r.WithContext(context.WithValue(ctx, passageKey{}, pass))
	pass.body = watchBody(r)
	if !p.gate.enter(pass) {
		p.refuse(w, r)
		return
	}
	defer p.gate.leave(pass)
	p.current.Load().handler.ServeHTTP(w, r)
}

// refuse answers while there is no database; only styles and scripts need none,
// and a restore under way is no reason to end the process.
func (p *Program) refuse(w http.ResponseWriter, r *http.Request) {
	e := p.current.Load()
	if strings.HasPrefix(r.URL.Path, staticRoot) {
		e.handler.ServeHTTP(w, r)
		return
	}
	if r.URL.Path == "/livez" && !p.broken.Load() {
		alive(w)
		return
	}
	refusal := errRestoring
	if p.broken.Load() {
		refusal = errHalfRestored
	}
	e.server.observe(secure(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", fmt.Sprint(30))
		e.server.fail(w, r, refusal)
	}))).ServeHTTP(w, r)
}

// exchange puts staged data in the place of those that are open. It lets nobody
// in, waits until only the request c is left, lets it do what comes last with
// the old data, and goes on with the new ones: its server has no database then.
// With an error the old ones are still there, unless the program stays closed.
func (p *Program) exchange(c *gin.Context, staged *backup.Staged, last func() error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	ctx := c.Request.Context()
	own, _ := ctx.Value(passageKey{}).(*passage)
	old := p.current.Load()
	defer func() {
		if !p.broken.Load() {
			p.gate.open()
		}
	}()
	if err := p.gate.shut(ctx, own); err != nil {
		return err
	}
	err := p.rest(ctx, old)
	if err == nil {
		err = last()
	}
	if err != nil {
		p.begin(old)
		return err
	}
	ctx = context.WithoutCancel(ctx)                    // from here on it is done whoever hangs up
	if failed := old.server.db.Close(); failed != nil { // Commit finds out whether anybody still has it open
		p.config.Log.Error("close the replaced database", "error", failed)
	}
	err = staged.Commit(ctx)
	if failed := p.reopen(ctx); failed != nil {
		p.broken.Store(true)
		p.config.Log.Error("restore is not complete", "error", errors.Join(err, failed))
		return errHalfRestored
	}
	return err
}

// reopen goes on with the data that are in the folder now.
func (p *Program) reopen(ctx context.Context) error {
	db, err := store.Open(ctx, p.config.Dir)
	if err != nil {
		return err
	}
	e, err := p.edit(db)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	p.begin(e)
	return nil
}
