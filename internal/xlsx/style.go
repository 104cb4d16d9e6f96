package xlsx

import (
	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
)

// An excelStyle is how a cell looks; equal ones are one style of the workbook.
type excelStyle struct {
	size         float64
	bold, italic bool
	color        string // of the text; "" for black
	fill         string // of the cell; "" for none
	align        string // left, center, right; "" for the standard
	top          bool   // at the top of its row, else in the middle
	wrap         bool
	border       bool
	format       string // of numbers; "" for the standard
	indent       int
}

// Formats of numbers and days. Excel shows their points and commas as the
// user's settings want.
const (
	wholeFormat   = "#,##0"
	decimalFormat = "#,##0.####"
	dateFormat    = "dd/mm/yyyy"
)

const (
	markColor = "9A1B1E"
	headFill  = "EDEDED"
	thin      = 1
)

// style returns the number of s in the workbook.
func (b *book) style(s excelStyle) (int, error) {
	if id, ok := b.styles[s]; ok {
		return id, nil
	}
	e := &excelize.Style{
		Font:      &excelize.Font{Family: font, Size: s.size, Bold: s.bold, Italic: s.italic, Color: s.color},
		Alignment: &excelize.Alignment{Horizontal: s.align, Vertical: "center", WrapText: s.wrap, Indent: s.indent},
	}
	if s.top {
		e.Alignment.Vertical = "top"
	}
	if s.fill != "" {
		e.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.fill}}
	}
	if s.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			e.Border = append(e.Border, excelize.Border{Type: side, Color: "000000", Style: thin})
		}
	}
	if s.format != "" {
		e.CustomNumFmt = &s.format
	}
	id, err := b.NewStyle(e)
	if err == nil {
		b.styles[s] = id
	}
	return id, err
}

// alignment returns how a column of kind k stands.
func alignment(k export.Kind) string {
	switch k {
	case export.NumberKind:
		return "right"
	case export.DateKind, export.IndexKind:
		return "center"
	}
	return "left"
}
