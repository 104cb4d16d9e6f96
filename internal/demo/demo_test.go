package demo_test

import (
	"errors"
	"path/filepath"
	"testing"

	"giaoban/data"
	"giaoban/internal/briefing"
	"giaoban/internal/demo"
	"giaoban/internal/store"

	"github.com/google/go-cmp/cmp"
)

var tester = store.Actor{Name: "tester"}

func create(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "data"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// The facts of the sample are those of a public article, each as established
// there or in the register of directives, and nothing else.
func TestSampleHoldsTheEstablishedFacts(t *testing.T) {
	db := create(t)
	if err := demo.Load(t.Context(), db, data.FS, tester); err != nil {
		t.Fatal(err)
	}
	m, err := db.Meeting(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if m.HeldOn != "2024-04-09" || m.Reports != "2024-Q1" || m.Plan.From != "2024-04-01" || m.Plan.To != "2024-12-31" || !m.Sample {
		t.Errorf("got %+v", m)
	}
	type who struct {
		Role        briefing.Role
		Name, Title string
	}
	var people []who
	for _, p := range m.Participations {
		people = append(people, who{p.Role, p.Name, p.Title})
	}
	if diff := cmp.Diff(people, []who{
		{briefing.Chair, "Đào Xuân Trường", "Ủy viên BTV, Trưởng Ban Dân vận Huyện ủy"},
		{briefing.Presenter, "Kiều Đình Động", "Phó Trưởng Ban Dân vận Huyện ủy"},
		{briefing.Discussant, "", ""},
		{briefing.Concluder, "Đào Xuân Trường", "Ủy viên BTV Huyện ủy, Trưởng Ban Dân vận Huyện ủy"},
	}); diff != "" {
		t.Errorf("got - want:\n%s", diff)
	}
	counts := map[briefing.Level]int64{}
	for _, c := range m.Counts {
		counts[c.Level] += c.Value
	}
	if diff := cmp.Diff(counts, map[briefing.Level]int64{briefing.District: 127, briefing.Commune: 270}); diff != "" || len(m.Topics) != 5 {
		t.Errorf("%d topics, got - want:\n%s", len(m.Topics), diff)
	}
	type document struct {
		Symbol string
		Date   briefing.Day
		Issuer string
	}
	var cited []document
	list, err := db.Directives(t.Context(), briefing.DirectiveFilter{Meeting: 1})
	for _, d := range list {
		cited = append(cited, document{d.Symbol, d.Date, d.Issuer})
	}
	if diff := cmp.Diff(cited, []document{
		{"42-KH/BDVHU-UBND", "2024-01-25", "Ban Dân vận Huyện ủy và UBND huyện"},
		{"24-CT/TU", "2023-08-07", "Thành ủy Hà Nội"},
		{"217-QĐ/TW", "2013-12-12", "Bộ Chính trị"}, {"218-QĐ/TW", "2013-12-12", "Bộ Chính trị"},
		{"99-QĐ/TW", "", "Ban Bí thư"}, {"124-QĐ/TW", "2018-02-02", "Ban Bí thư"},
		{"6525-QĐ/TU", "", "Thành ủy Hà Nội"}, {"2200-QĐ/TU", "", "Thành ủy Hà Nội"},
		{"02-HD/TU", "", "Thành ủy Hà Nội"}, {"10/2022/QH15", "", ""},
	}); diff != "" || err != nil {
		t.Errorf("%v, got - want:\n%s", err, diff)
	}
	if units, err := db.Units(t.Context(), "2024-04-09"); len(units) != 23 || err != nil {
		t.Errorf("%d units with the district, %v", len(units), err)
	}
}

func TestACutStartIsLoadedAgain(t *testing.T) {
	db := create(t)
	if err := demo.Resume(t.Context(), db, data.FS, tester); !errors.Is(err, demo.ErrReal) {
		t.Errorf("a database without the mark: got %v, want ErrReal", err)
	}
	if err := demo.Load(t.Context(), db, data.FS, tester); err != nil {
		t.Fatal(err)
	}
	if err := db.SetSetting(t.Context(), tester, "demo", "loading"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds it loaded
		if err := demo.Resume(t.Context(), db, data.FS, tester); err != nil {
			t.Fatal(err)
		}
		status, err := db.Status(t.Context())
		want := briefing.Status{Meetings: 1, Directives: 10, Sample: true}
		if diff := cmp.Diff(status, want); diff != "" || err != nil {
			t.Errorf("%v, got - want:\n%s", err, diff)
		}
	}
}
