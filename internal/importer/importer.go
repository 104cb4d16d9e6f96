// Package importer reads rows of workbooks into values of the domain, with
// every mistake at its cell. It stores nothing.
package importer

import (
	"fmt"
	"strings"

	"giaoban/internal/vntext"
	"giaoban/internal/xlsx"
)

// A Fault is one mistake in a workbook.
type Fault struct {
	Sheet   string
	Row     int    // as Excel shows it; 0 for the whole sheet
	Column  string // head of the column; "" for the whole row
	Message string // what is wrong and what to do, in Vietnamese
}

// String returns the fault in a line: "Dòng 7, cột Mã: …".
func (f Fault) String() string {
	var at []string
	if f.Row > 0 {
		at = append(at, fmt.Sprintf("dòng %d", f.Row))
	}
	if f.Column != "" {
		at = append(at, "cột "+f.Column)
	}
	if at == nil {
		return f.Message
	}
	place := strings.Join(at, ", ")
	return strings.ToUpper(place[:1]) + place[1:] + ": " + f.Message
}

// headRows is how far down a table may begin below titles.
const headRows = 20

// A column is one column that a table may have.
type column struct {
	name   string   // "unit"; of the value
	head   string   // as the template writes it
	also   []string // other heads that people write, folded
	needed bool
}

// A table is the part of a sheet below its heads.
type table struct {
	sheet   string
	columns map[string]int // place of a column by its name
	rows    []xlsx.Row
}

// findTable looks for the row of heads in the first rows of every sheet. Heads
// are told apart by their words, whatever the marks, capitals and order.
func findTable(sheets []xlsx.Sheet, columns []column) (*table, *Fault) {
	var best *table
	var missing []string
	for _, s := range sheets {
		for i, row := range s.Rows {
			if row.Number > headRows {
				break
			}
			t := &table{sheet: s.Name, columns: map[string]int{}, rows: s.Rows[i+1:]}
			for at, cell := range row.Cells {
				if c := columnNamed(columns, cell); c != nil {
					if _, twice := t.columns[c.name]; !twice {
						t.columns[c.name] = at
					}
				}
			}
			if best == nil || len(t.columns) > len(best.columns) {
				best = t
			}
		}
	}
	for _, c := range columns {
		found := false
		if best != nil {
			_, found = best.columns[c.name]
		}
		if c.needed && !found {
			missing = append(missing, c.head)
		}
	}
	if missing != nil {
		return nil, &Fault{Message: fmt.Sprintf("Không thấy cột %s trong %d dòng đầu. Dùng tệp mẫu, hoặc ghi đúng tên cột.",
			strings.Join(missing, ", "), headRows)}
	}
	return best, nil
}

func columnNamed(columns []column, head string) *column {
	folded := fold(head)
	for i, c := range columns {
		if folded == fold(c.head) {
			return &columns[i]
		}
		for _, other := range c.also {
			if folded == other {
				return &columns[i]
			}
		}
	}
	return nil
}

// cell returns the text of a row in a column; "" where there is none.
func (t *table) cell(row xlsx.Row, name string) string {
	at, ok := t.columns[name]
	if !ok || at >= len(row.Cells) {
		return ""
	}
	return vntext.Words(vntext.Normalize(strings.ToValidUTF8(strings.ReplaceAll(row.Cells[at], "\x00", ""), "")))
}

// fold returns what two texts are compared by.
func fold(s string) string {
	return vntext.Fold(vntext.Words(vntext.Normalize(strings.ToValidUTF8(s, ""))))
}
