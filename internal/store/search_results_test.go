package store_test

import (
	"fmt"
	"slices"
	"testing"

	"giaoban/internal/briefing"
)

func TestResultsOfAListAreThoseOfTheSearch(t *testing.T) {
	db, _ := base(t, 20, 1200)
	all := found(t, db, office, "cong tac")
	if len(all) < 600 {
		t.Fatalf("only %d records to read in batches", len(all))
	}
	for _, limit := range []int{1, 500, 501, 2000} {
		list, err := db.SearchResults(t.Context(), briefing.SearchFilter{Query: "cong tac", Office: true}, limit)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range list {
			got = append(got, fmt.Sprint(r.Kind, " ", r.ID))
		}
		if !slices.Equal(got, all[:min(limit, len(all))]) {
			t.Errorf("limit %d: %d results, not those of the search", limit, len(got))
		}
	}
	for _, f := range []briefing.SearchFilter{{Query: "cong tac"}, {Query: "cong tac", Unit: 3, Values: map[string]string{"kind": "directive"}}} {
		list, err := db.SearchResults(t.Context(), f, 2000)
		if err != nil || len(list) == 0 || slices.ContainsFunc(list, func(r briefing.SearchResult) bool { return r.Kind != "directive" }) {
			t.Errorf("%+v: %d results, %v", f, len(list), err)
		}
	}
}

func TestResultsTellSamples(t *testing.T) {
	db, _ := create(t)
	for _, sample := range []bool{true, false} {
		m := meeting()
		m.Sample, m.HeldOn, m.Citations = sample, map[bool]briefing.Day{true: "2023-10-05", false: "2023-10-06"}[sample], nil
		save(t, db, m)
	}
	list, err := db.SearchResults(t.Context(), briefing.SearchFilter{Query: "giao ban", Office: true}, 10)
	if err != nil || len(list) != 2 || list[0].Sample || !list[1].Sample || list[0].Path() != "/meetings/2" {
		t.Errorf("got %+v, %v", list, err)
	}
}
