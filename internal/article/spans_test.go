package article

import (
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// checkSpans holds that every value stands in the text where its span says.
func checkSpans(t *testing.T, r *Reading) {
	t.Helper()
	runes := []rune(r.Text)
	at := func(field string, sp briefing.Span) string {
		t.Helper()
		if sp[0] < 0 || sp[1] > len(runes) || sp[0] >= sp[1] {
			t.Errorf("%s: span %v outside of %d runes", field, sp, len(runes))
			return ""
		}
		return vntext.Words(string(runes[sp[0]:sp[1]]))
	}
	holds := func(field string, sp briefing.Span, value string) {
		t.Helper()
		if got := at(field, sp); value != "" && !strings.Contains(got, value) {
			t.Errorf("%s: text%v = %q, want it to hold %q", field, sp, got, value)
		}
	}
	m := r.Meeting
	if m == nil {
		return
	}
	if m.Source != r.Text {
		t.Error("Source is not the text read")
	}
	if len(m.Citations) != len(r.Citations) {
		t.Errorf("%d citations of the meeting, %d of the reading", len(m.Citations), len(r.Citations))
	}
	for field, value := range map[string]string{"title": m.Title, "organizer": m.Organizer, "place": m.Place} {
		if (value != "") != !m.Spans[field].IsZero() {
			t.Errorf("%s = %q with span %v", field, value, m.Spans[field])
		}
		if value != "" {
			holds(field, m.Spans[field], value)
		}
	}
	// A label may have its year from elsewhere: the span is of what is written.
	for field, label := range map[string]string{"report_period": m.ReportLabel, "plan_period": m.Plan.Label} {
		if label != "" && !strings.HasPrefix(label, at(field, m.Spans[field])) {
			t.Errorf("%s = %q, written %q", field, label, at(field, m.Spans[field]))
		}
	}
	for field, day := range map[string]briefing.Day{"held_on": m.HeldOn, "posted_on": m.PostedOn} {
		if day != "" && !strings.ContainsAny(at(field, m.Spans[field]), "0123456789") {
			t.Errorf("%s: no date at its span", field)
		}
	}
	for _, p := range m.Participations {
		holds("name", p.Span, p.Name)
		holds("title", p.Span, p.Title)
	}
	for _, c := range m.Counts {
		holds("count", c.Span, c.Label)
		digits := strings.TrimLeft(strings.ReplaceAll(at("count", c.Span), ".", ""), "0")
		if !strings.HasPrefix(digits, strings.ReplaceAll(vntext.FormatInt(c.Value), ".", "")) {
			t.Errorf("count %d begins %q", c.Value, at("count", c.Span))
		}
	}
	for _, topic := range m.Topics {
		holds("topic", topic.Span, topic.Text)
	}
	for _, w := range r.Warnings {
		if !w.Span.IsZero() {
			at(w.Message, w.Span)
		}
	}
}
