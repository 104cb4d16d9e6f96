package web

import (
	"fmt"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// outline writes nodes as text with [id …] around each mark.
func outline(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Mark == nil {
			b.WriteString(n.Text)
			continue
		}
		b.WriteString("[" + n.Mark.ID)
		if !n.First {
			b.WriteString("'")
		}
		b.WriteString(" " + outline(n.Nodes) + "]")
	}
	return b.String()
}

func TestHighlight(t *testing.T) {
	const text = "Đồng chí A chủ trì"
	m := func(id string, from, to int) mark { return mark{ID: id, Span: briefing.Span{from, to}} }
	for _, test := range []struct {
		name, want string
		marks      []mark
	}{
		{"nothing", "Đồng chí A chủ trì", nil},
		{"runes, not bytes", "Đồng chí [a A] chủ trì", []mark{m("a", 9, 10)}},
		{"the whole text", "[a Đồng chí A chủ trì]", []mark{m("a", 0, 18)}},
		{"side by side", "[a Đồng][b  chí] A chủ trì", []mark{m("b", 4, 8), m("a", 0, 4)}},
		{"one in another", "[a Đồng [b chí] A] chủ trì", []mark{m("b", 5, 8), m("a", 0, 10)}},
		{"the same words twice", "Đồng chí [a [b A]] chủ trì", []mark{m("a", 9, 10), m("b", 9, 10)}},
		{"crossing", "[a Đồng [b chí]][b'  A] chủ trì", []mark{m("a", 0, 8), m("b", 5, 10)}},
		{"three crossing", "[a Đồ[b ng[c  chí]]][c' [b'  A] chủ] trì",
			[]mark{m("a", 0, 8), m("b", 2, 10), m("c", 4, 14)}},
		{"outside and empty", "Đồng chí A chủ trì", []mark{m("a", 5, 99), m("b", -1, 3), m("c", 4, 4), m("d", 9, 2)}},
	} {
		if got := outline(highlight(text, test.marks)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// A form may claim any places. They must not cost more than they are.
func TestCrossingMarksAreBounded(t *testing.T) {
	text := strings.Repeat("a b ", 2500)
	var marks []mark
	for i := range 2000 {
		from, to := (i*7919)%4000, 4000+(i*104729)%4000
		marks = append(marks, mark{ID: fmt.Sprint(i), Span: briefing.Span{from, to}})
	}
	if n := count(highlight(text, marks)); n > 30*len(marks) {
		t.Errorf("%d marks became %d nodes", len(marks), n)
	}
}

func count(nodes []node) int {
	n := len(nodes)
	for _, one := range nodes {
		n += count(one.Nodes)
	}
	return n
}
