package briefing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// bySymbol reads the level off the ends of the symbols of these tests.
func bySymbol(d *briefing.Directive) briefing.Level {
	for end, level := range map[string]briefing.Level{"TW": briefing.Central, "TU": briefing.Province, "HU": briefing.District} {
		if strings.HasSuffix(d.Symbol, end) {
			return level
		}
	}
	return ""
}

func TestChainsRunFromTheCentreToLocalPlans(t *testing.T) {
	ends := map[int64]briefing.Directive{}
	for i, symbol := range []string{"25-NQ/TW", "10-CT/TU", "12-CT/HU", "42-KH/BDV", "11-CT/TU", "30-CT/HU", "9-QĐ/UBND"} {
		ends[int64(i+1)] = briefing.Directive{ID: int64(i + 1), Symbol: symbol}
	}
	relations := []briefing.Relation{
		{From: 2, Verb: briefing.Implements, To: 1},
		{From: 3, Verb: briefing.Implements, To: 2},
		{From: 4, Verb: briefing.Guides, To: 3},
		{From: 5, Verb: briefing.Implements, To: 1}, // beside the way of the third
		{From: 6, Verb: briefing.Replaces, To: 3},   // no chain
		{From: 7, Verb: briefing.Implements, To: 5},
	}
	draw := func(id int64, local briefing.Level) (drawn []string) {
		d := ends[id]
		for _, l := range briefing.Chain(&d, relations, ends, bySymbol, local, "2024-04-09") {
			line := fmt.Sprintf("%d %s %s", l.Depth, l.Verb, l.Directive.Symbol)
			if l.Missing {
				line += " missing"
			}
			if l.Ended {
				line += " ended"
			}
			if l.Again {
				line += " again"
			}
			drawn = append(drawn, line)
		}
		return drawn
	}
	for _, c := range []struct {
		of   int64
		want []string
	}{
		{3, []string{"0  25-NQ/TW", "1 implements 10-CT/TU", "2 implements 12-CT/HU ended", "3 guides 42-KH/BDV"}},
		{5, []string{"0  25-NQ/TW", "1 implements 11-CT/TU", "2 implements 9-QĐ/UBND"}},
		{1, []string{"0  25-NQ/TW", "1 implements 10-CT/TU", "2 implements 12-CT/HU ended", "3 guides 42-KH/BDV", "1 implements 11-CT/TU", "2 implements 9-QĐ/UBND"}},
		{6, []string{"0  30-CT/HU"}},
	} {
		if got := draw(c.of, briefing.District); !slices.Equal(got, c.want) {
			t.Errorf("chain of %d: got %q, want %q", c.of, got, c.want)
		}
	}
	relations = append(relations, briefing.Relation{From: 3, Verb: briefing.Implements, To: 5}, briefing.Relation{From: 6, Verb: briefing.Repeals, To: 5, Since: "2024-04-09"})
	if got, want := draw(3, briefing.District), []string{"0  25-NQ/TW", "1 implements 10-CT/TU", "2 implements 12-CT/HU ended", "3 guides 42-KH/BDV",
		"1 implements 11-CT/TU ended", "2 implements 12-CT/HU ended again"}; !slices.Equal(got, want) {
		t.Errorf("what carries on two: got %q, want %q", got, want)
	}
	relations = relations[:1]
	if got, want := draw(1, briefing.District), []string{"0  25-NQ/TW", "1 implements 10-CT/TU missing"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	relations = append(relations, briefing.Relation{From: 6, Verb: briefing.Replaces, To: 2, Since: "2024-04-09"})
	if got, want := draw(2, briefing.District), []string{"0  25-NQ/TW", "1 implements 10-CT/TU ended"}; !slices.Equal(got, want) {
		t.Errorf("what holds no more: got %q, want %q", got, want)
	}
	relations = nil
	if got, want := draw(1, briefing.District), []string{"0  25-NQ/TW missing"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := draw(7, briefing.District), []string{"0  9-QĐ/UBND"}; !slices.Equal(got, want) {
		t.Errorf("of an unknown level: got %q, want %q", got, want)
	}
}

func TestTimelines(t *testing.T) {
	d := &briefing.Directive{Date: "2018-02-02", EffectiveFrom: "2018-03-01", EffectiveTo: "2025-12-31"}
	plan := briefing.Directive{Symbol: "42-KH/HU", Date: "2019-01-05"}
	related := []briefing.RelatedDirective{
		{Relation: briefing.Relation{Verb: briefing.Implements}, Other: plan, Reverse: true},
		{Relation: briefing.Relation{Verb: briefing.Amends, Since: "2018-02-20"}, Other: plan, Reverse: true},
		{Relation: briefing.Relation{Verb: briefing.Replaces}, Other: plan}, // what it did itself
		{Relation: briefing.Relation{Verb: briefing.Guides}, Reverse: true}, // nobody knows when
	}
	citing := []briefing.Citing{{Day: "2021-05-05", Confirmed: true}, {Day: "2024-04-09", Confirmed: true},
		{Day: "2018-02-03"}, {Day: "2020-01-01", Confirmed: true}}
	var got []string
	for _, e := range d.Timeline(related, citing) {
		got = append(got, e.When()+" "+e.Label)
	}
	want := []string{"02/02/2018 Ban hành", "20/02/2018 Được sửa đổi, bổ sung bởi", "01/03/2018 Có hiệu lực", "05/01/2019 Được triển khai bởi",
		"01/01/2020 Được viện dẫn lần đầu", "09/04/2024 Được viện dẫn gần nhất", "31/12/2025 Ngày cuối còn hiệu lực", " Được hướng dẫn bởi"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	year := (&briefing.Directive{Year: 2013}).Timeline(nil, citing[:1])
	if len(year) != 2 || year[0].When() != "2013" || year[1].Label != "Được viện dẫn" {
		t.Errorf("got %+v", year)
	}
}
