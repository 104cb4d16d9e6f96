package web

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// A meetingPage shows one meeting.
type meetingPage struct {
	frame
	State     briefing.MeetingState
	Reopened  string // the last day on which a meeting that was opened again may be changed
	Edit      string
	EditItems string // address of the form of the agenda
	Steps     []stepButton
	StepTo    string // address that the steps are sent to
	Next      string // … and the wish for the meeting a period later
	Version   int
	Agenda    []agendaLine
	Late      string // says that the agenda is longer than the meeting
	Facts     []fact
	People    []briefing.Participation
	Counts    []statedCount
	Heading   []node // the title, with what it cites
	Topics    [][]node
	Citations []citedDocument
	Rejected  []citedDocument // places that are no citations
	Doubtful  int             // how many of the citations have doubts
	Source    []node
	Open      bool   // the source is unfolded: a link leads into it
	Downloads []link // of this meeting
	Period    string // the report on its period: "Quý I/2024"
	PeriodURL string
	Reports   []link // downloads of that report
	History   string // address; "" for those who may not see it
}

// A statedCount is a number that was stated at the meeting, as text.
type statedCount struct{ Level, Measure, Value, Label string }

// A citedDocument is a directive that the meeting cites, as text.
type citedDocument struct {
	ID                             string // of the element; "" where the text holds the place
	Name, URL, Issuer, Date, Title string
	Doubts                         []string // what does not fit the register
	By                             string   // who decided on it; "" for the program
	Decide                         string   // address where that can be changed
}

// meeting shows one meeting.
func (s *server) meeting(c *gin.Context) error {
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	f, err := s.frame(c, titleOf(m.Title), link{"Hội nghị giao ban", "/meetings"})
	if err != nil {
		return err
	}
	page := meetingPage{
		frame:     f,
		State:     m.State,
		Reopened:  m.LockedAfter.Label(),
		Edit:      meetingURL(m.ID) + "/edit",
		EditItems: agendaURL(m.ID),
		Steps:     stepButtons(m, account(c)),
		StepTo:    stateURL(m.ID),
		Next:      meetingURL(m.ID) + "/next",
		Version:   m.Version,
		Agenda:    agendaOf(m),
		Late:      late(m),
		Facts:     factsOf(m.Facts()),
		People:    m.ByRole(),
		Counts:    statedCounts(m.Counts),
		Heading:   highlight(titleOf(m.Title), citationMarks(m, "title")),
		Open:      c.Query("open") == sourceField,
	}
	for i, t := range m.Topics {
		page.Topics = append(page.Topics, highlight(t.Text, citationMarks(m, fmt.Sprintf("topics.%d", i))))
	}
	if page.Citations, err = s.citedDocuments(c.Request.Context(), m); err != nil {
		return err
	}
	page.Rejected = rejectedCitations(m)
	for _, one := range page.Citations {
		if one.Doubts != nil {
			page.Doubtful++
		}
	}
	if m.PostedOn.Valid() {
		page.Facts = append(page.Facts, fact{"Ngày đăng bài", lines(m.PostedOn.Label())})
	}
	if historians.admits(account(c)) {
		page.History = historyURL("meeting", m.ID)
	}
	if m.Source != "" {
		page.Source = highlight(m.Source, meetingMarks(m))
	}
	if m.State.Confirmed() {
		page.Downloads = downloads("meeting", "id", fmt.Sprint(m.ID))
		if m.Reports.Valid() {
			page.Period, page.PeriodURL = m.Reports.Label(), "/quarters/"+string(m.Reports)
			page.Reports = downloads("quarter", "period", string(m.Reports))
		}
	}
	return s.show(c, http.StatusOK, "meetings/show", page)
}

func statedCounts(counts []briefing.Count) []statedCount {
	var rows []statedCount
	for _, n := range briefing.ByLevel(counts) {
		rows = append(rows, statedCount{n.Level.Label(), n.Measure.Label(), countValue(n), n.Label})
	}
	return rows
}

// sourceField is the field of a meeting that holds the text it was read from.
const sourceField = "source"

// citationPlace is the id of the element that marks a citation in its text.
func citationPlace(id int64) string { return fmt.Sprintf("citation-%d", id) }

// meetingMarks are the places in the source that the values of m come from.
func meetingMarks(m *briefing.Meeting) []mark {
	var marks []mark
	for _, one := range meetingFields(nil) {
		if one.Kind != "" {
			marks = append(marks, mark{ID: idOf("in-", one.Name), Kind: one.Kind, Label: one.Label, Span: m.Spans[one.Name]})
		}
	}
	add := func(group string, i int, kind, label string, span briefing.Span) {
		marks = append(marks, mark{ID: idOf("in-", fmt.Sprintf("%s.%d", group, i)), Kind: kind, Label: label, Span: span})
	}
	for i, p := range m.Participations {
		add("participations", i, "who", p.Role.Label(), p.Span)
	}
	for i, n := range m.Counts {
		add("counts", i, "count", "Số liệu", n.Span)
	}
	for i, t := range m.Topics {
		add("topics", i, "topic", "Nội dung thảo luận", t.Span)
	}
	return append(marks, citationMarks(m, sourceField)...)
}

// citationMarks are the places of citations in one text of m.
func citationMarks(m *briefing.Meeting, field string) []mark {
	var marks []mark
	for _, d := range m.Citations {
		if d.Field == field {
			marks = append(marks, mark{ID: citationPlace(d.ID), Kind: "citation", Label: d.Name(), Span: d.Span})
		}
	}
	return marks
}
