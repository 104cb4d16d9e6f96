package citation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/vntext"
)

// phrases are words and terms by their first syllable, folded; a longer one
// stands before those that begin it.
type phrases struct{ index[[]string] }

// newPhrases adds both ways to set the tone of oa and uy.
func newPhrases(list []string) phrases {
	p := map[syllable][]string{}
	for _, phrase := range list {
		first := syllableAt(phrase, 0)
		p[first] = append(p[first], toneVariants(phrase)...)
	}
	for _, list := range p {
		slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return phrases{newIndex(p)}
}

// match returns the end of the longest phrase that s reads at i.
func (p *phrases) match(s string, i int) (end int, ok bool) {
	end, _, ok = p.find(syllableAt(s, i), s, i)
	return end, ok
}

// find is match for the syllable at i that also returns the phrase.
func (p *phrases) find(first syllable, s string, i int) (end int, phrase string, ok bool) {
	for _, phrase = range p.at(first) {
		if end, ok = matchPhrase(s, i, phrase); ok {
			return end, phrase, true
		}
	}
	return i, "", false
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
	if i < len(s) && s[i] < utf8.RuneSelf && phrase[0] < utf8.RuneSelf && (s[i]^phrase[0])&^0x20 != 0 {
		return 0, false
	}
	return matchWords(s, i, phrase)
}

func matchWords(s string, i int, phrase string) (end int, ok bool) {
	// What is written alike needs no look at its letters.
	k := 0
	for k < len(phrase) && i+k < len(s) && (s[i+k] == phrase[k] || s[i+k]^phrase[k] == 0x20 && isPlainLetter(phrase[k])) {
		k++
	}
	if k < len(phrase) {
		for k > 0 && (!utf8.RuneStart(phrase[k]) || phrase[k-1] == ' ') {
			k--
		}
	}
	i += k
	for k < len(phrase) {
		want, w := runeAt(phrase, k)
		k += w
		if want == ' ' {
			continue
		}
		r, n := runeAt(s, i)
		if k > w && n > 0 && isBlank(r) {
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
	}
	r, n := runeAt(s, i)
	return i, n == 0 || !isLetter(r)
}

func isPlainLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func sameLetter(r, want rune) bool {
	if r == want {
		return true
	}
	if r < utf8.RuneSelf {
		c := fold(r)
		return c != 0 && c == fold(want)
	}
	f, w := formOf(r), formOf(want)
	if f == nil || w == nil {
		return unicode.ToLower(r) == unicode.ToLower(want)
	}
	return f.lower == w.lower || w.fold == 'd' && (r == 'Ð' || r == 'Ɖ')
}

// tidy joins the words of a name that was broken over lines.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	return strings.ReplaceAll(vntext.Words(s), ":", "")
}

// isTidy reports whether single spaces part the words of s.
func isTidy(s string) bool {
	space := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			if space {
				return false
			}
			space = true
			continue
		case c == ':':
			return false
		case utf8.RuneStart(c) && (i+1 == len(s) || !neverBlank(c, s[i+1])):
			if r, _ := runeAt(s, i); isBlank(r) {
				return false
			}
		}
		space = false
	}
	return !space
}
