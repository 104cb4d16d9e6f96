package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
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
	m.Spans = map[string]briefing.Span{}
	for _, one := range meetingFields(nil) {
		if one.read != nil {
			one.read(r, &m)
		}
		if span := r.span("span." + one.Name); one.Kind != "" && !span.IsZero() {
			m.Spans[one.Name] = span
		}
	}
	// The days of a named period need no typing.
	if m.Plan.Key.Valid() && r.line("plan_from") == "" && r.line("plan_to") == "" {
		days := m.Plan.Key.Calendar()
		m.Plan.From, m.Plan.To = days.From, days.To
	}
	m.Participations, m.Counts, m.Topics, m.Citations = nil, nil, nil, nil
	for _, g := range meetingGroups() {
		for i := range rowCount(values, g.Name) {
			g.read(r, &m, rowField(g.Name, i, ""))
		}
	}
	m.Agenda = slices.Clone(m.Agenda)
	m.NamePresenters() // somebody may be gone from the form
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
		r.inv.Check(false, name, err.Error()+".")
	}
	return day
}

func (r *meetingReader) time(name string) briefing.TimeOfDay {
	t, err := briefing.ParseTimeOfDay(r.line(name))
	if err != nil {
		r.inv.Check(false, name, sentence(err.Error()))
	}
	return t
}

// id reads the number of a record; what is no number is one that no record has.
func (r *meetingReader) id(name string) int64 {
	if r.line(name) == "" {
		return 0
	}
	id, err := strconv.ParseInt(r.line(name), 10, 64)
	if err != nil {
		return -1
	}
	return id
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

func (r *meetingReader) participation(m *briefing.Meeting, at string) {
	m.Participations = append(m.Participations, briefing.Participation{Role: briefing.Role(r.line(at + "role")),
		ID: r.id(at + "id"), Name: r.line(at + "name"), Title: r.line(at + "title"), Label: r.line(at + "label"), Span: r.span(at + "span")})
}

func (r *meetingReader) count(m *briefing.Meeting, at string) {
	value, err := vntext.ParseInt(r.values[at+"value"])
	if r.line(at+"value") == "" {
		r.inv.Check(false, at+"value", "Nhập số, hoặc bỏ dòng này.")
	} else if err != nil {
		r.inv.Check(false, at+"value", fmt.Sprintf("“%s” không phải số. Nhập như 127 hoặc 1.291.", r.line(at+"value")))
	}
	m.Counts = append(m.Counts, briefing.Count{Measure: briefing.Measure(r.line(at + "measure")),
		Level: briefing.Level(r.line(at + "level")), Value: value, Qualifier: briefing.Qualifier(r.line(at + "qualifier")),
		Label: r.line(at + "label"), Span: r.span(at + "span")})
}

func (r *meetingReader) topic(m *briefing.Meeting, at string) {
	m.Topics = append(m.Topics, briefing.Topic{Text: r.line(at + "text"), Span: r.span(at + "span")})
}

// leadingNumber is the number that a symbol begins with: 24, 36a.
// yearInSymbol is the year in a symbol of the state: 30/2020/NĐ-CP.
var (
	leadingNumber = regexp.MustCompile(`^\d+\pL?`)
	yearInSymbol  = regexp.MustCompile(`/((?:19|20)\d\d)/`)
)

// symbolYear returns the year in a symbol, or 0.
func symbolYear(symbol string) int {
	if found := yearInSymbol.FindStringSubmatch(symbol); found != nil {
		year, _ := strconv.Atoi(found[1])
		return year
	}
	return 0
}

// citation keeps a row as it was read as long as nobody changes it; otherwise
// what was typed decides.
func (r *meetingReader) citation(m *briefing.Meeting, at string) {
	was, known := readRecord(r.values[at+"read"])
	shown := citationRow(&was)
	same := func(name string) bool { return known && r.line(at+name) == vntext.Words(shown[name]) }
	span := r.span(at + "span")
	if same("genre") && same("symbol") && same("issuer") && same("date") && same("year") && same("title") {
		was.Span = span
		m.Citations = append(m.Citations, was)
		return
	}
	c := briefing.Citation{Field: was.Field, Text: was.Text, Genre: briefing.Genre(r.line(at + "genre")), Number: was.Number, Symbol: was.Symbol,
		Issuer: r.line(at + "issuer"), Date: r.day(at + "date"), Title: r.line(at + "title"), Span: span, Manual: true}
	if !same("symbol") {
		symbol := r.line(at + "symbol")
		c.Number, c.Symbol = leadingNumber.FindString(symbol), symbol
		if c.Symbol == c.Number {
			c.Symbol = ""
		}
	}
	c.Year = r.year(at + "year")
	if inSymbol := symbolYear(c.Symbol); inSymbol != 0 {
		r.inv.Check(c.Year == 0 || c.Year == inSymbol, at+"year",
			fmt.Sprintf("Số, ký hiệu ghi năm %d. Bỏ trống ô này hoặc sửa ký hiệu.", inSymbol))
		c.Year = inSymbol
	}
	m.Citations = append(m.Citations, c)
}

// readRecord reads what citationRecord wrote, and reports whether it is there: a
// row that a person added has none.
func readRecord(text string) (c briefing.Citation, ok bool) {
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return briefing.Citation{}, false
	}
	return c, true
}

// year reads a year that may stay empty.
func (r *meetingReader) year(name string) int {
	text := r.line(name)
	r.inv.Check(text == "" || fourDigits.MatchString(text), name, "Nhập năm, như 2024.")
	year, _ := strconv.Atoi(text)
	return year
}
