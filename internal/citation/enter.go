package citation

import (
	"cmp"
	"strconv"

	"giaoban/internal/briefing"
)

// Enter sets number and symbol of d as a person wrote them, with what they tell
// of it: its year and its family, day and issuer where these were written beside
// them. Genre, days and issuer of d are those that were given apart. What is
// wrong goes to inv at the fields symbol and year.
func Enter(d *briefing.Directive, written string, inv *briefing.Invalid) {
	d.Number, d.Symbol = "", ""
	if written == "" {
		return
	}
	t, problem := ReadTyped(written)
	inv.Check(problem == "", "symbol", problem)
	d.Number, d.Symbol = t.Number, t.Symbol
	d.Family = FamilyOf(d)
	d.Issuer = cmp.Or(d.Issuer, t.Issuer)
	if t.Date != "" {
		inv.Check(d.Date == "" || d.Date == t.Date, "symbol", "Ô này ghi ngày "+t.Date.Label()+", khác ngày ban hành.")
		d.Date = cmp.Or(d.Date, t.Date)
	}
	if t.Year == 0 {
		return
	}
	given := cmp.Or(d.Year, t.Year)
	if d.Date.Valid() {
		given = d.Date.Time().Year()
	} else {
		d.Year = given
	}
	inv.Check(given == t.Year, "year", "Ký hiệu ghi năm "+strconv.Itoa(t.Year)+", khác năm ban hành.")
}

// Doubt says why the genre of a directive does not suit its symbol, in words for
// people; "" when it does.
func Doubt(d *briefing.Directive) string {
	t, _ := ReadTyped(d.Symbol)
	return t.Doubt(d.Genre)
}
