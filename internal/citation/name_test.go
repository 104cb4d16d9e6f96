package citation_test

import (
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"

	"github.com/google/go-cmp/cmp"
)

func TestReadName(t *testing.T) {
	directive := briefing.Citation{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU"}
	with := func(date briefing.Day, year int, issuer, title string) briefing.Citation {
		c := directive
		c.Date, c.Year, c.Issuer, c.Title = date, year, issuer, title
		return c
	}
	for typed, want := range map[string]briefing.Citation{
		"24-CT/TU":                          directive,
		"số 24 ct/tu":                       directive,
		" 24-ct/tu  ngày 7/8/2023 ":         with("2023-08-07", 0, "", ""),
		"24-CT/TU năm 2023":                 with("", 2023, "", ""),
		"24-CT/TU 2023":                     with("", 2023, "", ""),
		"24-CT/TU 7/8/2023 Thành ủy Hà Nội": with("2023-08-07", 0, "Thành ủy Hà Nội", ""),
		"Chỉ thị 24-CT/TU, 07/08/2023, Thành ủy Hà Nội": with("2023-08-07", 0, "Thành ủy Hà Nội", ""),
		"24-CT/TU của Thành ủy Hà Nội ngày 7/8/2023":    with("2023-08-07", 0, "Thành ủy Hà Nội", ""),
		"24-CT/TU (07/08/2023, Thành ủy Hà Nội)":        with("2023-08-07", 0, "Thành ủy Hà Nội", ""),
		"24-CT/TU Hà Nội": with("", 0, "Hà Nội", ""),
		"24-CT/TU ngày 7/8/2023 về công tác dân vận": with("2023-08-07", 0, "", "về công tác dân vận"),
		"Luật Đất đai năm 2013":                      {Genre: briefing.Luat, Title: "Đất đai", Year: 2013},
		"gì đó":                                      {Symbol: "gì đó"},
		"217, 218-QĐ/TW":                             {Symbol: "217, 218-QĐ/TW"},
		"":                                           {},
	} {
		got, problem := citation.ReadName(typed)
		got.Text, got.Span = "", briefing.Span{}
		if diff := cmp.Diff(got, want); diff != "" || problem != "" {
			t.Errorf("%q: got - want:\n%s%s", typed, diff, problem)
		}
	}
	if _, problem := citation.ReadName("24-CT/TU ngày 31/2/2023"); problem != "Ngày “31/2/2023” không có thật." {
		t.Errorf("of a day that is none: got %q", problem)
	}
}
