package article

import (
	"strings"
	"unicode"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A source is a text made ready for matching. Patterns run over plain, which
// is ASCII: folded, one kind of dash and quote, single spaces, '\n' only
// between paragraphs. Every byte of plain remembers the rune that it stands
// for, so that what was matched comes back exactly as it was written.
type source struct {
	text   string // normalised; spans refer to it
	runes  []rune
	plain  string
	at     []int32 // the rune of each byte of plain, and one past the last
	marked bool    // written with Vietnamese marks: they may tell words apart
}

// other stands in plain for a character that no pattern knows.
const other = '~'

// newSource prepares text, which vntext.Normalize made.
func newSource(text string) *source {
	s := &source{text: text, runes: []rune(text)}
	plain := make([]byte, 0, len(s.runes))
	s.at = make([]int32, 0, len(s.runes)+1)
	add := func(c byte, i int) {
		plain = append(plain, c)
		s.at = append(s.at, int32(i))
	}
	breaks := paragraphBreaks(s.runes)
	marks, letters := 0, 0
	var known [0x2000]byte // plain bytes found before: folding a letter is slow
	for i, r := range s.runes {
		last := byte('\n')
		if len(plain) > 0 {
			last = plain[len(plain)-1]
		}
		switch {
		case r == '\n' && breaks.at(i):
			if last == ' ' {
				plain[len(plain)-1] = '\n'
			} else if last != '\n' {
				add('\n', i)
			}
		case unicode.IsSpace(r):
			if last != ' ' && last != '\n' {
				add(' ', i)
			}
		case vntext.IsInvisible(r), unicode.Is(unicode.Mn, r):
		default:
			var c byte
			if r < rune(len(known)) {
				c = known[r]
			}
			if c == 0 {
				c = plainRune(r)
				if r < rune(len(known)) {
					known[r] = c
				}
			}
			if 'a' <= c && c <= 'z' {
				letters++
				if r >= 0x80 {
					marks++
				}
			}
			add(c, i)
		}
	}
	s.at = append(s.at, int32(len(s.runes)))
	s.plain = string(plain)
	s.marked = marks*20 >= letters // running text has about one in four
	return s
}

// plainRune gives the one ASCII character that stands for r in plain.
func plainRune(r rune) byte {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‘', '’', '‚', '‛', '´', '`', '′':
		return '\''
	case '⁄', '∕', '／':
		return '/'
	case '：':
		return ':'
	case '…':
		return '.'
	case '•', '●', '▪', '·', '■', '♦', '➢':
		return '*'
	}
	if r < 0x20 {
		return other
	}
	if r < 0x80 {
		return byte(vntext.FoldRune(r))
	}
	if f := vntext.FoldRune(r); f < 0x80 {
		return byte(f)
	}
	return other
}

// span returns the runes behind plain[start:end].
func (s *source) span(start, end int) briefing.Span {
	if start >= end {
		return briefing.Span{}
	}
	return briefing.Span{int(s.at[start]), int(s.at[end-1]) + 1}
}

// written returns what stands behind plain[start:end], with single spaces.
func (s *source) written(start, end int) string {
	sp := s.span(start, end)
	return vntext.Words(string(s.runes[sp[0]:sp[1]]))
}

// trim narrows start and end to leave out spaces and the given characters.
func (s *source) trim(start, end int, cutset string) (int, int) {
	for start < end && (s.plain[start] == ' ' || strings.IndexByte(cutset, s.plain[start]) >= 0) {
		start++
	}
	for start < end && (s.plain[end-1] == ' ' || strings.IndexByte(cutset, s.plain[end-1]) >= 0) {
		end--
	}
	return start, end
}

// upper reports whether plain[i] was written as a capital.
func (s *source) upper(i int) bool { return unicode.IsUpper(s.runes[s.at[i]]) }

// is reports whether plain[start:end] is the given word in lower case, marks
// and all. Text without marks cannot tell, there the folded word is enough.
func (s *source) is(start, end int, word string) bool {
	i := start
	for _, want := range word {
		if i == end {
			return false
		}
		got := s.runes[s.at[i]]
		if got != want && unicode.ToLower(got) != want &&
			(s.marked || s.plain[i] != byte(vntext.FoldRune(want))) {
			return false
		}
		i++
	}
	return i == end
}
