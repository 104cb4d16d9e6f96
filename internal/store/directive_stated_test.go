package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// mention is what a title says that its directive does to another one.
func mention(verb briefing.Verb, symbol string) briefing.Mention {
	c := cite(symbol)
	c.Field, c.Span = "title", briefing.Span{10, 10 + len(symbol)}
	return briefing.Mention{Citation: c, Verb: verb}
}

// others lists the other ends of a directive's relations.
func others(t *testing.T, db *store.DB, directive int64) (ids []int64) {
	t.Helper()
	for _, r := range relatedTo(t, db, directive) {
		ids = append(ids, r.Other.ID)
	}
	return ids
}

func TestARemovedRelationStaysRemoved(t *testing.T) {
	db, _ := create(t)
	base := register(t, db, briefing.Directive{Symbol: "24-CT/TU"})
	m := mention(briefing.Implements, "24-CT/TU")
	plan := register(t, db, briefing.Directive{Symbol: "9-CT/HU"}, m)
	r := relatedTo(t, db, plan.ID)[0]
	if err := db.RemoveRelation(t.Context(), tester, r.ID); err != nil {
		t.Fatal(err)
	}
	plan = register(t, db, *plan, m)
	if got := others(t, db, plan.ID); got != nil {
		t.Fatalf("after a save it is back: %v", got)
	}
	for id, reverse := range map[int64]bool{plan.ID: false, base.ID: true} {
		refused, err := db.RefusedRelations(t.Context(), id)
		if err != nil || len(refused) != 1 || refused[0].Reverse != reverse || refused[0].Other.ID == id || refused[0].RefusedBy != tester.Name {
			t.Fatalf("%d: refused %+v, %v", id, refused, err)
		}
		r = refused[0]
	}
	if err := db.RestoreRelation(t.Context(), tester, plan.ID, r.ID); err != nil {
		t.Fatal(err)
	}
	if got := relatedTo(t, db, plan.ID); len(got) != 1 || !got[0].Automatic {
		t.Errorf("brought back: %+v", got)
	}
	if err := db.RestoreRelation(t.Context(), tester, plan.ID, r.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("bringing it back twice gives %v", err)
	}
	// What a person enters goes before the text, and what he removes too.
	if err := db.RemoveRelation(t.Context(), tester, relatedTo(t, db, plan.ID)[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := db.AddRelation(t.Context(), tester, &briefing.Relation{From: plan.ID, Verb: briefing.Implements, To: base.ID}); err != nil {
		t.Fatal(err)
	}
	plan = register(t, db, *plan, m)
	if got := relatedTo(t, db, plan.ID); len(got) != 1 || got[0].Automatic {
		t.Errorf("entered: %+v", got)
	}
	if err := db.RemoveRelation(t.Context(), tester, relatedTo(t, db, plan.ID)[0].ID); err != nil {
		t.Fatal(err)
	}
	register(t, db, *plan, m)
	if got := others(t, db, plan.ID); got != nil {
		t.Errorf("removed again, it is back: %v", got)
	}
}

// A relation comes back only while a text states it.
func TestWhatNoTextStatesDoesNotComeBack(t *testing.T) {
	db, _ := create(t)
	base := register(t, db, briefing.Directive{Symbol: "24-CT/TU"})
	plan := register(t, db, briefing.Directive{Symbol: "9-CT/HU"}, mention(briefing.Implements, "24-CT/TU"))
	if err := db.RemoveRelation(t.Context(), tester, relatedTo(t, db, plan.ID)[0].ID); err != nil {
		t.Fatal(err)
	}
	refused, err := db.RefusedRelations(t.Context(), plan.ID)
	if err != nil || len(refused) != 1 {
		t.Fatalf("got %+v, %v", refused, err)
	}
	other := register(t, db, briefing.Directive{Symbol: "10-CT/HU"})
	if err := db.RestoreRelation(t.Context(), tester, other.ID, refused[0].ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("as one of another directive: got %v", err)
	}
	register(t, db, *plan)
	for _, of := range []int64{plan.ID, base.ID} {
		if err := db.RestoreRelation(t.Context(), tester, of, refused[0].ID); !errors.Is(err, store.ErrNotStated) {
			t.Errorf("as one of %d: got %v", of, err)
		}
	}
	if got := others(t, db, plan.ID); got != nil {
		t.Errorf("it is back: %v", got)
	}
}

func TestRelationsFollowTheirCitation(t *testing.T) {
	db, _ := create(t)
	old := register(t, db, briefing.Directive{Symbol: "10-CT/TW", Date: "2002-03-28"})
	young := register(t, db, briefing.Directive{Symbol: "10-CT/TW", Date: "2016-12-15"})
	plan := register(t, db, briefing.Directive{Symbol: "9-CT/HU", Date: "2020-01-01"}, mention(briefing.Implements, "10-CT/TW"))
	waiting, err := db.Unresolved(t.Context(), 10)
	if err != nil || len(waiting) != 1 || others(t, db, plan.ID) != nil {
		t.Fatalf("waiting %+v, %v", waiting, err)
	}
	decide := func(d briefing.Decision) []int64 {
		t.Helper()
		c := shownNow(t, db, waiting[0].ID)
		if err := db.Decide(t.Context(), tester, briefing.ShownCitation{ID: c.ID, Seen: c.Seen()}, d); err != nil {
			t.Fatal(err)
		}
		return others(t, db, plan.ID)
	}
	for i, c := range []struct {
		decision briefing.Decision
		want     []int64
	}{
		{briefing.Decision{Directive: old.ID}, []int64{old.ID}},
		{briefing.Decision{Directive: young.ID}, []int64{young.ID}},
		{briefing.Decision{Rejected: true}, nil},
		{briefing.Decision{Directive: old.ID}, []int64{old.ID}},
		{briefing.Decision{}, nil},
		{briefing.Decision{Directive: young.ID}, []int64{young.ID}},
	} {
		if got := decide(c.decision); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("decision %d: related to %v, want %v", i, got, c.want)
		}
	}
	if err := db.MergeDirectives(t.Context(), tester, old, young); err != nil {
		t.Fatal(err)
	}
	if got := others(t, db, plan.ID); len(got) != 1 || got[0] != old.ID {
		t.Errorf("after a merge it is related to %v", got)
	}
}

// What was left out because it closed a circle comes when that is open.
func TestWhatClosedACircleComesLater(t *testing.T) {
	db, _ := create(t)
	above := register(t, db, briefing.Directive{Symbol: "1-CT/TU"})
	below := register(t, db, briefing.Directive{Symbol: "2-CT/HU"})
	wrong := &briefing.Relation{From: above.ID, Verb: briefing.Implements, To: below.ID}
	if err := db.AddRelation(t.Context(), tester, wrong); err != nil {
		t.Fatal(err)
	}
	register(t, db, *below, mention(briefing.Guides, "1-CT/TU"))
	if got := relatedTo(t, db, below.ID); len(got) != 1 || got[0].Automatic {
		t.Fatalf("got %+v", got)
	}
	if err := db.RemoveRelation(t.Context(), tester, wrong.ID); err != nil {
		t.Fatal(err)
	}
	if got := relatedTo(t, db, below.ID); len(got) != 1 || got[0].Verb != briefing.Guides || got[0].Reverse {
		t.Errorf("got %+v", got)
	}
}

func TestAMergeTellsWhatItLoses(t *testing.T) {
	db, _ := create(t)
	kept := register(t, db, briefing.Directive{Symbol: "1-CT/TU"})
	gone := register(t, db, briefing.Directive{Symbol: "2-CT/TU"})
	double := register(t, db, briefing.Directive{Symbol: "3-CT/TU"})
	loop := register(t, db, briefing.Directive{Symbol: "4-CT/TU"})
	moved := register(t, db, briefing.Directive{Symbol: "5-CT/TU"})
	for _, r := range []briefing.Relation{
		{From: kept.ID, Verb: briefing.Replaces, To: gone.ID},
		{From: kept.ID, Verb: briefing.Implements, To: double.ID}, {From: gone.ID, Verb: briefing.Implements, To: double.ID},
		{From: kept.ID, Verb: briefing.Guides, To: loop.ID}, {From: loop.ID, Verb: briefing.Implements, To: gone.ID},
		{From: moved.ID, Verb: briefing.Implements, To: gone.ID},
	} {
		if err := db.AddRelation(t.Context(), tester, &r); err != nil {
			t.Fatal(err)
		}
	}
	lost, err := db.MergeLosses(t.Context(), kept.ID, gone.ID)
	why := map[int64]string{}
	for _, r := range lost {
		why[r.Other.ID] = r.Why
	}
	want := map[int64]string{kept.ID: "là quan hệ giữa chính hai mục này", double.ID: "mục giữ lại đã có quan hệ này", loop.ID: "sẽ khép thành vòng"}
	if err != nil || fmt.Sprint(why) != fmt.Sprint(want) {
		t.Errorf("got %v, %v, want %v", why, err, want)
	}
	if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
		t.Fatal(err)
	}
	if got, want := others(t, db, kept.ID), []int64{loop.ID, double.ID, moved.ID}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("after the merge %v, want %v", got, want)
	}
}

// The text of an entry that goes into another one is cited on where that takes
// it over, and what it stated stays where it does not.
func TestAMergeCarriesTheTextOfTheOther(t *testing.T) {
	for _, title := range []string{"", "một trích yếu khác"} {
		db, _ := create(t)
		base := register(t, db, briefing.Directive{Symbol: "24-CT/TU"})
		kept := register(t, db, briefing.Directive{Symbol: "8-CT/HU", Title: title})
		gone := register(t, db, briefing.Directive{Symbol: "9-CT/HU", Title: "thực hiện Chỉ thị 24-CT/TU"}, mention(briefing.Implements, "24-CT/TU"))
		if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
			t.Fatal(err)
		}
		got := relatedTo(t, db, kept.ID)
		if len(got) != 1 || got[0].Other.ID != base.ID || got[0].Automatic != (title == "") {
			t.Errorf("%q: related to %+v", title, got)
		}
		citing, err := db.Citing(t.Context(), base.ID)
		if err != nil || (len(citing) == 1) != (title == "") {
			t.Errorf("%q: cited by %+v, %v", title, citing, err)
		}
	}
}

// However long a chain is, no circle is stored, and asking takes no longer than
// to walk it once.
func TestLongChainsCloseNoCircle(t *testing.T) {
	length := 500
	if testtool.Long() {
		length = 5000
	}
	db, dir := create(t)
	var list []briefing.ListedDirective
	for i := range length {
		list = append(list, row(briefing.Directive{Symbol: fmt.Sprintf("%d-CT/TU", i+1)}))
	}
	bring(t, db, list)
	raw := open(t, dir)
	if _, err := raw.Exec(`
		INSERT INTO directive_relation (from_id, verb, to_id, since, note, automatic)
		SELECT id + 1, CASE id % 2 WHEN 0 THEN 'implements' ELSE 'guides' END, id, '', '', 0
		FROM directive
		WHERE id < $1`, length); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	err := db.AddRelation(t.Context(), tester, &briefing.Relation{From: 1, Verb: briefing.Accompanies, To: int64(length)})
	t.Logf("%d relations walked in %v", length-1, time.Since(start))
	if !errors.Is(err, store.ErrLoop) {
		t.Errorf("a circle of %d: got %v", length, err)
	}
	if err := db.AddRelation(t.Context(), tester, &briefing.Relation{From: 1, Verb: briefing.Amends, To: int64(length)}); err != nil {
		t.Errorf("another order than that of levels: %v", err)
	}
}
