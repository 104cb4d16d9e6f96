package citation

import (
	"strings"
)

// titleWord reads what begins a title.
func titleWord(s string, i int) (end int, ok bool) {
	if i >= len(s) || s[i]|0x20 != 'v' {
		return 0, false
	}
	for _, w := range [...]string{"về việc", "về", "V/v", "v/v"} {
		if strings.HasPrefix(s[i:], "v/v") || strings.HasPrefix(s[i:], "V/v") {
			return i + 3, true
		}
		if end, ok = matchPhrase(s, i, w); ok {
			return end, true
		}
	}
	return 0, false
}

// readPartners reads the bodies of a joint document from the title that names
// them: "về phối hợp giữa … và …".
func (r *reader) readPartners(f *find, i int) (issuer, bool) {
	if f.Issuer != "" || strings.Count(f.body, "-") == 0 {
		return issuer{}, false
	}
	for range 8 {
		k, lines := skipBlanks(r.s, i)
		end, _ := word(r.s, k)
		if lines > 1 || end == k {
			break
		}
		if j, ok := matchPhrase(r.s, k, "giữa"); ok {
			k, _ = skipBlanks(r.s, j)
			is, ok := readIssuer(r.s, k)
			if !ok {
				break
			}
			k, _ = skipBlanks(r.s, is.end)
			if j, ok := matchPhrase(r.s, k, "với"); ok {
				k, _ = skipBlanks(r.s, j)
				if other, ok := readIssuer(r.s, k); ok {
					is = issuer{is.name + " với " + other.name, other.end}
				}
			}
			return is, true
		}
		i = end
	}
	return issuer{}, false
}

// readPassive reads the issuer that stands behind the whole title: "về … do
// Ban Bí thư ban hành". Nothing else behind a title is sure to be the cited
// document's.
func (r *reader) readPassive(f *find, i int) {
	s := r.s
	if !strings.Contains(s[i:min(i+2*maxTitle, len(s))], "do ") {
		return
	}
	for n := 0; n < maxTitle; {
		c, w := runeAt(s, i)
		if w == 0 || c == ';' || c == '.' || c == '\n' || isDigit(byte(min(c, 0x7F))) {
			return
		}
		if !isLetter(c) {
			i, n = i+w, n+1
			continue
		}
		if j, ok := matchPhrase(s, i, "do"); ok {
			k, _ := skipBlanks(s, j)
			if is, ok := readIssuer(s, k); ok {
				k, _ = skipBlanks(s, is.end)
				if end, ok := matchPhrase(s, k, "ban hành"); ok {
					f.Issuer, f.tail = is.name, end
					return
				}
			}
		}
		j, _ := word(s, i)
		n += j - i
		i = j
	}
}

func isQuote(c rune) bool { return c == '"' || c == '“' || c == '«' || c == '‘' || c == '”' }

func isQuoteAt(s string, i int) bool {
	c, _ := runeAt(s, i)
	return isQuote(c)
}

// skipQuoted skips a quoted title with the quotes inside it, within bounds.
func skipQuoted(s string, i int) int {
	open, w := runeAt(s, i)
	depth := 1
	j := i + w
	for n := 0; n < maxTitle; n++ {
		c, w := runeAt(s, j)
		if w == 0 {
			break
		}
		j += w
		switch {
		case open == '"' && c == '"':
			return j
		case open != '"' && (c == '“' || c == '«' || c == '‘'):
			depth++
		case open != '"' && (c == '”' || c == '»' || c == '’'):
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return 0
}
