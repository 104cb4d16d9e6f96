package briefing

import (
	"fmt"
	"time"
)

// A Meeting is one quarterly briefing (hội nghị giao ban).
type Meeting struct {
	ID             int64
	Kind           int64  `json:"-"` // MeetingKind; 0 when not known
	KindName       string // of Kind, as the store knows it
	Title          string
	State          MeetingState // on the day on which the meeting was read; only Held and Locked count
	LockedAfter    Day          // last day of a meeting that was opened again; "" for all others
	HeldOn         Day          // local calendar day
	Begins, Ends   TimeOfDay
	PostedOn       Day       // of the article that it was read from
	Reports        PeriodKey // the period under review, often the one before HeldOn
	ReportLabel    string    // that period as written
	Plan           Plan      // the time planned for
	Organizer      string
	Place          string
	Participations []Participation
	Agenda         []AgendaItem
	Topics         []Topic
	Counts         []Count
	Citations      []Citation
	Rejected       []Citation      // found in a text, but no citations in the eyes of a person
	Source         string          // the text that it was read from, normalised
	Spans          map[string]Span // where single values stand in Source: title, held_on, report_period, …
	Sample         bool            // belongs to the sample quarter
	Version        int             // raised by every save; a stale one is refused
	UpdatedAt      time.Time       // of the last save, UTC
}

// A Role is what somebody does in a meeting.
type Role string

const (
	Chair          Role = "chair"           // chủ trì
	DirectingGuest Role = "directing_guest" // dự và chỉ đạo: of higher rank, not the chair
	Secretary      Role = "secretary"       // thư ký
	Presenter      Role = "presenter"       // trình bày báo cáo
	Discussant     Role = "discussant"      // tham luận
	Concluder      Role = "concluder"       // kết luận
	Delegate       Role = "delegate"        // đại biểu
)

// Roles lists every role in the order that documents name them.
func Roles() []Role {
	return []Role{Chair, DirectingGuest, Secretary, Presenter, Discussant, Concluder, Delegate}
}

// Label returns the role's name, "Chủ trì"; "" for an unknown one.
func (r Role) Label() string {
	switch r {
	case Chair:
		return "Chủ trì"
	case DirectingGuest:
		return "Dự và chỉ đạo"
	case Secretary:
		return "Thư ký"
	case Presenter:
		return "Trình bày báo cáo"
	case Discussant:
		return "Tham luận"
	case Concluder:
		return "Kết luận"
	case Delegate:
		return "Đại biểu"
	}
	return ""
}

// A Participation is one role that somebody has in a meeting. Who it is may
// stay unnamed: then Label says what the text says ("các đại biểu").
type Participation struct {
	ID    int64 `json:"-"` // stays over saves
	Role  Role
	Name  string
	Title string // chức vụ as of the meeting, as written
	Label string // of somebody unnamed
	Span  Span
}

// Who returns the name, or the label of somebody unnamed.
func (p *Participation) Who() string {
	if p.Name != "" {
		return p.Name
	}
	return p.Label
}

// A Topic is a matter that was discussed, as the text says: its words, its place
// and what it cites. The agenda is the course of the meeting; an item that takes
// a topic over begins with its words and goes its own way, so what the text says
// stays provable and neither has to follow the other.
type Topic struct {
	Text string
	Span Span
}

// With returns the participations in one role, in order.
func (m *Meeting) With(r Role) []Participation {
	var all []Participation
	for _, p := range m.Participations {
		if p.Role == r {
			all = append(all, p)
		}
	}
	return all
}

// MaxRows bounds each list of a meeting: more do not fit a form.
const MaxRows = 500

// maxText bounds the length in runes of a line that a person types.
const maxText = 1000

// Validate reports every mistake that keeps a person from confirming the
// meeting.
func (m *Meeting) Validate() error {
	var inv Invalid
	inv.Check(m.Title != "", "title", "Nhập tên hội nghị.")
	inv.Check(m.HeldOn.Valid(), "held_on", "Nhập ngày họp, như 09/04/2024.")
	inv.Check(m.Reports.Valid(), "report_period", "Chọn kỳ báo cáo.")
	inv.Check(m.Plan.From == "" || m.Plan.To == "" || m.Plan.From <= m.Plan.To,
		"plan_to", "Kỳ nhiệm vụ kết thúc trước khi bắt đầu.")
	inv.Check(m.heldNear(), "held_on", "Ngày họp cách xa kỳ báo cáo; xem lại năm.")
	inv.Check(m.Plan.daysFit(), "plan_from", "Ngày nằm ngoài kỳ nhiệm vụ đã chọn; sửa ngày hoặc chọn kỳ khác.")
	for i, p := range m.Participations {
		field := fmt.Sprintf("participations.%d.", i)
		inv.Check(p.Role != "", field+"role", "Chọn vai trò.")
		inv.Check(p.Who() != "", field+"name", "Nhập họ tên, hoặc ghi đại biểu nào.")
		for _, q := range m.Participations[:i] {
			inv.Check(p.Name == "" || p.Role != q.Role || p.Name != q.Name,
				field+"name", "Người này đã có trong vai trò này.")
		}
	}
	for i, c := range m.Counts {
		inv.Check(c.Measure != "", fmt.Sprintf("counts.%d.measure", i), "Chọn loại số liệu.")
	}
	for i, t := range m.Topics {
		inv.Check(t.Text != "", fmt.Sprintf("topics.%d.text", i), "Nhập nội dung, hoặc bỏ dòng này.")
	}
	for i, c := range m.Citations {
		field := fmt.Sprintf("citations.%d.", i)
		inv.Check(c.Genre != "", field+"genre", "Chọn loại văn bản.")
		inv.Check(c.Symbol != "" || c.Number != "" || c.Title != "", field+"symbol",
			"Nhập số, ký hiệu hoặc tên văn bản.")
	}
	m.checkValues(&inv)
	return inv.Err()
}

// ValidateDraft reports every mistake that keeps the meeting from being stored
// as a draft: it may have gaps, but no values that mean nothing.
func (m *Meeting) ValidateDraft() error {
	var inv Invalid
	m.checkValues(&inv)
	return inv.Err()
}

func (m *Meeting) checkValues(inv *Invalid) {
	inv.Check(m.HeldOn == "" || m.HeldOn.Valid(), "held_on", "Ngày họp không có thật.")
	inv.Check(m.Begins == "" || m.Begins.Valid(), "begins", "Giờ không có thật.")
	inv.Check(m.Ends == "" || m.Ends.Valid(), "ends", "Giờ không có thật.")
	inv.Check(m.Begins == "" || m.Ends == "" || m.Begins < m.Ends, "ends", "Giờ kết thúc phải sau giờ bắt đầu.")
	inv.Check(m.Reports == "" || m.Reports.Valid(), "report_period", "Kỳ báo cáo không có thật.")
	inv.checkLength("title", m.Title)
	inv.checkLength("organizer", m.Organizer)
	inv.checkLength("place", m.Place)
	inv.checkLength("report_label", m.ReportLabel)
	inv.checkLength("plan_label", m.Plan.Label)
	inv.checkRows("participations", len(m.Participations))
	inv.checkRows("counts", len(m.Counts))
	inv.checkRows("topics", len(m.Topics))
	inv.checkRows("citations", len(m.Citations))
	for i, p := range m.Participations {
		field := fmt.Sprintf("participations.%d.", i)
		inv.Check(p.Role == "" || p.Role.Label() != "", field+"role", "Không có vai trò này.")
		inv.checkLength(field+"name", p.Name)
		inv.checkLength(field+"title", p.Title)
		inv.checkLength(field+"label", p.Label)
	}
	for i, c := range m.Counts {
		field := fmt.Sprintf("counts.%d.", i)
		inv.Check(c.Measure == "" || c.Measure.Label() != "", field+"measure", "Không có loại số liệu này.")
		inv.Check(c.Level.Valid(), field+"level", "Không có cấp này.")
		inv.Check(c.Qualifier == Exact || c.Qualifier.Label() != "", field+"qualifier", "Không có mức này.")
		inv.Check(c.Value >= 0 && c.Value <= 1_000_000, field+"value", "Nhập số từ 0 đến 1.000.000.")
		inv.checkLength(field+"label", c.Label)
	}
	m.checkAgenda(inv)
	for i, t := range m.Topics {
		inv.checkLength(fmt.Sprintf("topics.%d.text", i), t.Text)
	}
	for i, c := range m.Citations {
		field := fmt.Sprintf("citations.%d.", i)
		inv.Check(c.Genre == "" || c.Genre.Valid(), field+"genre", "Không có loại văn bản này.")
		inv.Check(c.Date == "" || c.Date.Valid(), field+"date", "Ngày văn bản không có thật.")
		inv.checkLength(field+"symbol", c.Symbol)
		inv.checkLength(field+"issuer", c.Issuer)
		inv.checkLength(field+"title", c.Title)
	}
}

// heldNear reports whether the meeting was held in its period or within a year
// after it, as far as both are known.
func (m *Meeting) heldNear() bool {
	calendar := m.Reports.Calendar()
	return !m.HeldOn.Valid() || !m.Reports.Valid() || m.HeldOn >= calendar.From &&
		m.HeldOn <= DayOf(calendar.To.Time().AddDate(1, 0, 0))
}

// daysFit reports whether the plan's days can be those of its period. They may
// differ from the calendar's, but not lie wholly outside.
func (p Plan) daysFit() bool {
	calendar := p.Key.Calendar()
	return !p.Key.Valid() || (p.From == "" || p.From <= calendar.To) && (p.To == "" || p.To >= calendar.From)
}

func (inv *Invalid) checkRows(field string, n int) {
	inv.Check(n <= MaxRows, field, "Quá 500 dòng; một hội nghị không thể có nhiều như vậy.")
}

func (inv *Invalid) checkLength(field, text string) {
	inv.Check(len([]rune(text)) <= maxText, field, "Dài quá 1.000 ký tự.")
}

// A MeetingSummary is one row of the list of meetings.
type MeetingSummary struct {
	ID        int64
	Title     string
	HeldOn    Day
	Reports   PeriodKey
	KindName  string // "" when not known
	Organizer string
	Chairs    string // names, with commas
	Citations int    // directives cited
	State     MeetingState
	Sample    bool
	UpdatedAt time.Time
}

// A MeetingFilter chooses meetings; its zero value chooses all, newest first.
type MeetingFilter struct {
	Query       string // words of whatever a meeting says; marks matter where they are typed
	Reports     PeriodKey
	Kind        int64        // 0 for all
	State       MeetingState // "" for all
	Unconfirmed bool         // only what no total counts: neither held nor locked
	Confirmed   bool         // only what a person confirmed: held or locked
	Sort        string       // "held_on", "title", "report_period", "organizer"; "-" before it for descending
}
