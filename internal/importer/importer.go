// Package importer reads rows of workbooks into values of the domain, with
// every mistake at its cell. It stores nothing.
package importer

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

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

// maxListed bounds the rows of one list. Vietnam has 3,321 communes.
const maxListed = 5000

// headRows is how far down a table may begin below titles.
const headRows = 20

// A column is one column that a table may have.
type column struct {
	name   string   // "unit"; of the value
	head   string   // as the template writes it
	also   []string // other heads that people write
	needed bool
}

// A table is the part of a sheet below its heads.
type table struct {
	sheet   string
	columns map[string]int // place of a column by its name
	rows    []xlsx.Row
}

// findTable looks for the row of heads in the first rows of every sheet, or two
// rows where heads are merged over others. Heads are told apart by their words,
// whatever the marks, signs, capitals and order.
func findTable(sheets []xlsx.Sheet, columns []column) (*table, *Fault) {
	names := namesOf(columns)
	var best *table
	for _, s := range sheets {
		for i, row := range s.Rows {
			if row.Number > headRows {
				break
			}
			t := &table{sheet: s.Name, columns: placesOf(names, row.Cells, nil), rows: s.Rows[i+1:]}
			if i+1 < len(s.Rows) && s.Rows[i+1].Number == row.Number+1 {
				if two := placesOf(names, row.Cells, s.Rows[i+1].Cells); len(two) > len(t.columns) {
					t.columns, t.rows = two, s.Rows[i+2:]
				}
			}
			if best == nil || len(t.columns) > len(best.columns) {
				best = t
			}
		}
	}
	var missing []string
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
	return cmp.Or(best, &table{}), nil
}

// namesOf maps the words of every head to the column that it means.
func namesOf(columns []column) map[string]string {
	names := map[string]string{}
	for _, c := range columns {
		for _, head := range append([]string{c.head}, c.also...) {
			names[headWords(head)] = c.name
		}
	}
	return names
}

// placesOf finds the columns in a row of heads, with those that stand in a
// second row below: "Số" under "Văn bản", or a head alone that is merged down
// over both.
func placesOf(names map[string]string, top, below []string) map[string]int {
	places := map[string]int{}
	group := ""
	for at := range max(len(top), len(below)) {
		upper, lower := headWords(cellAt(top, at)), headWords(cellAt(below, at))
		if upper != "" {
			group = upper
		}
		heads := []string{upper}
		if lower != "" {
			heads = []string{group + " " + lower, lower}
		}
		for _, head := range heads {
			if name, ok := names[head]; ok {
				if _, twice := places[name]; !twice {
					places[name] = at
				}
				break
			}
		}
	}
	return places
}

// headWords returns the words of a head, folded and without signs and what
// stands in brackets: "Ngày ban hành (dd/mm/yyyy)".
func headWords(head string) string {
	head, _, _ = strings.Cut(head, "(")
	return strings.Join(strings.FieldsFunc(fold(head), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

func cellAt(cells []string, at int) string {
	if at >= len(cells) {
		return ""
	}
	return cells[at]
}

// headsOf returns the heads of columns as a template writes them.
func headsOf(columns []column) []string {
	var all []string
	for _, c := range columns {
		all = append(all, c.head)
	}
	return all
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
