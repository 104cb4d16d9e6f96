package store_test

import (
	"errors"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

func groupsOf(t *testing.T, db *store.DB, state briefing.CitationState) []briefing.CitationGroup {
	t.Helper()
	groups, err := db.CitationGroups(t.Context(), briefing.CitationFilter{State: state, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	return groups
}

// A list is of one moment: texts that are saved meanwhile without what they cited
// do not make it fail.
func TestGroupsAreReadWhileTextsAreSaved(t *testing.T) {
	db, _ := create(t)
	short := cite("")
	m := save(t, db, heldOn("2024-04-01", short, cite("24-CT/TU")))
	done := make(chan error, 1)
	go func() {
		var err error
		for i := range 40 {
			m.Citations = nil
			if i%2 == 1 {
				m.Citations = []briefing.Citation{short, cite("24-CT/TU")}
			}
			if err = db.SaveMeeting(t.Context(), tester, m); err != nil {
				break
			}
		}
		done <- err
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
		for _, state := range briefing.CitationStates() {
			for _, g := range groupsOf(t, db, state) {
				if len(g.Citings) != 1 || (g.Linked != nil) != (g.Citings[0].Directive != 0) {
					t.Fatalf("%s: got %+v", state, g)
				}
				if _, err := db.CitationGroup(t.Context(), g.Citings[0].ID); err != nil && !errors.Is(err, store.ErrNotFound) {
					t.Fatal(err)
				}
			}
		}
	}
}

// What names a group for a decision depends on who belongs to it only.
func TestTheNameOfAGroupIsThatOfItsCitations(t *testing.T) {
	db, _ := create(t)
	held := texts(t, db, cite("24-CT/TU"), cite("24-CT/TU"), cite("25-CT/TU"))
	before := groupsOf(t, db, briefing.CitationLinked)
	if len(before) != 2 || before[0].Places != 2 || before[0].Linked.Symbol != "24-CT/TU" || before[0].Alike == before[1].Alike {
		t.Fatalf("got %+v", before)
	}
	one, err := db.CitationGroup(t.Context(), before[0].Citings[1].ID)
	if err != nil || one.Alike != before[0].Alike || one.Citings[0].ID != before[0].Citings[1].ID || len(one.Citings) != 2 {
		t.Errorf("seen from the other one: %+v, %v, want %s", one, err, before[0].Alike)
	}
	m, err := db.Meeting(t.Context(), held[0])
	if err != nil {
		t.Fatal(err)
	}
	m.HeldOn = "2024-12-30" // it was the earlier one
	save(t, db, m)
	if after := groupsOf(t, db, briefing.CitationLinked); after[0].Alike != before[0].Alike {
		t.Errorf("in another order it is named %s, want %s", after[0].Alike, before[0].Alike)
	}
	if _, err := db.CitationGroup(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no citation: got %v", err)
	}
}

func TestAlikeCitationsAreFoundByIndex(t *testing.T) {
	db, _ := create(t)
	plan := db.ExplainAlike(t)
	if !strings.Contains(plan, "citation_alike (symbol_key=? AND genre=? AND number=?)") || strings.Contains(plan, "SCAN c") {
		t.Errorf("got %s", plan)
	}
}

// What is cited in the files of a draft waits for the draft, not for a person.
func TestTheBadgeCountsWhatTheQueueShows(t *testing.T) {
	db, _ := create(t)
	draft := heldOn("2024-04-01")
	draft.State = briefing.Draft
	save(t, db, draft)
	texts(t, db, cite(""))
	a := briefing.Attachment{Name: "a.txt", MediaType: "text/plain"}
	if err := db.Attach(t.Context(), tester, "meeting", draft.ID, &a, strings.NewReader("theo Chỉ thị 24-CT/TU")); err != nil {
		t.Fatal(err)
	}
	readFiles(t, db, 1)
	status, err := db.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if waiting := groupsOf(t, db, briefing.CitationWaits); status.Unresolved != 1 || len(waiting) != 1 {
		t.Errorf("the badge tells %d, the list has %+v", status.Unresolved, waiting)
	}
}

// An entry that a text of the sample leads to later goes with the sample, and so
// do the files of its meetings.
func TestWhatTheSampleLeadsToGoesWithIt(t *testing.T) {
	db, dir := create(t)
	at(t, db)
	elsewhere := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Issuer: "Tỉnh ủy", Place: "Bắc Ninh"})
	sample := heldOn("2024-04-01", cite("24-CT/TU"))
	sample.Sample = true
	save(t, db, sample)
	a := briefing.Attachment{Name: "a.txt", MediaType: "text/plain"}
	if err := db.Attach(t.Context(), tester, "meeting", sample.ID, &a, strings.NewReader("theo Kết luận 3-KL/TW")); err != nil {
		t.Fatal(err)
	}
	readFiles(t, db, 1)
	elsewhere.Genre = briefing.KeHoach // so that the text cannot mean it any more
	register(t, db, *elsewhere)
	stub, err := db.Directive(t.Context(), linked(t, db, []int64{sample.ID})[0])
	if err != nil || !stub.Stub || !stub.Sample {
		t.Fatalf("got %+v, %v", stub, err)
	}
	if err := db.RemoveSample(t.Context(), tester); err != nil {
		t.Fatal(err)
	}
	if status, err := db.Status(t.Context()); err != nil || status != (briefing.Status{Directives: 1}) {
		t.Errorf("left: %+v, %v", status, err)
	}
	var left int
	if err := open(t, dir).QueryRow(`SELECT (SELECT count(*) FROM attachment) + (SELECT count(*) FROM citation)`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d files and citations are left, %v", left, err)
	}
}
