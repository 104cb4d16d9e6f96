package export

import (
	"context"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
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
	accounts, err := src.Accounts(ctx)
	if err != nil {
		return nil, fmt.Errorf("accounts of the audit trail: %w", err)
	}
	units, err := src.AllUnits(ctx)
	if err != nil {
		return nil, fmt.Errorf("units of the audit trail: %w", err)
	}
	names := briefing.NewRecordNames(accounts, units)
	t := Table{
		Key:   "audit",
		Sheet: "Nhật ký",
		Columns: []Column{
			{Key: "entry", Head: "Mục", Width: 13, Kind: IndexKind},
			{Key: "at", Head: "Thời gian", Width: 24},
			{Key: "actor", Head: "Người làm, từ máy", Width: 38},
			{Key: "action", Head: "Việc", Width: 24},
			{Key: "record", Head: "Bản ghi", Width: 56},
			{Key: "summary", Head: "Nội dung", Width: 80},
		},
		Empty: "Không có mục nào khớp.",
	}
	d := &Document{Kind: "audit", Title: auditTitle(f), Layout: ListLayout(), FileName: fileName("Nhat-ky", string(dayOf(f)))}
	for _, e := range entries {
		t.Rows = append(t.Rows, []Value{Index(int(e.ID)), Text(briefing.Clock(e.At)),
			Text(bracketed(briefing.ActorLabel(e.Actor), e.Origin)), Coded(e.Action, briefing.ActionLabel(e.Action)),
			Coded(fmt.Sprintf("%s/%d", e.Entity, e.EntityID), names.Record(&e)), Text(bracketed(names.Summary(&e), e.Reason))})
		d.Made = later(d.Made, e.At)
	}
	head, err := auditHead(ctx, src, entries)
	if err != nil {
		return nil, err
	}
	d.Blocks = append(head, t)
	return d, nil
}

// bracketed joins what an entry says and its note: "tran.an (10.0.0.5)".
func bracketed(text, note string) string {
	switch {
	case note == "":
		return text
	case text == "":
		return note
	}
	return text + " (" + note + ")"
}

// auditHead tells whose trail the list is from, how far it goes, and the head
// to compare it with. The head is read after the entries, as that of the file
// is.
func auditHead(ctx context.Context, src Source, entries []briefing.AuditEntry) ([]Block, error) {
	office, err := src.Office(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("office of the audit trail: %w", err)
	}
	var all []Block
	if office.Name != "" {
		all = append(all, Paragraph{office.Name + ", " + office.Superior})
	}
	if n := len(entries); n > 0 {
		all = append(all, Paragraph{fmt.Sprintf("%s mục, từ mục %d (%s) đến mục %d (%s).", vntext.FormatInt(int64(n)),
			entries[n-1].ID, briefing.Clock(entries[n-1].At), entries[0].ID, briefing.Clock(entries[0].At))})
	}
	head, err := src.AuditHead(ctx)
	return append(all, Paragraph{"Dấu nhật ký: " + head.String()}), err
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
		title += " – " + briefing.ActorLabel(f.Actor)
	}
	if f.First > 0 {
		title += fmt.Sprintf(" từ mục %d", f.First)
	}
	if f.Last > 0 {
		title += fmt.Sprintf(" đến mục %d", f.Last)
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
