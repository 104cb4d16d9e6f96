package web

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/reference"
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
}

// A unitRow is one unit of the tree, as text.
type unitRow struct {
	Number, ID       string
	Depth            int // from 0, at most maxDepth
	Name, Kind       string
	Level, Code      string
	From, To         string
	HistoryURL       string
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
	page.Rows, page.Total = unitTree(found), vntext.FormatInt(int64(len(found)))
	if len(found) == 0 {
		any, err := s.db.HasUnits(ctx)
		if err != nil {
			return err
		}
		page.Offer = !any
	}
	return s.show(c, http.StatusOK, "units/list", page)
}

// unitTree lists units with those below each after it. One whose parent is not
// valid on that day stands at the top.
func unitTree(units []briefing.Unit) []unitRow {
	below := map[int64][]briefing.Unit{}
	known := map[int64]bool{}
	for _, u := range units {
		known[u.ID] = true
	}
	for _, u := range units {
		parent := u.Parent
		if !known[parent] {
			parent = 0
		}
		below[parent] = append(below[parent], u)
	}
	var rows []unitRow
	var add func(parent int64, depth int)
	add = func(parent int64, depth int) {
		for _, u := range below[parent] {
			rows = append(rows, unitRow{Number: number(len(rows) + 1), ID: fmt.Sprintf("u-%d", u.ID), Depth: min(depth, maxDepth),
				Name: u.Name, Kind: u.Kind, Level: u.Level.Label(), Code: u.Code, From: u.ValidFrom.Label(),
				To: u.ValidTo.Label(), HistoryURL: historyURL("unit", u.ID), Children: below[u.ID] != nil, Sample: u.Sample})
			add(u.ID, depth+1)
		}
	}
	add(0, 0)
	return rows
}

// addReferenceUnits stores the units that come with the program, when there
// are none yet.
func (s *server) addReferenceUnits(c *gin.Context) error {
	ctx := c.Request.Context()
	any, err := s.db.HasUnits(ctx)
	if err != nil {
		return err
	}
	if any {
		return &failure{http.StatusConflict, "Đã có đơn vị", "Danh mục có sẵn chỉ thêm được khi sổ chưa có đơn vị nào. Chưa có gì được lưu."}
	}
	units, err := reference.Units(s.data)
	if err != nil {
		return err
	}
	for i := range units[1:] {
		units[i+1].Parent = -1 // the first of the list, the district
	}
	if err := s.db.InsertUnits(ctx, actor(c), units); err != nil {
		return err
	}
	return redirect(c, "/units", "saved")
}
