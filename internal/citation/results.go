package citation

import (
	"giaoban/internal/briefing"
	"strings"
)

// results turns places in bytes into runes and sorts the problems.
func (r *reader) results() ([]briefing.Citation, []Problem) {
	if len(r.found) == 0 {
		return nil, nil
	}
	at := runeCounter{s: r.s}
	out := make([]briefing.Citation, len(r.found))
	for i := range r.found {
		f := &r.found[i]
		f.Citation.Span = at.span(f.start, f.end)
		f.Citation.Text = strings.Clone(r.s[f.start:f.end])
		out[i] = f.Citation
	}
	sortProblems(r.problems)
	var problems []Problem
	at = runeCounter{s: r.s}
	for _, p := range r.problems {
		problems = append(problems, Problem{p.message, at.span(p.start, p.end)})
	}
	return out, problems
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
