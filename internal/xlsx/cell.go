package xlsx

import (
	"math"
	"time"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
)

// A look is what a cell looks like beyond its column.
type look int

const (
	textLook look = iota
	wholeLook
	decimalLook
	dateLook
	looks
	kinds = 2 * looks // those of the total row follow
)

// set fills cell i with v and returns what of a text did not fit.
func (s *tableSheet) set(i int, v export.Value, total look) (rest []string, err error) {
	value, as := typed(v)
	if text, ok := value.(string); ok && len(text) > maxLines {
		all := pieces(text)
		value, rest = all[0], all[1:]
	}
	id := s.styles[i][as+total]
	if id == 0 {
		if id, err = s.style(i, as, total > 0); err != nil {
			return nil, err
		}
		s.styles[i][as+total] = id
	}
	s.cells[i] = excelize.Cell{StyleID: id, Value: value}
	return rest, nil
}

// style returns the style of a cell of column i.
func (s *tableSheet) style(i int, as look, total bool) (int, error) {
	st := excelStyle{size: tableSize, bold: total, align: alignment(s.table.Columns[i].Kind), top: true, wrap: true, border: true}
	switch as {
	case wholeLook:
		st.format = wholeFormat
	case decimalLook:
		st.format = decimalFormat
	case dateLook:
		st.format = dateFormat
	}
	return s.book.style(st)
}

// typed returns v as excelize takes it, nil for an empty cell, and its look.
func typed(v export.Value) (any, look) {
	if !v.Known {
		return nil, textLook
	}
	switch v.Kind {
	case export.NumberKind, export.IndexKind:
		if math.IsNaN(v.Number) || math.IsInf(v.Number, 0) {
			return v.String(), textLook
		}
		if n := int64(v.Number); float64(n) == v.Number {
			return n, wholeLook
		}
		return v.Number, decimalLook
	case export.DateKind:
		if day := v.Day.Time(); !day.Before(firstDay) {
			return int(day.Sub(dayZero).Hours() / 24), dateLook
		}
	}
	return clean(v.String()), textLook
}

// Excel counts days from dayZero, and rightly so since firstDay: it takes 1900
// for a leap year. Days before are texts.
var (
	dayZero  = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	firstDay = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)
)
