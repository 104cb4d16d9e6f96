package web

import (
	"slices"

	"giaoban/internal/briefing"
)

// A Rule says who may use a route: a set of the kinds of visitors. The zero
// Rule admits nobody.
type Rule uint

const (
	// Public is for what tells nothing: style sheets and the sign of life.
	Public Rule = 1 << iota
	// SettingUp is for whoever holds the code of the console, as long as there
	// are no accounts.
	SettingUp
	// Guests is for the sign-in page: everybody, once there are accounts.
	Guests

	asAdministrator
	asStaff
	asLeader
	asAuditor
	asCommune
	unchanged // also with a password that somebody else has set
	unitless  // also for commune staff whose unit is valid no more
)

const (
	// Administrators is for accounts, settings and backups.
	Administrators = asAdministrator
	// Auditors is for the audit trail.
	Auditors = asAdministrator | asAuditor
	// Editors is for what changes the register.
	Editors = asAdministrator | asStaff
	// Office is for reading the register.
	Office = asAdministrator | asStaff | asLeader | asAuditor
	// Anyone is for all who are signed in, communes too.
	Anyone = Office | asCommune
	// Own is for the first page, the help and one's own devices.
	Own = Anyone | unitless
	// Owner is for one's own password and for signing out.
	Owner = Own | unchanged
)

// ruleOf is the part of a rule that a role meets.
func ruleOf(role briefing.AccountRole) Rule {
	i := slices.Index(briefing.AccountRoles(), role)
	if i < 0 {
		return 0
	}
	return []Rule{asAdministrator, asStaff, asLeader, asAuditor, asCommune}[i]
}

// admits reports whether the rule lets an account pass.
func (rule Rule) admits(a *briefing.Account) bool {
	return a != nil && rule&ruleOf(a.Role) != 0 && (!a.MustChange || rule&unchanged != 0) && (!a.UnitEnded || rule&unitless != 0)
}
