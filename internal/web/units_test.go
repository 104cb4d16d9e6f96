package web

import (
	"bytes"
	"maps"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/xlsx"
)

// Two units have no code in common at the same time; codes are used again later.
func TestACodeBelongsToOneUnitAtATime(t *testing.T) {
	s := newSite(t)
	first := briefing.Unit{Name: "Xã Cũ", ShortName: "Cũ", Kind: "xã", Level: briefing.Commune, Code: "00541", ValidTo: "2024-12-31"}
	s.need(s.db.InsertUnits(t.Context(), tester, []briefing.Unit{first}))
	values := formTo(t, s.get("/units/new").body, "/units").values
	maps.Copy(values, map[string]string{"name": "Xã Mới", "short_name": "Mới", "kind": "xã", "level": "commune", "code": "00541", "valid_from": "01/07/2024"})
	got := s.post("/units", values, nil)
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Mã 00541 đang là của Xã Cũ trong thời gian này (đến hết 31/12/2024)") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	list := s.post("/units/import", map[string]string{"do": "read"}, unitList(t, "Xã Khác|00541|", "Xã Một|00001|", "Xã Hai|00001|"))
	if page := text(list.body); list.status != http.StatusUnprocessableEntity || !strings.Contains(page, "Mã 00541 đang là của Xã Cũ") || !strings.Contains(page, "Trùng mã với dòng") {
		t.Errorf("the import: got %d: %s", list.status, page)
	}
	values["valid_from"] = "01/01/2025"
	if got := s.post("/units", values, nil); got.status != http.StatusSeeOther {
		t.Errorf("the code used again later: got %d: %s", got.status, text(got.body))
	}
}

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
	if preview.status != http.StatusOK || !strings.Contains(text(preview.body), "3 đơn vị mới đọc được") || strings.Contains(preview.body, "<script>alert") {
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
		if got.status != http.StatusOK || !strings.Contains(text(got.body), "Không có đơn vị nào mới: cả 3 đơn vị của tệp đã có trong sổ.") {
			t.Errorf("again: got %d: %s", got.status, text(got.body))
		}
	}
	if got := s.unitNames(); strings.Count(got, "Xã Đa Tốn") != 1 {
		t.Errorf("stored twice: %s", got)
	}
}

func TestOneBadRowStoresNothing(t *testing.T) {
	s := newSite(t)
	preview := s.post("/units/import", map[string]string{"do": "read"}, unitList(t, "Xã Đa Tốn|577|", "Xã Kiêu Kỵ|00580|"))
	told := text(preview.body)
	if preview.status != http.StatusUnprocessableEntity || !strings.Contains(told, "1 dòng có lỗi, 1 đơn vị mới đọc được") ||
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
	if got.status != http.StatusOK || !strings.Contains(text(got.body), "2 đơn vị mới đọc được") {
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

func TestTheExportedListIsReadBack(t *testing.T) {
	s := newSite(t)
	units := []briefing.Unit{
		{Name: "Thành phố Hà Nội", ShortName: "Hà Nội", Kind: "thành phố", Level: briefing.Province, Code: "01"},
		{Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District, Code: "018", Parent: -1, ValidTo: "2025-06-30"},
		{Name: "Xã Phù Đổng", ShortName: "Phù Đổng (cũ)", Kind: "xã", Level: briefing.Commune, Code: "00544", Parent: -2, ValidTo: "2024-12-31"},
		{Name: "Xã Phù Đổng", ShortName: "Phù Đổng", Kind: "xã", Level: briefing.Commune, Code: "00541", Parent: -2, ValidFrom: "2025-01-01"},
		{Name: "Thôn Một", ShortName: "Một", Kind: "thôn", Level: briefing.Base, Parent: -4, ValidFrom: "2025-01-01"},
		{Name: "Hội =Nông dân", ShortName: "HND", Kind: "đoàn thể", Level: briefing.District, Parent: -2},
		{Name: "Ban Dân vận Trung ương", ShortName: "Ban Dân vận Trung ương", Kind: "ban đảng", Level: briefing.Central},
	}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	exported := func(from *site) string {
		t.Helper()
		csv := from.get("/exports/units?format=csv")
		if csv.status != http.StatusOK {
			t.Fatalf("got %d", csv.status)
		}
		return csv.body
	}
	for _, day := range []string{"", "&on=2024-06-01", "&on=2025-06-01", "&on=2025-07-01"} {
		file := s.get("/exports/units?format=xlsx" + day)
		got := s.post("/units/import", map[string]string{"do": "read"}, []byte(file.body))
		if got.status != http.StatusOK || !strings.Contains(text(got.body), "Không có đơn vị nào mới") {
			t.Errorf("%s: got %d: %s", day, got.status, text(got.body))
		}
	}
	// Another office that reads the file has the same list. The list of a day on
	// which a unit stands below an ended one says which is missing.
	other := newSite(t)
	later := other.post("/units/import", map[string]string{"do": "read"}, []byte(s.get("/exports/units?format=xlsx&on=2025-07-01").body))
	if told := text(later.body); later.status != http.StatusUnprocessableEntity || !strings.Contains(told, "Không thấy đơn vị “Huyện Gia Lâm”") {
		t.Errorf("got %d: %s", later.status, told)
	}
	preview := other.post("/units/import", map[string]string{"do": "read"}, []byte(s.get("/exports/units?format=xlsx").body))
	form := formIn(t, preview.body)
	form.values["do"] = "save"
	if got := other.post(form.action, form.values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	if got, want := exported(other), exported(s); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestThePageOfUnitsLeadsToItsLists(t *testing.T) {
	s := newSite(t)
	s.post("/units/reference", map[string]string{"do": "add"}, nil)
	page := s.get("/units?on=01/01/2024")
	for _, format := range []string{"xlsx", "csv"} {
		link := "/exports/units?format=" + format + "&amp;on=2024-01-01"
		if !strings.Contains(page.body, link) {
			t.Errorf("no link %s", link)
		}
	}
	if got := s.get("/exports/units?format=csv&on=30/02/2024"); got.status != http.StatusNotFound {
		t.Errorf("a day that is none: got %d, want 404", got.status)
	}
	reader := s.as(s.signedIn("lanhdao", briefing.Leader, 0)).get("/units")
	if strings.Contains(reader.body, "/edit") || strings.Contains(reader.body, "/units/new") {
		t.Error("a leader sees how to correct units")
	}
}

func TestAUnitOfAnAccountDoesNotEndInSilence(t *testing.T) {
	s := newSite(t)
	units := []briefing.Unit{{Name: "Xã A", ShortName: "A", Kind: "xã", Level: briefing.Commune}}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	s.signedIn("xa.a", briefing.CommuneStaff, units[0].ID)
	form := formIn(t, s.get("/units/1/edit").body)
	form.values["level"], form.values["do"] = "base", "save"
	asked := s.post(form.action, form.values, nil)
	if asked.status != http.StatusUnprocessableEntity || !strings.Contains(text(asked.body), "Tài khoản xa.a") {
		t.Fatalf("got %d: %s", asked.status, text(asked.body))
	}
	// Consent holds for those who were named, not for who came later.
	s.signedIn("xa.b", briefing.CommuneStaff, units[0].ID)
	form = formIn(t, asked.body)
	form.values["do"] = "save"
	again := s.post(form.action, form.values, nil)
	if again.status != http.StatusUnprocessableEntity || !strings.Contains(text(again.body), "xa.a, xa.b") {
		t.Fatalf("got %d: %s", again.status, text(again.body))
	}
	form = formIn(t, again.body)
	form.values["do"] = "save"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
}

func TestALargeWorkbookIsNotCalledAnArticle(t *testing.T) {
	s := newSite(t)
	got := s.post("/units/import", map[string]string{"do": "read"}, make([]byte, maxBody+1))
	if got.status != http.StatusRequestEntityTooLarge || !strings.Contains(text(got.body), "Tệp Excel quá lớn") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	got = s.post("/meetings/import", map[string]string{"do": "read"}, make([]byte, maxBody+1))
	if got.status != http.StatusRequestEntityTooLarge || !strings.Contains(text(got.body), "Văn bản quá lớn") {
		t.Errorf("an article: got %d: %s", got.status, text(got.body))
	}
}

func TestTheUnitOfAnAccountIsTheOneValidToday(t *testing.T) {
	s := newSite(t)
	day := func(days int) briefing.Day {
		return briefing.DayOf(s.server.now().In(briefing.Zone).AddDate(0, 0, days))
	}
	units := []briefing.Unit{{Name: "Xã Sắp Nhập", Kind: "xã", Level: briefing.Commune, ValidTo: day(7)},
		{Name: "Xã Chưa Lập", Kind: "xã", Level: briefing.Commune, ValidFrom: day(8)}}
	if err := s.db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	page := text(s.get("/accounts/new").body)
	if !strings.Contains(page, "Xã Sắp Nhập") || strings.Contains(page, "Xã Chưa Lập") {
		t.Errorf("got %s", page)
	}
	told := text(s.as(s.signedIn("xa.a", briefing.CommuneStaff, units[0].ID)).get("/").body)
	if !strings.Contains(told, "Xã Sắp Nhập") {
		t.Errorf("got %s", told)
	}
}
