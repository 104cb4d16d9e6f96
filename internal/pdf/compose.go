package pdf

import (
	"strings"

	"giaoban/internal/export"
)

// A composer turns a document into boxes, from top to bottom.
type composer struct {
	layout export.Layout
	fonts  [faces]*metrics
	left   float64 // of the text
	width  float64 // of the text
	tall   float64 // height of the text on a page
	boxes  []box
}

const (
	indent    = 12.7 // of a paragraph's first line
	after     = 2.1  // between paragraphs, 6 points
	lineSpace = 1.25 // line height, as a multiple of the size

	dots = "........................." // for a name that is not known
)

// leading is the height of a line of the given size, in millimetres.
func leading(size float64) float64 { return size * point * lineSpace }

// baseline is where letters stand in a line of the given size, from its top.
func baseline(size float64) float64 {
	const ascent, descent = 0.891, 0.216 // of Tinos, as of Times New Roman
	return (leading(size)-(ascent+descent)*size*point)/2 + ascent*size*point
}

func (c *composer) add(b box) { c.boxes = append(c.boxes, b) }

// blocks sets the body of the document.
func (c *composer) blocks(blocks []export.Block) {
	size := c.layout.Sizes.Body
	for _, b := range blocks {
		switch b := b.(type) {
		case export.Heading:
			c.heading(b)
		case export.Paragraph:
			if b.Text == "" {
				c.blank()
			} else {
				c.paragraph(b.Text, regular, size)
			}
		case export.Item:
			c.paragraph("- "+b.Text, regular, size)
		case export.Table:
			c.table(b)
		}
	}
}

// heading sets a heading, which stays with what follows.
func (c *composer) heading(h export.Heading) {
	style, size := bold, c.layout.Sizes.Body
	if h.Level > 2 {
		style = boldItalic
	}
	first := len(c.boxes)
	c.lines(h.Text, style, size, indent, false)
	for i := range c.boxes[first:] {
		c.boxes[first+i].keep = true
	}
	if first < len(c.boxes) {
		c.boxes[first].gap = 2 * after
		c.boxes[first].bookmark = c.fonts[style].clean(h.Text)
		c.boxes[first].level = max(h.Level, 1)
	}
}

// paragraph sets justified text with an indented first line. Neither its first
// nor its last line stands alone on a page.
func (c *composer) paragraph(text string, style face, size float64) {
	first := len(c.boxes)
	c.lines(text, style, size, indent, true)
	set := c.boxes[first:]
	if len(set) == 0 {
		return
	}
	set[0].gap = after
	if len(set) > 1 {
		set[0].keep = true
		set[len(set)-2].keep = true
	}
	if strings.HasSuffix(strings.TrimSpace(text), ":") {
		set[len(set)-1].keep = true // it announces what follows
	}
}

// lines sets each line of text as a box.
func (c *composer) lines(text string, style face, size, indent float64, justify bool) {
	m := c.fonts[style]
	for i, l := range m.breakLines(m.clean(text), size, c.width, indent) {
		k := ink{text: l.text, face: style, size: size, x: c.left, y: baseline(size), space: l.space}
		room := c.width
		if i == 0 {
			k.x += indent
			room -= indent
		}
		if justify && !l.last && l.space {
			k.stretch = m.stretch(l.text, size, room)
		}
		c.add(box{height: leading(size), inks: []ink{k}})
	}
}

// blank leaves dotted lines where nothing is written yet.
func (c *composer) blank() {
	const lines = 3
	size := c.layout.Sizes.Body
	for i := range lines {
		from := c.left
		if i == 0 {
			from += indent
		}
		y := baseline(size)
		c.add(box{gap: after, height: leading(size), keep: i < lines-1,
			inks: []ink{{x: from, y: y, x2: c.left + c.width, y2: y, dotted: true}}})
	}
}

// An align says where a line stands in its column.
type align int

const (
	alignLeft align = iota
	alignCenter
	alignRight
)

// column sets text into a column and returns its ink, from y down, and the y
// below it.
func (c *composer) column(text string, style face, size float64, to align, x, width, y float64) ([]ink, float64) {
	m := c.fonts[style]
	var inks []ink
	for _, l := range m.breakLines(m.clean(text), size, width, 0) {
		inks = append(inks, m.place(l, style, size, to, x, width, y))
		y += leading(size)
	}
	return inks, y
}

// balanced centres text in lines of about the same length, as titles are set.
func (c *composer) balanced(text string, style face, size, x, width, y float64) ([]ink, float64) {
	m := c.fonts[style]
	text = m.clean(text)
	lines := len(m.breakLines(text, size, width, 0))
	narrow, wide := 0.0, width
	for lines > 1 && wide-narrow > 1 {
		if mid := (narrow + wide) / 2; len(m.breakLines(text, size, mid, 0)) > lines {
			narrow = mid
		} else {
			wide = mid
		}
	}
	return c.column(text, style, size, alignCenter, x+(width-wide)/2, wide, y)
}

// place sets one line into a column.
func (m *metrics) place(l line, style face, size float64, to align, x, width, y float64) ink {
	free := width - m.width(l.text, size)
	switch to {
	case alignCenter:
		x += free / 2
	case alignRight:
		x += free
	}
	return ink{text: l.text, face: style, size: size, x: x, y: y + baseline(size), space: l.space}
}
