package store_test

import (
	"errors"
	"slices"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// planned saves a meeting of two people with an agenda of two items.
func planned(t *testing.T, db *store.DB) *briefing.Meeting {
	t.Helper()
	m := meeting()
	m.Participations = []briefing.Participation{{Role: briefing.Chair, Name: "Cán bộ A"}, {Role: briefing.Presenter, Name: "Cán bộ B"}}
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	m.Agenda = []briefing.AgendaItem{{Kind: briefing.Opening, Presenter: m.Participations[0].ID, Minutes: 10},
		{Kind: briefing.Reporting, Topic: "Báo cáo quý", Presenter: m.Participations[1].ID, Minutes: 30, Outcome: "Nhất trí tuyệt đối"}}
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	return m
}

func reload(t *testing.T, db *store.DB, id int64) *briefing.Meeting {
	t.Helper()
	m, err := db.Meeting(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAnAgendaKeepsItsPeopleOverSaves(t *testing.T) {
	db, _ := create(t)
	m := reload(t, db, planned(t, db).ID)
	was := slices.Clone(m.Agenda)
	if was[0].Label != "Cán bộ A" || was[1].Label != "Cán bộ B" {
		t.Fatalf("got %+v, want the names of those who present", was)
	}
	// Order and names change; the items follow.
	m.Participations[0], m.Participations[1] = m.Participations[1], m.Participations[0]
	m.Participations[1].Name = "Cán bộ A Mới"
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	if m = reload(t, db, m.ID); m.Agenda[0].Label != "Cán bộ A Mới" || m.Agenda[1].Label != "Cán bộ B" {
		t.Errorf("after a new order: got %+v", m.Agenda)
	}
	if m.Agenda[0].ID != was[0].ID || m.Agenda[0].Presenter != was[0].Presenter {
		t.Errorf("got %+v, want the numbers of %+v", m.Agenda[0], was[0])
	}
	// Who is gone leaves the name.
	m.Participations = m.Participations[:1]
	if inv, ok := errors.AsType[*briefing.Invalid](db.SaveMeeting(t.Context(), tester, m)); !ok || inv.On("items.0.presenter") == "" {
		t.Errorf("an item of somebody who takes no part: got %v", inv)
	}
	m.NamePresenters()
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	if m = reload(t, db, m.ID); m.Agenda[0].Presenter != 0 || m.Agenda[0].Label != "Cán bộ A Mới" {
		t.Errorf("after the presenter went: got %+v", m.Agenda[0])
	}
}

// Numbers that a form makes up take nothing from another meeting.
func TestForeignNumbersAreNotTaken(t *testing.T) {
	db, _ := create(t)
	theirs := reload(t, db, planned(t, db).ID)
	mine := meeting()
	mine.Title, mine.Organizer = "Hội nghị khác", "Ban khác"
	mine.Participations = slices.Repeat(theirs.Participations[:1], 1)
	mine.Agenda = slices.Clone(theirs.Agenda[:1])
	if err := db.SaveMeeting(t.Context(), tester, mine); err != nil {
		t.Fatal(err)
	}
	mine = reload(t, db, mine.ID)
	if mine.Participations[0].ID == theirs.Participations[0].ID || mine.Agenda[0].ID == theirs.Agenda[0].ID ||
		mine.Agenda[0].Presenter != mine.Participations[0].ID {
		t.Errorf("got %+v, %+v", mine.Participations, mine.Agenda)
	}
	if again := reload(t, db, theirs.ID); !slices.Equal(again.Agenda, theirs.Agenda) || !slices.Equal(again.Participations, theirs.Participations) {
		t.Errorf("theirs: got %+v, %+v", again.Participations, again.Agenda)
	}
	mine.Agenda[0].Unit = 99
	if inv, ok := errors.AsType[*briefing.Invalid](db.SaveMeeting(t.Context(), tester, mine)); !ok || inv.On("items.0.unit") == "" {
		t.Errorf("a unit that is not there: got %v", inv)
	}
}

func TestAnAgendaIsSearchedAndNamesUnitsOfItsDay(t *testing.T) {
	db, _ := create(t)
	units := []briefing.Unit{{Name: "Xã Cũ", ShortName: "Cũ", Kind: "xã", Level: briefing.Commune, ValidTo: "2024-12-31"}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	m := reload(t, db, planned(t, db).ID)
	m.Agenda[1].Unit = units[0].ID
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	if m = reload(t, db, m.ID); m.Agenda[1].UnitName != "Xã Cũ" {
		t.Errorf("got %+v", m.Agenda[1])
	}
	for _, words := range []string{"nhất trí tuyệt đối", "báo cáo quý", "xã cũ"} {
		counts, err := db.SearchCounts(t.Context(), &store.SearchRequest{Query: search.Parse(`"` + words + `"`), Scope: search.Scope{All: true}})
		if err != nil || counts.Total == 0 {
			t.Errorf("%q: got %d, %v", words, counts.Total, err)
		}
	}
	uses, err := db.UnitUses(t.Context(), units[0].ID)
	if err != nil || !slices.Equal(uses.Meetings, []string{m.Title}) {
		t.Errorf("got %v, %v, want the meeting among the uses", uses, err)
	}
	if err := db.DeleteUnit(t.Context(), tester, units, "nhầm"); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a unit of an agenda was removed: %v", err)
	}
}

func TestTheNextMeetingIsMadeOnce(t *testing.T) {
	db, _ := create(t)
	m := reload(t, db, planned(t, db).ID)
	id, err := db.NextMeeting(t.Context(), tester, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	next := reload(t, db, id)
	if next.Reports != m.Reports.Next() || len(next.Agenda) != 2 || next.Agenda[1].Outcome != "" || next.State != briefing.Draft {
		t.Errorf("got %+v", next)
	}
	if next.Agenda[1].Presenter != next.Participations[1].ID || next.Participations[1].ID == m.Participations[1].ID {
		t.Errorf("got %+v of %+v, want its own people", next.Agenda, next.Participations)
	}
	_, err = db.NextMeeting(t.Context(), tester, m.ID)
	if there, ok := errors.AsType[*store.ExistsError](err); !ok || there.ID != id {
		t.Errorf("pressed twice: got %v", err)
	}
	if again := reload(t, db, m.ID); !slices.Equal(again.Agenda, m.Agenda) || again.Version != m.Version {
		t.Errorf("the first changed: %+v", again.Agenda)
	}
}
