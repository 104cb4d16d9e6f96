package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// meeting builds the sheet of one meeting (phiếu hội nghị): the one with the
// id, or the only confirmed one of the period.
func meeting(ctx context.Context, src Source, req Request) (*Document, error) {
	id, err := onlyMeeting(ctx, src, req)
	if err != nil {
		return nil, err
	}
	m, err := src.Meeting(ctx, id)
	if err != nil {
		return nil, err
	}
	cited, err := src.Directives(ctx, briefing.DirectiveFilter{Meeting: id})
	if err != nil {
		return nil, fmt.Errorf("directives of meeting %d: %w", id, err)
	}
	held := []*briefing.Meeting{m}
	d := &Document{
		Kind:     "meeting",
		Period:   m.Reports,
		FileName: fileName("Hoi-nghi", cmp.Or(string(m.HeldOn), fmt.Sprint(m.ID))),
		Title:    strings.TrimSuffix("Phiếu hội nghị giao ban ngày "+m.HeldOn.Label(), " ngày "),
		Draft:    !m.State.Confirmed(),
		Layout:   SheetLayout(),
	}
	if !m.State.Confirmed() {
		d.Blocks = append(d.Blocks, Paragraph{"Hội nghị này chưa được xác nhận nên chưa tính vào số liệu nào."})
	}
	d.Blocks = append(d.Blocks, Heading{1, "I. THÔNG TIN CHUNG"})
	d.Blocks = append(d.Blocks, meetingBlocks(held)...)
	d.Blocks = append(d.Blocks, Heading{1, "II. MÔ HÌNH “DÂN VẬN KHÉO”"})
	d.Blocks = append(d.Blocks, countBlocks(held)...)
	d.Blocks = append(d.Blocks, Heading{1, "III. VĂN BẢN CHỈ ĐẠO ĐƯỢC VIỆN DẪN"})
	d.Blocks = append(d.Blocks, directiveTable(cited))
	d.Blocks = append(d.Blocks, unresolved(held)...)
	d.Data = meetingData(held)
	mark(d, held, cited)
	return d, nil
}

// onlyMeeting returns the id asked for, or of the only meeting that the
// request can mean.
func onlyMeeting(ctx context.Context, src Source, req Request) (int64, error) {
	if req.ID != 0 {
		return req.ID, nil
	}
	if req.Period != "" && !req.Period.Valid() {
		return 0, ErrPeriod
	}
	found, err := src.Meetings(ctx, briefing.MeetingFilter{Reports: req.Period, Confirmed: true, Sort: "held_on"})
	switch {
	case err != nil:
		return 0, fmt.Errorf("meetings of %q: %w", req.Period, err)
	case len(found) == 0:
		return 0, ErrNoMeeting
	case len(found) > 1:
		return 0, &AmbiguousError{found}
	}
	return found[0].ID, nil
}

// meetingBlocks tells the meetings: the facts of each, then who did what.
func meetingBlocks(held []*briefing.Meeting) []Block {
	if len(held) == 0 {
		return []Block{Paragraph{"Chưa có hội nghị nào được xác nhận trong kỳ này."}}
	}
	var blocks []Block
	for i, m := range held {
		if len(held) > 1 {
			blocks = append(blocks, Heading{2, fmt.Sprintf("%d. Hội nghị ngày %s", i+1, m.HeldOn.Label())})
		}
		if m.Title != "" {
			blocks = append(blocks, Item{"Tên hội nghị: " + vntext.Words(m.Title)})
		}
		for _, f := range m.Facts() {
			blocks = append(blocks, Item{f.Label + ": " + f.Text})
		}
		if len(m.Topics) > 0 {
			blocks = append(blocks, Paragraph{"Nội dung thảo luận:"})
		}
		for _, t := range m.Topics {
			blocks = append(blocks, Item{t.Text})
		}
	}
	return append(blocks, participationTable(held))
}

// participationTable lists who did what, role by role.
func participationTable(held []*briefing.Meeting) Table {
	t := Table{
		Key:   "participations",
		Sheet: "Thành phần",
		Title: "Thành phần tham gia, điều hành hội nghị",
		Columns: []Column{
			{Key: "role", Head: "Vai trò", Width: 40},
			{Key: "name", Head: "Họ và tên", Width: 50},
			{Key: "title", Head: "Chức vụ", Width: 75},
		},
		Empty: "Chưa ghi ai tham gia, điều hành hội nghị.",
	}
	for _, m := range held {
		for _, p := range m.ByRole() {
			t.Rows = append(t.Rows, []Value{Coded(p.Role, p.Role.Label()), Text(p.Who()), Text(p.Title)})
			t = withMeeting(t, held, m)
		}
	}
	return t
}

// withMeeting ends the last row of t with the day of its meeting, and with the
// organiser where there are several, in columns that only a table of several
// meetings has.
func withMeeting(t Table, held []*briefing.Meeting, m *briefing.Meeting) Table {
	if len(held) < 2 {
		return t
	}
	columns := []Column{{Key: "held_on", Head: "Hội nghị ngày", Width: 27, Kind: DateKind}}
	values := []Value{Date(m.HeldOn)}
	if slices.ContainsFunc(held, func(other *briefing.Meeting) bool { return other.Organizer != held[0].Organizer }) {
		columns = append(columns, Column{Key: "organizer", Head: "Đơn vị tổ chức", Width: 40})
		values = append(values, Text(m.Organizer))
	}
	last := len(t.Rows) - 1
	if len(t.Columns) == len(t.Rows[last]) { // the first row
		t.Columns = append(t.Columns, columns...)
	}
	t.Rows[last] = append(t.Rows[last], values...)
	return t
}

// meetingData gives as typed tables what meetingBlocks tells as text.
func meetingData(held []*briefing.Meeting) []Table {
	meetings := Table{
		Key: "meetings", Sheet: "Hội nghị", Title: "Hội nghị giao ban",
		Columns: []Column{
			{Key: "id", Head: "Mã số", Kind: NumberKind},
			{Key: "title", Head: "Tên hội nghị"},
			{Key: "held_on", Head: "Ngày họp", Kind: DateKind},
			{Key: "place", Head: "Địa điểm"},
			{Key: "organizer", Head: "Đơn vị tổ chức"},
			{Key: "report_period", Head: "Mã kỳ báo cáo"},
			{Key: "report_label", Head: "Kỳ báo cáo"},
			{Key: "plan_period", Head: "Mã kỳ nhiệm vụ"},
			{Key: "plan_from", Head: "Nhiệm vụ từ ngày", Kind: DateKind},
			{Key: "plan_to", Head: "Nhiệm vụ đến ngày", Kind: DateKind},
			{Key: "plan_label", Head: "Kỳ nhiệm vụ"},
		},
		Empty: "Chưa có hội nghị nào được xác nhận.",
	}
	topics := Table{
		Key: "topics", Sheet: "Nội dung thảo luận", Title: "Nội dung thảo luận",
		Columns: []Column{
			{Key: "meeting_id", Head: "Mã hội nghị", Kind: NumberKind},
			{Key: "text", Head: "Nội dung"},
		},
		Empty: "Chưa ghi nội dung thảo luận nào.",
	}
	for _, m := range held {
		meetings.Rows = append(meetings.Rows, []Value{Number(m.ID), Text(m.Title), Date(m.HeldOn), Text(m.Place),
			Text(m.Organizer), Text(string(m.Reports)), Text(m.ReportLabel), Text(string(m.Plan.Key)),
			Date(m.Plan.From), Date(m.Plan.To), Text(m.Plan.Label)})
		for _, t := range m.Topics {
			topics.Rows = append(topics.Rows, []Value{Number(m.ID), Text(t.Text)})
		}
	}
	return []Table{meetings, topics}
}
