package citation

import (
	"strings"
	"unicode/utf8"

	"giaoban/internal/briefing"
)

// A date is what a text says of the day: a whole day, a day without its year,
// or one that the calendar lacks.
type date struct {
	day        briefing.Day
	year       int
	end        int
	impossible bool
}

// readNumber reads up to max digits.
func readNumber(s string, i, max int) (n, end int, ok bool) {
	end = i
	for end < len(s) && isDigit(s[end]) {
		if end-i == max {
			return 0, i, false
		}
		n = n*10 + int(s[end]-'0')
		end++
	}
	return n, end, end > i
}

// readDate reads a day at i: 07/8/2023, 06 / 7 /2005, 25-02-2010, 9.4.2024 or
// "25 tháng 01 năm 2024", broken over lines or not. The year may be missing,
// then the day is not known.
func readDate(s string, i int) (d date, ok bool) {
	day, j, ok := readNumber(s, i, 2)
	if !ok {
		return d, false
	}
	k, lines := skipBlanks(s, j)
	if lines > 1 {
		return d, false
	}
	var month int
	if k < len(s) && isDateSign(s[k]) {
		k, _ = skipBlanks(s, k+1)
		if month, k, ok = readNumber(s, k, 2); !ok {
			return d, false
		}
	} else if m, ok := matchOr(s, k, "thang", "thng"); ok {
		k, _ = skipBlanks(s, m)
		if month, k, ok = readNumber(s, k, 2); !ok {
			return d, false
		}
	} else {
		r, w := runeAt(s, k)
		if !isDash(r) && !isSlash(r) && r != '.' {
			return d, false
		}
		k, _ = skipBlanks(s, k+w)
		if month, k, ok = readNumber(s, k, 2); !ok {
			return d, false
		}
	}
	d.end = k
	if year, end, ok := readDateYear(s, k); ok {
		d.year, d.end = year, end
		d.day = newDay(year, month, day)
		d.impossible = d.day == ""
		return d, true
	}
	return d, day >= 1 && day <= 31 && month >= 1 && month <= 12
}

// newDay is briefing.NewDay, without asking the calendar for the days that
// every month has.
func newDay(year, month, day int) briefing.Day {
	if day < 1 || day > 28 || month < 1 || month > 12 || year < 1900 || year > 2100 {
		return briefing.NewDay(year, month, day)
	}
	digit := func(n int) byte { return byte('0' + n%10) }
	iso := [...]byte{
		digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-',
		digit(month / 10), digit(month), '-', digit(day / 10), digit(day),
	}
	return briefing.Day(iso[:])
}

// isDateSign reports the plain signs between the parts of a date.
func isDateSign(c byte) bool { return c == '/' || c == '-' || c == '.' || c == '\\' }

// readDateYear reads the year of a date, behind a separator or "năm".
func readDateYear(s string, i int) (year, end int, ok bool) {
	j, lines := skipBlanks(s, i)
	if lines > 1 {
		return 0, i, false
	}
	named := false
	if j < len(s) && isDateSign(s[j]) {
		j++
	} else if k, ok := matchOr(s, j, "nam", "nm"); ok {
		j, named = k, true
	} else if r, w := runeAt(s, j); isDash(r) || isSlash(r) || r == '.' {
		j += w
	} else {
		return 0, i, false
	}
	j, _ = skipBlanks(s, j)
	if year, end, ok = readNumber(s, j, 4); !ok {
		return 0, i, false
	}
	switch {
	case end-j == 4 && year >= 1900 && year <= 2100:
		return year, end, true
	case end-j == 2 && !named && year < 50:
		return 2000 + year, end, true
	case end-j == 2 && !named:
		return 1900 + year, end, true
	}
	return 0, i, false
}

// readDayWord reads "ngày" with what may stand before it: "ban hành ngày",
// "ký ngày".
func readDayWord(s string, i int) (end int, ok bool) {
	const day = "ngày "
	if j := i + len(day); j < len(s) && s[i:j] == day && isDigit(s[j]) {
		return j, true // mostly
	}
	c, _ := runeAt(s, i)
	switch plain := c < utf8.RuneSelf && c != '?'; {
	case fold(c) == 'n':
	case !plain || strings.IndexByte("bdkrv", byte(c|0x20)) >= 0:
		for _, lead := range [...]string{"duocbanhanh", "banhanh", "duocky", "ky", "de", "ra", "vao"} {
			if j, ok := match(s, i, lead); ok {
				i, _ = skipBlanks(s, j)
				break
			}
		}
	default:
		return i, false
	}
	end, ok = matchOr(s, i, "ngay", "ngy")
	if !ok {
		return i, false
	}
	end, lines := skipBlanks(s, end)
	return end, lines < 2
}
