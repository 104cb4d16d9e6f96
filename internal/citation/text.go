package citation

import (
	"unicode"
	"unicode/utf8"

	"giaoban/internal/vntext"
)

// Every look ahead and look behind is bounded, so that reading stays linear.
const (
	maxBlanks = 24  // runes of white space between two words
	maxWord   = 24  // runes of one word, some glued to the next
	maxTitle  = 400 // runes of a quoted title
)

// lowFolds holds vntext.FoldRune for the letters of Vietnamese, which is too
// slow to ask for every rune: U+0000–U+024F, and U+1EA0–U+1EFF behind them.
var lowFolds = foldTable()

func foldTable() (t [0x250 + 0x60]byte) {
	for i := range t {
		r := rune(i)
		if i >= 0x250 {
			r = 0x1EA0 + rune(i-0x250)
		}
		if f := vntext.FoldRune(r); 'a' <= f && f <= 'z' {
			t[i] = byte(f)
		}
	}
	return t
}

// fold returns the plain small letter of a Vietnamese letter, or 0.
func fold(r rune) byte {
	switch {
	case r < 0x250 && r >= 0:
		return lowFolds[r]
	case r >= 0x1EA0 && r <= 0x1EFF:
		return lowFolds[r-0x1EA0+0x250]
	}
	return 0
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// isLetter counts every mark and letter, so that a word is never cut inside.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return fold(r) != 0 || unicode.IsLetter(r) || unicode.IsMark(r)
}

// isBlank reports white space, characters without width and the bars of a
// table that was pasted as text.
func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r' || r == '|'
	}
	return fold(r) == 0 && (unicode.IsSpace(r) || vntext.IsInvisible(r))
}

// runeAt decodes the rune at i; width 0 at the end.
func runeAt(s string, i int) (rune, int) {
	if i < len(s) && s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	if i >= len(s) {
		return 0, 0
	}
	return utf8.DecodeRuneInString(s[i:])
}

// runeBefore decodes the rune that ends at i; width 0 at the start.
func runeBefore(s string, i int) (rune, int) {
	if i <= 0 {
		return 0, 0
	}
	if c := s[i-1]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeLastRuneInString(s[:i])
}

// skipBlanks returns the first place from i that is not blank, and how many
// line ends lie before it.
func skipBlanks(s string, i int) (end, lines int) {
	for range maxBlanks {
		r, n := runeAt(s, i)
		if n == 0 || !isBlank(r) {
			break
		}
		if r == '\n' {
			lines++
		}
		i += n
	}
	return i, lines
}

// skipBlanksBack is skipBlanks towards the start.
func skipBlanksBack(s string, i int) (start, lines int) {
	for range maxBlanks {
		r, n := runeBefore(s, i)
		if n == 0 || !isBlank(r) {
			break
		}
		if r == '\n' {
			lines++
		}
		i -= n
	}
	return i, lines
}

// match reports whether s reads as pattern at i, and where that ends. The
// pattern is folded and without spaces; blanks of the text count as nothing,
// because they come doubled, broken over lines and not at all. The match must
// end with its word; a digit may be glued to it ("ngày14").
func match(s string, i int, pattern string) (end int, ok bool) {
	for k := 0; k < len(pattern); {
		r, n := runeAt(s, i)
		if n == 0 {
			return 0, false
		}
		if fold(r) != pattern[k] {
			if k == 0 || !isBlank(r) {
				return 0, false
			}
			j, lines := skipBlanks(s, i)
			if lines > 1 {
				return 0, false
			}
			i = j
			if r, n = runeAt(s, i); n == 0 || fold(r) != pattern[k] {
				return 0, false
			}
		}
		i += n
		k++
	}
	r, n := runeAt(s, i)
	return i, n == 0 || !isLetter(r)
}

// matchAny is match for the first pattern that fits.
func matchAny(s string, i int, patterns ...string) (end int, ok bool) {
	for _, p := range patterns {
		if end, ok = match(s, i, p); ok {
			return end, true
		}
	}
	return 0, false
}

// word returns the end of the letters and digits at i, and whether the first
// is a capital.
func word(s string, i int) (end int, capital bool) {
	start := i
	for range maxWord {
		r, n := runeAt(s, i)
		if n == 0 || !isLetter(r) && !isDigit(byte(min(r, 0x7F))) && !vntext.IsInvisible(r) {
			break
		}
		if i == start {
			capital = unicode.IsUpper(r)
		}
		i += n
	}
	return i, capital
}

// letters is the tail of a text, folded, without blanks: what stands before a
// number, to be compared with the words that may stand there.
type letters struct {
	fold  [40]byte   // filled from its end
	back  [41]uint16 // how many bytes before the end each letter starts
	end   int
	first [40]bool // whether the letter begins a word
	n     int
}

// lettersBefore reads the letters before end.
func lettersBefore(s string, end int, ascii bool) (l letters) {
	l.read(s, end, ascii)
	return l
}

// read reads the letters before end, over blanks within a paragraph.
// With ascii it leaves out every letter that is not plain, as files do that
// lost them.
func (l *letters) read(s string, end int, ascii bool) {
	l.n, l.end = 0, end
	for l.n < len(l.fold) {
		r, w := runeBefore(s, end)
		if w == 0 {
			break
		}
		if isBlank(r) {
			j, lines := skipBlanksBack(s, end)
			if lines > 1 {
				break
			}
			if l.n > 0 {
				l.first[len(l.fold)-l.n] = true
			}
			end = j
			continue
		}
		c := fold(r)
		if ascii && (r >= utf8.RuneSelf || r == '?') {
			end -= w
			continue
		}
		if c == 0 {
			break
		}
		end -= w
		l.n++
		l.fold[len(l.fold)-l.n] = c
		l.back[len(l.fold)-l.n] = uint16(l.end - end)
		l.first[len(l.fold)-l.n] = false
	}
	if l.n > 0 && l.n < len(l.fold) {
		l.first[len(l.fold)-l.n] = true
	}
}

// start returns where letter k starts in the text.
func (l *letters) start(k int) int { return l.end - int(l.back[k]) }

// endsWith reports whether the letters, without the last skip ones, end with
// name from the start of a word, and where that starts in the text.
func (l *letters) endsWith(name string, skip int) (start int, ok bool) {
	k := len(l.fold) - skip - len(name)
	if len(l.fold)-k > l.n || string(l.fold[k:k+len(name)]) != name || !l.first[k] {
		return 0, false
	}
	return l.start(k), true
}
