package web

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/importer"
	"giaoban/internal/store"
)

// A directiveImportPage takes a list of directives and shows what the register
// knows of each.
type directiveImportPage struct {
	listImportPage
	Added, Completed, Known string // how many of the good rows
	Kept                    string // how many would be stored; "" for none
	Asking                  string // how many wait for an answer; "" for none
}

// directiveImport shows the empty page.
func (s *server) directiveImport(c *gin.Context) error {
	return s.showDirectiveImport(c, http.StatusOK, nil, nil)
}

// readDirectiveFile shows what a file holds, or stores what was shown: all of
// it, or what is good of it.
func (s *server) readDirectiveFile(c *gin.Context) error {
	ctx, f := c.Request.Context(), sentForm(c)
	sheets, err := sheetsIn(ctx, f)
	if wrong, ok := errors.AsType[fileError](err); ok {
		return s.showDirectiveImport(c, http.StatusUnprocessableEntity, nil, wrong)
	}
	if err != nil {
		return err
	}
	list := importer.ReadDirectives(sheets)
	placings, err := s.db.Placings(ctx, list.Good())
	if err != nil {
		return err
	}
	list.Compare(placings)
	list.Answer(answersIn(f))
	chosen, do := list.Chosen(), f.values["do"]
	switch {
	case len(list.Faults) > 0, do == "save" && len(list.AllFaults())+list.Asking() > 0, do == "save-good" && len(chosen) == 0:
		return s.showDirectiveImport(c, http.StatusUnprocessableEntity, list, nil)
	case do == "read":
		return s.showDirectiveImport(c, http.StatusOK, list, nil)
	}
	_, err = s.db.ImportDirectives(ctx, actor(c), chosen)
	if at, ok := errors.AsType[*store.ListError](err); ok {
		wrong := fmt.Errorf("%s: %w. Chưa có gì được lưu", chosen[at.Place].Name(), at.Err)
		return s.showDirectiveImport(c, http.StatusUnprocessableEntity, list, wrong)
	}
	if err != nil {
		return err
	}
	return redirect(c, "/directives", "saved")
}

func (s *server) showDirectiveImport(c *gin.Context, status int, list *importer.Directives, wrong error) error {
	f, err := s.frame(c, "Nhập văn bản từ Excel", link{"Văn bản chỉ đạo", "/directives"})
	if err != nil {
		return err
	}
	page := directiveImportPage{listImportPage: newListImportPage(f, importer.DirectiveHeads())}
	page.Last = "Kết quả"
	var faults []importer.Fault
	if list != nil {
		faults = list.Faults
		bad := 0
		for i := range list.Rows {
			row := directiveImportRow(&list.Rows[i], page.Heads)
			page.Rows = append(page.Rows, row)
			if list.Rows[i].Faults != nil {
				bad++
			}
		}
		page.showFilled()
		page.Asking = countOf(list.Asking())
		page.count(len(list.Rows)-bad-list.Asking(), bad)
		added, completed := list.Count(briefing.NewEntry), list.Count(briefing.StubEntry)
		page.Added, page.Completed, page.Known = number(added), number(completed), number(list.Count(briefing.KnownEntry))
		page.Kept = countOf(added + completed)
		if added+completed+list.Asking() > 0 {
			if err := page.carry(list.Sheet()); err != nil {
				return err
			}
		}
	}
	page.wrong(wrong, faults)
	return s.show(c, status, "directives/import", page)
}

// directiveImportRow shows one row with what is wrong with it, or what has to be
// answered.
func directiveImportRow(r *importer.DirectiveRow, heads []string) importRow {
	row := importRowOf(r.Number, heads, r.Cells, r.Faults)
	row.Note = "Không lưu"
	if r.Faults == nil {
		row.Note, row.Known = r.Placing.Standing.Label(), r.Placing.Standing == briefing.KnownEntry
	}
	if !r.Asks() {
		return row
	}
	for _, doubt := range r.Doubts {
		row.Doubts = append(row.Doubts, doubt.Message)
	}
	for _, e := range r.Placing.Near {
		row.Near = append(row.Near, link{"Xem " + e.Name(), directiveURL(e.ID)})
	}
	answer := field{Name: answerName(r.Number), Label: fmt.Sprintf("Dòng %d", r.Number), Options: []option{
		{Value: "", Label: "Không lưu dòng này"}, {Value: r.Question(), Label: "Đã xem: lưu thành văn bản mới"}}}
	chosen := map[string]string{answer.Name: ""}
	if r.Sure {
		chosen[answer.Name] = r.Question()
	}
	answer = answer.filled(chosen, nil)
	row.Answer = &answer
	return row
}

// answerName is the name of the field in which a person answers for a row.
func answerName(row int) string { return fmt.Sprintf("rows.%d.sure", row) }

// answersIn returns what a person answers for rows, by their numbers.
func answersIn(f *form) map[int]string {
	all := map[int]string{}
	for name, value := range f.values {
		var row int
		if _, err := fmt.Sscanf(name, "rows.%d", &row); err == nil && name == answerName(row) {
			all[row] = value
		}
	}
	return all
}

// directiveTemplate sends an empty list to fill in.
func (s *server) directiveTemplate(c *gin.Context) error {
	t := export.Table{Key: "directives", Sheet: "Văn bản"}
	for _, head := range importer.DirectiveHeads() {
		t.Columns = append(t.Columns, export.Column{Key: fmt.Sprint(len(t.Columns)), Head: head, Width: 20})
	}
	for _, cells := range [][]string{
		{"Chỉ thị", "24-CT/TU", "", "", "07/08/2023", "Thành ủy", "Hà Nội", "XVII", "Về tăng cường lãnh đạo công tác dân vận"},
		{"Kế hoạch", "", "15", "KH/HU", "2023", "Huyện ủy", "Gia Lâm", "", "Thực hiện Chỉ thị số 24-CT/TU", "01/09/2023", "31/12/2025", "09-KH/HU", "24-CT/TU"},
	} {
		row := make([]export.Value, len(t.Columns))
		for i := range row {
			row[i] = export.Text("")
		}
		for i, cell := range cells {
			row[i] = export.Text(cell)
		}
		t.Rows = append(t.Rows, row)
	}
	doc := &export.Document{Kind: "directives", FileName: "Mau-van-ban", Layout: export.ListLayout(),
		Title: "Danh sách văn bản (hai dòng đầu là ví dụ, xóa rồi ghi văn bản của mình)", Blocks: []export.Block{t}}
	f, _ := format.Named("xlsx")
	return sendDocument(c, f, doc)
}
