package docx

import (
	"cmp"
	"fmt"
	"strings"

	"giaoban/internal/export"
)

// A page is the paper that a document is laid out on, in twips.
type page struct {
	layout                   export.Layout
	official                 bool // has a letterhead
	isTurned                 bool // from upright, for a wide table
	width, height            int
	top, right, bottom, left int
}

func pageOf(d *export.Document) page {
	p := page{layout: d.Layout, official: d.Letterhead != nil, width: twips(210), height: twips(297)}
	if p.layout.Margins == (export.Margins{}) {
		p.layout.Margins = export.PartyLayout().Margins
	}
	m := p.layout.Margins
	p.top, p.right, p.bottom, p.left = twips(m.Top), twips(m.Right), twips(m.Bottom), twips(m.Left)
	if p.layout.Landscape {
		p.width, p.height = p.height, p.width
	}
	p.layout.Sizes = wholeSizes(p.layout.Sizes)
	return p
}

// wholeSizes gives each size that s leaves open the one of Party documents: the
// layout of a list names none for a letterhead, but its styles stand in the
// file all the same.
func wholeSizes(s export.Sizes) export.Sizes {
	party := export.PartyLayout().Sizes
	return export.Sizes{
		Motto:          cmp.Or(s.Motto, party.Motto),
		MottoEnd:       cmp.Or(s.MottoEnd, s.Motto, party.Motto),
		Superior:       cmp.Or(s.Superior, party.Superior),
		Issuer:         cmp.Or(s.Issuer, party.Issuer),
		Number:         cmp.Or(s.Number, party.Number),
		Place:          cmp.Or(s.Place, party.Place),
		Genre:          cmp.Or(s.Genre, party.Genre),
		Abstract:       cmp.Or(s.Abstract, party.Abstract),
		Body:           cmp.Or(s.Body, party.Body),
		Recipients:     cmp.Or(s.Recipients, party.Recipients),
		RecipientsHead: cmp.Or(s.RecipientsHead, party.RecipientsHead),
		Table:          cmp.Or(s.Table, party.Table),
		Page:           cmp.Or(s.Page, party.Page),
	}
}

// room returns the width between the margins.
func (p page) room() int { return p.width - p.left - p.right }

// turned returns p on its long side. What was the left edge, where files are
// bound, is the upper one then.
func (p page) turned() page {
	p.layout.Landscape, p.isTurned = true, true
	p.width, p.height = p.height, p.width
	p.top, p.right, p.bottom, p.left = p.left, p.top, p.right, p.bottom
	return p
}

// section writes the properties of a section, which stand at its end. An
// official document has its page number in the head from page 2, any other
// "Trang 1/5" at the foot.
func (p page) section(x *writer, first bool) {
	header, title, orient := headerID, "", ""
	if p.isTurned {
		header = turnedID
	}
	x.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="` + header + `"/>`)
	if p.official {
		x.WriteString(`<w:headerReference w:type="first" r:id="` + firstID + `"/>`)
		if first {
			title = `<w:titlePg/>`
		}
	} else {
		x.WriteString(`<w:footerReference w:type="default" r:id="` + footerID + `"/>`)
	}
	if p.layout.Landscape {
		orient = ` w:orient="landscape"`
	}
	edge := twips(8)
	x.printf(`<w:pgSz w:w="%d" w:h="%d"%s/>`, p.width, p.height, orient)
	x.printf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		p.top, p.right, p.bottom, p.left, edge, edge)
	x.WriteString(title + `</w:sectPr>`)
}

// mark returns what a reader must know of the whole file before he trusts it.
func mark(d *export.Document) string {
	var marks []string
	if d.Draft {
		marks = append(marks, "DỰ THẢO")
	}
	if d.Sample {
		marks = append(marks, "DỮ LIỆU MẪU")
	}
	return strings.Join(marks, " – ")
}

// writeHeader writes the head of every page, but of an official document not
// the first: the page number in the middle, the mark at the right of the given room.
func (b *body) writeHeader(x *writer, room int) {
	x.WriteString(`<w:hdr ` + wordSpaces + `><w:p><w:pPr><w:pStyle w:val="Header"/>` + headerTabs(room) + `</w:pPr><w:r><w:tab/></w:r>`)
	if b.page.official {
		x.field("PAGE", "")
	}
	x.WriteString(`<w:r><w:tab/></w:r>`)
	x.run(markProps, mark(b.doc))
	x.WriteString(`</w:p></w:hdr>`)
}

// writeFirstHeader writes the head of the first page, which has no number.
func (b *body) writeFirstHeader(x *writer, room int) {
	x.WriteString(`<w:hdr ` + wordSpaces + `>`)
	x.paragraphWith("Header", headerTabs(room), markProps, "\t\t"+mark(b.doc))
	x.WriteString(`</w:hdr>`)
}

func headerTabs(room int) string {
	return fmt.Sprintf(`<w:tabs><w:tab w:val="center" w:pos="%d"/><w:tab w:val="right" w:pos="%d"/></w:tabs>`, room/2, room)
}

func writeFooter(x *writer) {
	x.WriteString(`<w:ftr ` + wordSpaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`)
	x.run("", "Trang ")
	x.field("PAGE", "1")
	x.run("", "/")
	x.field("NUMPAGES", "1")
	x.WriteString(`</w:p></w:ftr>`)
}

// field writes a field that Word computes when it shows the page.
func (x *writer) field(code, shown string) {
	x.WriteString(`<w:fldSimple w:instr=" ` + code + ` ">`)
	x.run("", cmp.Or(shown, "2"))
	x.WriteString(`</w:fldSimple>`)
}
