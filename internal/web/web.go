// Package web shows the register of briefings in a browser: its routes, forms
// and pages, one file per aggregate. It never guesses what a person meant and
// works without scripts.
package web

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/backup"
	"giaoban/internal/render"
	"giaoban/internal/store"
)

// A Config is all that the pages need. The first part is required.
type Config struct {
	DB        *store.DB
	Passwords *auth.Hasher
	Templates fs.FS // package templates
	Static    fs.FS // package static
	Data      fs.FS // package data
	Log       *slog.Logger
	Dir       string // the data folder, in which backups are kept
	Version   string // of the program, noted in backups

	// Beside runs beside the requests until ctx ends, anew with each database
	// that a restore brings; nil for nothing.
	Beside func(ctx context.Context, db *store.DB)

	SetupCode string         // opens the set-up page while there are no accounts; "" opens it to nobody
	LocalOnly bool           // answer only to this machine, by its own names
	Proxies   []netip.Prefix // whose word on address and encryption counts
	Hosts     []string       // names that the program answers to, "giaoban.example"; none for all
	Origins   []string       // pages whose forms are taken besides our own, "https://giaoban.example"
}

// A server answers requests. Between them it keeps only counts of the minute and
// whether a backup is being made.
type server struct {
	db        *store.DB
	passwords *auth.Hasher
	pages     *render.Set
	assets    *assets
	data      fs.FS
	dir       string
	version   string
	log       *slog.Logger
	engine    *gin.Engine
	rules     map[string]Rule // by "GET /meetings/:id"
	uploads   map[string]bool // paths whose forms bring files
	now       func() time.Time

	setupCode   string
	ready       atomic.Bool // there are accounts
	localOnly   bool
	proxies     []netip.Prefix
	hosts       []string
	origins     []string
	crossOrigin *http.CrossOriginProtection
	denied      *denials // refused requests
	failed      *denials // failed sign-ins, which refused pages must not drown
	signIns     limiter
	people      *bodyPot
	strangers   *bodyPot
	reading     chan struct{} // holds one for each text that is being read
	uploading   chan struct{} // … and for each form with files
	unread      bell          // rings when a file has come whose text waits
	backing     sync.Mutex    // held while a backup is made, checked, deleted or restored

	exchange func(c *gin.Context, staged *backup.Staged, last func() error) error // of the program
}

// noteRest tells in the audit trail what of refusals is left to tell.
func (s *server) noteRest(ctx context.Context) {
	for _, d := range []*denials{s.denied, s.failed} {
		s.noteSurplus(ctx, d, d.rest())
	}
}

// A look is what pages are made of. Any number of servers may have one.
type look struct {
	pages  *render.Set
	assets *assets
}

func newLook(c Config) (*look, error) {
	assets, err := newAssets(c.Static)
	if err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	pages, err := render.New(c.Templates, map[string]any{"asset": assets.url})
	if err != nil {
		return nil, err
	}
	return &look{pages, assets}, nil
}

func newServer(c Config, l *look) (*server, error) {
	gin.SetMode(gin.ReleaseMode)
	s := &server{db: c.DB, passwords: c.Passwords, pages: l.pages, assets: l.assets, data: c.Data,
		dir: c.Dir, version: c.Version, log: c.Log,
		engine: gin.New(), rules: map[string]Rule{}, uploads: map[string]bool{}, uploading: make(chan struct{}, uploadsAt), unread: make(bell, 1), now: time.Now, setupCode: c.SetupCode, reading: make(chan struct{}, runtime.NumCPU()), localOnly: c.LocalOnly,
		people: peoplePot(), strangers: strangerPot(),
		proxies: c.Proxies, hosts: c.Hosts, origins: c.Origins, crossOrigin: http.NewCrossOriginProtection(),
		denied: newDenials(), failed: newDenials(), signIns: limiter{most: mostSignIns}}
	for _, origin := range c.Origins {
		if err := s.crossOrigin.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("địa chỉ tin cậy %q phải như https://giaoban.example: %w", origin, err)
		}
	}
	// Who asks is found out in one place, visitor.go; gin's own way takes the
	// first of several headers, which anybody may write.
	if err := s.engine.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	s.engine.RedirectTrailingSlash = false // it answers before any of our own handlers
	s.engine.HandleMethodNotAllowed = true
	s.engine.Use(s.admit, s.parse, s.readmit)
	s.engine.NoRoute(s.run(func(*gin.Context) error { return errNoPage }))
	s.engine.NoMethod(s.run(func(*gin.Context) error { return errMethod }))
	s.routes()
	return s, nil
}

// handler wraps the routes in what holds for every answer, whoever makes it.
func (s *server) handler() http.Handler { return s.observe(secure(s.engine)) }

// A handler answers one request, or returns an error that becomes a page.
type handler func(*gin.Context) error

// run makes a handler of ours one of gin's.
func (s *server) run(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.fail(c.Writer, c.Request, err)
			c.Abort()
		}
	}
}

// livez answers whether the process runs and can read its database.
func (s *server) livez(c *gin.Context) error {
	ctx, cancel := context.WithTimeout(c.Request.Context(), 2*time.Second)
	defer cancel()
	if _, err := s.db.Status(ctx); err != nil {
		return err
	}
	alive(c.Writer)
	return nil
}

// alive answers that the process runs as it should.
func alive(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok\n") // it fails only for who has hung up
}
