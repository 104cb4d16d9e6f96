// Package citation finds the directives that a Vietnamese text cites. It is
// pure: text in, values with their source spans out. It knows how documents of
// the Party (Hướng dẫn 36-HD/VPTW), of the state (Nghị định 30/2020/NĐ-CP) and
// of the Front and the unions are numbered and named, and nothing of what any
// document says: what a text does not state stays empty.
package citation

import "giaoban/internal/briefing"

// A Problem is something at a citation that a person should look at.
type Problem struct {
	Message string // in Vietnamese
	Span    briefing.Span
}

// Find returns the citations of text, in order of place. The text should be as
// vntext.Normalize leaves it; spans are runes of it. In text that is not valid
// UTF-8 they count the bytes that begin a rune.
//
// A span reaches from the type word, or from "số" or the number where there is
// none, to the end of the symbol. An item of a list that shares one symbol
// ("217, 218-QĐ/TW") reaches from its own number to the end of that symbol. A
// law reaches from "Luật" to the end of its name, or of its number when that
// follows. Date and issuer lie outside of the span.
//
// The strings of a citation are parts of text where it writes them so, and keep
// it in memory.
func Find(text string) []briefing.Citation {
	found, _ := FindWithProblems(text)
	return found
}

// FindWithProblems is Find that also tells what is wrong or unclear at the
// citations, in order of place.
func FindWithProblems(text string) ([]briefing.Citation, []Problem) {
	r := reader{s: text, at: runeCounter{s: text}}
	r.read()
	return r.results()
}
