package citation

import "giaoban/internal/briefing"

// A find is a citation on its way, with places in bytes.
type find struct {
	Genre  briefing.Genre // this and what follows as in briefing.Citation
	Number string
	Symbol string
	Year   int
	Issuer string
	Date   briefing.Day
	Title  string

	start, end int       // the span
	tail       int       // where its date, issuer and year end
	body       string    // codes of the bodies in the symbol
	kind       *typeCode // in the symbol
	bare       bool      // no symbol, or one without codes
	written    bool      // a type word stands before it
	header     bool      // "Số" at the start of a line: the head of a document
	dated      bool      // a date or a year of its own
	before     bool      // the issuer stands before the number
	shared     bool      // its symbol is the next one's
	vague      vagueness // of TƯ in the symbol
	yearOnly   bool      // dated by a year alone
}

// A reader goes once through a text.
type reader struct {
	s        string
	found    []find // not settled yet
	out      []briefing.Citation
	at       runeCounter
	problems []problem
	items    []item // of the list being read
	sym      symbol // of that list
	barren   int    // up to here numbers are known to share no symbol
	free     int    // where text begins that no citation holds yet
}

type problem struct {
	message    string
	start, end int
}

// read jumps from number to number and from "luật" to "luật": nothing else can
// begin a citation.
func (r *reader) read() {
	s := r.s
	for i := nextMark(s, 0); i < len(s); i = nextMark(s, i) {
		switch {
		case isDigit(s[i]):
			end := i + 1
			for end < len(s) && isDigit(s[end]) {
				end++
			}
			if i >= r.free {
				r.readNumbered(i, end)
			}
			i = max(end, r.free)
		case s[i]|0x20 == 't':
			r.readLaw(i - len("luậ"))
			i = max(i+1, r.free)
		default:
			r.readOrdinance(i)
			i = max(i+1, r.free)
		}
	}
}

// readNumbered reads the citations that begin with the number s[i:end], if
// any do.
func (r *reader) readNumbered(i, end int) {
	if end-i > 6 || !mayNumber(r.s, i, end) {
		return
	}
	if i < r.barren && !endsLead(r.s, i) {
		return
	}
	l := readLead(r.s, i)
	if r.readUnnumbered(l, i) {
		return
	}
	items, sym := r.readList(i, l)
	if len(items) > 1 && sym.n == 0 && sym.verbatim == "" {
		r.barren = items[len(items)-1].start
	}
	if len(items) == 0 {
		return
	}
	ok := r.accepts(l, items, sym)
	if !ok && len(items) > 1 && sym.end == items[len(items)-1].end {
		items, sym.end = items[:1], items[0].end // "Quyết định 290, 30 mô hình"
		ok = r.accepts(l, items, sym)
	}
	if ok {
		r.add(l, items, sym)
	}
}

// add makes the finds of one list with its symbol.
func (r *reader) add(l lead, items []item, sym *symbol) {
	f := find{bare: sym.n == 0 && sym.verbatim == "", written: l.word && l.genre != ""}
	f.body = sym.body()
	f.Genre = l.genre
	if sym.n > 0 {
		r.deriveGenre(&f, l, sym)
	}
	if sym.vague() {
		f.vague = isVague
	}
	f.header = l.number && !l.word && startsLine(r.s, l.numAt)
	first := len(r.found)
	for n, it := range items {
		g := f
		g.start, g.end = it.start, max(sym.end, it.end)
		if f.bare {
			g.end = it.end
		}
		if n == 0 && (len(items) == 1 || f.bare) {
			g.start = l.start
		}
		g.shared = n < len(items)-1
		g.Year = max(sym.year, it.year)
		g.tail = g.end
		g.Number = it.text
		g.Symbol = sym.canonical(it.text, r.s[it.start:g.end], g.Year)
		r.found = append(r.found, g)
	}
	last := &r.found[len(r.found)-1]
	r.readTail(last)
	r.readBefore(l, last)
	if last.header {
		r.readHeader(last)
	}
	if !last.written {
		r.readPortal(last)
	}
	if isLaw(f.Genre) {
		r.readLawTitle(last)
	}
	for n := first; n < len(r.found)-1; n++ {
		r.found[n].take(last)
	}
	if cut := last.end < len(r.s) && !f.bare && r.s[last.end] == '-'; cut {
		if k, lines := skipBlanks(r.s, last.end+1); lines > 0 || k == len(r.s) {
			r.problem("Ký hiệu “"+last.Symbol+"” có thể bị ngắt ở dấu gạch nối.", last.start, last.end)
		}
	}
	if sym.repaired {
		r.problem("Ký hiệu bị mất chữ, đọc là “"+last.Symbol+"”.", last.start, last.end)
	}
	r.free = max(r.free, last.tail)
	r.settle(first)
}

// take copies what stands behind a list to one of its items.
func (f *find) take(last *find) {
	f.Issuer, f.Date, f.before, f.dated = last.Issuer, last.Date, last.before, last.dated
	f.Genre, f.written = last.Genre, last.written
	if f.Year == 0 {
		f.Year = last.Year
	}
}

func (r *reader) problem(message string, start, end int) {
	r.problems = append(r.problems, problem{message, start, end})
}

// startsLine reports whether nothing stands before i on its line or in its
// cell.
func startsLine(s string, i int) bool {
	for range maxBlanks {
		c, n := runeBefore(s, i)
		if n == 0 || c == '\n' || c == '|' {
			return true
		}
		if !isBlank(c) {
			return false
		}
		i -= n
	}
	return false
}
