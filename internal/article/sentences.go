package article

import (
	"slices"
	"strings"
	"unicode"
)

// maxSentence bounds a sentence in bytes of plain. Text without any full stop
// is cut there, so that no work grows with the square of the text.
const maxSentence = 3000

// A sentence is plain[start:end]; para counts paragraphs from 0.
type sentence struct {
	start, end int
	para       int
	first      bool // it opens its paragraph
	last       bool // it closes its paragraph
	stopped    bool // it ends in a full stop or the like
}

// sentences cuts the text at paragraph breaks and full stops.
func (s *source) sentences() []sentence {
	var all []sentence
	para, start, first := 0, 0, true
	cut := func(end, next int) {
		a, b := s.trim(start, end, "")
		if a < b {
			stop := strings.IndexByte(".!?", s.plain[b-1]) >= 0
			all = append(all, sentence{start: a, end: b, para: para, first: first, stopped: stop})
			first = false
		}
		start = next
	}
	for i := 0; i < len(s.plain); i++ {
		switch c := s.plain[i]; {
		case c == '\n':
			cut(i, i+1)
			para++
			first = true
		case (c == '.' || c == '!' || c == '?') && s.stops(i):
			cut(i+1, i+1)
		case c == ' ' && i-start > maxSentence, i-start > 2*maxSentence:
			cut(i, i)
		}
	}
	cut(len(s.plain), len(s.plain))
	for i := range all {
		all[i].last = i+1 == len(all) || all[i+1].para != all[i].para
	}
	return all
}

// abbreviations are words before a point that does not close a sentence.
var abbreviations = map[string]bool{
	"tp": true, "tx": true, "tt": true, "ths": true, "ts": true, "gs": true, "pgs": true,
	"bs": true, "q": true, "p": true, "h": true, "kp": true, "d/c": true, "dc": true, "st": true, "vv": true,
}

// stops reports whether the point at i closes a sentence: a capital or a sign
// follows after a space, and no known abbreviation stands before.
func (s *source) stops(i int) bool {
	if i+1 >= len(s.plain) || s.plain[i+1] == '\n' {
		return true
	}
	if s.plain[i+1] != ' ' || i+2 >= len(s.plain) {
		return false
	}
	if next := s.plain[i+2]; 'a' <= next && next <= 'z' && !s.upper(i+2) {
		return false
	}
	if s.plain[i] != '.' {
		return true
	}
	from := i
	for from > 0 && from > i-8 && s.plain[from-1] != ' ' && s.plain[from-1] != '\n' {
		from--
	}
	word := strings.TrimLeft(s.plain[from:i], "(\"'")
	// One letter is an initial; one or two digits at the start of a line are
	// the number of a list.
	if len(word) == 1 && word[0] > '9' || abbreviations[word] {
		return false
	}
	if len(word) <= 2 && isDigits(word) && (from == 0 || s.plain[from-1] == '\n') {
		return false
	}
	return true
}

func isDigits(w string) bool {
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}

// A breakRule says which line ends close a paragraph.
type breakRule struct {
	wrapped bool   // the text is broken into lines of equal width
	joined  []bool // of wrapped text: by rune, line ends that mean a space
}

func (b breakRule) at(i int) bool { return !b.wrapped || !b.joined[i] }

// paragraphBreaks tells text with a line a paragraph from text that is wrapped
// at some width. In the first every line end closes a paragraph. The second is
// known by its many lines that start in lower case; there a line goes on in
// the next one when that starts in lower case, or its first word had no room.
func paragraphBreaks(runes []rune) breakRule {
	type line struct{ start, end int }
	var lines []line
	start := 0
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && runes[i] != '\n' {
			continue
		}
		a, b := start, i
		for a < b && unicode.IsSpace(runes[a]) {
			a++
		}
		for a < b && unicode.IsSpace(runes[b-1]) {
			b--
		}
		lines = append(lines, line{a, b})
		start = i + 1
	}
	// open reports whether line i may go on in the next one.
	open := func(i int) bool {
		l, next := lines[i], lines[i+1]
		if l.start == l.end || next.start == next.end {
			return false
		}
		closing := ".!?"
		if strings.ContainsRune("-+*•–", runes[next.start]) {
			closing = ".!?:;" // an item of a list, unless a dash was wrapped
		}
		return !strings.ContainsRune(closing, runes[l.end-1])
	}
	lower, pairs := 0, 0
	for i := range len(lines) - 1 {
		if open(i) {
			pairs++
			if unicode.IsLower(runes[lines[i+1].start]) {
				lower++
			}
		}
	}
	rule := breakRule{wrapped: lower >= 3 && lower*5 >= pairs*2}
	if !rule.wrapped {
		return rule
	}
	var lengths []int // of lines with another below
	for i := range len(lines) - 1 {
		if n := lines[i].end - lines[i].start; n > 0 && lines[i+1].start < lines[i+1].end {
			lengths = append(lengths, n)
		}
	}
	slices.Sort(lengths)
	width := lengths[len(lengths)*4/5] - 3 // single lines may be longer
	rule.joined = make([]bool, len(runes))
	for i := range len(lines) - 1 {
		if !open(i) {
			continue
		}
		l, next := lines[i], lines[i+1]
		first := next.start
		for first < next.end && !unicode.IsSpace(runes[first]) {
			first++
		}
		if l.end-l.start+1+first-next.start > width || unicode.IsLower(runes[next.start]) {
			for j := l.end; j < next.start; j++ {
				rule.joined[j] = true
			}
		}
	}
	return rule
}
