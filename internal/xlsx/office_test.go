package xlsx

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format/formattest"
)

// TestLibreOffice opens, prints and saves workbooks with another program.
func TestLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes seconds")
	}
	var rows [][]export.Value
	for i, s := range formattest.Hostile() {
		// LibreOffice does not save an escaped escape as it read it.
		if len(s) < 1000 && s != "_x005F_x0041_" {
			rows = append(rows, []export.Value{export.Index(i + 1), export.Text(s), export.Date(briefing.NewDay(2024, 1, 1+i%28))})
		}
	}
	bad := oneTable([]export.Column{{Head: "TT", Kind: export.IndexKind}, {Head: "Nội dung"}, {Head: "Ngày", Kind: export.DateKind}}, rows...)
	var files []string
	for name, d := range map[string]*export.Document{"report": formattest.Report(), "list": formattest.List(60), "bad": bad} {
		files = append(files, formattest.Save(t, name+".xlsx", write(t, d)))
	}
	for i, path := range formattest.Convert(t, "xlsx", files...) {
		mine, _ := os.ReadFile(files[i])
		again, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, b := open(t, mine), open(t, again)
		if got, want := b.GetSheetList(), a.GetSheetList(); !slices.Equal(got, want) {
			t.Errorf("%s: sheets %q, want %q", path, got, want)
			continue
		}
		for _, sheet := range a.GetSheetList() {
			got, want := trimmed(texts(t, b, sheet)), trimmed(texts(t, a, sheet))
			for r := range max(len(got), len(want)) {
				if r >= len(got) || r >= len(want) || !slices.Equal(got[r], want[r]) {
					t.Errorf("%s, %s: LibreOffice saves row %d as %q, want %q", path, sheet, r+1, got[min(r, len(got)-1)], want[min(r, len(want)-1)])
					break
				}
			}
		}
	}
	for i, path := range formattest.Convert(t, "pdf", files...) {
		pages := formattest.PDFPages(t, path)
		all := strings.Join(pages, "")
		if strings.Contains(all, "###") {
			t.Errorf("%s: a column is too narrow", path)
		}
		if !strings.Contains(files[i], "list.xlsx") {
			continue
		}
		if len(pages) < 2 {
			t.Errorf("the list takes %d pages, want more", len(pages))
		}
		for n, page := range pages {
			if !strings.Contains(page, "Ngày họp") || !strings.Contains(page, fmt.Sprintf("Trang %d/%d", n+1, len(pages))) {
				t.Errorf("page %d of the list lacks its head or number", n+1)
			}
		}
	}
}

// trimmed drops empty cells at the ends of rows, and empty rows at the end.
func trimmed(rows [][]string) [][]string {
	for i, row := range rows {
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		rows[i] = row
	}
	for len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		rows = rows[:len(rows)-1]
	}
	return rows
}
