package citation

import (
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// hostile are texts made to be slow, at about n bytes each.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, n/len(s)+1) }
	return map[string]string{
		"digits":           fill("1234567890"),
		"numbers":          fill("12 "),
		"leads":            fill("Quyết định số "),
		"leads and digits": fill("Quyết định số 12 "),
		"list":             fill("217, ") + "218-QĐ/TW",
		"list with word":   "Quyết định số " + fill("217, ") + "218-QĐ/TW",
		"list glued":       fill("1,"),
		"slashes":          fill("1/"),
		"only slashes":     "số 5" + fill("/"),
		"dashes":           fill("5-"),
		"only dashes":      "Chỉ thị số 5" + fill("-"),
		"codes":            "Chỉ thị số 5" + fill("-CT/TU"),
		"symbols":          fill("5-CT/TU "),
		"quotes":           "Chỉ thị 5-CT/TU " + fill("“"),
		"citation, quotes": fill("Chỉ thị 5-CT/TU “"),
		"days":             fill("ngày "),
		"days and digits":  fill("ngày 1 "),
		"newlines":         "số 5" + fill("\n"),
		"digit newlines":   fill("5\n"),
		"spaces":           "số" + fill(" ") + "5-CT/TU",
		"laws":             fill("Luật "),
		"law names":        fill("Luật Đất đai, "),
		"amendments":       fill("Luật sửa đổi, bổ sung một số điều của Luật "),
		"ordinances":       fill("Pháp lệnh "),
		"capitals":         fill("ABCDEFGH"),
		"5 capitals":       "số 5-" + fill("ABCDEFGH"),
		"digit capitals":   fill("5-ABCDEF"),
		"issuer":           "Chỉ thị 5-CT/TU của " + fill("Ban Thường vụ Tỉnh ủy và "),
		"issuers":          fill("Chỉ thị 5-CT/TU của Ban Thường vụ Tỉnh ủy "),
		"acting":           fill("Tỉnh ủy ban hành Chỉ thị 5-CT/TU "),
		"bodies":           fill("Tỉnh ủy và ") + "ban hành Chỉ thị 5-CT/TU",
		"titles":           fill("Chỉ thị 5-CT/TU về việc do Tỉnh ủy "),
		"marks":            "số 5" + fill("\u0301"),
		"digit marks":      fill("5\u0301\u0323"),
		"zero width":       fill("5\u200B"),
		"brackets":         fill("Chỉ thị 5-CT/TU (("),
		"heads":            fill("Số 5-QĐ/TW\n"),
		"bars":             fill("5|"),
		"vague":            fill("5-CT/TƯ, "),
		"vague heads":      fill("Số 5-QĐ/TƯ\n"),
		"places":           fill("của UBND tỉnh tại Công văn 5/UBND-VX "),
		"central":          fill("Chỉ thị 5-CT/TW của Bộ Chính trị, Ban Bí thư, "),
		"digraphs":         "số 5-" + fill("ThTrNg"),
		"hidden":           "số " + fill("5\u200B6\u034F"),
		"projects":         fill("Đề án 12 của Chính phủ "),
		"split":            fill("Chỉ thị 5-CT/TU của UBND t ỉnh "),
		"letters":          fill("ế"),
		"nul":              fill("số 5\x00"),
		"bad bytes":        fill("số 5\xff-\xc3CT/TU"),
		"continuations":    fill("5\x80\xad\xadt"),
	}
}

// TestHostileTexts holds that nothing is slower than a millisecond a kilobyte,
// and that every span lies in the text. A slow run, of a busy machine or under
// the race detector, is measured by what plain prose takes in it.
func TestHostileTexts(t *testing.T) {
	plain := prose(1 << 20)
	begin := time.Now()
	Find(plain)
	limit := max(time.Millisecond, 200*time.Since(begin)/1024)
	for name, text := range hostile(1 << 18) {
		var found []briefing.Citation
		perKB := time.Duration(1 << 62)
		for n := 0; n < 5 && perKB > limit; n++ { // again when others hold the machine
			start := time.Now()
			found = Find(text)
			perKB = time.Since(start) / time.Duration(len(text)>>10)
		}
		if perKB > limit {
			t.Errorf("%s: got %v a kilobyte, want below %v", name, perKB, limit)
		}
		if n := utf8.RuneCountInString(text); len(found) > 0 && found[len(found)-1].Span[1] > n {
			t.Errorf("%s: span %v of %d runes", name, found[len(found)-1].Span, n)
		}
	}
}

// TestTimeGrowsWithLength compares the time a byte at two lengths within one
// run. A busy machine may spoil a round, but not every one of ten.
func TestTimeGrowsWithLength(t *testing.T) {
	perByte := func(text string) float64 {
		start := time.Now()
		Find(text)
		return float64(time.Since(start)) / float64(len(text))
	}
	short, long := hostile(1<<15), hostile(1<<18)
	short["prose"], long["prose"] = prose(1<<20), prose(8<<20)
	for name := range short {
		a, b := 0.0, 0.0
		for n := 0; n == 0 || n < 10 && b > 3*a+1; n++ {
			a, b = perByte(short[name]), perByte(long[name])
		}
		if b > 3*a+1 {
			t.Errorf("%s: %.2f ns a byte at %d bytes, %.2f at %d", name, a, len(short[name]), b, len(long[name]))
		}
	}
}

// TestMemoryIsFlat holds that a text without citations costs no memory of its
// length.
func TestMemoryIsFlat(t *testing.T) {
	text := strings.Repeat("Cấp ủy lãnh đạo 12 chi bộ, tăng 3 so với 2023. ", 1<<16)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Find(text)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > uint64(len(text)) {
		t.Errorf("got %d bytes for a text of %d", got, len(text))
	}
}

func TestHugeText(t *testing.T) {
	if testing.Short() {
		t.Skip("10 MB")
	}
	if got := Find(strings.Repeat("7", 10<<20)); got != nil {
		t.Errorf("got %v in digits", got)
	}
	if got := Find(prose(1 << 20)); len(got) < 500 {
		t.Errorf("got %d citations in prose", len(got))
	}
}

func FuzzFind(f *testing.F) {
	phrases, _ := samples(f)
	for _, s := range phrases {
		f.Add(s.text)
	}
	for _, s := range []string{"", "5", "số 5-\xffCT", "Luật", "uật", "ệnh", "1,2,3,4-QĐ/TW", "\u00AD5\u00AD-\u00ADCT/TU", "Quyết định số\n\n5-QĐ/TW"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			FindWithProblems(s) // must not panic
			return
		}
		s = vntext.Normalize(s)
		found, problems := FindWithProblems(s)
		runes := []rune(s)
		last := 0
		for _, c := range found {
			if c.Span[0] < last || c.Span[1] <= c.Span[0] || c.Span[1] > len(runes) {
				t.Fatalf("span %v after %d in %q", c.Span, last, s)
			}
			last = c.Span[0]
			if got := string(runes[c.Span[0]:c.Span[1]]); got != c.Text {
				t.Fatalf("span holds %q, Text is %q", got, c.Text)
			}
			if c.Date != "" && !c.Date.Valid() {
				t.Fatalf("day %q in %q", c.Date, s)
			}
			if c.Genre != "" && !c.Genre.Valid() {
				t.Fatalf("genre %q in %q", c.Genre, s)
			}
		}
		for _, p := range problems {
			if p.Span[1] > len(runes) || p.Span[1] < p.Span[0] {
				t.Fatalf("problem span %v in %q", p.Span, s)
			}
		}
	})
}
