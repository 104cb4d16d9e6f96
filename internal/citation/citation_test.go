package citation

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// show writes a citation as the test data does.
func show(c briefing.Citation) string {
	parts := []string{c.Name()}
	if c.Title != "" && c.Symbol != "" {
		parts = append(parts, "«"+c.Title+"»")
	}
	if year := strconv.Itoa(c.Year); c.Year > 0 && !strings.Contains(c.Symbol, "/"+year+"/") {
		parts = append(parts, "năm "+year)
	}
	if c.Issuer != "" {
		parts = append(parts, c.Issuer)
	}
	if c.Date != "" {
		parts = append(parts, string(c.Date))
	}
	return strings.Join(parts, " | ")
}

func shown(text string) []string {
	var out []string
	for _, c := range Find(vntext.Normalize(text)) {
		out = append(out, show(c))
	}
	return out
}

type sample struct {
	text string
	want []string
}

// samples reads the phrases and the whole texts of testdata.
func samples(t testing.TB) (phrases, texts []sample) {
	t.Helper()
	for line := range strings.Lines(read(t, "testdata/phrases.txt")) {
		line = strings.TrimSuffix(line, "\n")
		if text, ok := strings.CutPrefix(line, "> "); ok {
			phrases = append(phrases, sample{text: strings.ReplaceAll(text, `\n`, "\n")})
		}
		if want, ok := strings.CutPrefix(line, "= "); ok {
			last := &phrases[len(phrases)-1]
			last.want = append(last.want, want)
		}
	}
	names, err := filepath.Glob("testdata/texts/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		want := strings.TrimSpace(read(t, strings.TrimSuffix(name, ".txt")+".want"))
		texts = append(texts, sample{read(t, name), strings.Split(want, "\n")})
	}
	if len(phrases) < 60 || len(texts) < 6 {
		t.Fatalf("%d phrases and %d texts; the test data is not whole", len(phrases), len(texts))
	}
	return phrases, texts
}

func read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestPhrases(t *testing.T) {
	phrases, _ := samples(t)
	for _, s := range phrases {
		if got := shown(s.text); !slices.Equal(got, s.want) {
			t.Errorf("%s\n got %s\nwant %s", s.text, strings.Join(got, "\n     "), strings.Join(s.want, "\n     "))
		}
	}
}

func TestTexts(t *testing.T) {
	_, texts := samples(t)
	for _, s := range texts {
		if got := shown(s.text); !slices.Equal(got, s.want) {
			t.Errorf("%.60s…\n got %s\nwant %s", s.text, strings.Join(got, "\n     "), strings.Join(s.want, "\n     "))
		}
	}
}

// TestF1 counts over all samples: a citation is right when all of it is.
func TestF1(t *testing.T) {
	phrases, texts := samples(t)
	var right, got, want int
	for _, s := range append(phrases, texts...) {
		found := shown(s.text)
		got, want = got+len(found), want+len(s.want)
		left := slices.Clone(s.want)
		for _, f := range found {
			if i := slices.Index(left, f); i >= 0 {
				right++
				left = slices.Delete(left, i, i+1)
			}
		}
	}
	f1 := 2 * float64(right) / float64(got+want)
	t.Logf("%d citations expected, %d found, %d right: F1 %.3f", want, got, right, f1)
	if f1 < 0.985 {
		t.Errorf("got F1 %.3f, want at least 0.985", f1)
	}
}

func TestSameResultHoweverEncoded(t *testing.T) {
	phrases, texts := samples(t)
	for _, s := range append(phrases, texts...) {
		want := Find(vntext.Normalize(s.text))
		for name, text := range map[string]string{
			"NFD":  norm.NFD.String(s.text),
			"CRLF": strings.ReplaceAll(s.text, "\n", "\r\n"),
			"BOM":  "\uFEFF" + s.text,
		} {
			if got := Find(vntext.Normalize(text)); !slices.Equal(got, want) {
				t.Errorf("%s of %.60s\n got %v\nwant %v", name, s.text, got, want)
			}
		}
	}
}

func TestOtherDashes(t *testing.T) {
	phrases, _ := samples(t)
	for _, s := range phrases {
		want := shown(s.text)
		for _, dash := range []string{"–", "—", "\u2011", "\u2010", "\u2212"} {
			if got := shown(strings.ReplaceAll(s.text, "-", dash)); !slices.Equal(got, want) {
				t.Errorf("%q in %s\n got %q\nwant %q", dash, s.text, got, want)
			}
		}
	}
	if got := shown("Chỉ thị số 24\u00ADCT/TU"); !slices.Equal(got, []string{"Chỉ thị 24-CT/TU"}) {
		t.Errorf("soft hyphen: got %q", got)
	}
}

// TestNameReadsBack holds that what the program prints, it finds again.
func TestNameReadsBack(t *testing.T) {
	phrases, texts := samples(t)
	for _, s := range append(phrases, texts...) {
		for _, c := range Find(vntext.Normalize(s.text)) {
			if c.Number == "" {
				continue
			}
			again := Find(c.Name())
			if len(again) != 1 || again[0].Symbol != c.Symbol || again[0].Number != c.Number || again[0].Genre != c.Genre {
				t.Errorf("%q read back as %v", c.Name(), again)
			}
		}
	}
}

func TestSpans(t *testing.T) {
	phrases, texts := samples(t)
	for _, s := range append(phrases, texts...) {
		text := vntext.Normalize(s.text)
		runes := []rune(text)
		last := 0
		for _, c := range Find(text) {
			if c.Span[0] < last || c.Span[1] <= c.Span[0] || c.Span[1] > len(runes) {
				t.Fatalf("%s: span %v after %d", s.text, c.Span, last)
			}
			last = c.Span[0]
			if got := string(runes[c.Span[0]:c.Span[1]]); got != c.Text {
				t.Errorf("span holds %q, Text is %q", got, c.Text)
			}
			if !strings.Contains(strings.ToLower(c.Text), strings.ToLower(c.Number[:min(1, len(c.Number))])) {
				t.Errorf("%q does not hold the number %q", c.Text, c.Number)
			}
		}
	}
}

// TestDashInIssuer holds that a dash within a name does not end it, and that
// one behind it does.
func TestDashInIssuer(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Quyết định 65/QĐ-BTĐKT của Ban Thi đua - Khen thưởng tỉnh Phú Thọ về", "Ban Thi đua - Khen thưởng tỉnh Phú Thọ"},
		{"Kế hoạch 65/KH-HĐTĐKT của Hội đồng Thi đua – Khen thưởng huyện", "Hội đồng Thi đua – Khen thưởng huyện"},
		{"Quyết định 65/QĐ-UBND của Chủ tịch UBND tỉnh - Khen thưởng 5 tập thể", "Chủ tịch UBND tỉnh"},
	}
	for _, tt := range tests {
		if got := Find(tt.text); len(got) != 1 || got[0].Issuer != tt.want {
			t.Errorf("%s: got %v, want %s", tt.text, got, tt.want)
		}
	}
}

// TestHiddenCharacters holds that what has no width is read through, and that
// the spans are those of the text with it.
func TestHiddenCharacters(t *testing.T) {
	tests := []struct{ text, symbol string }{
		{"theo Kế hoạch số 68\u00AD-KH/BDVHU-UBND", "68-KH/BDVHU-UBND"},
		{"theo Kế hoạch số 68\u034F-KH/B\u200BDV\uFE0FHU", "68-KH/BDVHU"},
		{"theo Kế hoạch 6\u200B8-KH/TU", "68-KH/TU"},
		{"theo 6\uFE0F8-KH/TU", "68-KH/TU"},
	}
	for _, tt := range tests {
		got := Find(tt.text)
		if len(got) != 1 || got[0].Symbol != tt.symbol {
			t.Errorf("%q: got %v, want %s", tt.text, got, tt.symbol)
			continue
		}
		rest := string([]rune(tt.text)[got[0].Span[0]:])
		if got[0].Text != rest || strings.HasPrefix(rest, "theo") {
			t.Errorf("%q: got text %q", tt.text, got[0].Text)
		}
	}
}

func TestSpanOfLists(t *testing.T) {
	var got []string
	for _, c := range Find("theo Quyết định số 305, 306-QĐ/TU và Quy định 8-QĐi/TW của Bộ Chính trị") {
		got = append(got, fmt.Sprint(c.Text, c.Span))
	}
	want := []string{"305, 306-QĐ/TU[19 33]", "306-QĐ/TU[24 33]", "Quy định 8-QĐi/TW[37 54]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestProblems(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Chỉ thị số 24-CT/TU ngày 31/02/2024 của Thành ủy", "Ngày “31/02/2024” không có trong lịch."},
		{"Quyết định 24-CT/TU", "Viết “Quyết định” nhưng ký hiệu 24-CT/TU là của Chỉ thị."},
		{"căn cứ số 61-QĐ/TU", "Ký hiệu 61-QĐ/TU không ghi thể loại; QĐ có thể là Quyết định hoặc Quy định."},
		{"Nghị định 5/2004/N-CP", "Ký hiệu bị mất chữ, đọc là “5/2004/NĐ-CP”."},
		{"Quy định 24-QĐ/TU và Quyết định 25-QĐ/TU", ""},
		{"Quyết định số 61/QĐ-UBND", ""},
		{"Chỉ thị 18-CT/TƯ", "Ký hiệu ghi TƯ, đọc là “18-CT/TW” (Trung ương); nếu của Tỉnh ủy, Thành ủy thì là TU."},
		{"Chỉ thị 18-CT/TƯ của Tỉnh ủy", ""},
		{"Số 27-BC/BCĐ-\n\nNga Sơn", "Ký hiệu “27-BC/BCĐ” có thể bị ngắt ở dấu gạch nối."},
		{"số 21-BC/TU - ", ""},
	}
	for _, tt := range tests {
		found, problems := FindWithProblems(tt.text)
		got := ""
		for _, p := range problems {
			got += p.Message
			if p.Span.IsZero() || p.Span[1] > len([]rune(tt.text)) {
				t.Errorf("%s: span %v", tt.text, p.Span)
			}
		}
		if got != tt.want || len(found) == 0 {
			t.Errorf("%s: %d found\n got %q\nwant %q", tt.text, len(found), got, tt.want)
		}
	}
}
