package store_test

import (
	"testing"

	"giaoban/internal/briefing"

	"github.com/google/go-cmp/cmp"
)

func TestTheListOfDirectivesIsFiltered(t *testing.T) {
	db, _ := create(t)
	old := register(t, db, briefing.Directive{Symbol: "10-CT/TU", Date: "2019-05-06", Family: briefing.PartyFamily})
	next := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Date: "2023-08-07", Family: briefing.PartyFamily})
	register(t, db, briefing.Directive{Symbol: "30/2020/NĐ-CP", Genre: briefing.NghiDinh, Year: 2020, Family: briefing.StateFamily, EffectiveTo: "2023-12-31"})
	register(t, db, briefing.Directive{Symbol: "5-KH/HU", Genre: briefing.KeHoach, Date: "2025-01-02"})
	m := meeting()
	m.Citations = []briefing.Citation{cite("7-CT/TW")}
	save(t, db, m)
	err := db.AddRelation(t.Context(), tester, &briefing.Relation{From: next.ID, Verb: briefing.Replaces, To: old.ID, Since: "2024-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		f    briefing.DirectiveFilter
		want []string
	}{
		"genre":      {briefing.DirectiveFilter{Genre: briefing.KeHoach}, []string{"5-KH/HU"}},
		"family":     {briefing.DirectiveFilter{Family: briefing.PartyFamily}, []string{"5-KH/HU", "7-CT/TW", "10-CT/TU", "24-CT/TU"}},
		"day's year": {briefing.DirectiveFilter{Year: 2019}, []string{"10-CT/TU"}},
		"year alone": {briefing.DirectiveFilter{Year: 2020}, []string{"30/2020/NĐ-CP"}},
		"stubs":      {briefing.DirectiveFilter{State: briefing.CitedOnly}, []string{"7-CT/TW"}},
		"both":       {briefing.DirectiveFilter{State: briefing.InRegister, Genre: briefing.ChiThi}, []string{"10-CT/TU", "24-CT/TU"}},
		"in force":   {briefing.DirectiveFilter{On: "2023-12-31", Validity: briefing.InForce}, []string{"10-CT/TU", "24-CT/TU", "30/2020/NĐ-CP"}},
		"ended":      {briefing.DirectiveFilter{On: "2024-01-01", Validity: briefing.NoLonger}, []string{"10-CT/TU", "30/2020/NĐ-CP"}},
		"not yet":    {briefing.DirectiveFilter{On: "2024-01-01", Validity: briefing.NotYet}, []string{"5-KH/HU"}},
		"nobody":     {briefing.DirectiveFilter{On: "2024-01-01", Validity: briefing.Uncertain}, []string{"7-CT/TW"}},
	} {
		found, err := db.Directives(t.Context(), c.f)
		var got []string
		for _, d := range found {
			got = append(got, d.Symbol)
			if (d.Validity != "") != (c.f.On != "") {
				t.Errorf("%s: validity %q of %s", name, d.Validity, d.Symbol)
			}
		}
		if err != nil || cmp.Diff(got, c.want) != "" {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, c.want)
		}
	}
}

func TestTheStatusCountsWhatWaits(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	short := cite("")
	short.Number = "290"
	m.Citations = []briefing.Citation{cite("7-CT/TW"), short}
	save(t, db, m)
	draft := meeting()
	draft.Title, draft.HeldOn, draft.State, draft.Citations = "Nháp", "2024-06-30", briefing.Draft, []briefing.Citation{short}
	save(t, db, draft)
	count := func() int {
		s, err := db.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return s.Unresolved
	}
	if got := count(); got != 1 {
		t.Fatalf("got %d, want the one of the confirmed meeting", got)
	}
	queue, err := db.Unresolved(t.Context(), 10)
	if err != nil || len(queue) != 1 {
		t.Fatalf("got %v, %v", queue, err)
	}
	if err := decide(t, db, queue[0].ID, briefing.Decision{Rejected: true}); err != nil || count() != 0 {
		t.Errorf("after a decision %d wait, %v", count(), err)
	}
}

func TestNumbersAloneAreNoNamesakes(t *testing.T) {
	db, _ := create(t)
	register(t, db, briefing.Directive{Symbol: "25-CT/TU"})
	if err := db.InsertDirective(t.Context(), tester, &briefing.Directive{Genre: briefing.ChiThi, Number: "24"}); err != nil { // no title either
		t.Fatal(err)
	}
	law := register(t, db, briefing.Directive{Genre: briefing.Luat, Symbol: "31/2024/QH15", Title: "Đất đai"})
	found, err := db.Namesakes(t.Context(), &briefing.Citation{Genre: briefing.Luat, Title: "đất đai"})
	if err != nil || len(found) != 1 || found[0].ID != law.ID {
		t.Errorf("got %v, %v", found, err)
	}
}
