package citation

import (
	"slices"

	"giaoban/internal/briefing"
)

// giveOut moves the finds to the result, their places turned into runes.
func (r *reader) giveOut() {
	if len(r.found) == 0 {
		return
	}
	if n := len(r.out) + len(r.found); n > cap(r.out) {
		// Room for as many as the text so far lets expect: to move all is dear.
		more := 0
		if last := r.found[len(r.found)-1].end; len(r.found) >= maxFound {
			more = min(n*(len(r.s)-last)/last*9/8+maxFound, 8*n)
		}
		r.out = slices.Grow(r.out, len(r.found)+more)
	}
	for i := range r.found {
		f := &r.found[i]
		r.out = append(r.out, briefing.Citation{
			Text: r.s[f.start:f.end], Genre: f.Genre, Number: f.Number, Year: f.Year, Symbol: f.Symbol,
			Issuer: f.Issuer, Date: f.Date, Title: f.Title, Span: r.at.span(f.start, f.end),
		})
	}
}

// results settles what is left and sorts the problems.
func (r *reader) results() ([]briefing.Citation, []Problem) {
	r.spread()
	r.giveOut()
	if len(r.out) == 0 {
		return nil, nil
	}
	sortProblems(r.problems)
	var problems []Problem
	at := runeCounter{s: r.s}
	for _, p := range r.problems {
		problems = append(problems, Problem{p.message, at.span(p.start, p.end)})
	}
	return r.out, problems
}

// A runeCounter turns byte places into rune places, counting only from the
// last one asked for.
type runeCounter struct {
	s     string
	bytes int
	runes int
}

func (c *runeCounter) at(i int) int {
	if i >= c.bytes {
		c.runes += countRunes(c.s[c.bytes:i])
	} else {
		c.runes -= countRunes(c.s[i:c.bytes])
	}
	c.bytes = i
	return c.runes
}

func (c *runeCounter) span(start, end int) briefing.Span {
	a := c.at(start)
	return briefing.Span{a, c.at(end)}
}
