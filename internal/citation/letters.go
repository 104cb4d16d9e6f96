package citation

import "unicode/utf8"

// letters is the tail of a text, folded, without blanks: what stands before a
// number, to be compared with the words that may stand there. They are read
// from the end, and no further than a comparison goes.
type letters struct {
	s     string
	end   int
	at    int // everything behind it is read
	ascii bool
	done  bool
	n     int
	fold  [40]byte  // from the last letter to the first
	first [40]bool  // whether the letter begins a word
	back  [40]int32 // how many bytes before the end it starts
}

// lettersBefore reads the letters before end, over blanks within a paragraph.
// With ascii it leaves out every letter that is not plain, as files do that
// lost them.
func lettersBefore(s string, end int, ascii bool) letters {
	return letters{s: s, end: end, at: end, ascii: ascii}
}

// more reads one more letter, if there is one.
func (l *letters) more() bool {
	for !l.done && l.n < len(l.fold) {
		if l.at > 0 && l.s[l.at-1] < utf8.RuneSelf {
			if c := letterForms[l.s[l.at-1]].fold; c != 0 {
				l.add(c, 1)
				return true
			}
		}
		r, w := runeBefore(l.s, l.at)
		if w == 0 {
			break
		}
		if isBlank(r) {
			j, lines := skipBlanksBack(l.s, l.at)
			if lines > 1 {
				break
			}
			if l.n > 0 {
				l.first[l.n-1] = true
			}
			l.at = j
			continue
		}
		if l.ascii && (r >= utf8.RuneSelf || r == '?') {
			l.at -= w
			continue
		}
		c := fold(r)
		if c == 0 {
			break
		}
		l.add(c, w)
		return true
	}
	if !l.done && l.n > 0 && l.n < len(l.fold) {
		l.first[l.n-1] = true
	}
	l.done = true
	return false
}

func (l *letters) add(c byte, width int) {
	l.at -= width
	l.fold[l.n], l.back[l.n] = c, int32(l.end-l.at)
	l.n++
}

// letter returns the letter with k letters behind it, or 0.
func (l *letters) letter(k int) byte {
	for l.n <= k {
		if !l.more() {
			return 0
		}
	}
	return l.fold[k]
}

// endsWith reports whether the letters, without the last skip ones, end with
// name from the start of a word, and where that starts in the text.
func (l *letters) endsWith(name string, skip int) (start int, ok bool) {
	for k := len(name) - 1; k >= 0; k-- {
		if l.letter(skip) != name[k] {
			return 0, false
		}
		skip++
	}
	return l.start(skip - 1), l.begins(skip - 1)
}

// start returns where letter k starts in the text.
func (l *letters) start(k int) int { return l.end - int(l.back[k]) }

// begins reports whether letter k begins a word, which the next one tells.
func (l *letters) begins(k int) bool {
	if k+1 == l.n {
		l.more()
	}
	return l.first[k]
}
