package briefing

import "unicode"

// maxSentence is how many runes of a sentence are shown on each side of what
// it cites.
const maxSentence = 160

// Sentence cuts the sentence that holds span out of a text, and returns it with
// the place of the span in it. A long one is cut at words, with "…" for the
// rest. A span outside the text gives "".
func Sentence(text string, span Span) (string, Span) {
	runes := []rune(text)
	if span.IsZero() || span[0] < 0 || span[0] >= span[1] || span[1] > len(runes) {
		return "", Span{}
	}
	from, to := span[0], span[1]
	for from > 0 && !endsSentence(runes, from-1) && span[0]-from < maxSentence {
		from--
	}
	for to < len(runes) && !endsSentence(runes, to) && to-span[1] < maxSentence {
		to++
	}
	before, after := "", ""
	if from > 0 && !endsSentence(runes, from-1) {
		for from < span[0] && !unicode.IsSpace(runes[from]) {
			from++
		}
		before = "… "
	}
	if to < len(runes) && !endsSentence(runes, to) {
		for to > span[1] && !unicode.IsSpace(runes[to]) {
			to--
		}
		after = " …"
	}
	for from < span[0] && unicode.IsSpace(runes[from]) {
		from++
	}
	for to > span[1] && unicode.IsSpace(runes[to-1]) {
		to--
	}
	shift := from - len([]rune(before))
	return before + string(runes[from:to]) + after, Span{span[0] - shift, span[1] - shift}
}

// endsSentence reports whether a sentence ends with the rune at i: a line ends
// there, or a point stands before a space. "TP. Hà Nội" and "1.270" go on.
func endsSentence(runes []rune, i int) bool {
	switch runes[i] {
	case '\n':
		return true
	case '.', ';', '?', '!':
		if i+1 < len(runes) && !unicode.IsSpace(runes[i+1]) {
			return false
		}
		return runes[i] != '.' || i < 2 || !unicode.IsUpper(runes[i-1]) || !unicode.IsUpper(runes[i-2])
	}
	return false
}
