package briefing

import (
	"cmp"
	"slices"
	"strings"

	"giaoban/internal/vntext"
)

// Fits reports whether a citation in a text of the day on, "" when that is not
// known, can mean d: as far as both say who issued it and when. Symbols alone
// do not decide: Party numbering starts again every term, and TU or HU names a
// different body in every province and district.
func (d *Directive) Fits(c *Citation, on Day) bool {
	if d.Genre.Code() != c.Genre.Code() || on.Valid() && d.Date.Valid() && d.Date > on {
		return false
	}
	if d.Date != "" && c.Date != "" && d.Date != c.Date {
		return false
	}
	if a, b := yearOf(d.Date, d.Year), yearOf(c.Date, c.Year); a != 0 && b != 0 && a != b {
		return false
	}
	return issuersAgree(d.FullIssuer(), c.Issuer)
}

// Same reports whether two entries of the register stand for one document, as
// far as both say.
func (d *Directive) Same(e *Directive) bool {
	if d.Term != "" && e.Term != "" && vntext.Fold(d.Term) != vntext.Fold(e.Term) ||
		d.Place != "" && e.Place != "" && vntext.Fold(d.Place) != vntext.Fold(e.Place) {
		return false
	}
	return d.Fits(&Citation{Genre: e.Genre, Date: e.Date, Year: e.Year, Issuer: e.FullIssuer()}, "")
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
	d.Issuer = cmp.Or(d.Issuer, c.Issuer)
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

// Rank sorts the directives that a citation in a text of the day on may mean,
// the likeliest first: those that agree with what it says of date and issuer,
// then those of our own places, then those that were in force, the youngest
// first.
func Rank(all []Directive, c *Citation, on Day, places []string) {
	ours := func(d *Directive) bool {
		return d.Place != "" && slices.ContainsFunc(places, func(p string) bool { return vntext.Fold(p) == vntext.Fold(d.Place) })
	}
	score := func(d *Directive) int {
		n := 0
		for i, holds := range []bool{
			d.Date == "" || d.EffectiveTo == "" || d.EffectiveTo >= on,
			ours(d),
			c.Issuer != "" && d.Issuer != "" && issuersAgree(d.FullIssuer(), c.Issuer),
			yearOf(c.Date, c.Year) != 0 && yearOf(c.Date, c.Year) == yearOf(d.Date, d.Year),
			c.Date != "" && c.Date == d.Date,
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
