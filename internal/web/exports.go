package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
)

// downloads returns the links that download one export for people, with one
// parameter.
func downloads(kind, name, value string) []link {
	var all []link
	for _, f := range format.Offices() {
		all = append(all, link{f.Label, address("/exports/"+kind, url.Values{"format": {f.Name}, name: {value}})})
	}
	return all
}

var errNoExport = &failure{http.StatusNotFound, "Chưa có gì để kết xuất",
	"Kỳ này chưa có hội nghị nào được xác nhận. Xác nhận hội nghị rồi kết xuất lại."}

// build makes the document that a request asks for.
func (s *server) build(c *gin.Context, name string, request export.Request) (*export.Document, error) {
	kind, ok := export.KindNamed(name)
	if !ok {
		return nil, errNoPage
	}
	doc, err := kind.Build(c.Request.Context(), s.db, request)
	if _, many := errors.AsType[*export.AmbiguousError](err); many || errors.Is(err, export.ErrPeriod) || errors.Is(err, export.ErrNoQuery) {
		return nil, errNoPage
	}
	if errors.Is(err, export.ErrNoMeeting) {
		return nil, errNoExport
	}
	return doc, err
}

// download sends one export as a file.
func (s *server) download(c *gin.Context) error {
	f, ok := format.Named(c.Query("format"))
	// The audit trail has a route of its own, with a rule of its own.
	if kind, _ := export.KindNamed(c.Param("kind")); !ok || kind.Auditing {
		return errNoPage
	}
	// A list is exported as its page shows it, with drafts where it shows them.
	request := export.Request{Period: briefing.PeriodKey(c.Query("period")), Drafts: c.Query("drafts") == "yes",
		Meetings: meetingFilter(meetingList(c)), Directives: s.directiveFilter(directiveList(c)),
		Search: searchFilter(c)}
	var err error
	if request.On, err = briefing.ParseDay(c.Query("on")); err != nil {
		return errNoPage
	}
	if id := c.Query("id"); id != "" {
		if request.ID, err = strconv.ParseInt(id, 10, 64); err != nil {
			return errNoPage
		}
	}
	doc, err := s.build(c, c.Param("kind"), request)
	if err != nil {
		return err
	}
	return sendDocument(c, f, doc)
}

// searchFilter reads what the page of results shows to the reader.
func searchFilter(c *gin.Context) briefing.SearchFilter {
	a, scope := searchAddressOf(c.Query), scopeOf(account(c))
	f := briefing.SearchFilter{Query: a.text, Values: map[string]string{}, Order: a.order, Office: scope.All, Unit: scope.Unit}
	for facet, value := range a.filter() {
		f.Values[string(facet)] = value
	}
	return f
}

// sendFile sends a whole file, which no browser opens as a page of ours.
func sendFile(c *gin.Context, name, contentType string, file []byte) {
	fileHeaders(c, name)
	c.Header("Content-Length", strconv.Itoa(len(file)))
	c.Data(http.StatusOK, contentType, file)
}

// fileHeaders makes an answer a file with a name.
func fileHeaders(c *gin.Context, name string) {
	c.Header("Content-Security-Policy", filePolicy)
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// An exportsPage offers every export in every format.
type exportsPage struct {
	frame
	Kinds   []exportChoice
	Formats []format.Format
}

// An exportChoice is one kind of export with what it can be made of.
type exportChoice struct {
	Name, Label string
	Of          field // the period or the record
	Missing     bool  // there is nothing to make it of
}

// exports shows the page of exports. It follows the lists of kinds and formats.
func (s *server) exports(c *gin.Context) error {
	ctx := c.Request.Context()
	periods, err := s.periods(ctx)
	if err != nil {
		return err
	}
	held, err := s.db.Meetings(ctx, briefing.MeetingFilter{Confirmed: true})
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Kết xuất")
	if err != nil {
		return err
	}
	page := exportsPage{frame: f, Formats: format.All()}
	for _, kind := range export.Kinds() {
		if kind.Auditing || kind.Searching { // their own pages choose the entries
			continue
		}
		of := periodChoice(kind, periods)
		if kind.ByID {
			of = meetingChoice(held)
		}
		of.ID = idOf("f-", kind.Name)
		page.Kinds = append(page.Kinds, exportChoice{kind.Name, kind.Label, of, len(of.Options) == 0})
	}
	return s.show(c, http.StatusOK, "exports/list", page)
}

// periodChoice lists the periods that have confirmed meetings, the newest
// first; a list may also cover all.
func periodChoice(kind export.DocumentKind, periods []periodSummary) field {
	of := field{Name: "period", Label: "Kỳ báo cáo"}
	if !kind.NeedsPeriod {
		of.Options = []option{{Label: "Tất cả các kỳ"}}
	}
	for _, p := range periods {
		if p.Meetings > 0 {
			of.Options = append(of.Options, option{Value: string(p.Key), Label: p.Label})
		}
	}
	return of
}

// meetingChoice lists the confirmed meetings.
func meetingChoice(held []briefing.MeetingSummary) field {
	of := field{Name: "id", Label: "Hội nghị"}
	for _, m := range held {
		of.Options = append(of.Options, option{Value: strconv.FormatInt(m.ID, 10), Label: m.HeldOn.Label() + " – " + m.Title})
	}
	return of
}

// A quarterPage shows the report on a period as it will be printed.
type quarterPage struct {
	frame
	Doc       *export.Document
	Head      *letterhead // nil for a document without one
	Blocks    []block
	Downloads []link
	Meetings  string // address of the meetings of the period
}

// A letterhead is the head of the report as text; what is not known is dotted.
type letterhead struct{ Superior, Issuer, Number, PlaceDate, Genre, Abstract string }

// A block is one part of a document: exactly one of its fields is set.
type block struct {
	Heading   string
	Level     int
	Paragraph string
	Dotted    bool // a paragraph that nobody wrote yet
	Items     []string
	Table     *table
}

// A table is a table of a document as text.
type table struct {
	Title, Empty string
	Heads        []head
	Rows         [][]cell
	Total        []cell
}

// A cell is one cell of a table as text.
type cell struct{ Text, Class string }

// quarter shows the report on a period.
func (s *server) quarter(c *gin.Context) error {
	period := briefing.PeriodKey(c.Param("period"))
	doc, err := s.build(c, "quarter", export.Request{Period: period})
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Báo cáo "+period.Label(), link{"Các kỳ báo cáo", "/#periods"})
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "exports/quarter", quarterPage{frame: f, Doc: doc,
		Head: letterheadOf(doc), Blocks: blocksOf(doc.Blocks),
		Downloads: downloads("quarter", "period", string(period)), Meetings: "/meetings?period=" + string(period)})
}
