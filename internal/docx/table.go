package docx

import (
	"giaoban/internal/export"
)

const (
	// manyColumns is the number of columns from which a table is set smaller.
	manyColumns = 9
	smallSize   = 10
)

// table writes t with a repeated head row, whole rows and its total.
func (b *body) table(x *writer, t *export.Table) {
	if len(t.Columns) == 0 {
		return
	}
	if t.Title != "" {
		x.paragraph("Caption", t.Title)
	}
	size, small := b.tableSize(t), ""
	if size != b.page.layout.Sizes.Table {
		small = sized(size)
	}
	g := grid{x, columnWidths(t, b.page.room(), size), small}
	g.open("TableGrid", b.page.room())
	x.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		g.cell(g.widths[i], `<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/><w:vAlign w:val="center"/>`, "TableHead", "", c.Head)
	}
	x.WriteString(`</w:tr>`)
	for _, row := range t.Rows {
		g.row(t.Columns, row, "")
	}
	if len(t.Rows) == 0 {
		x.WriteString(`<w:tr>`)
		g.span(b.page.room(), len(t.Columns), t.Empty)
		x.WriteString(`</w:tr>`)
	}
	if t.Total != nil {
		g.row(t.Columns, t.Total, bold)
	}
	x.WriteString(`</w:tbl>`)
}

// tableSize returns the size of the texts of t in points.
func (b *body) tableSize(t *export.Table) float64 {
	size := b.page.layout.Sizes.Table
	if len(t.Columns) >= manyColumns {
		size = min(size, smallSize)
	}
	return size
}

// A grid is a table that is being written.
type grid struct {
	*writer
	widths []int
	run    string // run properties of every cell
}

// open starts a table of the given style and width in twips.
func (g *grid) open(style string, width int) {
	g.printf(`<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, style, width)
	for _, w := range g.widths {
		g.printf(`<w:gridCol w:w="%d"/>`, w)
	}
	g.WriteString(`</w:tblGrid>`)
}

func (g *grid) row(columns []export.Column, row []export.Value, run string) {
	// A row that is higher than a page goes on over the next all the same.
	g.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for i, c := range columns {
		var v export.Value
		if i < len(row) {
			v = row[i]
		}
		g.cell(g.widths[i], "", cellStyle(c.Kind), run, v.String())
	}
	g.WriteString(`</w:tr>`)
}

func cellStyle(k export.Kind) string {
	switch k {
	case export.NumberKind:
		return "TableNumber"
	case export.DateKind, export.IndexKind:
		return "TableCenter"
	}
	return "TableText"
}

func (g *grid) cell(width int, props, style, run, text string) {
	g.openCell(width, props)
	g.paragraphWith(style, "", run+g.run, text)
	g.WriteString(`</w:tc>`)
}

func (g *grid) openCell(width int, props string) {
	g.printf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	g.WriteString(props + `</w:tcPr>`)
}

// span writes one cell over n columns, for a table without rows.
func (g *grid) span(width, n int, text string) {
	g.printf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/></w:tcPr>`, width, n)
	g.paragraphWith("TableCenter", "", italic+g.run, text)
	g.WriteString(`</w:tc>`)
}
