package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

var errUnitGone = &failure{http.StatusConflict, "Đơn vị này không còn",
	"Người khác vừa xóa đơn vị này. Mở lại trang Đơn vị để xem."}

// askUnitRemoval asks before a unit goes.
func (s *server) askUnitRemoval(c *gin.Context) error {
	versions, err := s.unitOf(c)
	if err != nil {
		return err
	}
	return s.showUnitRemoval(c, http.StatusOK, versions, nil, false)
}

func (s *server) showUnitRemoval(c *gin.Context, status int, versions []briefing.Unit, inv *briefing.Invalid, changed bool) error {
	ctx := c.Request.Context()
	names, err := s.unitNames(ctx)
	if err != nil {
		return err
	}
	u := versions[len(versions)-1]
	uses, err := s.db.UnitUses(ctx, u.ID)
	if err != nil {
		return err
	}
	page := removalPage{Changed: changed, Uses: usesFacts(&uses), Action: unitURL(u.ID, "remove"), Hidden: []hidden{{"was", fingerprint(versions)}},
		Effect: "Chỉ xóa đơn vị ghi nhầm. Đơn vị đã giải thể, sáp nhập thì sửa và ghi ngày ở ô “Đến hết ngày”: đơn vị còn trong sổ với thời gian của nó."}
	for _, v := range versions {
		page.Record = append(page.Record, slices.DeleteFunc(unitFacts(&v, names), func(f fact) bool { return f.Lines == nil })...)
	}
	return s.showRemoval(c, status, "Xóa đơn vị "+u.Name, link{"Đơn vị", "/units"}, inv, page)
}

// removeUnit removes a unit that nothing uses.
func (s *server) removeUnit(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("was", "reason") {
		return errMissing
	}
	versions, err := s.unitOf(c)
	if errors.Is(err, store.ErrNotFound) {
		return errUnitGone
	}
	if err != nil {
		return err
	}
	if fingerprint(versions) != f.values["was"] {
		return s.showUnitRemoval(c, http.StatusConflict, versions, nil, true)
	}
	reason, inv := readReason(f)
	if inv != nil {
		return s.showUnitRemoval(c, http.StatusUnprocessableEntity, versions, inv, false)
	}
	err = s.db.DeleteUnit(c.Request.Context(), actor(c), versions, reason)
	switch {
	case errors.Is(err, store.ErrStale):
		return errUnitGone
	case errors.Is(err, store.ErrInUse):
		return s.showUnitRemoval(c, http.StatusConflict, versions, nil, false)
	case err != nil:
		return err
	}
	return redirect(c, "/units", "removed")
}
