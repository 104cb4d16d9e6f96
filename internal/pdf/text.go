package pdf

import (
	"fmt"
	"strings"
	"unicode"

	"giaoban/internal/vntext"
)

// clean makes s safe to print: valid UTF-8 in NFC, with LF line ends, plain
// spaces for tabs and wide spaces, and without control and zero-width
// characters. A letter that the font lacks is printed as its code, [U+1F600],
// so that nothing is lost and nothing is a box.
func (m *metrics) clean(s string) string {
	s = vntext.Normalize(strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '\n', r == '\u0085', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			b.WriteByte('\n')
		case r == '\u00A0', r == '\u202F':
			b.WriteRune('\u00A0')
		case unicode.IsSpace(r), unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case unicode.IsControl(r), vntext.IsInvisible(r):
		case m.has(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

// A line is one line of broken text.
type line struct {
	text  string
	space bool // a space was dropped at its end
	last  bool // ends a paragraph: never justified
}

// breakLines breaks clean text into lines of at most the given width, the
// first one shorter by indent. Lengths are millimetres. It is the only line
// breaker: what is measured is what is drawn. Text without words gives none.
func (m *metrics) breakLines(s string, size, width, indent float64) []line {
	var lines []line
	gap := m.width(" ", size)
	room := width - indent
	for paragraph := range strings.SplitSeq(s, "\n") {
		var cur strings.Builder
		used := 0.0
		emit := func(space bool) {
			lines = append(lines, line{text: cur.String(), space: space})
			cur.Reset()
			used, room = 0, width
		}
		for word := range strings.FieldsFuncSeq(paragraph, func(r rune) bool { return r == ' ' }) {
			w := m.width(word, size)
			if cur.Len() > 0 && used+gap+w > room {
				emit(true)
			}
			if cur.Len() > 0 {
				cur.WriteByte(' ')
				used += gap
			}
			for w > room {
				head := m.split(word, size, room)
				if head == "" && room < width {
					emit(false) // the indent left no room for a letter
					continue
				}
				cur.WriteString(head)
				word = word[len(head):]
				w -= m.width(head, size)
				emit(false)
				if word == "" {
					break
				}
			}
			cur.WriteString(word)
			used += w
		}
		if cur.Len() > 0 {
			emit(false)
		}
		if len(lines) > 0 {
			lines[len(lines)-1].last = true
		}
	}
	return lines
}

// split returns how much of a word that is too long for a line goes onto it:
// up to a hyphen or slash in its second half, else as many letters as fit, but
// one at least, so that breaking ends even where the line is no wider.
func (m *metrics) split(word string, size, room float64) string {
	units := int(room / (size * point) * 1000)
	end, soft := 0, 0
	for at, r := range word {
		if m.has(r) {
			units -= m.widths[r]
		}
		if units < 0 && at > 0 {
			break
		}
		end = at + len(string(r))
		if r == '-' || r == '/' {
			soft = end
		}
	}
	if soft > end/2 && end < len(word) {
		return word[:soft]
	}
	return word[:end]
}

// longest returns the width of the widest word of s.
func (m *metrics) longest(s string, size float64) float64 {
	widest := 0.0
	for word := range strings.FieldsSeq(s) {
		widest = max(widest, m.width(word, size))
	}
	return widest
}

// stretch returns what to add to every space of a line to fill the room.
func (m *metrics) stretch(s string, size, room float64) float64 {
	gaps := strings.Count(s, " ")
	if gaps == 0 {
		return 0
	}
	return (room - m.width(s, size)) / float64(gaps)
}
