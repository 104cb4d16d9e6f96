package export

import (
	"context"
	"slices"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// An archive is what a test stores before it builds exports.
type archive struct {
	directives []briefing.Directive
	meetings   []briefing.Meeting
	office     briefing.Office
	units      []briefing.Unit
	entries    []briefing.AuditEntry
}

// A shelf is a stored archive. Its audit trail is the archive's: that of the
// database has the time of the test in it.
type shelf struct {
	*store.DB
	entries []briefing.AuditEntry
}

func (s *shelf) Audit(_ context.Context, f briefing.AuditFilter) ([]briefing.AuditEntry, error) {
	return s.entries[:min(len(s.entries), f.Limit)], nil
}

func (s *shelf) AuditHead(context.Context) (briefing.AuditHead, error) {
	return briefing.AuditHead{Count: int64(len(s.entries))}, nil
}

// store puts the archive into a new database.
func (a *archive) store(t *testing.T) *shelf {
	t.Helper()
	ctx, by := t.Context(), store.Actor{Name: "test"}
	db, err := store.Create(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if a.office.Name != "" {
		if err := db.SetOffice(ctx, by, a.office); err != nil {
			t.Fatal(err)
		}
	}
	if a.units != nil {
		if err := db.InsertUnits(ctx, by, a.units); err != nil {
			t.Fatal(err)
		}
	}
	for i := range a.directives {
		if err := db.InsertDirective(ctx, by, &a.directives[i]); err != nil {
			t.Fatal(err)
		}
	}
	for i := range a.meetings {
		if err := db.SaveMeeting(ctx, by, &a.meetings[i]); err != nil {
			t.Fatal(err)
		}
	}
	return &shelf{db, a.entries}
}

// sample returns an archive with one confirmed meeting, which will be number 1,
// and one draft, number 2.
func sample() *archive {
	return &archive{
		directives: []briefing.Directive{
			{Genre: briefing.Luat, Title: "Thực hiện dân chủ ở cơ sở", Year: 2022},
			{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU", Issuer: "Thành ủy Hà Nội", Date: "2023-08-07"},
		},
		meetings: []briefing.Meeting{
			{
				Title: "Hội nghị giao ban công tác dân vận 3 tháng đầu năm 2024", HeldOn: "2024-04-09",
				Reports: "2024-Q1", ReportLabel: "3 tháng đầu năm 2024",
				Plan:      briefing.Plan{From: "2024-04-01", To: "2024-12-31", Label: "9 tháng cuối năm 2024"},
				Organizer: "Ban Dân vận Huyện ủy Gia Lâm",
				Participations: []briefing.Participation{
					{Role: briefing.Concluder, Name: "Nguyễn Văn A", Title: "Trưởng Ban Dân vận Huyện ủy"},
					{Role: briefing.Chair, Name: "Nguyễn Văn A", Title: "Ủy viên BTV, Trưởng Ban Dân vận Huyện ủy"},
					{Role: briefing.Presenter, Name: "Trần Thị B", Title: "Phó Trưởng ban Dân vận Huyện ủy"},
					{Role: briefing.Discussant, Label: "các đại biểu"},
				},
				Topics: []briefing.Topic{{Text: "giải phóng mặt bằng"}, {Text: "vệ sinh môi trường"}},
				Counts: []briefing.Count{
					{Measure: briefing.Registered, Level: briefing.Commune, Value: 270, Label: "mô hình đăng ký điển hình cấp xã"},
					{Measure: briefing.Registered, Level: briefing.District, Value: 127, Label: "mô hình đăng ký điển hình cấp huyện"},
				},
				Citations: []briefing.Citation{
					{Text: "Chỉ thị số 24-CT/TU", Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU"},
					{Text: "Quyết định số 290", Genre: briefing.QuyetDinh, Number: "290"},
					{Text: "Luật Thực hiện dân chủ ở cơ sở", Genre: briefing.Luat, Title: "Thực hiện dân chủ ở cơ sở"},
				},
				State: briefing.Held,
			},
			{Title: "Bản nháp", HeldOn: "2024-04-12", Reports: "2024-Q1",
				Counts: []briefing.Count{{Measure: briefing.Registered, Level: briefing.District, Value: 999}}},
		},
		units: []briefing.Unit{
			{Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District, Code: "018", ValidTo: "2025-06-30"},
			{Name: "Xã Đa Tốn", ShortName: "Đa Tốn", Kind: "xã", Level: briefing.Commune, Code: "00577", Parent: -1, ValidTo: "2025-06-30"},
			{Name: "Xã Gia Lâm", ShortName: "Gia Lâm", Kind: "xã", Level: briefing.Commune, Code: "00565", ValidFrom: "2025-07-01"},
		},
		entries: []briefing.AuditEntry{
			{ID: 2, At: time.Date(2024, 4, 9, 18, 30, 0, 0, time.UTC), Actor: "an", Origin: "192.0.2.1", Action: "update",
				Entity: "meeting", EntityID: 1, Before: `{"Title":"Giao ban"}`, After: `{"Title":"=1+1"}`},
			{ID: 1, At: time.Date(2024, 4, 9, 1, 2, 3, 0, time.UTC), Actor: "=cmd", Action: "create", Entity: "meeting",
				EntityID: 1, After: `{"Title":"Giao ban"}`, Reason: "nhập bù"},
		},
	}
}

// build makes an export of the given kind.
func build(t *testing.T, src Source, kind string, req Request) *Document {
	t.Helper()
	k, ok := KindNamed(kind)
	if !ok {
		t.Fatalf("no kind %q", kind)
	}
	d, err := k.Build(t.Context(), src, req)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// table returns the table of d with the given key.
func table(t *testing.T, d *Document, key string) Table {
	t.Helper()
	all := append(d.Tables(), d.Data...)
	i := slices.IndexFunc(all, func(t Table) bool { return t.Key == key })
	if i < 0 {
		t.Fatalf("no table %q", key)
	}
	return all[i]
}

// anyKind is a request that every kind can answer.
var anyKind = Request{Period: "2024-Q1", Search: briefing.SearchFilter{Query: "Giao ban", Office: true}}
