package briefing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"giaoban/internal/vntext"
)

// A Fact is one line of what is known of a record, as pages and papers show
// it.
type Fact struct{ Label, Text string }

// Facts tells the single values of a meeting besides its title. What is not
// known is left out.
func (m *Meeting) Facts() []Fact {
	all := []Fact{
		{"Loại hội nghị", m.KindName},
		{"Ngày họp", m.HeldOn.Label()},
		{"Giờ họp", timeSpan(m.Begins, m.Ends)},
		{"Địa điểm", m.Place},
		{"Đơn vị tổ chức", m.Organizer},
		{"Kỳ báo cáo", m.Reports.written(m.ReportLabel)},
		{"Kỳ nhiệm vụ", m.Plan.Text()},
	}
	for i := range all {
		all[i].Text = vntext.Words(all[i].Text)
	}
	return slices.DeleteFunc(all, func(f Fact) bool { return f.Text == "" })
}

// ByRole returns the participations role by role, each role in its order.
func (m *Meeting) ByRole() []Participation {
	sorted := slices.Clone(m.Participations)
	rank := func(p Participation) int {
		if i := slices.Index(Roles(), p.Role); i >= 0 {
			return i
		}
		return len(Roles())
	}
	slices.SortStableFunc(sorted, func(a, b Participation) int { return rank(a) - rank(b) })
	return sorted
}

// written returns the period's label, with the words of the text where they
// are others: "Quý I/2024 (“3 tháng đầu năm 2024”)". Without a period it
// returns the words alone.
func (k PeriodKey) written(words string) string {
	words = vntext.Words(words)
	switch {
	case !k.Valid():
		return cmp.Or(words, string(k))
	case words == "", strings.EqualFold(words, k.Label()), strings.EqualFold(words, k.InWords()):
		return k.Label()
	}
	return k.Label() + " (“" + words + "”)"
}

// Text writes the time planned for: "Quý II/2024, từ 01/04/2024 đến
// 30/06/2024". "" when nothing is known of it.
func (p Plan) Text() string {
	text := p.Key.written(p.Label)
	var days []string
	if p.From.Valid() {
		days = append(days, "từ "+p.From.Label())
	}
	if p.To.Valid() {
		days = append(days, "đến "+p.To.Label())
	}
	if text != "" && days != nil {
		text += ", "
	}
	return text + strings.Join(days, " ")
}

// SymbolOrNumber returns the symbol, or the number where only that is known.
func (d *Directive) SymbolOrNumber() string { return cmp.Or(d.Symbol, d.Number) }

// SymbolOrNumber returns the symbol, or the number where only that is given.
func (c *Citation) SymbolOrNumber() string { return cmp.Or(c.Symbol, c.Number) }

// Issued returns the day of issue as people write it, or the year where only
// that is known; "" when neither is.
func (d *Directive) Issued() string {
	if d.Date.Valid() || d.Year == 0 {
		return d.Date.Label()
	}
	return strconv.Itoa(d.Year)
}
