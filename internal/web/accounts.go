package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// An accountsPage lists who may sign in.
type accountsPage struct {
	frame
	Rows  []accountRow
	Limit string // how long sessions live
}

// An accountRow is one account of the list, as text.
type accountRow struct {
	Number    string
	URL       string
	Name      string
	FullName  string
	Role      string
	Unit      string
	UpdatedAt string
	Until     string // a password that must be changed works; "" for an own one
	Ended     bool   // and it does not any more
	Disabled  bool
	Sample    bool
}

// accounts lists all accounts.
func (s *server) accounts(c *gin.Context) error {
	ctx := c.Request.Context()
	all, err := s.db.Accounts(ctx)
	if err != nil {
		return err
	}
	communes, err := s.communes(ctx)
	if err != nil {
		return err
	}
	names := communes.names()
	limit, err := s.db.SessionLimit(ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Tài khoản")
	if err != nil {
		return err
	}
	page := accountsPage{frame: f, Limit: fmt.Sprintf("%s phút không dùng, tối đa %s giờ",
		number(int(limit.Idle.Minutes())), number(int(limit.Absolute.Hours())))}
	for i, a := range all {
		page.Rows = append(page.Rows, accountRow{Number: number(i + 1), URL: accountURL(a.ID), Name: a.Name,
			FullName: a.FullName, Role: a.Role.Label(), Unit: names[a.Unit], UpdatedAt: briefing.Clock(a.UpdatedAt),
			Until: untilText(&a), Ended: a.PasswordEnded(s.now()), Disabled: a.Disabled, Sample: a.Sample})
	}
	return s.showOnce(c, http.StatusOK, "accounts/list", page)
}

func accountURL(id int64) string { return fmt.Sprintf("/accounts/%d", id) }

// unitNames returns the names of all units as of today, by ID.
func (s *server) unitNames(ctx context.Context) (map[int64]string, error) {
	all, err := s.db.AllUnits(ctx)
	return briefing.NamesOn(all, s.today()), err
}

// unitName returns the name of a unit as of today, or "".
func (s *server) unitName(ctx context.Context, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	names, err := s.unitNames(ctx)
	return names[id], err
}

// A communeList is the communes that accounts may belong to, and those that
// some still belong to.
type communeList struct {
	all   []briefing.Unit // of every unit the version as of today
	today briefing.Day
}

func (s *server) communes(ctx context.Context) (communeList, error) {
	all, err := s.db.AllUnits(ctx)
	return communeList{briefing.UnitsOn(all, s.today()), s.today()}, err
}

// options lists the communes that are valid today, and the one of the account
// in any case.
func (l *communeList) options(of int64) []option {
	all := []option{{Label: "(không gắn đơn vị)"}}
	for _, u := range l.all {
		if l.serves(&u) || u.ID == of {
			all = append(all, option{Value: strconv.FormatInt(u.ID, 10), Label: l.label(&u)})
		}
	}
	return all
}

// names returns the names of all units, by ID, with a word on those whose staff
// have no rights any more.
func (l *communeList) names() map[int64]string {
	names := map[int64]string{}
	for _, u := range l.all {
		names[u.ID] = l.label(&u)
	}
	return names
}

func (l *communeList) label(u *briefing.Unit) string {
	if l.serves(u) {
		return u.Name
	}
	return u.Name + " (hết hiệu lực)"
}

func (l *communeList) serves(u *briefing.Unit) bool {
	return briefing.Serves([]briefing.Unit{*u}, l.today)
}

// accountOf returns the account that the address names.
func (s *server) accountOf(c *gin.Context) (*briefing.Account, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.db.Account(c.Request.Context(), id)
}

// A oncePage shows a new password, which nobody can see again.
type oncePage struct {
	frame
	Name     string
	Password string
	Until    string
	Back     string
}

// showPasswordOnce hands over a password that its owner must change.
func (s *server) showPasswordOnce(c *gin.Context, a *briefing.Account, password string) error {
	f, err := s.frame(c, "Mật khẩu dùng một lần", link{"Tài khoản", "/accounts"}, link{a.Name, accountURL(a.ID)})
	if err != nil {
		return err
	}
	return s.showOnce(c, http.StatusOK, "accounts/once", oncePage{f, a.Name, password, untilText(a), accountURL(a.ID)})
}

// untilText says until when a password works that somebody else set; "" for an
// own one.
func untilText(a *briefing.Account) string {
	if a.PasswordUntil.IsZero() {
		return ""
	}
	return briefing.Clock(a.PasswordUntil)
}

// resetPassword sets a password that works until its owner has changed it.
func (s *server) resetPassword(c *gin.Context) error {
	a, err := s.accountOf(c)
	if err != nil {
		return err
	}
	if a.ID == account(c).ID {
		return errOwnPassword
	}
	f := sentForm(c)
	if !f.has("reason") {
		return errMissing
	}
	var inv briefing.Invalid
	why := readWhy(&inv, f)
	if inv.Err() != nil {
		return s.showAccountActs(c, a, &inv)
	}
	ctx, password := c.Request.Context(), auth.NewPassword()
	hash, err := s.passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.db.ResetPassword(ctx, actor(c), a.ID, hash, why); err != nil {
		return err
	}
	if a, err = s.db.Account(ctx, a.ID); err != nil {
		return err
	}
	return s.showPasswordOnce(c, a, password)
}

// endDevices signs an account out everywhere.
func (s *server) endDevices(c *gin.Context) error {
	a, err := s.accountOf(c)
	if err != nil {
		return err
	}
	if err := s.db.EndSessions(c.Request.Context(), actor(c), a.ID); err != nil {
		return err
	}
	return redirect(c, accountURL(a.ID), "devices-ended")
}

// disableAccount keeps somebody out from the next request on, or with "enable"
// lets him in again.
func (s *server) disableAccount(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("do", "version", "reason") {
		return errMissing
	}
	disables := f.values["do"] == "disable"
	if !disables && f.values["do"] != "enable" {
		return errBroken
	}
	a, err := s.accountOf(c)
	if err != nil {
		return err
	}
	a.Version, err = strconv.Atoi(f.values["version"])
	if err != nil {
		return errBroken
	}
	var inv briefing.Invalid
	why := readWhy(&inv, f)
	if inv.Err() != nil {
		return s.showAccountActs(c, a, &inv)
	}
	notice := "enabled"
	if disables {
		notice = "disabled"
	}
	err = s.db.DisableAccount(c.Request.Context(), actor(c), a, disables, why)
	switch {
	case errors.Is(err, store.ErrStale):
		return errStaleAccount
	case errors.Is(err, store.ErrLastAdministrator):
		return errLastAdministrator
	case err != nil:
		return err
	}
	return redirect(c, accountURL(a.ID), notice)
}

// showAccountActs shows the page of an account again, with what is wrong in the
// form that resets its password or disables it.
func (s *server) showAccountActs(c *gin.Context, a *briefing.Account, inv *briefing.Invalid) error {
	values := accountValues(a)
	values["reason"] = sentForm(c).values["reason"]
	return s.showAccount(c, http.StatusUnprocessableEntity, a, values, inv, nil)
}

// whyField asks why an account is reset or disabled. Its page has several forms,
// so its id is that of its form.
func whyField(form, label string, values map[string]string, inv *briefing.Invalid) field {
	f := field{Name: "reason", Label: label, Required: true}.filled(values, inv)
	f.ID = "f-" + form + "-reason"
	return f
}
