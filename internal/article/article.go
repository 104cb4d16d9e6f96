// Package article reads a news article or minutes into a draft meeting. It is
// pure; a person confirms what it found before anything is stored.
package article

import (
	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/vntext"
)

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

// sourceField names the text itself among the fields of a meeting.
const sourceField = "source"

// Read reads one text. What the text does not state stays empty. It fails with
// ErrEmpty, ErrBinary, ErrEncoding, ErrTooLong or ErrNotVietnamese when the
// text cannot be read at all, with ErrTwoMeetings when it reports two
// meetings, and with ErrDate when the day of the meeting does not exist.
func Read(text string) (*Reading, error) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	text = vntext.Normalize(text)
	s := newSource(text)
	r := &Reading{Text: text}
	cited, problems := citation.FindWithProblems(text)
	for i := range cited {
		cited[i].Field = sourceField
	}
	r.Citations = cited
	if len(r.Citations) == 0 && !s.vietnamese() {
		return nil, ErrNotVietnamese
	}
	d := &draft{s: s, all: s.sentences(), m: &briefing.Meeting{Spans: map[string]briefing.Span{}}}
	if err := d.read(); err != nil {
		return nil, err
	}
	for _, p := range problems {
		d.warn(p.Message, p.Span)
	}
	if d.reportsMeeting() {
		r.Meeting = d.m
		r.Meeting.Source = r.Text
		r.Meeting.Citations = r.Citations
	} else {
		d.warnings = d.warnings[len(d.warnings)-len(problems):]
	}
	r.Warnings = d.warnings
	return r, nil
}
