package export

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

// archive is a Source that holds its records in memory.
type archive struct {
	meetings   []briefing.Meeting
	directives []briefing.DirectiveSummary
	office     briefing.Office
}

func (a *archive) Meetings(_ context.Context, f briefing.MeetingFilter) ([]briefing.MeetingSummary, error) {
	var found []briefing.MeetingSummary
	for _, m := range a.meetings {
		if f.Reports != "" && m.Reports != f.Reports || f.Confirmed && !m.Confirmed || f.Unconfirmed && m.Confirmed {
			continue
		}
		s := briefing.MeetingSummary{ID: m.ID, Title: m.Title, HeldOn: m.HeldOn, Reports: m.Reports,
			Organizer: m.Organizer, Citations: len(m.Citations), Confirmed: m.Confirmed, Sample: m.Sample, UpdatedAt: m.UpdatedAt}
		for _, p := range m.With(briefing.Chair) {
			s.Chairs = p.Who()
		}
		found = append(found, s)
	}
	return found, nil
}

func (a *archive) Meeting(_ context.Context, id int64) (*briefing.Meeting, error) {
	for i := range a.meetings {
		if a.meetings[i].ID == id {
			return &a.meetings[i], nil
		}
	}
	return nil, errors.New("no such meeting")
}

func (a *archive) Directives(context.Context, briefing.DirectiveFilter) ([]briefing.DirectiveSummary, error) {
	return a.directives, nil
}

func (a *archive) Office(context.Context, briefing.Day) (briefing.Office, error) {
	return a.office, nil
}

// sample returns an archive with one confirmed meeting and one draft.
func sample() *archive {
	return &archive{
		meetings: []briefing.Meeting{
			{
				ID: 1, Title: "Hội nghị giao ban công tác dân vận 3 tháng đầu năm 2024", HeldOn: "2024-04-09",
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
					{Text: "Chỉ thị số 24-CT/TU", Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU", Directive: 1},
					{Text: "Quy định 124-QĐ/TW", Genre: briefing.QuyDinh, Number: "124", Symbol: "124-QĐ/TW"},
				},
				Confirmed: true,
				UpdatedAt: time.Date(2024, 4, 10, 1, 2, 3, 0, time.UTC),
			},
			{ID: 2, Title: "Bản nháp", HeldOn: "2024-04-12", Reports: "2024-Q1",
				Counts: []briefing.Count{{Measure: briefing.Registered, Level: briefing.District, Value: 999}}},
		},
		directives: []briefing.DirectiveSummary{
			{Directive: briefing.Directive{ID: 1, Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU",
				Issuer: "Thành ủy Hà Nội", Date: "2023-08-07"}, Cited: 1},
			{Directive: briefing.Directive{ID: 2, Genre: briefing.Luat, Title: "Thực hiện dân chủ ở cơ sở", Year: 2022}, Cited: 2},
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
