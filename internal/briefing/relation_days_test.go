package briefing_test

import (
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestRelationsNeverBeginBeforeTheirDirectives(t *testing.T) {
	old := briefing.Directive{Genre: briefing.ChiThi, Symbol: "10-CT/TU", Date: "2019-05-06"}
	next := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Date: "2023-08-07"}
	yearOnly := briefing.Directive{Genre: briefing.ChiThi, Symbol: "31-CT/TU", Year: 2023}
	unknown := briefing.Directive{Genre: briefing.ChiThi, Symbol: "9-CT/TU"}
	for name, c := range map[string]struct {
		from, to briefing.Directive
		since    briefing.Day
		want     string
	}{
		"from the issue":        {next, old, "", ""},
		"later":                 {next, old, "2023-09-01", ""},
		"that very day":         {next, old, "2023-08-07", ""},
		"before the one":        {next, old, "2023-08-06", "Ngày 06/08/2023 trước ngày ban hành Chỉ thị 24-CT/TU (07/08/2023)."},
		"before both":           {next, old, "2018-01-01", "Ngày 01/01/2018 trước ngày ban hành Chỉ thị 10-CT/TU (06/05/2019)."},
		"the wrong way":         {old, next, "", "Chỉ thị 10-CT/TU (06/05/2019) ban hành trước Chỉ thị 24-CT/TU (07/08/2023)."},
		"the wrong way by year": {old, yearOnly, "", "ban hành trước Chỉ thị 31-CT/TU (2023)."},
		"in one year":           {next, yearOnly, "", ""},
		"the other, in a year":  {yearOnly, next, "", ""},
		"not known":             {unknown, next, "2023-09-01", ""},
		"nor there":             {next, unknown, "", ""},
	} {
		r := briefing.Relation{From: 1, To: 2, Verb: briefing.Replaces, Since: c.since}
		got := ""
		if err := r.CheckDays(&c.from, &c.to); err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if err := (&briefing.Relation{Verb: briefing.Implements}).CheckDays(&old, &next); err != nil {
		t.Errorf("a plan from before its directive: got %v", err)
	}
}
