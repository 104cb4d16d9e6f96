package citation

import (
	"strings"
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

// A letterForm is what reading asks of a rune, which is too slow to ask of
// vntext and unicode for every rune.
type letterForm struct {
	lower rune // unicode.ToLower
	fold  byte // vntext.FoldRune where that is a plain letter, else 0
	upper bool // unicode.IsUpper

	letter, blank bool // what isLetter and isBlank report
}

// The letters of Vietnamese lie in U+0000–U+024F and U+1EA0–U+1EFF; in
// letterForms the second range stands behind the first.
const (
	lowEnd    = 0x250
	highStart = 0x1EA0
	highEnd   = 0x1F00
)

var letterForms = makeLetterForms()

func makeLetterForms() (t [lowEnd + highEnd - highStart]letterForm) {
	for i := range t {
		r := rune(i)
		if i >= lowEnd {
			r = highStart + rune(i-lowEnd)
		}
		t[i].lower, t[i].upper = unicode.ToLower(r), unicode.IsUpper(r)
		if f := vntext.FoldRune(r); 'a' <= f && f <= 'z' {
			t[i].fold = byte(f)
		}
		t[i].letter = t[i].fold != 0 || unicode.IsLetter(r) || unicode.IsMark(r)
		t[i].blank = t[i].fold == 0 && (unicode.IsSpace(r) || vntext.IsInvisible(r) || r == '|')
	}
	return t
}

// formOf returns the form of a letter, or nil for a rune of no letter that
// Vietnamese uses.
func formOf(r rune) *letterForm {
	switch {
	case uint32(r) < lowEnd:
		return &letterForms[r]
	case uint32(r-highStart) < highEnd-highStart:
		return &letterForms[r-highStart+lowEnd]
	}
	return nil
}

// fold returns the plain small letter of a Vietnamese letter, or 0.
func fold(r rune) byte {
	switch {
	case uint32(r) < lowEnd:
		return letterForms[r].fold
	case uint32(r-highStart) < highEnd-highStart:
		return letterForms[r-highStart+lowEnd].fold
	}
	return 0
}

func isUpper(r rune) bool {
	if f := formOf(r); f != nil {
		return f.upper
	}
	return unicode.IsUpper(r)
}

// isInvisible reports what a text holds without showing it: the characters
// without width, joiners and the selectors of a glyph.
func isInvisible(r rune) bool {
	return r >= utf8.RuneSelf && (r == '\u034F' || r >= '\uFE00' && r <= '\uFE0F' || vntext.IsInvisible(r))
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// isLetter counts every mark and letter, so that a word is never cut inside.
func isLetter(r rune) bool {
	if uint32(r) < lowEnd {
		return letterForms[r].letter
	}
	return isWideLetter(r)
}

func isWideLetter(r rune) bool {
	return fold(r) != 0 || unicode.IsLetter(r) || unicode.IsMark(r) && !isInvisible(r)
}

// isBlank reports white space, characters without width and the bars of a
// table that was pasted as text.
func isBlank(r rune) bool {
	if uint32(r) < lowEnd {
		return letterForms[r].blank
	}
	return isWideBlank(r)
}

func isWideBlank(r rune) bool {
	return (r < highStart || r >= highEnd) && (unicode.IsSpace(r) || isInvisible(r))
}

// runeAt decodes the rune at i; width 0 at the end.
func runeAt(s string, i int) (rune, int) {
	switch {
	case i >= len(s):
		return 0, 0
	case s[i] < utf8.RuneSelf:
		return rune(s[i]), 1
	}
	return wideRuneAt(s[i:])
}

// wideRuneAt decodes the runes of two and three bytes that Vietnamese letters
// are by itself, which takes half the time of utf8.
func wideRuneAt(s string) (rune, int) {
	switch c := s[0]; {
	case c >= 0xC3 && c <= 0xC6 && len(s) > 1 && s[1]&0xC0 == 0x80:
		return rune(c&0x1F)<<6 | rune(s[1]&0x3F), 2
	case c == 0xE1 && len(s) > 2 && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80:
		return 0x1000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// runeBefore decodes the rune that ends at i; width 0 at the start.
func runeBefore(s string, i int) (rune, int) {
	if i > 0 && s[i-1] < utf8.RuneSelf {
		return rune(s[i-1]), 1
	}
	return wideRuneBefore(s, i)
}

func wideRuneBefore(s string, i int) (rune, int) {
	if i <= 0 {
		return 0, 0
	}
	s = s[:i]
	if n := len(s); n >= 3 && s[n-1]&0xC0 == 0x80 {
		switch c := s[n-2]; {
		case c >= 0xC3 && c <= 0xC6:
			return rune(c&0x1F)<<6 | rune(s[n-1]&0x3F), 2
		case s[n-3] == 0xE1 && c&0xC0 == 0x80:
			return 0x1000 | rune(c&0x3F)<<6 | rune(s[n-1]&0x3F), 3
		}
	}
	return utf8.DecodeLastRuneInString(s)
}

// skipBlanks returns the first place from i that is not blank, and how many
// line ends lie before it.
func skipBlanks(s string, i int) (end, lines int) {
	j := i
	if j < len(s) && s[j] == ' ' {
		j++ // most blanks are one space
	}
	if j+1 < len(s) && neverBlank(s[j], s[j+1]) {
		return j, 0
	}
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

// neverBlank reports bytes that surely begin no blank: plain signs and letters
// and the first bytes of Vietnamese letters.
func neverBlank(c, next byte) bool {
	if c < utf8.RuneSelf {
		return c > ' ' && c != '|'
	}
	return c >= 0xC3 && c <= 0xC6 || c == 0xE1 && next >= 0xBA
}

// hasBar reports a bar among blanks.
func hasBar(blanks string) bool {
	return blanks != "" && blanks != " " && strings.IndexByte(blanks, '|') >= 0
}

// skipBlanksBack is skipBlanks towards the start.
func skipBlanksBack(s string, i int) (start, lines int) {
	j := i
	if j > 0 && s[j-1] == ' ' {
		j--
	}
	if j > 0 && s[j-1] > ' ' && s[j-1] < utf8.RuneSelf && s[j-1] != '|' {
		return j, 0
	}
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
	if i < len(s) && s[i] < utf8.RuneSelf && s[i]|0x20 != pattern[0] {
		return 0, false
	}
	return matchLetters(s, i, pattern)
}

func matchLetters(s string, i int, pattern string) (end int, ok bool) {
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
		if i > start && i < len(s) && s[i] < utf8.RuneSelf && letterForms[s[i]].letter {
			i++
			continue
		}
		r, n := runeAt(s, i)
		if n == 0 || !isLetter(r) && !isDigit(byte(min(r, 0x7F))) && !isInvisible(r) {
			break
		}
		if i == start {
			capital = isUpper(r)
		}
		i += n
	}
	return i, capital
}
