package web

import (
	"fmt"
	"strconv"

	"giaoban/internal/article"
	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A meetingForm is the form of a meeting beside the text that it was read
// from.
type meetingForm struct {
	Action    string
	Sets      []fieldSet
	Groups    []rowGroup
	Hidden    []hidden
	Source    []node
	Warnings  []link
	Confirmed bool // was confirmed before
}

// A fieldSet is a part of the form that holds single fields.
type fieldSet struct {
	Legend string
	Fields []field
}

// A hidden is a value that travels with the form unseen.
type hidden struct{ Name, Value string }

// A rowGroup is a list of rows in the form.
type rowGroup struct {
	group
	Columns []field
	Rows    []row
	Count   hidden
	Focus   bool // on the button that adds a row
}

// A row is one line of a rowGroup.
type row struct {
	Number   int // from 1, for people
	ID       string
	Cells    []field
	Hidden   []hidden
	Mark     string
	Remove   string // value of the button
	Messages []field
}

// An entry is a form of a meeting while a person works on it.
type entry struct {
	base   *briefing.Meeting      // as stored; without an ID for a new one
	kinds  []briefing.MeetingKind // that the form offers
	values map[string]string
	inv    *briefing.Invalid
	focus  string // the field to start in; "" for the first mistake
}

// view lays the entry out for the page.
func (e *entry) view() meetingForm {
	f := meetingForm{Action: "/meetings", Confirmed: e.base.State.Confirmed()}
	if e.base.ID != 0 {
		f.Action = fmt.Sprintf("/meetings/%d/edit", e.base.ID)
	}
	source := e.base.Source
	length := len([]rune(source))
	reader := meetingReader{values: e.values, length: length}
	var marks []mark
	for _, one := range meetingFields(e.kinds) {
		one.field = one.filled(e.values, e.inv)
		one.Focus = e.focus == one.Name
		if one.Kind != "" {
			f.Hidden = append(f.Hidden, hidden{"span." + one.Name, e.values["span."+one.Name]})
		}
		if span := reader.span("span." + one.Name); one.Kind != "" && !span.IsZero() {
			one.Mark = idOf("in-", one.Name)
			marks = append(marks, mark{one.Mark, one.ID, one.Kind, one.Label, span})
		}
		if n := len(f.Sets); n == 0 || f.Sets[n-1].Legend != one.Set {
			f.Sets = append(f.Sets, fieldSet{Legend: one.Set})
		}
		last := &f.Sets[len(f.Sets)-1]
		last.Fields = append(last.Fields, one.field)
	}
	for _, g := range meetingGroups() {
		rows, found := e.rows(g, &reader)
		f.Groups = append(f.Groups, rows)
		marks = append(marks, found...)
	}
	f.Hidden = append(f.Hidden, hidden{"version", e.values["version"]}, e.sourceField())
	warnings := e.warnings()
	for i, w := range warnings {
		id := fmt.Sprintf("in-warning-%d", i)
		one := link{Text: w.Message}
		if !w.Span.IsZero() {
			one.URL = "#" + id
			marks = append(marks, mark{ID: id, Kind: "warning", Label: w.Message, Span: w.Span})
		}
		f.Warnings = append(f.Warnings, one)
	}
	if source != "" {
		f.Source = highlight(source, marks)
	}
	return f
}

// sourceField carries the text of a meeting that is not stored yet.
func (e *entry) sourceField() hidden {
	if e.base.ID != 0 {
		return hidden{"source", ""}
	}
	return hidden{"source", e.base.Source}
}

// rows lays out one group and returns the marks of its rows.
func (e *entry) rows(g group, reader *meetingReader) (rowGroup, []mark) {
	out := rowGroup{group: g, Count: hidden{g.Name, strconv.Itoa(rowCount(e.values, g.Name))},
		Focus: e.focus == g.Name}
	for _, column := range g.columns {
		column.ID = idOf("head-", g.Name+"."+column.Name)
		out.Columns = append(out.Columns, column)
	}
	var marks []mark
	for i := range rowCount(e.values, g.Name) {
		r := row{Number: i + 1, ID: idOf("row-", fmt.Sprintf("%s.%d", g.Name, i)),
			Remove: fmt.Sprintf("remove:%s:%d", g.Name, i)}
		span := reader.span(rowField(g.Name, i, "span"))
		if !span.IsZero() {
			r.Mark = idOf("in-", fmt.Sprintf("%s.%d", g.Name, i))
			marks = append(marks, mark{r.Mark, idOf("f-", rowField(g.Name, i, g.focus)), g.Kind, e.markLabel(g, i), span})
		}
		for _, column := range g.columns {
			column.Label = fmt.Sprintf("%s, dòng %d", column.Label, i+1)
			column.Width = g.Name + "-" + column.Name
			column.Name = rowField(g.Name, i, column.Name)
			column = column.filled(e.values, e.inv)
			column.Mark, column.Focus = r.Mark, e.focus == column.Name
			r.Cells = append(r.Cells, column)
			if column.Message != "" {
				r.Messages = append(r.Messages, column)
			}
		}
		for _, name := range g.hidden {
			at := rowField(g.Name, i, name)
			r.Hidden = append(r.Hidden, hidden{at, e.values[at]})
		}
		out.Rows = append(out.Rows, r)
	}
	return out, marks
}

// markLabel says what a mark of a row was read as.
func (e *entry) markLabel(g group, row int) string {
	switch g.Name {
	case "participations":
		return briefing.Role(e.values[rowField(g.Name, row, "role")]).Label()
	case "counts":
		return "Số liệu"
	case "topics":
		return "Nội dung thảo luận"
	}
	return "Văn bản " + e.values[rowField(g.Name, row, "symbol")]
}

// warnings are what the reader of the text asks a person to look at. They need
// no keeping: the same text gives the same warnings.
func (e *entry) warnings() []article.Warning {
	if e.base.Source == "" || e.base.State != briefing.Draft {
		return nil
	}
	reading, err := article.Read(e.base.Source)
	if err != nil || vntext.Normalize(e.base.Source) != reading.Text {
		return nil
	}
	return reading.Warnings
}

// summary lists the mistakes in the order of the form, each with the place of
// its field.
func (f *meetingForm) summary() []link {
	var all []link
	add := func(one field, before string) {
		if one.Message != "" {
			all = append(all, link{before + one.Message, "#" + one.ID})
		}
	}
	for _, set := range f.Sets {
		for _, one := range set.Fields {
			add(one, one.name()+": ")
		}
	}
	for _, g := range f.Groups {
		for _, r := range g.Rows {
			for _, cell := range r.Cells {
				add(cell, fmt.Sprintf("%s, dòng %d: ", g.Legend, r.Number))
			}
		}
	}
	return all
}
