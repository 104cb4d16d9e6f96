package pdf

import (
	"cmp"
	"strings"

	"giaoban/internal/export"
)

// letterhead sets the head of an official document: who issues it and its
// number at the left; the motto, place and date at the right; then the genre
// and what it is about.
func (c *composer) letterhead(h *export.Letterhead) {
	s := c.layout.Sizes
	leftWidth := 0.42 * c.width
	if !c.layout.Star {
		leftWidth = 0.4 * c.width // the state's motto is the longer one
	}
	right, rightWidth := c.left+leftWidth, c.width-leftWidth

	var b box
	ly, ry := 0.0, 0.0
	atLeft := func(text string, style face, size float64) {
		inks, y := c.balanced(text, style, size, c.left, leftWidth, ly)
		b.inks, ly = append(b.inks, inks...), y
	}
	atLeft(cmp.Or(h.Superior, dots), regular, s.Superior)
	atLeft(cmp.Or(h.Issuer, dots), bold, s.Issuer)

	if !c.layout.Star {
		wide := c.fonts[bold].width(cmp.Or(h.Issuer, dots), s.Issuer) * issuerRule
		b.inks = append(b.inks, centred(c.left+leftWidth/2, min(wide, leftWidth/2), ly+0.3))
		ly += 1.5
	}
	for i, motto := range c.layout.Motto {
		size := s.Motto
		if i == len(c.layout.Motto)-1 {
			size = cmp.Or(s.MottoEnd, s.Motto)
		}
		inks, y := c.balanced(motto, bold, size, right, rightWidth, ry)
		b.inks, ry = append(b.inks, inks...), y
	}
	if n := len(c.layout.Motto); n > 0 {
		wide := c.fonts[bold].width(c.layout.Motto[n-1], cmp.Or(s.MottoEnd, s.Motto))
		b.inks = append(b.inks, centred(right+rightWidth/2, wide, ry+0.3))
	}
	// Place and date stand level with the line below the issuer.
	inks, ry := c.balanced(h.PlaceDate(), italic, s.Place, right, rightWidth, max(ly, ry+1))
	b.inks = append(b.inks, inks...)

	if c.layout.Star {
		atLeft("*", regular, s.Number)
	}
	atLeft(h.NumberLine(c.layout), regular, s.Number)
	b.height = max(ly, ry)
	c.add(b)
	c.genre(h)
}

// issuerRule is how long the rule below the issuer is in documents of the
// state, as a share of the line above it: from a third to a half.
const issuerRule = 0.45

// centred returns a rule around the middle mid.
func centred(mid, wide, y float64) ink {
	return ink{x: mid - wide/2, x2: mid + wide/2, y: y, y2: y}
}

// genre sets the name of the document and what it is about, over a short rule.
func (c *composer) genre(h *export.Letterhead) {
	s := c.layout.Sizes
	const side, ruleLength = 12, 24
	b := box{gap: 7, keep: true}
	inks, y := c.balanced(strings.ToUpper(h.Genre.Label()), bold, s.Genre, c.left, c.width, 0)
	b.inks = append(b.inks, inks...)
	inks, y = c.balanced(h.Abstract, bold, s.Abstract, c.left+side, c.width-2*side, y)
	b.inks = append(b.inks, inks...)
	b.inks = append(b.inks, centred(c.left+c.width/2, ruleLength, y+0.8))
	b.height = y + 4
	c.add(b)
}

// title sets the title of what is no official document.
func (c *composer) title(text string) {
	inks, y := c.balanced(text, bold, c.layout.Sizes.Genre, c.left, c.width, 0)
	c.add(box{height: y + after, inks: inks, keep: true})
}

// closing sets recipients and signature side by side, in one piece with the
// end of the text: a signature never stands alone on a page.
func (c *composer) closing(cl *export.Closing) {
	s := c.layout.Sizes
	half := c.width / 2
	right := c.left + half
	b := box{gap: 4 * after}
	head := "Nơi nhận:"
	style := regular
	if c.layout.SlantedTo {
		style = boldItalic
	}
	inks, ly := c.column(head, style, s.RecipientsHead, alignLeft, c.left, half, 0)
	b.inks = append(b.inks, inks...)
	if !c.layout.SlantedTo {
		under := baseline(s.RecipientsHead) + 0.7
		b.inks = append(b.inks, ink{x: c.left, y: under, y2: under,
			x2: c.left + c.fonts[regular].width(strings.TrimSuffix(head, ":"), s.RecipientsHead)})
	}
	recipients := cl.Recipients
	if len(recipients) == 0 {
		recipients = []string{dots}
	}
	for _, r := range recipients {
		inks, ly = c.column("- "+r, regular, s.Recipients, alignLeft, c.left, half, ly)
		b.inks = append(b.inks, inks...)
	}

	ry := 0.0
	for _, text := range []string{cl.Authority, cmp.Or(cl.Position, dots)} {
		inks, ry = c.balanced(text, bold, s.Body, right, half, ry)
		b.inks = append(b.inks, inks...)
	}
	inks, ry = c.balanced(cmp.Or(cl.Signer, dots), bold, s.Body, right, half, ry+c.layout.Seal)
	b.inks = append(b.inks, inks...)
	b.height = max(ly, ry)
	if n := len(c.boxes); n > 0 {
		c.boxes[n-1].keep = true
	}
	c.add(b)
}
