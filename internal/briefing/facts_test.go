package briefing

import (
	"fmt"
	"slices"
	"testing"
)

func TestGenresHoldsEveryGenre(t *testing.T) {
	all := Genres()
	for g := range genreNames {
		if !slices.Contains(all, g) {
			t.Errorf("Genres lacks %s", g)
		}
	}
	for i, g := range all {
		if !g.Valid() || slices.Contains(all[:i], g) {
			t.Errorf("Genres has %q twice, or it has no name", g)
		}
	}
}

func TestFactsTellWhatIsKnown(t *testing.T) {
	m := &Meeting{Title: "Giao ban", HeldOn: "2024-04-09", Place: "Hội  trường", Reports: "2024-Q1",
		ReportLabel: "3 tháng đầu năm 2024",
		Plan:        Plan{From: "2024-04-01", To: "2024-12-31", Label: "9 tháng cuối năm 2024"}}
	want := []Fact{
		{"Ngày họp", "09/04/2024"},
		{"Địa điểm", "Hội trường"},
		{"Kỳ báo cáo", "Quý I/2024 (“3 tháng đầu năm 2024”)"},
		{"Kỳ nhiệm vụ", "9 tháng cuối năm 2024, từ 01/04/2024 đến 31/12/2024"},
	}
	if got := m.Facts(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := new(Meeting).Facts(); len(got) != 0 {
		t.Errorf("nothing known: got %q", got)
	}
}

func TestPlanText(t *testing.T) {
	for _, test := range []struct {
		plan Plan
		want string
	}{
		{Plan{}, ""},
		{Plan{Key: "2024-Q2"}, "Quý II/2024"},
		{Plan{Key: "2024-Q2", Label: "quý II năm 2024", From: "2024-04-01"}, "Quý II/2024, từ 01/04/2024"},
		{Plan{Key: "2024-Q2", Label: "quý tới"}, "Quý II/2024 (“quý tới”)"},
		{Plan{To: "2024-12-31"}, "đến 31/12/2024"},
	} {
		if got := test.plan.Text(); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.plan, got, test.want)
		}
	}
}

func TestCountsAndPeopleAreOrderedAlike(t *testing.T) {
	counts := ByLevel([]Count{
		{Measure: Rewarded, Level: Commune}, {Measure: Registered}, {Measure: Registered, Level: Commune},
		{Measure: Active, Level: District},
	})
	var got []string
	for _, c := range counts {
		got = append(got, fmt.Sprintf("%s %s", c.Level, c.Measure))
	}
	if want := []string{"district active", "commune registered", "commune rewarded", " registered"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	m := &Meeting{Participations: []Participation{{Role: "?"}, {Role: Concluder}, {Role: Chair, Name: "A"}, {Role: Chair, Name: "B"}}}
	people := m.ByRole()
	if people[0].Name != "A" || people[1].Name != "B" || people[2].Role != Concluder || people[3].Role != "?" {
		t.Errorf("got %v", people)
	}
}
