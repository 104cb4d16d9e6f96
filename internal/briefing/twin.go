package briefing

import (
	"slices"
	"strings"
	"time"

	"giaoban/internal/vntext"
)

// closeDays is how far apart two days of issue may lie that are one day with a
// slip of the pen.
const closeDays = 31

// Near reports whether e, an entry of the same symbol or title, may stand for the
// same document as d though they do not say the same: the body can be one, and
// the days look like one day written wrong, or its number is given only once in
// the time between them. What says nothing else than d is Same, not Near.
func (d *Directive) Near(e *Directive) bool {
	centre := central(symbolCodes(d.Symbol)) // whose bodies share one code, so that sources name one for the other
	if d.Same(e) || !placesAgree(d.ownPlace(), e.ownPlace()) || !centre && !d.bodyAgrees(e) {
		return false
	}
	if daysLookAlike(d.Date, e.Date) || d.yearInSymbol() {
		return true
	}
	if !termsAgree(d, e) {
		return false
	}
	a, b := yearOf(d.Date, d.Year), yearOf(e.Date, e.Year)
	return a == 0 || b == 0 || a == b || d.numbersByTerm(e) && (a-1)/5 == (b-1)/5
}

// termsAgree reports whether the terms of two directives can be one. A number
// cannot be compared with years, but of the Central Committee.
func termsAgree(d, e *Directive) bool {
	if d.Term == "" || e.Term == "" || d.Term == e.Term {
		return true
	}
	a, b := d.span(), e.span()
	return a.meets(b) && (a != termSpan{} || b != termSpan{})
}

// bodyAgrees reports whether two directives of places that agree can be of one
// body.
func (d *Directive) bodyAgrees(e *Directive) bool {
	if d.Place != "" && e.Place != "" {
		return issuersAgree(d.Issuer, e.Issuer)
	}
	return issuersAgree(d.FullIssuer(), e.FullIssuer())
}

// yearInSymbol reports a symbol that is given only once, like 30/2020/NĐ-CP.
func (d *Directive) yearInSymbol() bool {
	_, rest, _ := strings.Cut(SymbolKey(d.Symbol), "-")
	return len(rest) > 4 && rest[4] == '-' && strings.Trim(rest[:4], "0123456789") == ""
}

// numbersByTerm reports whether the numbers of a directive begin anew only with
// every term, as those of the Party do: its congresses lie in the last or the
// first months of five years (2016 to 2020, 2021 to 2025).
func (d *Directive) numbersByTerm(e *Directive) bool {
	return d.Family == PartyFamily || e.Family == PartyFamily
}

// daysLookAlike reports whether one of two days may be a slip for the other: a
// few days off, the year wrong, or day and month the other way round.
func daysLookAlike(a, b Day) bool {
	if !a.Valid() || !b.Valid() {
		return false
	}
	x, y := a.Time(), b.Time()
	apart := x.Sub(y).Abs()
	return apart <= closeDays*24*time.Hour || x.Day() == y.Day() && x.Month() == y.Month() ||
		x.Year() == y.Year() && x.Day() == int(y.Month()) && y.Day() == int(x.Month())
}

// Twins are entries of the register that may stand for one directive already.
type Twins struct {
	Same []Directive // the document itself, as far as both say
	Near []Directive // perhaps: Near says so, and a person has to tell
}

// Twins parts the entries of its symbol or title that may stand for d from the
// others, in their order.
func (d *Directive) Twins(known []Directive) Twins {
	var t Twins
	for _, e := range known {
		switch {
		case e.ID == d.ID && d.ID != 0:
		case d.Same(&e):
			t.Same = append(t.Same, e)
		case d.Near(&e):
			t.Near = append(t.Near, e)
		}
	}
	return t
}

// Since returns the twins that a change brought about: those of before are known
// to be other documents, or wait to be merged.
func (t Twins) Since(before Twins) Twins {
	in := func(all []Directive) func(Directive) bool {
		return func(e Directive) bool {
			return slices.ContainsFunc(all, func(one Directive) bool { return one.ID == e.ID })
		}
	}
	return Twins{Same: slices.DeleteFunc(t.Same, in(before.Same)),
		Near: slices.DeleteFunc(slices.DeleteFunc(t.Near, in(before.Near)), in(before.Same))}
}

// Differs names in words for people what e says otherwise than d of what tells
// documents apart: "ngày ban hành, nhiệm kỳ". What one of both does not say is no
// difference; a term in which the other one was not issued is.
func (d *Directive) Differs(e *Directive) string {
	var all []string
	for _, f := range []struct {
		name string
		a, b string
	}{
		{"loại", string(d.Genre), string(e.Genre)},
		{"ngày ban hành", d.Issued(), e.Issued()},
		{"cơ quan ban hành", d.Issuer, e.Issuer},
		{"nơi ban hành", d.ownPlace(), e.ownPlace()},
		{"nhiệm kỳ", d.Term, e.Term},
		{"trích yếu", d.Title, e.Title},
	} {
		same := f.a == "" || f.b == "" || vntext.Fold(vntext.Words(f.a)) == vntext.Fold(vntext.Words(f.b))
		if !same || f.a != f.b && f.name == "nhiệm kỳ" && !(d.span().holds(e.Date, e.Year) && e.span().holds(d.Date, d.Year)) {
			all = append(all, f.name)
		}
	}
	return strings.Join(all, ", ")
}
