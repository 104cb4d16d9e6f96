package briefing

import "slices"

// maxChainLines bounds what a page draws of a chain.
const maxChainLines = 300

// A ChainLine is one directive in the chain from the centre down to local plans,
// and how far below the top it stands.
type ChainLine struct {
	Directive Directive
	Verb      Verb // by which it carries on the one above; "" at a top
	Depth     int  // from 0
	Missing   bool // nothing carries it on, though it holds and stands above our own level
	Ended     bool // it holds no more
	Again     bool // it carries on more than one, and stands above with all that is below it
}

// Chain lays out the directives above and below d, from the top down: those
// that it carries on, and those that carry it on. Relations and ends are those
// of the store's Chain; level tells at which level a directive was issued, local
// is our own, and on is the day whose validity counts.
func Chain(d *Directive, relations []Relation, ends map[int64]Directive, level func(*Directive) Level, local Level, on Day) []ChainLine {
	c := chain{relations: relations, ends: ends, level: level, local: local, on: on, below: map[int64][]Relation{}, drawn: map[int64]bool{}}
	above := map[int64][]Relation{}
	for _, r := range relations {
		if r.Verb.Descends() {
			c.below[r.To] = append(c.below[r.To], r)
			above[r.From] = append(above[r.From], r)
		}
	}
	up := reach(d.ID, above, func(r Relation) int64 { return r.To })
	down := reach(d.ID, c.below, func(r Relation) int64 { return r.From })
	c.shown = append(up, down...)
	for _, id := range up {
		if len(above[id]) == 0 {
			top := *d
			if id != d.ID {
				top = ends[id]
			}
			c.draw(top, "", 0)
		}
	}
	return c.lines
}

type chain struct {
	relations []Relation
	ends      map[int64]Directive
	level     func(*Directive) Level
	local     Level
	on        Day
	below     map[int64][]Relation
	shown     []int64
	drawn     map[int64]bool
	lines     []ChainLine
}

// draw adds a directive and all below it.
func (c *chain) draw(d Directive, by Verb, depth int) {
	if len(c.lines) >= maxChainLines {
		return
	}
	at := len(c.lines)
	leaf := len(c.below[d.ID]) == 0
	c.lines = append(c.lines, ChainLine{Directive: d, Verb: by, Depth: depth, Ended: c.ended(&d), Again: c.drawn[d.ID]})
	if c.drawn[d.ID] {
		return
	}
	c.drawn[d.ID] = true
	for _, r := range c.below[d.ID] {
		if slices.Contains(c.shown, r.From) {
			c.draw(c.ends[r.From], r.Verb, depth+1)
		}
	}
	c.lines[at].Missing = leaf && !c.lines[at].Ended && c.local != "" && aboveLevel(c.level(&d), c.local)
}

// ended reports whether a directive of the chain holds no more.
func (c *chain) ended(d *Directive) bool {
	var acts []RelatedDirective
	for _, r := range c.relations {
		if r.To == d.ID && r.Verb.Ends() {
			acts = append(acts, RelatedDirective{Relation: r, Other: c.ends[r.From], Reverse: true})
		}
	}
	valid, _ := d.ValidOn(c.on, acts)
	return valid == NoLonger
}

// aboveLevel reports whether a level is known and higher than another one.
func aboveLevel(a, b Level) bool {
	i := slices.Index(Levels(), a)
	return a != "" && i >= 0 && i < slices.Index(Levels(), b)
}

// reach returns a directive and all that relations lead to, the nearest first.
func reach(from int64, by map[int64][]Relation, end func(Relation) int64) []int64 {
	all := []int64{from}
	for i := 0; i < len(all); i++ {
		for _, r := range by[all[i]] {
			if id := end(r); !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all
}
