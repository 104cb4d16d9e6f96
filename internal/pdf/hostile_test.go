package pdf

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"giaoban/internal/export"
)

func TestHostileTexts(t *testing.T) {
	for name, s := range map[string]string{
		"emoji":          "họp 😀👨‍👩‍👧🇻🇳 𠮷",
		"NFD":            "Ba\u0301o ca\u0301o qu\u00ed Đa\u0306\u0301c",
		"invalid":        "a\xff\xc3(b\xed\xa0\x80c",
		"cut":            "Dân vận"[:6],
		"controls":       "a\x00b\x01c\x1b[31m\x7f\u0085d\u2028e",
		"tabs, lines":    "a\tb\r\nc\rd\ve\f",
		"zero width":     "D\u200Bân\u200D v\u00ADận\uFEFF",
		"directional":    "\u202Eabc\u202C\u2066d\u2069",
		"other scripts":  "العربية עברית 中文",
		"marks":          "a" + strings.Repeat("\u0301", 200),
		"lone mark":      "\u0301",
		"non-characters": "\uFFFE\uFFFF",
		"one word":       strings.Repeat("x", 100_000),
		"name":           strings.Repeat("Đ", 200),
		"spaces":         " \u00A0\u2003 ",
		"lines":          strings.Repeat("\n", 100_000),
		"long":           strings.Repeat("tuyên truyền ", 10_000),
		"pdf":            `\(()) endobj {nb} %s%n /JS ) Tj ET`,
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			d := report(2)
			d.Title, d.Letterhead.Superior, d.Letterhead.Issuer, d.Letterhead.Place, d.Letterhead.Abstract = s, s, s, s, s
			d.Letterhead.Number, d.Letterhead.Symbol = s, s
			d.Closing = &export.Closing{Recipients: []string{s}, Authority: s, Position: s, Signer: s}
			d.Blocks = append(d.Blocks, export.Heading{Level: 7, Text: s}, export.Paragraph{Text: s}, export.Item{Text: s},
				export.Table{Title: s, Empty: s, Columns: []export.Column{{Head: s}, {Head: "B"}},
					Rows: [][]export.Value{{export.Text(s), export.Text(s)}, {export.Text(s)}, {}}, Total: []export.Value{export.Text(s)}})
			data := write(t, d)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			if len(s) < 1000 {
				run(t, data, "qpdf", "--check", "FILE")
			}
		})
	}
}

func TestALostLetterIsPrintedAsItsCode(t *testing.T) {
	d := &export.Document{Layout: export.SheetLayout(), Blocks: []export.Block{
		export.Paragraph{Text: "họp 😀 tại 中 \xff {nb} Ba\u0301o ca\u0301o"}}}
	got := text(t, write(t, d))
	if want := "họp [U+1F600] tại [U+4E2D] [U+FFFD] {nb} Báo cáo"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAPanicIsAnErrorAndWritesNothing(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, nil); err == nil || b.Len() > 0 {
		t.Errorf("got error %v and %d bytes", err, b.Len())
	}
}

func TestNoLetterIsABox(t *testing.T) {
	fonts, err := loadMetrics()
	if err != nil {
		t.Fatal(err)
	}
	d := report(3)
	d.Title = "😀 \x00 \u200B ệ e\u0323\u0302 \uFFFE العربية ☐ \xff"
	d.Letterhead.Issuer, d.Letterhead.Abstract = d.Title, d.Title
	d.Blocks = append(d.Blocks, export.Paragraph{Text: d.Title}, export.Heading{Level: 3, Text: d.Title})
	for _, p := range layOut(d, fonts) {
		for _, k := range p.inks {
			for _, r := range k.text {
				if !fonts[k.face].has(r) {
					t.Errorf("%U in %q has no letter in face %d", r, k.text, k.face)
				}
			}
		}
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range []string{"Dân vận khéo", "😀\xff\x00", "e\u0302\u0301", "42-KH/BDVHU-UBND", strings.Repeat("x", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := &export.Document{Title: s, Layout: export.SheetLayout(), Blocks: []export.Block{
			export.Heading{Level: 1, Text: s}, export.Paragraph{Text: s}, export.Table{
				Columns: []export.Column{{Head: s}, {Head: "B"}}, Rows: [][]export.Value{{export.Text(s), export.Text(s)}}}}}
		if data := write(t, d); !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("got %.20q", data)
		}
	})
}
