package web

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// maxLate is how many bytes of a form go through the sign-in page.
const maxLate = 1 << 20

// latePrefix stands before the names of the fields that go through it.
const latePrefix = "late."

// A lateForm is a form that came after its session had ended. What was typed
// goes through the sign-in page as hidden fields and is not lost.
type lateForm struct {
	Target string   // address that the form was sent to
	Fields []hidden // with latePrefix; none when they could not be kept
	File   bool     // a file was chosen, which cannot be kept
	Lost   bool     // there was more than can be kept
}

// showLate answers a form that came without a session.
func (s *server) showLate(c *gin.Context) error {
	late, next := &lateForm{Target: localPath(c.Request.URL.RequestURI())}, "/"
	to := keepableAt(late.Target, nil)
	f, release, err := s.readForm(c)
	defer release()
	switch {
	case errors.Is(err, errNoRoom):
		return err
	case err != nil:
		late.Lost = true
	case !to.keepsAll(f.values):
		// A password must not stand in a page. Its form is quickly typed again.
		late, next = &lateForm{}, late.Target
	default:
		late.keep(f)
	}
	return s.showSignIn(c, http.StatusUnauthorized, signInPage{Next: next, Late: late,
		Message: "Bạn chưa đăng nhập hoặc phiên làm việc đã hết, nên chưa có gì được lưu."})
}

// keep takes over the fields of a form, or none when they are too many.
func (late *lateForm) keep(f *form) {
	late.File = f.file != nil
	size := 0
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		value := f.values[name]
		size += len(name) + len(value)
		if !readable(value) || size > maxLate {
			late.Fields, late.Lost = nil, true
			return
		}
		late.Fields = append(late.Fields, hidden{latePrefix + name, vntext.Normalize(value)})
	}
}

// sentLate returns the form that came along with a sign-in, or nil.
func sentLate(f *form) *lateForm {
	target, ok := f.values["target"]
	if !ok {
		return nil
	}
	late := &lateForm{Target: localPath(target), File: f.values["file_lost"] != "", Lost: f.values["lost"] != ""}
	to := keepableAt(late.Target, nil)
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		if typed, ok := strings.CutPrefix(name, latePrefix); ok && to.keeps(typed) {
			late.Fields = append(late.Fields, hidden{name, f.values[name]})
		}
	}
	return late
}

// typedFacts tells what a form that is sent to an address holds, in the words of
// its page.
func (s *server) typedFacts(c *gin.Context, target string, f *form) ([]fact, error) {
	if completeMeeting(f) && Office.admits(account(c)) {
		kinds, err := s.db.MeetingKinds(c.Request.Context())
		if err != nil {
			return nil, err
		}
		return append(formFacts(f.values, kinds), fact{"Bài viết", lines(f.values["source"])}), nil
	}
	var units []option
	if Office.admits(account(c)) {
		all, err := s.db.AllUnits(c.Request.Context())
		if err != nil {
			return nil, err
		}
		units = parentOptions(all, 0, s.today())
	}
	to := keepableAt(target, units)
	return to.facts(f.values), nil
}

// A resendPage shows a late form after the sign-in. Only a person's click
// sends it again, and only the one who typed it may.
type resendPage struct {
	frame
	Target string
	Fields []hidden
	Typed  []fact // the same for people; not for anybody else than who typed it
	Same   bool   // who typed it has signed in
	Forced bool   // … and must choose a password first
	Others bool   // somebody else typed it
	File   bool
}

// showResend shows what came too late, from a session of the account owner, 0
// when nobody knows. A form of which nothing is left, or that was only a button,
// leads to the first page.
func (s *server) showResend(c *gin.Context, late *lateForm, owner int64, a *briefing.Account) error {
	if len(late.Fields) == 0 {
		c.Redirect(http.StatusSeeOther, "/")
		return nil
	}
	f, err := s.frame(c, "Gửi lại biểu mẫu")
	if err != nil {
		return err
	}
	page := resendPage{frame: f, Target: late.Target, Same: owner == a.ID, Forced: a.MustChange,
		Others: owner != 0 && owner != a.ID, File: late.File}
	if page.Others {
		return s.showOnce(c, http.StatusOK, "sessions/resend", page)
	}
	typed := &form{values: map[string]string{}}
	for _, h := range late.Fields {
		name := strings.TrimPrefix(h.Name, latePrefix)
		page.Fields = append(page.Fields, hidden{name, h.Value})
		typed.values[name] = h.Value
	}
	if page.Typed, err = s.typedFacts(c, late.Target, typed); err != nil {
		return err
	}
	return s.showOnce(c, http.StatusOK, "sessions/resend", page)
}
