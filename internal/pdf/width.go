package pdf

import (
	"math"

	"giaoban/internal/export"
)

// edges shares the width of the text among the columns of t as their widths
// ask, then moves room to where it saves lines.
func (c *composer) edges(t export.Table) []float64 {
	wish := make([]float64, len(t.Columns))
	need := make([]float64, len(t.Columns))
	sum := 0.0
	for i, col := range t.Columns {
		wish[i] = max(col.Width, 1)
		sum += wish[i]
		need[i] = c.need(t, i)
	}
	for i := range wish {
		wish[i] *= c.width / sum
	}
	widths := fit(wish, need, c.width)
	improve(widths, need, c.cells(t))
	edges := []float64{c.left}
	for i, w := range widths {
		edges = append(edges, edges[i]+w)
	}
	return edges
}

// need returns the width of column i that breaks no word.
func (c *composer) need(t export.Table, i int) float64 {
	size := c.layout.Sizes.Table
	widest := c.fonts[bold].longest(t.Columns[i].Head, size)
	for _, row := range t.Rows {
		if i < len(row) {
			widest = max(widest, c.fonts[regular].longest(row[i].String(), size))
		}
	}
	if i < len(t.Total) {
		widest = max(widest, c.fonts[bold].longest(t.Total[i].String(), size))
	}
	return widest + 2*cellSide + 0.1
}

// cells returns the widths of the cells, each set in one line: of the head,
// which counts as several rows because it is repeated, and of a sample of the
// rows.
func (c *composer) cells(t export.Table) [][]float64 {
	const most, headWeight = 200, 3
	size := c.layout.Sizes.Table
	head := make([]float64, len(t.Columns))
	for i, col := range t.Columns {
		head[i] = c.fonts[bold].width(col.Head, size)
	}
	var rows [][]float64
	for range headWeight {
		rows = append(rows, head)
	}
	for at := 0; at < len(t.Rows); at += 1 + len(t.Rows)/most {
		row := make([]float64, len(t.Columns))
		for i := range min(len(row), len(t.Rows[at])) {
			row[i] = c.fonts[regular].width(t.Rows[at][i].String(), size)
		}
		rows = append(rows, row)
	}
	return rows
}

// fit raises every wished width to what it needs and takes the difference from
// the columns that have more than they need. Needs that do not fit together
// are cut, the greatest first.
func fit(wish, need []float64, whole float64) []float64 {
	limit, total := whole, whole+1
	for total > whole && limit > 1 {
		total = 0
		for i := range need {
			need[i] = min(need[i], limit)
			total += need[i]
		}
		limit *= 0.95
	}
	lack, spare := 0.0, 0.0
	for i, n := range need {
		lack += max(0, n-wish[i])
		spare += max(0, wish[i]-n)
	}
	out := make([]float64, len(wish))
	for i, n := range need {
		out[i] = max(wish[i], n)
		if wish[i] > n {
			out[i] -= (wish[i] - n) / spare * lack
		}
	}
	return out
}

// improve moves room from column to column as long as that makes the table
// shorter. No column falls below its need.
func improve(widths, need []float64, cells [][]float64) {
	best := cost(widths, cells)
	for better := true; better; {
		better = false
		for _, step := range []float64{16, 8, 4, 2, 1} {
			for from := range widths {
				for to := range widths {
					if from == to || widths[from]-step < need[from] {
						continue
					}
					widths[from] -= step
					widths[to] += step
					if n := cost(widths, cells); n < best-1e-6 {
						best, better = n, true
						continue
					}
					widths[from] += step
					widths[to] -= step
				}
			}
		}
	}
}

// cost estimates the lines that the rows take at the given widths. It also
// counts how full the fullest cells are, for a step that saves no line yet may
// be on the way to one that does, and a little for every broken cell: names
// and dates read better whole.
func cost(widths []float64, cells [][]float64) float64 {
	const (
		filled = 0.93 // of a line, before a word does not fit any more
		broken = 0.2
	)
	sum := 0.0
	for _, row := range cells {
		most := 1.0
		for i, w := range row {
			if room := widths[i] - 2*cellSide; w > room {
				lines := w / (filled * room)
				most = max(most, lines)
				sum += broken * (math.Ceil(lines) - 1)
			}
		}
		sum += most + math.Ceil(most)
	}
	return sum
}
