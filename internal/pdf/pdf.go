// Package pdf lays out documents as PDF files: official ones in their layout,
// lists on landscape paper.
//
// The text is measured, broken and set onto pages here; gofpdf only draws what
// is finished. It panics on texts that people really paste, prints boxes for
// letters that a font lacks and has no table, so nothing of that is left to it.
package pdf

import (
	"fmt"
	"io"

	"giaoban/internal/export"
)

// Write writes d as a PDF file. The same document gives the same bytes.
// Nothing is written unless the whole file could be made. A letter that the
// font lacks is printed as its code, [U+1F600].
func Write(w io.Writer, d *export.Document) error {
	data, err := render(d)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	_, err = w.Write(data)
	return err
}

func render(d *export.Document) (data []byte, err error) {
	// A panic of gofpdf must not take the server down with it.
	defer func() {
		if r := recover(); r != nil {
			data, err = nil, fmt.Errorf("panic: %v", r)
		}
	}()
	fonts, err := loadMetrics()
	if err != nil {
		return nil, err
	}
	return draw(d, layOut(d, fonts), fonts[regular])
}

// A4 paper, in millimetres.
const short, long = 210, 297

// layOut sets d onto pages.
func layOut(d *export.Document, fonts [faces]*metrics) []page {
	wide, tall := float64(short), float64(long)
	if d.Layout.Landscape {
		wide, tall = tall, wide
	}
	m := d.Layout.Margins
	c := &composer{
		layout: d.Layout,
		fonts:  fonts,
		left:   m.Left,
		width:  wide - m.Left - m.Right,
		tall:   tall - m.Top - m.Bottom,
	}
	if d.Letterhead != nil {
		c.letterhead(d.Letterhead)
	} else {
		c.title(d.Title)
	}
	c.blocks(d.Blocks)
	if d.Closing != nil {
		c.closing(d.Closing)
	}
	pages := paginate(c.boxes, m.Top, tall-m.Bottom)
	for i := range pages {
		pages[i].inks = append(pages[i].inks, c.edge(d, i+1, len(pages), tall)...)
	}
	return pages
}

// edge returns what stands in the margins of page n: its number and the marks
// of drafts and sample data.
func (c *composer) edge(d *export.Document, n, of int, tall float64) []ink {
	var inks []ink
	size := c.layout.Sizes.Page
	switch top := c.layout.Margins.Top; {
	case d.Letterhead == nil:
		y := tall - c.layout.Margins.Bottom + 4
		inks, _ = c.column(fmt.Sprintf("Trang %d/%d", n, of), regular, size, alignCenter, c.left, c.width, y)
	case n > 1:
		inks, _ = c.column(fmt.Sprint(n), regular, size, alignCenter, c.left, c.width, top-3-leading(size))
	}
	if d.Draft {
		inks = append(inks, c.stamp("DỰ THẢO", c.left, alignLeft)...)
	}
	if d.Sample {
		inks = append(inks, c.stamp("DỮ LIỆU MẪU", c.left+c.width, alignRight)...)
	}
	return inks
}

// stamp sets a framed mark into the top margin, from x on or up to x.
func (c *composer) stamp(text string, x float64, to align) []ink {
	const size, side = 11, 2
	m := c.fonts[bold]
	wide, tall := m.width(text, size)+2*side, leading(size)+0.6
	if to == alignRight {
		x -= wide
	}
	y := c.layout.Margins.Top - 4 - tall
	inks := []ink{m.place(line{text: text}, bold, size, alignLeft, x+side, wide, y+0.3)}
	corners := [5][2]float64{{x, y}, {x + wide, y}, {x + wide, y + tall}, {x, y + tall}, {x, y}}
	for i, from := range corners[:4] {
		to := corners[i+1]
		inks = append(inks, ink{x: from[0], y: from[1], x2: to[0], y2: to[1]})
	}
	return inks
}
