package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// historians may see who changed a record of the register, and what.
const historians = Editors | Auditors

// A told entry is one entry with all that it changed.
type toldEntry struct {
	auditRow
	Changes []briefing.Change
	Same    string // how many fields did not change; "" for none
	Whole   string // what there was before, or is now: "Nội dung khi thêm"
	Of      string // the record, where that is another one than the page's: a citation in its text
}

func tellEntry(names *briefing.RecordNames, e *briefing.AuditEntry) toldEntry {
	changes, same := names.Changes(e)
	out := toldEntry{auditRow: auditRowOf(names, e), Changes: changes}
	if same > 0 {
		out.Same = fmt.Sprintf("%s mục khác không đổi.", number(same))
	}
	switch {
	case e.Before == "" && e.After != "":
		out.Whole = "Nội dung ghi vào"
	case e.After == "" && e.Before != "":
		out.Whole = "Nội dung trước khi xóa"
	}
	return out
}

// An entryPage shows one entry of the trail.
type entryPage struct {
	frame
	Entry   toldEntry
	Facts   []fact
	History string
	Open    *link // the record's own page; nil for none
}

// auditEntry shows one entry of the trail with what it changed.
func (s *server) auditEntry(c *gin.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return errNoPage
	}
	ctx := c.Request.Context()
	e, err := s.db.AuditEntry(ctx, id)
	if err != nil {
		return err
	}
	f, err := s.frame(c, fmt.Sprintf("Mục nhật ký %d", e.ID), link{"Nhật ký", "/audit"})
	if err != nil {
		return err
	}
	names, err := s.recordNames(ctx)
	if err != nil {
		return err
	}
	page := entryPage{frame: f, Entry: tellEntry(names, e), History: historyURL(e.Entity, e.EntityID), Facts: []fact{
		{"Thời gian", lines(briefing.Clock(e.At))},
		{"Người làm", lines(briefing.ActorLabel(e.Actor))},
		{"Từ máy", lines(e.Origin)},
		{"Việc", lines(briefing.ActionLabel(e.Action))},
		{"Bản ghi", lines(names.Record(e))},
	}}
	if e.Reason != "" {
		page.Facts = append(page.Facts, fact{"Lý do", lines(e.Reason)})
	}
	page.Open, err = s.recordPage(ctx, account(c), e.Entity, e.EntityID)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "audit/show", page)
}

// A historyPage shows all that the trail tells of one record.
type historyPage struct {
	frame
	Entries []toldEntry
	Open    *link
	Audit   bool // entries have a page that the visitor may open
	Older   string
	Newer   string
}

// openHistories are the kinds of records whose history staff may see; that of
// accounts and settings is for auditors and administrators.
var openHistories = []string{"meeting", "directive", "unit", "office"}

// history shows the entries of one record, the newest first.
func (s *server) history(c *gin.Context) error {
	entity := c.Param("entity")
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	auditor := Auditors.admits(account(c))
	if err != nil || id < 0 || historyURL(entity, id) == "" {
		return errNoPage
	}
	if !auditor && !slices.Contains(openHistories, entity) {
		return errHidden
	}
	ctx := c.Request.Context()
	l := listOf(c, "")
	entries, older, newer, err := s.auditEntries(ctx, briefing.AuditFilter{Entity: entity, EntityID: id, About: true,
		Before: entryNumber(c.Query("before")), After: entryNumber(c.Query("after"))})
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return errNoPage
	}
	open, err := s.recordPage(ctx, account(c), entity, id)
	if err != nil {
		return err
	}
	var crumbs []link
	if open != nil {
		crumbs = append(crumbs, *open)
	}
	names, err := s.recordNames(ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Lịch sử: "+lastName(names, entity, id, entries), crumbs...)
	if err != nil {
		return err
	}
	page := historyPage{frame: f, Open: open, Audit: auditor}
	for _, e := range entries {
		told := tellEntry(names, &e)
		if e.Entity != entity {
			told.Of = names.Record(&e)
		}
		page.Entries = append(page.Entries, told)
	}
	if older != 0 {
		page.Older = l.with("before", strconv.FormatInt(older, 10))
	}
	if newer != 0 {
		page.Newer = l.with("after", strconv.FormatInt(newer, 10))
	}
	return s.show(c, http.StatusOK, "audit/history", page)
}

// lastName returns what a record was called in the newest of its entries that
// says so.
func lastName(names *briefing.RecordNames, entity string, id int64, entries []briefing.AuditEntry) string {
	for _, e := range entries {
		if e.Entity == entity && e.Before+e.After != "" {
			return names.Record(&e)
		}
	}
	return names.Record(&briefing.AuditEntry{Entity: entity, EntityID: id})
}

// historyURL returns the address of the history of a record; "" for what is no
// kind of record, like a page that was refused.
func historyURL(entity string, id int64) string {
	switch entity {
	case "meeting", "directive", "unit", "account", "person":
		if id == 0 {
			return ""
		}
	case "office", "setting", "backup":
		if id != 0 {
			return ""
		}
	default:
		return ""
	}
	return fmt.Sprintf("/history/%s/%d", entity, id)
}

// recordPage returns the page of a record that is still there and that the
// visitor may open; nil for none.
func (s *server) recordPage(ctx context.Context, a *briefing.Account, entity string, id int64) (*link, error) {
	var err error
	var page link
	switch entity {
	case "meeting":
		var m *briefing.Meeting
		if m, err = s.db.Meeting(ctx, id); err == nil {
			page = link{m.Title, meetingURL(id)}
		}
	case "directive":
		var d *briefing.Directive
		if d, err = s.db.Directive(ctx, id); err == nil {
			page = link{d.Name(), directiveURL(id)}
		}
	case "account":
		var one *briefing.Account
		if one, err = s.db.Account(ctx, id); err == nil && Administrators.admits(a) {
			page = link{one.Name, accountURL(id)}
		}
	case "unit":
		page = link{"Đơn vị", "/units"}
	case "office":
		page = link{"Cơ quan", "/office"}
	case "backup":
		if Administrators.admits(a) {
			page = link{"Sao lưu", "/backups"}
		}
	}
	if errors.Is(err, store.ErrNotFound) || err == nil && page.URL == "" {
		return nil, nil
	}
	if page.Text == "" {
		page.Text = recordName(entity, id)
	}
	return &page, err
}
