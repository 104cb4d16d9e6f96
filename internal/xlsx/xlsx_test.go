package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
	"giaoban/internal/format/formattest"
)

func write(t testing.TB, d *export.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// texts returns all cells of a sheet, row by row.
func texts(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func oneTable(columns []export.Column, rows ...[]export.Value) *export.Document {
	return &export.Document{Title: "Thử", Made: formattest.Made,
		Blocks: []export.Block{export.Table{Key: "t", Sheet: "Thử", Columns: columns, Rows: rows}}}
}

func TestReportSheets(t *testing.T) {
	data := write(t, formattest.Report())
	formattest.WellFormed(t, data)
	f := open(t, data)
	if got, want := f.GetSheetList(), []string{"Tổng hợp", "Thành phần", "Số liệu", "Văn bản"}; !slices.Equal(got, want) {
		t.Fatalf("sheets = %q, want %q", got, want)
	}
	cover := fmt.Sprint(texts(t, f, "Tổng hợp"))
	for _, want := range []string{"BAN DÂN VẬN", "Báo cáo công tác dân vận quý I năm 2024", "DỰ THẢO – DỮ LIỆU MẪU",
		"I. HỘI NGHỊ GIAO BAN", "- Thời gian: ngày 09 tháng 4 năm 2024", "trang “Số liệu”"} {
		if !strings.Contains(cover, want) {
			t.Errorf("the cover lacks %q", want)
		}
	}
	rows := texts(t, f, "Số liệu")
	want := [][]string{
		{"Số liệu mô hình “Dân vận khéo”"}, {"Báo cáo công tác dân vận quý I năm 2024"}, {"DỰ THẢO – DỮ LIỆU MẪU"}, nil,
		{"TT", "Cấp", "Số mô hình đăng ký", "Tỷ lệ (%)"},
		{"1", "cấp huyện", "127", "9.5"}, {"2", "cấp xã", "1270", "90.5"}, {"3", "cấp cơ sở"}, {"", "Tổng cộng", "1397"},
	}
	if got, want := fmt.Sprintf("%q", rows), fmt.Sprintf("%q", want); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Title != "Báo cáo công tác dân vận quý I năm 2024" || props.Created != "2024-04-09T14:02:00Z" || props.Language != "vi-VN" {
		t.Errorf("properties = %+v, %v", props, err)
	}
}

func TestListHasNoCover(t *testing.T) {
	f := open(t, write(t, formattest.List(3)))
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Hội nghị"}) {
		t.Errorf("sheets = %q", got)
	}
}

func TestDataTablesAreSheets(t *testing.T) {
	d := formattest.List(1)
	d.Data = []export.Table{formattest.Counts()}
	f := open(t, write(t, d))
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Hội nghị", "Số liệu"}) {
		t.Errorf("sheets = %q", got)
	}
}

func TestCellsAreTyped(t *testing.T) {
	columns := []export.Column{{Head: "Giá trị"}, {Head: "Sau"}}
	tests := []struct {
		name   string
		value  export.Value
		kind   excelize.CellType
		raw    string
		format string
	}{
		{"số", export.Number(1270), excelize.CellTypeUnset, "1270", wholeFormat},
		{"số lẻ", export.Value{Kind: export.NumberKind, Number: -1234.5, Known: true}, excelize.CellTypeUnset, "-1234.5", decimalFormat},
		{"không", export.Number(0), excelize.CellTypeUnset, "0", wholeFormat},
		{"ngày", export.Date("2024-04-09"), excelize.CellTypeUnset, "45391", dateFormat},
		{"ngày đầu", export.Date("1900-03-01"), excelize.CellTypeUnset, "61", dateFormat},
		{"trước Excel", export.Date("1890-01-02"), excelize.CellTypeInlineString, "02/01/1890", ""},
		{"chữ", export.Text("0123"), excelize.CellTypeInlineString, "0123", ""},
		{"trống", export.None(), excelize.CellTypeUnset, "", ""},
	}
	for _, test := range tests {
		f := open(t, write(t, oneTable(columns, []export.Value{test.value, export.Text("x")})))
		kind, _ := f.GetCellType("Thử", "A4")
		raw, _ := f.GetCellValue("Thử", "A4")
		if kind != test.kind || raw != test.raw {
			t.Errorf("%s: got type %v, %q; want %v, %q", test.name, kind, raw, test.kind, test.raw)
		}
		id, _ := f.GetCellStyle("Thử", "A4")
		style, err := f.GetStyle(id)
		if err != nil || style.Font == nil || style.Font.Family != font {
			t.Fatalf("%s: style %+v, %v", test.name, style, err)
		}
		format := ""
		if style.CustomNumFmt != nil {
			format = *style.CustomNumFmt
		} else if style.NumFmt == 3 {
			format = wholeFormat
		}
		if format != test.format {
			t.Errorf("%s: format %q, want %q", test.name, format, test.format)
		}
	}
}

func TestTotals(t *testing.T) {
	formula := func(d *export.Document, cell string) (formula, cached string) {
		f := open(t, write(t, d))
		sheet := f.GetSheetList()[0]
		formula, _ = f.GetCellFormula(sheet, cell)
		cached, _ = f.GetCellValue(sheet, cell)
		return formula, cached
	}
	table := formattest.Counts()
	d := &export.Document{Blocks: []export.Block{table}}
	if got, cached := formula(d, "C7"); got != "SUBTOTAL(9,C4:C6)" || cached != "1397" {
		t.Errorf("total = %q, %q", got, cached)
	}
	table.Total[2] = export.Number(1300) // models that stand at two levels
	if got, cached := formula(d, "C7"); got != "" || cached != "1300" {
		t.Errorf("a total that is no sum = %q, %q", got, cached)
	}
}

func TestNoTextBecomesAFormula(t *testing.T) {
	var rows [][]export.Value
	for _, s := range formattest.Hostile() {
		rows = append(rows, []export.Value{export.Text(s)})
	}
	d := oneTable([]export.Column{{Head: "=1+1"}}, rows...)
	d.Title = "=1+1"
	d.Blocks = append(d.Blocks, export.Paragraph{Text: "=1+1"}, export.Item{Text: "@SUM(1)"})
	for name, part := range formattest.Unzip(t, write(t, d)) {
		if strings.Contains(part, "<f>") {
			t.Errorf("%s has a formula", name)
		}
	}
}

func TestHostileTextsComeBack(t *testing.T) {
	var rows [][]export.Value
	for i, s := range formattest.Hostile() {
		rows = append(rows, []export.Value{export.Index(i + 1), export.Text(s)})
	}
	data := write(t, oneTable([]export.Column{{Head: "TT", Kind: export.IndexKind}, {Head: "Nội dung"}}, rows...))
	formattest.WellFormed(t, data)
	// A long text goes on in rows that have no number of their own.
	var got []string
	for _, row := range texts(t, open(t, data), "Thử")[3:] {
		if len(row) < 2 {
			t.Fatalf("row %q", row)
		}
		if row[0] == "" {
			got[len(got)-1] += row[1]
		} else {
			got = append(got, row[1])
		}
	}
	for i, s := range formattest.Hostile() {
		if i >= len(got) || got[i] != clean(s) {
			t.Errorf("row %d: got %.60q, want %.60q", i+1, got[min(i, len(got)-1)], clean(s))
		}
	}
}

func TestWhatCannotBeWrittenShows(t *testing.T) {
	for _, s := range formattest.Broken() {
		data := write(t, oneTable([]export.Column{{Head: s}}, []export.Value{export.Text(s)}))
		formattest.WellFormed(t, data)
		if got := texts(t, open(t, data), "Thử")[3][0]; !strings.Contains(got, "\uFFFD") {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestLongTextIsNeverCut(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("𠮷", 20000), strings.Repeat("a", maxCell), strings.Repeat("a", maxCell+1),
		strings.Repeat("dòng\n", 600), strings.Repeat("Dân vận khéo. ", 5000), "",
	} {
		parts := pieces(s)
		if strings.Join(parts, "") != s {
			t.Errorf("the pieces of %.20q are not the text", s)
		}
		for _, p := range parts {
			if units, lines := len(utf16.Encode([]rune(p))), strings.Count(p, "\n"); units > 32767 || lines > 253 {
				t.Errorf("a piece of %.20q has %d units, %d line ends", s, units, lines)
			}
		}
	}
	err := Write(&bytes.Buffer{}, oneTable([]export.Column{{Head: strings.Repeat("a", maxCell+1)}}))
	if err == nil || !strings.Contains(err.Error(), "ô A3: tiêu đề cột dài quá 32.767 ký tự") {
		t.Errorf("a head that does not fit: %v", err)
	}
}

func TestSheetNames(t *testing.T) {
	var n names
	for _, test := range [][2]string{
		{"Số liệu", "Số liệu"}, {"số LIỆU", "số LIỆU (2)"}, {"Quý I/2024", "Quý I-2024"}, {"[a]:*?/\\b", "-a------b"},
		{"", "Bảng"}, {"'nháy'", "nháy"}, {"  ", "Bảng (2)"}, {"history", "history_"}, {"a\x00b", "a\uFFFDb"},
		{"Danh sách mô hình Dân vận khéo của huyện", "Danh sách mô hình Dân vận khéo"},
		{"Danh sách mô hình Dân vận khéo của xã", "Danh sách mô hình Dân vận k (2)"},
		{strings.Repeat("😀", 20), strings.Repeat("😀", 15)},
	} {
		if got := n.unique(test[0]); got != test[1] {
			t.Errorf("%q became %q, want %q", test[0], got, test[1])
		}
	}
	d := &export.Document{}
	for range 12 {
		d.Blocks = append(d.Blocks, export.Table{Sheet: "Tổ 'A' / " + strings.Repeat("x", 40), Columns: []export.Column{{Head: "Một"}},
			Rows: [][]export.Value{{export.Text("a")}}})
	}
	if got := len(open(t, write(t, d)).GetSheetList()); got != 12 {
		t.Errorf("%d sheets, want 12", got)
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	first := write(t, formattest.Report())
	for range 20 {
		if !bytes.Equal(write(t, formattest.Report()), first) {
			t.Fatal("two files of one document differ")
		}
	}
}

func TestEmptyDocuments(t *testing.T) {
	for _, d := range []*export.Document{
		{},
		{Title: "Không có bảng"},
		{Letterhead: &export.Letterhead{}, Blocks: []export.Block{export.Paragraph{}}},
		{Blocks: []export.Block{export.Table{}}},
		{Period: "2024-Q1", Blocks: []export.Block{export.Table{Columns: []export.Column{{Head: "Một"}, {}}, Empty: "Chưa có gì."}}},
		{Blocks: []export.Block{export.Table{Columns: []export.Column{{}, {}}, Rows: [][]export.Value{{export.Text("ngắn")}}, Total: []export.Value{}}}},
	} {
		data := write(t, d)
		formattest.WellFormed(t, data)
		open(t, data)
	}
}

func TestPrintAndViewSetUp(t *testing.T) {
	sheet := formattest.Unzip(t, write(t, formattest.List(3)))["xl/worksheets/sheet1.xml"]
	for _, want := range []string{`<autoFilter ref="$A$4:$H$7">`, `ySplit="4"`, `xSplit="1"`, `state="frozen"`, `paperSize="9"`,
		`orientation="landscape"`, `fitToHeight="0"`, `fitToWidth="1"`, `fitToPage="true"`, "Trang &amp;P/&amp;N", "DỮ LIỆU MẪU"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
	var last int
	for i, rest := range strings.Split(sheet, `<col min="`) {
		var n int
		if fmt.Sscan(rest, &n); i > 0 && n != last+1 {
			t.Errorf("column %d follows column %d", n, last)
		}
		last = n
	}
	book := formattest.Unzip(t, write(t, formattest.List(3)))["xl/workbook.xml"]
	if !strings.Contains(book, "_xlnm.Print_Titles") || !strings.Contains(book, "!$4:$4") {
		t.Errorf("no head repeats in print: %s", book)
	}
}

func TestColumnWidths(t *testing.T) {
	for _, table := range []export.Table{formattest.Roles(), formattest.Counts(), formattest.Directives(12)} {
		for i, w := range columnWidths(&table) {
			if least, most := needs(&table, i); w < least || w > most {
				t.Errorf("%s: column %d is %.1f wide, want %.1f to %.1f", table.Key, i, w, least, most)
			}
		}
	}
}

func TestNumbersAndDaysFit(t *testing.T) {
	table := export.Table{Columns: []export.Column{{Head: "A", Kind: export.NumberKind}, {Head: "B", Kind: export.DateKind}, {}}}
	for range 30 { // columns that leave no room
		table.Columns = append(table.Columns, export.Column{Head: "Nghiêng", Width: 100})
	}
	table.Rows = [][]export.Value{{export.Number(1_234_567_890), export.Date("2024-04-09")}}
	widths := columnWidths(&table)
	for i, v := range table.Rows[0] {
		if least := float64(len(v.String())); widths[i] < least {
			t.Errorf("%s has a column of %.1f, want %.1f", v, widths[i], least)
		}
	}
	if widths[2] <= 0 {
		t.Error("an empty column is hidden")
	}
}
