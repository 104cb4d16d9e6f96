package citation

import "unicode/utf8"

const (
	maxSegments = 6
	maxSegment  = 16 // runes
)

// A symbol is what follows the number of a document: the year of legal texts
// and the codes of type and bodies.
type symbol struct {
	year     int
	list     [maxSegments + 1]segment // one may be parted
	n        int
	verbatim string // an old symbol that fits no grammar ("PC/2")
	repaired bool   // a lost letter was put back
	end      int
}

// segs are the codes of the symbol.
func (sym *symbol) segs() []segment { return sym.list[:sym.n] }

// vague reports TƯ among the codes of the bodies.
func (sym *symbol) vague() bool {
	for i := range sym.n {
		if sym.list[i].vague {
			return true
		}
	}
	return false
}

// isDash reports the signs that stand for a hyphen between codes.
func isDash(r rune) bool {
	switch r {
	case '-', '\u00AD', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		return true
	}
	return false
}

func isSlash(r rune) bool { return r == '/' || r == '\u2044' || r == '\u2215' || r == '\\' }

// readSeparator reads a hyphen or a slash with the blanks around it.
func readSeparator(s string, i int) (sep byte, end int, before, after bool) {
	if i+2 < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf && s[i] != '|' {
		switch c := s[i]; {
		case c != '-' && c != '/' && c != '\\':
			return 0, i, false, false
		case c != '\\' && neverBlank(s[i+1], s[i+2]):
			return c, i + 1, false, false
		}
	}
	j, lines := skipVisible(s, i)
	r, n := runeAt(s, j)
	switch {
	case lines > 1 || n == 0:
		return 0, i, false, false
	case r == '\u00AD' && isSeparator(s, j+n):
		return readSeparator(s, j+n) // it only allows a break here
	case isDash(r):
		sep = '-'
	case isSlash(r):
		sep = '/'
	default:
		return 0, i, false, false
	}
	end, lines = skipBlanks(s, j+n)
	if lines > 1 {
		return 0, i, false, false
	}
	// A hyphen at the end of a line belongs to the symbol that goes on below.
	return sep, end, j > i, end > j+n && lines == 0
}

// isSeparator reports a hyphen or a slash at i.
func isSeparator(s string, i int) bool {
	r, _ := runeAt(s, i)
	return isDash(r) || isSlash(r)
}

// skipVisible is skipBlanks that stops at a soft hyphen, which files have in
// place of a real one.
func skipVisible(s string, i int) (end, lines int) {
	for range maxBlanks {
		r, n := runeAt(s, i)
		if n == 0 || r == '\u00AD' || !isBlank(r) {
			break
		}
		if r == '\n' {
			lines++
		}
		i += n
	}
	return i, lines
}

// read reads what follows a number that ends at i: segs, a verbatim symbol, a
// year alone, or nothing.
func (sym *symbol) read(s string, i int) {
	sym.year, sym.n, sym.verbatim, sym.repaired, sym.end = 0, 0, "", false, i
	sep, j, before, after := readSeparator(s, i)
	if sep != 0 {
		if year, k, ok := readYear(s, j); ok && (sep == '/' || legalCodeFollows(s, k)) {
			sym.year, sym.end, i = year, k, k
			sep, j, before, after = readSeparator(s, i)
		}
	}
	if sep == 0 {
		// The separator was lost: 08/2020QĐ-UBND, 61 HD/TWĐTN.
		k, lines := skipBlanks(s, i)
		seg, end := readSegment(s, k)
		if lines > 0 || seg.code == "" {
			return
		}
		if seg.kind == nil {
			if k == i && sym.year == 0 {
				sym.readVerbatim(s, k)
			}
			return
		}
		if k > i && !separatorFollows(s, end) {
			return // "25 CT" is no symbol
		}
		sym.add(0, seg, end)
	} else {
		seg, end := readSegment(s, j)
		if seg.code == "" {
			sym.readSmall(s, sep, j)
			return
		}
		if before && after && seg.kind == nil {
			return
		}
		sym.add(sep, seg, end)
	}
	for sym.n < maxSegments {
		sep, j, before, after := readSeparator(s, sym.end)
		if sep == 0 {
			break
		}
		seg, end := readSegment(s, j)
		if seg.code == "" {
			break
		}
		if before && after && (!seg.known || sym.n > 1) {
			break
		}
		sym.add(sep, seg, end)
	}
	sym.joinParted(s)
	sym.splitGlued()
	sym.putBack()
}

// legalCodeFollows reports "-TT-BGDĐT" at i: hyphens alone part the year of a
// legal text only where type and body prove it.
func legalCodeFollows(s string, i int) bool {
	sep, j, _, _ := readSeparator(s, i)
	kind, j := readSegment(s, j)
	if sep != '-' || kind.kind == nil {
		return false
	}
	if sep, j, _, _ = readSeparator(s, j); sep != '-' {
		return false
	}
	body, _ := readSegment(s, j)
	return body.known && body.family == stateFamily
}

// joinParted puts together a code that a blank parts, where only the whole is
// a body: BGD ĐT.
func (sym *symbol) joinParted(s string) {
	if sym.n < 2 || sym.end >= len(s) || s[sym.end] != ' ' && s[sym.end] != '\n' {
		return
	}
	last := &sym.list[sym.n-1]
	if last.known || last.kind != nil {
		return
	}
	next, end := readSegment(s, sym.end+1)
	if next.code == "" || separatorFollows(s, end) {
		return
	}
	whole := segmentOf(last.code + next.code)
	if whole.known && whole.family == stateFamily {
		whole.sep = last.sep
		*last, sym.end = whole, end
	}
}

func separatorFollows(s string, i int) bool {
	sep, _, _, _ := readSeparator(s, i)
	return sep != 0
}

func (sym *symbol) add(sep byte, seg segment, end int) {
	seg.sep = sep
	sym.list[sym.n] = seg
	sym.n++
	sym.end = end
}

// readYear reads the year of a legal text, 1945 to 2099, that no digit follows.
func readYear(s string, i int) (year, end int, ok bool) {
	if i+4 > len(s) {
		return 0, i, false
	}
	for _, c := range []byte(s[i : i+4]) {
		if !isDigit(c) {
			return 0, i, false
		}
		year = year*10 + int(c-'0')
	}
	if i+4 < len(s) && isDigit(s[i+4]) || year < 1945 || year > 2099 {
		return 0, i, false
	}
	return year, i + 4, true
}

// readVerbatim takes an old symbol as it stands: capitals glued to the number,
// a slash and digits ("318PC/4").
func (sym *symbol) readVerbatim(s string, i int) {
	j := i
	for j < len(s) && s[j] >= 'A' && s[j] <= 'Z' && j-i < 6 {
		j++
	}
	if j-i < 2 {
		return
	}
	if j < len(s) && (s[j] == '/' || s[j] == '-') {
		k := j + 1
		for k < len(s) && isDigit(s[k]) && k-j < 5 {
			k++
		}
		if k > j+1 {
			j = k
		}
	}
	if r, _ := runeAt(s, j); isLetter(r) || isDigit(byte(min(r, 0x7F))) {
		return
	}
	sym.verbatim, sym.end = s[i:j], j
}
