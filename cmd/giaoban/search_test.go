package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// searchable makes a data folder with two meetings and what they cite.
func searchable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, m := range []briefing.Meeting{
		{Title: "Giao ban quý I\x1b[31m", HeldOn: "2024-04-09", Source: "Đẩy mạnh dân vận khéo theo Chỉ thị 24-CT/TU."},
		{Title: "Giao ban quý IV", HeldOn: "2024-01-09", Source: "Công tác dân vận; Chỉ thị 124-CT/TU."},
	} {
		if err := db.SaveMeeting(t.Context(), actor(), &m); err != nil {
			t.Fatal(err)
		}
	}
	d := briefing.Directive{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU", Title: "Về dân vận", Date: "2016-01-02"}
	if err := db.SaveDirective(t.Context(), actor(), &d, nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSearchPrintsJSON(t *testing.T) {
	dir := searchable(t)
	tests := []struct {
		args  []string
		total int
		want  []string // kinds and days, the newest first
	}{
		{[]string{"dan van"}, 3, []string{"meeting 2024-04-09", "meeting 2024-01-09", "directive 2016-01-02"}},
		{[]string{"dan", "van"}, 3, []string{"meeting 2024-04-09", "meeting 2024-01-09", "directive 2016-01-02"}},
		{[]string{"dân vận", "--limit", "1"}, 3, []string{"meeting 2024-04-09"}},
		{[]string{"24-ct/tu"}, 2, []string{"directive 2016-01-02", "meeting 2024-04-09"}},
		{[]string{"24-ct/tu", "--kind", "directive"}, 1, []string{"directive 2016-01-02"}},
		{[]string{"24-CT/TW"}, 0, nil},
		{[]string{""}, 0, nil},
		{[]string{`"()*`}, 0, nil},
	}
	for _, tt := range tests {
		code, out, errs := call(t, dir, "", append([]string{"search", "--json"}, tt.args...)...)
		var got struct {
			Total   *int
			Results []struct {
				Kind, Title, Date, Excerpt *string
				ID                         *int64
				Draft                      *bool
				Marks                      [][2]int
			}
		}
		dec := json.NewDecoder(strings.NewReader(out))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&got); err != nil || code != 0 || got.Total == nil || *got.Total != tt.total {
			t.Errorf("%q: code %d, err %q, %v in %s", tt.args, code, errs, err, out)
			continue
		}
		if tt.total == 0 && !strings.Contains(out, `"results":[]`) {
			t.Errorf("%q: no empty list in %s", tt.args, out)
		}
		var found []string
		for _, r := range got.Results {
			found = append(found, *r.Kind+" "+*r.Date)
			for _, m := range r.Marks {
				marked := string([]rune(*r.Excerpt)[m[0]:m[1]])
				if !strings.Contains("dân vận Chỉ thị 24-CT/TU", marked) {
					t.Errorf("%q: marked %q", tt.args, marked)
				}
			}
			if *r.Kind == "meeting" && len(r.Marks) == 0 || r.Marks == nil {
				t.Errorf("%q: no marks in %q", tt.args, *r.Excerpt)
			}
		}
		if !slices.Equal(found, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.args, found, tt.want)
		}
	}
}

func TestSearchPrintsAListToRead(t *testing.T) {
	dir := searchable(t)
	for _, tt := range []struct {
		args []string
		code int
		out  []string
		err  string
	}{
		{[]string{"dân vận"}, 0, []string{"Hội nghị", "09/04/2024", "Giao ban quý I", "Văn bản", "Chỉ thị 24-CT/TU: Về dân vận"}, ""},
		{[]string{"dân vận", "--limit", "1"}, 0, []string{"1 trong 3 kết quả"}, ""},
		{[]string{"dẫn vận"}, 0, []string{"Không tìm thấy gì. Thử gõ không dấu"}, ""},
		{[]string{"?!"}, 0, nil, "Không có chữ hoặc số nào để tìm."},
		{[]string{strings.Repeat("từ ", 10_000)}, 0, []string{"Không tìm thấy gì."}, "32 từ đầu"},
		{[]string{"x", "--limit", "0"}, 2, nil, "--limit"},
		{[]string{"x", "--kind", "task"}, 2, nil, "task"},
		{nil, 2, nil, "giaoban --help"},
	} {
		code, out, errs := call(t, dir, "", append([]string{"search"}, tt.args...)...)
		if code != tt.code || !strings.Contains(errs, tt.err) || (errs == "") != (tt.err == "") || strings.Contains(out, "\x1b") {
			t.Errorf("%.30q: code %d, out %q, err %q", tt.args, code, out, errs)
		}
		for _, want := range tt.out {
			if !strings.Contains(out, want) {
				t.Errorf("%.30q: no %q in\n%s", tt.args, want, out)
			}
		}
	}
	if code, _, errs := call(t, t.TempDir(), "", "search", "x"); code != 1 || !strings.Contains(errs, "demo") {
		t.Errorf("without a database: code %d, err %q", code, errs)
	}
}

func TestResultsAreExported(t *testing.T) {
	dir := searchable(t)
	code, out, errs := call(t, dir, "", "export", "search", "--query", "24-CT/TU", "--format", "csv")
	if code != 0 || !strings.Contains(out, "/directives/") || strings.Contains(out, "124-CT") {
		t.Errorf("code %d, err %q, out\n%s", code, errs, out)
	}
	if code, _, errs := call(t, dir, "", "export", "search", "--format", "csv"); code != 2 || !strings.Contains(errs, "--query") {
		t.Errorf("without a query: code %d, err %q", code, errs)
	}
}
