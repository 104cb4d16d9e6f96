package briefing

import "fmt"

// Likeness says in words for people in what an entry of the register agrees with
// a citation in a text of the day on, and in what it does not. Places are those
// that the text speaks of where it names none. What one of both does not tell is
// left out.
func (d *Directive) Likeness(c *Citation, on Day, places []string) (same, other []string) {
	tell := func(holds bool, yes, no string) {
		if holds {
			same = append(same, yes)
		} else {
			other = append(other, no)
		}
	}
	if c.Genre != "" && c.Genre.Code() != d.Genre.Code() {
		other = append(other, "khác loại")
	}
	switch written, known := yearOf(c.Date, c.Year), yearOf(d.Date, d.Year); {
	case c.Date != "" && d.Date != "":
		tell(c.Date == d.Date, "cùng ngày", "khác ngày")
	case written != 0 && known != 0:
		tell(written == known, "cùng năm", "khác năm")
	}
	if c.Issuer != "" && d.Issuer != "" {
		tell(issuersAgree(d.FullIssuer(), c.Issuer), "cùng cơ quan", "khác cơ quan")
	}
	switch ofTerms := Local(d.Symbol) || central(symbolCodes(d.Symbol)); {
	case !on.Valid() || d.Date == "" && d.Year == 0 && d.span() == termSpan{}:
	case d.issuedAfter(on):
		other = append(other, fmt.Sprintf("ban hành sau ngày %s của bài", on.Label()))
	case ofTerms:
		tell(!d.ofEarlierTerm(on), "cùng nhiệm kỳ", "nhiệm kỳ trước")
	}
	if Local(d.Symbol) && d.ownPlace() != "" && len(places) > 0 {
		tell(d.Of(places), "đúng địa bàn", "địa bàn khác")
	}
	return same, other
}
