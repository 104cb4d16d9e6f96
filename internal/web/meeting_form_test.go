package web

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
)

// opened returns m as it comes back from its form when nobody changes it.
func opened(t *testing.T, m *briefing.Meeting) *briefing.Meeting {
	t.Helper()
	e := &entry{base: m, values: meetingValues(m)}
	sent := map[string]string{}
	form := e.view()
	add := func(f field) {
		value := f.Value
		if f.Options != nil { // as a browser sends it: the chosen one, or the first
			value = f.Options[0].Value
			for _, o := range f.Options {
				if o.Selected {
					value = o.Value
				}
			}
		}
		sent[f.Name] = value
	}
	for _, set := range form.Sets {
		for _, f := range set.Fields {
			add(f)
		}
	}
	for _, g := range form.Groups {
		sent[g.Count.Name] = g.Count.Value
		for _, r := range g.Rows {
			for _, cell := range r.Cells {
				add(cell)
			}
			for _, h := range r.Hidden {
				sent[h.Name] = h.Value
			}
		}
	}
	for _, h := range form.Hidden {
		sent[h.Name] = h.Value
	}
	read, inv := readMeeting(sent, m)
	if err := inv.Err(); err != nil {
		t.Errorf("reading what the form shows: %v", err)
	}
	return read
}

// everything is a meeting with every word that a select offers, words that none
// does, and texts that are not as a person would type them.
func everything() *briefing.Meeting {
	m := &briefing.Meeting{Title: "Giao ban", HeldOn: "2024-04-09", PostedOn: "2024-04-10", Reports: "2024-Q1",
		ReportLabel: "3 tháng", Plan: briefing.Plan{Key: "2024-Q2", From: "2024-04-01", To: "2024-06-30", Label: "quý II"},
		Organizer: "Ban Dân vận", Place: "Hội trường", Source: "Giao ban ngày 9/4", Version: 3,
		Spans: map[string]briefing.Span{"title": {0, 8}, "held_on": {9, 17}}}
	for _, role := range append(briefing.Roles(), "", "guest") {
		m.Participations = append(m.Participations, briefing.Participation{Role: role, Name: "A" + string(role), Label: "đại biểu"})
	}
	for _, measure := range append(briefing.Measures(), "", "planned") {
		for _, level := range append(briefing.Levels(), "", "village") {
			for _, qualifier := range append(briefing.Qualifiers(), "about") {
				m.Counts = append(m.Counts, briefing.Count{Measure: measure, Level: level, Qualifier: qualifier, Value: 1270})
			}
		}
	}
	m.Topics = []briefing.Topic{{Text: "Tôn giáo", Span: briefing.Span{0, 4}}}
	for _, genre := range append(briefing.Genres(), "", "sac-lenh-cu") {
		for _, manual := range []bool{false, true} {
			m.Citations = append(m.Citations, briefing.Citation{Genre: genre, Text: "nguyên\nvăn", Title: "Tên", Manual: manual},
				briefing.Citation{Genre: genre, Number: "02", Symbol: "02-CT/TU", Date: "2023-08-07", Manual: manual})
		}
	}
	m.Citations = append(m.Citations,
		briefing.Citation{Genre: briefing.Luat, Title: "Thực\u00a0hiện  dân chủ", Text: "Luật\u00a0Thực hiện\ndân chủ", Year: 2022},
		briefing.Citation{Genre: briefing.NghiDinh, Number: "30", Symbol: "30/2020/NĐ-CP", Year: 2020, Span: briefing.Span{0, 4}},
		briefing.Citation{Genre: briefing.NghiDinh, Number: "30", Symbol: "30/2020/NĐ-CP"},
		briefing.Citation{Genre: briefing.QuyetDinh, Number: "290", Year: 2013, Issuer: "Bộ|Chính trị", Directive: 7})
	return m
}

func TestOpenAndSaveChangesNothing(t *testing.T) {
	want := everything()
	got := opened(t, want)
	if !reflect.DeepEqual(got, want) {
		for i := range want.Citations {
			if got.Citations[i] != want.Citations[i] {
				t.Errorf("citation %d: got %+v, want %+v", i, got.Citations[i], want.Citations[i])
			}
		}
		got.Citations = want.Citations
		for _, d := range differences(want, got, nil) {
			t.Errorf("%s: got %q, want %q", d.Label, d.Mine, d.Stored)
		}
		t.Error("the form changed what nobody changed")
	}
}

func TestChangedCitationsAreManual(t *testing.T) {
	base := &briefing.Meeting{Citations: []briefing.Citation{
		{Genre: briefing.Luat, Title: "Thủ đô", Year: 2012, Text: "Luật\nThủ đô"},
		{Genre: briefing.NghiDinh, Number: "30", Symbol: "30/2020/NĐ-CP", Year: 2020},
	}}
	for _, test := range []struct {
		name, field, value string
		row                int
		want               briefing.Citation
		fault              string
	}{
		{"title", "citations.0.title", "Đất đai", 0,
			briefing.Citation{Genre: briefing.Luat, Title: "Đất đai", Year: 2012, Text: "Luật\nThủ đô", Manual: true}, ""},
		{"year", "citations.0.year", "2024", 0,
			briefing.Citation{Genre: briefing.Luat, Title: "Thủ đô", Year: 2024, Text: "Luật\nThủ đô", Manual: true}, ""},
		{"no year", "citations.0.year", "", 0,
			briefing.Citation{Genre: briefing.Luat, Title: "Thủ đô", Text: "Luật\nThủ đô", Manual: true}, ""},
		{"bad year", "citations.0.year", "24", 0, briefing.Citation{}, "citations.0.year"},
		{"symbol", "citations.1.symbol", "09/2019/NĐ-CP", 1,
			briefing.Citation{Genre: briefing.NghiDinh, Number: "09", Symbol: "09/2019/NĐ-CP", Year: 2019, Manual: true}, ""},
		{"other year than the symbol's", "citations.1.year", "2021", 1, briefing.Citation{}, "citations.1.year"},
	} {
		values := meetingValues(base)
		values[test.field] = test.value
		m, inv := readMeeting(values, base)
		if test.fault != "" {
			if inv.On(test.fault) == "" {
				t.Errorf("%s: got %v, want a fault on %s", test.name, inv.Faults, test.fault)
			}
			continue
		}
		if got := m.Citations[test.row]; got != test.want || inv.Err() != nil {
			t.Errorf("%s: got %+v, %v, want %+v", test.name, got, inv.Err(), test.want)
		}
	}
}

func TestDifferencesTellEveryField(t *testing.T) {
	change := map[string]func(*briefing.Meeting){
		"title":         func(m *briefing.Meeting) { m.Title = "Khác" },
		"report label":  func(m *briefing.Meeting) { m.ReportLabel = "Khác" },
		"plan":          func(m *briefing.Meeting) { m.Plan.To = "2024-06-29" },
		"named's label": func(m *briefing.Meeting) { m.Participations[0].Label = "khác" },
		"law's title":   func(m *briefing.Meeting) { m.Citations[0].Title = "Khác" },
		"written as":    func(m *briefing.Meeting) { m.Citations[0].Text = "khác" },
		"place in text": func(m *briefing.Meeting) { m.Spans["title"] = briefing.Span{1, 8} },
		"place of row":  func(m *briefing.Meeting) { m.Topics[0].Span = briefing.Span{1, 4} },
	}
	for name, f := range change {
		mine := everything()
		f(mine)
		if got := differences(everything(), mine, nil); len(got) != 1 || reflect.DeepEqual(got[0].Stored, got[0].Mine) {
			t.Errorf("%s: got %v, want one difference", name, got)
		}
	}
	if got := differences(everything(), everything(), nil); len(got) != 0 {
		t.Errorf("the same: got %v", got)
	}
}

func TestExportsPageOffersWhatCanBeMade(t *testing.T) {
	s := newSite(t)
	s.stored()
	page := text(s.get("/exports").body)
	for _, kind := range export.Kinds() {
		if kind.Auditing {
			continue
		}
		of := "period=2024-Q1"
		if kind.ByID {
			of = "id=1"
		}
		if kind.Searching {
			of = "q=giao+ban"
		}
		for _, f := range format.All() {
			got := s.get("/exports/" + kind.Name + "?" + of + "&format=" + f.Name)
			if got.status != http.StatusOK || got.header.Get("Content-Type") != f.ContentType {
				t.Errorf("%s as %s: got %d %s", kind.Name, f.Name, got.status, got.header.Get("Content-Type"))
			}
		}
		if want := kind.Label; strings.Contains(page, want) == kind.Searching { // results are offered beside them
			t.Errorf("the page lacks %q: %s", want, page)
		}
	}
}
