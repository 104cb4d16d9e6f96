package filetext

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"giaoban/internal/briefing"
)

// sample is a text with every kind of Vietnamese letter.
const sample = "Cộng hòa xã hội chủ nghĩa Việt Nam\n" +
	"Độc lập - Tự do - Hạnh phúc\n" +
	"Thực hiện Chỉ thị số 24-CT/TU ngày 07/8/2023 của Ban Thường vụ Thành ủy Hà Nội\n" +
	"Ủy ban nhân dân huyện đã phổ biến, quán triệt, đẩy mạnh phong trào thi đua khéo léo\n" +
	"những việc dễ, khó, nặng, nhẹ; ngõ, hẻm, kỹ thuật, ý nghĩa, quỹ, lũy kế, mỹ thuật, tỷ lệ\n" +
	"ẳ ẵ ặ ẩ ẫ ậ ẻ ẽ ể ễ ỉ ĩ ỏ õ ổ ỗ ở ỡ ủ ũ ử ữ ỷ ỹ ỵ"

// asTCVN3 writes a text as TCVN3 shows in Windows-1252; capitals with marks as
// small letters, as fonts of capitals have them.
func asTCVN3(text string) string {
	to := map[rune]rune{}
	letters := []rune(tcvn3Letters)
	for i := 0; i < len(letters); i += 2 {
		to[letters[i+1]] = letters[i]
	}
	return strings.Map(func(r rune) rune {
		if c, ok := to[r]; ok {
			return c
		}
		if c, ok := to[unicode.ToLower(r)]; ok {
			return c
		}
		return r
	}, text)
}

// asVNI writes a text as VNI shows in Windows-1252.
func asVNI(text string) string {
	c := newConverter()
	letters, marks := map[rune]rune{}, map[string]rune{}
	for from, to := range c.letters {
		letters[to] = from
	}
	for from, to := range c.marks {
		if unicode.IsLower(from) {
			marks[to] = from
		}
	}
	var b strings.Builder
	for _, r := range text {
		if to, ok := letters[r]; ok {
			b.WriteRune(to)
			continue
		}
		parts := []rune(norm.NFD.String(string(r)))
		base := parts[0]
		rest := string(parts[1:])
		if strings.HasPrefix(rest, "\u031b") { // the horn
			base, rest = []rune(norm.NFC.String(string(parts[:2])))[0], string(parts[2:])
		}
		rest = reordered(rest)
		if mark, ok := marks[rest]; ok {
			if to, ok := letters[base]; ok {
				base = to
			}
			if unicode.IsUpper(r) {
				mark = unicode.ToUpper(mark)
			}
			b.WriteRune(base)
			b.WriteRune(mark)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// reordered puts the dot below behind the mark above, as the table has them.
func reordered(marks string) string {
	if rest, dot := strings.CutPrefix(marks, "\u0323"); dot {
		return rest + "\u0323"
	}
	return marks
}

func TestEveryLetterOfTheOldEncodings(t *testing.T) {
	c := newConverter()
	if got := norm.NFC.String(c.convert(asTCVN3(strings.ToLower(sample)), tcvn3)); got != strings.ToLower(sample) {
		t.Errorf("TCVN3: got %s", got)
	}
	for _, text := range []string{sample, strings.ToUpper(sample)} {
		if got := norm.NFC.String(c.convert(asVNI(text), vni)); got != text {
			t.Errorf("VNI: got %s\nwant %s", got, text)
		}
	}
	if got := norm.NFC.String(c.convert(asTCVN3("đảng bộ thành phố"), tcvn3Large)); got != "ĐẢNG BỘ THÀNH PHỐ" {
		t.Errorf("a font of capitals: got %s", got)
	}
}

// TestKnownBytes reads lines as offices wrote them.
func TestKnownBytes(t *testing.T) {
	for _, c := range []struct{ bytes, want string }{
		{"C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{"\xa7\xe9c l\xcbp - T\xf9 do - H\xb9nh ph\xf3c", "Độc lập - Tự do - Hạnh phúc"},
		{"U\xfb ban nh\xa9n d\xa9n x\xb7 \xa7a T\xe8n", "Uỷ ban nhân dân xã Đa Tốn"},
		{"Th\xad\xeang v\xf4 Th\xb5nh \xf1y", "Thường vụ Thành ủy"},
		{"Co\xe4ng ho\xf8a xa\xf5 ho\xe4i chu\xfb ngh\xf3a Vie\xe4t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
		{"\xd1o\xe4c la\xe4p - T\xf6\xef do - Ha\xefnh phu\xf9c", "Độc lập - Tự do - Hạnh phúc"},
		{"Th\xf6\xf4\xf8ng vu\xef Tha\xf8nh u\xfby", "Thường vụ Thành ủy"},
		{"Quy\xd5t \xae\xddnh s\xe8 12-Q\xa7/TU ng\xb5y 15/3/2001", "Quyết đính số 12-QĐ/TU ngày 15/3/2001"},
	} {
		got, err := Read(t.Context(), "text/plain", []byte(c.bytes))
		if err != nil || got.Text != c.want || !got.Converted || got.State != briefing.TextRead {
			t.Errorf("%q: got %+v, %v, want %q", c.bytes, got, err, c.want)
		}
	}
}

// TestUnicodeStays gives what must never be converted.
func TestUnicodeStays(t *testing.T) {
	for _, text := range []string{sample, strings.ToUpper(sample), norm.NFD.String(sample), "Và có là à, gì thì cho ta xa nhà",
		"có", "và", "La Société générale a été créée à l'été, où il naît", "El Niño está aquí, señor", "Größe, Übermut, Äpfel",
		"© 2024 Công ty ®", "5 m² × 3 = 15 m³ ± 2", "« có »", "Trà, cà phê, vàng: 15 °C"} {
		got, err := Read(t.Context(), "text/plain", []byte(text))
		if want := norm.NFC.String(text); err != nil || got.Text != want || got.Converted {
			t.Errorf("%q became %+v, %v", text, got, err)
		}
	}
}

// TestMixedEncodings quotes old lines in a new text, and the other way round.
func TestMixedEncodings(t *testing.T) {
	lines := strings.Split(strings.ToLower(sample), "\n")
	lines = lines[:len(lines)-1] // the last holds no words
	for name, old := range map[string]func(string) string{"TCVN3": asTCVN3, "VNI": asVNI} {
		var mixed []string
		for i, line := range lines {
			if i%2 == 0 {
				line = old(line)
			}
			mixed = append(mixed, line)
		}
		mixed = append(mixed, old("có gì")) // says nothing by itself
		got, err := Read(t.Context(), "text/plain", []byte(strings.Join(mixed, "\n")))
		want := strings.Join(lines, "\n") + "\n"
		if err != nil || !strings.HasPrefix(got.Text, want) {
			t.Errorf("%s: got\n%s, %v, want\n%s", name, got.Text, err, want)
		}
	}
	windows, err := charmap.Windows1252.NewEncoder().String(asTCVN3("ngày 5 tháng 3\nlà bà\nđảng ủy xã\nthực hiện nhiệm vụ"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(t.Context(), "text/plain", []byte(windows))
	if want := "ngày 5 tháng 3\nlà bà\nđảng ủy xã\nthực hiện nhiệm vụ"; err != nil || got.Text != want {
		t.Errorf("short lines: got %q, %v", got.Text, err)
	}
}

func TestFontsTell(t *testing.T) {
	for font, want := range map[string]encoding{".VnTime": tcvn3, ".VnTimeH": tcvn3Large, "ABCDEF+.VnArial,Bold": tcvn3,
		"VNI-Times": vni, "VNI Helve": vni, "Times New Roman": plain, "": plain, ".VnArial NarrowH": tcvn3Large} {
		if got := encodingOf(font); got != want {
			t.Errorf("%q: got %d, want %d", font, got, want)
		}
	}
}
