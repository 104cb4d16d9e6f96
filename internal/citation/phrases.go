package citation

import (
	"slices"
	"strings"
	"unicode"

	"giaoban/internal/vntext"
)

// phrases are words and terms by their first syllable, folded; a longer one
// stands before those that begin it.
type phrases map[string][]string

const maxSyllable = 7 // nghiêng

// newPhrases adds both ways to set the tone of oa and uy.
func newPhrases(list []string) phrases {
	p := phrases{}
	for _, phrase := range list {
		first := firstSyllable(phrase)
		for _, t := range toneVariants(phrase) {
			p[first] = append(p[first], t)
		}
	}
	for _, list := range p {
		slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return p
}

// match returns the end of the longest phrase that s reads at i.
func (p phrases) match(s string, i int) (end int, ok bool) {
	end, _, ok = p.find(s, i)
	return end, ok
}

// find is match that also returns the phrase.
func (p phrases) find(s string, i int) (end int, phrase string, ok bool) {
	var buf [maxSyllable]byte
	for _, phrase = range p[string(syllable(&buf, s, i))] {
		if end, ok = matchPhrase(s, i, phrase); ok {
			return end, phrase, true
		}
	}
	return i, "", false
}

// syllable folds the word at i, as far as a syllable goes.
func syllable(buf *[maxSyllable]byte, s string, i int) []byte {
	n := 0
	for n < len(buf) {
		r, w := runeAt(s, i)
		c := fold(r)
		if w == 0 || c == 0 {
			break
		}
		buf[n] = c
		n++
		i += w
	}
	return buf[:n]
}

func firstSyllable(phrase string) string {
	var buf [maxSyllable]byte
	return string(syllable(&buf, phrase, 0))
}

// toneVariants gives the two ways to set the tone of oa and uy: hóa and hoá.
func toneVariants(s string) []string {
	other := tones.Replace(s)
	if other == s {
		return []string{s}
	}
	return []string{s, other}
}

var tones = strings.NewReplacer(
	"óa", "oá", "òa", "oà", "ỏa", "oả", "ủy", "uỷ", "úy", "uý", "ũy", "uỹ", "ụy", "uỵ", "Ủy", "Uỷ", "óe", "oé", "ỏe", "oẻ",
)

// parts parts a written list and trims its entries.
func parts(list, separators string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		out = append(out, strings.TrimSpace(p))
	}
	return out
}

// matchPhrase is match for a phrase with its marks, in any case. Text that
// was typed without marks matches as well.
func matchPhrase(s string, i int, phrase string) (end int, ok bool) {
	first := true
	for _, want := range phrase {
		if want == ' ' {
			continue
		}
		r, n := runeAt(s, i)
		if !first && n > 0 && isBlank(r) {
			j, lines := skipBlanks(s, i)
			if lines > 1 {
				return 0, false
			}
			i = j
			r, n = runeAt(s, i)
		}
		if n == 0 || !sameLetter(r, want) {
			return 0, false
		}
		i += n
		first = false
	}
	r, n := runeAt(s, i)
	return i, n == 0 || !isLetter(r)
}

func sameLetter(r, want rune) bool {
	if r == want {
		return true
	}
	if r < 0x80 {
		return fold(r) != 0 && fold(r) == fold(want)
	}
	return unicode.ToLower(r) == unicode.ToLower(want) || (r == 'Ð' || r == 'Ɖ') && fold(want) == 'd'
}

// tidy joins the words of a name that was broken over lines.
func tidy(s string) string {
	if isTidy(s) {
		return strings.Clone(s)
	}
	return strings.ReplaceAll(vntext.Words(s), ":", "")
}

// isTidy reports whether single spaces part the words of s.
func isTidy(s string) bool {
	space := true
	for _, r := range s {
		if r == ':' || isBlank(r) && (r != ' ' || space) {
			return false
		}
		space = r == ' '
	}
	return !space
}
