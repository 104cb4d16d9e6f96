package pdf

import (
	"giaoban/internal/export"
)

const (
	cellSide = 1.7 // white at the sides of a cell's text, in millimetres
	cellTop  = 0.8 // white above and below it
)

// tableLeading is the height of a line in a table: closer than in running
// text, for cells are read singly.
func tableLeading(size float64) float64 { return size * point * 1.15 }

// table sets a table with its title. Its head is repeated on every page; a row
// is broken only when it is taller than a page.
func (c *composer) table(t export.Table) {
	if t.Title != "" && len(t.Rows) > 0 {
		c.tableTitle(t.Title)
	}
	if len(t.Columns) == 0 {
		return
	}
	if len(t.Rows) == 0 && t.Total == nil {
		if t.Empty != "" {
			c.paragraph(t.Empty, regular, c.layout.Sizes.Body)
		}
		return
	}
	g := &grid{edges: c.edges(t)}
	heads := make([]export.Value, len(t.Columns))
	for i, col := range t.Columns {
		heads[i] = export.Text(col.Head)
	}
	head := c.row(g, t.Columns, heads, bold, true)
	head.gap = after
	if head.height < c.tall/2 {
		g.head = &head
	}
	first := len(c.boxes)
	c.add(head)
	for _, values := range t.Rows {
		c.add(c.row(g, t.Columns, values, regular, false))
	}
	if t.Total != nil {
		c.add(c.row(g, t.Columns, t.Total, bold, false))
	}
	c.tie(c.boxes[first:])
}

// tie keeps a small table on one page, and of a larger one the head with two
// rows and the last two rows.
func (c *composer) tie(rows []box) {
	const small = 0.3 // of a page
	whole := height(rows) < small*c.tall
	last := len(rows) - 1
	for i := range rows[:last] {
		rows[i].keep = whole || i < 2 || i == last-1
	}
}

func (c *composer) tableTitle(title string) {
	size := c.layout.Sizes.Table
	inks, height := c.balanced(title, bold, size, c.left, c.width, 0)
	c.add(box{gap: 1.5 * after, height: height, inks: inks, keep: true})
}

// row sets one row in one box, with the rule above it.
func (c *composer) row(g *grid, columns []export.Column, values []export.Value, style face, head bool) box {
	m, size := c.fonts[style], c.layout.Sizes.Table
	cells := make([][]line, len(columns))
	most := 1
	for i := range min(len(columns), len(values)) {
		cells[i] = m.breakLines(m.clean(values[i].String()), size, g.edges[i+1]-g.edges[i]-2*cellSide, 0)
		most = max(most, len(cells[i]))
	}
	lead := tableLeading(size)
	b := box{height: float64(most)*lead + 2*cellTop, grid: g}
	b.inks = append(b.inks, ink{x: g.edges[0], x2: g.edges[len(columns)]})
	for i, col := range columns {
		to, y := alignOf(col.Kind), cellTop
		if head {
			to = alignCenter
			y += float64(most-len(cells[i])) * lead / 2
		}
		for _, l := range cells[i] {
			k := m.place(l, style, size, to, g.edges[i]+cellSide, g.edges[i+1]-g.edges[i]-2*cellSide, y)
			k.y -= (leading(size) - lead) / 2
			b.inks = append(b.inks, k)
			y += lead
		}
	}
	return b
}

// alignOf returns how the values of a kind stand in their column.
func alignOf(k export.Kind) align {
	switch k {
	case export.NumberKind:
		return alignRight
	case export.DateKind, export.IndexKind:
		return alignCenter
	}
	return alignLeft
}
