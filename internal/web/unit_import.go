package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/importer"
)

// A unitImportPage takes a list of units and shows which of them are new.
type unitImportPage struct {
	listImportPage
	Known string // how many rows tell of stored units and change nothing; "" for none
}

var errLargeWorkbook = &failure{http.StatusRequestEntityTooLarge, "Tệp Excel quá lớn",
	"Chương trình nhận tệp danh sách đến gần 2 MB. Bỏ hình ảnh và các trang tính khác khỏi tệp, " +
		"hoặc chia danh sách thành nhiều tệp. Chưa có gì được lưu."}

// tooLargeOn says of a form that is too large what its page was for.
func tooLargeOn(route string, err error) error {
	if errors.Is(err, errTooLarge) && (route == "/units/import" || route == "/directives/import") {
		return errLargeWorkbook
	}
	return err
}

// unitImport shows the empty page.
func (s *server) unitImport(c *gin.Context) error {
	return s.showUnitImport(c, http.StatusOK, nil, nil)
}

// readUnitFile shows what a file holds, or stores what was shown.
func (s *server) readUnitFile(c *gin.Context) error {
	ctx, f := c.Request.Context(), sentForm(c)
	sheets, err := sheetsIn(ctx, f)
	if wrong, ok := errors.AsType[fileError](err); ok {
		return s.showUnitImport(c, http.StatusUnprocessableEntity, nil, wrong)
	}
	if err != nil {
		return err
	}
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

func (s *server) showUnitImport(c *gin.Context, status int, units *importer.Units, wrong error) error {
	f, err := s.frame(c, "Nhập đơn vị từ Excel", link{"Đơn vị", "/units"})
	if err != nil {
		return err
	}
	page := unitImportPage{listImportPage: newListImportPage(f, importer.UnitHeads())}
	page.Last = "Kết quả"
	var faults []importer.Fault
	if units != nil {
		faults = units.Faults
		known, bad := 0, 0
		for _, r := range units.Rows {
			row := importRowOf(r.Number, page.Heads, r.Cells, r.Faults)
			switch {
			case r.Faults != nil:
				row.Note = "Không lưu"
				bad++
			case r.Known != 0:
				row.Note, row.Known = "Đã có trong sổ", true
				known++
			default:
				row.Note = "Mới"
			}
			page.Rows = append(page.Rows, row)
		}
		page.showFilled()
		good := len(units.Good())
		page.count(good, bad)
		page.Known = countOf(known)
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
	t := export.UnitTable([]briefing.Unit{
		{Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District, Code: "018"},
		{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune, Code: "00577", Parent: 1},
	}, map[int64]string{1: "Huyện Gia Lâm"})
	doc := &export.Document{Kind: "units", FileName: "Mau-don-vi", Layout: export.ListLayout(),
		Title: "Danh sách đơn vị (hai dòng đầu là ví dụ, xóa rồi ghi đơn vị của mình)", Blocks: []export.Block{t}}
	f, _ := format.Named("xlsx")
	return sendDocument(c, f, doc)
}
