package citation

import (
	"strings"
	"unicode/utf8"
)

// mayNumber rejects quickly what is a part of another number and what no sign
// of a document is near.
func mayNumber(s string, i, end int) bool {
	if i > 0 {
		switch c := s[i-1]; {
		case c == '/' || c == '.' || c == ',' || c == ':' || c == '-':
			if i > 1 && isDigit(s[i-2]) {
				return false
			}
		case c >= 'A' && c <= 'Z':
			return false
		case c >= 'a' && c <= 'z':
			return endsLead(s, i) // "Nghị quyết18"
		case c >= utf8.RuneSelf:
			r, w := runeBefore(s, i)
			if (isInvisible(r) || isDash(r)) && i > w && isDigit(s[i-w-1]) {
				return false // the rest of a number
			}
		}
	}
	if end < len(s) && s[end] >= utf8.RuneSelf {
		k := skipInvisible(s, end)
		if _, last, ok := readNumber(s, k, 6); ok {
			end = last
		}
	}
	if end < len(s) && s[end] == '%' {
		return false
	}
	return symbolMayFollow(s, end) || endsLead(s, i) || dayOfDocument(s, i)
}

// symbolMayFollow reports whether a code or more numbers of a list may follow
// a number.
func symbolMayFollow(s string, end int) bool {
	if end < len(s) && s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z' {
		end++ // 36a
	}
	j := end
	for range maxBlanks {
		r, w := runeAt(s, j)
		switch {
		case w == 0:
			return false
		case r == '\u00AD' && isSeparator(s, j+w):
		case isDash(r) || isSlash(r):
			j, _ = skipBlanks(s, j+w)
			if r, _ = runeAt(s, j); mayBeCode(r) || r >= 'a' && r <= 'z' || r == 'đ' {
				return true
			}
			_, _, ok := readYear(s, j)
			return ok
		case r == '.' && j == end: // 1.234/UBND-VX
			_, k, ok := readNumber(s, j+1, 3)
			return ok && k == j+4 && symbolMayFollow(s, k)
		case r == ',' || r == ';':
			j, _ = skipBlanks(s, j+w)
			return j < len(s) && isDigit(s[j])
		case r == 'v':
			return true
		case !isBlank(r):
			return mayBeCode(r)
		}
		j += w
	}
	return false
}

func mayBeCode(r rune) bool {
	return r >= 'A' && r <= 'Z' || r == 'Đ' || r == 'Ð' || r == 'Ɖ' || r == '§'
}

// dayOfDocument reports whether "ngày" with a type word stands before i.
func dayOfDocument(s string, i int) bool {
	j, _ := skipBlanksBack(s, i)
	const day = "ngày"
	return j >= len(day) && s[j-len(day):j] == day && endsLead(s, j-len(day))
}

// accepts decides whether the number is that of a document.
func (r *reader) accepts(l lead, items []item, sym *symbol) bool {
	if sym.n == 0 {
		if sym.verbatim != "" {
			return l.word && l.number
		}
		return l.word && l.genre != "" && !definesAlias(r.s, l.start) && r.acceptsShort(l, items, sym)
	}
	if l.word || l.code {
		return true
	}
	segs := sym.segs()
	if segs[0].sep == 0 && !l.number {
		return false // "24CV" is an engine
	}
	known := false
	for _, seg := range segs {
		known = known || seg.kind == nil && seg.known
	}
	if first := segs[0].kind; first != nil && len(segs) > 1 {
		return known || l.number || first.strong
	}
	if sym.year > 0 && known {
		return true
	}
	for _, seg := range segs[1:] {
		if seg.kind != nil && (known || l.number) {
			return true
		}
	}
	cell := len(segs) > 1 && startsLine(r.s, items[0].start)
	return segs[0].known && (l.number || cell)
}

// endsLead reports whether the word before i may say that a number is that of
// a document: "số", the last syllable of a type, or a code. It is asked for
// every number of a text.
func endsLead(s string, i int) bool {
	j, _ := skipBlanksBack(s, i)
	r, w := runeBefore(s, j)
	if r == ':' || r == '.' {
		j, _ = skipBlanksBack(s, j-w)
		r, _ = runeBefore(s, j)
	}
	if r == '?' {
		return true
	}
	var key syllable
	n, capital := 0, false
	for {
		r, w := runeBefore(s, j)
		c := fold(r)
		if w == 0 || c == 0 {
			break
		}
		if n == 6 {
			return true // glued words
		}
		capital = r == 'Đ' || r == 'Ð' || r >= 'A' && r <= 'Z'
		key |= syllable(c) << (8 * n)
		n++
		j -= w
	}
	return capital && n >= 2 || leadEnds.at(key)
}

// leadEnds are the last syllables of the words that may stand before a number.
var leadEnds = makeLeadEnds()

func makeLeadEnds() index[bool] {
	m := map[syllable]bool{syllableAt("số", 0): true, syllableAt("s", 0): true}
	add := func(name string) {
		m[syllableAt(name, strings.LastIndexByte(name, ' ')+1)] = true
	}
	for _, name := range typeNames {
		add(name.name)
	}
	for _, name := range qualifierNames {
		add(name)
	}
	return newIndex(m)
}
