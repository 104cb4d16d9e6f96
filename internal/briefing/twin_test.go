package briefing_test

import (
	"testing"

	"giaoban/internal/briefing"
)

func TestNearTwins(t *testing.T) {
	d := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2023-08-07", Family: briefing.PartyFamily}
	central := briefing.Directive{Genre: briefing.QuyDinh, Symbol: "217-QĐ/TW", Issuer: "Bộ Chính trị", Date: "2013-12-12", Family: briefing.PartyFamily}
	decree := briefing.Directive{Genre: briefing.NghiDinh, Symbol: "30/2020/NĐ-CP", Date: "2020-03-05", Family: briefing.StateFamily}
	decision := briefing.Directive{Genre: briefing.QuyetDinh, Symbol: "15/QĐ-UBND", Date: "2023-02-03", Family: briefing.StateFamily}
	term := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Term: "XVII"}
	for name, c := range map[string]struct {
		d    briefing.Directive
		edit func(*briefing.Directive)
		want bool
	}{
		"the same":                     {d, func(*briefing.Directive) {}, false},
		"nothing said":                 {d, func(e *briefing.Directive) { *e = briefing.Directive{Genre: e.Genre, Symbol: e.Symbol} }, false},
		"ten days off":                 {d, func(e *briefing.Directive) { e.Date = "2023-08-17" }, true},
		"year off":                     {d, func(e *briefing.Directive) { e.Date = "2003-08-07" }, true},
		"day and month swapped":        {d, func(e *briefing.Directive) { e.Date = "2023-07-08" }, true},
		"same term":                    {d, func(e *briefing.Directive) { e.Date = "2021-03-02" }, true},
		"only the year, of that term":  {d, func(e *briefing.Directive) { e.Date, e.Year = "", 2021 }, true},
		"another term":                 {d, func(e *briefing.Directive) { e.Date = "2018-03-02" }, false},
		"another term, close by":       {d, func(e *briefing.Directive) { e.Date, e.Term = "2023-08-08", "XVII" }, true},
		"terms that both tell":         {term, func(e *briefing.Directive) { e.Term = "XVI" }, false},
		"terms told in two ways":       {term, func(e *briefing.Directive) { e.Term = "2020-2025" }, true},
		"another genre":                {d, func(e *briefing.Directive) { e.Genre = briefing.QuyDinh }, true},
		"another place":                {d, func(e *briefing.Directive) { e.Place = "Bắc Ninh" }, false},
		"place with its kind":          {d, func(e *briefing.Directive) { e.Place = "thành phố Hà Nội" }, false}, // the same
		"another issuer":               {d, func(e *briefing.Directive) { e.Issuer, e.Date = "Tỉnh ủy", "2023-08-08" }, false},
		"other term of no known years": {d, func(e *briefing.Directive) { e.Date, e.Place, e.Issuer = "", "", "Thị ủy" }, false},
		"another central issuer":       {central, func(e *briefing.Directive) { e.Issuer = "Ban Chấp hành Trung ương" }, true},
		"decree of another day":        {decree, func(e *briefing.Directive) { e.Date = "2020-12-01" }, true},
		"decision of the same year":    {decision, func(e *briefing.Directive) { e.Date = "2023-11-12" }, true},
		"decision of the next year":    {decision, func(e *briefing.Directive) { e.Date = "2024-05-06" }, false},
	} {
		e := c.d
		c.edit(&e)
		if c.want && (c.d.Differs(&e) == "" || e.Differs(&c.d) == "") {
			t.Errorf("%s: nothing is said to differ", name)
		}
		if got := c.d.Near(&e); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
		if got := e.Near(&c.d); got != c.want {
			t.Errorf("%s, the other way: got %v, want %v", name, got, c.want)
		}
	}
}

// Where only the term tells that two are not one, it is said to differ.
func TestATermDiffersFromADayOutsideOfIt(t *testing.T) {
	d := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Term: "2015-2020"}
	e := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Date: "2023-08-07"}
	if got := d.Differs(&e); !d.Near(&e) || got != "nhiệm kỳ" || e.Differs(&d) != got {
		t.Errorf("near: %v, differs in %q and %q", d.Near(&e), got, e.Differs(&d))
	}
	if e.Date = "2016-08-07"; d.Differs(&e) != "" {
		t.Errorf("a day of that term differs in %q", d.Differs(&e))
	}
}
