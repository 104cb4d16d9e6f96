package article

import (
	"regexp"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
)

// A date is a day as a sentence writes it, with places in plain. The year is
// 0 when it is not written there.
type date struct {
	day, month, year int
	start, end       int
}

// on returns the day in its year, or in the given one when it has none; "" when
// the calendar has no such day.
func (d date) on(year int) briefing.Day {
	if d.year != 0 {
		year = d.year
	}
	return briefing.NewDay(year, d.month, d.day)
}

// real reports whether some year has the day.
func (d date) real() bool { return d.on(2024) != "" }

// Three writings of a day: of several days the first counts ("11 và 12/4"),
// with words ("09 tháng 4 năm 2024"), with signs ("9-4-2024", "9/4").
var (
	severalDays = regexp.MustCompile(`^(\d{1,2})(?:(?: ?[,-] ?| va | den | den ngay )\d{1,2}){1,3} ?(?:[/.] ?| thang )(\d{1,2})(?:(?: ?[/.-] ?| nam )(\d{4}))?`)
	wordDate    = regexp.MustCompile(`^(\d{1,2}),? ?thang (\d{1,2})(?:(?:,? nam | ?[/.-] ?)(\d{4}))?`)
	signDate    = regexp.MustCompile(`^(\d{1,2}) ?[./-] ?(\d{1,2})(?: ?[./-] ?(\d{4}|\d{2})| nam (\d{4}))?`)
)

// dayWords stand right before a day that lacks its year; without them "6/10"
// may as well be a ratio.
var dayWords = []string{"ngay", "sang", "chieu", "toi", "trua", "nay", "qua", "hom", "vao", "luc", "hoi"}

// dates finds the days written in plain[start:end], also such as no calendar
// has: the caller decides what they mean.
func (s *source) dates(start, end int) []date {
	var all []date
	for i := start; i < end; i++ {
		c := s.plain[i]
		if c < '0' || c > '9' {
			continue
		}
		if d, ok := s.dateAt(i, start, end); ok {
			all = append(all, d)
			i = d.end - 1
			continue
		}
		for i+1 < end && s.plain[i+1] >= '0' && s.plain[i+1] <= '9' {
			i++
		}
	}
	return all
}

// dateAt reads the day that begins at plain[i].
func (s *source) dateAt(i, start, end int) (date, bool) {
	if i > start && strings.IndexByte("./-,", s.plain[i-1]) >= 0 && i > start+1 && s.plain[i-2] >= '0' && s.plain[i-2] <= '9' {
		return date{}, false // the middle of a longer number or symbol
	}
	tail := s.plain[i:min(end, i+40)]
	said := s.saidDay(i, start)
	var m []string
	switch {
	case said && severalDays.MatchString(tail):
		m = severalDays.FindStringSubmatch(tail)
		if atoi(m[2]) > 12 || digitAt(tail, len(m[0])) {
			m = nil
		}
	}
	if m == nil {
		if m = wordDate.FindStringSubmatch(tail); m == nil {
			m = signDate.FindStringSubmatch(tail)
		}
	}
	if m == nil || digitAt(tail, len(m[0])) {
		return date{}, false
	}
	d := date{day: atoi(m[1]), month: atoi(m[2]), year: atoi(m[3]), start: i, end: i + len(m[0])}
	if len(m) > 4 && m[4] != "" {
		d.year = atoi(m[4])
	}
	if d.year > 0 && d.year < 100 {
		if !said {
			return date{}, false
		}
		d.year += 2000
	}
	if d.year == 0 && !said {
		return date{}, false
	}
	if d.year == 0 && fraction.MatchString(tail[len(m[0]):]) {
		return date{}, false // "1/2 ngày"
	}
	// A letter right after is the symbol of a document: 24/7-CT.
	if rest := tail[len(m[0]):]; len(rest) > 1 && strings.IndexByte("/-", rest[0]) >= 0 && rest[1] >= 'a' && rest[1] <= 'z' {
		return date{}, false
	}
	return d, d.day > 0 && d.month > 0
}

// fraction follows a part of something that looks like a day and a month.
var fraction = regexp.MustCompile(`^ (?:ngay|buoi|gio|so|tong|xa|phuong|don vi|mo hinh|chi bo)\b`)

// saidDay reports whether a word before plain[i] announces a day.
func (s *source) saidDay(i, start int) bool {
	before := strings.TrimRight(s.plain[max(start, i-12):i], " (")
	for _, w := range dayWords {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return i == start
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// documentSymbol is what stands before the date of a cited document.
var documentSymbol = regexp.MustCompile(`\bso:? ?\d|\d+[a-z]? ?[-/] ?[a-z]{1,6}\b`)

// ofDocument reports whether the day at plain[i] belongs to a cited document.
func (s *source) ofDocument(i, start int) bool {
	before := s.plain[max(start, i-60):i]
	all := documentSymbol.FindAllStringIndex(before, -1)
	// Only the first day after a document is the document's.
	return all != nil && !anyDay.MatchString(before[all[len(all)-1][1]:])
}

var anyDay = regexp.MustCompile(`\d ?[./-] ?\d|\d thang \d`)
