package store_test

import (
	"errors"
	"slices"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// ids names what a save was refused for.
func ids(err error) (same, near []int64) {
	twins, _ := errors.AsType[*store.TwinError](err)
	if twins == nil {
		return nil, nil
	}
	for _, e := range twins.Same {
		same = append(same, e.ID)
	}
	for _, e := range twins.Near {
		near = append(near, e.ID)
	}
	return same, near
}

func TestLikeDirectivesAreStoredOnlyWhenAPersonSaysSo(t *testing.T) {
	db, _ := create(t)
	first := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2023-08-07", Family: briefing.PartyFamily})
	second := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2022-09-08", Family: briefing.PartyFamily})
	register(t, db, briefing.Directive{Symbol: "24-CT/TU", Issuer: "Tỉnh ủy", Place: "Bắc Ninh", Date: "2023-08-07", Family: briefing.PartyFamily})
	d := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2023-08-17", Family: briefing.PartyFamily}
	for _, apart := range [][]int64{nil, {first.ID}, {second.ID, 99}} {
		same, near := ids(db.SaveDirective(t.Context(), tester, &d, nil, apart...))
		if same != nil || !slices.Equal(near, []int64{first.ID, second.ID}) || d.ID != 0 {
			t.Errorf("apart from %v: got %v and %v, want all that are like it", apart, same, near)
		}
	}
	if err := db.SaveDirective(t.Context(), tester, &d, nil, first.ID, second.ID); err != nil {
		t.Fatalf("apart from all: got %v", err)
	}
	d.Title = "về dân vận"
	if err := db.SaveDirective(t.Context(), tester, &d, nil); err != nil {
		t.Errorf("what was answered is asked again: %v", err)
	}
	d.Date = "2023-08-07"
	if same, near := ids(db.SaveDirective(t.Context(), tester, &d, nil, first.ID, second.ID)); !slices.Equal(same, []int64{first.ID}) || len(near) != 0 {
		t.Errorf("a change into another one: got %v and %v, want %d refused", same, near, first.ID)
	}
	d.Date = ""
	if same, _ := ids(db.SaveDirective(t.Context(), tester, &d, nil)); !slices.Equal(same, []int64{first.ID, second.ID}) {
		t.Errorf("a change into either: got %v, want all of them", same)
	}
}

func TestAListStoresWhatIsLikeOthersOnlyWhenAPersonSaysSo(t *testing.T) {
	db, _ := create(t)
	first := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Date: "2023-08-07"})
	list := []briefing.ListedDirective{row(briefing.Directive{Symbol: "25-CT/TU"}), row(briefing.Directive{Symbol: "24-CT/TU", Date: "2023-08-17"}),
		row(briefing.Directive{Symbol: "24-CT/TU", Date: "2023-08-27"})}
	places, err := db.Placings(t.Context(), list)
	if err != nil || places[0].Near != nil || len(places[1].Near) != 1 || places[1].Near[0].ID != first.ID {
		t.Fatalf("got %+v, %v", places, err)
	}
	_, err = db.ImportDirectives(t.Context(), tester, list)
	at, listed := errors.AsType[*store.ListError](err)
	if twins, ok := errors.AsType[*store.TwinError](err); !listed || at.Place != 1 || !ok || len(twins.Near) != 1 {
		t.Errorf("got %v", err)
	}
	list[1].Apart, list[2].Apart = []int64{first.ID}, []int64{first.ID}
	if got, want := bring(t, db, list), (briefing.ImportCount{Added: 3}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
