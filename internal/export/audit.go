package export

import (
	"context"
	"fmt"

	"giaoban/internal/briefing"
)

// maxEntries bounds an export of the audit trail. One that left entries out in
// silence would prove nothing.
const maxEntries = 20_000

// audit builds the list of the chosen entries of the audit trail (nhật ký), the
// newest first.
func audit(ctx context.Context, src Source, req Request) (*Document, error) {
	f := req.Audit
	f.Limit = maxEntries + 1
	entries, err := src.Audit(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("audit entries: %w", err)
	}
	if len(entries) > maxEntries {
		return nil, ErrManyEntries
	}
	t := Table{
		Key:   "audit",
		Sheet: "Nhật ký",
		Columns: []Column{
			{Key: "entry", Head: "Mục", Width: 14, Kind: IndexKind},
			{Key: "at", Head: "Thời gian", Width: 38},
			{Key: "actor", Head: "Người làm", Width: 32},
			{Key: "origin", Head: "Từ máy", Width: 30},
			{Key: "action", Head: "Việc", Width: 24},
			{Key: "entity", Head: "Loại", Width: 28},
			{Key: "entity_id", Head: "Mã số", Width: 15, Kind: IndexKind},
			{Key: "summary", Head: "Nội dung", Width: 70},
			{Key: "reason", Head: "Lý do", Width: 24},
		},
		Empty: "Không có mục nào khớp.",
	}
	d := &Document{Kind: "audit", Title: auditTitle(f), Layout: ListLayout(), FileName: fileName("Nhat-ky", string(dayOf(f)))}
	for _, e := range entries {
		id := None()
		if e.EntityID != 0 {
			id = Index(int(e.EntityID))
		}
		t.Rows = append(t.Rows, []Value{Index(int(e.ID)), Text(briefing.Clock(e.At)), Text(e.Actor), Text(e.Origin),
			Coded(e.Action, briefing.ActionLabel(e.Action)), Coded(e.Entity, briefing.EntityLabel(e.Entity)), id,
			Text(e.Summary()), Text(e.Reason)})
		d.Made = later(d.Made, e.At)
	}
	d.Blocks = []Block{t}
	return d, nil
}

// auditTitle says which entries the list holds.
func auditTitle(f briefing.AuditFilter) string {
	title := "Nhật ký"
	if f.Entity != "" {
		title += " – " + briefing.EntityLabel(f.Entity)
	}
	if f.EntityID != 0 {
		title += fmt.Sprintf(" số %d", f.EntityID)
	}
	if f.Action != "" {
		title += " – " + briefing.ActionLabel(f.Action)
	}
	if f.Actor != "" {
		title += " – " + f.Actor
	}
	if !f.From.IsZero() {
		title += " từ ngày " + briefing.DayOf(f.From.In(briefing.Zone)).Label()
	}
	if !f.To.IsZero() {
		// To is the instant after the last.
		title += " đến hết ngày " + briefing.DayOf(f.To.In(briefing.Zone).AddDate(0, 0, -1)).Label()
	}
	return title
}

// dayOf names the list by its first day; "" for the whole trail.
func dayOf(f briefing.AuditFilter) briefing.Day {
	if f.From.IsZero() {
		return ""
	}
	return briefing.DayOf(f.From.In(briefing.Zone))
}
