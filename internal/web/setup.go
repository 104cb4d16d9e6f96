package web

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

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
}

// maxSigners is how many signers the set-up page asks for; the office page
// takes more.
const maxSigners = 2

// setupPage shows the empty set-up page.
func (s *server) setupPage(c *gin.Context) error {
	return s.showSetup(c, http.StatusOK, map[string]string{"units": "gia-lam-2024", "office.layout": export.PartyLayout().Name,
		"office.valid_from": fmt.Sprintf("01/01/%d", s.now().In(briefing.Zone).Year())}, nil)
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
	allowed, err := s.db.Try(ctx, "/setup", networkOf(v.address), tries)
	if err != nil {
		return err
	}
	if !allowed {
		c.Header("Retry-After", fmt.Sprint(int(tries.Window/time.Second)))
		return errTooOften
	}
	if !s.fitsCode(f.values["code"]) {
		s.noteDenied(c.Request, "sai mã cài đặt")
		var inv briefing.Invalid
		inv.Check(false, "code", "Mã cài đặt không đúng. Mã in ở cửa sổ chạy lệnh giaoban serve, và đổi mỗi lần chạy.")
		return s.showSetup(c, http.StatusUnprocessableEntity, f.values, &inv)
	}
	a, office, inv := readSetup(f)
	units, err := s.chosenUnits(f.values["units"])
	if err != nil {
		return err
	}
	if _, known := export.LayoutNamed(office.Layout); !known {
		return errBroken
	}
	if inv.Err() != nil {
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
	return redirect(c, "/", "set-up")
}

// fitsCode compares what was typed with the code of the console, letter case
// and spaces aside. A server without a code opens to nobody.
func (s *server) fitsCode(typed string) bool {
	typed = strings.ToLower(strings.Join(strings.Fields(typed), ""))
	same := subtle.ConstantTimeCompare([]byte(auth.TokenKey(typed)), []byte(auth.TokenKey(s.setupCode)))
	return same == 1 && s.setupCode != ""
}

// chosenUnits returns the units to begin with.
func (s *server) chosenUnits(choice string) ([]briefing.Unit, error) {
	switch choice {
	case "":
		return nil, nil
	case "gia-lam-2024":
		return reference.Units(s.data)
	}
	return nil, errBroken
}

// readSetup reads the account and the office, with all that is wrong.
func readSetup(f *form) (*briefing.Account, *briefing.Office, *briefing.Invalid) {
	line := func(name string) string { return vntext.Words(f.values[name]) }
	var inv briefing.Invalid
	a := &briefing.Account{Name: strings.ToLower(line("name")), FullName: line("full_name"), Role: briefing.Administrator}
	if wrong, ok := errors.AsType[*briefing.Invalid](a.Validate()); ok {
		inv.Faults = wrong.Faults
	}
	o := &briefing.Office{Name: line("office.name"), Superior: line("office.superior"), PlaceLine: line("office.place_line"),
		Symbol: line("office.symbol"), Layout: f.values["office.layout"]}
	for recipient := range strings.Lines(f.values["office.recipients"]) {
		if recipient = vntext.Words(recipient); recipient != "" {
			o.Recipients = append(o.Recipients, recipient)
		}
	}
	var signerFaults []briefing.Fault
	for i := range maxSigners {
		at := fmt.Sprintf("signers.%d.", i)
		one := briefing.Signer{Authority: line(at + "authority"), Position: line(at + "position"), Name: line(at + "name")}
		switch {
		case one == briefing.Signer{}:
			continue
		case one.Position == "":
			signerFaults = append(signerFaults, briefing.Fault{Field: at + "position", Message: "Nhập chức vụ người ký."})
			continue
		}
		o.Signers = append(o.Signers, one)
	}
	from, err := briefing.ParseDay(f.values["office.valid_from"])
	o.ValidFrom = from
	words := []string{a.Name, a.FullName, o.Name, o.Superior, o.PlaceLine, o.Symbol}
	checkNewPassword(&inv, f, words...)
	if wrong, ok := errors.AsType[*briefing.Invalid](o.Validate()); ok {
		for _, fault := range wrong.Faults {
			if !strings.HasPrefix(fault.Field, "signers.") {
				fault.Field = "office." + fault.Field
			}
			if strings.HasPrefix(fault.Field, "office.recipients") {
				fault.Field = "office.recipients"
			}
			if err != nil && fault.Field == "office.valid_from" {
				fault.Message = sentence(err.Error())
			}
			inv.Faults = append(inv.Faults, fault)
		}
	}
	inv.Faults = append(inv.Faults, signerFaults...)
	return a, o, &inv
}
