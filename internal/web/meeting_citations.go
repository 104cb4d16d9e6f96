package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

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

// citedDocuments are the citations of a meeting with what does not fit the
// register.
func (s *server) citedDocuments(ctx context.Context, m *briefing.Meeting) ([]citedDocument, error) {
	ends, err := s.db.Ends(ctx, "meeting", m.ID)
	if err != nil {
		return nil, err
	}
	here := meetingURL(m.ID) + "#citations"
	var rows []citedDocument
	for _, cited := range m.Citations {
		row := citedDocument{Name: cited.Name(), Issuer: cited.Issuer, Date: cited.Date.Label(), Title: cited.Title}
		if cited.SymbolOrNumber() == "" {
			row.Title = "" // the name says it
		}
		if cited.Span.IsZero() {
			row.ID = citationPlace(cited.ID)
		}
		row.Decide, row.By = decideFrom(cited.ID, here), cited.DecidedBy
		if cited.Directive != 0 {
			row.URL = directiveURL(cited.Directive)
		}
		if row.Doubts, err = s.doubts(ctx, &cited, m.HeldOn, ends); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// rejectedCitations are the places in a meeting that somebody said are no
// citations.
func rejectedCitations(m *briefing.Meeting) []citedDocument {
	var rows []citedDocument
	for _, c := range m.Rejected {
		rows = append(rows, citedDocument{Name: cmp.Or(c.Text, c.Name()), By: c.DecidedBy, Decide: decideFrom(c.ID, meetingURL(m.ID)+"#citations")})
	}
	return rows
}

// decideFrom is the page on which a citation is decided on, and which leads back
// to an address.
func decideFrom(id int64, back string) string {
	return citationURL(id) + "?" + url.Values{"next": {back}}.Encode()
}

// doubts tells what does not fit between a citation in a text of the day on and
// the register. Ends are what ended the directives of all citations.
func (s *server) doubts(ctx context.Context, c *briefing.Citation, on briefing.Day, ends []briefing.RelatedDirective) ([]string, error) {
	var all []string
	_, problems := citation.FindWithProblems(c.Name())
	for _, p := range problems {
		all = append(all, p.Message)
	}
	if c.Directive == 0 {
		return all, nil
	}
	d, err := s.db.Directive(ctx, c.Directive)
	if err != nil {
		return nil, err
	}
	var mine []briefing.RelatedDirective
	for _, r := range ends {
		if r.To == d.ID {
			mine = append(mine, r)
		}
	}
	all = append(all, c.Doubts(d, on, mine)...)
	if !d.Stub || c.Date == "" {
		return all, nil
	}
	known, err := s.db.Namesakes(ctx, c)
	if other := c.Mistaken(known, on); other != nil {
		all = append(all, mistakenDay(c, other))
	}
	return all, err
}

// draftWarnings tells what does not fit between the citations of a meeting that
// nobody confirmed yet and the register, as far as it is clear which entry each
// means.
func (s *server) draftWarnings(ctx context.Context, m *briefing.Meeting) ([]link, error) {
	var all []link
	for i, c := range m.Citations {
		known, err := s.db.Namesakes(ctx, &c)
		if err != nil {
			return nil, err
		}
		fit := slices.DeleteFunc(slices.Clone(known), func(d briefing.Directive) bool { return !d.Fits(&c, m.HeldOn) })
		var doubts []string
		switch other := c.Mistaken(known, m.HeldOn); {
		case len(fit) == 1:
			related, err := s.db.Related(ctx, fit[0].ID)
			if err != nil {
				return nil, err
			}
			doubts = c.Doubts(&fit[0], m.HeldOn, related)
		case len(fit) == 0 && other != nil:
			doubts = []string{mistakenDay(&c, other)}
		}
		for _, text := range doubts {
			one := link{Text: text}
			if !c.Span.IsZero() {
				one.URL = "#" + idOf("in-", fmt.Sprintf("citations.%d", i))
			}
			if !slices.ContainsFunc(all, func(l link) bool { return l.Text == text }) {
				all = append(all, one)
			}
		}
	}
	return all, nil
}

// mistakenDay says that a citation gives another day than the register.
func mistakenDay(c *briefing.Citation, d *briefing.Directive) string {
	return fmt.Sprintf("Bài ghi ngày %s; trong sổ %s ban hành ngày %s.", c.Date.Label(), d.Name(), d.Date.Label())
}
