package web

import (
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A fact is one line of what is known of a meeting, in words.
type fact struct {
	Label string
	Lines []string
}

// facts tells all of a meeting that a person can change, in the order of the
// form.
func facts(m *briefing.Meeting) []fact {
	var people, counts, topics, cited []string
	for _, p := range m.Participations {
		people = append(people, p.Role.Label()+": "+withTitle(p.Who(), p.Title))
	}
	for _, n := range m.Counts {
		counts = append(counts, countValue(n)+" "+n.Measure.Label()+", "+n.Level.Label()+written(n.Label))
	}
	for _, t := range m.Topics {
		topics = append(topics, t.Text)
	}
	for _, d := range m.Citations {
		cited = append(cited, withTitle(strings.TrimSpace(d.Name()+" "+d.Date.Label()), d.Issuer))
	}
	return []fact{
		{"Tên hội nghị", lines(m.Title)},
		{"Ngày họp", lines(m.HeldOn.Label())},
		{"Ngày đăng bài", lines(m.PostedOn.Label())},
		{"Đơn vị tổ chức", lines(m.Organizer)},
		{"Địa điểm", lines(m.Place)},
		{"Kỳ báo cáo", lines(m.Reports.Label() + written(m.ReportLabel))},
		{"Kỳ nhiệm vụ", lines(planText(m.Plan))},
		{"Người chủ trì, phát biểu", people},
		{"Số mô hình", counts},
		{"Nội dung thảo luận", topics},
		{"Văn bản được nêu", cited},
	}
}

// A difference is a fact that two versions of a meeting tell differently.
type difference struct {
	Label        string
	Stored, Mine []string
}

// differences returns what is not the same in both, in the order of the form.
func differences(stored, mine *briefing.Meeting) []difference {
	var all []difference
	other := facts(mine)
	for i, f := range facts(stored) {
		if !slices.Equal(f.Lines, other[i].Lines) {
			all = append(all, difference{f.Label, f.Lines, other[i].Lines})
		}
	}
	return all
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func written(label string) string {
	if label == "" {
		return ""
	}
	return " (“" + label + "”)"
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

// planText writes the time planned for: "Quý II/2024, từ 01/04/2024 đến
// 30/06/2024".
func planText(p briefing.Plan) string {
	text := p.Label
	if p.Key.Valid() {
		text = p.Key.Label() + written(p.Label)
	}
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
