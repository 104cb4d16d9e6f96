package web

import (
	"fmt"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A fact is one line of what is known of a record, in words.
type fact struct {
	Label string
	Lines []string
}

// factsOf makes facts ready for a page.
func factsOf(all []briefing.Fact) []fact {
	var out []fact
	for _, f := range all {
		out = append(out, fact{f.Label, lines(f.Text)})
	}
	return out
}

// A difference is a fact that two versions of a record tell differently.
type difference struct {
	Label        string
	Stored, Mine []string
}

// differences returns what is not the same in two meetings, field by field of
// the form. Where what people see is the same, it tells what travels unseen.
func differences(stored, mine *briefing.Meeting, kinds []briefing.MeetingKind) []difference {
	var all []difference
	a, b := meetingValues(stored), meetingValues(mine)
	seen, unseen := formFacts(a, kinds), unseenFacts(a)
	mineSeen, mineUnseen := formFacts(b, kinds), unseenFacts(b)
	for i, f := range seen {
		switch {
		case !slices.Equal(f.Lines, mineSeen[i].Lines):
			all = append(all, difference{f.Label, f.Lines, mineSeen[i].Lines})
		case !slices.Equal(unseen[i].Lines, mineUnseen[i].Lines):
			all = append(all, difference{f.Label + unseen[i].Label, unseen[i].Lines, mineUnseen[i].Lines})
		}
	}
	return all
}

// formFacts tells what the form of a meeting holds, in its order.
func formFacts(values map[string]string, kinds []briefing.MeetingKind) []fact {
	var all []fact
	for _, one := range meetingFields(kinds) {
		all = append(all, fact{one.name(), lines(one.words(values[one.Name]))})
	}
	for _, g := range meetingGroups() {
		var rows []string
		for i := range rowCount(values, g.Name) {
			rows = append(rows, g.words(values, i))
		}
		all = append(all, fact{g.Legend, rows})
	}
	return all
}

// unseenFacts tells what travels with each fact of formFacts unseen.
func unseenFacts(values map[string]string) []fact {
	var all []fact
	for _, one := range meetingFields(nil) {
		all = append(all, fact{", chỗ trong bài", lines(values["span."+one.Name])})
	}
	for _, g := range meetingGroups() {
		var rows []string
		for i := range rowCount(values, g.Name) {
			row := values[rowField(g.Name, i, "span")]
			if c, ok := readRecord(values[rowField(g.Name, i, "read")]); ok {
				row = strings.TrimSpace(row + " " + vntext.Words(c.Text))
			}
			rows = append(rows, row)
		}
		all = append(all, fact{", chỗ và cách ghi trong bài", rows})
	}
	return all
}

// words tells one row: "Vai trò: Chủ trì; Họ và tên: Nguyễn Văn Mẫu".
func (g *group) words(values map[string]string, row int) string {
	var all []string
	for _, column := range g.columns {
		if text := column.words(values[rowField(g.Name, row, column.Name)]); text != "" {
			all = append(all, fmt.Sprintf("%s: %s", column.Label, text))
		}
	}
	return strings.Join(all, "; ")
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func withTitle(who, title string) string {
	if title == "" {
		return who
	}
	return who + " – " + title
}

// countValue writes "gần 1.270".
func countValue(n briefing.Count) string {
	return strings.TrimSpace(n.Qualifier.Label() + " " + vntext.FormatInt(n.Value))
}
