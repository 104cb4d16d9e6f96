package article

import (
	"fmt"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// Summary tells in Vietnamese what was read, line by line, for the terminal.
// It ends in a line feed.
func (r *Reading) Summary() string {
	var b strings.Builder
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, value)
		}
	}
	if m := r.Meeting; m == nil {
		b.WriteString("Văn bản không nêu hội nghị nào.\n")
	} else {
		line("Hội nghị", m.Title)
		line("Ngày họp", m.HeldOn.Label())
		line("Ngày đăng", m.PostedOn.Label())
		line("Kỳ báo cáo", periodLine(m.Reports.Label(), m.ReportLabel))
		line("Kỳ nhiệm vụ", planLine(m.Plan))
		line("Đơn vị tổ chức", m.Organizer)
		line("Địa điểm", m.Place)
		for _, role := range briefing.Roles() {
			for _, p := range m.With(role) {
				line(role.Label(), personLine(p))
			}
		}
		for _, c := range m.Counts {
			line("Số liệu", countLine(c))
		}
		for _, t := range m.Topics {
			line("Nội dung thảo luận", t.Text)
		}
	}
	for _, c := range r.Citations {
		line("Văn bản", citationLine(c))
	}
	for _, w := range r.Warnings {
		line("Lưu ý", w.Message)
	}
	return b.String()
}

func periodLine(key, label string) string {
	if key == "" || key == label {
		return label
	}
	return key + " (“" + label + "”)"
}

func planLine(p briefing.Plan) string {
	if p.From == "" || p.To == "" {
		return p.Label
	}
	return fmt.Sprintf("%s (%s – %s)", p.Label, p.From.Label(), p.To.Label())
}

func personLine(p briefing.Participation) string {
	if p.Name == "" || p.Title == "" {
		return p.Who()
	}
	return p.Name + ", " + p.Title
}

func countLine(c briefing.Count) string {
	number := vntext.FormatInt(c.Value)
	if c.Qualifier != briefing.Exact {
		number = c.Qualifier.Label() + " " + number
	}
	return fmt.Sprintf("%s %s (%s, %s)", number, c.Label, c.Measure.Label(), c.Level.Label())
}

func citationLine(c briefing.Citation) string {
	line := c.Name()
	if c.Date != "" {
		line += " ngày " + c.Date.Label()
	}
	if c.Issuer != "" {
		line += " của " + c.Issuer
	}
	return line
}
