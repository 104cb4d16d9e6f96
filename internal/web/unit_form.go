package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A unitForm is the form of a unit, new or of one of its versions.
type unitForm struct {
	frame
	Action     string
	Fields     []field
	From, Was  string // first day and print of the version that the form was filled with
	Seen       string // print of the uses that the page warns of; "" when it does not
	Conflicted bool   // somebody else saved meanwhile
	Conflict   []difference
	Gone       bool   // somebody else removed the unit meanwhile
	Uses       []fact // what uses the unit
	Remove     string // address; "" for a new unit
}

// newUnit shows the empty form.
func (s *server) newUnit(c *gin.Context) error {
	return s.showUnit(c, http.StatusOK, unitValues(&briefing.Unit{}), nil, unitForm{})
}

// createUnit takes the form of a new unit.
func (s *server) createUnit(c *gin.Context) error {
	f := sentForm(c)
	if !completeUnit(f) {
		return errMissing
	}
	u, inv := readUnit(f.values)
	if inv == nil {
		err := s.db.InsertUnit(c.Request.Context(), actor(c), u)
		if inv, _ = errors.AsType[*briefing.Invalid](err); inv == nil && err != nil {
			return err
		}
	}
	if inv != nil {
		return s.showUnit(c, http.StatusUnprocessableEntity, f.values, inv, unitForm{})
	}
	return redirect(c, "/units", "saved")
}

// editUnit shows the form of one version.
func (s *server) editUnit(c *gin.Context) error {
	versions, err := s.unitOf(c)
	if err != nil {
		return err
	}
	for _, u := range versions {
		if string(u.ValidFrom) == c.Query("from") {
			return s.showUnit(c, http.StatusOK, unitValues(&u), nil, unitForm{})
		}
	}
	return errNoPage
}

// unitOf returns the versions of the unit that the address names.
func (s *server) unitOf(c *gin.Context) ([]briefing.Unit, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.db.UnitVersions(c.Request.Context(), id)
}

// updateUnit takes the form of a version. What takes the unit from those who
// use it is stored only after the page has said who they are.
func (s *server) updateUnit(c *gin.Context) error {
	f := sentForm(c)
	if !completeUnit(f) {
		return errMissing
	}
	v := f.values
	u, inv := readUnit(v)
	if inv != nil {
		return s.showUnit(c, http.StatusUnprocessableEntity, v, inv, unitForm{})
	}
	stored, err := s.unitFrom(c, v["from"])
	if errors.Is(err, store.ErrNotFound) || err == nil && fingerprint(stored) != v["was"] {
		return s.showUnitChanged(c, v, u)
	}
	if err != nil {
		return err
	}
	return s.replaceUnit(c, v, stored, u)
}

// replaceUnit stores the form v, read as u, in the place of a version.
func (s *server) replaceUnit(c *gin.Context, v map[string]string, stored briefing.Unit, u *briefing.Unit) error {
	ctx := c.Request.Context()
	if u.Loses(&stored) {
		uses, err := s.db.UnitUses(ctx, stored.ID)
		if err != nil {
			return err
		}
		if uses.Any() && v["seen"] != fingerprint(uses) {
			return s.showUnit(c, http.StatusUnprocessableEntity, v, nil, unitForm{Seen: fingerprint(uses)})
		}
	}
	err := s.db.ReplaceUnit(ctx, actor(c), stored, *u)
	if inv, ok := errors.AsType[*briefing.Invalid](err); ok {
		return s.showUnit(c, http.StatusUnprocessableEntity, v, inv, unitForm{})
	}
	if errors.Is(err, store.ErrStale) {
		return s.showUnitChanged(c, v, u)
	}
	if err != nil {
		return err
	}
	return redirect(c, "/units", "saved")
}

// unitFrom returns the version that begins on a day, or the last one when it
// begins on another day now.
func (s *server) unitFrom(c *gin.Context, from string) (briefing.Unit, error) {
	versions, err := s.unitOf(c)
	if err != nil {
		return briefing.Unit{}, err
	}
	for _, u := range versions {
		if string(u.ValidFrom) == from {
			return u, nil
		}
	}
	return versions[len(versions)-1], nil
}

// showUnitChanged shows what somebody else stored beside what was typed; the
// next save stores over it, or again where the unit is gone.
func (s *server) showUnitChanged(c *gin.Context, v map[string]string, mine *briefing.Unit) error {
	stored, err := s.unitFrom(c, v["from"])
	if errors.Is(err, store.ErrNotFound) {
		v["from"], v["was"], v["seen"] = "", "", ""
		return s.showUnit(c, http.StatusConflict, v, nil, unitForm{Gone: true})
	}
	if err != nil {
		return err
	}
	names, err := s.unitNames(c.Request.Context())
	if err != nil {
		return err
	}
	page := unitForm{Conflicted: true}
	typed := unitFacts(mine, names)
	for i, one := range unitFacts(&stored, names) {
		if fmt.Sprint(one.Lines) != fmt.Sprint(typed[i].Lines) {
			page.Conflict = append(page.Conflict, difference{one.Label, one.Lines, typed[i].Lines})
		}
	}
	v["from"], v["was"], v["seen"] = string(stored.ValidFrom), fingerprint(stored), ""
	return s.showUnit(c, http.StatusConflict, v, nil, page)
}

func (s *server) showUnit(c *gin.Context, status int, v map[string]string, inv *briefing.Invalid, page unitForm) error {
	ctx := c.Request.Context()
	id, _ := strconv.ParseInt(c.Param("id"), 10, 64) // 0 for a new unit; others were found
	if page.Gone {
		id = 0
	}
	title := "Thêm đơn vị"
	page.Action = "/units"
	if id != 0 {
		title, page.Action, page.Remove = "Sửa đơn vị", unitURL(id, "edit"), unitURL(id, "remove")
		uses, err := s.db.UnitUses(ctx, id)
		if err != nil {
			return err
		}
		page.Uses = usesFacts(&uses)
	}
	f, err := s.frame(c, title, link{"Đơn vị", "/units"})
	if err != nil {
		return err
	}
	all, err := s.db.AllUnits(ctx)
	if err != nil {
		return err
	}
	page.frame, page.From, page.Was = f, v["from"], v["was"]
	for _, one := range unitFields(parentOptions(all, id, s.today())) {
		page.Fields = append(page.Fields, one.filled(v, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return s.show(c, status, "units/form", page)
}

func unitURL(id int64, page string) string { return fmt.Sprintf("/units/%d/%s", id, page) }

// versionURL returns the address of the form of one version.
func versionURL(u *briefing.Unit) string {
	query := url.Values{}
	if u.ValidFrom != "" {
		query.Set("from", string(u.ValidFrom))
	}
	return address(unitURL(u.ID, "edit"), query)
}
