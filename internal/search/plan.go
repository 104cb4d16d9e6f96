package search

import (
	"strings"
	"unicode/utf8"
)

// A Plan is one reading of a query in tokens of the index.
type Plan struct {
	All   []string // every record found has all of these
	Any   []string // and one of these, where there are any: the symbols
	Law   []string // and all of these, or cites the law that they name
	Near  []string // those with all of these, too, stand first: words side by side as typed, each symbol
	First []string // what is left of All and Law to ask of those: two neighbours imply their words
}

// Plans returns the readings of the query, best first: symbols as a whole, then
// as the beginning of one, then, where a symbol was written with spaces only,
// as words. The first that finds anything counts.
func (q *Query) Plans() []Plan {
	if q.Empty() {
		return nil
	}
	plans := []Plan{q.plan(tokenSymbol, false)}
	if len(q.symbols) == 0 {
		return plans
	}
	plans = append(plans, q.plan(tokenPartial, false))
	for _, s := range q.symbols {
		if s.loose {
			return append(plans, q.plan(tokenPartial, true))
		}
	}
	return plans
}

// plan makes one reading: symbols under one kind of token, loose ones as words
// where that is asked for.
func (q *Query) plan(symbolKind string, looseAsWords bool) Plan {
	all, law, near, first := newTokenSet(), newTokenSet(), newTokenSet(), newTokenSet()
	var symbols []string
	for _, s := range q.symbols {
		if s.loose && looseAsWords {
			for _, w := range s.words {
				all.add(w.token)
				first.add(w.token)
			}
			continue
		}
		symbols = append(symbols, symbolKind+joined(s.key))
	}
	if len(symbols) > 1 {
		near.addAll(symbols)
	}
	for i, t := range q.terms {
		beside, follows := q.beside(i), q.beside(i+1)
		plain := t.token == t.folded
		switch {
		case t.part == about:
			near.add(t.folded)
		case t.part == naming:
			law.add(t.token)
		case t.part == wanted && (!plain || !(beside && t.quoted) && !(follows && q.terms[i+1].quoted)):
			all.add(t.token)
		}
		if t.part < about && (!plain || !beside && !follows) {
			first.add(t.token)
		}
		if !beside {
			continue
		}
		pair := q.terms[i-1].folded + joint + t.folded
		if t.quoted {
			all.add(pair)
			first.add(pair)
		} else {
			near.add(pair)
		}
	}
	return Plan{all.list, symbols, law.list, near.list, first.list}
}

// beside reports whether term i stands beside the one before it, both to be found.
func (q *Query) beside(i int) bool {
	return i > 0 && i < len(q.terms) && !q.terms[i].starts && q.terms[i].part < about && q.terms[i-1].part < about
}

// Unmarked returns the query with its words taken without marks, and whether
// that can find more: what to offer when nothing was found.
func (q *Query) Unmarked() (Query, bool) {
	loose := *q
	loose.terms = append([]term(nil), q.terms...)
	more := false
	for i := range loose.terms {
		t := &loose.terms[i]
		more = more || t.token != t.folded
		t.token = t.folded
	}
	return loose, more
}

// Completion returns what to look for while somebody types: the beginning of a
// symbol, "" where the text begins no symbol, and a plan that finds the records
// whose title has a word that begins as the last one.
func (q *Query) Completion() (symbol string, plan Plan) {
	if len(q.symbols) > 0 {
		return q.symbols[len(q.symbols)-1].key, Plan{}
	}
	n := len(q.terms)
	if n == 0 {
		return "", Plan{}
	}
	last := q.terms[n-1]
	if n == 1 && isDigits(last.folded) {
		symbol = strings.TrimLeft(last.folded, "0")
	}
	if !q.open {
		return symbol, q.plan(tokenSymbol, false)
	}
	before := *q
	before.terms = q.terms[:n-1]
	plan = before.plan(tokenSymbol, false)
	if utf8.RuneCountInString(last.folded) > 1 {
		plan.All = append(plan.All, tokenTitle+last.folded)
		plan.First = append(plan.First, tokenTitle+last.folded)
	}
	return symbol, plan
}
