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
	Audit(ctx context.Context, f briefing.AuditFilter) ([]briefing.AuditEntry, error)
	SearchResults(ctx context.Context, f briefing.SearchFilter, limit int) ([]briefing.SearchResult, error)
	AuditHead(ctx context.Context) (briefing.AuditHead, error)
	AllUnits(ctx context.Context) ([]briefing.Unit, error)
	Accounts(ctx context.Context) ([]briefing.Account, error)
}

// A Request says of what to make an export. Its zero value asks for everything
// that the kind can show.
type Request struct {
	Period     briefing.PeriodKey
	ID         int64                    // one record, for kinds that show one
	Meetings   briefing.MeetingFilter   // which of them a list of meetings holds
	Drafts     bool                     // also those that nobody confirmed, marked; for the list of meetings
	Directives briefing.DirectiveFilter // which of them a list of directives holds
	Search     briefing.SearchFilter    // what to look for, for the kind that lists results
	On         briefing.Day             // which units a list of them holds: those valid on that day; "" for all
	Audit      briefing.AuditFilter     // entries of the audit trail, for the kind that lists them
}

// A DocumentKind is one kind of export: the name on the command line, the name
// in menus and what makes it.
type DocumentKind struct {
	Name        string // "quarter"
	Label       string // "Báo cáo công tác dân vận theo kỳ"
	NeedsPeriod bool   // cannot be made without a period
	ByID        bool   // shows one record, which an id picks
	Searching   bool   // lists what a search finds
	Auditing    bool   // tells who did what: not for all who may read the register
	build       func(ctx context.Context, src Source, req Request) (*Document, error)
}

// Build makes the document that req asks for. It is the only way to make one,
// so every file carries the head of the audit trail. The head is read after the
// data: the trail up to it holds every change that the document shows.
func (k DocumentKind) Build(ctx context.Context, src Source, req Request) (*Document, error) {
	d, err := k.build(ctx, src, req)
	if err != nil {
		return nil, err
	}
	head, err := src.AuditHead(ctx)
	if err != nil {
		return nil, err
	}
	d.AuditHead = head.String()
	return d, nil
}

// Kinds lists every kind of export in the order of menus. A new export is one
// builder and one line here.
func Kinds() []DocumentKind {
	return []DocumentKind{
		{Name: "quarter", Label: "Báo cáo công tác dân vận theo kỳ", NeedsPeriod: true, build: quarter},
		{Name: "meeting", Label: "Phiếu hội nghị giao ban", ByID: true, build: meeting},
		{Name: "meetings", Label: "Danh sách hội nghị giao ban", build: meetings},
		{Name: "directives", Label: "Danh sách văn bản chỉ đạo", build: directives},
		{Name: "search", Label: "Kết quả tìm kiếm", Searching: true, build: results},
		{Name: "units", Label: "Danh sách đơn vị", build: units},
		{Name: "audit", Label: "Nhật ký", Auditing: true, build: audit},
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

// ErrManyEntries says that an export of the audit trail would grow too large.
var ErrManyEntries = errors.New("quá 20.000 mục nhật ký; lọc theo ngày để lấy từng phần")

// An AmbiguousError says that more than one meeting answers a request for one.
type AmbiguousError struct{ Matches []briefing.MeetingSummary }

// Error says what to do.
func (e *AmbiguousError) Error() string {
	return "có nhiều hội nghị phù hợp; chọn một hội nghị theo mã số"
}
