package briefing

import (
	"regexp"
	"time"
)

// An AccountRole says what an account may do.
type AccountRole string

const (
	Administrator AccountRole = "administrator" // accounts, settings, backup; and all that staff may
	Staff         AccountRole = "staff"         // cán bộ Ban Dân vận: the whole tree
	Leader        AccountRole = "leader"        // lãnh đạo: read, approve, download
	Auditor       AccountRole = "auditor"       // kiểm tra: read everything and the audit trail
	CommuneStaff  AccountRole = "commune"       // cán bộ xã: their own unit only
)

// AccountRoles lists every role in the order of menus.
func AccountRoles() []AccountRole {
	return []AccountRole{Administrator, Staff, Leader, Auditor, CommuneStaff}
}

// Label returns the role's name, "Quản trị"; "" for an unknown one.
func (r AccountRole) Label() string {
	switch r {
	case Administrator:
		return "Quản trị"
	case Staff:
		return "Cán bộ Ban Dân vận"
	case Leader:
		return "Lãnh đạo"
	case Auditor:
		return "Kiểm tra"
	case CommuneStaff:
		return "Cán bộ xã"
	}
	return ""
}

// OneTimeFor is how long a password that somebody else set may be used: it was
// told or written down.
const OneTimeFor = 7 * 24 * time.Hour

// An Account is somebody who may sign in.
type Account struct {
	ID         int64
	Name       string // what is typed to sign in, lower-case ASCII
	FullName   string
	Role       AccountRole
	Unit       int64 // of commune staff; 0 for all others
	MustChange bool  // the password was set by somebody else
	Disabled   bool
	Sample     bool
	Version    int
	UpdatedAt  time.Time // UTC

	// UnitEnded says of commune staff that their unit is no valid commune today.
	// Only who signs in, or is signed in, is read with it.
	UnitEnded bool `json:"-"`

	PasswordUntil time.Time `json:",omitzero"` // UTC, when a password set by somebody else stops working; zero for an own one
}

// PasswordEnded reports whether the password may not be used any more.
func (a *Account) PasswordEnded(now time.Time) bool {
	return !a.PasswordUntil.IsZero() && !now.Before(a.PasswordUntil)
}

// accountName allows what every keyboard types alike, with or without an input
// method.
var accountName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,39}$`)

// Validate reports every mistake that keeps the account from being stored.
func (a *Account) Validate() error {
	var inv Invalid
	inv.Check(accountName.MatchString(a.Name), "name",
		"Tên đăng nhập gồm 2 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch; như tran.an.")
	inv.Check(a.FullName != "", "full_name", "Nhập họ tên.")
	inv.checkLength("full_name", a.FullName)
	inv.Check(a.Role.Label() != "", "role", "Chọn vai trò.")
	inv.Check(a.Role != CommuneStaff || a.Unit != 0, "unit", "Chọn đơn vị của cán bộ xã.")
	inv.Check(a.Role == CommuneStaff || a.Unit == 0, "unit", "Chỉ cán bộ xã gắn với một đơn vị.")
	return inv.Err()
}

// A Session is one signed-in device of an account.
type Session struct {
	Key       string // the hash of its token
	Account   int64
	Checked   int       // version of the account when its password was checked
	CreatedAt time.Time // UTC
	SeenAt    time.Time // UTC, to the minute
	Address   string
	Network   string // of Address: where an account is known; only for a new session
	Device    string // what the browser says of itself
}
