package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
	"giaoban/internal/vntext"
)

// A sheet is a sheet that is being written, row by row.
type sheet struct {
	*excelize.StreamWriter
	book    *book
	name    string
	columns int
	width   float64 // of all columns
	at      int     // the row written last, from 1
}

// open starts a sheet with columns of the given widths, its page set-up and
// the first frozen rows and columns frozen.
func (b *book) open(name string, widths []float64, frozenRows, frozenColumns int) (*sheet, error) {
	s := &sheet{book: b, name: name, columns: max(len(widths), 1)}
	for _, w := range widths {
		s.width += w
	}
	// The stream writes the sheet's properties as soon as it is made.
	if err := b.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return nil, err
	}
	if err := b.printing(name, s.width > narrow); err != nil {
		return nil, err
	}
	var err error
	if s.StreamWriter, err = b.NewStreamWriter(name); err != nil {
		return nil, err
	}
	// Each column set is written before those set earlier, and Excel wants them
	// in order.
	for i, w := range slices.Backward(widths) {
		if err := s.SetColWidth(i+1, i+1, w); err != nil {
			return nil, err
		}
	}
	if frozenRows == 0 {
		return s, nil
	}
	corner, pane := cellName(frozenColumns+1, frozenRows+1), "bottomLeft"
	if frozenColumns > 0 {
		pane = "bottomRight"
	}
	return s, s.SetPanes(&excelize.Panes{Freeze: true, XSplit: frozenColumns, YSplit: frozenRows, TopLeftCell: corner,
		ActivePane: pane, Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: pane}}})
}

// printing sets a sheet up for A4: all columns on one page, the page number at
// the foot and the document's mark at the head.
func (b *book) printing(name string, wide bool) error {
	orientation := "portrait"
	if wide {
		orientation = "landscape"
	}
	const a4 = 9
	if err := b.SetPageLayout(name, &excelize.PageLayoutOptions{Size: new(a4), Orientation: &orientation,
		FitToWidth: new(1), FitToHeight: new(0)}); err != nil {
		return err
	}
	if err := b.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: new(0.6), Right: new(0.6),
		Top: new(0.7), Bottom: new(0.7), Header: new(0.3), Footer: new(0.3), Horizontally: new(true)}); err != nil {
		return err
	}
	const face = `&"` + font + `,Regular"&10`
	hf := excelize.HeaderFooterOptions{OddFooter: "&C" + face + "Trang &P/&N"}
	if m := mark(b.doc); m != "" {
		hf.OddHeader = "&R" + face + m
	}
	return b.SetHeaderFooter(name, &hf)
}

// mark returns what a reader must know of the whole file before he trusts it.
func mark(d *export.Document) string {
	var marks []string
	if d.Draft {
		marks = append(marks, "DỰ THẢO")
	}
	if d.Sample {
		marks = append(marks, "DỮ LIỆU MẪU")
	}
	return strings.Join(marks, " – ")
}

// A line is a text over the whole width of a sheet.
type line struct {
	text  string
	style excelStyle
}

// wholeLine writes a text over all columns, in as many rows as it needs.
func (s *sheet) wholeLine(l line) error {
	id, err := s.book.style(l.style)
	if err != nil {
		return err
	}
	for _, piece := range pieces(clean(l.text)) {
		scale := l.style.size / tableSize
		n := lines(piece, s.width/scale-2*float64(l.style.indent))
		if err := s.write([]any{excelize.Cell{StyleID: id, Value: piece}}, height(n)*scale); err != nil {
			return err
		}
		if s.columns > 1 {
			if err := s.MergeCell(cellName(1, s.at), cellName(s.columns, s.at)); err != nil {
				return err
			}
		}
	}
	return nil
}

// write writes the next row with a height in points.
func (s *sheet) write(row []any, height float64) error {
	if s.at == excelize.TotalRows {
		return fmt.Errorf("trang tính có hơn %s dòng, Excel không giữ được", vntext.FormatInt(excelize.TotalRows))
	}
	s.at++
	return s.SetRow(cellName(1, s.at), row, excelize.RowOpts{Height: min(height, excelize.MaxRowHeight)})
}

// cellName returns "C5" for column 3 and row 5.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // every caller counts from 1 within Excel's limits
	}
	return name
}
