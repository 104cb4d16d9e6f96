package web

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/xlsx"
)

// list makes a workbook with a list of units, below a title as offices write
// them.
func unitList(t *testing.T, rows ...string) []byte {
	t.Helper()
	table := export.Table{Key: "units", Sheet: "Đơn vị"}
	for _, head := range []string{"TT", "Tên đơn vị", "Mã", "Đơn vị cấp trên"} {
		table.Columns = append(table.Columns, export.Column{Key: head, Head: head})
	}
	for i, row := range rows {
		cells := []export.Value{export.Index(i + 1)}
		for _, cell := range strings.Split(row, "|") {
			cells = append(cells, export.Text(cell))
		}
		table.Rows = append(table.Rows, cells)
	}
	var file bytes.Buffer
	if err := xlsx.Write(&file, &export.Document{Title: "DANH SÁCH ĐƠN VỊ", Layout: export.ListLayout(), Blocks: []export.Block{table}}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func (s *site) unitNames() string {
	s.t.Helper()
	units, err := s.db.AllUnits(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, u := range units {
		names = append(names, u.Name)
	}
	return strings.Join(names, ", ")
}

func TestUnitsComeFromAWorkbook(t *testing.T) {
	s := newSite(t)
	file := unitList(t, "Xã Đa Tốn|00577|Huyện Gia Lâm", "Huyện Gia Lâm|018|", "Thôn <script>alert(1)</script>||Xã Đa Tốn")
	preview := s.post("/units/import", map[string]string{"do": "read"}, file)
	if preview.status != http.StatusOK || !strings.Contains(text(preview.body), "3 đơn vị đọc được") || strings.Contains(preview.body, "<script>alert") {
		t.Fatalf("got %d: %s", preview.status, text(preview.body))
	}
	if got := s.unitNames(); got != "" {
		t.Fatalf("the preview stored %s", got)
	}
	form := formIn(t, preview.body)
	form.values["do"] = "save"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("saving: got %d: %s", got.status, text(got.body))
	}
	if got, want := s.unitNames(), "Xã Đa Tốn, Huyện Gia Lâm, Thôn <script>alert(1)</script>"; len(got) != len(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	page := s.get("/units")
	if !strings.Contains(page.body, `class="deep2"`) || strings.Contains(page.body, "<script>alert") {
		t.Error("the tree is flat, or a name is not escaped")
	}
	// The same form or file again stores nothing twice.
	for _, got := range []reply{s.post(form.action, form.values, nil), s.post("/units/import", map[string]string{"do": "read"}, file)} {
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Đơn vị này đã có trong sổ.") {
			t.Errorf("again: got %d: %s", got.status, text(got.body))
		}
	}
}

func TestOneBadRowStoresNothing(t *testing.T) {
	s := newSite(t)
	preview := s.post("/units/import", map[string]string{"do": "read"}, unitList(t, "Xã Đa Tốn|577|", "Xã Kiêu Kỵ|00580|"))
	told := text(preview.body)
	if preview.status != http.StatusUnprocessableEntity || !strings.Contains(told, "1 dòng có lỗi, 1 dòng đúng") ||
		!strings.Contains(told, "thiếu chữ số") || strings.Contains(preview.body, `value="save"`) {
		t.Errorf("got %d: %s", preview.status, told)
	}
	for _, sheet := range []string{"", "x", "{}", `{"Rows":[{"Number":1,"Cells":["Tên đơn vị"]},{"Number":2,"Cells":["Không rõ"]}]}`} {
		got := s.post("/units/import", map[string]string{"do": "save", "sheet": sheet}, nil)
		if got.status != http.StatusUnprocessableEntity && got.status != http.StatusBadRequest {
			t.Errorf("a made up list %q: got %d", sheet, got.status)
		}
	}
	if got := s.unitNames(); got != "" {
		t.Errorf("stored %s", got)
	}
}

func TestTheTemplateIsReadBack(t *testing.T) {
	s := newSite(t)
	template := s.get("/units/template")
	got := s.post("/units/import", map[string]string{"do": "read"}, []byte(template.body))
	if got.status != http.StatusOK || !strings.Contains(text(got.body), "2 đơn vị đọc được") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
}

func TestReferenceUnitsComeOnce(t *testing.T) {
	s := newSite(t)
	if err := s.db.InsertUnits(t.Context(), tester, []briefing.Unit{{Name: "Xã A", ShortName: "A", Kind: "xã", Level: briefing.Commune, ValidTo: "2020-01-01"}}); err != nil {
		t.Fatal(err)
	}
	if got := s.post("/units/reference", map[string]string{"do": "add"}, nil); got.status != http.StatusConflict || s.unitNames() != "Xã A" {
		t.Errorf("got %d with %s, want 409", got.status, s.unitNames())
	}
}
