package docx

import (
	"strings"
	"unicode"

	"giaoban/internal/export"
)

// The lengths of Word are twips, twentieths of a point.
const twipsPerPoint = 20

func twips(mm float64) int { return int(mm*1440/25.4 + 0.5) }

// textWidth estimates the width in twips of s in Times New Roman, within some
// percent. Only rules and narrow columns depend on it.
func textWidth(s string, size float64, bold bool) int {
	em := 0.0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsUpper(r):
			em += 0.70
		case unicode.IsDigit(r):
			em += 0.50
		case strings.ContainsRune(" .,;:/-iltjfr|'()", r):
			em += 0.29
		case r == 'm' || r == 'w':
			em += 0.78
		case r > 0x2E80: // Chinese and emoji are square
			em += 1
		default:
			em += 0.52
		}
	}
	if bold {
		em *= 1.06
	}
	return int(em * size * twipsPerPoint)
}

// columnWidths shares room among the columns of t by their ratios, but gives
// each what its longest word of the head, its dates and its numbers need
// unbroken, as far as there is room. The sum is room.
func columnWidths(t *export.Table, room int, size float64) []int {
	least, share := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	var leastSum, shareSum float64
	for i, c := range t.Columns {
		least[i] = float64(leastWidth(t, i, size))
		share[i] = c.Width
		if share[i] <= 0 {
			share[i] = 1
		}
		leastSum += least[i]
		shareSum += share[i]
	}
	widths := make([]int, len(t.Columns))
	if leastSum >= float64(room) {
		return toSum(widths, least, float64(room)/leastSum, room)
	}
	// A column below its least takes that; the others share what is left, which
	// may push another below its own.
	left, fixed := float64(room), make([]bool, len(t.Columns))
	for again := true; again; {
		again = false
		for i := range share {
			if !fixed[i] && share[i]/shareSum*left < least[i] {
				fixed[i], again = true, true
				left -= least[i]
				shareSum -= share[i]
				share[i] = 0
				break
			}
		}
	}
	for i := range share {
		if fixed[i] {
			share[i] = least[i]
		} else {
			share[i] = share[i] / shareSum * left
		}
	}
	return toSum(widths, share, 1, room)
}

func toSum(widths []int, exact []float64, factor float64, sum int) []int {
	for i := range widths {
		widths[i] = int(exact[i] * factor)
		sum -= widths[i]
	}
	if len(widths) > 0 {
		widths[len(widths)-1] += sum
	}
	return widths
}

// measured is how many rows of a table are measured; more would not change how
// it looks.
const measured = 1000

// breaksLine reports whether Word ends lines at r.
func breaksLine(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '/' }

// leastWidth returns the width that column i needs to break no word, no number
// and no date.
func leastWidth(t *export.Table, i int, size float64) int {
	widest := 0
	for _, word := range strings.Fields(clean(t.Columns[i].Head)) {
		widest = max(widest, textWidth(word, size, true))
	}
	unbroken := func(row []export.Value, bold bool) {
		switch {
		case i >= len(row) || !row[i].Known:
		case row[i].Kind != export.TextKind:
			widest = max(widest, textWidth(row[i].String(), size, bold))
		default:
			for word := range strings.FieldsFuncSeq(row[i].Text, breaksLine) {
				widest = max(widest, textWidth(word+"-", size, bold))
			}
		}
	}
	for _, row := range t.Rows[:min(len(t.Rows), measured)] {
		unbroken(row, false)
	}
	unbroken(t.Total, true)
	return min(widest+2*cellPadding+twipsPerPoint*2, twips(45))
}
