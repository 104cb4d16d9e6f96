package web

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// meetingValues returns a meeting as the values of its form.
func meetingValues(m *briefing.Meeting) map[string]string {
	v := map[string]string{"version": strconv.Itoa(m.Version), "source": m.Source}
	for _, one := range meetingFields(nil) {
		v[one.Name] = one.show(m)
		if one.Kind != "" {
			v["span."+one.Name] = spanValue(m.Spans[one.Name])
		}
	}
	for _, g := range meetingGroups() {
		v[g.Name] = "0"
		for _, row := range g.show(m) {
			addRow(v, g, row)
		}
	}
	return v
}

// periodParts returns the year and the kind of a period, "2024" and "Q1".
func periodParts(k briefing.PeriodKey) (year, kind string) {
	year, kind, _ = strings.Cut(string(k), "-")
	return year, kind
}

func participationRows(m *briefing.Meeting) []map[string]string {
	var rows []map[string]string
	for _, p := range m.Participations {
		rows = append(rows, map[string]string{"role": string(p.Role), "name": p.Name, "title": p.Title, "label": p.Label,
			"span": spanValue(p.Span), "id": idValue(p.ID)})
	}
	return rows
}

// idValue writes the number of a record; "" for none.
func idValue(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

func countRows(m *briefing.Meeting) []map[string]string {
	var rows []map[string]string
	for _, c := range m.Counts {
		rows = append(rows, map[string]string{"measure": string(c.Measure), "level": string(c.Level),
			"value": vntext.FormatInt(c.Value), "qualifier": string(c.Qualifier), "label": c.Label,
			"span": spanValue(c.Span)})
	}
	return rows
}

func topicRows(m *briefing.Meeting) []map[string]string {
	var rows []map[string]string
	for _, t := range m.Topics {
		rows = append(rows, map[string]string{"text": t.Text, "span": spanValue(t.Span)})
	}
	return rows
}

func citationRows(m *briefing.Meeting) []map[string]string {
	var rows []map[string]string
	for _, c := range m.Citations {
		row := citationRow(&c)
		row["read"], row["span"] = citationRecord(c), spanValue(c.Span)
		rows = append(rows, row)
	}
	return rows
}

// citationRow returns the fields of a citation that a person may change. The
// year has a field of its own only where the symbol does not hold it.
func citationRow(c *briefing.Citation) map[string]string {
	row := map[string]string{"genre": string(c.Genre), "symbol": c.SymbolOrNumber(), "issuer": c.Issuer,
		"date": c.Date.Label(), "title": c.Title}
	if c.Year != 0 && c.Year != symbolYear(c.Symbol) {
		row["year"] = strconv.Itoa(c.Year)
	}
	return row
}

// citationRecord writes a citation whole, as JSON. It travels with the row, so
// that a row which nobody changes comes back as it was.
func citationRecord(c briefing.Citation) string {
	c.ID, c.Span = 0, briefing.Span{} // new with every save, and a field of its own
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and numbers always have a form
	}
	return string(b)
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
func addRow(v map[string]string, g group, row map[string]string) {
	n := rowCount(v, g.Name)
	for _, name := range g.names() {
		v[rowField(g.Name, n, name)] = row[name]
	}
	v[g.Name] = strconv.Itoa(n + 1)
}

// removeRow takes a row out and moves the later ones up.
func removeRow(v map[string]string, g group, row int) {
	last := rowCount(v, g.Name) - 1
	for _, name := range g.names() {
		for i := row; i < last; i++ {
			v[rowField(g.Name, i, name)] = v[rowField(g.Name, i+1, name)]
		}
		delete(v, rowField(g.Name, last, name))
	}
	v[g.Name] = strconv.Itoa(last)
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
	for _, one := range meetingFields(nil) {
		if !f.has(one.Name) || one.Kind != "" && !f.has("span."+one.Name) {
			return false
		}
	}
	for _, g := range meetingGroups() {
		n := rowCount(f.values, g.Name)
		// A row behind the last would vanish without a word.
		if f.values[g.Name] != strconv.Itoa(n) || f.has(rowField(g.Name, n, g.names()[0])) {
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
