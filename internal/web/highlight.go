package web

import (
	"cmp"
	"slices"
	"strings"

	"giaoban/internal/briefing"
)

// A mark is a stretch of the source text that something was read from.
type mark struct {
	ID    string // of the element, "in-counts-0"
	Field string // id of the input that holds the value; "" for a warning
	Kind  string // decides the colour: "who", "count", …
	Label string // what it was read as: "Chủ trì"
	Span  briefing.Span
}

// A node is a piece of the source text: plain text, or a mark around nodes.
type node struct {
	Text  string
	Mark  *mark
	First bool // the first piece of its mark, which carries the id
	Nodes []node
}

// piece is a part of a mark; a mark that crosses another one has several.
type piece struct {
	*mark
	from, to int
	first    bool
}

// highlight puts marks around the stretches of text that they name. Marks may
// lie in each other, cover the same words or cross; those outside the text are
// left out.
func highlight(text string, marks []mark) []node {
	runes := []rune(text)
	var pieces []piece
	for i := range marks {
		from, to := marks[i].Span[0], marks[i].Span[1]
		if 0 <= from && from < to && to <= len(runes) {
			pieces = append(pieces, piece{&marks[i], from, to, true})
		}
	}
	slices.SortStableFunc(pieces, outerFirst)
	h := &highlighter{text: runes, cuts: 4 * len(pieces)}
	return h.build(0, len(runes), pieces)
}

// A highlighter bounds how often marks may be cut where they cross: what was
// read crosses seldom, but a form may claim anything.
type highlighter struct {
	text []rune
	cuts int
}

// outerFirst orders pieces by place, and at one place the longer before the
// shorter, so that each comes before what lies in it.
func outerFirst(a, b piece) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
}

// build makes the nodes of text[from:to] with pieces that lie in it, sorted.
func (h *highlighter) build(from, to int, pieces []piece) []node {
	var nodes []node
	for len(pieces) > 0 {
		outer := pieces[0]
		pieces = pieces[1:]
		if from < outer.from {
			nodes = append(nodes, node{Text: string(h.text[from:outer.from])})
		}
		var inner, rest []piece
		for _, p := range pieces {
			switch {
			case p.from >= outer.to:
				rest = append(rest, p)
			case p.to <= outer.to:
				inner = append(inner, p)
			default: // crosses the end: cut there
				inner = append(inner, piece{p.mark, p.from, outer.to, p.first})
				if h.cuts--; h.cuts >= 0 {
					rest = append(rest, piece{p.mark, outer.to, p.to, false})
				}
			}
		}
		slices.SortStableFunc(rest, outerFirst)
		nodes = append(nodes, node{Mark: outer.mark, First: outer.first,
			Nodes: h.build(outer.from, outer.to, inner)})
		from, pieces = outer.to, rest
	}
	if from < to {
		nodes = append(nodes, node{Text: string(h.text[from:to])})
	}
	return nodes
}

// idOf makes an element id from a form field: "counts.0.value" to
// "counts-0-value".
func idOf(prefix, field string) string {
	return prefix + strings.ReplaceAll(strings.ReplaceAll(field, ".", "-"), "_", "-")
}
