package briefing

import (
	"fmt"
	"regexp"
	"strconv"
)

// congresses are the months in which terms of the Central Committee began. Its
// documents of such a month belong to the term before or to the new one.
var congresses = []struct{ term, month string }{
	{"VI", "1986-12"}, {"VII", "1991-06"}, {"VIII", "1996-06"}, {"IX", "2001-04"}, {"X", "2006-04"},
	{"XI", "2011-01"}, {"XII", "2016-01"}, {"XIII", "2021-01"}, {"XIV", "2026-01"},
}

var (
	termYears  = regexp.MustCompile(`((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)`)
	termNumber = regexp.MustCompile(`(?:^|\s)([IVX]+)$`)
	issuerTerm = regexp.MustCompile(`(?i)(?:khóa|khoá|nhiệm kỳ)\s+.*$`)
)

// A termSpan is the days on which documents of a term may have been issued, both
// ends included; "" where an end is not known.
type termSpan struct{ from, to Day }

// spanOf returns the span of a term as people name it: "2020-2025", or "XIII" of
// the Central Committee; of other committees a number says nothing.
func spanOf(term string, ofCentre bool) termSpan {
	if m := termYears.FindStringSubmatch(term); m != nil {
		return termSpan{Day(m[1] + "-01-01"), Day(m[2] + "-12-31")}
	}
	m := termNumber.FindStringSubmatch(term)
	if m == nil || !ofCentre {
		return termSpan{}
	}
	for i, c := range congresses {
		if c.term != m[1] {
			continue
		}
		span := termSpan{from: Day(c.month + "-01")}
		if i+1 < len(congresses) {
			span.to = Day(congresses[i+1].month + "-31")
		}
		return span
	}
	return termSpan{}
}

// holds reports whether a document of that day, or of that year where only it is
// known, can belong to the term.
func (s termSpan) holds(date Day, year int) bool {
	first, last := date, date
	if !date.Valid() {
		if year == 0 {
			return true
		}
		first, last = NewDay(year, 1, 1), NewDay(year, 12, 31)
	}
	return (s.from == "" || last >= s.from) && (s.to == "" || first <= s.to)
}

// meets reports whether two terms can be one: they begin about the same time, or
// of one it is not known when.
func (s termSpan) meets(o termSpan) bool {
	if s.from == "" || o.from == "" {
		return true
	}
	apart := s.from.Time().Year() - o.from.Time().Year()
	return -1 <= apart && apart <= 1
}

// span returns when the directive can have been issued, by its term.
func (d *Directive) span() termSpan { return spanOf(d.Term, central(symbolCodes(d.Symbol))) }

// span returns when what is cited can have been issued, by the term that its
// issuer names.
func (c *Citation) span() termSpan {
	return spanOf(issuerTerm.FindString(c.Issuer), central(symbolCodes(c.Symbol)))
}

// inTerm reports whether term and date of a directive and of a citation do not
// speak against each other.
func (d *Directive) inTerm(c *Citation) bool {
	own, cited := d.span(), c.span()
	return own.holds(c.Date, c.Year) && cited.holds(d.Date, d.Year) && own.meets(cited)
}

// ofEarlierTerm reports whether d was issued in a term before that of a day, so
// that the numbers have begun again since.
func (d *Directive) ofEarlierTerm(on Day) bool {
	last := d.Date
	if !last.Valid() && d.Year != 0 {
		last = NewDay(d.Year, 12, 31)
	}
	if !on.Valid() {
		return false
	}
	if last == "" {
		end := d.span().to
		return end != "" && on > end
	}
	if central(symbolCodes(d.Symbol)) {
		for _, c := range congresses {
			if last < Day(c.month+"-01") && on > Day(c.month+"-31") {
				return true
			}
		}
		return false
	}
	year := on.Time().Year()
	start := year - year%5 // local congresses are held in 2020, 2025, …
	if year == start {
		start -= 5 // perhaps before that of this year
	}
	return Local(d.Symbol) && last < NewDay(start, 1, 1)
}

// undatedDoubt says that a citation without a day was linked to a document of an
// earlier term only because the register has no other; "" when it was not.
func (c *Citation) undatedDoubt(d *Directive, on Day) string {
	if c.DecidedBy != "" || c.Date != "" || c.Year != 0 || !d.ofEarlierTerm(on) {
		return ""
	}
	when := "ngày " + d.Date.Label()
	switch {
	case d.Date.Valid():
	case d.Year != 0:
		when = "năm " + strconv.Itoa(d.Year)
	default:
		when = "nhiệm kỳ " + d.Term
	}
	return fmt.Sprintf("Bài không ghi ngày của %s; sổ chỉ có văn bản %s, thuộc nhiệm kỳ trước: xem lại.", d.Name(), when)
}
