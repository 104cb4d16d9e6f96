package format_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/format/formattest"
	"giaoban/internal/vntext"
)

// write returns d as a file of the named format.
func write(t *testing.T, name string, d *export.Document) []byte {
	t.Helper()
	f, ok := format.Named(name)
	if !ok {
		t.Fatalf("no format %q", name)
	}
	var b bytes.Buffer
	if err := f.Write(&b, d); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.Bytes()
}

func TestMenu(t *testing.T) {
	var got []string
	for _, f := range format.All() {
		got = append(got, f.Name)
		if f.Label == "" || f.ContentType == "" || f.Ext != "."+f.Name {
			t.Errorf("%s: %+v", f.Name, f)
		}
	}
	if want := []string{"pdf", "docx", "xlsx", "csv", "json"}; !slices.Equal(got, want) {
		t.Errorf("formats = %q, want %q", got, want)
	}
	if got, want := format.Names(), "pdf, docx, xlsx, csv hoặc json"; got != want {
		t.Errorf("names = %q, want %q", got, want)
	}
	if got := format.Offices(); len(got) != 3 || got[2].Name != "xlsx" {
		t.Errorf("formats of offices = %v, want pdf, docx and xlsx", got)
	}
	if _, ok := format.Named("doc"); ok {
		t.Error("there is a format doc")
	}
}

func TestEveryFormatIsDeterministic(t *testing.T) {
	for _, f := range format.All() {
		for _, d := range []*export.Document{formattest.Report(), formattest.List(40)} {
			if !bytes.Equal(write(t, f.Name, d), write(t, f.Name, d)) {
				t.Errorf("%s: two files of one document differ", f.Name)
			}
		}
	}
}

func TestEveryFormatTakesHostileTexts(t *testing.T) {
	for _, s := range append(formattest.Hostile(), formattest.Broken()...) {
		d := &export.Document{Kind: "test", Title: s, Layout: export.ListLayout(), Blocks: []export.Block{
			export.Heading{Level: 1, Text: s}, export.Paragraph{Text: s}, export.Item{Text: s},
			export.Table{Key: "t", Sheet: "Bảng", Title: s, Empty: s, Columns: []export.Column{{Key: "a", Head: "A"}},
				Rows: [][]export.Value{{export.Text(s)}}},
		}}
		for _, f := range format.All() {
			var b bytes.Buffer
			if err := f.Write(&b, d); err != nil {
				t.Errorf("%s: %.40q: %v", f.Name, s, err)
			}
		}
	}
}

// TestEveryFormatHasTheSameFigures reads the table of numbers back from each
// format and compares it with the document.
func TestEveryFormatHasTheSameFigures(t *testing.T) {
	table := formattest.Counts()
	var want []string
	for _, row := range append(slices.Clone(table.Rows), table.Total) {
		for _, i := range []int{2, 3} {
			if row[i].Known {
				want = append(want, row[i].String())
			}
		}
	}
	readers := map[string]func(*testing.T, []byte) []string{
		"pdf": pdfFigures, "docx": docxFigures, "xlsx": xlsxFigures, "csv": csvFigures, "json": jsonFigures,
	}
	for _, f := range format.All() {
		t.Run(f.Name, func(t *testing.T) {
			if got := readers[f.Name](t, write(t, f.Name, formattest.Report())); !slices.Equal(got, want) {
				t.Errorf("figures = %q, want %q", got, want)
			}
		})
	}
}

// countsRow finds the rows of the table of counts in laid out text.
var countsRow = regexp.MustCompile(`(?m)^\s*(?:\d\s+cấp|Tổng cộng)[^\d\n]*([\d.,]*)[ \t]*([\d.,]*)[ \t]*$`)

func pdfFigures(t *testing.T, data []byte) []string {
	var all []string
	text := strings.Join(formattest.PDFPages(t, formattest.Save(t, "f.pdf", data)), "\n")
	for _, m := range countsRow.FindAllStringSubmatch(text, -1) {
		all = appendKnown(all, m[1:]...)
	}
	return all
}

func appendKnown(all []string, cells ...string) []string {
	for _, c := range cells {
		if c != "" {
			all = append(all, c)
		}
	}
	return all
}

// figuresOf returns the figures of that table whose head is that of the table
// of counts.
func figuresOf(rows [][]string) []string {
	var all []string
	inside := false
	for _, row := range rows {
		switch {
		case len(row) > 1 && row[0] == "TT" && row[1] == "Cấp":
			inside = true
		case inside && len(row) == 4:
			all = appendKnown(all, row[2:]...)
		default:
			inside = false
		}
	}
	return all
}

func docxFigures(t *testing.T, data []byte) []string {
	var document struct {
		Tables []struct {
			Rows []struct {
				Cells []struct {
					Texts []string `xml:"p>r>t"`
				} `xml:"tc"`
			} `xml:"tr"`
		} `xml:"body>tbl"`
	}
	unmarshal(t, formattest.Unzip(t, data)["word/document.xml"], &document)
	var rows [][]string
	for _, table := range document.Tables {
		for _, r := range table.Rows {
			var row []string
			for _, c := range r.Cells {
				row = append(row, strings.Join(c.Texts, ""))
			}
			rows = append(rows, row)
		}
	}
	return figuresOf(rows)
}

func xlsxFigures(t *testing.T, data []byte) []string {
	var rows [][]string
	for name, part := range formattest.Unzip(t, data) {
		if !strings.HasPrefix(name, "xl/worksheets/") {
			continue
		}
		var sheet struct {
			Rows []struct {
				Cells []struct {
					Value string `xml:"v"`
					Text  string `xml:"is>t"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		unmarshal(t, part, &sheet)
		for _, r := range sheet.Rows {
			var row []string
			for _, c := range r.Cells {
				row = append(row, c.Text+plainFigure(c.Value))
			}
			rows = append(rows, row)
		}
	}
	return figuresOf(rows)
}

func csvFigures(t *testing.T, data []byte) []string {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if len(row) == 4 && row[0] != "TT" {
			row[2], row[3] = plainFigure(row[2]), plainFigure(row[3])
		}
	}
	return figuresOf(rows)
}

func jsonFigures(t *testing.T, data []byte) []string {
	type record struct{ Value, Rate *float64 }
	var doc struct {
		Tables struct{ Counts []record }
		Totals struct{ Counts record }
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range append(doc.Tables.Counts, doc.Totals.Counts) {
		for _, n := range []*float64{r.Value, r.Rate} {
			if n != nil {
				all = append(all, vntext.FormatNumber(*n, 4))
			}
		}
	}
	return all
}

// plainFigure writes a number of a data format as people read it.
func plainFigure(s string) string {
	var n float64
	if _, err := fmt.Sscan(s, &n); err != nil {
		return s
	}
	return vntext.FormatNumber(n, 4)
}

func unmarshal(t *testing.T, text string, v any) {
	t.Helper()
	if err := xml.NewDecoder(strings.NewReader(text)).Decode(v); err != nil && err != io.EOF {
		t.Fatal(err)
	}
}
