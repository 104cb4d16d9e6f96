package filetext

import (
	"strings"
	"unicode"

	"giaoban/internal/vntext"
)

// text joins what was taken up. Old encodings become Unicode: by the font where
// it tells, else by what the words of a line are in each.
func (s *sink) text() (text string, converted bool) {
	d := &detector{converter: newConverter(), speller: newSpeller()}
	lines := linesOf(s.parts)
	for i := range lines {
		d.weigh(lines[i])
	}
	var b strings.Builder
	for _, line := range lines {
		other := d.decide(line)
		for _, p := range line {
			from := p.font
			if from == plain {
				from = other
			}
			if from != plain && !isUnicode(p.text) {
				to := d.convert(p.text, from)
				converted = converted || to != p.text
				p.text = to
			}
			b.WriteString(p.text)
		}
	}
	return tidy(b.String()), converted
}

// linesOf parts text at the ends of lines.
func linesOf(parts []part) [][]part {
	var lines [][]part
	var line []part
	for _, p := range parts {
		for text := range strings.Lines(p.text) {
			if n := len(line); n > 0 && line[n-1].font == p.font {
				line[n-1].text += text
			} else {
				line = append(line, part{text, p.font})
			}
			if strings.HasSuffix(text, "\n") {
				lines, line = append(lines, line), nil
			}
		}
	}
	return append(lines, line)
}

// tidy makes text what all spans refer to: NFC, without signs that nobody sees
// but the ends of lines, no more than one empty line in a row.
func tidy(text string) string {
	text = vntext.Normalize(strings.ToValidUTF8(text, "\ufffd"))
	var b strings.Builder
	empty := 0
	for line := range strings.Lines(text) {
		line = vntext.Words(strings.Map(func(r rune) rune {
			switch {
			case r == '\t' || r == '\v' || r == '\f':
				return ' '
			case unicode.IsControl(r) || unicode.Is(unicode.Co, r):
				return -1
			}
			return r
		}, line))
		if line == "" {
			empty++
			continue
		}
		if empty > 0 && b.Len() > 0 {
			b.WriteByte('\n')
		}
		empty = 0
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// A detector finds out how lines are written whose fonts do not tell.
type detector struct {
	*converter
	*speller
	strong [vni + 1]int // lines that are clearly in each encoding
}

// readings are the encodings that a line may be in.
func readings() []encoding { return []encoding{plain, tcvn3, vni} }

// weigh counts a line that is clear by itself.
func (d *detector) weigh(line []part) {
	text := unmarked(line)
	if isUnicode(text) {
		d.strong[plain]++
		return
	}
	if best, clear := d.best(text); clear {
		d.strong[best]++
	}
}

// decide returns the encoding of the parts of a line whose font tells nothing:
// its own where it is clear, else the one of most other lines.
func (d *detector) decide(line []part) encoding {
	text := unmarked(line)
	if text == "" || isUnicode(text) {
		return plain
	}
	best, clear := d.best(text)
	if clear {
		return best
	}
	for _, e := range []encoding{tcvn3, vni} {
		if d.strong[e] > d.strong[plain]+d.strong[tcvn3]+d.strong[vni]-d.strong[e] && d.right(text, e) > 0 {
			return e
		}
	}
	return plain
}

// best returns the encoding in which most words of a text with letters beyond
// ASCII are Vietnamese; clear tells that no other comes near.
func (d *detector) best(text string) (best encoding, clear bool) {
	words := beyondASCII(text)
	if words == 0 {
		return plain, false
	}
	var right [vni + 1]int
	for _, e := range readings() {
		if right[e] = d.right(text, e); right[e] > right[best] {
			best = e
		}
	}
	if best == plain {
		return plain, right[plain]*2 > words
	}
	return best, right[best]*10 >= words*7 && right[best] >= 2 && right[best] >= 2*right[plain]
}

// right counts the words beyond ASCII of a text that are Vietnamese when it is
// read in an encoding.
func (d *detector) right(text string, e encoding) (n int) {
	for word := range strings.FieldsFuncSeq(text, isGap) {
		if !tells(word) {
			continue
		}
		read := strings.ToLower(vntext.Normalize(d.convert(word, e)))
		read = strings.Trim(read, "«»")
		if !isASCII(read) && d.syllable(read) {
			n++
		}
	}
	return n
}

func beyondASCII(text string) (n int) {
	for word := range strings.FieldsFuncSeq(text, isGap) {
		if tells(word) {
			n++
		}
	}
	return n
}

// tells reports whether a word can tell how it is written: one with letters of
// ASCII and others.
func tells(word string) bool {
	return !isASCII(word) && strings.ContainsFunc(word, func(r rune) bool { return r < 0x80 })
}

// isGap reports whether no word holds r, in whatever encoding.
func isGap(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' || r < 0x80 && !unicode.IsLetter(r) || r > 0xff && unicode.IsPunct(r)
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) }

// isUnicode reports whether a text holds a letter that only Unicode has.
func isUnicode(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r >= 0x1ea0 && r <= 0x1ef9 || r >= 0x300 && r <= 0x323 || strings.ContainsRune("ĂăĐđĨĩŨũƠơƯư", r)
	})
}

// unmarked joins the parts of a line whose font tells nothing.
func unmarked(line []part) string {
	var b strings.Builder
	for _, p := range line {
		if p.font == plain {
			b.WriteString(p.text)
		}
	}
	return b.String()
}
