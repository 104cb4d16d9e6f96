package briefing

import (
	"cmp"
	"slices"
	"strings"

	"giaoban/internal/vntext"
)

// A Match tells whether a citation means a directive.
type Match int

const (
	Cannot Match = iota // they are at odds
	May                 // unless the text, which names no place, means its own place
	Means               // as far as both say
)

// Match tells whether a citation in a text of the day on, "" when that is not
// known, means d. Places are those that the text speaks of where it names none;
// without any, every place may be meant.
func (d *Directive) Match(c *Citation, on Day, places []string) Match {
	switch {
	case !d.Fits(c, on):
		return Cannot
	case len(places) > 0 && d.AsksPlace(c) && !d.Of(places):
		return May
	}
	return Means
}

// Fits reports whether nothing that a citation in a text of the day on, "" when
// that is not known, says of issuer, place, term and date is at odds with d.
// Symbols alone do not decide: Party numbering starts again every term, and TU or
// HU names a different body in every province and district.
func (d *Directive) Fits(c *Citation, on Day) bool {
	if d.Genre.Code() != c.Genre.Code() {
		return false
	}
	foretold := c.Date > on || on.Valid() && c.Year > on.Time().Year() // one of both days is wrong
	if on.Valid() && !foretold && d.issuedAfter(on) {
		return false
	}
	if d.Date != "" && c.Date != "" && d.Date != c.Date {
		return false
	}
	if a, b := yearOf(d.Date, d.Year), yearOf(c.Date, c.Year); a != 0 && b != 0 && a != b {
		return false
	}
	return d.inTerm(c) && placesAgree(d.ownPlace(), placeIn(c.Issuer)) && issuersAgree(d.FullIssuer(), c.Issuer)
}

// issuedAfter reports whether d is known to be younger than a day.
func (d *Directive) issuedAfter(day Day) bool {
	return d.Date > day || yearOf(d.Date, d.Year) > day.Time().Year() || d.span().from > day
}

// Same reports whether two entries of the register stand for one document, as
// far as both say.
func (d *Directive) Same(e *Directive) bool {
	if d.Term != "" && e.Term != "" && vntext.Fold(d.Term) != vntext.Fold(e.Term) ||
		!placesAgree(d.ownPlace(), e.ownPlace()) || !d.bodyAgrees(e) {
		return false
	}
	return d.Fits(&Citation{Genre: e.Genre, Date: e.Date, Year: e.Year}, "")
}

// FullIssuer returns the issuer with its place, "Thành ủy Hà Nội".
func (d *Directive) FullIssuer() string {
	if d.Issuer == "" || strings.Contains(vntext.Fold(d.Issuer), vntext.Fold(d.Place)) {
		return d.Issuer
	}
	return join(d.Issuer, d.Place)
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
	if d.Issuer == "" || d.ownPlace() == "" && placeIn(c.Issuer) != "" {
		d.Issuer = cmp.Or(c.Issuer, d.Issuer)
	}
	if d.Symbol == "" && c.Symbol != "" {
		d.Symbol, d.Number = c.Symbol, c.Number
	}
	d.Date = cmp.Or(d.Date, c.Date)
	d.Year = cmp.Or(d.Year, c.Year)
	d.Title = cmp.Or(d.Title, c.Title)
	return *d != before
}

// TakeOver fills what an entry lacks from another one of the same document.
func (d *Directive) TakeOver(other *Directive) {
	if d.Stub && !other.Stub {
		d.Genre = other.Genre
	}
	d.Number = cmp.Or(d.Number, other.Number)
	d.Symbol = cmp.Or(d.Symbol, other.Symbol)
	d.Issuer = cmp.Or(d.Issuer, other.Issuer)
	d.Place = cmp.Or(d.Place, other.Place)
	d.Term = cmp.Or(d.Term, other.Term)
	d.Date = cmp.Or(d.Date, other.Date)
	if d.Date == "" {
		d.Year = cmp.Or(d.Year, other.Year)
	}
	d.Title = cmp.Or(d.Title, other.Title)
	d.Family = cmp.Or(d.Family, other.Family)
	d.EffectiveFrom = cmp.Or(d.EffectiveFrom, other.EffectiveFrom)
	d.EffectiveTo = cmp.Or(d.EffectiveTo, other.EffectiveTo)
	d.Stub, d.Sample = d.Stub && other.Stub, d.Sample && other.Sample
}

// Alias returns how texts also write d, as the entry gone of the same document
// says it; false when d says it itself. A place that gone does not tell is that
// of d.
func (d *Directive) Alias(gone *Directive) (Directive, bool) {
	a := Directive{ID: d.ID, Genre: gone.Genre, Number: gone.Number, Symbol: gone.Symbol, Issuer: gone.Issuer,
		Place: gone.Place, Term: gone.Term, Date: gone.Date, Year: gone.Year, Title: gone.Title}
	if a.ownPlace() == "" {
		a.Place = d.ownPlace()
	}
	named := SymbolKey(d.Symbol) == SymbolKey(a.Symbol)
	if a.Symbol == "" {
		named = vntext.Fold(vntext.Words(d.Title)) == vntext.Fold(vntext.Words(a.Title))
	}
	return a, !named || !d.Same(&a)
}

// Rank sorts the directives that a citation in a text of the day on may mean,
// the likeliest first: those with which it is not at odds, then those that are not
// younger than the text, those that agree in date, year, term, issuer and place,
// then those that were in force, the youngest first.
func Rank(all []Directive, c *Citation, on Day, places []string) {
	score := func(d *Directive) int {
		n := 0
		for i, holds := range []bool{
			d.Date == "" || d.EffectiveTo == "" || d.EffectiveTo >= on,
			d.Of(places),
			c.Issuer != "" && d.Issuer != "" && issuersAgree(d.FullIssuer(), c.Issuer),
			!d.ofEarlierTerm(on),
			yearOf(c.Date, c.Year) != 0 && yearOf(c.Date, c.Year) == yearOf(d.Date, d.Year),
			c.Date != "" && c.Date == d.Date,
			!on.Valid() || !d.issuedAfter(on),
			d.Fits(c, on),
		} {
			if holds {
				n |= 1 << i
			}
		}
		return n
	}
	slices.SortStableFunc(all, func(a, b Directive) int {
		return cmp.Or(cmp.Compare(score(&b), score(&a)), cmp.Compare(b.Date, a.Date), cmp.Compare(a.ID, b.ID))
	})
}

func yearOf(date Day, year int) int {
	if date.Valid() {
		return date.Time().Year()
	}
	return year
}

// issuersAgree reports whether two issuers can be one body: one of them is not
// known, or the words of the one stand in the other, as in "Thành ủy" and "Ban
// Thường vụ Thành ủy Hà Nội". A standing committee acts for its committee.
func issuersAgree(a, b string) bool {
	a, b = issuerWords(a), issuerWords(b)
	return a == "" || b == "" || strings.Contains(" "+a+" ", " "+b+" ") || strings.Contains(" "+b+" ", " "+a+" ")
}

func issuerWords(s string) string {
	s = vntext.Fold(vntext.Words(s))
	for _, standing := range []string{"ban thuong vu ", "btv ", "ban chap hanh dang bo ", "ban chap hanh "} {
		if rest, ok := strings.CutPrefix(s, standing); ok && rest != "trung uong" && !strings.HasPrefix(rest, "trung uong ") {
			return rest
		}
	}
	return s
}
