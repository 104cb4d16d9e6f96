package export

import (
	"cmp"
	"fmt"
)

// blank stands for a number, a symbol or a year that is not known.
const blank = "......"

// NumberLine returns number and symbol as layout writes them, with dotted
// blanks for what is not known: "Số ......-BC/BDVHU".
func (l *Letterhead) NumberLine(layout Layout) string {
	return fmt.Sprintf(cmp.Or(layout.NumberAs, "Số %s-%s"), cmp.Or(l.Number, blank), cmp.Or(l.Symbol, blank))
}

// PlaceDate returns place and day, with dotted blanks for what is not known:
// "Gia Lâm, ngày ... tháng ... năm ......".
func (l *Letterhead) PlaceDate() string {
	return cmp.Or(l.Place, blank+blank) + ", " + cmp.Or(l.Date.Formal(), "ngày ... tháng ... năm ......")
}
