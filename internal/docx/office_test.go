package docx

import (
	"os"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/export"
	"giaoban/internal/format/formattest"
)

// TestLibreOffice opens, prints and saves files with another program.
func TestLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes seconds")
	}
	report, list := write(t, formattest.Report()), write(t, formattest.List(60))
	// LibreOffice, unlike Word, saves _x0041_ as _x005F_x0041_.
	texts := slices.DeleteFunc(formattest.Hostile(), func(s string) bool { return strings.Contains(s, "_x") })
	short := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return len(s) > 1000 })
	d := hostile(short)
	for _, s := range texts[len(short):] {
		d.Blocks = append(d.Blocks, export.Paragraph{Text: s}, export.Table{Columns: []export.Column{{Head: "Nội dung"}},
			Rows: [][]export.Value{{export.Text(s)}}})
	}
	bad := write(t, d)
	files := []string{formattest.Save(t, "report.docx", report), formattest.Save(t, "list.docx", list), formattest.Save(t, "bad.docx", bad)}

	pdfs := formattest.Convert(t, "pdf", files...)
	pages := formattest.PDFPages(t, pdfs[0])
	if len(pages) < 2 || len(pages) > 4 {
		t.Errorf("the report takes %d pages", len(pages))
	}
	if strings.Contains(strings.Join(strings.Fields(pages[0]), " "), " 1 DỰ THẢO") {
		t.Error("the first page is numbered")
	}
	if !strings.Contains(strings.Join(strings.Fields(pages[1]), " "), "2 DỰ THẢO – DỮ LIỆU MẪU") {
		t.Errorf("page 2 begins %.200q", pages[1])
	}
	all := strings.Join(pages, "")
	for _, want := range []string{"BÁO CÁO", "07/08/2023", "1.397", "K/T TRƯỞNG BAN", "- Lưu Ban Dân vận."} {
		if !strings.Contains(all, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	listPages := formattest.PDFPages(t, pdfs[1])
	if len(listPages) < 2 {
		t.Fatalf("the list takes %d pages, want more", len(listPages))
	}
	for i, page := range listPages {
		if !strings.Contains(page, "Ngày họp") {
			t.Errorf("page %d of the list has no head row", i+1)
		}
		if !strings.Contains(page, "Trang ") {
			t.Errorf("page %d of the list has no number", i+1)
		}
	}

	// A row higher than a page must go on over the next; all of it must print.
	if got := strings.Count(strings.Join(formattest.PDFPages(t, pdfs[2]), ""), "khéo"); got < 2*3080 {
		t.Errorf("LibreOffice prints %d words of the long text, want %d", got, 2*3080)
	}

	for i, path := range formattest.Convert(t, "docx", files...) {
		again, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		mine, _ := os.ReadFile(files[i])
		want, got := paragraphs(t, mine), paragraphs(t, again)
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("LibreOffice saves other paragraphs of %s: %s", files[i], firstDifference(got, want))
		}
	}
}

func firstDifference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return "got " + got[i][:min(len(got[i]), 200)] + ", want " + want[i][:min(len(want[i]), 200)]
		}
	}
	return "another number of them"
}
