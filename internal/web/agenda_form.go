package web

import (
	"cmp"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// agendaRows is the name of the rows of an agenda: "items.0.topic".
const agendaRows = "items"

// agendaGroup describes the rows of an agenda. The people and units are the
// choices of two of its columns; nil shows their numbers.
func agendaGroup(people, units []option) group {
	return group{Name: agendaRows, Legend: "Chương trình", Add: "Thêm mục", focus: "topic",
		columns: []field{
			{Name: "position", Label: "Thứ tự"},
			{Name: "kind", Label: "Loại mục", Options: optionsOf(briefing.AgendaKinds(), briefing.AgendaKind.Label,
				option{Label: "— chọn —"})},
			{Name: "topic", Label: "Nội dung", Area: true},
			{Name: "presenter", Label: "Người trình bày", Options: append([]option{{Label: "— người khác —"}}, people...)},
			{Name: "label", Label: "Người khác"},
			{Name: "unit", Label: "Đơn vị", Options: append([]option{{Label: "—"}}, units...)},
			{Name: "minutes", Label: "Số phút"},
			{Name: "outcome", Label: "Kết quả", Area: true},
		},
		hidden: []string{"id"}}
}

// agendaGroup describes the rows of an agenda with the people of the meeting and
// the units of its day.
func (s *server) agendaGroup(c *gin.Context, e *agendaEntry) (group, error) {
	m := e.meeting
	units, err := s.db.Units(c.Request.Context(), cmp.Or(m.HeldOn, s.today()))
	if err != nil {
		return group{}, err
	}
	var people, places []option
	for _, p := range m.Participations {
		people = append(people, option{Value: idValue(p.ID), Label: fmt.Sprintf("%s (%s)", p.Who(), p.Role.Label())})
	}
	known := map[int64]bool{}
	for _, u := range briefing.UnitTree(units) {
		places = append(places, option{Value: idValue(u.ID), Label: u.Name})
		known[u.ID] = true
	}
	for _, item := range m.Agenda { // of a meeting whose day was moved
		if item.Unit != 0 && !known[item.Unit] {
			places = append(places, option{Value: idValue(item.Unit), Label: item.UnitName})
			known[item.Unit] = true
		}
	}
	return agendaGroup(people, places), nil
}

// agendaValues returns an agenda as the values of its form.
func agendaValues(m *briefing.Meeting) map[string]string {
	v := map[string]string{"version": strconv.Itoa(m.Version), agendaRows: "0"}
	g := agendaGroup(nil, nil)
	for i, item := range m.Agenda {
		row := map[string]string{"position": strconv.Itoa(i + 1), "kind": string(item.Kind), "topic": item.Topic,
			"presenter": idValue(item.Presenter), "unit": idValue(item.Unit), "outcome": item.Outcome, "id": idValue(item.ID)}
		if item.Presenter == 0 {
			row["label"] = item.Label
		}
		if item.Minutes > 0 {
			row["minutes"] = strconv.Itoa(item.Minutes)
		}
		addRow(v, g, row)
	}
	return v
}

// completeAgenda reports whether every field of the form was sent, to the last
// one of the last row.
func completeAgenda(f *form) bool {
	n := rowCount(f.values, agendaRows)
	names := agendaGroup(nil, nil).names()
	if !f.has("version", "do", "end") || f.values[agendaRows] != strconv.Itoa(n) || f.has(rowField(agendaRows, n, names[0])) {
		return false
	}
	for i := range n {
		for _, name := range names {
			if !f.has(rowField(agendaRows, i, name)) {
				return false
			}
		}
	}
	return true
}

// read returns the meeting with the agenda that was typed. Who presents is
// chosen or written, not both.
func (e *agendaEntry) read() (*briefing.Meeting, *briefing.Invalid) {
	r := &meetingReader{values: e.values, length: utf8.RuneCountInString(e.meeting.Source)}
	m := *e.meeting
	m.Version, _ = strconv.Atoi(e.values["version"])
	m.Agenda = nil
	for i := range rowCount(e.values, agendaRows) {
		at := rowField(agendaRows, i, "")
		item := briefing.AgendaItem{ID: r.id(at + "id"), Kind: briefing.AgendaKind(r.line(at + "kind")),
			Topic: r.line(at + "topic"), Presenter: r.id(at + "presenter"), Label: r.line(at + "label"), Unit: r.id(at + "unit"),
			Outcome: r.line(at + "outcome")}
		r.inv.Check(item.Presenter == 0 || item.Label == "", at+"label", "Đã chọn người trình bày thì để trống ô này.")
		minutes, err := vntext.ParseInt(r.values[at+"minutes"])
		r.inv.Check(err == nil || r.line(at+"minutes") == "", at+"minutes", "Nhập số phút, như 15.")
		item.Minutes = int(min(minutes, 24*60+1))
		m.Agenda = append(m.Agenda, item)
	}
	return &m, &r.inv
}
