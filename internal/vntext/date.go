package vntext

import (
	"regexp"
	"strconv"
	"time"
)

var numericDate = regexp.MustCompile(`^\s*(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\s*$`)
var writtenDate = regexp.MustCompile(`(?i)^\s*(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\s*$`)
var isoDate = regexp.MustCompile(`^\s*(\d{4})-(\d{2})-(\d{2})\s*$`)

// ParseDate reads a calendar day as people type it: 9/4/2024, 09.04.2024,
// 9-4-24, ngày 9 tháng 4 năm 2024 or 2024-04-09. The day stands first; two digits of a year mean 20xx.
// It returns false for anything else and for a day that the calendar lacks.
func ParseDate(s string) (time.Time, bool) {
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return Date(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	m := numericDate.FindStringSubmatch(s)
	if m == nil {
		m = writtenDate.FindStringSubmatch(s)
	}
	if m == nil {
		return time.Time{}, false
	}
	year := atoi(m[3])
	if len(m[3]) == 2 {
		year += 2000
	}
	return Date(year, atoi(m[2]), atoi(m[1]))
}

// Date returns midnight UTC of the given day, or false when the calendar has
// no such day (31/02) or the year is outside 1900–2100.
func Date(year, month, day int) (time.Time, bool) {
	if year < 1900 || year > 2100 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, t.Year() == year && int(t.Month()) == month && t.Day() == day
}

// Roman writes 1 to 12 in Roman numerals, as quarters and chapters are
// numbered; other numbers come back in digits.
func Roman(n int) string {
	numerals := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}
	if n < 1 || n >= len(numerals) {
		return strconv.Itoa(n)
	}
	return numerals[n]
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
