package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// An agendaPage holds the form of the agenda of a meeting.
type agendaPage struct {
	frame
	Action     string
	Version    string
	Begins     briefing.TimeOfDay
	Rows       rowGroup
	Times      []briefing.TimeOfDay // when each row begins, and when the last one ends
	Late       string               // says that the agenda is longer than the meeting; "" otherwise
	Topics     []link               // of the text, that no item has taken over: words and value of the button
	Locked     bool                 // somebody locked the meeting meanwhile
	Conflicted bool                 // somebody else saved meanwhile
	Conflict   []difference
	Back       string
}

// An agendaEntry is the form of an agenda while a person works on it.
type agendaEntry struct {
	meeting *briefing.Meeting // as stored
	values  map[string]string
	inv     *briefing.Invalid
	focus   string // the field to go on in; "" for none
}

func agendaURL(id int64) string { return meetingURL(id) + "/agenda" }

// editAgenda shows the agenda of a meeting for editing.
func (s *server) editAgenda(c *gin.Context) error {
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	if m.State == briefing.Locked {
		return errLocked
	}
	return s.showAgenda(c, http.StatusOK, &agendaEntry{meeting: m, values: agendaValues(m)}, agendaPage{})
}

// saveAgenda takes the whole agenda. Only "save" stores it.
func (s *server) saveAgenda(c *gin.Context) error {
	f := sentForm(c)
	if !completeAgenda(f) {
		return errMissing
	}
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	e := &agendaEntry{meeting: m, values: f.values}
	if !e.arrange() {
		return errBroken
	}
	if e.values["do"] != "save" {
		return s.showAgenda(c, http.StatusOK, e, agendaPage{})
	}
	typed, inv := e.read()
	if inv.Err() != nil {
		e.inv = inv
		return s.showAgenda(c, http.StatusUnprocessableEntity, e, agendaPage{})
	}
	err = s.db.SaveMeeting(c.Request.Context(), actor(c), typed)
	if found, ok := errors.AsType[*briefing.Invalid](err); ok {
		e.inv = found
		return s.showAgenda(c, http.StatusUnprocessableEntity, e, agendaPage{})
	}
	switch {
	case errors.Is(err, store.ErrLocked):
		return s.showAgenda(c, http.StatusConflict, e, agendaPage{Locked: true})
	case errors.Is(err, store.ErrStale):
		return s.showAgendaConflict(c, e)
	case err != nil:
		return err
	}
	return redirect(c, meetingURL(m.ID), "saved")
}

// arrange brings the rows into the order of their numbers and does what the
// pressed button says besides: add, take a topic over, move up or down, remove.
// It reports false for what no button says.
func (e *agendaEntry) arrange() bool {
	verb, rest, _ := strings.Cut(e.values["do"], ":")
	n := rowCount(e.values, agendaRows)
	order := e.order(n)
	row, err := strconv.Atoi(strings.TrimPrefix(rest, agendaRows+":"))
	valid := err == nil && 0 <= row && row < n
	at := slices.Index(order, row)
	switch {
	case verb == "save", verb == "sort":
	case verb == "add" && n < briefing.MaxAgenda:
		e.add(nil)
		order = append(order, n)
		e.focus = rowField(agendaRows, n, "kind")
	case verb == "take" && n < briefing.MaxAgenda && err == nil && 0 <= row && row < len(e.meeting.Topics):
		e.add(map[string]string{"kind": string(briefing.Discussion), "topic": e.meeting.Topics[row].Text})
		order = append(order, n)
		e.focus = rowField(agendaRows, n, "label")
	case verb == "up" && valid:
		to := max(at-1, 0)
		order[at], order[to] = order[to], order[at]
		e.focus = rowField(agendaRows, to, "position")
	case verb == "down" && valid:
		to := min(at+1, n-1)
		order[at], order[to] = order[to], order[at]
		e.focus = rowField(agendaRows, to, "position")
	case verb == "remove" && valid:
		order = slices.Delete(order, at, at+1)
		e.focus = agendaRows
	default:
		return false
	}
	e.reorder(order)
	return true
}

func (e *agendaEntry) add(row map[string]string) { addRow(e.values, agendaGroup(nil, nil), row) }

// order returns the rows by their typed numbers. Of two with the same number the
// one that was given it stands where it was to go: before the other when it moves
// up, behind when it moves down. What is no number stays in its place.
func (e *agendaEntry) order(n int) []int {
	type place struct{ row, key int }
	places := make([]place, n)
	for i := range places {
		typed, err := strconv.Atoi(strings.TrimSpace(e.values[rowField(agendaRows, i, "position")]))
		if err != nil || typed < 1 || typed > n {
			typed = i + 1
		}
		places[i] = place{i, 3*typed + min(1, max(-1, typed-i-1))}
	}
	slices.SortStableFunc(places, func(a, b place) int { return a.key - b.key })
	order := make([]int, n)
	for i, p := range places {
		order[i] = p.row
	}
	return order
}

// reorder writes the rows anew in an order and numbers them.
func (e *agendaEntry) reorder(order []int) {
	names := agendaGroup(nil, nil).names()
	old := map[string]string{}
	for _, row := range order {
		for _, name := range names {
			old[rowField(agendaRows, row, name)] = e.values[rowField(agendaRows, row, name)]
		}
	}
	e.values[agendaRows] = strconv.Itoa(len(order))
	for i, row := range order {
		for _, name := range names {
			e.values[rowField(agendaRows, i, name)] = old[rowField(agendaRows, row, name)]
		}
		e.values[rowField(agendaRows, i, "position")] = strconv.Itoa(i + 1)
	}
}

// showAgenda shows the form.
func (s *server) showAgenda(c *gin.Context, status int, e *agendaEntry, page agendaPage) error {
	g, err := s.agendaGroup(c, e)
	if err != nil {
		return err
	}
	return s.showAgendaRows(c, status, e, g, page)
}

func (s *server) showAgendaRows(c *gin.Context, status int, e *agendaEntry, g group, page agendaPage) error {
	m := e.meeting
	f, err := s.frame(c, "Chương trình", link{"Hội nghị giao ban", "/meetings"}, link{titleOf(m.Title), meetingURL(m.ID)})
	if err != nil {
		return err
	}
	page.frame, page.Action, page.Version, page.Back = f, agendaURL(m.ID), e.values["version"], meetingURL(m.ID)
	page.Rows, _ = (&entry{base: m, values: e.values, inv: e.inv, focus: e.focus}).rows(g, &meetingReader{values: e.values})
	for _, r := range page.Rows.Rows {
		for _, cell := range r.Messages {
			page.Summary = append(page.Summary, link{"Mục " + strconv.Itoa(r.Number) + ": " + cell.Message, "#" + cell.ID})
		}
	}
	typed, _ := e.read()
	page.Begins, page.Times, page.Late = m.Begins, typed.AgendaTimes(), late(typed)
	for i, t := range m.Topics {
		if !slices.ContainsFunc(typed.Agenda, func(item briefing.AgendaItem) bool { return item.Topic == t.Text }) {
			page.Topics = append(page.Topics, link{t.Text, "take:" + strconv.Itoa(i)})
		}
	}
	return s.show(c, status, "meetings/agenda", page)
}

// late says by how much the agenda is longer than the meeting.
func late(m *briefing.Meeting) string {
	times := m.AgendaTimes()
	end := times[len(times)-1]
	if end == "" || m.Ends == "" || end <= m.Ends {
		return ""
	}
	return "Chương trình kết thúc lúc " + string(end) + ", sau giờ kết thúc hội nghị (" + string(m.Ends) + ")."
}

// showAgendaConflict shows what is stored now beside what was typed. The next
// save stores over it, since the person has then seen it.
func (s *server) showAgendaConflict(c *gin.Context, e *agendaEntry) error {
	stored, err := s.db.Meeting(c.Request.Context(), e.meeting.ID)
	if err != nil {
		return err
	}
	e.meeting = stored
	e.values["version"] = strconv.Itoa(stored.Version)
	g, err := s.agendaGroup(c, e)
	if err != nil {
		return err
	}
	page := agendaPage{Conflicted: true}
	theirs, mine := agendaLines(&g, agendaValues(stored)), agendaLines(&g, e.values)
	if !slices.Equal(theirs, mine) {
		page.Conflict = []difference{{"Chương trình", theirs, mine}}
	}
	return s.showAgendaRows(c, http.StatusConflict, e, g, page)
}

// agendaLines tells each item in a line.
func agendaLines(g *group, values map[string]string) []string {
	var all []string
	for i := range rowCount(values, agendaRows) {
		all = append(all, g.words(values, i))
	}
	return all
}

// An agendaLine is one item of an agenda, as text.
type agendaLine struct{ Begins, Kind, Topic, Presenter, Unit, Minutes, Outcome string }

func agendaOf(m *briefing.Meeting) []agendaLine {
	var all []agendaLine
	times := m.AgendaTimes()
	for i, item := range m.Agenda {
		line := agendaLine{Begins: string(times[i]), Kind: item.Kind.Label(), Topic: item.Topic, Presenter: item.Label,
			Unit: item.UnitName, Outcome: item.Outcome}
		if item.Minutes > 0 {
			line.Minutes = number(item.Minutes)
		}
		all = append(all, line)
	}
	return all
}
