package vntext

import (
	"errors"
	"strconv"
	"strings"
)

// ErrNumber says that a text is not a number as it is written in Vietnam.
var ErrNumber = errors.New("không phải là số")

// FormatInt writes n with a point between groups of three digits: 1.270.
func FormatInt(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range []byte(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// FormatNumber writes f with points between thousands and a decimal comma:
// 1.234,5. It keeps at most the given number of decimals and no closing zeros.
func FormatNumber(f float64, decimals int) string {
	s := strconv.FormatFloat(f, 'f', decimals, 64)
	whole, frac, _ := strings.Cut(s, ".")
	frac = strings.TrimRight(frac, "0")
	negative := strings.HasPrefix(whole, "-")
	n, err := strconv.ParseInt(strings.TrimPrefix(whole, "-"), 10, 64)
	if err != nil { // beyond int64: groups do not help the reader
		return strings.Replace(s, ".", ",", 1)
	}
	out := FormatInt(n)
	if frac != "" {
		out += "," + frac
	}
	if negative && (n != 0 || frac != "") {
		out = "-" + out
	}
	return out
}

// ParseInt reads a whole number as it is written in Vietnam: 127, 1.291 or
// 1 291. Before each group of exactly three digits stands one point or one
// space, so two numbers never become one.
func ParseInt(s string) (int64, error) {
	s = strings.TrimSpace(s)
	var digits []byte
	group := 0 // digits since the last sign; the first group may be shorter
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, byte(r))
			group++
		case r == '.' || r == ' ' || r == '\u00A0' || r == '\u202F':
			if first := len(digits) == group; group == 0 || group > 3 || !first && group != 3 || first && s[0] == '0' {
				return 0, ErrNumber
			}
			group = 0
		default:
			return 0, ErrNumber
		}
		if last := i+1 == len(s); last && len(digits) != group && group != 3 {
			return 0, ErrNumber
		}
	}
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil {
		return 0, ErrNumber
	}
	return n, nil
}
