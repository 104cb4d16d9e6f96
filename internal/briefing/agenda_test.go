package briefing_test

import (
	"errors"
	"slices"
	"testing"

	"giaoban/internal/briefing"
)

func TestItemsBeginAfterOneAnother(t *testing.T) {
	m := &briefing.Meeting{Begins: "08:00", Agenda: []briefing.AgendaItem{{Minutes: 10}, {Minutes: 65}, {}, {Minutes: 5}}}
	if got, want := m.AgendaTimes(), []briefing.TimeOfDay{"08:00", "08:10", "09:15", "", ""}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	m.Begins = ""
	if got := m.AgendaTimes(); slices.ContainsFunc(got, func(at briefing.TimeOfDay) bool { return at != "" }) {
		t.Errorf("without a begin: got %v", got)
	}
}

func TestAMeetingEndsAfterItBegins(t *testing.T) {
	for _, c := range []struct {
		begins, ends briefing.TimeOfDay
		wrong        string
	}{{"08:00", "11:30", ""}, {"08:00", "", ""}, {"", "11:30", ""}, {"11:30", "08:00", "ends"}, {"08:00", "08:00", "ends"}, {"8h", "", "begins"}} {
		m := &briefing.Meeting{Begins: c.begins, Ends: c.ends}
		inv, _ := errors.AsType[*briefing.Invalid](m.ValidateDraft())
		if (inv == nil) != (c.wrong == "") || c.wrong != "" && inv.On(c.wrong) == "" {
			t.Errorf("%s to %s: got %v, want a fault on %q", c.begins, c.ends, inv, c.wrong)
		}
	}
}

func TestMistakesInAnAgendaStandAtTheirFields(t *testing.T) {
	m := &briefing.Meeting{Participations: []briefing.Participation{{ID: 7, Role: briefing.Chair, Name: "Cán bộ A"}}}
	for field, item := range map[string]briefing.AgendaItem{
		"items.0.kind":      {},
		"items.0.topic":     {Kind: briefing.OtherItem},
		"items.0.presenter": {Kind: briefing.Opening, Presenter: 8},
		"items.0.minutes":   {Kind: briefing.Opening, Minutes: 1441},
		"":                  {Kind: briefing.Opening, Presenter: 7, Minutes: 1440},
	} {
		m.Agenda = []briefing.AgendaItem{item}
		inv, _ := errors.AsType[*briefing.Invalid](m.ValidateDraft())
		if (inv == nil) != (field == "") || field != "" && inv.On(field) == "" {
			t.Errorf("%+v: got %v, want a fault on %q", item, inv, field)
		}
	}
	m.Agenda = slices.Repeat([]briefing.AgendaItem{{Kind: briefing.Opening}}, briefing.MaxAgenda+1)
	if m.ValidateDraft() == nil {
		t.Error("an agenda of 101 items was taken")
	}
}

// Who presents is named once: where somebody takes part, there.
func TestPresentersAreNamedByTheirParticipation(t *testing.T) {
	m := &briefing.Meeting{
		Participations: []briefing.Participation{{ID: 7, Name: "Cán bộ B"}, {ID: 8, Label: "đại biểu xã Đa Tốn"}},
		Agenda: []briefing.AgendaItem{{Presenter: 7, Label: "Cán bộ A"}, {Presenter: 8}, {Presenter: 9, Label: "Cán bộ C"},
			{Label: "Công an huyện"}},
	}
	m.NamePresenters()
	for i, want := range []briefing.AgendaItem{{Presenter: 7, Label: "Cán bộ B"}, {Presenter: 8, Label: "đại biểu xã Đa Tốn"},
		{Label: "Cán bộ C"}, {Label: "Công an huyện"}} {
		if m.Agenda[i] != want {
			t.Errorf("item %d: got %+v, want %+v", i, m.Agenda[i], want)
		}
	}
}

func TestTheNextMeetingIsADraftOfTheNextPeriod(t *testing.T) {
	m := whole(briefing.Locked)
	m.ID, m.Kind, m.Organizer, m.Place, m.Begins, m.Source, m.LockedAfter = 4, 1, "Ban Dân vận", "Hội trường", "08:00", "bài viết", "2024-05-01"
	m.Title = "Hội nghị giao ban quý I năm 2024, triển khai nhiệm vụ quý II năm 2024"
	m.Plan = briefing.Plan{Key: "2024-Q2", From: "2024-04-01", To: "2024-06-30", Label: "quý 2"}
	m.Participations = []briefing.Participation{{ID: 7, Role: briefing.Chair, Name: "Cán bộ A", Title: "Trưởng ban", Span: briefing.Span{1, 4}}}
	m.Agenda = []briefing.AgendaItem{{ID: 3, Kind: briefing.Opening, Presenter: 7, Minutes: 10, Outcome: "Xong"}}
	m.Counts, m.Topics = []briefing.Count{{Value: 3}}, []briefing.Topic{{Text: "môi trường"}}
	next := m.Next()
	switch {
	case next.ID != 0 || next.State != briefing.Draft || next.HeldOn != "" || next.LockedAfter != "" || next.Source != "":
		t.Errorf("got %+v, want a new draft", next)
	case next.Reports != "2024-Q2" || next.Plan != briefing.Plan{Key: "2024-Q3", From: "2024-07-01", To: "2024-09-30"}:
		t.Errorf("got %s, plan %+v", next.Reports, next.Plan)
	case next.Title != "Hội nghị giao ban quý II năm 2024, triển khai nhiệm vụ quý III năm 2024":
		t.Errorf("got title %q", next.Title)
	case next.Kind != 1 || next.Organizer != m.Organizer || next.Place != m.Place || next.Begins != m.Begins:
		t.Errorf("got %+v, want kind, organiser and place kept", next)
	case next.Counts != nil || next.Topics != nil || !next.Participations[0].Span.IsZero():
		t.Errorf("got %+v, want nothing of the text", next)
	case next.Agenda[0].Outcome != "" || next.Agenda[0].Minutes != 10 || m.Agenda[0].Outcome != "Xong":
		t.Errorf("got %+v from %+v", next.Agenda, m.Agenda)
	}
	for title, want := range map[string]string{"Giao ban Quý I/2024": "Giao ban Quý II/2024", "Giao ban quý 1 năm 2024": "", "Giao ban": "Giao ban"} {
		m.Title = title
		if got := m.Next().Title; got != want {
			t.Errorf("after %q: got %q, want %q", title, got, want)
		}
	}
}
