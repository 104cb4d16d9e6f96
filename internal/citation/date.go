package citation

import "giaoban/internal/briefing"

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
	if m, ok := matchOr(s, k, "thang", "thng"); ok {
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
		d.day = briefing.NewDay(year, month, day)
		d.impossible = d.day == ""
		return d, true
	}
	return d, day >= 1 && day <= 31 && month >= 1 && month <= 12
}

// readDateYear reads the year of a date, behind a separator or "năm".
func readDateYear(s string, i int) (year, end int, ok bool) {
	j, lines := skipBlanks(s, i)
	if lines > 1 {
		return 0, i, false
	}
	named := false
	if k, ok := matchOr(s, j, "nam", "nm"); ok {
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
	for _, lead := range [...]string{"duocbanhanh", "banhanh", "duocky", "ky", "de", "ra", "vao"} {
		if j, ok := match(s, i, lead); ok {
			i, _ = skipBlanks(s, j)
			break
		}
	}
	end, ok = matchOr(s, i, "ngay", "ngy")
	if !ok {
		return i, false
	}
	end, lines := skipBlanks(s, end)
	return end, lines < 2
}
