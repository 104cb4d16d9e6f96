package web

import (
	"cmp"
	"maps"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// A meetingsPage lists meetings.
type meetingsPage struct {
	frame
	Filters  []field
	Filtered bool
	Export   string
	Heads    []head
	Rows     []meetingRow
	Pager    pager
}

// A meetingRow is one meeting of a list, as text.
type meetingRow struct {
	Number    string
	URL       string
	HeldOn    string
	Title     string
	Reports   string
	Organizer string
	Chairs    string
	Kind      string
	Citations string
	State     briefing.MeetingState
	Review    string // address of the form, for a draft
}

// meetings shows the list of meetings, filtered and sorted by the address.
func (s *server) meetings(c *gin.Context) error {
	l := meetingList(c)
	ctx := c.Request.Context()
	found, err := s.db.Meetings(ctx, meetingFilter(l))
	if err != nil {
		return err
	}
	periods, err := s.periods(ctx)
	if err != nil {
		return err
	}
	kinds, err := s.db.MeetingKinds(ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Hội nghị giao ban")
	if err != nil {
		return err
	}
	page := meetingsPage{frame: f, Heads: meetingHeads(l), Filters: meetingFilters(l, periods, kinds),
		Filtered: l.query.Get("q")+l.query.Get("period")+l.query.Get("kind")+l.query.Get("status") != ""}
	export := maps.Clone(l.query)
	export.Set("format", "xlsx")
	export.Set("drafts", "yes")
	page.Export = address("/exports/meetings", export)
	from, to, pager := l.cut(len(found))
	page.Pager = pager
	for i, m := range found[from:to] {
		page.Rows = append(page.Rows, meetingRowOf(from+i+1, m))
	}
	return s.show(c, http.StatusOK, "meetings/list", page)
}

// meetingList reads what the address asks of the list of meetings.
func meetingList(c *gin.Context) list { return listOf(c, "-held_on", "q", "period", "kind", "status") }

// meetingFilter chooses the meetings of a list, for its page and its export.
func meetingFilter(l list) briefing.MeetingFilter {
	kind, _ := strconv.ParseInt(l.query.Get("kind"), 10, 64)
	return briefing.MeetingFilter{
		Query:   l.query.Get("q"),
		Reports: briefing.PeriodKey(l.query.Get("period")),
		Kind:    kind,
		State:   briefing.MeetingState(l.query.Get("status")),
		Sort:    l.order,
	}
}

func meetingHeads(l list) []head {
	return []head{
		{Text: "STT", Class: "no"},
		l.head("Ngày họp", "day", "held_on"),
		l.head("Tên hội nghị", "", "title"),
		l.head("Loại", "", "kind"),
		l.head("Kỳ báo cáo", "", "report_period"),
		l.head("Đơn vị tổ chức", "", "organizer"),
		{Text: "Chủ trì"},
		{Text: "Văn bản", Class: "number"},
		{Text: "Trạng thái"},
	}
}

func meetingFilters(l list, periods []periodSummary, kinds []briefing.MeetingKind) []field {
	period := field{Name: "period", Label: "Kỳ báo cáo", Options: []option{{Label: "Tất cả các kỳ"}}}
	for _, p := range periods {
		period.Options = append(period.Options, option{Value: string(p.Key), Label: p.Label})
	}
	status := field{Name: "status", Label: "Trạng thái", Options: optionsOf(briefing.MeetingStates(),
		briefing.MeetingState.Label, option{Label: "Tất cả"})}
	kind := field{Name: "kind", Label: "Loại", Options: []option{{Label: "Tất cả các loại"}}}
	for _, k := range kinds {
		kind.Options = append(kind.Options, option{Value: idValue(k.ID), Label: k.Name})
	}
	query := field{Name: "q", Label: "Tìm", Width: "search"}
	values := map[string]string{}
	for name := range l.query {
		values[name] = l.query.Get(name)
	}
	return []field{query.filled(values, nil), period.filled(values, nil), kind.filled(values, nil), status.filled(values, nil)}
}

func meetingRowOf(n int, m briefing.MeetingSummary) meetingRow {
	row := meetingRow{Number: number(n), URL: meetingURL(m.ID), HeldOn: m.HeldOn.Label(), Title: titleOf(m.Title),
		Reports: m.Reports.Label(), Organizer: m.Organizer, Chairs: m.Chairs, Citations: number(m.Citations),
		Kind: m.KindName, State: m.State}
	if m.State == briefing.Draft {
		row.Review = meetingURL(m.ID) + "/edit"
	}
	return row
}

// titleOf returns the title of a meeting; a draft may have none yet.
func titleOf(title string) string { return cmp.Or(title, "(chưa có tên)") }
