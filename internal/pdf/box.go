package pdf

import (
	"cmp"
	"slices"
)

// An ink is one thing that is drawn: a piece of text or a straight rule.
// Lengths are millimetres from the left and the top.
type ink struct {
	text    string
	face    face
	size    float64 // points
	x, y    float64 // start of the baseline, or of the rule
	stretch float64 // added to every space, to justify
	space   bool    // a space follows that nobody sees: it keeps words apart in copied text

	x2, y2 float64 // end of a rule
	dotted bool
}

// ruleWidth is the width of every rule, in millimetres.
const ruleWidth = 0.2

// A box is a piece of a page that is not broken. Its ink is relative to its
// top; only from the left edge it is absolute.
type box struct {
	gap    float64 // white above, dropped at the top of a page
	height float64
	inks   []ink
	keep   bool // stays on the page of the next box

	grid *grid // of the table that it is a row of

	bookmark string
	level    int // of the bookmark
}

// A grid is what the rows of one table share.
type grid struct {
	edges []float64 // of the columns, from left to right
	head  *box      // repeated on every page; nil when it is too tall for that
}

// A page is what one sheet holds.
type page struct {
	inks      []ink
	bookmarks []bookmark
}

type bookmark struct {
	text  string
	level int
	y     float64
}

// A pager sets boxes onto pages.
type pager struct {
	top, bottom float64
	pages       []page
	y           float64
	fresh       bool // nothing stands on the page but a repeated head

	grid  *grid // whose rows were set last, still without its upright rules
	gridY float64
}

// paginate sets boxes onto pages between top and bottom. There is at least one
// page.
func paginate(boxes []box, top, bottom float64) []page {
	p := &pager{top: top, bottom: bottom}
	p.turn(nil)
	boxes = cutTall(boxes, bottom-top)
	for len(boxes) > 0 {
		n := 1
		for n < len(boxes) && boxes[n-1].keep {
			n++
		}
		if !p.fresh && p.y+height(boxes[:n]) > bottom {
			p.turn(boxes[0].grid)
		}
		for i := range boxes[:n] {
			// What is kept together and taller than a page breaks all the same.
			if b := &boxes[i]; !p.fresh && p.y+b.gap+b.height > bottom+0.01 {
				p.turn(b.grid)
			}
			p.set(&boxes[i])
		}
		boxes = boxes[n:]
	}
	p.close()
	return p.pages
}

// cutTall cuts the boxes that are taller than a page, or than what the head of
// their table leaves of it.
func cutTall(boxes []box, page float64) []box {
	var all []box
	for _, b := range boxes {
		room := page
		if b.grid != nil && b.grid.head != nil {
			room -= b.grid.head.height
		}
		if b.height > room && len(b.inks) > 0 {
			all = append(all, b.cut()...)
		} else {
			all = append(all, b)
		}
	}
	return all
}

// cut cuts b between its lines.
func (b box) cut() []box {
	slices.SortStableFunc(b.inks, func(p, q ink) int { return cmp.Compare(p.top(), q.top()) })
	pieces := []box{{gap: b.gap, grid: b.grid, bookmark: b.bookmark, level: b.level}}
	start, written := 0.0, false
	for _, k := range b.inks {
		last := &pieces[len(pieces)-1]
		if top := k.top(); k.text != "" && written && top > start+0.01 {
			last.height = top - start
			start = top
			pieces = append(pieces, box{grid: b.grid})
			last = &pieces[len(pieces)-1]
		}
		written = written || k.text != ""
		k.y -= start
		k.y2 -= start
		last.inks = append(last.inks, k)
	}
	last := &pieces[len(pieces)-1]
	last.height, last.keep = b.height-start, b.keep
	return pieces
}

// top returns where the line of k begins.
func (k ink) top() float64 {
	if k.text == "" {
		return k.y
	}
	return k.y - baseline(k.size)
}

func height(boxes []box) float64 {
	sum := 0.0
	for _, b := range boxes {
		sum += b.gap + b.height
	}
	return sum
}

// turn starts a page, with the head of the table that goes on there.
func (p *pager) turn(g *grid) {
	going := g != nil && g == p.grid
	p.close()
	p.pages = append(p.pages, page{})
	p.y, p.fresh = p.top, true
	if going && g.head != nil {
		p.set(g.head)
		p.fresh = true
	}
}

// set puts b below what stands on the page.
func (p *pager) set(b *box) {
	if b.grid != p.grid {
		p.close()
	}
	if !p.fresh {
		p.y += b.gap
	}
	if b.grid != nil && p.grid == nil {
		p.grid, p.gridY = b.grid, p.y
	}
	pg := &p.pages[len(p.pages)-1]
	for _, k := range b.inks {
		k.y += p.y
		k.y2 += p.y
		pg.inks = append(pg.inks, k)
	}
	if b.bookmark != "" {
		pg.bookmarks = append(pg.bookmarks, bookmark{b.bookmark, b.level, p.y})
	}
	p.y += b.height
	p.fresh = false
}

// close draws the upright rules of the rows set last, and the one below them.
func (p *pager) close() {
	if p.grid == nil {
		return
	}
	pg := &p.pages[len(p.pages)-1]
	edges := p.grid.edges
	for _, x := range edges {
		pg.inks = append(pg.inks, ink{x: x, y: p.gridY, x2: x, y2: p.y})
	}
	pg.inks = append(pg.inks, ink{x: edges[0], y: p.y, x2: edges[len(edges)-1], y2: p.y})
	p.grid = nil
}
