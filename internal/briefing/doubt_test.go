package briefing_test

import (
	"slices"
	"testing"

	"giaoban/internal/briefing"
)

func TestDoubtsAboutACitation(t *testing.T) {
	d := &briefing.Directive{Genre: briefing.ChiThi, Symbol: "10-CT/TU", Date: "2019-05-06"}
	next := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Date: "2023-08-07"}
	replaced := []briefing.RelatedDirective{{Relation: briefing.Relation{Verb: briefing.Replaces}, Other: next, Reverse: true}}
	repealed := []briefing.RelatedDirective{{Relation: briefing.Relation{Verb: briefing.Repeals, Since: "2024-01-01"}, Other: next, Reverse: true}}
	amended := []briefing.RelatedDirective{{Relation: briefing.Relation{Verb: briefing.Amends}, Other: next, Reverse: true}}
	ending, later := *d, *d
	undated := []string{"Bài không ghi ngày của Chỉ thị 10-CT/TU; sổ chỉ có văn bản ngày 06/05/2019, thuộc nhiệm kỳ trước: xem lại."}
	ending.EffectiveTo = "2022-12-31"
	later.EffectiveFrom = "2030-01-01"
	for name, c := range map[string]struct {
		cited briefing.Citation
		d     *briefing.Directive
		on    briefing.Day
		ends  []briefing.RelatedDirective
		want  []string
	}{
		"fits":       {briefing.Citation{Date: "2019-05-06"}, d, "2024-04-09", nil, nil},
		"still":      {briefing.Citation{}, d, "2023-08-06", replaced, undated},
		"amended":    {briefing.Citation{}, d, "2024-04-09", amended, undated},
		"replaced":   {briefing.Citation{}, d, "2024-04-09", replaced, []string{"Chỉ thị 10-CT/TU không còn hiệu lực vào ngày 09/04/2024: bị thay thế bởi Chỉ thị 24-CT/TU từ ngày 07/08/2023."}},
		"repealed":   {briefing.Citation{}, d, "2024-01-01", repealed, []string{"Chỉ thị 10-CT/TU không còn hiệu lực vào ngày 01/01/2024: bị bãi bỏ bởi Chỉ thị 24-CT/TU từ ngày 01/01/2024."}},
		"ended":      {briefing.Citation{}, &ending, "2023-01-01", nil, []string{"Chỉ thị 10-CT/TU đã hết hiệu lực từ sau ngày 31/12/2022."}},
		"last day":   {briefing.Citation{}, &ending, "2022-12-31", nil, undated},
		"decided":    {briefing.Citation{DecidedBy: "a.nguyen"}, d, "2024-04-09", nil, nil},
		"same term":  {briefing.Citation{}, d, "2019-12-31", nil, nil},
		"not issued": {briefing.Citation{}, d, "2019-05-05", nil, []string{"Chỉ thị 10-CT/TU ban hành ngày 06/05/2019, sau ngày 05/05/2019 của bài."}},
		"not yet":    {briefing.Citation{}, &later, "2024-04-09", nil, []string{"Chỉ thị 10-CT/TU đến ngày 01/01/2030 mới có hiệu lực."}},
		"day":        {briefing.Citation{Date: "2019-05-16"}, d, "2024-04-09", nil, []string{"Bài ghi Chỉ thị 10-CT/TU ngày 16/05/2019, trong sổ là ngày 06/05/2019."}},
		"year":       {briefing.Citation{Year: 2018}, d, "2024-04-09", nil, []string{"Bài ghi Chỉ thị 10-CT/TU năm 2018, trong sổ là năm 2019."}},
		"no day":     {briefing.Citation{Year: 2019}, d, "", replaced, nil},
		"both":       {briefing.Citation{Year: 2018}, &ending, "2024-04-09", nil, []string{"Chỉ thị 10-CT/TU đã hết hiệu lực từ sau ngày 31/12/2022.", "Bài ghi Chỉ thị 10-CT/TU năm 2018, trong sổ là năm 2019."}},
	} {
		if got := c.cited.Doubts(c.d, c.on, c.ends); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestADayThatIsMistaken(t *testing.T) {
	known := []briefing.Directive{
		{ID: 1, Genre: briefing.ChiThi, Symbol: "10-CT/TW", Date: "2002-03-28"},
		{ID: 2, Genre: briefing.ChiThi, Symbol: "10-CT/TW", Date: "2016-12-15", Issuer: "Ban Bí thư"},
		{ID: 3, Genre: briefing.ChiThi, Symbol: "10-CT/TW", Date: "2016-12-16", Stub: true},
	}
	for _, c := range []struct {
		cited briefing.Citation
		want  int64
	}{
		{briefing.Citation{Genre: briefing.ChiThi, Date: "2016-12-05"}, 2},
		{briefing.Citation{Genre: briefing.ChiThi, Date: "2010-12-05"}, 0}, // another document
		{briefing.Citation{Genre: briefing.ChiThi, Date: "2016-12-05", Issuer: "Thành ủy"}, 0},
		{briefing.Citation{Genre: briefing.ChiThi, Date: "2016-12-15"}, 0}, // as it is
		{briefing.Citation{Genre: briefing.ChiThi, Year: 2016}, 0},
	} {
		var got int64
		if d := c.cited.Mistaken(known, "2024-04-09"); d != nil {
			got = d.ID
		}
		if got != c.want {
			t.Errorf("%+v: got %d, want %d", c.cited, got, c.want)
		}
	}
}
