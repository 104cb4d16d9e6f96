package web

import (
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// The form of a meeting is described here once: what is read, shown, compared,
// added and removed follows these lists.

// A meetingField is one single value of a meeting: its input, and how it is
// shown and read.
type meetingField struct {
	field
	Set  string // legend of the part of the form that it stands in
	Kind string // of its mark; "" when its place in the text is not kept

	show func(m *briefing.Meeting) string
	read func(r *meetingReader, m *briefing.Meeting) // nil where another field reads it
}

// The parts of the form that hold single fields.
const (
	meetingSet = "Hội nghị"
	periodSet  = "Kỳ báo cáo và kỳ nhiệm vụ"
)

// meetingFields are the single fields in the order of the form. The kinds are the
// choices of one of them; without them it shows their numbers.
func meetingFields(kinds []briefing.MeetingKind) []meetingField {
	return []meetingField{
		lineField(meetingField{Set: meetingSet, Kind: "name",
			field: field{Name: "title", Label: "Tên hội nghị", Width: "full", Required: true}},
			func(m *briefing.Meeting) *string { return &m.Title }),
		{Set: meetingSet, field: field{Name: "kind", Label: "Loại hội nghị", Width: "period", Options: kindOptions(kinds)},
			show: func(m *briefing.Meeting) string { return idValue(m.Kind) },
			read: func(r *meetingReader, m *briefing.Meeting) { m.Kind = r.id("kind") }},
		dayField(meetingField{Set: meetingSet, Kind: "time",
			field: field{Name: "held_on", Label: "Ngày họp", Required: true}},
			func(m *briefing.Meeting) *briefing.Day { return &m.HeldOn }),
		timeField(meetingField{Set: meetingSet, field: field{Name: "begins", Label: "Từ giờ", Full: "Giờ bắt đầu"}},
			func(m *briefing.Meeting) *briefing.TimeOfDay { return &m.Begins }),
		timeField(meetingField{Set: meetingSet, field: field{Name: "ends", Label: "Đến giờ", Full: "Giờ kết thúc"}},
			func(m *briefing.Meeting) *briefing.TimeOfDay { return &m.Ends }),
		lineField(meetingField{Set: meetingSet, Kind: "name",
			field: field{Name: "organizer", Label: "Đơn vị tổ chức", Width: "half"}},
			func(m *briefing.Meeting) *string { return &m.Organizer }),
		lineField(meetingField{Set: meetingSet, Kind: "name",
			field: field{Name: "place", Label: "Địa điểm", Width: "half"}},
			func(m *briefing.Meeting) *string { return &m.Place }),
		dayField(meetingField{Set: meetingSet, Kind: "time",
			field: field{Name: "posted_on", Label: "Ngày đăng bài"}},
			func(m *briefing.Meeting) *briefing.Day { return &m.PostedOn }),

		periodField(meetingField{Set: periodSet, Kind: "time",
			field: field{Name: "report_period", Label: "Kỳ báo cáo", Required: true, Options: periodKinds("— chọn kỳ —")}},
			"report_year", func(m *briefing.Meeting) *briefing.PeriodKey { return &m.Reports }),
		{Set: periodSet,
			field: field{Full: "Kỳ báo cáo, năm", Name: "report_year", Label: "Năm", Width: "year", Required: true},
			show:  func(m *briefing.Meeting) string { year, _ := periodParts(m.Reports); return year }},
		lineField(meetingField{Set: periodSet,
			field: field{Full: "Kỳ báo cáo, cách ghi trong bài", Name: "report_label", Label: "Cách ghi trong bài", Width: "rest"}},
			func(m *briefing.Meeting) *string { return &m.ReportLabel }),
		periodField(meetingField{Set: periodSet, Kind: "time",
			field: field{Name: "plan_period", Label: "Kỳ nhiệm vụ", Options: periodKinds("— kỳ khác —")}},
			"plan_year", func(m *briefing.Meeting) *briefing.PeriodKey { return &m.Plan.Key }),
		{Set: periodSet,
			field: field{Full: "Kỳ nhiệm vụ, năm", Name: "plan_year", Label: "Năm", Width: "year"},
			show:  func(m *briefing.Meeting) string { year, _ := periodParts(m.Plan.Key); return year }},
		lineField(meetingField{Set: periodSet,
			field: field{Full: "Kỳ nhiệm vụ, cách ghi trong bài", Name: "plan_label", Label: "Cách ghi trong bài", Width: "rest"}},
			func(m *briefing.Meeting) *string { return &m.Plan.Label }),
		dayField(meetingField{Set: periodSet,
			field: field{Full: "Kỳ nhiệm vụ, từ ngày", Name: "plan_from", Label: "Từ ngày"}},
			func(m *briefing.Meeting) *briefing.Day { return &m.Plan.From }),
		dayField(meetingField{Set: periodSet,
			field: field{Full: "Kỳ nhiệm vụ, đến ngày", Name: "plan_to", Label: "Đến ngày"}},
			func(m *briefing.Meeting) *briefing.Day { return &m.Plan.To }),
	}
}

// lineField is a field for one line of text.
func lineField(f meetingField, at func(*briefing.Meeting) *string) meetingField {
	f.show = func(m *briefing.Meeting) string { return *at(m) }
	f.read = func(r *meetingReader, m *briefing.Meeting) { *at(m) = r.line(f.Name) }
	return f
}

// dayField is a field for a day.
func dayField(f meetingField, at func(*briefing.Meeting) *briefing.Day) meetingField {
	f.Width, f.Sample = "day", "dd/mm/yyyy"
	f.show = func(m *briefing.Meeting) string { return at(m).Label() }
	f.read = func(r *meetingReader, m *briefing.Meeting) { *at(m) = r.day(f.Name) }
	return f
}

// timeField is a field for a time of day.
func timeField(f meetingField, at func(*briefing.Meeting) *briefing.TimeOfDay) meetingField {
	f.Width, f.Sample = "year", "08:30"
	f.show = func(m *briefing.Meeting) string { return string(*at(m)) }
	f.read = func(r *meetingReader, m *briefing.Meeting) { *at(m) = r.time(f.Name) }
	return f
}

// kindOptions are the kinds of meetings to choose from.
func kindOptions(kinds []briefing.MeetingKind) []option {
	all := []option{{Label: "— chưa chọn —"}}
	for _, k := range kinds {
		all = append(all, option{Value: idValue(k.ID), Label: k.Name})
	}
	return all
}

// periodField is a field for a period; its year is a field of its own.
func periodField(f meetingField, year string, at func(*briefing.Meeting) *briefing.PeriodKey) meetingField {
	f.Width = "period"
	f.show = func(m *briefing.Meeting) string { _, kind := periodParts(*at(m)); return kind }
	f.read = func(r *meetingReader, m *briefing.Meeting) { *at(m) = r.period(f.Name, year) }
	return f
}

// A group is a list of rows in the form.
type group struct {
	Name    string // "counts"; its fields are "counts.0.value" …
	Legend  string
	Add     string // on the button that adds a row
	Kind    string // of its marks
	columns []field
	hidden  []string // travel with a row unseen
	focus   string   // the column that a mark leads to

	show func(m *briefing.Meeting) []map[string]string
	read func(r *meetingReader, m *briefing.Meeting, at string) // of the row whose fields begin with at
}

// maxRows bounds each group; the longest list met had 40 rows.
const maxRows = briefing.MaxRows

// fitsForm reports whether the form has room for every row of m.
func fitsForm(m *briefing.Meeting) bool {
	return max(len(m.Participations), len(m.Counts), len(m.Topics), len(m.Citations)) <= maxRows
}

func meetingGroups() []group {
	return []group{
		{Name: "participations", Legend: "Người chủ trì, phát biểu", Add: "Thêm người", Kind: "who",
			columns: []field{
				{Name: "role", Label: "Vai trò", Options: optionsOf(briefing.Roles(), briefing.Role.Label,
					option{Label: "— chọn —"})},
				{Name: "name", Label: "Họ và tên"},
				{Name: "title", Label: "Chức vụ", Area: true},
				{Name: "label", Label: "Nếu không nêu tên"},
			},
			hidden: []string{"span", "id"}, focus: "name", show: participationRows, read: (*meetingReader).participation},
		{Name: "counts", Legend: "Số mô hình được nêu tại hội nghị", Add: "Thêm số liệu", Kind: "count",
			columns: []field{
				{Name: "qualifier", Label: "Mức", Options: optionsOf(briefing.Qualifiers(), qualifierLabel)},
				{Name: "value", Label: "Số lượng"},
				{Name: "measure", Label: "Loại số liệu", Options: optionsOf(briefing.Measures(), briefing.Measure.Label,
					option{Label: "— chọn —"})},
				{Name: "level", Label: "Cấp", Options: optionsOf(briefing.Levels(), briefing.Level.Label,
					option{Label: briefing.Level("").Label()})},
				{Name: "label", Label: "Cách ghi trong bài", Area: true},
			},
			hidden: []string{"span"}, focus: "value", show: countRows, read: (*meetingReader).count},
		{Name: "topics", Legend: "Nội dung thảo luận", Add: "Thêm nội dung", Kind: "topic",
			columns: []field{{Name: "text", Label: "Nội dung"}},
			hidden:  []string{"span"}, focus: "text", show: topicRows, read: (*meetingReader).topic},
		{Name: "citations", Legend: "Văn bản viện dẫn", Add: "Thêm văn bản", Kind: "citation",
			columns: []field{
				{Name: "genre", Label: "Loại", Options: optionsOf(briefing.Genres(), briefing.Genre.Label,
					option{Label: "— chọn loại —"})},
				{Name: "symbol", Label: "Số, ký hiệu"},
				{Name: "issuer", Label: "Cơ quan ban hành", Area: true},
				{Name: "date", Label: "Ngày", Sample: "dd/mm/yyyy"},
				{Name: "year", Label: "Năm"},
				{Name: "title", Label: "Tên (luật, đề án)", Area: true},
			},
			hidden: []string{"span", "read"}, focus: "symbol", show: citationRows, read: (*meetingReader).citation},
	}
}

func qualifierLabel(q briefing.Qualifier) string {
	if q == briefing.Exact {
		return "đúng"
	}
	return q.Label()
}

// periodKinds are the choices of a period, by the second part of its key; the
// year is a field of its own.
func periodKinds(none string) []option {
	all := []option{{Label: none}}
	for q := 1; q <= 4; q++ {
		all = append(all, option{Value: fmt.Sprintf("Q%d", q), Label: "Quý " + vntext.Roman(q)})
	}
	all = append(all, option{Value: "H1", Label: "6 tháng đầu năm"}, option{Value: "H2", Label: "6 tháng cuối năm"},
		option{Value: "9M", Label: "9 tháng đầu năm"}, option{Value: "Y", Label: "Cả năm"})
	for month := 1; month <= 12; month++ {
		all = append(all, option{Value: fmt.Sprintf("M%02d", month), Label: fmt.Sprintf("Tháng %d", month)})
	}
	return all
}
