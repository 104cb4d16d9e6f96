package search

import (
	"unicode/utf8"

	"giaoban/internal/vntext"
)

// maxLetters is how much of a word counts. What is longer is no Vietnamese word.
const maxLetters = 40

// A word is one word of a text by its place, with its forms in the buffer of
// the list that holds it.
type word struct {
	from, to int32 // runes of the text
	form     form
	literal  form // as written, where a synonym stands in its place
}

// A form is a place in the buffer: the word with its marks, then, where it has
// any, without them.
type form struct{ start, mid, end int32 }

// words are the words of a text in order. The list and its buffers serve again
// for the next text, so that reading many texts allocates nothing.
type words struct {
	list    []word
	buf     []byte
	letters []rune
}

// accented returns the form of a word with its marks, spelt one way.
func (ws *words) accented(i int) []byte { return ws.withMarks(ws.list[i].form) }

// folded returns the form of a word without marks.
func (ws *words) folded(i int) []byte { return ws.withoutMarks(ws.list[i].form) }

func (ws *words) withMarks(f form) []byte { return ws.buf[f.start:f.mid] }

func (ws *words) withoutMarks(f form) []byte {
	if f.mid == f.end {
		return ws.buf[f.start:f.mid]
	}
	return ws.buf[f.mid:f.end]
}

// initials are the first letters, folded, of the words that matter to a reader.
// Letters beyond ASCII always do.
type initials [utf8.RuneSelf]bool

// read reads the first max words of NFC text; 0 reads all. It reports whether
// that was all of it. Words that begin otherwise than wanted get no forms; nil
// wants all.
func (ws *words) read(text string, max int, wanted *initials) (whole bool) {
	ws.list, ws.buf = ws.list[:0], ws.buf[:0]
	table := letterTable()
	at, from, skip := int32(0), int32(-1), false
	for i := 0; i < len(text); at++ {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		l := letter{}
		if int(r) < len(table) {
			l = table[r]
		} else {
			l = readLetter(r)
		}
		switch {
		case l.lower != 0 && from < 0:
			from, ws.letters = at, append(ws.letters[:0], l.lower)
			skip = wanted != nil && l.fold < utf8.RuneSelf && !wanted[l.fold]
		case l.lower != 0:
			if !skip && len(ws.letters) < maxLetters {
				ws.letters = append(ws.letters, l.lower)
			}
		case from >= 0 && !vntext.IsInvisible(r):
			ws.add(table, from, at, skip)
			from = -1
			if max > 0 && len(ws.list) > max {
				ws.list = ws.list[:max]
				return false
			}
		}
	}
	if from >= 0 {
		ws.add(table, from, at, skip)
	}
	if max > 0 && len(ws.list) > max {
		ws.list = ws.list[:max]
		return false
	}
	return true
}

// add ends the word that began at from.
func (ws *words) add(table letters, from, to int32, skip bool) {
	w := word{from: from, to: to}
	if !skip {
		table.spell(ws.letters)
		w.form = ws.write(table, ws.letters)
	}
	ws.list = append(ws.list, w)
	if n := len(ws.list); !skip && n > 1 {
		ws.applySynonyms(table, n-2)
	}
}

// write puts the forms of a spelt word into the buffer.
func (ws *words) write(table letters, letters []rune) form {
	f := form{start: int32(len(ws.buf))}
	marks := false
	for _, r := range letters {
		if r < utf8.RuneSelf {
			ws.buf = append(ws.buf, byte(r))
			continue
		}
		ws.buf = utf8.AppendRune(ws.buf, r)
		marks = true
	}
	f.mid = int32(len(ws.buf))
	if marks {
		for _, r := range letters {
			ws.buf = utf8.AppendRune(ws.buf, table.of(r).fold)
		}
	}
	f.end = int32(len(ws.buf))
	return f
}

// A synonym is another way to write the first of two words, with marks and
// without them. The second one is without.
type synonym struct {
	accented, folded string // of the first word
	second           string
	means, meansFold string
}

// synonyms says which terms are one: sát nhập is how many write sáp nhập.
var synonyms = [...]synonym{{"sát", "sat", "nhap", "sáp", "sap"}}

// applySynonyms gives word i, when it begins such a term, the form under which
// the term is found, and keeps the one that was written beside it.
func (ws *words) applySynonyms(table letters, i int) {
	for _, s := range synonyms {
		if string(ws.folded(i)) != s.folded || string(ws.folded(i+1)) != s.second {
			continue
		}
		w, means := &ws.list[i], s.means
		switch string(ws.accented(i)) {
		case s.accented:
		case s.folded:
			means = s.meansFold
		default:
			continue
		}
		w.literal, w.form = w.form, ws.write(table, []rune(means))
	}
}
