package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/importer"
)

// unitImport shows the empty page.
func (s *server) unitImport(c *gin.Context) error {
	return s.showUnitImport(c, http.StatusOK, nil, nil)
}

// readUnitFile shows what a file holds, or stores what was shown.
func (s *server) readUnitFile(c *gin.Context) error {
	f := sentForm(c)
	sheets, err := sheetsIn(f)
	if wrong, ok := errors.AsType[fileError](err); ok {
		return s.showUnitImport(c, http.StatusUnprocessableEntity, nil, wrong)
	}
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	stored, err := s.db.AllUnits(ctx)
	if err != nil {
		return err
	}
	units := importer.ReadUnits(sheets, stored)
	switch {
	case len(units.AllFaults()) > 0:
		return s.showUnitImport(c, http.StatusUnprocessableEntity, units, nil)
	case f.values["do"] == "read":
		return s.showUnitImport(c, http.StatusOK, units, nil)
	}
	if err := s.db.InsertUnits(ctx, actor(c), units.Good()); err != nil {
		return err
	}
	return redirect(c, "/units", "saved")
}

func (s *server) showUnitImport(c *gin.Context, status int, units *importer.Units, wrong error) error {
	f, err := s.frame(c, "Nhập đơn vị từ Excel", link{"Đơn vị", "/units"})
	if err != nil {
		return err
	}
	page := newListImportPage(f, importer.UnitHeads())
	var faults []importer.Fault
	if units != nil {
		faults = units.Faults
		good, bad := len(units.Good()), 0
		for _, r := range units.Rows {
			if r.Faults != nil {
				bad++
			}
			page.Rows = append(page.Rows, importRowOf(r.Number, page.Heads, r.Cells, r.Faults))
		}
		page.count(good, bad)
		if bad == 0 && good > 0 {
			if err := page.carry(units.Sheet()); err != nil {
				return err
			}
		}
	}
	page.wrong(wrong, faults)
	return s.show(c, status, "units/import", page)
}

// unitTemplate sends an empty list to fill in.
func (s *server) unitTemplate(c *gin.Context) error {
	t := export.Table{Key: "units", Sheet: "Đơn vị"}
	for _, head := range importer.UnitHeads() {
		t.Columns = append(t.Columns, export.Column{Key: fmt.Sprint(len(t.Columns)), Head: head, Width: 20})
	}
	for _, u := range []briefing.Unit{
		{Name: "Huyện Gia Lâm", Kind: "huyện", Level: briefing.District, Code: "018"},
		{Name: "Xã Đa Tốn", Kind: "xã", Level: briefing.Commune, Code: "00577"},
	} {
		parent := ""
		if u.Level == briefing.Commune {
			parent = "Huyện Gia Lâm"
		}
		t.Rows = append(t.Rows, []export.Value{export.Text(u.Name), export.Text(u.Kind), export.Text(strings.TrimPrefix(u.Level.Label(), "cấp ")),
			export.Text(u.Code), export.Text(parent), export.Text(""), export.Text("")})
	}
	doc := &export.Document{Kind: "units", FileName: "Mau-don-vi", Layout: export.ListLayout(),
		Title: "Danh sách đơn vị (hai dòng đầu là ví dụ, xóa rồi ghi đơn vị của mình)", Blocks: []export.Block{t}}
	f, _ := format.Named("xlsx")
	return sendDocument(c, f, doc)
}
