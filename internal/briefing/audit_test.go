package briefing_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// entry makes an audit entry of two values, as the store writes it.
func entry(t *testing.T, entity string, before, after any) *briefing.AuditEntry {
	t.Helper()
	text := func(v any) string {
		if v == nil {
			return ""
		}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	return &briefing.AuditEntry{Entity: entity, Before: text(before), After: text(after)}
}

// told writes changes as plain lines.
func told(changes []briefing.Change) string {
	var b strings.Builder
	for _, c := range changes {
		if c.Lines == nil {
			fmt.Fprintf(&b, "%s: %s → %s\n", c.Label, c.Before, c.After)
			continue
		}
		fmt.Fprintf(&b, "%s\n", c.Label)
		for _, l := range c.Lines {
			fmt.Fprintf(&b, "%s %s\n", l.Mark, l.Text)
		}
	}
	return b.String()
}

func TestChangesAreToldInWords(t *testing.T) {
	before := briefing.Meeting{ID: 3, Title: "Giao ban quý I", HeldOn: "2024-04-09", Reports: "2024-Q1",
		Participations: []briefing.Participation{{Role: briefing.Chair, Name: "Nguyễn Văn A", Span: briefing.Span{3, 9}},
			{Role: briefing.Secretary, Name: "Trần Thị B"}},
		Counts: []briefing.Count{{Measure: briefing.Registered, Level: briefing.Commune, Value: 270}},
		Source: "dòng 1\ndòng 2\ndòng 3\ndòng 4\ndòng 5\ndòng 6\ndòng 7"}
	after := before
	after.HeldOn, after.State = "2024-04-10", briefing.Held
	after.Participations = []briefing.Participation{before.Participations[0],
		{Role: briefing.Presenter, Name: "Lê C"}, before.Participations[1]}
	after.Counts = []briefing.Count{{Measure: briefing.Registered, Level: briefing.Commune, Value: 0}}
	after.Source = strings.Replace(before.Source, "dòng 6", "dòng sáu", 1)
	changes, same := entry(t, "meeting", before, after).Changes()
	want := `Trạng thái:  → Đã họp
Ngày họp: 09/04/2024 → 10/04/2024
Người chủ trì, phát biểu
 Vai trò: Chủ trì; Họ tên: Nguyễn Văn A; Chỗ trong bài: 3–9
+ Vai trò: Trình bày báo cáo; Họ tên: Lê C
 Vai trò: Thư ký; Họ tên: Trần Thị B
Số mô hình được nêu
− Loại: đăng ký; Cấp: cấp xã; Số: 270
+ Loại: đăng ký; Cấp: cấp xã; Số: 0
Bài viết gốc
… 3 dòng như cũ
 dòng 4
 dòng 5
− dòng 6
+ dòng sáu
 dòng 7
`
	if got := told(changes); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if want := 2; same != want { // Title, Reports
		t.Errorf("got %d fields the same, want %d", same, want)
	}
}

func TestNothingOfAnEntryIsHidden(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{`{"New":1,"Deep":{"X":"y"}}`, `{"New":2,"Deep":{"X":"z"}}`, "New: 1 → 2\nDeep\n− X: y\n+ X: z\n"},
		{``, `{"Gone":[],"Name":"A","Odd":[[1,[2]]]}`, "Tên đơn vị:  → A\nOdd\n+ [1,[2]]\n"},
		{`broken {`, ``, ": broken { → \n"},
		{`[1,"a"]`, `[1,"b"]`, "\n 1\n− a\n+ b\n"},
		{`{"Parent":0}`, `{"Parent":12}`, "Đơn vị cấp trên:  → 12\n"},
	} {
		e := &briefing.AuditEntry{Entity: "unit", Before: c.before, After: c.after}
		if changes, _ := e.Changes(); told(changes) != c.want {
			t.Errorf("%s → %s: got %q, want %q", c.before, c.after, told(changes), c.want)
		}
	}
}

// A field that is added to a record needs a word for the audit page.
func TestEveryStoredFieldHasAWord(t *testing.T) {
	for entity, v := range map[string]any{"meeting": briefing.Meeting{}, "directive": briefing.Directive{},
		"unit": briefing.Unit{}, "account": briefing.Account{}, "office": briefing.Office{},
		"citation": briefing.Citation{}} {
		needWords(t, entity, "", reflect.TypeOf(v))
	}
}

func needWords(t *testing.T, entity, prefix string, of reflect.Type) {
	t.Helper()
	for i := range of.NumField() {
		f := of.Field(i)
		if f.Tag.Get("json") == "-" { // not stored
			continue
		}
		name := prefix + f.Name
		if briefing.FieldLabel(entity, name) == f.Name {
			t.Errorf("%s has no word for %s", entity, name)
		}
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && inner.PkgPath() == of.PkgPath() {
			needWords(t, entity, name+".", inner)
		}
	}
}

func TestSummaries(t *testing.T) {
	m := briefing.Meeting{Title: "Giao ban quý I", Version: 1}
	later := m
	later.Title, later.Place, later.Version = "Giao ban", "Hội trường", 2
	d := briefing.Directive{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Title: "Về công tác dân vận"}
	for want, e := range map[string]*briefing.AuditEntry{
		"Giao ban quý I":         entry(t, "meeting", nil, m),
		"Tên hội nghị, Địa điểm": entry(t, "meeting", m, later),
		"không đổi nội dung":     entry(t, "meeting", m, m),
		"24-CT/TU":               entry(t, "directive", d, nil),
		"Thiết bị: Firefox":      entry(t, "account", nil, map[string]string{"Device": "Firefox"}),
		"":                       entry(t, "sample", nil, nil),
	} {
		if got := e.Summary(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestVeryLongTextsAreComparedInTime(t *testing.T) {
	long := strings.Repeat("a\nb\n", 100_000)
	changes, _ := entry(t, "meeting", briefing.Meeting{Source: long}, briefing.Meeting{Source: strings.ReplaceAll(long, "a", "c")}).Changes()
	if len(changes) != 1 || len(changes[0].Lines) < 100_000 {
		t.Errorf("got %d changes", len(changes))
	}
}
