package docx

import (
	"strings"

	"giaoban/internal/export"
)

// A body is the running part of a document with the page that it goes on.
type body struct {
	doc      *export.Document
	page     page // that the next block goes on
	sections int  // that have ended
}

// write writes the document part: head, blocks, closing.
func (b *body) write(x *writer) {
	x.WriteString(`<w:document ` + wordSpaces + `><w:body>`)
	if b.doc.Letterhead != nil {
		b.letterhead(x, b.doc.Letterhead)
	} else {
		x.paragraph("Title", b.doc.Title)
		b.gap(x)
	}
	for i, block := range b.doc.Blocks {
		// The last lines go with the signature, which must not stand alone on a page.
		last := i == len(b.doc.Blocks)-1 && b.doc.Closing != nil
		b.turn(x, b.needsLongSide(b.doc.Blocks[i:]))
		b.block(x, block, last)
	}
	if b.doc.Closing != nil {
		b.turn(x, false)
		b.closing(x, b.doc.Closing)
	}
	b.page.section(x, b.sections == 0)
	x.WriteString(`</w:body></w:document>`)
}

func (b *body) block(x *writer, block export.Block, last bool) {
	keep := ""
	if last {
		keep = keepNext
	}
	switch block := block.(type) {
	case export.Heading:
		x.paragraph(headingStyle(block.Level), block.Text)
	case export.Paragraph:
		if strings.TrimSpace(block.Text) == "" {
			for range blankLines {
				x.paragraphWith("Blank", keep, "", "\t")
			}
			return
		}
		x.paragraphWith("BodyText", keep, "", block.Text)
	case export.Item:
		x.paragraphWith("ListParagraph", keep, "", block.Text)
	case export.Table:
		b.table(x, &block)
		b.gap(x)
	}
}

// needsLongSide reports whether the first of blocks belongs on the long side of
// the paper: a table that upright paper would break the words of, or a heading
// of one.
func (b *body) needsLongSide(blocks []export.Block) bool {
	for _, block := range blocks {
		switch block := block.(type) {
		case export.Heading:
			continue
		case export.Table:
			size := b.tableSize(&block)
			least := 0
			for i := range block.Columns {
				least += leastWidth(&block, i, size)
			}
			return least > pageOf(b.doc).room()
		}
		return false
	}
	return false
}

// turn ends the section when what follows needs the paper the other way round.
func (b *body) turn(x *writer, long bool) {
	if b.doc.Layout.Landscape || b.page.layout.Landscape == long {
		return
	}
	x.WriteString(`<w:p><w:pPr>` + noSpace)
	b.page.section(x, b.sections == 0)
	x.WriteString(`</w:pPr></w:p>`)
	b.sections++
	b.page = pageOf(b.doc)
	if long {
		b.page = b.page.turned()
	}
}

// blankLines is how many dotted lines an unwritten paragraph leaves to write on.
const blankLines = 3

// headingStyle maps a level to the three that Word's outline shows here.
func headingStyle(level int) string {
	switch {
	case level <= 1:
		return "Heading1"
	case level == 2:
		return "Heading2"
	}
	return "Heading3"
}

// gap separates a table from what follows. Without a paragraph between them
// Word would join two tables, and no section may end in a table.
func (b *body) gap(x *writer) {
	x.WriteString(`<w:p><w:pPr><w:keepNext/>` + noSpace + `<w:rPr>` + sized(8) + `</w:rPr></w:pPr></w:p>`)
}
