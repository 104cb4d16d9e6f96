package web

import (
	"context"
	"fmt"

	"giaoban/internal/briefing"
)

// An event is one line of a directive's timeline, as text.
type event struct {
	When, Label string
	Of          link // the other directive, or the text; without an address for none
}

func timelineOf(d *briefing.Directive, related []briefing.RelatedDirective, citing []briefing.Citing) []event {
	var all []event
	for _, e := range d.Timeline(related, citing) {
		one := event{When: e.When(), Label: e.Label}
		switch {
		case e.Other != nil:
			one.Of = link{e.Other.Name(), directiveURL(e.Other.ID)}
		case e.Citing != nil:
			one.Of = link{e.Citing.Title, citingURL(e.Citing)}
		}
		all = append(all, one)
	}
	return all
}

// A chainLine is one directive of a chain, as text.
type chainLine struct {
	Depth     int
	Verb      string // how it carries on the one above
	Of        link
	Title     string
	Level     string
	Here      bool // the page's own directive
	Ended     bool // holds no more
	Again     bool // stands above already, with all below it
	Missing   bool
	MissingAt int // depth of the line that says so
}

// chainOf lays out the chain of a directive; nil when it stands alone and
// misses nothing.
func (s *server) chainOf(ctx context.Context, d *briefing.Directive) ([]chainLine, error) {
	relations, ends, err := s.db.Chain(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	local, err := s.localLevel(ctx)
	if err != nil {
		return nil, err
	}
	var all []chainLine
	for _, l := range briefing.Chain(d, relations, ends, levelOf, local, s.today()) {
		one := chainLine{Depth: min(l.Depth, maxDepth), Of: link{l.Directive.Name(), directiveURL(l.Directive.ID)}, Title: l.Directive.Title,
			Here: l.Directive.ID == d.ID, Ended: l.Ended, Again: l.Again, Missing: l.Missing, MissingAt: min(l.Depth+1, maxDepth)}
		if l.Verb != "" {
			one.Verb = l.Verb.Label()
		}
		if level := levelOf(&l.Directive); level != "" {
			one.Level = level.Label()
		}
		all = append(all, one)
	}
	if len(all) == 1 && !all[0].Missing {
		return nil, nil
	}
	return all, nil
}

// An unclearStep is a place in the title of a directive that may belong to a
// chain, while nobody knows which directive it means.
type unclearStep struct {
	Of    link   // the directive whose title it is
	Name  string // what it names
	Here  bool   // Of is the page's own directive
	Queue string // where a person settles it; "" for those who may not
}

// unclearSteps lists what the title of d names unclearly, and the titles that may
// name d.
func (s *server) unclearSteps(ctx context.Context, d *briefing.Directive, office bool) ([]unclearStep, error) {
	waiting, err := s.db.UnclearTitles(ctx, d)
	var all []unclearStep
	for _, c := range waiting {
		one := unclearStep{Of: link{c.Title, directiveURL(c.EntityID)}, Name: c.Name(), Here: c.EntityID == d.ID}
		if !one.Here && !d.Fits(&c.Citation, c.Day) {
			continue
		}
		if office {
			one.Queue = decideFrom(c.ID, directiveURL(d.ID))
		}
		all = append(all, one)
	}
	return all, err
}

// A relationGroup holds the relations of one verb in one direction.
type relationGroup struct {
	Label string
	Rows  []relationRow
}

// A relationRow is one relation, as text.
type relationRow struct {
	Of                  link
	Title, Since        string
	Origin, Note, Label string
	RefusedBy           string // the account that removed what a text states
	Remove, Restore     string // values of the buttons
}

// relationGroups groups relations by verb, in the order of menus, what the
// directive does before what is done to it.
func relationGroups(related []briefing.RelatedDirective) []relationGroup {
	var groups []relationGroup
	for _, verb := range briefing.Verbs() {
		for _, reverse := range []bool{false, true} {
			var rows []relationRow
			for _, r := range related {
				if r.Verb == verb && r.Reverse == reverse {
					rows = append(rows, relationRowOf(&r))
				}
			}
			if rows != nil {
				groups = append(groups, relationGroup{rows[0].Label, rows})
			}
		}
	}
	return groups
}

func relationRowOf(r *briefing.RelatedDirective) relationRow {
	return relationRow{Of: link{r.Other.Line(), directiveURL(r.Other.ID)}, Title: r.Other.Title, Since: r.Since.Label(),
		Origin: originOf(!r.Automatic), Note: r.Note, Label: r.Label(), RefusedBy: r.RefusedBy, Remove: fmt.Sprintf("remove:%d", r.ID)}
}
