package xlsx

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"giaoban/internal/vntext"
)

// clean makes s fit for a cell: valid UTF-8 in NFC with LF line ends. What XML
// cannot hold shows as U+FFFD, so that nobody takes the text for whole.
func clean(s string) string {
	s = vntext.Normalize(strings.ToValidUTF8(s, "\uFFFD"))
	if !strings.ContainsFunc(s, unfit) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unfit(r):
			return '\uFFFD'
		}
		return r
	}, s)
}

func unfit(r rune) bool {
	switch r {
	case '\n', '\t':
		return false
	case '\u2028', '\u2029', '\uFFFE', '\uFFFF':
		return true
	}
	return unicode.IsControl(r)
}

// Excel's limits for the text of one cell.
const (
	maxCell  = 32767 // UTF-16 units
	maxLines = 250   // line ends; Excel allows 253
)

// pieces divides clean text into parts that each fit in a cell, preferably
// after a space or a line end. Joined they are s again.
func pieces(s string) []string {
	if len(s) <= maxCell && strings.Count(s, "\n") <= maxLines {
		return []string{s}
	}
	var all []string
	for s != "" {
		n := fitting(s)
		if n < len(s) {
			if i := strings.LastIndexAny(s[:n], " \n"); i > n/2 {
				n = i + 1
			}
		}
		all = append(all, s[:n])
		s = s[n:]
	}
	return all
}

// fitting returns the length in bytes of the longest start of s that fits in a
// cell.
func fitting(s string) int {
	units, lines := 0, 0
	for i, r := range s {
		units += utf16.RuneLen(r)
		if r == '\n' {
			lines++
		}
		if units > maxCell || lines > maxLines {
			return max(i, utf8.RuneLen(r))
		}
	}
	return len(s)
}
