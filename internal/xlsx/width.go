package xlsx

import (
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"

	"giaoban/internal/export"
)

// Widths are in Excel's unit, the width of a digit.
const (
	paperWidth = 160 // a little more than the long side of A4 holds; print is shrunk to it
	narrow     = 96  // what the short side holds

	padding = 2    // left and right of a text
	arrow   = 2.4  // room for the button of the filter
	space   = 0.65 // between words

	narrowText   = 16  // least width of a column of longer texts
	widestColumn = 80  // by itself; a table of few columns needs no more
	measured     = 500 // rows that are measured; more would not change a look
)

// textWidth estimates the width of s at the size of a table's cells.
func textWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch r {
		case ' ', '.', ',', ';', ':', '/', '-', '|', '\'', '(', ')', 'i', 'ì', 'í', 'ỉ', 'ĩ', 'ị', 'l', 't', 'j', 'f', 'r':
			w += space
			continue
		case 'm', 'w':
			w += 1.65
			continue
		}
		switch {
		case '0' <= r && r <= '9':
			w += 1.12
		case unicode.IsUpper(r):
			w += 1.5
		case r > 0x2E80: // Chinese and emoji are square
			w += 2.2
		case r >= 0x300 && unicode.Is(unicode.Mn, r):
		default:
			w += 1.03
		}
	}
	return w
}

// columnWidths gives every column of t what its longest head word, day or
// number needs. The rest of the paper is shared by the ratios of the columns,
// but none gets more than its longest text takes.
func columnWidths(t *export.Table) []float64 {
	widths, most := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	room := float64(paperWidth)
	for i := range t.Columns {
		widths[i], most[i] = needs(t, i)
		room -= widths[i]
	}
	// What is left goes to those columns that want more. One that has enough
	// leaves the rest of its share to the next round.
	for room > 1 {
		sum := 0.0
		for i, c := range t.Columns {
			if widths[i] < most[i] {
				sum += share(c)
			}
		}
		if sum == 0 {
			break
		}
		given := 0.0
		for i, c := range t.Columns {
			if widths[i] < most[i] {
				more := min(room*share(c)/sum, most[i]-widths[i])
				widths[i] += more
				given += more
			}
		}
		room -= given
	}
	return widths
}

func share(c export.Column) float64 {
	if c.Width <= 0 {
		return 1
	}
	return c.Width
}

// needs returns the least width that column i can be read in, and the width
// beyond which it only wastes paper.
func needs(t *export.Table, i int) (least, most float64) {
	head := clean(t.Columns[i].Head)
	least = padding + arrow
	for _, word := range strings.Fields(head) {
		least = max(least, min(textWidth(word)*1.06+padding+arrow, 40))
	}
	most = max(least, min(textWidth(head)+padding+arrow, 30))
	look := func(row []export.Value) {
		if i >= len(row) || !row[i].Known {
			return
		}
		w := textWidth(row[i].String())*1.06 + padding
		if row[i].Kind == export.TextKind {
			least = max(least, min(w, narrowText))
		} else {
			least = max(least, min(w, 40))
		}
		most = max(most, min(w, widestColumn))
	}
	for _, row := range t.Rows[:min(len(t.Rows), measured)] {
		look(row)
	}
	look(t.Total)
	return least, max(least, most)
}

// lines estimates how many lines s takes in a cell of the given width, rather
// one too many than one too few.
func lines(s string, width float64) int {
	width -= padding / 2
	if textWidth(s) <= width && !strings.Contains(s, "\n") {
		return 1
	}
	n := 0
	for line := range strings.Lines(s) {
		n++
		used := 0.0
		for word := range strings.SplitAfterSeq(line, " ") {
			w := textWidth(word)
			if used > 0 && used+w-space > width {
				n, used = n+1, 0
			}
			if w > width { // a word longer than a line breaks anywhere
				n += int(w / width)
				w -= width * float64(int(w/width))
			}
			used += w
		}
	}
	return max(n, 1)
}

// lineHeight and rowPadding are in points, for cells of a table.
const (
	lineHeight = 15.5
	rowPadding = 2.5
)

// height returns how high a row with n lines is. Programs but Excel do not fit
// a row to its texts when they open a file.
func height(n int) float64 {
	return min(float64(n)*lineHeight+rowPadding, excelize.MaxRowHeight)
}
