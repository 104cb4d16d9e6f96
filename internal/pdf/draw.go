package pdf

import (
	"bytes"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"giaoban/internal/export"
)

const family = "Tinos"

// local is the zone of the dates in a file's properties: PDF readers show them
// as they are written.
var local = time.FixedZone("ICT", 7*60*60)

// draw puts the finished pages into a PDF file. It is the only code that knows
// gofpdf.
func draw(d *export.Document, pages []page, text *metrics) ([]byte, error) {
	orientation := "P"
	if d.Layout.Landscape {
		orientation = "L"
	}
	f := gofpdf.New(orientation, "mm", "A4", "")
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCellMargin(0)
	f.SetCatalogSort(true) // else maps decide the order of objects
	made := d.Made
	if made.IsZero() {
		made = time.Unix(0, 0) // the zero time means now to gofpdf
	}
	f.SetCreationDate(made.In(local))
	f.SetModificationDate(made.In(local))
	f.SetTitle(text.clean(d.Title), true)
	f.SetAuthor(text.clean(author(d)), true)
	f.SetProducer("Giao ban", true)
	if d.AuditHead != "" {
		f.SetKeywords(export.AuditNote(d.AuditHead), true)
	}
	if err := addFaces(f, pages); err != nil {
		return nil, err
	}
	f.SetLineWidth(ruleWidth)

	depth := 0
	for _, p := range pages {
		f.AddPage()
		pen := pen{f: f}
		for _, k := range p.inks {
			pen.draw(k)
		}
		for _, b := range p.bookmarks {
			pen.font(regular, 10) // gofpdf writes a bookmark by the font in use
			depth = min(b.level-1, depth)
			f.Bookmark(b.text, depth, b.y)
			depth++
		}
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// author returns the office that issues d.
func author(d *export.Document) string {
	if d.Letterhead == nil {
		return ""
	}
	return strings.TrimSpace(d.Letterhead.Issuer + " " + d.Letterhead.Superior)
}

// addFaces registers the faces in use. gofpdf writes into the bytes that it is
// given; reading an embedded file makes a copy for each document.
func addFaces(f *gofpdf.Fpdf, pages []page) error {
	used := [faces]bool{regular: true}
	for _, p := range pages {
		for _, k := range p.inks {
			used[k.face] = true
		}
	}
	for style := range faces {
		if !used[style] {
			continue
		}
		data, err := style.file()
		if err != nil {
			return err
		}
		f.AddUTF8FontFromBytes(family, style.style(), data)
		// A font that gofpdf cannot read is reported only by its use.
		f.SetFont(family, style.style(), 10)
	}
	return f.Error()
}

// A pen draws on one page and knows the font in use there.
type pen struct {
	f    *gofpdf.Fpdf
	face face
	size float64
}

func (p *pen) font(style face, size float64) {
	if p.size == size && p.face == style {
		return
	}
	p.f.SetFont(family, style.style(), size)
	p.face, p.size = style, size
}

func (p *pen) draw(k ink) {
	if k.text == "" {
		p.rule(k)
		return
	}
	p.font(k.face, k.size)
	text := k.text
	if k.space {
		text += " "
	}
	if k.stretch == 0 {
		p.f.Text(k.x, k.y, text)
		return
	}
	// A cell shares its width out among its spaces, the last one too, and
	// stands 0.3 of the size above its baseline.
	spaces := float64(strings.Count(text, " "))
	p.f.SetXY(k.x, k.y-0.3*k.size*point)
	p.f.CellFormat(p.f.GetStringWidth(text)+spaces*k.stretch, 0, text, "", 0, "J", false, 0, "")
}

func (p *pen) rule(k ink) {
	if k.dotted {
		p.f.SetLineCapStyle("round")
		p.f.SetDashPattern([]float64{0.01, 1.2}, 0)
		p.f.SetLineWidth(0.3)
	}
	p.f.Line(k.x, k.y, k.x2, k.y2)
	if k.dotted {
		p.f.SetLineCapStyle("butt")
		p.f.SetDashPattern(nil, 0)
		p.f.SetLineWidth(ruleWidth)
	}
}
