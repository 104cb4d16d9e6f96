package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/format"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// An auditPage lists entries of the audit trail.
type auditPage struct {
	frame
	Filters  []field
	Filtered bool
	Wrong    bool // a filter cannot be read
	Exports  []link
	Rows     []auditRow
	Older    string // addresses; "" at the ends
	Newer    string
	Head     string // of the trail
}

// An auditRow is one entry of the list, as text.
type auditRow struct {
	ID, URL, At   string
	Actor, Origin string
	Action        string
	Record        string
	RecordURL     string // of its history; "" for none
	Summary       string
	Reason        string
}

// auditFilters are the parameters that choose entries.
var auditFilters = []string{"actor", "action", "entity", "id", "from", "to", "first", "last"}

// audit shows the audit trail, the newest first. Its pages hang on entries and
// not on numbers of pages, so what comes in meanwhile shifts nothing.
func (s *server) audit(c *gin.Context) error {
	ctx := c.Request.Context()
	s.notePast(ctx)
	l := listOf(c, "", auditFilters...)
	filter, inv := auditFilter(l.query)
	fields, err := s.auditFields(ctx, l.query, inv)
	if err != nil {
		return err
	}
	head, err := s.db.AuditHead(ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Nhật ký")
	if err != nil {
		return err
	}
	page := auditPage{frame: f, Filters: fields, Filtered: len(l.query) > 0, Wrong: inv.Err() != nil, Head: headText(head)}
	if page.Wrong {
		return s.show(c, http.StatusUnprocessableEntity, "audit/list", page)
	}
	filter.Before, filter.After = entryNumber(c.Query("before")), entryNumber(c.Query("after"))
	entries, older, newer, err := s.auditEntries(ctx, filter)
	if err != nil {
		return err
	}
	names, err := s.recordNames(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		page.Rows = append(page.Rows, auditRowOf(names, &e))
	}
	if older != 0 {
		page.Older = l.with("before", strconv.FormatInt(older, 10))
	}
	if newer != 0 {
		page.Newer = l.with("after", strconv.FormatInt(newer, 10))
	}
	for _, one := range []string{"xlsx", "csv", "pdf"} {
		if f, ok := format.Named(one); ok {
			page.Exports = append(page.Exports, link{"Kết xuất " + f.Label, list{path: "/audit/export", query: l.query}.with("format", one)})
		}
	}
	return s.show(c, http.StatusOK, "audit/list", page)
}

// auditEntries returns one page of entries and the entries from which older and
// newer pages go on; 0 where there are none.
func (s *server) auditEntries(ctx context.Context, f briefing.AuditFilter) (entries []briefing.AuditEntry, older, newer int64, err error) {
	f.Limit = pageRows + 1
	if entries, err = s.db.Audit(ctx, f); err != nil {
		return nil, 0, 0, err
	}
	if f.After != 0 && len(entries) <= pageRows { // this is the newest page: fill it
		f.After = 0
		if entries, err = s.db.Audit(ctx, f); err != nil {
			return nil, 0, 0, err
		}
	}
	more := len(entries) > pageRows
	switch {
	case f.After != 0:
		entries = entries[1:] // the entry too many is the newest
		return entries, entries[len(entries)-1].ID, entries[0].ID, nil
	case more:
		entries = entries[:pageRows]
		older = entries[pageRows-1].ID
	}
	if f.Before == 0 || len(entries) == 0 {
		return entries, older, 0, nil
	}
	f.Before, f.After, f.Limit = 0, entries[0].ID, 1
	later, err := s.db.Audit(ctx, f)
	if len(later) > 0 {
		newer = entries[0].ID
	}
	return entries, older, newer, err
}

// entryNumber reads the number of an entry; 0 for anything else.
func entryNumber(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// auditFilter reads the filters of the address and says what it cannot read.
func auditFilter(q url.Values) (briefing.AuditFilter, *briefing.Invalid) {
	var inv briefing.Invalid
	f := briefing.AuditFilter{Actor: q.Get("actor"), Action: q.Get("action"), Entity: q.Get("entity")}
	if id := q.Get("id"); id != "" {
		f.EntityID = entryNumber(id)
		inv.Check(f.EntityID > 0, "id", "Mã số là số, như 12.")
	}
	day := func(name string) briefing.Day {
		d, err := briefing.ParseDay(q.Get(name))
		inv.Check(err == nil, name, "Ngày chưa đúng; viết như 09/04/2024.")
		return d
	}
	entry := func(name string) int64 {
		n := entryNumber(q.Get(name))
		inv.Check(q.Get(name) == "" || n > 0, name, "Số mục là số, như 20001.")
		return n
	}
	f.First, f.Last = entry("first"), entry("last")
	inv.Check(f.First == 0 || f.Last == 0 || f.First <= f.Last, "last", "Mục cuối trước mục đầu.")
	from, to := day("from"), day("to")
	inv.Check(from == "" || to == "" || from <= to, "to", "Ngày cuối trước ngày đầu.")
	f.From = from.Start()
	if to != "" {
		f.To = to.Start().AddDate(0, 0, 1)
	}
	return f, &inv
}

// auditFields makes the fields of the filters; what may be chosen is what the
// trail holds.
func (s *server) auditFields(ctx context.Context, q url.Values, inv *briefing.Invalid) ([]field, error) {
	actors, actions, entities, err := s.db.AuditWords(ctx)
	if err != nil {
		return nil, err
	}
	// A denied access names a page, which is no kind of record.
	entities = slices.DeleteFunc(entities, func(e string) bool { return briefing.EntityLabel(e) == e })
	actors = append(actors, briefing.Stranger)
	fields := []field{
		{Name: "actor", Label: "Người làm", Options: optionsOf(actors, briefing.ActorLabel, option{Label: "Tất cả"})},
		{Name: "action", Label: "Việc", Options: optionsOf(actions, briefing.ActionLabel, option{Label: "Tất cả"})},
		{Name: "entity", Label: "Loại", Options: optionsOf(entities, briefing.EntityLabel, option{Label: "Tất cả"})},
		{Name: "id", Label: "Mã số", Width: "year"},
		{Name: "from", Label: "Từ ngày", Width: "day", Sample: "dd/mm/yyyy"},
		{Name: "to", Label: "Đến ngày", Width: "day", Sample: "dd/mm/yyyy"},
		{Name: "first", Label: "Từ mục", Width: "year"},
		{Name: "last", Label: "Đến mục", Width: "year"},
	}
	values := map[string]string{}
	for name := range q {
		values[name] = q.Get(name)
	}
	for i := range fields {
		fields[i] = fields[i].filled(values, inv)
	}
	return fields, nil
}

// recordNames returns the names of the records that entries tell of.
func (s *server) recordNames(ctx context.Context) (*briefing.RecordNames, error) {
	accounts, err := s.db.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	units, err := s.db.AllUnits(ctx)
	return briefing.NewRecordNames(accounts, units), err
}

func auditRowOf(names *briefing.RecordNames, e *briefing.AuditEntry) auditRow {
	return auditRow{ID: strconv.FormatInt(e.ID, 10), URL: auditURL(e.ID), At: briefing.Clock(e.At), Actor: briefing.ActorLabel(e.Actor),
		Origin: e.Origin, Action: briefing.ActionLabel(e.Action), Record: names.Record(e),
		RecordURL: historyURL(e.Entity, e.EntityID), Summary: names.Summary(e), Reason: e.Reason}
}

func auditURL(id int64) string { return fmt.Sprintf("/audit/%d", id) }

// recordName names a record as the trail knows it: "Hội nghị số 1".
func recordName(entity string, id int64) string {
	name := briefing.EntityLabel(entity)
	if id != 0 {
		name += fmt.Sprintf(" số %d", id)
	}
	return name
}

// headText shows the head of the trail in words.
func headText(h briefing.AuditHead) string {
	return fmt.Sprintf("%s mục, dấu %s", vntext.FormatInt(h.Count), h)
}

// auditExport sends the chosen entries as a file.
func (s *server) auditExport(c *gin.Context) error {
	f, ok := format.Named(c.Query("format"))
	if !ok {
		return errNoPage
	}
	filter, inv := auditFilter(listOf(c, "", auditFilters...).query)
	if inv.Err() != nil {
		return errAddress
	}
	s.notePast(c.Request.Context())
	doc, err := s.build(c, "audit", export.Request{Audit: filter})
	if errors.Is(err, export.ErrManyEntries) {
		return &failure{http.StatusUnprocessableEntity, "Quá nhiều mục nhật ký",
			"Một tệp chứa được đến 20.000 mục. Chọn khoảng ngày ngắn hơn, hoặc ghi số ở Từ mục và Đến mục, như 1 đến 20000 rồi 20001 đến 40000, và kết xuất từng phần."}
	}
	if err != nil {
		return err
	}
	return sendDocument(c, f, doc)
}

// verifyWithin bounds how long the trail is checked for a page.
const verifyWithin = time.Minute

// A verifyPage says whether the trail is whole.
type verifyPage struct {
	frame
	Good bool
	Told string
}

// auditVerify checks the whole trail. It changes nothing, so it is a page like
// any other.
func (s *server) auditVerify(c *gin.Context) error {
	ctx, cancel := context.WithTimeout(c.Request.Context(), verifyWithin)
	defer cancel()
	f, err := s.frame(c, "Kiểm tra nhật ký", link{"Nhật ký", "/audit"})
	if err != nil {
		return err
	}
	page := verifyPage{frame: f}
	head, err := s.db.VerifyAudit(ctx)
	if wrong, ok := errors.AsType[*store.AuditError](err); ok {
		s.log.Error("audit trail", "error", wrong)
		page.Told = sentence(wrong.Error())
	} else if err != nil {
		return err
	} else {
		page.Good, page.Told = true, "Nhật ký nguyên vẹn: "+headText(head)+"."
	}
	return s.showOnce(c, http.StatusOK, "audit/verify", page)
}

// sendDocument sends a document as a file.
func sendDocument(c *gin.Context, f format.Format, doc *export.Document) error {
	var file bytes.Buffer
	if err := f.Write(&file, doc); err != nil {
		return err
	}
	sendFile(c, doc.FileName+f.Ext, f.ContentType, file.Bytes())
	return nil
}
