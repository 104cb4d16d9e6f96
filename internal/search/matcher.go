package search

import (
	"strings"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
)

// A Matcher finds the words and symbols of a query in texts. It keeps its
// buffers from text to text and serves one goroutine.
type Matcher struct {
	accented map[string]int // place of the term in the query, from 1
	folded   map[string]int
	terms    []term
	symbols  []symbolTerm
	initials initials
	ws       words
}

// Matcher returns what marks and scores the texts that q found.
func (q *Query) Matcher() *Matcher {
	m := &Matcher{accented: map[string]int{}, folded: map[string]int{}, symbols: q.symbols}
	for _, t := range q.terms {
		if t.part < about {
			m.terms = append(m.terms, t)
		}
	}
	for _, s := range q.symbols {
		if s.loose {
			m.terms = append(m.terms, s.words...)
		}
	}
	for i, t := range m.terms {
		into := m.accented
		if t.token == t.folded {
			into = m.folded
		}
		if _, ok := into[t.token]; !ok {
			into[t.token] = i + 1
		}
		m.want(t.folded)
		for _, s := range synonyms {
			if t.folded == s.meansFold || t.folded == s.folded {
				m.want(s.second)
			}
		}
	}
	return m
}

// want has the words read that begin as one does.
func (m *Matcher) want(folded string) {
	if c := folded[0]; c < utf8.RuneSelf {
		m.initials[c] = true
	}
}

// term returns the place in the query, from 1, of the term that word i is, and
// 0 for none.
func (m *Matcher) term(i int) int {
	w := &m.ws.list[i]
	if w.form == (form{}) {
		return 0
	}
	if n := m.accented[string(m.ws.accented(i))]; n > 0 {
		return n
	}
	if n := m.folded[string(m.ws.folded(i))]; n > 0 {
		return n
	}
	if w.literal != (form{}) {
		return max(m.accented[string(m.ws.withMarks(w.literal))], m.folded[string(m.ws.withoutMarks(w.literal))])
	}
	return 0
}

// Marks returns the places of the query's words and symbols in NFC text, as
// runes [from, to), in order and apart from each other. Neighbours that are
// parted by a space only are one place. It takes time linear in the text.
func (m *Matcher) Marks(text string) [][2]int {
	cited := m.cited(text)
	m.ws.read(text, 0, &m.initials)
	var marks [][2]int
	last := -2 // the word that was marked last
	for i, w := range m.ws.list {
		from, to := int(w.from), int(w.to)
		for len(cited) > 0 && cited[0][0] < to {
			if len(marks) == 0 || cited[0][0] >= marks[len(marks)-1][1] {
				marks = append(marks, cited[0])
			}
			cited, last = cited[1:], -2
		}
		switch inside := len(marks) > 0 && from < marks[len(marks)-1][1]; {
		case inside || m.term(i) == 0:
		case last == i-1 && from == marks[len(marks)-1][1]+1:
			marks[len(marks)-1][1], last = to, i
		default:
			marks, last = append(marks, [2]int{from, to}), i
		}
	}
	return marks
}

// cited returns the places of the query's symbols. A loose one that stands
// nowhere in the text is marked by its words.
func (m *Matcher) cited(text string) [][2]int {
	if len(m.symbols) == 0 {
		return nil
	}
	var marks [][2]int
	for _, c := range citation.Find(text) {
		key := briefing.SymbolKey(c.Symbol)
		for _, s := range m.symbols {
			if key == s.key || strings.HasPrefix(key, s.key+"-") {
				marks = append(marks, [2]int(c.Span))
				break
			}
		}
	}
	return marks
}
