// Package web shows the register of briefings in a browser: its routes, forms
// and pages, one file per aggregate. It never guesses what a person meant and
// works without scripts.
package web

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/render"
	"giaoban/internal/store"
)

// A Config is all that the pages need. Every field is required.
type Config struct {
	DB        *store.DB
	Templates fs.FS // package templates
	Static    fs.FS // package static
	Log       *slog.Logger
}

// A server answers requests. It keeps nothing between them.
type server struct {
	db     *store.DB
	pages  *render.Set
	assets *assets
	log    *slog.Logger
	engine *gin.Engine
	rules  map[string]Rule // by "GET /meetings/:id"
	now    func() time.Time
}

// New returns the handler of the whole program.
func New(c Config) (http.Handler, error) {
	s, err := newServer(c)
	if err != nil {
		return nil, err
	}
	return s.handler(), nil
}

func newServer(c Config) (*server, error) {
	assets, err := newAssets(c.Static)
	if err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	pages, err := render.New(c.Templates, map[string]any{"asset": assets.url})
	if err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode)
	s := &server{db: c.DB, pages: pages, assets: assets, log: c.Log, engine: gin.New(),
		rules: map[string]Rule{}, now: time.Now}
	if err := s.engine.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	s.engine.RedirectTrailingSlash = false // it answers before any of our own handlers
	s.engine.HandleMethodNotAllowed = true
	s.engine.Use(s.admit, s.parse)
	s.engine.NoRoute(s.run(func(*gin.Context) error { return errNoPage }))
	s.engine.NoMethod(s.run(func(*gin.Context) error { return errMethod }))
	s.routes()
	return s, nil
}

// handler wraps the routes in what holds for every answer, whoever makes it.
func (s *server) handler() http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, errCrossOrigin)
	}))
	return s.observe(secure(crossOrigin.Handler(s.engine)))
}

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

// actor is who makes the change that a request asks for.
func actor(c *gin.Context) store.Actor {
	return store.Actor{Name: "web", From: c.ClientIP()}
}

// livez answers whether the process runs and can read its database.
func (s *server) livez(c *gin.Context) error {
	ctx, cancel := context.WithTimeout(c.Request.Context(), 2*time.Second)
	defer cancel()
	if _, err := s.db.Status(ctx); err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.String(http.StatusOK, "ok\n")
	return nil
}
