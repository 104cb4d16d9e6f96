package briefing_test

import (
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestLikeness(t *testing.T) {
	local := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2023-08-07"}
	central := briefing.Directive{Genre: briefing.ChiThi, Symbol: "10-CT/TW", Date: "2002-03-28"}
	decree := briefing.Directive{Genre: briefing.NghiDinh, Symbol: "30/2020/NĐ-CP", Date: "2020-03-05"}
	for name, c := range map[string]struct {
		d           briefing.Directive
		c           briefing.Citation
		on          briefing.Day
		places      string
		same, other string
	}{
		"all":           {local, briefing.Citation{Date: "2023-08-07", Issuer: "Thành ủy Hà Nội"}, "2024-04-09", "Hà Nội", "cùng ngày, cùng cơ quan, cùng nhiệm kỳ, đúng địa bàn", ""},
		"nothing":       {local, briefing.Citation{Date: "2023-08-17", Issuer: "Tỉnh ủy Bắc Ninh", Genre: briefing.KeHoach}, "2023-01-09", "Bắc Ninh", "", "khác loại, khác ngày, khác cơ quan, ban hành sau ngày 09/01/2023 của bài, địa bàn khác"},
		"a year":        {local, briefing.Citation{Year: 2023}, "", "", "cùng năm", ""},
		"another year":  {local, briefing.Citation{Year: 2019}, "", "", "", "khác năm"},
		"an older term": {central, briefing.Citation{}, "2024-04-09", "Hà Nội", "", "nhiệm kỳ trước"},
		"its term":      {central, briefing.Citation{}, "2004-04-09", "Hà Nội", "cùng nhiệm kỳ", ""},
		"no terms":      {decree, briefing.Citation{}, "2024-04-09", "Hà Nội", "", ""},
		"nobody knows":  {briefing.Directive{Symbol: "24-CT/TU"}, briefing.Citation{Date: "2023-08-07", Issuer: "Thành ủy"}, "2024-04-09", "Hà Nội", "", ""},
	} {
		var places []string
		if c.places != "" {
			places = []string{c.places}
		}
		same, other := c.d.Likeness(&c.c, c.on, places)
		if got := strings.Join(same, ", "); got != c.same {
			t.Errorf("%s: agrees in %q, want %q", name, got, c.same)
		}
		if got := strings.Join(other, ", "); got != c.other {
			t.Errorf("%s: differs in %q, want %q", name, got, c.other)
		}
	}
}
