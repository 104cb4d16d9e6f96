package export

import (
	"context"
	"errors"

	"giaoban/internal/briefing"
)

// A Source is what the builders read. The store is one.
type Source interface {
	Meetings(ctx context.Context, f briefing.MeetingFilter) ([]briefing.MeetingSummary, error)
	Meeting(ctx context.Context, id int64) (*briefing.Meeting, error)
	Directives(ctx context.Context, f briefing.DirectiveFilter) ([]briefing.DirectiveSummary, error)
	Office(ctx context.Context, day briefing.Day) (briefing.Office, error)
}

// A Request says of what to make an export. Its zero value asks for everything
// that the kind can show.
type Request struct {
	Period briefing.PeriodKey
	ID     int64 // one record, for kinds that show one
}

// A DocumentKind is one kind of export: the name on the command line, the name
// in menus and what makes it.
type DocumentKind struct {
	Name        string // "quarter"
	Label       string // "Báo cáo công tác dân vận theo kỳ"
	NeedsPeriod bool   // cannot be made without a period
	ByID        bool   // shows one record, which an id picks
	Build       func(ctx context.Context, src Source, req Request) (*Document, error)
}

// Kinds lists every kind of export in the order of menus. A new export is one
// builder and one line here.
func Kinds() []DocumentKind {
	return []DocumentKind{
		{Name: "quarter", Label: "Báo cáo công tác dân vận theo kỳ", NeedsPeriod: true, Build: quarter},
		{Name: "meeting", Label: "Phiếu hội nghị giao ban", ByID: true, Build: meeting},
		{Name: "meetings", Label: "Danh sách hội nghị giao ban", Build: meetings},
		{Name: "directives", Label: "Danh sách văn bản chỉ đạo được viện dẫn", Build: directives},
	}
}

// KindNamed returns the kind with the given name, and whether there is one.
func KindNamed(name string) (DocumentKind, bool) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return DocumentKind{}, false
}

// ErrPeriod says that the kind needs a period and got none, or one that does
// not exist.
var ErrPeriod = errors.New("kỳ báo cáo chưa đúng; viết như 2024-Q1, 2024-H1, 2024-9M hoặc 2024-Y")

// ErrNoMeeting says that no confirmed meeting answers the request.
var ErrNoMeeting = errors.New("chưa có hội nghị nào được xác nhận trong kỳ này")

// An AmbiguousError says that more than one meeting answers a request for one.
type AmbiguousError struct{ Matches []briefing.MeetingSummary }

// Error says what to do.
func (e *AmbiguousError) Error() string {
	return "có nhiều hội nghị phù hợp; chọn một hội nghị theo mã số"
}
