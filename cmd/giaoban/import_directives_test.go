package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/export"
	"giaoban/internal/xlsx"
)

// directiveFile writes a list of directives, whose cells stand between bars.
func directiveFile(t *testing.T, heads string, rows ...string) string {
	t.Helper()
	table := export.Table{Sheet: "Văn bản"}
	for head := range strings.SplitSeq(heads, "|") {
		table.Columns = append(table.Columns, export.Column{Head: head})
	}
	for _, row := range rows {
		var cells []export.Value
		for cell := range strings.SplitSeq(row, "|") {
			cells = append(cells, export.Text(cell))
		}
		table.Rows = append(table.Rows, cells)
	}
	var file bytes.Buffer
	if err := xlsx.Write(&file, &export.Document{Title: "Danh mục văn bản", Blocks: []export.Block{table}}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "văn bản.xlsx")
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportDirectives(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	path := directiveFile(t, "Loại văn bản|Số ký hiệu|Ngày ban hành|Triển khai",
		"Chỉ thị|31-CT/TU|14/6/2023|", "Kế hoạch|15-KH/HU|2023|31-CT/TU", "Chỉ dụ|1-CT/TU||")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{path}, 1, "3 dòng, 2 dòng đúng: 2 văn bản mới"},
		{[]string{path, "--skip-bad", "--dry-run"}, 0, "Chưa lưu gì (--dry-run)."},
		{[]string{path, "--skip-bad"}, 0, "Đã thêm 2 văn bản, bổ sung 0; 0 đã có từ trước."},
		{[]string{path, "--skip-bad"}, 0, "Đã thêm 0 văn bản, bổ sung 0; 2 đã có từ trước."},
	} {
		code, out, errs := call(t, dir, "", append([]string{"import", "directives"}, c.args...)...)
		if code != c.code || !strings.Contains(out, c.want) || !strings.Contains(out, "Dòng 6, cột Loại: Không có loại văn bản này.") ||
			code == 1 && !strings.Contains(errs, "chưa lưu gì") {
			t.Errorf("%q: got %d, %q, %q, want %d and %q", c.args, code, out, errs, c.code, c.want)
		}
	}
	loop := directiveFile(t, "Loại|Số, ký hiệu|Thay thế cho", "Chỉ thị|2-CT/TU|3-CT/TU", "Chỉ thị|3-CT/TU|2-CT/TU")
	if code, _, errs := call(t, dir, "", "import", "directives", loop); code != 1 || !strings.Contains(errs, "khép thành vòng") || !strings.Contains(errs, "chưa lưu gì") {
		t.Errorf("a loop: got %d, %q", code, errs)
	}
	doubtful := directiveFile(t, "Loại|Số, ký hiệu|Ngày", "Chỉ thị|31-ct/tu|24/6/2023", "Quyết định|32-CT/TU|", "Chỉ thị|33-CT/TU|")
	for _, c := range []struct {
		more []string
		code int
		want string
	}{
		{nil, 1, "Xem lại: Dòng 5, cột Loại: Loại văn bản là Quyết định, nhưng ký hiệu 32-CT/TU là của Chỉ thị."},
		{nil, 1, "Xem lại: Dòng 4, cột Số, ký hiệu: Có phải là văn bản đã có trong sổ: Chỉ thị 31-CT/TU (14/06/2023)?"},
		{[]string{"--skip-bad"}, 0, "Đã thêm 1 văn bản, bổ sung 0; 0 đã có từ trước."},
		{[]string{"--sure"}, 0, "Đã thêm 2 văn bản, bổ sung 0; 1 đã có từ trước."},
	} {
		code, out, errs := call(t, dir, "", append([]string{"import", "directives", doubtful}, c.more...)...)
		if code != c.code || !strings.Contains(out, c.want) || code == 1 && !strings.Contains(errs, "có 2 dòng cần xem lại; chưa lưu gì") {
			t.Errorf("%q: got %d, %q, %q, want %d and %q", c.more, code, out, errs, c.code, c.want)
		}
	}
	code, out, errs := call(t, dir, "", "export", "directives", "--format", "csv")
	if code != 0 || strings.Contains(out, ",2-CT/TU") || !strings.Contains(out, "31-CT/TU") {
		t.Errorf("export directives: got %d, %q, %q", code, out, errs)
	}
}

// An export of the register can be imported, and changes nothing.
func TestAnExportIsReadBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	list := directiveFile(t, "Loại|Số, ký hiệu|Ngày|Cơ quan ban hành|Trích yếu",
		"Chỉ thị|31-CT/TU|14/6/2023|Thành ủy Hà Nội|thực hiện Chỉ thị số 40-CT/TW", "Nghị định|60/2023/NĐ-CP|2023|Chính phủ|", "Luật|||Quốc hội|Thủ đô")
	if code, out, errs := call(t, dir, "", "import", "directives", list); code != 0 {
		t.Fatalf("got %d, %q, %q", code, out, errs)
	}
	path := filepath.Join(t.TempDir(), "so.xlsx") // with 40-CT/TW, which is known by citation only
	if code, out, errs := call(t, dir, "", "export", "directives", "--format", "xlsx", "-o", path); code != 0 {
		t.Fatalf("got %d, %q, %q", code, out, errs)
	}
	if code, out, errs := call(t, dir, "", "import", "directives", path); code != 0 || !strings.Contains(out, "Đã thêm 0 văn bản, bổ sung 0; 4 đã có từ trước.") {
		t.Errorf("got %d, %q, %q", code, out, errs)
	}
}
