package vntext_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"giaoban/internal/vntext"

	"golang.org/x/text/unicode/norm"
)

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"\uFEFFa\r\nb\rc\n":            "a\nb\nc\n",
		norm.NFD.String("Ủy viên"):     "Ủy viên",
		"hoa\u0300 \u1EE5y vie\u0302n": "hoà ụy viên",
		"giữa \uFEFF câu":              "giữa \uFEFF câu",
	} {
		if got := vntext.Normalize(in); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"Hội nghị":              "Hội nghị",
		"\xFF\xFEH\x00\xd9\x1e": "Hộ",
		"\xFE\xFF\x00H\x1e\xd9": "Hộ",
		"\xFF\xFE":              "",
		"\xFF\xFEH":             "\xFF\xFEH",
		"\xFF\xFE\x00\xd8H\x00": "\uFFFDH",
		"H\xf4i":                "H\xf4i",
		"\xEF\xBB\xBFa":         "\uFEFFa",
	} {
		if got := vntext.Decode([]byte(in)); got != want {
			t.Errorf("Decode(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldKeepsPositions(t *testing.T) {
	for in, want := range map[string]string{
		"ĐẢNG ỦY":              "dang uy",
		"Dân vận khéo":         "dan van kheo",
		"ắ ế ự ỡ ặ":            "a e u o a",
		"11-QÐi/TW":            "11-qdi/tw",
		norm.NFD.String("Quỳ"): "quy",
		"Ê Đê – 5°":            "e de – 5°",
		"日本 “x”":               "日本 “x”",
	} {
		got := vntext.Fold(in)
		if got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if a, b := utf8.RuneCountInString(norm.NFC.String(in)), utf8.RuneCountInString(got); a != b {
			t.Errorf("Fold(%q): %d runes became %d", in, a, b)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"  Kế\u00a0hoạch\u200b  số\n7 ": "Kế hoạch số 7",
		"\u200b\u00ad ":                 "",
		"Trư\u00adờng \u200bvà":         "Trường và",
	} {
		if got := vntext.Words(in); got != want {
			t.Errorf("Words(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 127: "127", 1270: "1.270", 1234567: "1.234.567", -1000: "-1.000"} {
		if got := vntext.FormatInt(n); got != want {
			t.Errorf("FormatInt(%d) = %q, want %q", n, got, want)
		}
		if back, err := vntext.ParseInt(want); n >= 0 && (back != n || err != nil) {
			t.Errorf("ParseInt(%q) = %d, %v, want %d", want, back, err, n)
		}
	}
	for in, want := range map[string]int64{" 1 291 ": 1291, "1.291.000": 1291000, "1\u00a0291": 1291, "0": 0, "007": 7} {
		if got, err := vntext.ParseInt(in); got != want || err != nil {
			t.Errorf("ParseInt(%q) = %d, %v, want %d", in, got, err, want)
		}
	}
	for f, want := range map[float64]string{1234.5: "1.234,5", 2: "2", 0.25: "0,25", -0.5: "-0,5", -1234: "-1.234", 1e300: "1e300"} {
		if got := vntext.FormatNumber(f, 2); f != 1e300 && got != want {
			t.Errorf("FormatNumber(%v) = %q, want %q", f, got, want)
		}
	}
	for _, bad := range []string{"", "1.27", "1,5", "12.3456", "1234.567", ".5", "1..000", "x", "-3", "٣", "12 5", "1 2 3", "0.500", ".127", "1.", "1.  291", "1. 291", "1.29 1", "99999999999999999999"} {
		if n, err := vntext.ParseInt(bad); err == nil {
			t.Errorf("ParseInt(%q) = %d, want an error", bad, n)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"9/4/2024": "2024-04-09", "09.04.2024": "2024-04-09", " 9 - 4 - 24 ": "2024-04-09", "2024-04-09": "2024-04-09",
		"29/02/2024": "2024-02-29", "ngày 9 tháng 4 năm 2024": "2024-04-09", "Ngày 09 tháng 04 năm 2024": "2024-04-09",
		"ngày 31 tháng 2 năm 2024": "",
		"31/02/2024":               "", "29/02/2023": "", "0/1/2024": "", "1/13/2024": "", "9/4": "", "hôm nay": "", "9/4/1800": "",
	} {
		got := ""
		if d, ok := vntext.ParseDate(in); ok {
			got = d.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("ParseDate(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestVietnameseOrder(t *testing.T) {
	units := []string{"Xã 10", "Đặng Xá", "Dương Xá", "Đa Tốn", "Ấm", "An", "Ăn", "Ân", "Xã 2", "Dương Hà", "Yên Viên", "ý"}
	slices.SortFunc(units, func(a, b string) int { return bytes.Compare(vntext.SortKey(a), vntext.SortKey(b)) })
	if got, want := strings.Join(units, " < "), "An < Ăn < Ấm < Ân < Dương Hà < Dương Xá < Đa Tốn < Đặng Xá < Xã 2 < Xã 10 < ý < Yên Viên"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if bytes.Compare(vntext.NameKey("Nguyễn Văn An"), vntext.NameKey("Lê Thị Bình")) >= 0 {
		t.Error("people do not sort by given name")
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 12: "XII", 0: "0", 13: "13"} {
		if got := vntext.Roman(n); got != want {
			t.Errorf("Roman(%d) = %q, want %q", n, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Đảng ủy \xff")
	f.Fuzz(func(t *testing.T, s string) {
		n := vntext.Normalize(s)
		if utf8.ValidString(s) && vntext.Normalize(n) != n {
			t.Errorf("Normalize is not stable on %q", s)
		}
		vntext.Fold(s)
		vntext.Words(s)
	})
}
