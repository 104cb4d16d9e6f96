// Package article reads a news article or minutes into a draft meeting. It is
// pure; a person confirms what it found before anything is stored.
package article

import "giaoban/internal/briefing"

// A Reading is what one text says.
type Reading struct {
	Text      string            // normalised; all spans refer to it
	Meeting   *briefing.Meeting // the draft, nil when the text reports no meeting
	Citations []briefing.Citation
	Warnings  []Warning
}

// A Warning tells the person who confirms what to look at.
type Warning struct {
	Message string // in Vietnamese
	Span    briefing.Span
}

// Read reads one text. It fails when the text cannot be read at all.
func Read(text string) (*Reading, error) {
	return &Reading{Text: text}, nil
}
