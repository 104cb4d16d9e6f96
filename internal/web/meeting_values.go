package web

import (
	"fmt"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// meetingValues returns a meeting as the values of its form.
func meetingValues(m *briefing.Meeting) map[string]string {
	v := map[string]string{
		"title": m.Title, "held_on": m.HeldOn.Label(), "posted_on": m.PostedOn.Label(),
		"organizer": m.Organizer, "place": m.Place, "report_label": m.ReportLabel,
		"plan_from": m.Plan.From.Label(), "plan_to": m.Plan.To.Label(), "plan_label": m.Plan.Label,
		"version": strconv.Itoa(m.Version), "source": m.Source,
	}
	v["report_year"], v["report_period"], _ = strings.Cut(string(m.Reports), "-")
	v["plan_year"], v["plan_period"], _ = strings.Cut(string(m.Plan.Key), "-")
	for _, name := range spanFields() {
		v["span."+name] = spanValue(m.Spans[name])
	}
	for _, p := range m.Participations {
		addRow(v, "participations", map[string]string{"role": string(p.Role), "name": p.Name, "title": p.Title,
			"label": p.Label, "span": spanValue(p.Span)})
	}
	for _, c := range m.Counts {
		addRow(v, "counts", map[string]string{"measure": string(c.Measure), "level": string(c.Level),
			"value": vntext.FormatInt(c.Value), "qualifier": string(c.Qualifier), "label": c.Label,
			"span": spanValue(c.Span)})
	}
	for _, t := range m.Topics {
		addRow(v, "topics", map[string]string{"text": t.Text, "span": spanValue(t.Span)})
	}
	for _, c := range m.Citations {
		row := map[string]string{"genre": string(c.Genre), "symbol": citedAs(&c), "issuer": c.Issuer,
			"date": c.Date.Label(), "title": c.Title, "text": c.Text, "number": c.Number,
			"year": strconv.Itoa(c.Year), "span": spanValue(c.Span)}
		if !c.Manual {
			row["read"] = citationPrint(row)
		}
		addRow(v, "citations", row)
	}
	for _, g := range meetingGroups() {
		v[g.Name] = strconv.Itoa(rowCount(v, g.Name))
	}
	return v
}

// citedAs returns what the form shows as number and symbol of a citation.
func citedAs(c *briefing.Citation) string {
	if c.Symbol != "" {
		return c.Symbol
	}
	return c.Number
}

// citationPrint joins what a person may change of a citation. It travels with
// the row as the program read it, so that a change is noticed.
func citationPrint(row map[string]string) string {
	return strings.Join([]string{row["genre"], row["symbol"], row["issuer"], row["date"], row["title"]}, "|")
}

func spanValue(s briefing.Span) string {
	if s.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d-%d", s[0], s[1])
}

// rowCount returns how many rows a group has.
func rowCount(v map[string]string, group string) int {
	n, err := strconv.Atoi(v[group])
	if err != nil || n < 0 || n > maxRows {
		return 0
	}
	return n
}

// rowField names a field of a row: "counts.2.value".
func rowField(group string, row int, column string) string {
	return fmt.Sprintf("%s.%d.%s", group, row, column)
}

// addRow appends a row; columns that row lacks stay empty.
func addRow(v map[string]string, group string, row map[string]string) {
	n := rowCount(v, group)
	for _, name := range groupNamed(group).names() {
		v[rowField(group, n, name)] = row[name]
	}
	v[group] = strconv.Itoa(n + 1)
}

// removeRow takes a row out and moves the later ones up.
func removeRow(v map[string]string, group string, row int) {
	last := rowCount(v, group) - 1
	for _, name := range groupNamed(group).names() {
		for i := row; i < last; i++ {
			v[rowField(group, i, name)] = v[rowField(group, i+1, name)]
		}
		delete(v, rowField(group, last, name))
	}
	v[group] = strconv.Itoa(last)
}

// groupNamed returns the named group; an unknown name gives one without
// columns.
func groupNamed(name string) group {
	for _, g := range meetingGroups() {
		if g.Name == name {
			return g
		}
	}
	return group{}
}

// names returns the columns of g, seen and unseen.
func (g group) names() []string {
	var all []string
	for _, column := range g.columns {
		all = append(all, column.Name)
	}
	return append(all, g.hidden...)
}

// completeMeeting reports whether every field of the form of a meeting was
// sent, to the last one of the last row.
func completeMeeting(f *form) bool {
	if !f.has("version", "source", "do", "end") {
		return false
	}
	for _, one := range meetingFields() {
		if !f.has(one.Name) {
			return false
		}
	}
	for _, name := range spanFields() {
		if !f.has("span." + name) {
			return false
		}
	}
	for _, g := range meetingGroups() {
		n := rowCount(f.values, g.Name)
		if f.values[g.Name] != strconv.Itoa(n) {
			return false
		}
		for i := range n {
			for _, name := range g.names() {
				if !f.has(rowField(g.Name, i, name)) {
					return false
				}
			}
		}
	}
	return true
}
