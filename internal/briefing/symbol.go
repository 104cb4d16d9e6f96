package briefing

import (
	"strings"
	"unicode"

	"giaoban/internal/vntext"
)

// SymbolKey returns the form in which symbols are compared: folded, without
// leading zeros of the number, one hyphen between the parts. So 02-HD/TU,
// 2 - HD/TU and 2/hd-tu are one, and 124-CT/TU is another. "" for "".
func SymbolKey(symbol string) string {
	parts := strings.FieldsFunc(vntext.Fold(symbol), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '&'
	})
	if len(parts) > 0 {
		parts[0] = NumberKey(parts[0])
	}
	return strings.Join(parts, "-")
}

// NumberKey returns the form in which numbers are compared: 08 = 8, 36a ≠ 36.
func NumberKey(number string) string {
	number = vntext.Fold(vntext.Words(number))
	if short := strings.TrimLeft(number, "0"); short != "" {
		return short
	}
	return number
}
