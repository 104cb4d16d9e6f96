package store_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// decide stores a decision on a citation as it stands now.
func decide(t *testing.T, db *store.DB, id int64, d briefing.Decision) error {
	t.Helper()
	c, err := db.CitationByID(t.Context(), id)
	if err != nil {
		return err
	}
	return db.Decide(t.Context(), tester, briefing.ShownCitation{ID: id, Seen: c.Seen()}, d)
}

func TestWhatKeepsADecisionFromBeingStored(t *testing.T) {
	db, _ := create(t)
	known := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Date: "2016-12-15"})
	c := cite("25-CT/TU")
	c.Field = "title"
	own := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Title: "thực hiện Chỉ thị 25-CT/TU"},
		briefing.Mention{Citation: c, Verb: briefing.Implements})
	short := cite("")
	short.Number = "24"
	m := meeting()
	m.Citations = []briefing.Citation{cite("24-CT/TU"), short}
	save(t, db, m)
	citing, err := db.Citing(t.Context(), relatedTo(t, db, own.ID)[0].To)
	if err != nil || len(citing) != 1 {
		t.Fatalf("got %v, %v", citing, err)
	}
	before := audit(t, db)
	whole, vague, words := m.Citations[0], m.Citations[1], cite("24-CT/TU")
	for name, c := range map[string]struct {
		id   int64
		d    briefing.Decision
		want error
	}{
		"no citation":    {99, briefing.Decision{}, store.ErrNotFound},
		"no directive":   {whole.ID, briefing.Decision{Directive: 99}, store.ErrGone},
		"itself":         {citing[0].ID, briefing.Decision{Directive: own.ID}, store.ErrItself},
		"a number alone": {vague.ID, briefing.Decision{Stub: &vague}, store.ErrVague},
		"no genre":       {vague.ID, briefing.Decision{Stub: &briefing.Citation{Symbol: "1-X"}}, store.ErrVague},
	} {
		if err := decide(t, db, c.id, c.d); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	twin, ok := errors.AsType[*store.ExistsError](decide(t, db, vague.ID, briefing.Decision{Stub: &words}))
	if !ok || twin.ID != known.ID {
		t.Errorf("a second entry of one document: got %v", twin)
	}
	if after := audit(t, db); len(after) != len(before) {
		t.Errorf("something was stored: %+v", after[:len(after)-len(before)])
	}
}

func relatedTo(t *testing.T, db *store.DB, directive int64) []briefing.RelatedDirective {
	t.Helper()
	all, err := db.Related(t.Context(), directive)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func audit(t *testing.T, db *store.DB) []briefing.AuditEntry {
	t.Helper()
	all, err := db.Audit(t.Context(), briefing.AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Random decisions by several people, with saves and registrations between them:
// each stands until the next, changes only what it was for, and the histories of
// all whom it concerns tell of it.
func TestDecisionsStandUntilTheNext(t *testing.T) {
	db, _ := create(t)
	rng := rand.New(rand.NewPCG(4, 2024))
	a := register(t, db, briefing.Directive{Symbol: "24-CT/TW", Date: "2002-03-28"})
	b := register(t, db, briefing.Directive{Symbol: "24-CT/TW", Date: "2016-12-15"})
	meetings := map[int64]*briefing.Meeting{}
	var ids []int64
	for i := range 4 {
		m := meeting()
		m.Title, m.HeldOn = "Giao ban", briefing.NewDay(2024, i+1, 9)
		m.Source, m.Citations = "Chỉ thị 24-CT/TW, rồi Chỉ thị 24-CT/TW.", nil
		for _, at := range []int{0, 22} {
			c := cite("24-CT/TW")
			c.Field, c.Text, c.Span = "source", "Chỉ thị 24-CT/TW", briefing.Span{at, at + 16}
			m.Citations = append(m.Citations, c)
		}
		save(t, db, m)
		meetings[m.ID] = m
		for _, c := range m.Citations {
			ids = append(ids, c.ID)
		}
	}
	want := map[int64]string{}
	for _, id := range ids {
		want[id] = shownNow(t, db, id).Seen()
	}
	for range 60 {
		c := shownNow(t, db, ids[rng.IntN(len(ids))])
		by := store.Actor{Name: []string{"can.bo.a", "can.bo.b"}[rng.IntN(2)]}
		d := []briefing.Decision{{Directive: a.ID}, {Directive: b.ID}, {Rejected: true}, {}}[rng.IntN(4)]
		shown := briefing.ShownCitation{ID: c.ID, Seen: c.Seen()}
		concerned := []int64{c.ID}
		if rng.IntN(3) == 0 {
			g, err := db.CitationGroup(t.Context(), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			shown.Alike, concerned = g.Alike, nil
			for _, id := range ids {
				if want[id] == c.Seen() {
					concerned = append(concerned, id)
				}
			}
			if g.Places != len(concerned) {
				t.Fatalf("%d are alike, want %v", g.Places, concerned)
			}
		}
		before := len(audit(t, db))
		if err := db.Decide(t.Context(), by, shown, d); err != nil {
			t.Fatal(err)
		}
		if got := len(audit(t, db)) - before; got != len(concerned) {
			t.Errorf("%d entries for %d decisions: %+v", got, len(concerned), audit(t, db)[:got])
		}
		for _, id := range concerned {
			settled := briefing.Citing{Citation: briefing.Citation{Directive: d.Directive, DecidedBy: by.Name}, Settlement: briefing.Settlement{Rejected: d.Rejected}}
			want[id] = settled.Seen()
		}
		if err := db.Decide(t.Context(), by, briefing.ShownCitation{ID: c.ID, Seen: "0:false:ai.do"}, d); !errors.Is(err, store.ErrDecided) {
			t.Errorf("a decision on what was not shown: got %v", err)
		}
		m, err := db.Meeting(t.Context(), c.EntityID)
		if err != nil {
			t.Fatal(err)
		}
		m.Place += "."
		save(t, db, m)
		register(t, db, *b)
		b.Version++
		for _, id := range ids {
			if got := shownNow(t, db, id).Seen(); got != want[id] {
				t.Fatalf("citation %d stands as %q, want %q", id, got, want[id])
			}
		}
		for entity, id := range map[string]int64{"meeting": c.EntityID, "directive": d.Directive} {
			told, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: entity, EntityID: id, About: true})
			decided := func(e briefing.AuditEntry) bool {
				return e.Entity == "citation" && e.EntityID == c.ID && e.Actor == by.Name
			}
			if err != nil || id != 0 && !slices.ContainsFunc(told, decided) {
				t.Fatalf("the history of %s %d does not tell of it, %v", entity, id, err)
			}
		}
	}
	counts, err := db.CitationCounts(t.Context())
	all := 0
	for _, n := range counts {
		all += n
	}
	if err != nil || all != len(ids) {
		t.Errorf("got %v, %v", counts, err)
	}
	for state, n := range counts {
		f := briefing.CitationFilter{State: state, Limit: 50}
		groups, err := db.CitationGroups(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		total, err := db.CountCitationGroups(t.Context(), f)
		places := 0
		for _, g := range groups {
			places += g.Places
			if g.Citings[0].State() != state {
				t.Errorf("%s among %s", g.Citings[0].State(), state)
			}
		}
		if err != nil || places != n || total != len(groups) {
			t.Errorf("%s: %d places in %d of %d groups, %v, want %d", state, places, len(groups), total, err, n)
		}
	}
}

func shownNow(t *testing.T, db *store.DB, id int64) *briefing.Citing {
	t.Helper()
	c, err := db.CitationByID(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestARelationWithANewEntryIsOneWrite(t *testing.T) {
	db, _ := create(t)
	d := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Date: "2016-12-15"})
	words := cite("25-CT/TU")
	before := len(audit(t, db))
	bad := &briefing.Relation{From: d.ID, Verb: "kills"}
	if err := db.RelateStub(t.Context(), tester, bad, &words); err == nil || len(audit(t, db)) != before {
		t.Errorf("got %v, and something was stored", err)
	}
	r := &briefing.Relation{To: d.ID, Verb: briefing.Implements}
	if err := db.RelateStub(t.Context(), tester, r, &words); err != nil {
		t.Fatal(err)
	}
	stub, err := db.Directive(t.Context(), r.From)
	if err != nil || !stub.Stub || stub.Symbol != "25-CT/TU" || len(relatedTo(t, db, d.ID)) != 1 {
		t.Errorf("got %+v, %v", stub, err)
	}
	entries := audit(t, db)
	if len(entries) != before+2 || !entries[0].At.Equal(entries[1].At) {
		t.Errorf("got %d entries, want two of one write", len(entries)-before)
	}
	twin, ok := errors.AsType[*store.ExistsError](db.RelateStub(t.Context(), tester, &briefing.Relation{To: d.ID, Verb: briefing.Guides}, &words))
	if !ok || twin.ID != stub.ID {
		t.Errorf("a second entry of one document: got %v", twin)
	}
}
