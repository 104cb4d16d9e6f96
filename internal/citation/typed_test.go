package citation

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

func TestSymbolsAreReadHoweverTyped(t *testing.T) {
	for symbol, typed := range map[string][]string{
		"24-CT/TU": {"24-CT/TU", "24 ct/tu", "024 – ct / tu", "24ct/tu", "24CTTU", "24 CT TU", "24/CT-TU", "24--CT//TU", "24-CT/TU-",
			"Số: 24-CT/TU", "so 24 ct tu", "Chỉ thị số 24-CT/TU", "24\u2011CT/TU", "24-CT/TU\u200b", " 24 - CT / TU "},
		"30/2020/NĐ-CP":        {"30/2020/NĐ-CP", "30/2020/nd-cp", "30 2020 nd cp", "30/2020/N-CP", "30/2020/NÐ-CP", norm.NFD.String("30/2020/NĐ-CP")},
		"10/2022/QH15":         {"10/2022/QH15", "10 2022 qh15"},
		"15/QĐ-UBND":           {"15-QĐ/UBND", "15/qd-ubnd", "015/QĐ-UBND"},
		"36a-NQ/TW":            {"36a-nq/tw", "36A-NQ/TW"},
		"12-CTr/TU":            {"12-CTR/TU", "12 ctr tu"},
		"02-HD/TU":             {"02-HD/TU", "002-hd/tu"},
		"2-HD/TU":              {"2-HD/TU"},
		"1234/UBND-VX":         {"1.234/UBND-VX"},
		"249/MTTQ-BTT":         {"249/MTTQ-BTT", "249/mttq-btt"},
		"24-ABC/XYZ":           {"24-ABC/XYZ"},
		"07-BC/ĐU":             {"07 bc du"},
		"318PC/4":              {"318PC/4"},
		"42-KH/BDVHU-UBND":     {"42-kh/bdvhu-ubnd"},
		"12/2019/TTLT-BNV-BTC": {"12/2019/ttlt-bnv-btc"},
	} {
		for _, one := range typed {
			got, problem := ReadTyped(one)
			if got.Symbol != symbol || problem != "" || !strings.HasPrefix(symbol, got.Number) {
				t.Errorf("%q: got %+v %q, want %s", one, got, problem, symbol)
			}
		}
	}
}

func TestWhatIsNoSymbolIsToldHowOneLooks(t *testing.T) {
	for typed, want := range map[string]string{
		"abc": "phải bắt đầu bằng số", "": "phải bắt đầu bằng số", "KH-15/HU": "phải bắt đầu bằng số", "ct/tu": "phải bắt đầu bằng số",
		"25 con gà": "không đọc được", "25 ga": "không đọc được", "66 NQ": "không đọc được", "1/3": "không đọc được", "14/8/2023": "không đọc được",
		"0": "không đọc được", "000-CT/TU": "không đọc được", "12345678-CT/TU": "không đọc được", "24-abc/xyz": "không đọc được",
		"24-CT/TU, 25-CT/TU": "Chỉ ghi một văn bản; ở đây có 2", "24-😀/TU": "không đọc được",
	} {
		if got, problem := ReadTyped(typed); !strings.Contains(problem, want) || got != (Typed{}) {
			t.Errorf("%q: got %+v %q, want %q", typed, got, problem, want)
		}
	}
	if got, problem := ReadTyped("007"); got != (Typed{Number: "07"}) || problem != "" {
		t.Errorf("a number alone: got %+v %q", got, problem)
	}
	got, problem := ReadTyped("24-CT/TU ngày 07/8/2023 của Thành ủy")
	if want := (Typed{Number: "24", Symbol: "24-CT/TU", Genre: briefing.ChiThi, Date: "2023-08-07", Issuer: "Thành ủy"}); got != want || problem != "" {
		t.Errorf("with day and issuer: got %+v %q", got, problem)
	}
}

func TestGenresThatDoNotSuitTheirSymbolAreTold(t *testing.T) {
	for _, c := range []struct {
		symbol string
		genre  briefing.Genre
		want   string
	}{
		{"24-CT/TU", briefing.ChiThi, ""},
		{"217-QĐ/TW", briefing.QuyetDinh, ""},
		{"217-QĐ/TW", briefing.QuyDinh, ""},
		{"12-QĐi/TW", briefing.QuyDinh, ""},
		{"10/2022/QH15", briefing.Luat, ""},
		{"202/2025/QH15", briefing.NghiQuyet, ""},
		{"9-ABC/XYZ", briefing.KeHoach, ""},
		{"12/TT-BNV", briefing.ThongTu, ""},
		{"12-TT/TU", briefing.ThongTri, ""},
		{"5-CTHĐ/HU", briefing.ChuongTrinh, ""},
		{"2514/SNV-XDCQ", briefing.CongVan, ""},
		{"24-CT/TU", "", ""},
		{"24-CT/TU", briefing.QuyDinh, "Loại văn bản là Quy định, nhưng ký hiệu 24-CT/TU là của Chỉ thị."},
		{"12-TT/TU", briefing.ThongTu, "Loại văn bản là Thông tư, nhưng ký hiệu 12-TT/TU là của Thông tri."},
		{"2514/SNV-XDCQ", briefing.ChiThi, "Ký hiệu 2514/SNV-XDCQ không có chữ của loại Chỉ thị; chỉ công văn ghi như vậy."},
	} {
		typed, _ := ReadTyped(c.symbol)
		if got := typed.Doubt(c.genre); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.genre, c.symbol, got, c.want)
		}
	}
}

// What is found in texts can be typed, and is written the same.
func TestFoundSymbolsReadBackAsTyped(t *testing.T) {
	n := 0
	phrases, texts := samples(t)
	for _, s := range append(phrases, texts...) {
		for _, c := range Find(vntext.Normalize(s.text)) {
			if c.Symbol == "" {
				continue
			}
			n++
			got, problem := ReadTyped(c.Symbol)
			if problem != "" || briefing.SymbolKey(got.Symbol) != briefing.SymbolKey(c.Symbol) {
				t.Errorf("%q of %q: got %+v %q", c.Symbol, s.text, got, problem)
			}
			if again, _ := ReadTyped(got.Symbol); again.Symbol != got.Symbol {
				t.Errorf("%q: read again %q", got.Symbol, again.Symbol)
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d symbols", n)
	}
}
