package filetext

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/docx"
	"giaoban/internal/export"
	"giaoban/internal/format/formattest"
	"giaoban/internal/pdf"
	"giaoban/internal/testtool"
	"giaoban/internal/vntext"
	"giaoban/internal/xlsx"
)

const (
	typeDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// read reads a file that must be whole.
func readFile(t *testing.T, mediaType string, data []byte) briefing.FileText {
	t.Helper()
	got, err := Read(t.Context(), mediaType, data)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// zipped makes an archive of pairs of name and content.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	b := new(bytes.Buffer)
	w := zip.NewWriter(b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// word makes a Word file of what stands in its body.
func word(t testing.TB, body string, more ...string) []byte {
	return zipped(t, append([]string{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
		"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordSpace + `><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

// paragraphs are the lines of a text as paragraphs in a font.
func paragraphs(text, font string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(`<w:p><w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t xml:space="preserve">` + line + `</w:t></w:r></w:p>`)
	}
	return b.String()
}

func TestWordFile(t *testing.T) {
	body := `<w:p><w:pPr><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:pPr><w:r><w:t>Căn </w:t></w:r><w:r><w:t>cứ</w:t></w:r><w:r><w:tab/><w:t>Chỉ thị 24</w:t><w:noBreakHyphen/><w:t>CT/TU</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>` +
		`<w:p><w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô một</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>ô hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>hình</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>hình</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>`
	note := func(text string) string {
		return `<w:x ` + wordSpace + `><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:x>`
	}
	got := readFile(t, typeDocx, word(t, body, "word/header1.xml", note("đầu trang"), "word/footnotes.xml", note("ghi chú"), "word/footer2.xml", note("chân trang")))
	want := "đầu trang\nCăn cứ Chỉ thị 24-CT/TU\ndòng hai\n\nô một\nô hai\nhình\nghi chú\nchân trang"
	if got != (briefing.FileText{State: briefing.TextRead, Text: want}) {
		t.Errorf("got %+v\nwant %q", got, want)
	}
}

// TestFontsOfWordFiles writes one text in fonts that a run, a style, the style
// below it and the whole file name.
func TestFontsOfWordFiles(t *testing.T) {
	styles := `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>` +
		`<w:style w:type="character" w:styleId="C"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="L"/></w:style></w:styles>`
	p := func(paragraph, run, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + paragraph + `"/></w:pPr><w:r><w:rPr>` + run + `</w:rPr><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := p("B", "", asTCVN3("có")) + p("A", `<w:rStyle w:val="C"/>`, asTCVN3("đảng")) + p("L", "", asVNI("có")) +
		p("A", `<w:rFonts w:ascii="VNI-Times"/>`, asVNI("có")) + p("A", `<w:rFonts w:ascii="Arial"/>`, "có") + p("A", "", "được") +
		`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>` + "th" + `</w:t><w:softHyphen/></w:r></w:p>`
	got := readFile(t, typeDocx, word(t, body, "word/styles.xml", styles))
	if want := "có\nĐẢNG\ncó\ncó\ncó\nđược\nthư"; got.Text != want || !got.Converted {
		t.Errorf("got %+v\nwant %q", got, want)
	}
}

// TestOldWordFiles has LibreOffice write the old format.
func TestOldWordFiles(t *testing.T) {
	fields := `<w:p><w:r><w:t>trang </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \@ "dd" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mười</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
	table := `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô một</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>ô hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
	files := []string{
		formattest.Save(t, "new.docx", word(t, paragraphs(sample, "Times New Roman")+fields+table+`<w:p/>`)),
		formattest.Save(t, "tcvn3.docx", word(t, paragraphs(asTCVN3(strings.ToLower(sample)), ".VnTime"))),
		formattest.Save(t, "vni.docx", word(t, paragraphs(asVNI(sample), "VNI-Times"))),
		formattest.Save(t, "plain.docx", word(t, paragraphs("Only ASCII in the 8-bit pieces", "Arial"))),
	}
	made := formattest.Convert(t, "doc", files...)
	for i, want := range []string{sample + "\n", strings.ToLower(sample), sample, "Only ASCII in the 8-bit pieces"} {
		data, err := os.ReadFile(made[i])
		if err != nil {
			t.Fatal(err)
		}
		got := readFile(t, "application/msword", data)
		if last := strings.LastIndex(want, "\nẳ"); last > 0 && i > 0 { // no words of which to tell
			want = want[:last]
		}
		if got.State != briefing.TextRead || !strings.HasPrefix(got.Text, want) || got.Converted != (i == 1 || i == 2) || got.Cut {
			t.Errorf("%s: got %+v\nwant %s", made[i], got, want)
		}
		if i == 0 && (!strings.Contains(got.Text, "ô một\nô hai") || strings.Contains(got.Text, "DATE") || !strings.Contains(got.Text, "\ntrang")) {
			t.Errorf("got %s", got.Text)
		}
	}
}

// TestPDFOfOthers has LibreOffice print.
func TestPDFOfOthers(t *testing.T) {
	table := `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô một</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>ô hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
	file := formattest.Save(t, "new.docx", word(t, paragraphs(sample, "Liberation Serif")+table+`<w:p/>`))
	printed := formattest.Convert(t, "pdf", file)[0]
	packed, locked := filepath.Join(t.TempDir(), "packed.pdf"), filepath.Join(t.TempDir(), "locked.pdf")
	for _, args := range [][]string{{"--object-streams=generate", printed, packed}, {"--encrypt", "a", "b", "256", "--", printed, locked}} {
		if message, err := exec.Command(testtool.Need(t, "qpdf"), args...).CombinedOutput(); err != nil {
			t.Fatalf("qpdf: %v\n%s", err, message)
		}
	}
	for path, want := range map[string]briefing.FileText{
		printed: {State: briefing.TextRead, Text: sample + "\nô một ô hai"},
		packed:  {State: briefing.TextRead, Text: sample + "\nô một ô hai"},
		locked:  {State: briefing.TextLocked},
	} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := readFile(t, "application/pdf", data); got != want {
			t.Errorf("%s: got %+v\nwant %+v", path, got, want)
		}
	}
}

// TestOwnFiles reads what the program itself writes.
func TestOwnFiles(t *testing.T) {
	d := formattest.Report()
	var said []string
	for _, b := range d.Blocks {
		if p, ok := b.(export.Paragraph); ok {
			said = append(said, vntext.Words(p.Text))
		}
	}
	if len(said) < 3 {
		t.Fatalf("the report says only %q", said)
	}
	for mediaType, write := range map[string]func(*bytes.Buffer) error{
		"application/pdf": func(b *bytes.Buffer) error { return pdf.Write(b, d) },
		typeDocx:          func(b *bytes.Buffer) error { return docx.Write(b, d) },
	} {
		b := new(bytes.Buffer)
		if err := write(b); err != nil {
			t.Fatal(err)
		}
		got := readFile(t, mediaType, b.Bytes())
		text := vntext.Words(got.Text)
		for _, want := range said {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %s", mediaType, want, text)
			}
		}
	}
	b := new(bytes.Buffer)
	if err := xlsx.Write(b, formattest.List(3)); err != nil {
		t.Fatal(err)
	}
	if got := readFile(t, typeXlsx, b.Bytes()); got.State != briefing.TextRead || !strings.Contains(got.Text, " | ") || !strings.Contains(got.Text, "Ngày họp") {
		t.Errorf("got %+v", got)
	}
}

func TestPicturesHaveNoText(t *testing.T) {
	if got := readFile(t, "image/png", []byte("\x89PNG\r\n\x1a\n")); got.State != briefing.TextNone {
		t.Errorf("got %+v", got)
	}
	scan := "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj " +
		"3 0 obj<</Type/Page/Contents 4 0 R>>endobj 4 0 obj<</Length 10>>stream\n/Im0 Do\nendstream endobj"
	if got := readFile(t, "application/pdf", []byte(scan)); got.State != briefing.TextNone || got.Text != "" {
		t.Errorf("got %+v", got)
	}
	if got := readFile(t, "application/pdf", []byte(scan+"\ntrailer<</Encrypt 9 0 R>>")); got.State != briefing.TextLocked {
		t.Errorf("got %+v", got)
	}
}
