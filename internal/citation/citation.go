// Package citation finds the directives that a Vietnamese text cites. It is
// pure: text in, values with their source spans out.
package citation

import "giaoban/internal/briefing"

// Find returns the citations of text, in order of place. The text must be
// valid UTF-8 as vntext.Normalize leaves it; spans are runes of it.
func Find(text string) []briefing.Citation {
	return nil
}
