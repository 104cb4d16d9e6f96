package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/reference"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// A unitsPage shows the tree of units as it was on a day.
type unitsPage struct {
	frame
	On        field
	Rows      []unitRow
	Total     string
	Admin     bool
	Offer     bool // no unit is stored at all: the reference data may be taken
	Histories bool // the visitor may see who changed a unit
	Downloads []link
}

// A unitRow is one unit of the tree, as text.
type unitRow struct {
	Number, ID       string
	Depth            int // from 0, at most maxDepth
	Name, Kind       string
	Level, Code      string
	From, To         string
	HistoryURL, Edit string
	Children, Sample bool
}

// maxDepth is how deep rows are indented; no tree of units is deeper.
const maxDepth = 5

// units shows the tree as of the day in the address, today without one.
func (s *server) units(c *gin.Context) error {
	ctx := c.Request.Context()
	l := listOf(c, "", "on")
	var inv briefing.Invalid
	day, err := briefing.ParseDay(l.query.Get("on"))
	inv.Check(err == nil, "on", "Ngày chưa đúng; viết như 09/04/2024.")
	on := field{Name: "on", Label: "Tại ngày", Width: "day", Sample: "dd/mm/yyyy"}
	typed := map[string]string{"on": l.query.Get("on")}
	if day == "" && err == nil {
		day = s.today()
		typed["on"] = day.Label()
	}
	f, err := s.frame(c, "Đơn vị")
	if err != nil {
		return err
	}
	page := unitsPage{frame: f, On: on.filled(typed, &inv), Admin: Administrators.admits(account(c)),
		Histories: historians.admits(account(c))}
	if inv.Err() != nil {
		return s.show(c, http.StatusUnprocessableEntity, "units/list", page)
	}
	found, err := s.db.Units(ctx, day)
	if err != nil {
		return err
	}
	page.Rows, page.Total = unitRows(found), vntext.FormatInt(int64(len(found)))
	if len(found) > 0 {
		page.Downloads = unitDownloads(day)
	} else {
		any, err := s.db.HasUnits(ctx)
		if err != nil {
			return err
		}
		page.Offer = !any
	}
	return s.show(c, http.StatusOK, "units/list", page)
}

// unitDownloads returns the links to the list as the page shows it: the
// workbook can be read back.
func unitDownloads(day briefing.Day) []link {
	as := func(format string) string {
		return address("/exports/units", url.Values{"format": {format}, "on": {string(day)}})
	}
	return []link{{"Kết xuất Excel", as("xlsx")}, {"CSV", as("csv")}}
}

// unitRows tells the tree of units.
func unitRows(units []briefing.Unit) []unitRow {
	var rows []unitRow
	for i, u := range briefing.UnitTree(units) {
		rows = append(rows, unitRow{Number: number(i + 1), ID: fmt.Sprintf("u-%d", u.ID), Depth: min(u.Depth, maxDepth),
			Name: u.Name, Kind: u.Kind, Level: u.Level.Label(), Code: u.Code, From: u.ValidFrom.Label(), To: u.ValidTo.Label(),
			HistoryURL: historyURL("unit", u.ID), Edit: versionURL(&u.Unit), Children: u.Children, Sample: u.Sample})
	}
	return rows
}

var errUnitsExist = &failure{http.StatusConflict, "Đã có đơn vị",
	"Danh mục có sẵn chỉ thêm được khi sổ chưa có đơn vị nào. Chưa có gì được lưu."}

// addReferenceUnits stores the units that come with the program, when there
// are none yet.
func (s *server) addReferenceUnits(c *gin.Context) error {
	units, err := reference.Units(s.data)
	if err != nil {
		return err
	}
	for i := range units[1:] {
		units[i+1].Parent = -1 // the first of the list, the district
	}
	err = s.db.InsertFirstUnits(c.Request.Context(), actor(c), units)
	if errors.Is(err, store.ErrUnitsExist) {
		return errUnitsExist
	}
	if err != nil {
		return err
	}
	return redirect(c, "/units", "saved")
}
