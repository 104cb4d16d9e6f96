package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A passwordPage changes one's own password.
type passwordPage struct {
	frame
	Forced bool // somebody else has set the password
	Fields []field
	Name   string // for password managers
}

// errPasswordEnded is for who signed in with a one-time password while it held.
var errPasswordEnded = &failure{http.StatusForbidden, "Mật khẩu dùng một lần đã hết hạn",
	"Mật khẩu này chỉ dùng được trong 7 ngày, nên không đổi được nữa. Nhờ người quản trị đặt lại mật khẩu, rồi đăng nhập bằng mật khẩu mới nhận."}

// passwordPage shows the empty form.
func (s *server) passwordPage(c *gin.Context) error {
	if account(c).PasswordEnded(s.now()) {
		return errPasswordEnded
	}
	return s.showPassword(c, http.StatusOK, nil)
}

func (s *server) showPassword(c *gin.Context, status int, inv *briefing.Invalid) error {
	f, err := s.frame(c, "Đổi mật khẩu")
	if err != nil {
		return err
	}
	a := account(c)
	page := passwordPage{frame: f, Forced: a.MustChange, Name: a.Name}
	for _, one := range []field{
		{Name: "password", Label: "Mật khẩu hiện tại", Type: "password", Complete: "current-password", Focus: true},
		{Name: "password_new", Label: "Mật khẩu mới", Type: "password", Complete: "new-password",
			Hint: fmt.Sprintf("Ít nhất %d ký tự; ba bốn từ không liên quan với nhau là dễ nhớ nhất.", auth.MinLength)},
		{Name: "password_again", Label: "Nhập lại mật khẩu mới", Type: "password", Complete: "new-password"},
	} {
		page.Fields = append(page.Fields, one.filled(nil, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return s.showOnce(c, status, "sessions/password", page)
}

// changePassword takes a new password. All other devices are signed out, and
// this one goes on with a new session.
func (s *server) changePassword(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("password", "password_new", "password_again") {
		return errMissing
	}
	ctx := c.Request.Context()
	a := *account(c)
	if a.PasswordEnded(s.now()) {
		return errPasswordEnded
	}
	words, err := s.knownWords(c, &a)
	if err != nil {
		return err
	}
	var inv briefing.Invalid
	inv.Check(f.values["password_new"] != f.values["password"], "password_new", "Chọn mật khẩu khác mật khẩu hiện tại.")
	checkNewPassword(&inv, f, words...)
	if inv.Err() != nil { // no try at the current one yet
		return s.showPassword(c, http.StatusUnprocessableEntity, &inv)
	}
	right, err := s.ownPassword(c, f.values["password"])
	if err != nil {
		return err
	}
	if right == nil {
		inv.Check(false, "password", "Mật khẩu hiện tại không đúng.")
		return s.showPassword(c, http.StatusUnprocessableEntity, &inv)
	}
	if !s.signIns.allow(a.Name, s.now()) {
		return retryAfter(c, errSignIns)
	}
	hash, err := s.passwords.Hash(ctx, f.values["password_new"])
	if err != nil {
		return err
	}
	err = s.db.ChangePassword(ctx, actor(c), right, hash)
	if errors.Is(err, store.ErrStale) {
		return errResetMeanwhile
	}
	if err != nil {
		return err
	}
	if err := s.signInAs(c, right); err != nil {
		return err
	}
	return redirect(c, "/", "password")
}

// ownPassword returns the account of the visitor when what was typed is its
// password, else nil. Who finds a device left open must not be able to guess on
// without end.
func (s *server) ownPassword(c *gin.Context, typed string) (*briefing.Account, error) {
	v := visitorOf(c.Request)
	verdict, err := s.db.Try(c.Request.Context(), v.account.Name, networkOf(v.address), tries)
	if err != nil {
		return nil, err
	}
	if verdict != store.Allowed && verdict != store.Spared {
		return nil, retryAfter(c, errTries)
	}
	right, err := s.checkPassword(c, v.account.Name, typed)
	if err == nil && right == nil {
		s.noteDenied(c.Request, "Sai mật khẩu hiện tại")
	}
	return right, err
}

// checkNewPassword checks the fields of a new password. The words are what
// others know of its owner.
func checkNewPassword(inv *briefing.Invalid, f *form, words ...string) {
	wrong := auth.CheckPassword(f.values["password_new"], words...)
	inv.Check(wrong == "", "password_new", wrong)
	inv.Check(f.values["password_again"] == f.values["password_new"], "password_again", "Hai lần nhập không giống nhau.")
}

// knownWords returns what others know of the owner of an account.
func (s *server) knownWords(c *gin.Context, a *briefing.Account) ([]string, error) {
	ctx := c.Request.Context()
	office, err := s.db.Office(ctx, "")
	if err != nil {
		return nil, err
	}
	unit, err := s.unitName(ctx, a.Unit)
	_, place, _ := strings.Cut(unit, " ") // "Xã Đa Tốn" is called Đa Tốn
	return []string{a.Name, a.FullName, unit, place, office.Name, office.Superior, office.PlaceLine, office.Symbol}, err
}

// summaryOf lists the mistakes in fields, each leading to its field.
func summaryOf(fields []field) []link {
	var all []link
	for _, f := range fields {
		if f.Message != "" {
			all = append(all, link{f.Message, "#" + f.ID})
		}
	}
	return all
}
