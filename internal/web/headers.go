package web

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// pagePolicy lets pages load only our own style sheets, scripts and pictures.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// filePolicy keeps a downloaded file that a browser opens from doing anything.
const filePolicy = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

// secure sets the headers that every answer carries; handlers may tighten them.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", "Cookie")
		if visitorOf(r).secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// requestIDHeader carries the number under which the log knows a request.
const requestIDHeader = "X-Request-Id"

// observe gives each request a number, logs how it went, and turns a panic
// into an error page. It never logs bodies or queries: they hold names.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		r = s.withVisitor(r)
		id := rand.Text()[:8]
		w.Header().Set(requestIDHeader, id)
		out := &answer{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.log.Error("panic", "id", id, "panic", p, "stack", string(debug.Stack()))
				if !out.started {
					s.fail(out, r, errPanic)
				}
			}
			s.log.Log(r.Context(), slog.LevelInfo, "request", "id", id, "method", r.Method, "path", r.URL.Path,
				"status", out.status, "bytes", out.bytes, "ms", time.Since(start).Milliseconds(), "account", visitorOf(r).actor().Name)
		}()
		next.ServeHTTP(out, r)
	})
}

// An answer is a ResponseWriter that remembers what went through it.
type answer struct {
	http.ResponseWriter
	status, bytes int
	started       bool
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if !a.started {
		a.status, a.started = status, true
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (a *answer) Write(b []byte) (int, error) {
	a.started = true
	n, err := a.ResponseWriter.Write(b)
	a.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
