package store

import (
	"errors"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// Ranking all is done for few at a time: whoever comes then is told so, others
// go on.
func TestFewRankAllAtATime(t *testing.T) {
	db, err := Create(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	m := briefing.Meeting{Title: "Giao ban", HeldOn: "2024-04-09", Source: "dân vận"}
	if err := db.SaveMeeting(t.Context(), Actor{Name: "tester"}, &m); err != nil {
		t.Fatal(err)
	}
	r := SearchRequest{Query: search.Parse("dân vận"), Scope: search.Scope{All: true}}
	rank := func(order SearchOrder) error {
		hits, err := db.Search(t.Context(), &r, order, 0, 10)
		if err == nil && len(hits) != 1 {
			t.Errorf("order %q: %d results", order, len(hits))
		}
		return err
	}
	for range cap(db.ranking) {
		if err := db.startRanking(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := rank(RankedAll); !errors.Is(err, ErrRanking) {
		t.Errorf("beside as many as may be: %v", err)
	}
	if err := rank(Ranked); err != nil {
		t.Errorf("another order: %v", err)
	}
	<-db.ranking
	for range 3 {
		if err := rank(RankedAll); err != nil {
			t.Errorf("when there is room again: %v", err)
		}
	}
}
