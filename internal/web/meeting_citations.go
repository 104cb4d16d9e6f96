package web

import (
	"fmt"

	"giaoban/internal/article"
	"giaoban/internal/briefing"
	"giaoban/internal/citation"
)

// renewCitations reads the texts of a meeting that is about to be saved once
// more: what was typed may cite directives too, and what the person took out of
// the form is not to come back.
func renewCitations(m, base *briefing.Meeting) {
	found := sourceCitations(m.Source)
	shown := base.Citations
	if base.ID == 0 {
		shown = found // the form was made of it
	}
	found = append(found, citationsIn("title", m.Title)...)
	for i, t := range m.Topics {
		found = append(found, citationsIn(fmt.Sprintf("topics.%d", i), t.Text)...)
	}
	m.Citations, m.Rejected = briefing.Renew(found, shown, m.Citations, base.Rejected)
}

// sourceCitations reads the text that a meeting was read from.
func sourceCitations(source string) []briefing.Citation {
	reading, err := article.Read(source)
	if err != nil { // nothing to read: the meeting was typed
		return nil
	}
	return reading.Citations
}

// citationsIn finds what the text of a field cites.
func citationsIn(field, text string) []briefing.Citation {
	found := citation.Find(text)
	for i := range found {
		found[i].Field = field
	}
	return found
}
