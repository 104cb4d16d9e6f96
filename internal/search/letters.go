// Package search reads Vietnamese text and queries for the search engine: it
// makes the tokens under which a record is found, understands what people type,
// and marks in a text what a query found. It knows no SQL.
package search

import (
	"strings"
	"sync"
	"unicode"

	"giaoban/internal/vntext"
)

// A letter is what a rune of a word counts as; its zero value is of a rune that
// is part of no word.
type letter struct {
	lower, fold rune
	vowel       rune // without its tone, for the vowels of tones
	tone        int
}

// letters are what runes count as, by rune.
type letters []letter

// letterTable holds the runes that Vietnamese text is made of: folding them one
// by one would take most of the time of a search.
var letterTable = sync.OnceValue(func() letters {
	table := make(letters, 0x1F00)
	for r := range table {
		table[r] = readLetter(rune(r))
	}
	for _, row := range tones {
		for tone, r := range row {
			table[r].vowel, table[r].tone = row[0], tone
		}
	}
	return table
})

// tones lists each vowel that the spelling rules below touch with its tones.
var tones = [...][]rune{
	[]rune("aàáảãạ"), []rune("eèéẻẽẹ"), []rune("iìíỉĩị"), []rune("oòóỏõọ"), []rune("uùúủũụ"), []rune("yỳýỷỹỵ"),
}

func readLetter(r rune) letter {
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
		return letter{}
	}
	lower := unicode.ToLower(r)
	if lower == 'ð' || lower == 'ɖ' { // look-alikes of đ in old files
		lower = 'đ'
	}
	return letter{lower: lower, fold: vntext.FoldRune(lower)}
}

// of returns what a rune counts as.
func (table letters) of(r rune) letter {
	if int(r) < len(table) {
		return table[r]
	}
	return readLetter(r)
}

// toned puts a tone on a plain vowel.
func toned(plain rune, tone int) rune {
	for _, row := range tones {
		if row[0] == plain {
			return row[tone]
		}
	}
	return plain
}

// spell unifies, in place, the ways to spell one syllable of lower-case NFC
// letters: hoà is hòa and uỷ is ủy, kỹ is kĩ, quí is quý. After q the u is no
// vowel, so quỳ stays.
func (table letters) spell(w []rune) {
	n := len(w)
	if n < 2 || n > 7 {
		return
	}
	last, before := table.of(w[n-1]), w[n-2]
	switch {
	case last.vowel == 0:
	case n == 3 && w[0] == 'q' && before == 'u' && last.vowel == 'i':
		w[n-1] = toned('y', last.tone)
	case n == 2 && last.vowel == 'y' && strings.ContainsRune("hklmst", before):
		w[n-1] = toned('i', last.tone)
	case last.tone == 0 || n > 2 && w[n-3] == 'q':
	case before == 'o' && (last.vowel == 'a' || last.vowel == 'e'), before == 'u' && last.vowel == 'y':
		w[n-2], w[n-1] = toned(before, last.tone), last.vowel
	}
}
