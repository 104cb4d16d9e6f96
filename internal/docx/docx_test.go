package docx

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode"

	"giaoban/internal/briefing"
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

// paragraphs returns the text of every paragraph of a Word file that has any.
func paragraphs(t testing.TB, data []byte) []string {
	t.Helper()
	var all []string
	var p strings.Builder
	inText := false
	d := xml.NewDecoder(strings.NewReader(formattest.Unzip(t, data)["word/document.xml"]))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "t":
				inText = true
			case "softHyphen": // as LibreOffice saves it
				p.WriteRune('\u00ad')
			case "br":
				p.WriteByte('\n')
			case "tab":
				if len(token.Attr) == 0 { // not a tab stop
					p.WriteByte('\t')
				}
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "t":
				inText = false
			case "p":
				if strings.TrimSpace(p.String()) != "" {
					all = append(all, p.String())
				}
				p.Reset()
			}
		case xml.CharData:
			if inText {
				p.Write(token)
			}
		}
	}
}

func TestReportParts(t *testing.T) {
	data := write(t, formattest.Report())
	formattest.WellFormed(t, data)
	parts := formattest.Unzip(t, data)
	for part, wants := range map[string][]string{
		"word/document.xml": {
			`<w:tblHeader/>`, `<w:cantSplit/>`, `<w:titlePg/>`, `w:w="11906" w:h="16838"`, // A4 upright
			`w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`, // 20, 15, 20, 30 mm
			`<w:pStyle w:val="Heading1"/>`, `<w:pStyle w:val="Heading2"/>`, `<w:pStyle w:val="Title"/>`,
			"Số ......-BC/BDVHU", "Gia Lâm, ngày ... tháng ... năm ......", ">BÁO CÁO<", ">Tổng cộng<",
		},
		"word/styles.xml":    {`w:ascii="Times New Roman"`, `w:val="vi-VN"`, `<w:outlineLvl w:val="0"/>`, `w:before="1984"`}, // 35 mm for the seal
		"word/header.xml":    {`w:instr=" PAGE "`, "DỰ THẢO – DỮ LIỆU MẪU"},
		"word/first.xml":     {"DỰ THẢO – DỮ LIỆU MẪU"},
		"docProps/core.xml":  {"Báo cáo công tác dân vận quý I năm 2024", "2024-04-09T14:02:00Z", "BAN DÂN VẬN"},
		"word/numbering.xml": {`w:lvlText w:val="-"`},
	} {
		for _, want := range wants {
			if !strings.Contains(parts[part], want) {
				t.Errorf("%s lacks %q", part, want)
			}
		}
	}
	if strings.Contains(parts["word/first.xml"], "PAGE") {
		t.Error("the first page has a number")
	}
}

func TestListParts(t *testing.T) {
	data := write(t, formattest.List(3))
	formattest.WellFormed(t, data)
	parts := formattest.Unzip(t, data)
	if !strings.Contains(parts["word/document.xml"], `w:orient="landscape"`) {
		t.Error("a list does not lie on its long side")
	}
	if got := parts["word/footer.xml"]; !strings.Contains(got, "Trang ") || !strings.Contains(got, "NUMPAGES") {
		t.Errorf("footer = %s", got)
	}
	if got := parts["word/header.xml"]; strings.Contains(got, "PAGE") || strings.Contains(got, "DỰ THẢO") {
		t.Errorf("header = %s", got)
	}
}

func TestEveryStyleThatIsUsedExists(t *testing.T) {
	for _, d := range []*export.Document{formattest.Report(), formattest.List(2)} {
		parts := formattest.Unzip(t, write(t, d))
		for name, text := range parts {
			for i, rest := range strings.Split(text, `Style w:val="`) {
				id, _, _ := strings.Cut(rest, `"`)
				if i > 0 && !strings.Contains(parts["word/styles.xml"], `w:styleId="`+id+`"`) {
					t.Errorf("%s uses style %s, which does not exist", name, id)
				}
			}
		}
	}
}

func TestUnknownIsBlankNotInvented(t *testing.T) {
	d := &export.Document{Layout: export.PartyLayout(), Letterhead: &export.Letterhead{Genre: briefing.BaoCao}, Closing: &export.Closing{}}
	got := strings.Join(paragraphs(t, write(t, d)), "|")
	want := strings.Join([]string{blank, blank, "*", "Số ......-......", "ĐẢNG CỘNG SẢN VIỆT NAM",
		"............, ngày ... tháng ... năm ......", "BÁO CÁO", blank, "Nơi nhận:", blank, blank, blank}, "|")
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	first := write(t, formattest.Report())
	for range 5 {
		if !bytes.Equal(write(t, formattest.Report()), first) {
			t.Fatal("two files of one document differ")
		}
	}
}

func TestEmptyDocuments(t *testing.T) {
	for _, d := range []*export.Document{
		{},
		{Title: "Không có bảng"},
		{Blocks: []export.Block{export.Table{}}},
		{Blocks: []export.Block{export.Table{Columns: []export.Column{{Head: "Một"}}, Empty: "Chưa có gì."}}},
		{Blocks: []export.Block{export.Table{Columns: []export.Column{{}, {}}, Rows: [][]export.Value{{export.Text("ngắn")}}}}},
		{Blocks: []export.Block{formattest.Roles(), formattest.Counts()}, Closing: &export.Closing{}},
	} {
		formattest.WellFormed(t, write(t, d))
	}
}

// hostile returns a document that says every text in a paragraph, an item, a
// heading and a cell.
func hostile(texts []string) *export.Document {
	d := &export.Document{Title: "Thử", Layout: export.ListLayout()}
	table := export.Table{Columns: []export.Column{{Head: "TT", Kind: export.IndexKind}, {Head: "Nội dung", Width: 5}}}
	for i, s := range texts {
		d.Blocks = append(d.Blocks, export.Heading{Level: 3, Text: s}, export.Paragraph{Text: s}, export.Item{Text: s})
		table.Rows = append(table.Rows, []export.Value{export.Index(i + 1), export.Text(s)})
	}
	d.Blocks = append(d.Blocks, table)
	return d
}

func TestHostileTextsComeBack(t *testing.T) {
	data := write(t, hostile(formattest.Hostile()))
	formattest.WellFormed(t, data)
	count := map[string]int{}
	for _, p := range paragraphs(t, data) {
		count[p]++
	}
	for _, s := range formattest.Hostile() {
		if got := count[clean(s)]; got < 4 {
			t.Errorf("%.60q stands %d times, want 4", s, got)
		}
	}
}

func TestWhatCannotBeWrittenShows(t *testing.T) {
	data := write(t, hostile(formattest.Broken()))
	formattest.WellFormed(t, data)
	text := strings.Join(paragraphs(t, data), "")
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		t.Errorf("control characters are left in %q", text)
	}
	if !strings.Contains(text, "nul\uFFFDgiữa") || !strings.Contains(text, "vòi\uFFFDtrang\uFFFD") {
		t.Errorf("got %q", text)
	}
}

func TestColumnWidths(t *testing.T) {
	room := twips(165)
	for _, table := range []export.Table{formattest.Roles(), formattest.Counts(), formattest.Directives(12)} {
		sum := 0
		widths := columnWidths(&table, room, 12)
		for i, w := range widths {
			sum += w
			if least := leastWidth(&table, i, 12); w < least {
				t.Errorf("%s: column %d is %d wide, its words need %d", table.Key, i, w, least)
			}
		}
		if sum != room {
			t.Errorf("%s: columns take %d of %d", table.Key, sum, room)
		}
	}
	many := export.Table{Columns: make([]export.Column, 40)}
	for i := range many.Columns {
		many.Columns[i].Head = "Nghiêng"
	}
	sum := 0
	for _, w := range columnWidths(&many, room, 12) {
		sum += w
	}
	if sum != room {
		t.Errorf("40 columns take %d of %d", sum, room)
	}
}
