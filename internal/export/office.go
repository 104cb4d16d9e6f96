package export

import (
	"regexp"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// plainOrganizer is the full name of a board: "Ban Dân vận Huyện ủy Gia Lâm".
// A longer phrase is not taken apart, it may hold more than one body.
var plainOrganizer = regexp.MustCompile(`^(?i:(Ban Dân vận) (Huyện|Quận|Thị|Thành|Tỉnh) (?:ủy|uỷ)) (\p{Lu}\pL*(?:(?: | - )\p{Lu}\pL*){0,4})$`)

// officeOf completes o, as far as it is not set, from the organizer that all
// the given meetings share.
func officeOf(o briefing.Office, held []*briefing.Meeting) briefing.Office {
	if o.Name != "" || len(held) == 0 {
		return o
	}
	for _, m := range held[1:] {
		if m.Organizer != held[0].Organizer {
			return o
		}
	}
	parts := plainOrganizer.FindStringSubmatch(vntext.Words(held[0].Organizer))
	if parts == nil {
		return o
	}
	tier := strings.ToUpper(parts[2][:1]) + strings.ToLower(parts[2][1:])
	o.Name = "Ban Dân vận"
	o.Superior = tier + " ủy " + parts[3]
	o.PlaceLine = parts[3]
	o.Symbol = "BDV" + tierCodes[tier]
	return o
}

// tierCodes are the ends of symbols by the tier of the Party committee:
// provinces, cities and towns share one.
var tierCodes = map[string]string{"Huyện": "HU", "Quận": "QU", "Thị": "TU", "Thành": "TU", "Tỉnh": "TU"}

// letterhead returns the head of a document of genre g that o issues. Its
// number and date are not known before it is signed.
func letterhead(o briefing.Office, g briefing.Genre, abstract string) *Letterhead {
	symbol := ""
	if o.Symbol != "" {
		symbol = g.Code() + "/" + o.Symbol
	}
	return &Letterhead{
		Superior: strings.ToUpper(o.Superior),
		Issuer:   strings.ToUpper(o.Name),
		Symbol:   symbol,
		Place:    o.PlaceLine,
		Genre:    g,
		Abstract: abstract,
	}
}

// closing returns the end of a document that o issues. Who signs is not known.
func closing(o briefing.Office) *Closing {
	c := &Closing{}
	if o.Name != "" {
		c.Recipients = []string{"Lưu " + o.Name + "."}
	}
	return c
}

// incomplete reports whether anything that an official document needs is
// still unknown.
func incomplete(d *Document) bool {
	if h := d.Letterhead; h != nil && (h.Superior == "" || h.Issuer == "" || h.Number == "" ||
		h.Symbol == "" || h.Place == "" || !h.Date.Valid()) {
		return true
	}
	if c := d.Closing; c != nil && (len(c.Recipients) == 0 || c.Position == "" || c.Signer == "") {
		return true
	}
	for _, b := range d.Blocks {
		if p, ok := b.(Paragraph); ok && p.Text == "" {
			return true
		}
	}
	return false
}
