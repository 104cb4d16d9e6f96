package briefing

import "fmt"

const (
	// around is how many unchanged lines stand around a change.
	around = 2
	// maxCompare bounds the work of comparing: 2,000 lines with 2,000.
	maxCompare = 4_000_000
)

// compareLines tells how one list of lines becomes another, with a few
// unchanged lines around each change. Two lists that are too long to compare
// are told one after the other.
func compareLines(before, after []string) []ChangeLine {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	var all []ChangeLine
	for _, l := range before[:head] {
		all = append(all, ChangeLine{"", l})
	}
	all = append(all, middle(before[head:len(before)-tail], after[head:len(after)-tail])...)
	for _, l := range before[len(before)-tail:] {
		all = append(all, ChangeLine{"", l})
	}
	return shorten(all)
}

// middle compares by the longest common subsequence.
func middle(before, after []string) []ChangeLine {
	n, m := len(before), len(after)
	var all []ChangeLine
	if n*m > maxCompare {
		for _, l := range before {
			all = append(all, ChangeLine{"−", l})
		}
		for _, l := range after {
			all = append(all, ChangeLine{"+", l})
		}
		return all
	}
	// longest[i][j] is that of before[i:] and after[j:].
	longest := make([][]int32, n+1)
	for i := range longest {
		longest[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if before[i] == after[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && before[i] == after[j]:
			all = append(all, ChangeLine{"", before[i]})
			i++
			j++
		case j == m || i < n && longest[i+1][j] >= longest[i][j+1]:
			all = append(all, ChangeLine{"−", before[i]})
			i++
		default:
			all = append(all, ChangeLine{"+", after[j]})
			j++
		}
	}
	return all
}

// shorten leaves out unchanged lines that are far from every change, and says
// how many.
func shorten(all []ChangeLine) []ChangeLine {
	near := make([]bool, len(all))
	any := false
	for i, l := range all {
		if !l.changes() {
			continue
		}
		any = true
		for k := max(0, i-around); k <= min(len(all)-1, i+around); k++ {
			near[k] = true
		}
	}
	if !any {
		return all
	}
	var short []ChangeLine
	for i := 0; i < len(all); {
		if near[i] {
			short = append(short, all[i])
			i++
			continue
		}
		from := i
		for i < len(all) && !near[i] {
			i++
		}
		short = append(short, ChangeLine{"…", fmt.Sprintf("%d dòng như cũ", i-from)})
	}
	return short
}
