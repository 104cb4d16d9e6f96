package web

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/xlsx"
)

// directiveBook makes a workbook with a list of directives.
func directiveBook(t *testing.T, rows ...string) []byte {
	t.Helper()
	table := export.Table{Key: "directives", Sheet: "Văn bản"}
	for _, head := range []string{"STT", "Loại văn bản", "Số ký hiệu", "Ngày ban hành", "Trích yếu", "Thay thế cho"} {
		table.Columns = append(table.Columns, export.Column{Key: head, Head: head})
	}
	for i, row := range rows {
		cells := []export.Value{export.Index(i + 1)}
		for cell := range strings.SplitSeq(row, "|") {
			cells = append(cells, export.Text(cell))
		}
		table.Rows = append(table.Rows, cells)
	}
	var file bytes.Buffer
	if err := xlsx.Write(&file, &export.Document{Title: "DANH MỤC VĂN BẢN", Layout: export.ListLayout(), Blocks: []export.Block{table}}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// listedSymbols lists the symbols of the register; those that are known by citation
// only stand in brackets.
func (s *site) listedSymbols() string {
	s.t.Helper()
	all, err := s.db.Directives(s.t.Context(), briefing.DirectiveFilter{})
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, d := range all {
		name := d.Symbol
		if d.Stub {
			name = "(" + name + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func TestDirectivesComeFromAWorkbook(t *testing.T) {
	s := newSite(t)
	file := directiveBook(t, "Chỉ thị|31-CT/TU|14/6/2023|về <script>alert(1)</script>|9-CT/TU", "Kế hoạch|15-KH/HU|2023|thực hiện Chỉ thị số 31-CT/TU|")
	preview := s.post("/directives/import", map[string]string{"do": "read"}, file)
	if preview.status != http.StatusOK || !strings.Contains(text(preview.body), "2 dòng đọc được, không có lỗi") || strings.Contains(preview.body, "<script>alert") {
		t.Fatalf("got %d: %s", preview.status, text(preview.body))
	}
	if got := s.listedSymbols(); got != "" {
		t.Fatalf("the preview stored %s", got)
	}
	form := formIn(t, preview.body)
	form.values["do"] = "save"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("saving: got %d: %s", got.status, text(got.body))
	}
	if got, want := s.listedSymbols(), "(9-CT/TU), 15-KH/HU, 31-CT/TU"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// The same file again is known, and the same form stores nothing twice.
	again := s.post("/directives/import", map[string]string{"do": "read"}, file)
	if told := text(again.body); again.status != http.StatusOK || !strings.Contains(told, "2 đã có trong sổ và giữ nguyên. Không có gì mới để lưu.") || strings.Contains(again.body, `value="save"`) {
		t.Errorf("again: got %d: %s", again.status, told)
	}
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther || s.listedSymbols() != "(9-CT/TU), 15-KH/HU, 31-CT/TU" {
		t.Errorf("the form again: got %d with %s", got.status, s.listedSymbols())
	}
}

// A column that no row fills takes no room from the others.
func TestColumnsOfNothingAreNotShown(t *testing.T) {
	s := newSite(t)
	preview := s.post("/directives/import", map[string]string{"do": "read"}, directiveBook(t, "Chỉ thị|31-CT/TU|32/6/2023||", "|32-CT/TU|||"))
	var heads []string
	for head := range strings.SplitSeq(preview.body, `<th scope="col"`) {
		heads = append(heads, text("<th"+strings.SplitAfter(head, "</th>")[0]))
	}
	if got, want := strings.Join(heads[1:], "|"), "Dòng|Loại|Số, ký hiệu|Ngày|Kết quả"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestGoodRowsAreStoredOnlyOnDemand(t *testing.T) {
	s := newSite(t)
	preview := s.post("/directives/import", map[string]string{"do": "read"}, directiveBook(t, "Chỉ dụ|31-CT/TU|||", "Chỉ thị|32-CT/TU|||"))
	told := text(preview.body)
	if preview.status != http.StatusOK || !strings.Contains(told, "1 dòng có lỗi, 1 dòng đúng") || !strings.Contains(told, "Không có loại văn bản này.") {
		t.Fatalf("got %d: %s", preview.status, told)
	}
	form := formIn(t, preview.body)
	form.values["do"] = "save"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusUnprocessableEntity || s.listedSymbols() != "" {
		t.Errorf("all: got %d with %s, want 422", got.status, s.listedSymbols())
	}
	form.values["do"] = "save-good"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther || s.listedSymbols() != "32-CT/TU" {
		t.Errorf("the good ones: got %d with %s", got.status, s.listedSymbols())
	}
}

// What is like an entry, or bears a symbol of another genre, is stored only when
// a person chooses so for its row.
func TestDoubtfulRowsAreStoredOnlyByChoice(t *testing.T) {
	s := newSite(t)
	known := s.putDirective(briefing.Directive{Symbol: "31-CT/TU", Date: "2023-06-14"})
	preview := s.post("/directives/import", map[string]string{"do": "read"},
		directiveBook(t, "Chỉ thị|31-ct/tu|24/6/2023||", "Quyết định|32-CT/TU|||", "Chỉ thị|33-CT/TU|||"))
	told := text(preview.body)
	for _, want := range []string{"2 dòng cần xem lại, 1 dòng đúng. Chưa có gì được lưu.", "Loại văn bản là Quyết định, nhưng ký hiệu 32-CT/TU là của Chỉ thị.",
		"Có phải là văn bản đã có trong sổ: Chỉ thị 31-CT/TU (14/06/2023)? Khác ngày ban hành. Xem Chỉ thị 31-CT/TU", "Lưu 1 văn bản đúng và các dòng bạn chọn lưu"} {
		if preview.status != http.StatusOK || !strings.Contains(told, want) {
			t.Errorf("got %d without %q: %s", preview.status, want, told)
		}
	}
	if !strings.Contains(preview.body, `href="`+directiveURL(known.ID)+`"`) {
		t.Error("no link to the entry that is like the row")
	}
	form := formIn(t, preview.body)
	form.values["do"] = "save"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusUnprocessableEntity || s.listedSymbols() != "31-CT/TU" {
		t.Errorf("all: got %d with %s, want 422", got.status, s.listedSymbols())
	}
	var rows []string
	for name := range form.values {
		if strings.HasPrefix(name, "rows.") {
			rows = append(rows, name)
		}
	}
	slices.Sort(rows)
	if len(rows) != 2 {
		t.Fatalf("got answers at %v, want 2", rows)
	}
	form.values["do"], form.values[rows[0]] = "save-good", "1,99" // as if another entry had been shown
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther || s.listedSymbols() != "31-CT/TU, 33-CT/TU" {
		t.Errorf("unanswered: got %d with %s", got.status, s.listedSymbols())
	}
	form.values[rows[0]], form.values[rows[1]] = "1,1", "1"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther || s.listedSymbols() != "31-CT/TU, 31-CT/TU, 32-CT/TU, 33-CT/TU" {
		t.Errorf("answered: got %d with %s", got.status, s.listedSymbols())
	}
}

func TestMadeUpListsOfDirectivesAreRefused(t *testing.T) {
	s := newSite(t)
	for _, sheet := range []string{"", "x", "{}", `{"Rows":[{"Number":1,"Cells":["Số, ký hiệu"]},{"Number":2,"Cells":["Không rõ"]}]}`,
		`{"Rows":[{"Number":1,"Cells":["Loại","Số, ký hiệu","Thay thế cho"]},{"Number":2,"Cells":["Chỉ thị","1-CT/TU","2-CT/TU"]},{"Number":3,"Cells":["Chỉ thị","2-CT/TU","1-CT/TU"]}]}`} {
		got := s.post("/directives/import", map[string]string{"do": "save", "sheet": sheet}, nil)
		if got.status != http.StatusUnprocessableEntity && got.status != http.StatusBadRequest {
			t.Errorf("%q: got %d", sheet, got.status)
		}
	}
	for _, file := range [][]byte{nil, []byte("not a workbook")} {
		if got := s.post("/directives/import", map[string]string{"do": "read"}, file); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `href="#f-file"`) {
			t.Errorf("file %q: got %d", file, got.status)
		}
	}
	if got := s.listedSymbols(); got != "" {
		t.Errorf("stored %s", got)
	}
}

func TestTheTemplateOfDirectivesIsReadBack(t *testing.T) {
	s := newSite(t)
	template := s.get("/directives/template")
	got := s.post("/directives/import", map[string]string{"do": "read"}, []byte(template.body))
	if got.status != http.StatusOK || !strings.Contains(text(got.body), "2 dòng đọc được, không có lỗi") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
}

func TestAListTooLongForAFormSaysWhatToDo(t *testing.T) {
	var page listImportPage
	long := xlsx.Sheet{Rows: []xlsx.Row{{Number: 1, Cells: []string{strings.Repeat("a", maxBody)}}}}
	if err := page.carry(long); err != nil || page.Sheet != "" || !strings.Contains(page.File.Message, "Chia thành nhiều tệp") {
		t.Errorf("got a form of %d bytes, %q, %v", len(page.Sheet), page.File.Message, err)
	}
}

func TestAnswersStandInTheirFieldsOnly(t *testing.T) {
	f := &form{values: map[string]string{"rows.5.sure": "1", "rows.6.sureX": "2", "rows.07.sure": "3", "rows.+8.sure": "4", "rows.9": "5",
		"rows..sure": "6", "xrows.10.sure": "7", "rows.11.sure.sure": "8", "do": "save"}}
	if got, want := answersIn(f), map[int]string{5: "1"}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
