package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// A clerk changes a register and its texts at random, and remembers what he
// decided.
type clerk struct {
	*testing.T
	db       *store.DB
	raw      *sql.DB
	rand     *rand.Rand
	meetings []int64
	decided  map[int64]briefing.Citing // as they stood after the decision
}

func pickOf[T any](c *clerk, all ...T) T { return all[c.rand.IntN(len(all))] }

func (c *clerk) symbol() string { return pickOf(c, "1-CT/TW", "2-CT/TW", "3-CT/TU", "4-CT/HU") }

func (c *clerk) citation() briefing.Citation {
	one := cite(c.symbol())
	one.Issuer = pickOf(c, "", "", "", "Ban Bí thư", "Thành ủy Hà Nội", "Tỉnh ủy Bắc Ninh", "Thành ủy")
	one.Date = pickOf[briefing.Day](c, "", "", "", "2016-12-15", "2022-05-05")
	one.Field, one.Span = "source", briefing.Span{c.rand.IntN(3) * 20, 90}
	return one
}

func (c *clerk) directive() briefing.Directive {
	d := briefing.Directive{Genre: briefing.ChiThi, Number: "1", Symbol: c.symbol(), Place: pickOf(c, "", "Hà Nội", "Bắc Ninh"),
		Date: pickOf[briefing.Day](c, "", "2016-12-15", "2022-05-05", "2019-01-02"), Term: pickOf(c, "", "", "XII", "XIII", "2020-2025")}
	if d.Place == "" {
		d.Issuer = pickOf(c, "", "Ban Bí thư", "Thành ủy Hà Nội")
	}
	return d
}

func (c *clerk) entry() briefing.Directive {
	all, err := c.db.Directives(c.Context(), briefing.DirectiveFilter{})
	if err != nil {
		c.Fatal(err)
	}
	if len(all) == 0 {
		return briefing.Directive{}
	}
	return all[c.rand.IntN(len(all))].Directive
}

func (c *clerk) hold() error {
	day := briefing.NewDay(pickOf(c, 2015, 2018, 2024), 1+c.rand.IntN(3), 1+c.rand.IntN(28))
	m := heldOn(day, c.citation())
	if len(c.meetings) > 0 && c.rand.IntN(2) == 0 {
		var err error
		if m, err = c.db.Meeting(c.Context(), pickOf(c, c.meetings...)); err != nil {
			return err
		}
		m.HeldOn, m.Reports = day, briefing.PeriodKey(string(day[:4])+"-Q1")
		if c.rand.IntN(2) == 0 {
			m.Citations = append(m.Citations, c.citation())
		}
	}
	m.Title = fmt.Sprintf("Giao ban %d", c.rand.Int())
	fresh := m.ID == 0
	err := c.db.SaveMeeting(c.Context(), tester, m)
	if err == nil && fresh {
		c.meetings = append(c.meetings, m.ID)
	}
	return err
}

// mentions are what the title of a directive says.
func (c *clerk) mentions() (all []briefing.Mention) {
	for range c.rand.IntN(3) {
		m := mention(pickOf(c, briefing.Implements, briefing.Guides, briefing.Replaces, ""), c.symbol())
		m.Date = pickOf[briefing.Day](c, "", "2016-12-15")
		all = append(all, m)
	}
	return all
}

func (c *clerk) register() error {
	d := c.directive()
	if old := c.entry(); old.ID != 0 && c.rand.IntN(2) == 0 {
		d.ID, d.Version = old.ID, old.Version
	}
	all, err := c.db.Directives(c.Context(), briefing.DirectiveFilter{})
	var apart []int64
	for _, one := range all {
		apart = append(apart, one.ID)
	}
	if err != nil {
		return err
	}
	return c.db.SaveDirective(c.Context(), tester, &d, c.mentions(), apart...)
}

func (c *clerk) bring() error {
	listed := briefing.ListedDirective{Directive: c.directive(), Mentions: c.mentions()}
	_, err := c.db.ImportDirectives(c.Context(), tester, []briefing.ListedDirective{listed})
	return err
}

func (c *clerk) decide() error {
	ids := c.citations(`SELECT id FROM citation WHERE id % 4 = $1 ORDER BY id`, c.rand.IntN(4))
	if len(ids) == 0 {
		return nil
	}
	one := shownNow(c.T, c.db, pickOf(c, ids...))
	d := pickOf(c, briefing.Decision{Directive: c.entry().ID}, briefing.Decision{Directive: c.entry().ID}, briefing.Decision{Rejected: true},
		briefing.Decision{}, briefing.Decision{Stub: &one.Citation})
	err := c.db.Decide(c.Context(), store.Actor{Name: "can.bo.a"}, briefing.ShownCitation{ID: one.ID, Seen: one.Seen()}, d)
	if err == nil {
		c.decided[one.ID] = *shownNow(c.T, c.db, one.ID)
	}
	return err
}

func (c *clerk) relate() error {
	return c.db.AddRelation(c.Context(), tester, &briefing.Relation{From: c.entry().ID, Verb: pickOf(c, briefing.Verbs()...), To: c.entry().ID})
}

func (c *clerk) unrelate() error {
	all, err := c.db.Related(c.Context(), c.entry().ID)
	if err != nil || len(all) == 0 {
		return err
	}
	return c.db.RemoveRelation(c.Context(), tester, pickOf(c, all...).ID)
}

func (c *clerk) restore() error {
	of := c.entry().ID
	all, err := c.db.RefusedRelations(c.Context(), of)
	if err != nil || len(all) == 0 {
		return err
	}
	return c.db.RestoreRelation(c.Context(), tester, of, pickOf(c, all...).ID)
}

func (c *clerk) merge() error {
	a, b := c.entry(), c.entry()
	if a.ID == b.ID {
		return nil
	}
	return c.db.MergeDirectives(c.Context(), tester, &a, &b)
}

func (c *clerk) step() {
	err := pickOf(c, c.hold, c.hold, c.hold, c.register, c.register, c.bring, c.decide, c.decide, c.relate, c.unrelate, c.restore, c.merge)()
	_, list := errors.AsType[*store.ListError](err)
	_, twin := errors.AsType[*store.TwinError](err)
	_, exists := errors.AsType[*store.ExistsError](err)
	_, invalid := errors.AsType[*briefing.Invalid](err)
	known := []error{nil, store.ErrLoop, store.ErrRelated, store.ErrItself, store.ErrNotFound, store.ErrVague}
	if !list && !twin && !exists && !invalid && !slices.ContainsFunc(known, func(k error) bool { return errors.Is(err, k) }) {
		c.Fatal(err)
	}
}

func (c *clerk) citations(stmt string, args ...any) (ids []int64) {
	rows, err := c.raw.Query(stmt, args...)
	if err != nil {
		c.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			c.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// checkLinks looks at each citation that the program linked or left: nothing may
// speak against a link, and where nothing may be meant there is an entry for it.
func (c *clerk) checkLinks() {
	for _, id := range c.citations(`SELECT id FROM citation WHERE rejected = 0 AND decided_by = '' ORDER BY id`) {
		one := shownNow(c.T, c.db, id)
		found, places, err := c.db.Candidates(c.Context(), one)
		if err != nil {
			c.Fatal(err)
		}
		best := map[int64]briefing.Match{}
		for _, d := range found {
			also, err := c.db.Aliases(c.Context(), d.ID)
			if err != nil {
				c.Fatal(err)
			}
			for _, form := range append(also, d) {
				if briefing.SymbolKey(form.Symbol) == briefing.SymbolKey(one.Symbol) {
					best[d.ID] = max(best[d.ID], form.Match(&one.Citation, one.Day, places))
				}
			}
		}
		switch {
		case one.Directive != 0 && best[one.Directive] != briefing.Means:
			c.Errorf("citation %+v of %s is linked to %d at odds with it", one.Citation, one.Day, one.Directive)
		case one.Directive == 0 && !slices.ContainsFunc(found, func(d briefing.Directive) bool { return best[d.ID] != briefing.Cannot }):
			c.Errorf("citation %+v of %s waits, though nothing can be meant", one.Citation, one.Day)
		}
	}
}

// checkDecisions looks whether each decision stands, where merges led it.
func (c *clerk) checkDecisions() {
	for id, want := range c.decided {
		got, err := c.db.CitationByID(c.Context(), id)
		if errors.Is(err, store.ErrNotFound) {
			if want.Entity == "meeting" {
				c.Errorf("citation %d of a meeting is gone", id)
			}
			delete(c.decided, id) // its text was changed
			continue
		}
		if err != nil {
			c.Fatal(err)
		}
		if kept, err := c.db.Merged(c.Context(), want.Directive); err == nil {
			want.Directive = kept
		}
		if got.Directive != want.Directive || got.Rejected != want.Rejected || got.DecidedBy != want.DecidedBy {
			c.Errorf("a decision became %+v, want %+v", got, want)
		}
	}
}

// checkRelations compares the automatic relations with what the texts state.
func (c *clerk) checkRelations() {
	type edge struct {
		from int64
		verb briefing.Verb
		to   int64
	}
	read := func(stmt string) (all []edge) {
		rows, err := c.raw.Query(stmt)
		if err != nil {
			c.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var e edge
			if err := rows.Scan(&e.from, &e.verb, &e.to); err != nil {
				c.Fatal(err)
			}
			all = append(all, e)
		}
		return all
	}
	all := read(`SELECT from_id, verb, to_id FROM directive_relation`)
	automatic := read(`SELECT from_id, verb, to_id FROM directive_relation WHERE automatic = 1`)
	refused := read(`SELECT from_id, verb, to_id FROM directive_relation_refused`)
	stated := read(`SELECT DISTINCT entity_id, verb, directive_id FROM citation
		WHERE entity = 'directive' AND verb <> '' AND rejected = 0 AND directive_id IS NOT NULL AND directive_id <> entity_id`)
	leads := func(from, to int64, verb briefing.Verb) bool {
		reached := []int64{from}
		for i := 0; i < len(reached); i++ {
			for _, e := range all {
				if e.from == reached[i] && e.verb.Descends() == verb.Descends() && !slices.Contains(reached, e.to) {
					reached = append(reached, e.to)
				}
			}
		}
		return slices.Contains(reached, to)
	}
	for _, e := range all {
		if leads(e.to, e.from, e.verb) {
			c.Errorf("%v closes a circle", e)
		}
	}
	for _, e := range automatic {
		if !slices.Contains(stated, e) || slices.Contains(refused, e) {
			c.Errorf("%v is stated nowhere, or refused", e)
		}
	}
	for _, e := range stated {
		if !slices.Contains(all, e) && !slices.Contains(refused, e) && !leads(e.to, e.from, e.verb) {
			c.Errorf("%v is stated and missing", e)
		}
	}
}

// Whatever happens to the register and to its texts, in whatever order: no link
// of the program contradicts what its text says, decisions of people stand, and
// relations are what the texts state.
func TestTheRegisterStaysConsistent(t *testing.T) {
	rounds, steps := 4, 50
	if testtool.Long() {
		rounds, steps = 12, 100
	}
	for seed := range rounds {
		db, dir := create(t)
		at(t, db)
		c := &clerk{T: t, db: db, raw: open(t, dir), rand: rand.New(rand.NewPCG(uint64(seed), 8)), decided: map[int64]briefing.Citing{}}
		for n := range steps {
			c.step()
			c.checkLinks()
			c.checkDecisions()
			c.checkRelations()
			if t.Failed() {
				t.Fatalf("seed %d, step %d", seed, n)
			}
		}
	}
}
