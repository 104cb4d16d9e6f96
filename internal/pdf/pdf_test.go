package pdf

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"giaoban/internal/export"
	"giaoban/internal/testtool"
)

// run runs a tool on a file with the given data and returns what it prints.
func run(t *testing.T, data []byte, tool string, args ...string) string {
	t.Helper()
	path := testtool.Need(t, tool)
	file := filepath.Join(t.TempDir(), "d.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", file)
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// text returns what poppler reads in data, with single spaces.
func text(t *testing.T, data []byte) string {
	t.Helper()
	return words(run(t, data, "pdftotext", "-raw", "FILE", "-"))
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestFileHoldsEveryTextOfTheDocument(t *testing.T) {
	for _, d := range []*export.Document{report(22), list(30)} {
		got := text(t, write(t, d))
		var want []string
		for _, b := range d.Blocks {
			switch b := b.(type) {
			case export.Heading:
				want = append(want, b.Text)
			case export.Paragraph:
				want = append(want, b.Text)
			case export.Item:
				want = append(want, "- "+b.Text)
			case export.Table:
				for _, row := range b.Rows {
					for _, v := range row {
						want = append(want, v.String())
					}
				}
			}
		}
		if h := d.Letterhead; h != nil {
			want = append(want, h.Superior, h.Issuer, h.Symbol, h.Place, h.Abstract, "ĐẢNG CỘNG SẢN VIỆT NAM", "BÁO CÁO",
				"Nơi nhận:", "- Lưu Ban Dân vận.", "DỰ THẢO", "DỮ LIỆU MẪU", "1.270", h.PlaceDate(), h.NumberLine(d.Layout))
		}
		for _, w := range want {
			if !strings.Contains(got, words(w)) && !cellByCell(got, w) {
				t.Errorf("%s: %q is missing", d.Kind, w)
			}
		}
	}
}

// cellByCell reports whether the words of a broken cell all stand in the text:
// the lines of neighbouring cells come between them.
func cellByCell(got, want string) bool {
	for word := range strings.FieldsSeq(want) {
		if !strings.Contains(got, word) {
			return false
		}
	}
	return true
}

func TestPropertiesAndPages(t *testing.T) {
	info := run(t, write(t, report(22)), "pdfinfo", "FILE")
	for _, want := range []string{
		"Báo cáo công tác dân vận quý I năm 2024", "BAN DÂN VẬN HUYỆN ỦY GIA LÂM", "Pages: 3", "A4",
	} {
		if !strings.Contains(words(info), want) {
			t.Errorf("%q is missing in:\n%s", want, info)
		}
	}
	if landscape := run(t, write(t, list(3)), "pdfinfo", "FILE"); !strings.Contains(words(landscape), "841.89 x 595.28 pts (A4)") {
		t.Errorf("a list is not on landscape paper:\n%s", landscape)
	}
}

func TestFileIsSound(t *testing.T) {
	for _, d := range []*export.Document{report(0), report(22), list(0), list(300)} {
		if out := run(t, write(t, d), "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
			t.Errorf("%s: %s", d.Kind, out)
		}
	}
}

func TestHeadIsRepeatedOnEveryPageOfATable(t *testing.T) {
	data := write(t, list(300))
	out := run(t, data, "pdftotext", "-raw", "FILE", "-")
	pages := strings.Split(strings.TrimSuffix(out, "\f"), "\f")
	if len(pages) < 5 {
		t.Fatalf("got %d pages, want many", len(pages))
	}
	for i, p := range pages {
		if !strings.Contains(words(p), "Tên hội nghị") || !strings.Contains(p, fmt.Sprintf("Trang %d/%d", i+1, len(pages))) {
			t.Errorf("page %d has no head or number:\n%s", i+1, p)
		}
	}
	if got := strings.Count(out, "09/04/2024"); got != 300 {
		t.Errorf("got %d rows, want 300", got)
	}
}

func TestRowsAreNotBrokenOverPages(t *testing.T) {
	d := list(300)
	table := d.Blocks[0].(export.Table)
	for i := range table.Rows {
		table.Rows[i][1] = export.Text(fmt.Sprintf("Đầu%d %s cuối%d", i, strings.Repeat("giữa ", 60), i))
	}
	for i, p := range strings.Split(run(t, write(t, d), "pdftotext", "-raw", "FILE", "-"), "\f") {
		for _, m := range regexp.MustCompile(`Đầu(\d+)`).FindAllStringSubmatch(p, -1) {
			if !strings.Contains(p, "cuối"+m[1]) {
				t.Errorf("row %s begins on page %d and ends elsewhere", m[1], i+1)
			}
		}
	}
}

func TestARowTallerThanAPageIsBroken(t *testing.T) {
	d := list(2)
	var long []string
	for i := range 3000 {
		long = append(long, fmt.Sprintf("từ%d", i))
	}
	d.Blocks[0].(export.Table).Rows[0][1] = export.Text(strings.Join(long, " "))
	got := text(t, write(t, d))
	for _, w := range long {
		if !strings.Contains(got, w) {
			t.Fatalf("%q is lost", w)
		}
	}
}

func TestNothingLeavesItsColumnOrPage(t *testing.T) {
	fonts, err := loadMetrics()
	if err != nil {
		t.Fatal(err)
	}
	d := report(40)
	d.Blocks = append(d.Blocks, export.Paragraph{Text: strings.Repeat("x", 500) + " " + strings.Repeat("tuyên truyền-vận động ", 300)},
		export.Table{Columns: []export.Column{{Head: "A", Width: 1}, {Head: strings.Repeat("W", 90), Width: 1}},
			Rows: [][]export.Value{{export.Text(strings.Repeat("m", 200)), export.Text(strings.Repeat("n/", 200))}}})
	m := d.Layout.Margins
	for n, p := range layOut(d, fonts) {
		for _, k := range p.inks {
			right := max(k.x2, k.x+fonts[k.face].width(k.text, k.size)+k.stretch*float64(strings.Count(k.text, " ")))
			if k.x < m.Left-0.01 || right > short-m.Right+0.01 || k.y > long-m.Bottom+0.01 {
				t.Errorf("page %d: %q reaches from %.1f to %.1f, down to %.1f", n+1, k.text, k.x, right, k.y)
			}
		}
	}
}

func TestJustifiedLinesEndAtTheMargin(t *testing.T) {
	fonts, err := loadMetrics()
	if err != nil {
		t.Fatal(err)
	}
	d := &export.Document{Layout: export.SheetLayout(), Blocks: []export.Block{
		export.Paragraph{Text: strings.Repeat("tuyên truyền vận động nhân dân ", 20)}}}
	full := 0
	for _, k := range layOut(d, fonts)[0].inks {
		if k.stretch == 0 {
			continue
		}
		full++
		right := k.x + fonts[k.face].width(k.text, k.size) + k.stretch*float64(strings.Count(k.text, " "))
		if want := short - d.Layout.Margins.Right; right < want-0.01 || right > want+0.01 {
			t.Errorf("%q ends at %.2f, want %.2f", k.text, right, want)
		}
	}
	if full < 5 {
		t.Errorf("got %d justified lines, want more", full)
	}
}

func TestLinesEndInASpaceForReadersOfTheText(t *testing.T) {
	d := &export.Document{Layout: export.SheetLayout(), Blocks: []export.Block{
		export.Paragraph{Text: strings.Repeat("tuyên truyền vận động nhân dân ", 20)}}}
	content := run(t, write(t, d), "qpdf", "--stream-data=uncompress", "FILE", "-")
	justified, ended := strings.Count(content, "] TJ ET"), strings.Count(content, "(\x00 ) () ] TJ ET")
	if justified < 5 || ended != justified {
		t.Errorf("%d of %d lines end in a space", ended, justified)
	}
}

func TestAHeadingStaysWithWhatFollows(t *testing.T) {
	fonts, err := loadMetrics()
	if err != nil {
		t.Fatal(err)
	}
	for lines := range 40 {
		d := report(5)
		d.Blocks = nil
		for range lines {
			d.Blocks = append(d.Blocks, export.Paragraph{Text: "một dòng"})
		}
		d.Blocks = append(d.Blocks, export.Heading{Level: 1, Text: "TIÊU ĐỀ"}, directives(5))
		for i, p := range layOut(d, fonts) {
			var all []string
			for _, k := range p.inks {
				all = append(all, k.text)
			}
			s := strings.Join(all, " ")
			if strings.Contains(s, "TIÊU ĐỀ") && !strings.Contains(s, "42-KH/BDVHU-UBND") {
				t.Errorf("%d lines before: the heading stands alone on page %d", lines, i+1)
			}
			if strings.Contains(s, "Nơi nhận:") && !strings.Contains(s, "UBND") && !strings.Contains(s, "QĐ/TU") {
				t.Errorf("%d lines before: the signature stands alone on page %d", lines, i+1)
			}
		}
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	want := write(t, report(22))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var b bytes.Buffer
			if err := Write(&b, report(22)); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("got other bytes, error %v", err)
			}
		})
	}
	wg.Wait()
	d := report(22)
	d.Made = time.Time{}
	if out := write(t, d); !bytes.Contains(out, []byte("/CreationDate (D:1970")) {
		t.Error("a document without a date takes the date of today")
	}
}

func BenchmarkQuarter(b *testing.B) {
	size := 0
	for b.Loop() {
		size = len(write(b, report(22)))
	}
	b.ReportMetric(float64(size), "bytes")
}

func BenchmarkList5000(b *testing.B) {
	d, size := list(5000), 0
	for b.Loop() {
		size = len(write(b, d))
	}
	b.ReportMetric(float64(size), "bytes")
}
