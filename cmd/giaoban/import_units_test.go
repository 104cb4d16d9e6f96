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

func TestImportUnits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	table := export.Table{Sheet: "Đơn vị", Columns: []export.Column{{Head: "Tên đơn vị"}, {Head: "Mã"}}, Rows: [][]export.Value{
		{export.Text("Huyện Gia Lâm"), export.Text("018")}, {export.Text("Xã Đa Tốn"), export.Text("577")}}}
	var file bytes.Buffer
	if err := xlsx.Write(&file, &export.Document{Title: "Đơn vị", Blocks: []export.Block{table}}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "đơn vị.xlsx")
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{path}, 1, "2 dòng, 1 dòng đúng."},
		{[]string{path, "--skip-bad", "--dry-run"}, 0, "Chưa lưu gì (--dry-run)."},
		{[]string{path, "--skip-bad"}, 0, "Đã lưu 1 đơn vị."},
		{[]string{path, "--skip-bad"}, 1, "2 dòng, 0 dòng đúng."},
	} {
		code, out, errs := call(t, dir, "", append([]string{"import", "units"}, c.args...)...)
		if code != c.code || !strings.Contains(out, c.want) || code == 1 && !strings.Contains(errs, "chưa lưu gì") {
			t.Errorf("%q: got %d, %q, %q, want %d and %q", c.args, code, out, errs, c.code, c.want)
		}
	}
	code, out, errs := call(t, dir, "", "export", "audit", "--format", "csv")
	if code != 0 || !strings.Contains(out, "(máy chủ),Thêm,Đơn vị Huyện Gia Lâm,") {
		t.Errorf("export audit: got %d, %q, %q", code, out, errs)
	}
	if code, _, errs := call(t, dir, "", "import", "units", writeFile(t, "a.xlsx", "not a workbook")); code != 1 || !strings.Contains(errs, "không phải tệp Excel") {
		t.Errorf("got %d, %q", code, errs)
	}
}
