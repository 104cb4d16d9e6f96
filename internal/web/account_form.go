package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// An accountPage holds the form of an account, new or stored.
type accountPage struct {
	frame
	Action   string
	Name     string // of a stored account, which keeps it
	Fields   []field
	Version  string
	Stored   bool
	Self     bool // the visitor's own account
	Disabled bool
	Until    string // a password that must be changed works; "" for an own one
	Ended    bool   // and it does not any more
	Reset    field  // why the password is set anew
	Disable  field  // why the account is disabled, or not any more
	Devices  []deviceRow
	Conflict []difference
}

// newAccount shows the empty form.
func (s *server) newAccount(c *gin.Context) error {
	a := &briefing.Account{Role: briefing.Staff}
	return s.showAccount(c, http.StatusOK, a, accountValues(a), nil, nil)
}

// editAccount shows the form of a stored account, and its devices.
func (s *server) editAccount(c *gin.Context) error {
	a, err := s.accountOf(c)
	if err != nil {
		return err
	}
	return s.showAccount(c, http.StatusOK, a, accountValues(a), nil, nil)
}

// createAccount stores a new account and shows its first password, once.
func (s *server) createAccount(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("name", "full_name", "role", "unit") {
		return errMissing
	}
	a := &briefing.Account{Name: strings.ToLower(vntext.Words(f.values["name"])), MustChange: true}
	if err := readAccount(f, a); err != nil {
		return err
	}
	ctx, password := c.Request.Context(), auth.NewPassword()
	err := a.Validate() // before the hash, which costs more
	var hash string
	if err == nil {
		if hash, err = s.passwords.Hash(ctx, password); err != nil {
			return err
		}
		err = s.db.InsertAccount(ctx, actor(c), a, hash)
	}
	if inv := faultsOf(err); inv != nil {
		a.ID = 0
		return s.showAccount(c, http.StatusUnprocessableEntity, a, f.values, inv, nil)
	}
	if err != nil {
		return err
	}
	return s.showPasswordOnce(c, a, password)
}

// updateAccount stores the form of an account.
func (s *server) updateAccount(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("full_name", "role", "unit", "version") {
		return errMissing
	}
	stored, err := s.accountOf(c)
	if err != nil {
		return err
	}
	a := *stored
	if err := readAccount(f, &a); err != nil {
		return err
	}
	if a.Version, err = strconv.Atoi(f.values["version"]); err != nil {
		return errBroken
	}
	err = s.db.UpdateAccount(c.Request.Context(), actor(c), &a)
	if errors.Is(err, store.ErrStale) {
		// The next save stores over it, since the person has then seen it.
		if stored, err = s.accountOf(c); err != nil {
			return err
		}
		communes, err := s.communes(c.Request.Context())
		if err != nil {
			return err
		}
		return s.showAccount(c, http.StatusConflict, stored, f.values, nil, accountDifferences(stored, &a, communes.names()))
	}
	if inv := faultsOf(err); inv != nil {
		return s.showAccount(c, http.StatusUnprocessableEntity, stored, f.values, inv, nil)
	}
	if err != nil {
		return err
	}
	return redirect(c, accountURL(a.ID), "saved")
}

// readAccount reads what the forms of new and stored accounts share.
func readAccount(f *form, a *briefing.Account) error {
	a.FullName, a.Role = vntext.Words(f.values["full_name"]), briefing.AccountRole(f.values["role"])
	a.Unit = 0
	if unit := f.values["unit"]; unit != "" {
		id, err := strconv.ParseInt(unit, 10, 64)
		if err != nil {
			return errBroken
		}
		a.Unit = id
	}
	return nil
}

// faultsOf returns what a person can mend in the form, or nil.
func faultsOf(err error) *briefing.Invalid {
	if inv, ok := errors.AsType[*briefing.Invalid](err); ok {
		return inv
	}
	var inv briefing.Invalid
	inv.Check(!errors.Is(err, store.ErrNameTaken), "name", "Tên đăng nhập này đã có; chọn tên khác.")
	inv.Check(!errors.Is(err, store.ErrLastAdministrator), "role", "Phải còn ít nhất một quản trị viên đang dùng.")
	if inv.Err() == nil {
		return nil
	}
	return &inv
}

func accountValues(a *briefing.Account) map[string]string {
	values := map[string]string{"name": a.Name, "full_name": a.FullName, "role": string(a.Role)}
	if a.Unit != 0 {
		values["unit"] = strconv.FormatInt(a.Unit, 10)
	}
	return values
}

// accountDifferences tells what the stored account and the typed one have not
// in common.
func accountDifferences(stored, mine *briefing.Account, units map[int64]string) []difference {
	var all []difference
	for _, one := range [][3]string{
		{"Họ tên", stored.FullName, mine.FullName},
		{"Vai trò", stored.Role.Label(), mine.Role.Label()},
		{"Đơn vị", units[stored.Unit], units[mine.Unit]},
	} {
		if one[1] != one[2] {
			all = append(all, difference{one[0], lines(one[1]), lines(one[2])})
		}
	}
	return all
}

// showAccount shows the form of an account with what was typed.
func (s *server) showAccount(c *gin.Context, status int, a *briefing.Account, values map[string]string, inv *briefing.Invalid, conflict []difference) error {
	ctx := c.Request.Context()
	communes, err := s.communes(ctx)
	if err != nil {
		return err
	}
	title, action := "Thêm tài khoản", "/accounts"
	if a.ID != 0 {
		title, action = "Tài khoản "+a.Name, accountURL(a.ID)
	}
	f, err := s.frame(c, title, link{"Tài khoản", "/accounts"})
	if err != nil {
		return err
	}
	page := accountPage{frame: f, Action: action, Stored: a.ID != 0, Name: a.Name, Self: a.ID == account(c).ID,
		Version: strconv.Itoa(a.Version), Disabled: a.Disabled, Until: untilText(a), Ended: a.PasswordEnded(s.now()), Conflict: conflict}
	for _, one := range accountFields(communes.options(a.Unit), a.ID == 0) {
		page.Fields = append(page.Fields, one.filled(values, inv))
	}
	const whyReset = "Lý do đặt lại mật khẩu"
	whyDisable := "Lý do khóa"
	if a.Disabled {
		whyDisable = "Lý do mở khóa"
	}
	page.Reset, page.Disable = whyField("reset", whyReset, nil, nil), whyField("disable", whyDisable, nil, nil)
	switch c.FullPath() {
	case "/accounts/:id/password":
		page.Reset = whyField("reset", whyReset, values, inv)
	case "/accounts/:id/disable":
		page.Disable = whyField("disable", whyDisable, values, inv)
	}
	page.Summary = summaryOf(append(slices.Clone(page.Fields), page.Reset, page.Disable))
	if page.Devices, err = s.devicesOf(ctx, a.ID, visitorOf(c.Request).key); err != nil {
		return err
	}
	return s.showOnce(c, status, "accounts/form", page)
}

func accountFields(communes []option, new bool) []field {
	fields := []field{
		{Name: "name", Label: "Tên đăng nhập", Required: true, Focus: true, Hint: "Chữ thường không dấu, chữ số, dấu chấm; như tran.an."},
		{Name: "full_name", Label: "Họ tên", Required: true},
		{Name: "role", Label: "Vai trò", Options: optionsOf(briefing.AccountRoles(), briefing.AccountRole.Label)},
		{Name: "unit", Label: "Đơn vị (chỉ cho cán bộ xã)", Options: communes},
	}
	if !new {
		return fields[1:]
	}
	return fields
}
