package briefing

import (
	"slices"
	"strings"
	"unicode"
)

// Next returns the draft of the meeting a period after m (hội nghị kỳ sau): its
// kind, organiser, place, time of day, roles and agenda without outcomes, and
// the periods moved on. What only a person knows of it is empty. Its
// participations carry the numbers of those of m until it is stored.
func (m *Meeting) Next() *Meeting {
	next := &Meeting{Kind: m.Kind, KindName: m.KindName, State: Draft, Begins: m.Begins, Ends: m.Ends,
		Organizer: m.Organizer, Place: m.Place, Reports: m.Reports.Next()}
	if next.Plan.Key = m.Plan.Key.Next(); next.Plan.Key != "" {
		days := next.Plan.Key.Calendar()
		next.Plan.From, next.Plan.To = days.From, days.To
	}
	next.Title = m.titleFor(next)
	next.Participations = slices.Clone(m.Participations)
	for i := range next.Participations {
		next.Participations[i].Span = Span{}
	}
	next.Agenda = slices.Clone(m.Agenda)
	for i := range next.Agenda {
		next.Agenda[i].Outcome = ""
	}
	return next
}

// titleFor returns the title of m with the periods of next in it; "" when the
// title may name a period in other words.
func (m *Meeting) titleFor(next *Meeting) string {
	var words []string
	for _, move := range [][2]PeriodKey{{m.Reports, next.Reports}, {m.Plan.Key, next.Plan.Key}} {
		if !move[0].Valid() || !move[1].Valid() {
			continue
		}
		for _, write := range []func(PeriodKey) string{PeriodKey.InWords, PeriodKey.Label, lowerLabel} {
			words = append(words, write(move[0]), write(move[1]))
		}
	}
	title := strings.NewReplacer(words...).Replace(m.Title)
	if title == m.Title && strings.ContainsFunc(title, unicode.IsDigit) {
		return ""
	}
	return title
}

func lowerLabel(k PeriodKey) string { return strings.ToLower(k.Label()[:1]) + k.Label()[1:] }
