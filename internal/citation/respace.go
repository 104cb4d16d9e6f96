package citation

import (
	"strings"
	"unicode/utf8"
)

// respaced puts the blanks of a name right that a file moved: "t ỉnh" and
// "thựchiện". Only syllables that the package knows are joined or parted.
func respaced(name string) string {
	if !isMisspaced(name) {
		return name
	}
	var out []string
	words := strings.Split(name, " ")
	for n := 0; n < len(words); n++ {
		w := words[n]
		if n+1 < len(words) && isConsonants(w) && syllables[strings.ToLower(w+words[n+1])] {
			n++
			w += words[n]
		}
		out = append(out, parted(w))
	}
	return strings.Join(out, " ")
}

// isMisspaced reports a word longer than any syllable, or one of small
// consonants alone.
func isMisspaced(name string) bool {
	for start := 0; start < len(name); {
		end := strings.IndexByte(name[start:], ' ')
		if end < 0 {
			end = len(name) - start
		}
		if end > maxSyllable && countRunes(name[start:start+end]) > maxSyllable {
			return true
		}
		if end <= 3 && name[start] >= 'b' && isConsonants(name[start:start+end]) {
			return true
		}
		start += end + 1
	}
	return false
}

// isVowel reports the plain small vowels, a bit each from a on.
func isVowel(c byte) bool {
	const vowels = 1 | 1<<('e'-'a') | 1<<('i'-'a') | 1<<('o'-'a') | 1<<('u'-'a') | 1<<('y'-'a')
	return c >= 'a' && c <= 'z' && vowels>>(c-'a')&1 != 0
}

// isConsonants reports a word of up to three small consonants.
func isConsonants(w string) bool {
	if w == "" || len(w) > 3 {
		return false
	}
	for i := range len(w) {
		if w[i] < 'b' || w[i] > 'z' || isVowel(w[i]) {
			return false
		}
	}
	return true
}

// parted parts two syllables that were glued, when that can be in one way.
func parted(w string) string {
	if utf8.RuneCountInString(w) <= maxSyllable {
		return w
	}
	at := 0
	for i := range w {
		if i > 0 && syllables[strings.ToLower(w[:i])] && syllables[w[i:]] {
			if at > 0 {
				return w
			}
			at = i
		}
	}
	if at == 0 {
		return w
	}
	return w[:at] + " " + w[at:]
}

// syllables are those of the names and terms that the package holds.
var syllables = makeSyllables()

func makeSyllables() map[string]bool {
	m := map[string]bool{}
	add := func(s string) {
		for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == ',' }) {
			m[w] = true
		}
	}
	for _, p := range [...]*phrases{&issuerTerms, &issuerStops, &boardStops, &lawNames} {
		for _, slot := range p.slots {
			add(strings.Join(slot.value, " "))
		}
	}
	for _, n := range typeNames {
		add(n.name)
	}
	for _, w := range notBodies {
		add(w)
	}
	return m
}
