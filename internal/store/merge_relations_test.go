package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// Random relations, some of them stated by texts: what a merge is said to lose is
// just what the merged entry does not have, and looking stores nothing.
func TestAMergeLosesWhatItSays(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 2024))
	told := 0
	for round := range 12 {
		db, _ := create(t)
		var all []*briefing.Directive
		for i := range 6 {
			var mentions []briefing.Mention
			if i > 0 && rng.IntN(2) == 0 {
				mentions = append(mentions, mention(briefing.Implements, fmt.Sprintf("%d-CT/TU", rng.IntN(i))))
			}
			all = append(all, register(t, db, briefing.Directive{Symbol: fmt.Sprintf("%d-CT/TU", i)}, mentions...))
		}
		for range 10 {
			_ = db.AddRelation(t.Context(), tester, &briefing.Relation{From: all[rng.IntN(6)].ID, To: all[rng.IntN(6)].ID,
				Verb: []briefing.Verb{briefing.Implements, briefing.Replaces}[rng.IntN(2)]}) // some would be circles
		}
		kept, gone := all[rng.IntN(3)], all[3+rng.IntN(3)]
		before := len(audit(t, db))
		moving := relatedTo(t, db, gone.ID)
		own := relatedTo(t, db, kept.ID)
		lost, err := db.MergeLosses(t.Context(), kept.ID, gone.ID)
		if err != nil || len(audit(t, db)) != before || len(relatedTo(t, db, gone.ID)) != len(moving) {
			t.Fatalf("%d: got %v, or looking changed something", round, err)
		}
		if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
			t.Fatal(err)
		}
		merged := relatedTo(t, db, kept.ID)
		for _, r := range moving {
			same := func(o briefing.RelatedDirective) bool {
				return o.Verb == r.Verb && o.Reverse == r.Reverse && o.Other.ID == r.Other.ID
			}
			said := slices.ContainsFunc(lost, func(l briefing.LostRelation) bool { return l.ID == r.ID })
			if said {
				told++
			}
			if has := slices.ContainsFunc(merged, same); !has && !said || has && said && !slices.ContainsFunc(own, same) {
				t.Errorf("%d: %+v is kept: %v, said to be lost: %v", round, r.Relation, has, said)
			}
		}
	}
	if told == 0 {
		t.Error("no merge lost anything")
	}
}

// The statements that follow chains know the same verbs as the rules.
func TestChainsFollowTheVerbsThatDescend(t *testing.T) {
	for _, verb := range briefing.Verbs() {
		if got := store.FollowsAsDescending(verb); got != verb.Descends() {
			t.Errorf("%s carries on: got %v, want %v", verb, got, verb.Descends())
		}
	}
}
