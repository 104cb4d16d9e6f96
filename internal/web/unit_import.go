package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/importer"
	"giaoban/internal/xlsx"
)

// A unitImportPage takes a list of units as a workbook and shows what it holds
// before anything is stored.
type unitImportPage struct {
	frame
	File   field
	Rows   []unitImportRow
	Good   string // how many units can be stored; "" for none
	Known  string // how many rows tell of stored units and change nothing; "" for none
	Bad    string // how many rows are wrong; "" for none
	Sheet  string // the rows, on their way to the button that stores them
	Faults []string
}

// A unitImportRow is one row of the file.
type unitImportRow struct {
	Number int
	Known  bool // stored already, and the same
	Cells  []unitImportCell
	Faults []string // of the row as a whole
}

// A unitImportCell is one cell with what is wrong with it.
type unitImportCell struct {
	Head, Text string
	Faults     []string
}

var errLargeWorkbook = &failure{http.StatusRequestEntityTooLarge, "Tệp Excel quá lớn",
	"Chương trình nhận tệp danh sách đơn vị đến gần 2 MB. Bỏ hình ảnh và các trang tính khác khỏi tệp, " +
		"hoặc chia danh sách thành nhiều tệp. Chưa có gì được lưu."}

// tooLargeOn says of a form that is too large what its page was for.
func tooLargeOn(route string, err error) error {
	if errors.Is(err, errTooLarge) && route == "/units/import" {
		return errLargeWorkbook
	}
	return err
}

// unitImport shows the empty page.
func (s *server) unitImport(c *gin.Context) error {
	return s.showUnitImport(c, http.StatusOK, nil, nil)
}

// readUnitFile shows what a file holds, or stores what was shown. A confirmed
// list is read again from the start: nothing that a browser sends is trusted.
func (s *server) readUnitFile(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("do") {
		return errMissing
	}
	var sheets []xlsx.Sheet
	switch f.values["do"] {
	case "read":
		if f.file == nil {
			return s.showUnitImport(c, http.StatusUnprocessableEntity, nil, errors.New("chọn tệp Excel (.xlsx) trước khi đọc"))
		}
		var err error
		if sheets, err = xlsx.ReadRows(f.file); err != nil {
			return s.showUnitImport(c, http.StatusUnprocessableEntity, nil, workbookError(err))
		}
	case "save":
		var sheet xlsx.Sheet
		if !f.has("sheet") || json.Unmarshal([]byte(f.values["sheet"]), &sheet) != nil {
			return errMissing
		}
		sheets = []xlsx.Sheet{sheet}
	default:
		return errBroken
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
	case f.values["do"] == "read" || len(units.Good()) == 0:
		return s.showUnitImport(c, http.StatusOK, units, nil)
	}
	err = s.db.InsertUnits(ctx, actor(c), units.Good())
	if inv, ok := errors.AsType[*briefing.Invalid](err); ok {
		// Somebody else has stored units since they were read here.
		if stored, err = s.db.AllUnits(ctx); err != nil {
			return err
		}
		return s.showUnitImport(c, http.StatusConflict, importer.ReadUnits(sheets, stored), inv)
	}
	if err != nil {
		return err
	}
	return redirect(c, "/units", "saved")
}

// workbookError says what is wrong with a file, without what only the log
// needs.
func workbookError(err error) error {
	for _, known := range []error{xlsx.ErrOldFormat, xlsx.ErrNotWorkbook, xlsx.ErrTooLarge} {
		if errors.Is(err, known) {
			return known
		}
	}
	return xlsx.ErrBroken
}

func (s *server) showUnitImport(c *gin.Context, status int, units *importer.Units, wrong error) error {
	f, err := s.frame(c, "Nhập đơn vị từ Excel", link{"Đơn vị", "/units"})
	if err != nil {
		return err
	}
	page := unitImportPage{frame: f, File: field{Name: "file", ID: "f-file", Label: "Tệp Excel (.xlsx)"}}
	if units != nil {
		for _, fault := range units.Faults {
			page.Faults = append(page.Faults, fault.String())
		}
		good, known, bad := len(units.Good()), 0, 0
		for _, r := range units.Rows {
			switch {
			case r.Faults != nil:
				bad++
			case r.Known != 0:
				known++
			}
			page.Rows = append(page.Rows, unitImportRowOf(&r))
		}
		page.Good, page.Known, page.Bad = countOf(good), countOf(known), countOf(bad)
		if bad == 0 && good > 0 {
			sheet, err := json.Marshal(units.Sheet())
			if err != nil {
				return err
			}
			page.Sheet = string(sheet)
		}
	}
	if wrong != nil {
		page.File.Message = sentence(wrong.Error())
	} else if page.Faults != nil {
		page.File.Message = strings.Join(page.Faults, " ")
	}
	if page.File.Message != "" {
		page.Summary = []link{{page.File.Message, "#f-file"}}
	}
	return s.show(c, status, "units/import", page)
}

// countOf returns a number as people read it, "" for none.
func countOf(n int) string {
	if n == 0 {
		return ""
	}
	return number(n)
}

func unitImportRowOf(r *importer.UnitRow) unitImportRow {
	row := unitImportRow{Number: r.Number, Known: r.Known != 0 && r.Faults == nil}
	for i, head := range importer.UnitHeads() {
		cell := unitImportCell{Head: head, Text: r.Cells[i]}
		for _, fault := range r.Faults {
			if fault.Column == head {
				cell.Faults = append(cell.Faults, fault.Message)
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	for _, fault := range r.Faults {
		if fault.Column == "" {
			row.Faults = append(row.Faults, fault.Message)
		}
	}
	return row
}

// Heads are the heads of the table of rows.
func (unitImportPage) Heads() []string { return importer.UnitHeads() }

// unitTemplate sends an empty list to fill in.
func (s *server) unitTemplate(c *gin.Context) error {
	t := export.UnitTable([]briefing.Unit{
		{Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District, Code: "018"},
		{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune, Code: "00577", Parent: 1},
	}, map[int64]string{1: "Huyện Gia Lâm"})
	doc := &export.Document{Kind: "units", FileName: "Mau-don-vi", Layout: export.ListLayout(),
		Title: "Danh sách đơn vị (hai dòng đầu là ví dụ, xóa rồi ghi đơn vị của mình)", Blocks: []export.Block{t}}
	f, _ := format.Named("xlsx")
	return sendDocument(c, f, doc)
}
