package xlsx

import (
	"io"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
	"giaoban/internal/format/formattest"
)

// BenchmarkLargeList writes 50,000 rows of 8 cells and reports how much longer
// that takes than the bare stream of excelize for the same cells.
func BenchmarkLargeList(b *testing.B) {
	d := formattest.List(50_000)
	var own, bare time.Duration
	for b.Loop() {
		start := time.Now()
		if err := Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if err := writeBare(io.Discard, d); err != nil {
			b.Fatal(err)
		}
		own, bare = own+middle.Sub(start), bare+time.Since(middle)
	}
	b.ReportMetric(own.Seconds()/float64(b.N), "own-s/op")
	b.ReportMetric(own.Seconds()/bare.Seconds(), "x-bare")
}

// writeBare writes the cells of the first table with nothing around them.
func writeBare(w io.Writer, d *export.Document) error {
	f := excelize.NewFile()
	defer f.Close()
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	table := d.Tables()[0]
	row := make([]any, len(table.Columns))
	for r, values := range table.Rows {
		for i, v := range values {
			switch v.Kind {
			case export.TextKind:
				row[i] = v.Text
			case export.DateKind:
				row[i] = int(v.Day.Time().Sub(dayZero).Hours() / 24)
			default:
				row[i] = int(v.Number)
			}
		}
		if err := s.SetRow(cellName(1, r+1), row); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}
