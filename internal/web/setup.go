package web

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/reference"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// A setupPage makes the first account and asks for the office.
type setupPage struct {
	frame
	Code    field
	Account []field
	Office  []field
	Signers [][]field // each with authority, position and name
	Units   field
	Restore []field // of the form that begins with a backup
}

// maxSigners is how many signers the set-up page asks for; the office page
// takes more.
const maxSigners = 2

// setupPage shows the empty set-up page.
func (s *server) setupPage(c *gin.Context) error {
	return s.showSetup(c, http.StatusOK, s.setupValues(), nil)
}

// setupValues are what the page holds before anybody has typed.
func (s *server) setupValues() map[string]string {
	return map[string]string{"office.layout": export.PartyLayout().Name, restoreAccept: "no",
		"office.valid_from": fmt.Sprintf("01/01/%d", s.now().In(briefing.Zone).Year())}
}

// setUp takes the set-up page. Whoever is second finds no such page any more.
func (s *server) setUp(c *gin.Context) error {
	f := sentForm(c)
	for _, name := range setupNames() {
		if !f.has(name) {
			return errMissing
		}
	}
	ctx, v := c.Request.Context(), visitorOf(c.Request)
	right, err := s.checkCode(c, f.values["code"])
	if err != nil {
		return err
	}
	a, office, inv := readSetup(f)
	if !right {
		inv.Check(false, "code", errWrongCode.message)
		f.values["code"] = ""
	}
	units, known, err := s.chosenUnits(f.values["units"])
	if err != nil {
		return err
	}
	inv.Check(known, "units", "Chọn cách ghi danh sách đơn vị.")
	if inv.Err() != nil {
		// The page forgets passwords, so it must ask for a good one again.
		inv.Check(inv.On("password_new")+inv.On("password_again") != "", "password_new",
			"Gõ lại mật khẩu ở cả hai ô: chương trình không giữ mật khẩu khi còn chỗ phải sửa.")
		return s.showSetup(c, http.StatusUnprocessableEntity, f.values, inv)
	}
	hash, err := s.passwords.Hash(ctx, f.values["password_new"])
	if err != nil {
		return err
	}
	err = s.db.SetUp(ctx, store.Actor{Name: a.Name, From: v.address}, a, hash, *office, units)
	if errors.Is(err, store.ErrSetUp) {
		return errNoPage
	}
	if err != nil {
		return err
	}
	if err := s.signInAs(c, a); err != nil {
		return err
	}
	if f.values["units"] == unitsFromExcel {
		return redirect(c, "/units/import", "set-up-units")
	}
	return redirect(c, "/", "set-up")
}

// fitsCode compares what was typed with the code of the console, letter case,
// spaces and hyphens aside. A server without a code opens to nobody.
func (s *server) fitsCode(typed string) bool {
	same := subtle.ConstantTimeCompare([]byte(auth.TokenKey(auth.ReadNewPassword(typed))), []byte(auth.TokenKey(s.setupCode)))
	return same == 1 && s.setupCode != ""
}

// Where the units come from.
const (
	unitsOfReference = "gia-lam-2024"
	unitsFromExcel   = "excel"
	unitsLater       = "later"
)

// chosenUnits returns the units to begin with, and whether the choice is one.
func (s *server) chosenUnits(choice string) (units []briefing.Unit, known bool, err error) {
	switch choice {
	case unitsOfReference:
		units, err = reference.Units(s.data)
		return units, true, err
	case unitsFromExcel, unitsLater:
		return nil, true, nil
	}
	return nil, false, nil
}

// readSetup reads the account and the office, with all that is wrong.
func readSetup(f *form) (*briefing.Account, *briefing.Office, *briefing.Invalid) {
	var inv briefing.Invalid
	a := &briefing.Account{Name: strings.ToLower(vntext.Words(f.values["name"])), FullName: vntext.Words(f.values["full_name"]),
		Role: briefing.Administrator}
	if wrong, ok := errors.AsType[*briefing.Invalid](a.Validate()); ok {
		inv.Faults = wrong.Faults
	}
	v := map[string]string{"signers": strconv.Itoa(maxSigners)}
	for _, name := range setupNames() {
		if short, ok := strings.CutPrefix(name, "office."); ok || strings.HasPrefix(name, "signers.") {
			v[short] = f.values[name]
		}
	}
	dropEmptySigners(v)
	for row := range maxSigners { // the rows that are left move up, on the page too
		for _, column := range signerColumns() {
			name := signerField(row, column.Name)
			f.values[name] = ""
			if row < signerCount(v) {
				f.values[name] = v[name]
			}
		}
	}
	o, wrong := readOffice(v)
	checkNewPassword(&inv, f, a.Name, a.FullName, o.Name, o.Superior, o.PlaceLine, o.Symbol)
	for _, fault := range wrong.Faults {
		if !strings.HasPrefix(fault.Field, "signers.") {
			fault.Field = "office." + fault.Field
		}
		inv.Faults = append(inv.Faults, fault)
	}
	return a, o, &inv
}
