package export

import (
	"fmt"
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

// layoutOf returns the layout that o writes in. A name that this version does
// not know, of a newer one, gives that of the Party.
func layoutOf(o briefing.Office) Layout {
	if l, ok := LayoutNamed(o.Layout); ok {
		return l
	}
	return PartyLayout()
}

// letterhead returns the head of a document of genre g that o issues. Its
// number and date are not known before it is signed.
func letterhead(o briefing.Office, g briefing.Genre, abstract string) *Letterhead {
	symbol := ""
	if o.Symbol != "" {
		symbol = fmt.Sprintf(layoutOf(o).SymbolAs, g.Code(), o.Symbol)
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

// closing returns the end of a document that o issues. The first signer signs;
// without one, who signs is not known.
func closing(o briefing.Office) *Closing {
	c := &Closing{Recipients: recipients(o)}
	if len(o.Signers) > 0 {
		s := o.Signers[0]
		c.Authority = authority(layoutOf(o).Signs, s.Authority)
		c.Position, c.Signer = strings.ToUpper(s.Position), s.Name
	}
	return c
}

// recipients lists who gets the document, as its layout punctuates them. Who
// keeps the file copy stands last; where nobody is named, the office itself.
func recipients(o briefing.Office) []string {
	layout := layoutOf(o)
	var to, kept []string
	for _, r := range o.Recipients {
		r = strings.TrimRight(vntext.Words(r), " ,;.")
		switch {
		case r == "":
		case vntext.Fold(r) == "luu", strings.HasPrefix(r, "Lưu ") || strings.HasPrefix(r, "Lưu:"):
			kept = append(kept, r)
		default:
			to = append(to, r)
		}
	}
	if kept == nil && o.Name != "" {
		kept = []string{strings.Replace(layout.Keeps, "%s", o.Name, 1)}
	}
	to = append(to, kept...)
	for i := range to {
		if i == len(to)-1 {
			to[i] += "."
		} else {
			to[i] += layout.ItemEnd
		}
	}
	return to
}

// typedSigns are the signs as people type them, of either layout.
var typedSigns = regexp.MustCompile(`^(?i:(T\s*/\s*M|TM)|(K\s*/\s*T|KT)|(T\s*/\s*L|TL))[.\s]+`)

// authority writes the authority to sign with the sign of the layout: "K/T
// Trưởng ban" or "KT. Trưởng ban" as "K/T TRƯỞNG BAN" in the Party's.
func authority(signs Signs, typed string) string {
	typed = strings.ToUpper(vntext.Words(typed))
	found := typedSigns.FindStringSubmatch(typed)
	if found == nil {
		return typed
	}
	rest := typed[len(found[0]):]
	switch {
	case found[1] != "":
		return signs.Behalf + " " + rest
	case found[2] != "":
		return signs.For + " " + rest
	}
	return signs.Order + " " + rest
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
