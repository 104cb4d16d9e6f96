package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update and read the difference. Got:\n%s", path, got)
	}
}

func TestEveryKindWritesItsGoldenFiles(t *testing.T) {
	for _, k := range Kinds() {
		d := build(t, sample().store(t), k.Name, anyKind)
		if !k.Auditing {
			d.Made = time.Date(2024, 4, 10, 1, 2, 3, 0, time.UTC) // not the time of the test
		}
		var js, table bytes.Buffer
		if err := WriteJSON(&js, d); err != nil {
			t.Fatal(err)
		}
		if err := WriteCSV(&table, d); err != nil {
			t.Fatal(err)
		}
		golden(t, k.Name+".json", js.Bytes())
		golden(t, k.Name+".csv", table.Bytes())
	}
}

func TestEveryKindIsWellFormed(t *testing.T) {
	ascii := regexp.MustCompile(`^[A-Za-z0-9_-]{1,80}$`)
	for _, all := range []*archive{sample(), {}} {
		src := all.store(t)
		for _, k := range Kinds() {
			d, err := k.Build(t.Context(), src, anyKind)
			if errors.Is(err, ErrNoMeeting) && k.ByID {
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", k.Name, err)
			}
			if d.Kind != k.Name || d.Title == "" || !ascii.MatchString(d.FileName) {
				t.Errorf("%s: kind %q, title %q, file name %q", k.Name, d.Kind, d.Title, d.FileName)
			}
			keys := map[string]bool{}
			for _, tab := range append(d.Tables(), d.Data...) {
				if keys[tab.Key] || tab.Sheet == "" || len([]rune(tab.Sheet)) > 31 || strings.ContainsAny(tab.Sheet, `[]:*?/\`) {
					t.Errorf("%s: key %q twice, or bad sheet name %q", k.Name, tab.Key, tab.Sheet)
				}
				keys[tab.Key] = true
				if len(tab.Rows) == 0 && tab.Empty == "" {
					t.Errorf("%s: table %s says nothing when it is empty", k.Name, tab.Key)
				}
				for i, row := range tab.Rows {
					if len(row) != len(tab.Columns) {
						t.Errorf("%s: row %d of %s has %d cells, want %d", k.Name, i, tab.Key, len(row), len(tab.Columns))
					}
				}
			}
		}
	}
}

func TestQuarterLeavesDraftsOut(t *testing.T) {
	d := build(t, sample().store(t), "quarter", Request{Period: "2024-Q1"})
	var b bytes.Buffer
	if err := WriteJSON(&b, d); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.Contains(s, "999") || strings.Contains(s, "Bản nháp") {
		t.Errorf("a draft is counted:\n%s", s)
	}
	if got, want := len(table(t, d, "counts").Rows), 2; got != want {
		t.Errorf("got %d counts, want %d", got, want)
	}
}

func TestQuarterDerivesTheOfficeFromAPlainOrganizer(t *testing.T) {
	for _, c := range []struct{ organizer, superior, symbol, place string }{
		{"Ban Dân vận Huyện ủy Gia Lâm", "HUYỆN ỦY GIA LÂM", "BC/BDVHU", "Gia Lâm"},
		{"Ban dân vận Quận uỷ Hai Bà Trưng", "QUẬN ỦY HAI BÀ TRƯNG", "BC/BDVQU", "Hai Bà Trưng"},
		{"Ban Dân vận Tỉnh ủy Bà Rịa - Vũng Tàu", "TỈNH ỦY BÀ RỊA - VŨNG TÀU", "BC/BDVTU", "Bà Rịa - Vũng Tàu"},
		{"Thường trực Huyện ủy Hoằng Hóa", "", "", ""},
		{"Ban Dân vận Huyện ủy Gia Lâm phối hợp với Ủy ban nhân dân huyện", "", "", ""},
		{"", "", "", ""},
	} {
		src := sample()
		src.meetings[0].Organizer = c.organizer
		d := build(t, src.store(t), "quarter", Request{Period: "2024-Q1"})
		h := d.Letterhead
		if c.place == "Gia Lâm" && d.FileName != "BC_Quy-I-2024_BDV-Gia-Lam" {
			t.Errorf("got file name %q", d.FileName)
		}
		if h.Superior != c.superior || h.Symbol != c.symbol || h.Place != c.place {
			t.Errorf("%q: got %q, %q, %q, want %q, %q, %q", c.organizer, h.Superior, h.Symbol, h.Place, c.superior, c.symbol, c.place)
		}
	}
}

func TestQuarterPrefersTheOfficeThatWasEntered(t *testing.T) {
	src := sample()
	src.office = briefing.Office{Name: "Ban Tuyên giáo và Dân vận", Superior: "Thành ủy Hà Nội", PlaceLine: "Hà Nội",
		ValidFrom: "2024-01-01"}
	d := build(t, src.store(t), "quarter", Request{Period: "2024-Q1"})
	if got, want := d.Letterhead.Issuer, "BAN TUYÊN GIÁO VÀ DÂN VẬN"; got != want {
		t.Errorf("got issuer %q, want %q", got, want)
	}
	if got := d.Letterhead.Symbol; got != "" {
		t.Errorf("got symbol %q, want none: it was not entered", got)
	}
	if got, want := d.FileName, "BC_Quy-I-2024_BTGVDV-Ha-Noi"; got != want {
		t.Errorf("got file name %q, want %q", got, want)
	}
}

func TestQuarterSumsOnlyWhatAddsUp(t *testing.T) {
	d := build(t, sample().store(t), "quarter", Request{Period: "2024-Q1"})
	if !says(d, "Cộng theo cấp có 397 lượt đăng ký (127 cấp huyện, 270 cấp xã).") {
		t.Error("the sum over the levels is missing")
	}
	for name, change := range map[string]func(*briefing.Meeting){
		"not exact":       func(m *briefing.Meeting) { m.Counts[0].Qualifier = briefing.Nearly },
		"level not given": func(m *briefing.Meeting) { m.Counts[0].Level = "" },
		"one level twice": func(m *briefing.Meeting) { m.Counts[0].Level = briefing.District },
		"other measure":   func(m *briefing.Meeting) { m.Counts[0].Measure = briefing.Effective },
	} {
		src := sample()
		change(&src.meetings[0])
		if d := build(t, src.store(t), "quarter", Request{Period: "2024-Q1"}); says(d, "Cộng theo cấp") {
			t.Errorf("%s: the counts are added up all the same", name)
		}
	}
}

func says(d *Document, text string) bool {
	for _, b := range d.Blocks {
		if p, ok := b.(Paragraph); ok && strings.Contains(p.Text, text) {
			return true
		}
	}
	return false
}

func TestCountsShowTheirQualifier(t *testing.T) {
	src := sample()
	src.meetings[0].Counts = []briefing.Count{{Measure: briefing.Active, Value: 1270, Qualifier: briefing.Over, Label: "mô hình"}}
	counts := table(t, build(t, src.store(t), "quarter", Request{Period: "2024-Q1"}), "counts")
	if got, want := counts.Columns[2].Key+" "+counts.Rows[0][2].Text+" "+counts.Rows[0][3].String(), "qualifier trên 1.270"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSeveralMeetingsOfAPeriod(t *testing.T) {
	src := sample()
	src.meetings[1].State = briefing.Held
	db := src.store(t)
	d := build(t, db, "quarter", Request{Period: "2024-Q1"})
	counts := table(t, d, "counts")
	if got, want := counts.Rows[2][4], Date("2024-04-12"); got != want {
		t.Errorf("got %v, want the day of the meeting %v", got, want)
	}
	k, _ := KindNamed("meeting")
	_, err := k.Build(t.Context(), db, Request{Period: "2024-Q1"})
	if ambiguous, ok := errors.AsType[*AmbiguousError](err); !ok || len(ambiguous.Matches) != 2 {
		t.Errorf("got %v, want both meetings to choose from", err)
	}
	if d := build(t, db, "meeting", Request{ID: 2}); d.Title != "Phiếu hội nghị giao ban ngày 12/04/2024" {
		t.Errorf("got %q, want the meeting with id 2", d.Title)
	}
}

func TestSeveralOrganizersAreToldApart(t *testing.T) {
	src := sample()
	src.meetings[1].State, src.meetings[1].Organizer = briefing.Held, "Ban Dân vận Huyện ủy Suối Mơ"
	d := build(t, src.store(t), "quarter", Request{Period: "2024-Q1"})
	for _, key := range []string{"counts", "participations"} {
		for _, row := range table(t, d, key).Rows {
			want := src.meetings[0].Organizer
			if row[len(row)-2].Day == src.meetings[1].HeldOn {
				want = src.meetings[1].Organizer
			}
			if got := row[len(row)-1].Text; got != want {
				t.Errorf("%s: got %q, want %q", key, got, want)
			}
		}
	}
}

func TestAMeetingThatNobodyConfirmedIsADraft(t *testing.T) {
	d := build(t, sample().store(t), "meeting", Request{ID: 2})
	if !d.Draft || !says(d, "chưa được xác nhận") {
		t.Errorf("draft %v, blocks %v", d.Draft, d.Blocks)
	}
	if d := build(t, sample().store(t), "meeting", Request{Period: "2024-Q1"}); d.Draft || d.FileName != "Hoi-nghi_2024-04-09" {
		t.Errorf("draft %v, file name %q", d.Draft, d.FileName)
	}
}

func TestEmptyQuarter(t *testing.T) {
	d := build(t, new(archive).store(t), "quarter", Request{Period: "2024-Q3"})
	if !says(d, "Chưa có hội nghị nào được xác nhận trong kỳ này.") || !d.Draft || !d.Made.IsZero() {
		t.Errorf("draft %v, made %v, blocks %v", d.Draft, d.Made, d.Blocks)
	}
	k, _ := KindNamed("quarter")
	if _, err := k.Build(t.Context(), new(archive).store(t), Request{Period: "2024-Q5"}); !errors.Is(err, ErrPeriod) {
		t.Errorf("got %v, want %v", err, ErrPeriod)
	}
}

func TestDocumentFollowsItsData(t *testing.T) {
	src := sample()
	src.directives[1].Sample = true
	db := src.store(t)
	for kind, made := range map[string]time.Time{"quarter": src.meetings[0].UpdatedAt, "directives": src.directives[1].UpdatedAt} {
		d := build(t, db, kind, Request{Period: "2024-Q1"})
		if !d.Sample || !d.Made.Equal(made.UTC().Truncate(time.Microsecond)) {
			t.Errorf("%s: sample %v, made %v, want %v", kind, d.Sample, d.Made, made)
		}
		if again := build(t, db, kind, Request{Period: "2024-Q1"}); !reflect.DeepEqual(d, again) {
			t.Errorf("%s: two builds differ", kind)
		}
	}
}

// column returns the texts of one column of a table.
func column(tab Table, key string) []string {
	i := slices.IndexFunc(tab.Columns, func(c Column) bool { return c.Key == key })
	var all []string
	for _, row := range tab.Rows {
		all = append(all, row[i].String())
	}
	return all
}

func TestAReportTellsOnlyItsPeriod(t *testing.T) {
	src := sample()
	src.meetings = append(src.meetings, briefing.Meeting{Title: "Giao ban quý II", HeldOn: "2024-07-02", Reports: "2024-Q2",
		Participations: []briefing.Participation{{Role: briefing.Chair, Name: "Nguyễn Văn A"}},
		Counts:         []briefing.Count{{Measure: briefing.Registered, Level: briefing.District, Value: 131}},
		Citations: []briefing.Citation{
			{Text: "12-KH/TU", Genre: briefing.KeHoach, Number: "12", Symbol: "12-KH/TU"},
			{Text: "24-CT/TU", Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU"},
		}, State: briefing.Held})
	db := src.store(t)
	first := build(t, db, "quarter", Request{Period: "2024-Q1"})
	if got, want := column(table(t, first, "directives"), "symbol"), []string{"24-CT/TU", ""}; !slices.Equal(got, want) {
		t.Errorf("quarter I: got %q, want %q in the order of the text", got, want)
	}
	if got, want := column(table(t, first, "counts"), "value"), []string{"127", "270"}; !slices.Equal(got, want) {
		t.Errorf("quarter I: got counts %q, want %q", got, want)
	}
	if got, want := column(table(t, first, "directives"), "cited"), []string{"1", "1"}; !slices.Equal(got, want) {
		t.Errorf("quarter I: got %q citing meetings, want %q: one is of quarter II", got, want)
	}
	second := build(t, db, "quarter", Request{Period: "2024-Q2"})
	if got, want := column(table(t, second, "directives"), "symbol"), []string{"12-KH/TU", "24-CT/TU"}; !slices.Equal(got, want) {
		t.Errorf("quarter II: got %q, want %q in the order of the text", got, want)
	}
	all := build(t, db, "directives", Request{Directives: briefing.DirectiveFilter{Query: "24", Sort: "-symbol"}})
	if got, want := column(table(t, all, "directives"), "cited"), []string{"2"}; !slices.Equal(got, want) {
		t.Errorf("all: got %q citing meetings, want %q", got, want)
	}
}

func TestListsHoldWhatTheRequestChooses(t *testing.T) {
	db := sample().store(t)
	for _, test := range []struct {
		name string
		req  Request
		want []string
		note string
	}{
		{"confirmed alone", Request{}, []string{"Hội nghị giao ban công tác dân vận 3 tháng đầu năm 2024"}, "Không gồm 1 hội nghị"},
		{"drafts too", Request{Drafts: true, Meetings: briefing.MeetingFilter{Sort: "title"}},
			[]string{"Bản nháp", "Hội nghị giao ban công tác dân vận 3 tháng đầu năm 2024"}, "Trong đó 1 hội nghị chưa được xác nhận"},
		{"drafts alone", Request{Drafts: true, Meetings: briefing.MeetingFilter{Unconfirmed: true}}, []string{"Bản nháp"}, ""},
		{"words", Request{Drafts: true, Meetings: briefing.MeetingFilter{Query: "nhap"}}, []string{"Bản nháp"}, ""},
		{"another period", Request{Drafts: true, Period: "2025-Q1"}, nil, ""},
	} {
		d := build(t, db, "meetings", test.req)
		if got := column(table(t, d, "meetings"), "title"); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		if !says(d, test.note) && test.note != "" {
			t.Errorf("%s: %q is missing in %v", test.name, test.note, d.Blocks[1:])
		}
	}
	d := build(t, db, "meetings", Request{Drafts: true, Meetings: briefing.MeetingFilter{Sort: "title"}})
	if got, want := column(table(t, d, "meetings"), "state"), []string{"Nháp", "Đã họp"}; !slices.Equal(got, want) {
		t.Errorf("got states %q, want %q", got, want)
	}
}

func TestThePlanOfAReportDoesNotDependOnTheOrderOfMeetings(t *testing.T) {
	plan := briefing.Plan{Label: "quý II năm 2024"}
	for _, held := range [][]*briefing.Meeting{{{Plan: plan}, {}}, {{}, {Plan: plan}}, {{Plan: plan}, {}, {Plan: plan}}} {
		if got := planLabel(held); got != plan.Label {
			t.Errorf("got %q, want %q", got, plan.Label)
		}
	}
	if got := planLabel([]*briefing.Meeting{{Plan: plan}, {}, {Plan: briefing.Plan{Label: "khác"}}}); got != "" {
		t.Errorf("two plans: got %q, want none", got)
	}
}

func TestCSVGuardsAgainstFormulas(t *testing.T) {
	for _, s := range []string{"=1+1", "+1+cmd|x", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "\t=1", "\r=1", "\n=1", "\x00=1",
		"＝1", "＋a", "－a", "＠a", " =1", "'=1", "\"=1", ";=1", ",=1", "\u00A0=1", "\u200B=1", "“=1", "- Đồng chí A", "=-", "+84a"} {
		if got, want := Guard(s), "'"+s; got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	for _, s := range []string{"", "-5", "+84 912 345 678", "=", "-", "a=1", "217, 218-QĐ/TW", "'", "“Dân vận khéo”", "-1.234,5"} {
		if got := Guard(s); got != s {
			t.Errorf("%q must stay, got %q", s, got)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	d := &Document{Blocks: []Block{Table{
		Columns: []Column{{Head: "Tên"}, {Head: "Số", Kind: NumberKind}, {Head: "Ngày", Kind: DateKind}},
		Rows: [][]Value{{Text("a, \"b\"\nc"), Number(1270), Date("2024-04-09")}, {Text("x;=1+1"), Number(-5), None()},
			{Text("x\t=1+1"), None(), None()}},
		Total: []Value{Text("Tổng cộng"), Number(1265), None()},
	}}}
	var b bytes.Buffer
	if err := WriteCSV(&b, d); err != nil {
		t.Fatal(err)
	}
	text, bom := strings.CutPrefix(b.String(), "\uFEFF")
	if !bom || strings.Count(text, "\r\n") != strings.Count(text, "\n") {
		t.Errorf("want a byte order mark and CRLF, got %q", b.String())
	}
	for _, comma := range []string{";", "\t"} {
		if _, after, _ := strings.Cut(text, "x"+comma); strings.HasPrefix(after, "=1+1") && !strings.Contains(text, `"x`+comma+`=1+1"`) {
			t.Errorf("a reader that separates by %q finds a formula in %q", comma, text)
		}
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	want := [][]string{{"Tên", "Số", "Ngày"}, {"a, \"b\"\nc", "1270", "2024-04-09"}, {"x;=1+1", "-5", ""}, {"x\t=1+1", "", ""}, {"Tổng cộng", "1265", ""}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}
