package xlsx

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
	"giaoban/internal/vntext"
)

const tableSize = 12

// A tableSheet is a table on its sheet.
type tableSheet struct {
	*sheet
	table *export.Table
	// cells is the row that is being filled; values points into it, so that a
	// row costs no memory.
	cells  []excelize.Cell
	values []any
	widths []float64
	styles [][kinds]int // by column; 0 for not made yet
	first  int          // first row of the data
}

// table writes t on the named sheet: titles, head, rows, total.
func (b *book) table(name string, t *export.Table) error {
	if len(t.Columns) > excelize.MaxColumns {
		return fmt.Errorf("bảng có %d cột, Excel không giữ được", len(t.Columns))
	}
	above := b.above(t)
	frozen := 0
	if len(t.Columns) > 1 && t.Columns[0].Kind == export.IndexKind {
		frozen = 1
	}
	head := 1
	for _, l := range above {
		head += len(pieces(clean(l.text)))
	}
	widths := columnWidths(t)
	s, err := b.open(name, widths, head, frozen)
	if err != nil {
		return err
	}
	ts := &tableSheet{sheet: s, table: t, first: head + 1, widths: widths,
		cells: make([]excelize.Cell, len(t.Columns)), styles: make([][kinds]int, len(t.Columns))}
	for i := range ts.cells {
		ts.values = append(ts.values, &ts.cells[i])
	}
	for _, l := range above {
		if err := s.wholeLine(l); err != nil {
			return err
		}
	}
	if err := ts.head(); err != nil {
		return err
	}
	if err := ts.body(); err != nil {
		return err
	}
	return s.Flush()
}

// above returns the lines over the table: its title, the document's, the mark.
func (b *book) above(t *export.Table) []line {
	center := excelStyle{size: 14, bold: true, align: "center", wrap: true}
	under := excelStyle{size: tableSize, align: "center", wrap: true}
	note := excelStyle{size: tableSize, bold: true, color: markColor, align: "center", wrap: true}
	var all []line
	add := func(text string, style excelStyle) {
		if text != "" {
			all = append(all, line{text, style})
		}
	}
	if t.Title != "" && t.Title != b.doc.Title {
		add(t.Title, center)
		add(b.doc.Title, under)
	} else {
		add(b.doc.Title, center)
	}
	add(periodLine(b.doc), under)
	add(mark(b.doc), note)
	if len(all) > 0 {
		all = append(all, line{"", under}) // else a filter would take the titles in
	}
	return all
}

// periodLine names the period, unless the title does.
func periodLine(d *export.Document) string {
	if d.Period == "" || strings.Contains(strings.ToLower(d.Title), strings.ToLower(d.Period.InWords())) {
		return ""
	}
	return "Kỳ báo cáo: " + d.Period.Label()
}

// head writes the heads of the columns and repeats them on every printed page.
func (s *tableSheet) head() error {
	id, err := s.book.style(excelStyle{size: tableSize, bold: true, align: "center", wrap: true, border: true, fill: headFill})
	if err != nil {
		return err
	}
	for i, c := range s.table.Columns {
		head := clean(c.Head)
		if len(pieces(head)) > 1 {
			return fmt.Errorf("ô %s: tiêu đề cột dài quá %s ký tự", cellName(i+1, s.at+1), vntext.FormatInt(maxCell))
		}
		s.cells[i] = excelize.Cell{StyleID: id, Value: head}
	}
	// A head has room for the button of the filter.
	if err := s.write(s.values, s.height(arrow)+2*rowPadding); err != nil {
		return err
	}
	return s.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.name,
		RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted(s.name), s.at, s.at)})
}

// quoted returns a sheet's name as formulas write it.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// body writes rows and total, with a filter over the rows.
func (s *tableSheet) body() error {
	for _, row := range s.table.Rows {
		if err := s.row(row, 0); err != nil {
			return err
		}
	}
	if len(s.table.Rows) == 0 {
		none := line{s.table.Empty, excelStyle{size: tableSize, italic: true, align: "center", wrap: true}}
		if err := s.wholeLine(none); err != nil {
			return err
		}
	} else if len(s.table.Columns) > 0 {
		area := cellName(1, s.first-1) + ":" + cellName(len(s.table.Columns), s.at)
		if err := s.book.AutoFilter(s.name, area, nil); err != nil {
			return err
		}
	}
	if s.table.Total == nil {
		return nil
	}
	return s.row(s.table.Total, looks)
}

// row writes a row of values. What one cell cannot hold goes on in the same
// column of the rows below.
func (s *tableSheet) row(row []export.Value, total look) error {
	var rest [][]string
	for i := range s.cells {
		var v export.Value
		if i < len(row) {
			v = row[i]
		}
		more, err := s.set(i, v, total)
		if err != nil {
			return err
		}
		if len(more) > 0 {
			if rest == nil {
				rest = make([][]string, len(s.cells))
			}
			rest[i] = more
		}
	}
	if total > 0 {
		s.formulas(row)
	}
	for {
		if err := s.write(s.values, s.height(0)); err != nil {
			return err
		}
		if rest == nil {
			return nil
		}
		again := false
		for i := range s.cells {
			s.cells[i].Value, s.cells[i].Formula = nil, ""
			if len(rest[i]) > 0 {
				s.cells[i].Value, rest[i], again = rest[i][0], rest[i][1:], true
			}
		}
		if !again {
			return nil
		}
	}
}

// height returns the height that the texts of the row need where so much of
// each cell's width is taken.
func (s *tableSheet) height(taken float64) float64 {
	n := 1
	for i, c := range s.cells {
		if text, ok := c.Value.(string); ok {
			n = max(n, lines(text, s.widths[i]-taken))
		}
	}
	return height(n)
}

// formulas makes those totals that are the sum of their column follow it, also
// when it is filtered. Others stay plain values.
func (s *tableSheet) formulas(total []export.Value) {
	for i := range s.cells {
		if i < len(total) && len(s.table.Rows) > 0 && isSum(total[i], s.table.Rows, i) {
			s.cells[i].Formula = fmt.Sprintf("SUBTOTAL(9,%s:%s)", cellName(i+1, s.first), cellName(i+1, s.at))
		}
	}
}

// isSum reports whether total is the sum of the numbers of column i.
func isSum(total export.Value, rows [][]export.Value, i int) bool {
	sum, numbers := 0.0, 0
	for _, row := range rows {
		if i < len(row) && row[i].Known && row[i].Kind == export.NumberKind {
			sum += row[i].Number
			numbers++
		}
	}
	return total.Known && total.Kind == export.NumberKind && numbers > 0 &&
		math.Abs(sum-total.Number) <= 1e-9*max(1, math.Abs(sum))
}
