package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// sessionCookie names the cookie of a session. Over an encrypted connection it
// carries the prefix with which browsers take it from this very host alone.
const sessionCookie = "giaoban"

func (v *visitor) cookie() string {
	if v.secure {
		return "__Host-" + sessionCookie
	}
	return sessionCookie
}

// token returns the token in the cookie of a request, or "".
func (v *visitor) token(r *http.Request) string {
	cookie, err := r.Cookie(v.cookie())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// identify finds out who sends a request.
func (s *server) identify(c *gin.Context) error {
	r := c.Request
	v := visitorOf(r)
	token := v.token(r)
	if token == "" {
		return nil
	}
	v.key = auth.TokenKey(token)
	limit, err := s.db.SessionLimit(r.Context())
	if err != nil {
		return err
	}
	v.account, err = s.db.Session(r.Context(), v.key, limit)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// hasAccounts reports whether the program is set up. Accounts never all go
// away, so the database is asked only until there is one.
func (s *server) hasAccounts(ctx context.Context) (bool, error) {
	if s.ready.Load() {
		return true, nil
	}
	has, err := s.db.HasAccounts(ctx)
	if has {
		s.ready.Store(true)
	}
	return has, err
}

// signInAs makes the visitor the given account, with a new token: one that the
// browser brought may be known to somebody else. The session before ends. It
// fails with store.ErrStale when the account has changed since it was read.
func (s *server) signInAs(c *gin.Context, a *briefing.Account) error {
	v := visitorOf(c.Request)
	old, token := v.key, auth.NewToken()
	v.account, v.key = a, auth.TokenKey(token)
	err := s.db.StartSession(c.Request.Context(), v.actor(), briefing.Session{Key: v.key, Account: a.ID,
		Checked: a.Version, Address: v.address, Network: networkOf(v.address), Device: deviceText(c.Request.UserAgent())}, old)
	if err != nil {
		return err
	}
	s.setCookie(c, token, 0)
	return nil
}

// signOut ends the visitor's session.
func (s *server) signOut(c *gin.Context) error {
	v := visitorOf(c.Request)
	if err := s.db.EndSession(c.Request.Context(), actor(c), v.key, v.account.ID); err != nil {
		return err
	}
	s.forget(c)
	return redirect(c, "/signin", "signed-out")
}

// forget makes the browser forget the session and the pages seen in it.
func (s *server) forget(c *gin.Context) {
	s.setCookie(c, "", -1)
	if visitorOf(c.Request).secure { // browsers take it only then
		c.Header("Clear-Site-Data", `"cache", "cookies", "storage"`)
	}
}

// setCookie stores a token until the browser closes, or with age -1 removes it.
func (s *server) setCookie(c *gin.Context, token string, age int) {
	v := visitorOf(c.Request)
	http.SetCookie(c.Writer, &http.Cookie{Name: v.cookie(), Value: token, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: v.secure, SameSite: http.SameSiteLaxMode})
}

// deviceText is what a browser says of itself, fit to be stored.
func deviceText(agent string) string {
	agent = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(agent, ""))
	return cutText(agent, 200)
}

// cutText returns the first n runes of a text.
func cutText(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n])
	}
	return s
}
