package briefing_test

import (
	"testing"

	"giaoban/internal/briefing"
)

func TestPeriods(t *testing.T) {
	for key, want := range map[briefing.PeriodKey]struct {
		label, words string
		from, to     briefing.Day
		valid        bool
	}{
		"2024-Q1":  {"Quý I/2024", "quý I năm 2024", "2024-01-01", "2024-03-31", true},
		"2024-Q4":  {"Quý IV/2024", "quý IV năm 2024", "2024-10-01", "2024-12-31", true},
		"2024-H1":  {"6 tháng đầu năm 2024", "6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", true},
		"2024-H2":  {"6 tháng cuối năm 2024", "6 tháng cuối năm 2024", "2024-07-01", "2024-12-31", true},
		"2024-9M":  {"9 tháng đầu năm 2024", "9 tháng đầu năm 2024", "2024-01-01", "2024-09-30", true},
		"2024-Y":   {"Năm 2024", "năm 2024", "2024-01-01", "2024-12-31", true},
		"2024-M02": {"Tháng 2/2024", "tháng 2 năm 2024", "2024-02-01", "2024-02-29", true},
		"2024-Q5":  {"2024-Q5", "2024-Q5", "", "", false},
		"2024-M13": {"2024-M13", "2024-M13", "", "", false},
		"":         {"", "", "", "", false},
		"0024-Q1":  {"Quý I/24", "quý I năm 24", "", "", false},
	} {
		p := key.Calendar()
		if key.Label() != want.label || key.InWords() != want.words || key.Valid() != want.valid {
			t.Errorf("%s: got %q, %q, %v, want %q, %q, %v", key, key.Label(), key.InWords(), key.Valid(), want.label, want.words, want.valid)
		}
		if want.valid && (p.From != want.from || p.To != want.to) {
			t.Errorf("%s: got %s–%s, want %s–%s", key, p.From, p.To, want.from, want.to)
		}
		if !want.valid {
			continue
		}
		from, to := p.From.Time(), p.To.Time()
		if back := briefing.PeriodOf(from.Year(), int(from.Month()), int(to.Month())); back != key {
			t.Errorf("PeriodOf gives %s for %s", back, key)
		}
	}
	if got := briefing.PeriodOf(2024, 4, 12); got != "" {
		t.Errorf("nine months to the end are %q, want no named period", got)
	}
}

func TestDays(t *testing.T) {
	for in, want := range map[string][2]string{
		"9/4/2024": {"09/04/2024", "ngày 09 tháng 4 năm 2024"}, "25.1.2024": {"25/01/2024", "ngày 25 tháng 01 năm 2024"}, "": {"", ""},
	} {
		d, err := briefing.ParseDay(in)
		if err != nil || d.Label() != want[0] || d.Formal() != want[1] {
			t.Errorf("%q: got %q, %q, %v", in, d.Label(), d.Formal(), err)
		}
	}
	if d, err := briefing.ParseDay("31/02/2024"); err == nil {
		t.Errorf("31/02/2024 gave %s", d)
	}
}

func TestSymbolKey(t *testing.T) {
	same := [][]string{
		{"24-CT/TU", "24 - CT / TU", "024-ct/tu", "24–CT/TU", "24/CT-TU"},
		{"217-QĐ/TW", "217-qd/tw"},
		{"30/2020/NĐ-CP", "30/2020/nd-cp"},
	}
	keys := map[string]int{}
	for i, group := range same {
		for _, s := range group {
			if j, ok := keys[briefing.SymbolKey(s)]; ok && j != i {
				t.Errorf("%q has the key of another document", s)
			}
			keys[briefing.SymbolKey(s)] = i
		}
	}
	if len(keys) != len(same) {
		t.Errorf("%d keys for %d documents: %v", len(keys), len(same), keys)
	}
	for _, other := range []string{"124-CT/TU", "24-CT/TW", "2-4CT/TU", "24a-CT/TU", "240-CT/TU"} {
		if briefing.SymbolKey(other) == briefing.SymbolKey("24-CT/TU") {
			t.Errorf("%q has the key of 24-CT/TU", other)
		}
	}
	if got := briefing.NumberKey("000"); got != "000" {
		t.Errorf("NumberKey of zeros is %q", got)
	}
}

func TestMeetingReportsEveryFaultAtItsField(t *testing.T) {
	m := briefing.Meeting{
		Plan: briefing.Plan{From: "2024-12-31", To: "2024-04-01"},
		Participations: []briefing.Participation{{Role: briefing.Chair, Name: "A"}, {Role: briefing.Chair, Name: "A"},
			{Role: "king", Label: "x"}, {Role: briefing.Delegate}},
		Counts:    []briefing.Count{{Measure: briefing.Registered, Level: "galaxy", Value: -1}},
		Topics:    []briefing.Topic{{}},
		Citations: []briefing.Citation{{Genre: briefing.ChiThi, Date: "2024-02-31"}},
	}
	inv, ok := m.Validate().(*briefing.Invalid)
	if !ok {
		t.Fatal("no faults")
	}
	for _, field := range []string{"title", "held_on", "report_period", "plan_to", "participations.1.name",
		"participations.2.role", "participations.3.name", "counts.0.level", "counts.0.value", "topics.0.text",
		"citations.0.symbol", "citations.0.date"} {
		if inv.On(field) == "" {
			t.Errorf("no message at %s", field)
		}
	}
	if len(inv.Faults) != 12 {
		t.Errorf("%d faults, want 12: %+v", len(inv.Faults), inv.Faults)
	}
	if inv.On("place") != "" || (*briefing.Invalid)(nil).On("title") != "" {
		t.Error("a message where there is no fault")
	}
}

func TestLabelsAreComplete(t *testing.T) {
	for _, r := range briefing.Roles() {
		if r.Label() == "" {
			t.Errorf("role %s has no label", r)
		}
	}
	for _, m := range briefing.Measures() {
		if m.Label() == "" {
			t.Errorf("measure %s has no label", m)
		}
	}
	for _, l := range briefing.Levels() {
		if l.Label() == "" || l.Label() == briefing.Level("").Label() || !l.Valid() {
			t.Errorf("level %s has no label", l)
		}
	}
	if briefing.QuyetDinh.Code() != briefing.QuyDinh.Code() || briefing.Genre("x").Valid() {
		t.Error("genres")
	}
}

func TestDirectiveFits(t *testing.T) {
	d := briefing.Directive{Genre: briefing.QuyetDinh, Symbol: "217-QĐ/TW", Issuer: "Bộ Chính trị", Date: "2013-12-12"}
	for _, c := range []struct {
		cite briefing.Citation
		want bool
	}{
		{briefing.Citation{Genre: briefing.QuyetDinh}, true},
		{briefing.Citation{Genre: briefing.QuyDinh, Issuer: "Bộ Chính Trị khóa XI"}, true}, // sources swap the words
		{briefing.Citation{Genre: briefing.QuyetDinh, Year: 2013}, true},
		{briefing.Citation{Genre: briefing.QuyetDinh, Year: 2014}, false},
		{briefing.Citation{Genre: briefing.QuyetDinh, Date: "2013-12-21"}, false},
		{briefing.Citation{Genre: briefing.QuyetDinh, Issuer: "Ban Bí thư"}, false},
		{briefing.Citation{Genre: briefing.ChiThi}, false},
	} {
		if got := d.Fits(&c.cite, ""); got != c.want {
			t.Errorf("%+v: got %v, want %v", c.cite, got, c.want)
		}
	}
}
