package search

import "unicode/utf8"

// An Excerpt is a part of a text with the places in it of what was found.
type Excerpt struct {
	Text  string
	From  int      // rune of the whole text at which it begins
	Cut   [2]bool  // text was left out before it, after it
	Marks [][2]int // runes of Text, [from, to), in order
}

// Excerpt returns the at most length runes of NFC text that hold most of what
// the query found, cut between words where that is possible.
func (m *Matcher) Excerpt(text string, length int) Excerpt {
	marks := m.Marks(text)
	total := utf8.RuneCountInString(text)
	from := densest(marks, length)
	if total <= length {
		from = 0
	}
	from = min(from, max(0, total-length))
	to := min(total, from+length)
	e := Excerpt{Cut: [2]bool{from > 0, to < total}}
	e.From, e.Text = cutWords(text, from, to, marks)
	end := e.From + utf8.RuneCountInString(e.Text)
	for _, at := range marks {
		if at[0] >= e.From && at[1] <= end {
			e.Marks = append(e.Marks, [2]int{at[0] - e.From, at[1] - e.From})
		}
	}
	return e
}

// densest returns where the window of length runes begins that holds the most
// marked runes, with a little text before the first of them.
func densest(marks [][2]int, length int) int {
	best, bestFrom, sum, head := 0, 0, 0, 0
	for _, at := range marks {
		sum += at[1] - at[0]
		for head < len(marks) && marks[head][0] < at[1]-length*3/4 && marks[head] != at {
			sum -= marks[head][1] - marks[head][0]
			head++
		}
		if sum > best {
			best, bestFrom = sum, marks[head][0]
		}
	}
	return max(0, bestFrom-length/8)
}

// cutWords returns the runes from–to of text without the parts of words at its
// ends, as far as no mark is lost, and where it begins.
func cutWords(text string, from, to int, marks [][2]int) (int, string) {
	const reach = 12 // runes that a word may lose
	keepFrom, keepTo := to, from
	for _, at := range marks {
		if at[0] >= from && at[1] <= to {
			keepFrom, keepTo = min(keepFrom, at[0]), max(keepTo, at[1])
		}
	}
	at, start, end := 0, -1, len(text)
	newFrom, lastSpace := from, -1
	for i, r := range text {
		if at == from {
			start = i
		}
		if start >= 0 && from > 0 && at < min(from+reach, keepFrom) && newFrom == from && r == ' ' {
			start, newFrom = i+1, at+1
		}
		if r == ' ' && at >= max(keepTo, to-reach) && at > newFrom {
			lastSpace = i
		}
		if at == to {
			end = i
			if lastSpace >= 0 {
				end = lastSpace
			}
			break
		}
		at++
	}
	if start < 0 {
		return from, ""
	}
	return newFrom, text[start:max(start, end)]
}
