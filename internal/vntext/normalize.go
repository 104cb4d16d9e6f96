// Package vntext reads and writes Vietnamese text, dates and numbers.
// It knows nothing of the domain and does no input or output.
package vntext

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normalize makes the text that all source spans refer to: without a leading
// byte order mark, with LF line ends, in NFC. It does not change valid NFC
// text with LF line ends. The text must be valid UTF-8.
func Normalize(s string) string {
	s = strings.TrimLeft(s, "\uFEFF")
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return norm.NFC.String(s)
}

// Fold makes the text that searching and matching compare: lower case and
// without any mark, đ as d. It maps each rune of NFC text to exactly one rune,
// so a position in the folded text is the same position in the original.
func Fold(s string) string {
	return strings.Map(FoldRune, norm.NFC.String(s))
}

// FoldRune is Fold for one rune of NFC text. The look-alikes Ð (U+00D0),
// ð (U+00F0) and Ɖ (U+0189), which old files hold in place of Đ, become d.
func FoldRune(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r == 'đ', r == 'Đ', r == 'Ð', r == 'ð', r == 'Ɖ':
		return 'd'
	}
	r = unicode.ToLower(r)
	if r < 0x80 {
		return r
	}
	var buf [utf8Max]byte
	d := norm.NFD.AppendString(buf[:0], string(r))
	for _, first := range string(d) {
		return first
	}
	return r
}

// utf8Max is room for one rune with its marks, so that folding a rune does not
// allocate.
const utf8Max = 32

// Words joins the words of s with single spaces: every run of white space and
// no-break spaces becomes one space, none stays at the ends. What has no width
// vanishes, also inside a word.
func Words(s string) string {
	if strings.ContainsFunc(s, IsInvisible) {
		s = strings.Map(func(r rune) rune {
			if IsInvisible(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// IsInvisible reports whether r has no width and no meaning in Vietnamese
// text: zero-width spaces and joiners, the soft hyphen, a stray byte order
// mark and the directional marks.
func IsInvisible(r rune) bool {
	switch {
	case r == '\u00AD', r == '\u2060', r == '\uFEFF':
		return true
	case r >= '\u200B' && r <= '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}
