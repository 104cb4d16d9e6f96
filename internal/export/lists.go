package export

import (
	"context"
	"fmt"
	"strconv"

	"giaoban/internal/briefing"
)

// meetings builds the list of confirmed meetings, of one period or of all.
func meetings(ctx context.Context, src Source, req Request) (*Document, error) {
	title, err := listTitle("Danh sách hội nghị giao ban công tác dân vận", req.Period)
	if err != nil {
		return nil, err
	}
	found, err := src.Meetings(ctx, briefing.MeetingFilter{Reports: req.Period, Confirmed: true, Sort: "held_on"})
	if err != nil {
		return nil, fmt.Errorf("meetings of %q: %w", req.Period, err)
	}
	drafts, err := src.Meetings(ctx, briefing.MeetingFilter{Reports: req.Period, Unconfirmed: true})
	if err != nil {
		return nil, fmt.Errorf("unconfirmed meetings of %q: %w", req.Period, err)
	}
	t := Table{
		Key:   "meetings",
		Sheet: "Hội nghị",
		Columns: []Column{
			{Key: "no", Head: "TT", Width: 10, Kind: IndexKind},
			{Key: "title", Head: "Tên hội nghị", Width: 90},
			{Key: "held_on", Head: "Ngày họp", Width: 24, Kind: DateKind},
			{Key: "report_period", Head: "Kỳ báo cáo", Width: 28},
			{Key: "organizer", Head: "Đơn vị tổ chức", Width: 50},
			{Key: "chairs", Head: "Chủ trì", Width: 42},
			{Key: "citations", Head: "Văn bản viện dẫn", Width: 20, Kind: NumberKind},
		},
		Empty: "Chưa có hội nghị nào được xác nhận.",
	}
	d := &Document{Kind: "meetings", Period: req.Period, Title: title, Layout: ListLayout(),
		FileName: fileName("DS", "Hoi-nghi", string(req.Period))}
	for i, m := range found {
		t.Rows = append(t.Rows, []Value{Index(i + 1), Text(m.Title), Date(m.HeldOn), Coded(m.Reports, m.Reports.Label()),
			Text(m.Organizer), Text(m.Chairs), Number(int64(m.Citations))})
		d.Sample = d.Sample || m.Sample
		d.Made = later(d.Made, m.UpdatedAt)
	}
	d.Blocks = []Block{t}
	if len(drafts) > 0 {
		d.Blocks = append(d.Blocks, Paragraph{fmt.Sprintf("Không gồm %d hội nghị chưa được xác nhận.", len(drafts))})
	}
	return d, nil
}

// directives builds the list of directives with how many meetings cite each:
// all of them, or those that the meetings of a period cite.
func directives(ctx context.Context, src Source, req Request) (*Document, error) {
	title, err := listTitle("Danh sách văn bản chỉ đạo được viện dẫn", req.Period)
	if err != nil {
		return nil, err
	}
	found, err := src.Directives(ctx, briefing.DirectiveFilter{Reports: req.Period})
	if err != nil {
		return nil, fmt.Errorf("directives of %q: %w", req.Period, err)
	}
	d := &Document{Kind: "directives", Period: req.Period, Title: title, Layout: ListLayout(),
		FileName: fileName("DS", "Van-ban", string(req.Period))}
	d.Blocks = []Block{directiveTable(found)}
	mark(d, nil, found)
	return d, nil
}

// directiveTable lists directives. What is not established stays empty.
func directiveTable(found []briefing.DirectiveSummary) Table {
	t := Table{
		Key:   "directives",
		Sheet: "Văn bản",
		Columns: []Column{
			{Key: "no", Head: "TT", Width: 10, Kind: IndexKind},
			{Key: "genre", Head: "Loại", Width: 22},
			{Key: "symbol", Head: "Số, ký hiệu", Width: 36},
			{Key: "date", Head: "Ngày", Width: 24, Kind: DateKind},
			{Key: "issuer", Head: "Cơ quan ban hành", Width: 32},
			{Key: "title", Head: "Trích yếu", Width: 44},
			{Key: "cited", Head: "Số lần", Width: 14, Kind: NumberKind},
		},
		Empty: "Chưa có văn bản nào được viện dẫn.",
	}
	for i, c := range found {
		t.Rows = append(t.Rows, []Value{Index(i + 1), Text(c.Genre.Label()), Text(numberOrSymbol(c.Directive)),
			issued(c.Directive), Text(c.Issuer), Text(c.Title), Number(int64(c.Cited))})
	}
	return t
}

func numberOrSymbol(d briefing.Directive) string {
	if d.Symbol != "" {
		return d.Symbol
	}
	return d.Number
}

// issued returns the day of issue, or the year where only that is known.
func issued(d briefing.Directive) Value {
	if !d.Date.Valid() && d.Year > 0 {
		return Text(strconv.Itoa(d.Year))
	}
	return Date(d.Date)
}

// listTitle returns a list's title with the period that it covers, if any.
func listTitle(title string, period briefing.PeriodKey) (string, error) {
	switch {
	case period == "":
		return title, nil
	case !period.Valid():
		return "", ErrPeriod
	}
	return title + " " + period.InWords(), nil
}
