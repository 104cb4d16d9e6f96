package xlsx

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// maxName is how many UTF-16 units Excel gives the name of a sheet.
const maxName = 31

// names remembers the sheet names in use, which Excel compares without case.
type names map[string]bool

// unique returns s as a name that Excel takes and that no other sheet has. A
// later twin of "Số liệu" becomes "Số liệu (2)".
func (n *names) unique(s string) string {
	if *n == nil {
		*n = names{}
	}
	base := sheetName(s)
	name := base
	for i := 2; (*n)[strings.ToLower(name)]; i++ {
		suffix := fmt.Sprintf(" (%d)", i)
		name = strings.TrimRight(shorten(base, maxName-len(suffix)), " '") + suffix
	}
	(*n)[strings.ToLower(name)] = true
	return name
}

// sheetName returns s without what Excel forbids in a sheet's name. "History"
// is a name that Excel keeps for itself.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r):
			return '-'
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, clean(s))
	s = strings.Trim(shorten(strings.Trim(s, " '"), maxName), " '")
	switch {
	case s == "":
		return "Bảng"
	case strings.EqualFold(s, "History"):
		return s + "_"
	}
	return s
}

// shorten cuts s to at most n UTF-16 units, at a whole character.
func shorten(s string, n int) string {
	for i, r := range s {
		n -= utf16.RuneLen(r)
		if n < 0 {
			return s[:i]
		}
	}
	return s
}
