package store_test

import (
	"testing"

	"giaoban/internal/briefing"

	"github.com/google/go-cmp/cmp"
)

func cite(symbol string) briefing.Citation {
	return briefing.Citation{Genre: briefing.ChiThi, Symbol: symbol, Number: "1"}
}

// listed takes a list of directives apart.
func listed(t *testing.T, all []briefing.DirectiveSummary, err error) (symbols []string, counts []int) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		symbols, counts = append(symbols, d.Symbol), append(counts, d.Cited)
	}
	return symbols, counts
}

func TestDirectivesOfAPeriodAreCountedAndOrderedWithinIt(t *testing.T) {
	db, _ := create(t)
	later := meeting()
	later.Title, later.HeldOn, later.Reports = "Quý IV", "2024-01-04", "2023-Q4"
	later.Citations = []briefing.Citation{cite("2-CT/HU"), cite("10-CT/HU")}
	save(t, db, later)
	first := meeting()
	first.Citations = []briefing.Citation{cite("10-CT/HU"), cite("9-CT/HU"), cite("10-CT/HU"), cite("2-CT/HU")}
	save(t, db, first)
	draft := meeting()
	draft.Organizer, draft.Title, draft.State, draft.Citations = "Ban khác", "Nháp", briefing.Draft, []briefing.Citation{cite("9-CT/HU")}
	save(t, db, draft)
	for name, c := range map[string]struct {
		f       briefing.DirectiveFilter
		symbols []string
		counts  []int
	}{
		"all":     {briefing.DirectiveFilter{}, []string{"2-CT/HU", "9-CT/HU", "10-CT/HU"}, []int{2, 1, 2}},
		"period":  {briefing.DirectiveFilter{Reports: "2023-Q3"}, []string{"10-CT/HU", "9-CT/HU", "2-CT/HU"}, []int{1, 1, 1}},
		"meeting": {briefing.DirectiveFilter{Meeting: later.ID}, []string{"2-CT/HU", "10-CT/HU"}, []int{1, 1}},
		"words":   {briefing.DirectiveFilter{Query: "10-ct"}, []string{"10-CT/HU"}, []int{2}},
	} {
		all, err := db.Directives(t.Context(), c.f)
		symbols, counts := listed(t, all, err)
		if diff := cmp.Diff(symbols, c.symbols) + cmp.Diff(counts, c.counts); diff != "" {
			t.Errorf("%s: got - want:\n%s", name, diff)
		}
	}
}

func TestACorrectedCitationLeavesNoStubBehind(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.Citations = []briefing.Citation{{Genre: briefing.QuyetDinh, Symbol: "24-QĐ/HU"}, cite("7-CT/HU")}
	save(t, db, m)
	m.Citations[0].Genre, m.Citations[0].Manual = briefing.QuyDinh, true
	m.Citations[1].Symbol, m.Citations[1].Manual = "8-CT/HU", true
	save(t, db, m)
	all, err := db.Directives(t.Context(), briefing.DirectiveFilter{})
	if symbols, _ := listed(t, all, err); cmp.Diff(symbols, []string{"8-CT/HU", "24-QĐ/HU"}) != "" {
		t.Errorf("got %v", symbols)
	}
	if len(all) == 2 && all[1].Genre != briefing.QuyDinh {
		t.Errorf("the corrected genre is %s", all[1].Genre)
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "directive", Action: "delete"})
	if err != nil || len(entries) != 1 {
		t.Errorf("%d deletions audited, %v", len(entries), err)
	}
}

func TestADecisionOutlivesASave(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	old, new := cite("24-CT/TW"), cite("24-CT/TW")
	old.Date, new.Date = "2002-03-28", "2016-12-15"
	m.Citations = []briefing.Citation{old, new, cite("24-CT/TW")}
	save(t, db, m)
	if m.Citations[2].Directive != 0 {
		t.Fatal("the ambiguous citation was linked")
	}
	m.Citations[2].Directive = m.Citations[1].Directive // a person decides
	if _, err := open(t, db.Dir()).Exec(`UPDATE citation SET directive_id = 2, decided_by = 'can.bo.a' WHERE position = 2`); err != nil {
		t.Fatal(err)
	}
	m.Place = "Phòng 5"
	save(t, db, m)
	if got := m.Citations[2].Directive; got != m.Citations[1].Directive {
		t.Errorf("after a save it is linked to %d", got)
	}
}

func TestUndatedDraftsOfDifferentArticlesAreKeptApart(t *testing.T) {
	db, _ := create(t)
	draft := func(source string) *briefing.Meeting {
		return &briefing.Meeting{Source: source}
	}
	save(t, db, draft("bài một"))
	save(t, db, draft("bài hai"))
	if err := db.SaveMeeting(t.Context(), tester, draft("bài một")); err == nil {
		t.Error("the same article was stored twice")
	}
}
