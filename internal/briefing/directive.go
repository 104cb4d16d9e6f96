package briefing

import (
	"cmp"
	"strings"
	"time"

	"giaoban/internal/vntext"
)

// A Span is a half-open range [start, end) of runes in the text that a value
// was read from, as vntext.Normalize leaves it. Span{} means no place.
type Span [2]int

// IsZero reports whether the span names no place.
func (s Span) IsZero() bool { return s == Span{} }

// A Directive is a document that texts cite (văn bản chỉ đạo). Number and
// symbol alone do not identify it: Party numbering starts again every term.
type Directive struct {
	ID        int64
	Genre     Genre
	Number    string // as written, "02" or "36a"; "" for a law known by name
	Symbol    string // canonical, "24-CT/TU" or "30/2020/NĐ-CP"; "" when not known
	Issuer    string // "Thành ủy Hà Nội"; "" when not established
	Date      Day    // of issue; "" when not established
	Year      int    // of issue, where only that is known; else 0
	Title     string // trích yếu; "" when not established
	Stub      bool   // known by citation only
	Sample    bool   // belongs to the sample quarter
	Version   int
	UpdatedAt time.Time // of the last save, UTC
}

// Name returns how a sentence names the directive: "Chỉ thị 24-CT/TU",
// "Luật Thủ đô".
func (d *Directive) Name() string { return nameOf(d.Genre, d.Number, d.Symbol, d.Title) }

// A Citation is a place in a text that names a directive (viện dẫn). Its
// values are as read there, nothing is added from outside.
type Citation struct {
	ID        int64
	Text      string // as written
	Genre     Genre
	Number    string // as written, compared by value: 8 = 08
	Year      int    // in the symbol, or standing alone ("năm 2013"); else 0
	Symbol    string // canonical; "" when only the number is given
	Issuer    string
	Date      Day
	Title     string // of laws and others that are cited by name
	Span      Span
	Directive int64 // the linked directive; 0 while unresolved
	Manual    bool  // entered or changed by a person
}

// Name returns how a sentence names what is cited: "Chỉ thị 24-CT/TU".
func (c *Citation) Name() string { return nameOf(c.Genre, c.Number, c.Symbol, c.Title) }

func nameOf(g Genre, number, symbol, title string) string {
	switch {
	case symbol != "":
		return join(g.Label(), symbol)
	case number != "":
		return join(g.Label(), "số "+number)
	}
	return join(g.Label(), title)
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// A DirectiveSummary is one row of the list of directives.
type DirectiveSummary struct {
	Directive
	Cited int // by how many meetings that a person confirmed
}

// A DirectiveFilter chooses directives; its zero value chooses all.
type DirectiveFilter struct {
	Query   string    // of symbol, title or issuer; marks do not matter
	Meeting int64     // only those that this meeting cites, in the order of the text
	Reports PeriodKey // only those that confirmed meetings of this period cite
	Sort    string    // for SortDirectives; "" for the order of the list itself
}

// Fits reports whether c can mean d, as far as both say who issued it and
// when. Symbols alone do not decide: Party numbering starts again every term,
// and TU or HU names a different body in every province and district.
func (d *Directive) Fits(c *Citation) bool {
	if d.Genre.Code() != c.Genre.Code() {
		return false
	}
	if d.Date != "" && c.Date != "" && d.Date != c.Date {
		return false
	}
	if a, b := yearOf(d.Date, d.Year), yearOf(c.Date, c.Year); a != 0 && b != 0 && a != b {
		return false
	}
	return issuersAgree(d.Issuer, c.Issuer)
}

// Complete fills what a stub lacks from a citation of it, and takes the genre
// that a person gave: sources swap quyết định and quy định. It reports whether
// that changed anything.
func (d *Directive) Complete(c *Citation) bool {
	if !d.Stub {
		return false
	}
	before := *d
	if c.Manual {
		d.Genre = c.Genre
	}
	d.Issuer = cmp.Or(d.Issuer, c.Issuer)
	d.Date = cmp.Or(d.Date, c.Date)
	d.Year = cmp.Or(d.Year, c.Year)
	d.Title = cmp.Or(d.Title, c.Title)
	return *d != before
}

func yearOf(date Day, year int) int {
	if date.Valid() {
		return date.Time().Year()
	}
	return year
}

// issuersAgree reports whether two issuers can be one body: one of them is not
// known, or the words of the one end with the words of the other, as in "Ban
// Thường vụ Thành ủy Hà Nội" and "Thành ủy Hà Nội", or begin with them.
func issuersAgree(a, b string) bool {
	a, b = vntext.Fold(vntext.Words(a)), vntext.Fold(vntext.Words(b))
	if len(a) < len(b) {
		a, b = b, a
	}
	return b == "" || a == b || strings.HasPrefix(a, b+" ") || strings.HasSuffix(a, " "+b)
}
