package xlsx

import (
	"cmp"
	"strings"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
)

// coverWidth is the width of the only column of the cover.
const coverWidth = 88

// hasText reports whether d has running text, which needs a cover.
func hasText(d *export.Document) bool {
	for _, block := range d.Blocks {
		switch block.(type) {
		case export.Paragraph, export.Item:
			return true
		}
	}
	return d.Letterhead != nil
}

// cover writes the running text of the document on the named sheet, with links
// to the tables on the given sheets.
func (b *book) cover(name string, sheets []string) error {
	if err := b.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: new(false)}); err != nil {
		return err
	}
	s, err := b.open(name, []float64{coverWidth}, 0, 0)
	if err != nil {
		return err
	}
	for _, l := range b.coverHead() {
		if err := s.wholeLine(l); err != nil {
			return err
		}
	}
	tables := 0
	for _, block := range b.doc.Blocks {
		l := coverLine(block)
		if t, ok := block.(export.Table); ok {
			title := cmp.Or(t.Title, sheets[tables])
			l = line{"→ " + title + " (trang “" + sheets[tables] + "”)", excelStyle{size: tableSize, italic: true, color: "1F4E9E", indent: 2, wrap: true}}
			link := quoted(sheets[tables]) + "!A1"
			if err := b.SetCellHyperLink(name, cellName(1, s.at+1), link, "Location"); err != nil {
				return err
			}
			tables++
		}
		if err := s.wholeLine(l); err != nil {
			return err
		}
	}
	return s.Flush()
}

// coverHead returns who issues the document, what it is and of which period.
func (b *book) coverHead() []line {
	var all []line
	add := func(text string, style excelStyle) {
		if text != "" {
			all = append(all, line{text, style})
		}
	}
	if l := b.doc.Letterhead; l != nil {
		add(l.Superior, excelStyle{size: tableSize, wrap: true})
		add(l.Issuer, excelStyle{size: tableSize, bold: true, wrap: true})
		all = append(all, line{})
	}
	add(b.doc.Title, excelStyle{size: 16, bold: true, align: "center", wrap: true})
	add(periodLine(b.doc), excelStyle{size: tableSize, align: "center", wrap: true})
	add(mark(b.doc), excelStyle{size: tableSize, bold: true, color: markColor, align: "center", wrap: true})
	all = append(all, line{})
	for i := range all {
		if all[i].text == "" {
			all[i].style = excelStyle{size: tableSize}
		}
	}
	return all
}

// coverLine returns running text as a line of the cover. What nobody wrote yet
// is dotted, as on paper.
func coverLine(block export.Block) line {
	style := excelStyle{size: tableSize, top: true, wrap: true}
	switch block := block.(type) {
	case export.Heading:
		style.bold, style.italic = true, block.Level > 2
		return line{block.Text, style}
	case export.Item:
		style.indent = 1
		return line{"- " + block.Text, style}
	case export.Paragraph:
		if strings.TrimSpace(block.Text) == "" {
			return line{strings.Repeat("…", 40), style}
		}
		return line{block.Text, style}
	}
	return line{}
}
