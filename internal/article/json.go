package article

import (
	"encoding/json"

	"giaoban/internal/briefing"
)

// The JSON of a reading, as `giaoban extract` prints it. Offsets are runes of
// the normalised text; what was not found is null, lists are never null.
type (
	readingJSON struct {
		Meeting   *meetingJSON   `json:"meeting"`
		Citations []citationJSON `json:"citations"`
		Warnings  []warningJSON  `json:"warnings"`
	}
	meetingJSON struct {
		Title          *string                  `json:"title"`
		HeldOn         *string                  `json:"held_on"`
		PostedOn       *string                  `json:"posted_on"`
		ReportPeriod   *string                  `json:"report_period"`
		ReportLabel    *string                  `json:"report_label"`
		PlanPeriod     *planJSON                `json:"plan_period"`
		Organizer      *string                  `json:"organizer"`
		Place          *string                  `json:"place"`
		Participations []participationJSON      `json:"participations"`
		Counts         []countJSON              `json:"counts"`
		Topics         []topicJSON              `json:"topics"`
		Spans          map[string]briefing.Span `json:"spans"`
	}
	planJSON struct {
		Key   *string `json:"key"`
		From  *string `json:"from"`
		To    *string `json:"to"`
		Label *string `json:"label"`
	}
	participationJSON struct {
		Role  string        `json:"role"`
		Name  *string       `json:"name"`
		Title *string       `json:"title"`
		Label string        `json:"label,omitempty"`
		Span  briefing.Span `json:"span"`
	}
	countJSON struct {
		Measure   string        `json:"measure"`
		Level     *string       `json:"level"`
		Value     int64         `json:"value"`
		Qualifier *string       `json:"qualifier"`
		Label     string        `json:"label"`
		Span      briefing.Span `json:"span"`
	}
	topicJSON struct {
		Text string        `json:"text"`
		Span briefing.Span `json:"span"`
	}
	citationJSON struct {
		Text   string        `json:"text"`
		Type   *string       `json:"type"`
		Abbr   *string       `json:"abbr"`
		Number *string       `json:"number"`
		Year   *int          `json:"year"`
		Symbol *string       `json:"symbol"`
		Issuer *string       `json:"issuer"`
		Date   *string       `json:"date"`
		Title  string        `json:"title,omitempty"`
		Span   briefing.Span `json:"span"`
	}
	warningJSON struct {
		Message string         `json:"message"`
		Span    *briefing.Span `json:"span"`
	}
)

// MarshalJSON writes the object that `giaoban extract --json` prints.
func (r *Reading) MarshalJSON() ([]byte, error) {
	out := readingJSON{Citations: []citationJSON{}, Warnings: []warningJSON{}}
	if r.Meeting != nil {
		out.Meeting = newMeetingJSON(r.Meeting)
	}
	for _, c := range r.Citations {
		j := citationJSON{Text: c.Text, Type: filled(c.Genre.Label()), Abbr: filled(c.Genre.Code()),
			Number: filled(c.Number), Symbol: filled(c.Symbol), Issuer: filled(c.Issuer),
			Date: filled(string(c.Date)), Title: c.Title, Span: c.Span}
		if c.Year != 0 {
			j.Year = &c.Year
		}
		out.Citations = append(out.Citations, j)
	}
	for _, w := range r.Warnings {
		j := warningJSON{Message: w.Message}
		if !w.Span.IsZero() {
			j.Span = &w.Span
		}
		out.Warnings = append(out.Warnings, j)
	}
	return json.Marshal(out)
}

func newMeetingJSON(m *briefing.Meeting) *meetingJSON {
	out := &meetingJSON{
		Title: filled(m.Title), HeldOn: filled(string(m.HeldOn)), PostedOn: filled(string(m.PostedOn)),
		ReportPeriod: filled(string(m.Reports)), ReportLabel: filled(m.ReportLabel),
		Organizer: filled(m.Organizer), Place: filled(m.Place),
		Participations: []participationJSON{}, Counts: []countJSON{}, Topics: []topicJSON{}, Spans: m.Spans,
	}
	if m.Plan != (briefing.Plan{}) {
		out.PlanPeriod = &planJSON{filled(string(m.Plan.Key)), filled(string(m.Plan.From)),
			filled(string(m.Plan.To)), filled(m.Plan.Label)}
	}
	if out.Spans == nil {
		out.Spans = map[string]briefing.Span{}
	}
	for _, p := range m.Participations {
		out.Participations = append(out.Participations,
			participationJSON{string(p.Role), filled(p.Name), filled(p.Title), p.Label, p.Span})
	}
	for _, c := range m.Counts {
		out.Counts = append(out.Counts, countJSON{string(c.Measure), filled(string(c.Level)), c.Value,
			filled(string(c.Qualifier)), c.Label, c.Span})
	}
	for _, t := range m.Topics {
		out.Topics = append(out.Topics, topicJSON(t))
	}
	return out
}

// filled returns s, or nil for null where there is nothing.
func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
