package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// tries bounds how often a password may be guessed.
var tries = store.Throttle{Window: 15 * time.Minute, Pair: 10, Address: 100}

// mostSignIns is how often a minute an account may begin a session: each is an
// entry in the audit trail, which is never cut.
const mostSignIns = 10

// A signInPage asks who comes.
type signInPage struct {
	frame
	Message  string // why the last try failed
	Ended    string // what became of the session before; "" for none
	Name     field
	Password field
	Next     string // page to go on to
	Late     *lateForm
}

// wrongSignIn is said of an unknown name, a wrong or an ended password and a
// disabled account alike, so that nobody learns which names exist.
const wrongSignIn = "Tên đăng nhập hoặc mật khẩu không đúng, tài khoản đã bị khóa, hoặc mật khẩu dùng một lần đã hết hạn. " +
	"Nếu cần, nhờ người quản trị đặt lại mật khẩu."

// signInPage shows the sign-in page.
func (s *server) signInPage(c *gin.Context) error {
	next := localPath(c.Query("next"))
	if account(c) != nil {
		c.Redirect(http.StatusSeeOther, next)
		return nil
	}
	page := signInPage{Next: next}
	owner, err := s.db.SessionOwner(c.Request.Context(), visitorOf(c.Request).key)
	if err != nil {
		return err
	}
	if owner != 0 && next != "/" {
		page.Ended = "Phiên làm việc đã hết hoặc đã bị kết thúc. Đăng nhập lại để mở tiếp trang vừa chọn."
	}
	return s.showSignIn(c, http.StatusOK, page)
}

// showSignIn shows the sign-in page with what is given of it.
func (s *server) showSignIn(c *gin.Context, status int, page signInPage) error {
	page.frame = frame{Title: "Đăng nhập", Notice: notices[c.Query("notice")]}
	if page.Late != nil {
		page.Title = "Phiên đã hết"
	}
	page.Name = field{Name: "name", ID: "f-name", Label: "Tên đăng nhập", Value: page.Name.Value, Complete: "username",
		Focus: page.Name.Value == ""}
	page.Password = field{Name: "password", ID: "f-password", Label: "Mật khẩu", Type: "password",
		Complete: "current-password", Focus: page.Name.Value != ""}
	if page.Message != "" {
		page.Summary = []link{{page.Message, "#f-name"}}
	}
	return s.showOnce(c, status, "sessions/signin", page)
}

// signIn takes a name and a password. All that fail take the same way.
func (s *server) signIn(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("name", "password", "next") {
		return errMissing
	}
	ctx, v := c.Request.Context(), visitorOf(c.Request)
	name := strings.ToLower(vntext.Words(f.values["name"]))
	page := signInPage{Next: localPath(f.values["next"]), Name: field{Value: cutText(f.values["name"], 100)}, Late: sentLate(f)}
	by := store.Actor{Name: s.loggedName(ctx, name), From: v.address}

	if name == "" || f.values["password"] == "" { // no try at anything
		page.Message = "Nhập tên đăng nhập và mật khẩu."
		return s.showSignIn(c, http.StatusUnprocessableEntity, page)
	}
	verdict, err := s.db.Try(ctx, cutText(name, 100), networkOf(v.address), tries)
	if err != nil {
		return err
	}
	if verdict == store.Refused {
		return s.refuseOften(c, by, page, errTries)
	}
	a, err := s.checkPassword(c, name, f.values["password"]) // also of a hopeless try
	if err != nil {
		return err
	}
	if a == nil || verdict == store.Hopeless {
		return s.refuseSignIn(c, by, page, verdict)
	}
	if !s.signIns.allow(name, s.now()) {
		return s.refuseOften(c, by, page, errSignIns)
	}
	owner, err := s.db.SessionOwner(ctx, v.key)
	if err != nil {
		return err
	}
	err = s.signInAs(c, a)
	if errors.Is(err, store.ErrStale) { // disabled, or a new password, a moment ago
		return s.refuseSignIn(c, by, page, verdict)
	}
	if err != nil {
		return err
	}
	if page.Late != nil {
		return s.showResend(c, page.Late, owner, a)
	}
	if a.MustChange {
		page.Next = "/password"
	}
	c.Redirect(http.StatusSeeOther, page.Next)
	return nil
}

// refuseSignIn answers a sign-in that failed. Once an address has used up its
// tries the answer is the one that unknown names get from there.
func (s *server) refuseSignIn(c *gin.Context, by store.Actor, page signInPage, verdict store.Verdict) error {
	if verdict != store.Allowed {
		return s.refuseOften(c, by, page, errTries)
	}
	s.noteDeniedAs(s.failed, c.Request, by, "Sai tên đăng nhập hoặc mật khẩu, tài khoản đã khóa, hoặc mật khẩu dùng một lần đã hết hạn")
	page.Message = wrongSignIn
	return s.showSignIn(c, http.StatusUnprocessableEntity, page)
}

var (
	errTries = &failure{http.StatusTooManyRequests, "Đã thử quá nhiều lần", "Chờ 15 phút rồi thử lại."}
	// errSignIns is for an account that begins too many sessions.
	errSignIns = &failure{http.StatusTooManyRequests, "Đăng nhập quá nhiều lần trong một phút", "Chờ một phút rồi thử lại."}
)

// refuseOften answers a sign-in after too many.
func (s *server) refuseOften(c *gin.Context, by store.Actor, page signInPage, refusal *failure) error {
	s.noteDeniedAs(s.failed, c.Request, by, refusal.title)
	page.Message = refusal.title + ". " + refusal.message
	retryAfter(c, refusal)
	return s.showSignIn(c, refusal.status, page)
}

// retryAfter tells the browser when what was tried too often may be tried again,
// and returns the refusal.
func retryAfter(c *gin.Context, refusal *failure) error {
	after := time.Minute
	if refusal == errTries {
		after = tries.Window
	}
	c.Header("Retry-After", fmt.Sprint(int(after/time.Second)))
	return refusal
}

// checkPassword returns the account of a name when the password is right and
// may still be used and the account is not disabled, else nil. It does the same
// work for all.
func (s *server) checkPassword(c *gin.Context, name, password string) (*briefing.Account, error) {
	ctx := c.Request.Context()
	a, hash, err := s.db.Credentials(ctx, name)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if a != nil && a.MustChange { // it was handed over on paper
		password = auth.ReadNewPassword(password)
	}
	fits, err := s.passwords.Fits(ctx, hash, password)
	if err != nil || !fits || a == nil || a.Disabled || a.PasswordEnded(s.now()) {
		return nil, err
	}
	return a, nil
}

// loggedName is the name of a failed sign-in as the audit trail keeps it. What
// is no account's name is left out: it may be a password in the wrong field.
func (s *server) loggedName(ctx context.Context, name string) string {
	if _, _, err := s.db.Credentials(ctx, name); err != nil {
		return briefing.Stranger
	}
	return name
}
