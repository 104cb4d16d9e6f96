package web

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A meetingReader turns the values of a form into a meeting and notes what it
// cannot read.
type meetingReader struct {
	values map[string]string
	length int // of the source, in runes
	inv    briefing.Invalid
}

// readMeeting returns base with what was typed. The faults are of values that
// cannot be read; whether a meeting is whole is for Validate to say.
func readMeeting(values map[string]string, base *briefing.Meeting) (*briefing.Meeting, *briefing.Invalid) {
	r := &meetingReader{values: values, length: utf8.RuneCountInString(base.Source)}
	m := *base
	m.Version, _ = strconv.Atoi(values["version"])
	m.Title = r.line("title")
	m.HeldOn = r.day("held_on")
	m.PostedOn = r.day("posted_on")
	m.Organizer = r.line("organizer")
	m.Place = r.line("place")
	m.Reports = r.period("report_period", "report_year")
	m.ReportLabel = r.line("report_label")
	m.Plan = r.plan()
	m.Spans = map[string]briefing.Span{}
	for _, name := range spanFields() {
		if span := r.span("span." + name); !span.IsZero() {
			m.Spans[name] = span
		}
	}
	m.Participations, m.Counts, m.Topics, m.Citations = nil, nil, nil, nil
	for i := range rowCount(values, "participations") {
		m.Participations = append(m.Participations, r.participation(fmt.Sprintf("participations.%d.", i)))
	}
	for i := range rowCount(values, "counts") {
		m.Counts = append(m.Counts, r.count(fmt.Sprintf("counts.%d.", i)))
	}
	for i := range rowCount(values, "topics") {
		at := fmt.Sprintf("topics.%d.", i)
		m.Topics = append(m.Topics, briefing.Topic{Text: r.line(at + "text"), Span: r.span(at + "span")})
	}
	for i := range rowCount(values, "citations") {
		m.Citations = append(m.Citations, r.citation(fmt.Sprintf("citations.%d.", i)))
	}
	return &m, &r.inv
}

// checkMeeting adds to inv what Validate says of fields that inv does not
// name yet.
func checkMeeting(m *briefing.Meeting, inv *briefing.Invalid) {
	found, ok := errors.AsType[*briefing.Invalid](m.Validate())
	if !ok {
		return
	}
	for _, fault := range found.Faults {
		year := strings.Replace(fault.Field, "_period", "_year", 1)
		inv.Check(inv.On(fault.Field) != "" || inv.On(year) != "", fault.Field, fault.Message)
	}
}

func (r *meetingReader) line(name string) string { return vntext.Words(r.values[name]) }

func (r *meetingReader) day(name string) briefing.Day {
	day, err := briefing.ParseDay(r.values[name])
	if err != nil {
		r.inv.Check(false, name, fmt.Sprintf("“%s” không phải ngày có thật. Nhập như 09/04/2024.", r.line(name)))
	}
	return day
}

var fourDigits = regexp.MustCompile(`^(19|20)\d\d$`)

func (r *meetingReader) period(name, yearName string) briefing.PeriodKey {
	kind, year := r.line(name), r.line(yearName)
	if kind == "" {
		return ""
	}
	if !fourDigits.MatchString(year) {
		r.inv.Check(false, yearName, "Nhập năm, như 2024.")
		return ""
	}
	key := briefing.PeriodKey(year + "-" + kind)
	r.inv.Check(key.Valid(), name, "Chọn kỳ trong danh sách.")
	return key
}

// plan reads the time planned for; the days of a named period need no typing.
func (r *meetingReader) plan() briefing.Plan {
	p := briefing.Plan{Key: r.period("plan_period", "plan_year"), From: r.day("plan_from"), To: r.day("plan_to"),
		Label: r.line("plan_label")}
	if p.Key.Valid() && r.line("plan_from") == "" && r.line("plan_to") == "" {
		days := p.Key.Calendar()
		p.From, p.To = days.From, days.To
	}
	return p
}

// span reads a place in the source; one outside it is no place.
func (r *meetingReader) span(name string) briefing.Span {
	from, to, _ := strings.Cut(r.values[name], "-")
	start, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || start < 0 || start >= end || end > r.length {
		return briefing.Span{}
	}
	return briefing.Span{start, end}
}

func (r *meetingReader) participation(at string) briefing.Participation {
	return briefing.Participation{Role: briefing.Role(r.line(at + "role")), Name: r.line(at + "name"),
		Title: r.line(at + "title"), Label: r.line(at + "label"), Span: r.span(at + "span")}
}

func (r *meetingReader) count(at string) briefing.Count {
	value, err := vntext.ParseInt(r.values[at+"value"])
	if r.line(at+"value") == "" {
		r.inv.Check(false, at+"value", "Nhập số, hoặc bỏ dòng này.")
	} else if err != nil {
		r.inv.Check(false, at+"value", fmt.Sprintf("“%s” không phải số. Nhập như 127 hoặc 1.291.", r.line(at+"value")))
	}
	return briefing.Count{Measure: briefing.Measure(r.line(at + "measure")), Level: briefing.Level(r.line(at + "level")),
		Value: value, Qualifier: briefing.Qualifier(r.line(at + "qualifier")), Label: r.line(at + "label"),
		Span: r.span(at + "span")}
}

// leadingNumber is the number that a symbol begins with: 24, 36a.
// symbolYear is the year in a symbol of the state: 30/2020/NĐ-CP.
var (
	leadingNumber = regexp.MustCompile(`^\d+\pL?`)
	symbolYear    = regexp.MustCompile(`/((?:19|20)\d\d)/`)
)

// citation keeps what was read as long as nobody changes it; otherwise the
// typed symbol decides.
func (r *meetingReader) citation(at string) briefing.Citation {
	row := map[string]string{}
	for _, name := range groupNamed("citations").names() {
		row[name] = r.line(at + name)
	}
	c := briefing.Citation{Text: row["text"], Genre: briefing.Genre(row["genre"]), Issuer: row["issuer"],
		Date: r.day(at + "date"), Title: row["title"], Span: r.span(at + "span"), Number: row["number"],
		Manual: row["read"] != citationPrint(row)}
	c.Year, _ = strconv.Atoi(row["year"])
	if row["symbol"] != row["number"] {
		c.Symbol = row["symbol"]
	}
	if !c.Manual {
		return c
	}
	c.Number = leadingNumber.FindString(row["symbol"])
	if c.Symbol == c.Number {
		c.Symbol = ""
	}
	if year := symbolYear.FindStringSubmatch(c.Symbol); year != nil {
		c.Year, _ = strconv.Atoi(year[1])
	} else if c.Symbol != "" {
		c.Year = 0
	}
	return c
}
