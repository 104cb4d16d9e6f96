package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
)

// meetings builds the list of meetings that the request chooses: the confirmed
// ones in the order in which they were held, unless it says otherwise.
func meetings(ctx context.Context, src Source, req Request) (*Document, error) {
	f := req.Meetings
	f.Reports = cmp.Or(f.Reports, req.Period)
	f.Sort = cmp.Or(f.Sort, "held_on")
	f.Confirmed = f.Confirmed || !req.Drafts
	title, err := listTitle("Danh sách hội nghị giao ban công tác dân vận", f.Reports, f.Query)
	if err != nil {
		return nil, err
	}
	found, err := src.Meetings(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("meetings of %q: %w", f.Reports, err)
	}
	t := Table{
		Key:   "meetings",
		Sheet: "Hội nghị",
		Columns: []Column{
			{Key: "no", Head: "STT", Width: 12, Kind: IndexKind},
			{Key: "held_on", Head: "Ngày họp", Width: 24, Kind: DateKind},
			{Key: "title", Head: "Tên hội nghị", Width: 90},
			{Key: "report_period", Head: "Kỳ báo cáo", Width: 28},
			{Key: "organizer", Head: "Đơn vị tổ chức", Width: 50},
			{Key: "chairs", Head: "Chủ trì", Width: 42},
			{Key: "citations", Head: "Văn bản", Width: 18, Kind: NumberKind},
		},
		Empty: "Chưa có hội nghị nào được xác nhận.",
	}
	if req.Drafts {
		t.Columns = append(t.Columns, Column{Key: "state", Head: "Trạng thái", Width: 30})
		t.Empty = "Không có hội nghị nào."
	}
	d := &Document{Kind: "meetings", Period: f.Reports, Title: title, Layout: ListLayout(),
		FileName: fileName("DS", "Hoi-nghi", string(f.Reports))}
	drafts := 0
	for i, m := range found {
		row := []Value{Index(i + 1), Date(m.HeldOn), Text(m.Title), Coded(m.Reports, m.Reports.Label()), Text(m.Organizer),
			Text(m.Chairs), Number(int64(m.Citations))}
		if req.Drafts {
			row = append(row, Coded(m.State, m.State.Label()))
		}
		t.Rows = append(t.Rows, row)
		if !m.State.Confirmed() {
			drafts++
		}
		d.Sample = d.Sample || m.Sample
		d.Made = later(d.Made, m.UpdatedAt)
	}
	d.Blocks = []Block{t}
	note, err := draftNote(ctx, src, req, f, drafts)
	if err != nil {
		return nil, err
	}
	d.Blocks = append(d.Blocks, note...)
	return d, nil
}

// draftNote says that drafts are listed, or that they are left out.
func draftNote(ctx context.Context, src Source, req Request, f briefing.MeetingFilter, listed int) ([]Block, error) {
	if req.Drafts {
		if listed == 0 {
			return nil, nil
		}
		return []Block{Paragraph{fmt.Sprintf("Trong đó %d hội nghị chưa được xác nhận, chưa tính vào tổng số và báo cáo.", listed)}}, nil
	}
	f.Confirmed, f.Unconfirmed = false, true
	left, err := src.Meetings(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("unconfirmed meetings of %q: %w", f.Reports, err)
	}
	if len(left) == 0 {
		return nil, nil
	}
	return []Block{Paragraph{fmt.Sprintf("Không gồm %d hội nghị chưa được xác nhận.", len(left))}}, nil
}

// directives builds the list of directives that the request chooses, with how
// many texts cite each: all of them, or those that the meetings of a period
// cite. With a day in the request it tells what is valid on that day.
func directives(ctx context.Context, src Source, req Request) (*Document, error) {
	f := req.Directives
	f.Reports = cmp.Or(f.Reports, req.Period)
	name := "Danh sách văn bản chỉ đạo"
	if f.Reports != "" {
		name += " được viện dẫn"
	}
	title, err := listTitle(name, f.Reports, strings.Join(chosen(&f), "; "))
	if err != nil {
		return nil, err
	}
	found, err := src.Directives(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("directives of %q: %w", f.Reports, err)
	}
	briefing.SortDirectives(found, f.Sort)
	d := &Document{Kind: "directives", Period: f.Reports, Title: title, Layout: ListLayout(),
		FileName: fileName("DS", "Van-ban", string(f.Reports))}
	d.Blocks = []Block{registerTable(found, f.On)}
	mark(d, nil, found)
	return d, nil
}

// chosen tells by what the list of directives was filtered.
func chosen(f *briefing.DirectiveFilter) []string {
	year := ""
	if f.Year != 0 {
		year = strconv.Itoa(f.Year)
	}
	all := []string{f.Query, f.Genre.Label(), f.Family.Label(), year, f.Validity.Label(), f.State.Label()}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// registerTable lists directives with all that identifies them, and with their
// validity on a day unless that is unknown.
func registerTable(found []briefing.DirectiveSummary, on briefing.Day) Table {
	t := Table{
		Key:   "directives",
		Sheet: "Văn bản",
		Columns: []Column{
			{Key: "no", Head: "STT", Width: 12, Kind: IndexKind},
			{Key: "genre", Head: "Loại", Width: 22},
			{Key: "symbol", Head: "Số, ký hiệu", Width: 34},
			{Key: "date", Head: "Ngày", Width: 22, Kind: DateKind},
			{Key: "issuer", Head: "Cơ quan ban hành", Width: 40},
			{Key: "place", Head: "Nơi ban hành", Width: 22},
			{Key: "term", Head: "Nhiệm kỳ", Width: 16},
			{Key: "title", Head: "Trích yếu", Width: 56},
			{Key: "state", Head: "Trong sổ", Width: 22},
			{Key: "cited", Head: "Số nơi viện dẫn", Width: 20, Kind: NumberKind},
		},
		Empty: "Chưa có văn bản nào.",
	}
	if on.Valid() {
		t.Columns = append(t.Columns, Column{Key: "validity", Head: "Hiệu lực ngày " + on.Label(), Width: 22})
	}
	for i := range found {
		d := &found[i]
		row := []Value{Index(i + 1), Text(d.Genre.Label()), Text(d.SymbolOrNumber()), issued(&d.Directive), Text(d.Issuer), Text(d.Place),
			Text(d.Term), Text(d.Title), Coded(d.State(), d.State().Label()), Number(int64(d.Cited))}
		if on.Valid() {
			row = append(row, Coded(d.Validity, d.Validity.Label()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// directiveTable lists directives. What is not established stays empty.
func directiveTable(found []briefing.DirectiveSummary) Table {
	t := Table{
		Key:   "directives",
		Sheet: "Văn bản",
		Columns: []Column{
			{Key: "no", Head: "STT", Width: 12, Kind: IndexKind},
			{Key: "genre", Head: "Loại", Width: 22},
			{Key: "symbol", Head: "Số, ký hiệu", Width: 36},
			{Key: "date", Head: "Ngày", Width: 24, Kind: DateKind},
			{Key: "issuer", Head: "Cơ quan ban hành", Width: 31},
			{Key: "title", Head: "Trích yếu", Width: 39},
			{Key: "cited", Head: "Số hội nghị viện dẫn", Width: 20, Kind: NumberKind},
		},
		Empty: "Chưa có văn bản nào được viện dẫn.",
	}
	for i := range found {
		d := &found[i]
		t.Rows = append(t.Rows, []Value{Index(i + 1), Text(d.Genre.Label()), Text(d.SymbolOrNumber()), issued(&d.Directive),
			Text(d.Issuer), Text(d.Title), Number(int64(d.Cited))})
	}
	return t
}

// issued returns the day of issue, or the year where only that is known.
func issued(d *briefing.Directive) Value {
	if d.Date.Valid() {
		return Date(d.Date)
	}
	return Text(d.Issued())
}

// listTitle returns a list's title with the period that it covers and the
// words that were searched, if any.
func listTitle(title string, period briefing.PeriodKey, words string) (string, error) {
	if period != "" && !period.Valid() {
		return "", ErrPeriod
	}
	if period != "" {
		title += " " + period.InWords()
	}
	if words != "" {
		title += " (tìm “" + words + "”)"
	}
	return title, nil
}
