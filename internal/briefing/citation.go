package briefing

import "slices"

// A Span is a half-open range [start, end) of runes in the text that a value
// was read from, as vntext.Normalize leaves it. Span{} means no place.
type Span [2]int

// IsZero reports whether the span names no place.
func (s Span) IsZero() bool { return s == Span{} }

// A Citation is a place in a text that names a directive (viện dẫn). Its
// values are as read there, nothing is added from outside.
type Citation struct {
	ID        int64
	Field     string // of the record in whose text it stands: "source", "title", "topics.2"
	Text      string // as written
	Genre     Genre
	Number    string // as written, compared by value: 8 = 08
	Year      int    // in the symbol, or standing alone ("năm 2013"); else 0
	Symbol    string // canonical; "" when only the number is given
	Issuer    string
	Date      Day
	Title     string // of laws and others that are cited by name
	Span      Span
	Directive int64  // the linked directive; 0 while unresolved
	Manual    bool   // entered or changed by a person
	DecidedBy string // the account of the person who chose Directive; "" for the program
}

// Name returns how a sentence names what is cited: "Chỉ thị 24-CT/TU".
func (c *Citation) Name() string { return nameOf(c.Genre, c.Number, c.Symbol, c.Title) }

// Same reports whether two citations say the same of their document, wherever
// they stand.
func (c *Citation) Same(d *Citation) bool { return c.Said() == d.Said() }

// Said returns what the citation says of its document, and nothing else.
func (c *Citation) Said() Citation {
	return Citation{Genre: c.Genre, Number: c.Number, Symbol: c.Symbol, Issuer: c.Issuer, Date: c.Date, Year: c.Year,
		Title: c.Title}
}

// Whole reports whether the citation says enough to name one document: a short
// form ("Quyết định 290") does not.
func (c *Citation) Whole() bool { return c.Symbol != "" || c.Title != "" }

// A Citing is a citation with the text that it stands in.
type Citing struct {
	Citation
	Entity    string // kind of the record: "meeting", "directive"
	EntityID  int64
	Title     string // of the record
	Day       Day    // of the record: when it was held or issued
	Source    string // the field's text, which Span counts; "" where a person added the citation
	Confirmed bool   // a person confirmed the record
	Sample    bool   // the record came with the sample
	Settlement
}

// A Mention is a citation in a directive's own text, with what the words before
// it say that the directive does to the cited one; no Verb when they say
// nothing.
type Mention struct {
	Citation
	Verb Verb
}

// Without returns the citations of all that none of others says the same as in
// the same field, or corrects at the same place.
func Without(all, others []Citation) []Citation {
	return slices.DeleteFunc(slices.Clone(all), func(c Citation) bool {
		return slices.ContainsFunc(others, func(d Citation) bool {
			return c.Field == d.Field && (c.Same(&d) || d.Manual && c.Span == d.Span && !c.Span.IsZero())
		})
	})
}

// Renew brings the citations of a record up to date with its texts. Found is
// what a reading of the texts finds now; shown is what the person saw before
// the save, submitted what he left or entered, and rejected what was refused
// earlier. What he took away is rejected from now on, what is new in a text
// comes in, and what a text says no longer goes with it, unless a person
// entered it.
func Renew(found, shown, submitted, rejected []Citation) (kept, refused []Citation) {
	isRejected := stillRejected(found, submitted, rejected)
	for _, c := range found {
		if isRejected(c) {
			refused = append(refused, c)
		}
	}
	for _, c := range submitted {
		if !c.Manual && isRejected(c) { // meanwhile, by somebody else
			if len(Without([]Citation{c}, refused)) > 0 {
				refused = append(refused, c)
			}
			continue
		}
		typed := c.Field != "source" && c.Field != "" && !c.Manual
		if !typed || len(Without([]Citation{c}, found)) == 0 {
			kept = append(kept, c)
		}
	}
	for _, c := range Without(found, submitted) {
		switch {
		case isRejected(c):
		case len(Without([]Citation{c}, shown)) == 0:
			refused = append(refused, c)
		case !slices.ContainsFunc(kept, func(k Citation) bool { return k.Same(&c) }):
			kept = append(kept, c)
		}
	}
	return kept, refused
}

// stillRejected tells which of the citations that a reading found were rejected
// earlier: those at the same place, and where the text has moved, as many of
// those that say the same as were rejected.
func stillRejected(found, submitted, rejected []Citation) func(Citation) bool {
	at := func(all []Citation, c *Citation) int {
		return slices.IndexFunc(all, func(d Citation) bool { return d.Field == c.Field && d.Span == c.Span && d.Same(c) })
	}
	out := make([]bool, len(found))
	var moved []Citation
	for _, r := range rejected {
		if i := at(found, &r); i >= 0 {
			out[i] = true
		} else {
			moved = append(moved, r)
		}
	}
	for _, left := range []bool{false, true} { // what the person left comes last
		for i := range found {
			n := slices.IndexFunc(moved, func(r Citation) bool { return r.Same(&found[i]) })
			if n >= 0 && !out[i] && (left || at(submitted, &found[i]) < 0) {
				out[i], moved = true, slices.Delete(moved, n, n+1)
			}
		}
	}
	return func(c Citation) bool {
		if i := at(found, &c); i >= 0 {
			return out[i]
		}
		return slices.ContainsFunc(rejected, func(r Citation) bool { return r.Same(&c) })
	}
}
