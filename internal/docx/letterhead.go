package docx

import (
	"cmp"
	"strings"

	"giaoban/internal/export"
)

// blank stands for a name, a title or a subject that is not known.
const blank = "...................."

// letterhead writes the head of an official document: issuer and number to the
// left, motto, place and date to the right, then genre and abstract.
func (b *body) letterhead(x *writer, l *export.Letterhead) {
	room, sizes := b.page.room(), b.page.layout.Sizes
	left := room * 43 / 100
	if !b.page.layout.Star {
		left = room * 40 / 100 // the state's motto is the longer one
	}
	g := grid{x, []int{left, room - left}, ""}
	g.open("TableNormal", room)
	x.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)

	g.openCell(left, "")
	issuer := cmp.Or(l.Issuer, blank)
	x.paragraph("Superior", cmp.Or(l.Superior, blank))
	x.paragraph("Issuer", issuer)
	if b.page.layout.Star {
		x.paragraph("Number", "*")
	} else {
		x.rule(left, textWidth(issuer, sizes.Issuer, true)/2)
	}
	x.paragraphWith("Number", `<w:spacing w:before="40" w:after="0"/>`, "", l.NumberLine(b.page.layout))
	x.WriteString(`</w:tc>`)

	g.openCell(room-left, "")
	last := ""
	for i, line := range b.page.layout.Motto {
		style := "Motto"
		if i > 0 && i == len(b.page.layout.Motto)-1 {
			style = "MottoEnd"
		}
		x.paragraph(style, line)
		last = line
	}
	x.rule(room-left, textWidth(last, sizes.MottoEnd, true))
	x.paragraphWith("PlaceDate", `<w:spacing w:before="240" w:after="0"/>`, "", l.PlaceDate())
	x.WriteString(`</w:tc></w:tr></w:tbl>`)

	x.paragraph("Title", cmp.Or(strings.ToUpper(l.Genre.Label()), blank))
	x.paragraph("Subtitle", cmp.Or(l.Abstract, blank))
	x.rule(room, twips(30))
	b.gap(x)
}

// rule writes a line of the given width in the middle of the room.
func (x *writer) rule(room, width int) {
	side := max(0, (room-width)/2)
	x.printf(`<w:p><w:pPr><w:pStyle w:val="Rule"/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr><w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>`, side, side)
}

// closing writes the recipients beside the signature, in one row that no page
// end divides.
func (b *body) closing(x *writer, c *export.Closing) {
	room := b.page.room()
	left := room / 2
	b.gap(x)
	g := grid{x, []int{left, room - left}, ""}
	g.open("TableNormal", room)
	x.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)

	g.openCell(left, "")
	x.WriteString(`<w:p><w:pPr><w:pStyle w:val="RecipientsHead"/></w:pPr>`)
	if b.page.layout.SlantedTo {
		x.run(bold+italic, "Nơi nhận:")
	} else {
		x.run(`<w:u w:val="single"/>`, "Nơi nhận")
		x.run("", ":")
	}
	x.WriteString(`</w:p>`)
	for _, r := range c.Recipients {
		x.paragraph("Recipients", cmp.Or(r, blank))
	}
	if len(c.Recipients) == 0 {
		x.paragraph("Recipients", blank)
	}
	x.WriteString(`</w:tc>`)

	g.openCell(room-left, "")
	if c.Authority != "" {
		x.paragraph("Position", c.Authority)
	}
	x.paragraph("Position", cmp.Or(c.Position, blank))
	x.paragraph("Signer", cmp.Or(c.Signer, blank))
	x.WriteString(`</w:tc></w:tr></w:tbl>`)
	x.paragraph("Rule", "")
}
