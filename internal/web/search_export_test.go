package web

import (
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestResultsAreExportedAsThePageShowsThem(t *testing.T) {
	s := newSite(t)
	s.stored()
	for path, want := range map[string]string{
		"/exports/search?q=giao+ban&format=csv":                    "/meetings/1",
		"/exports/search?q=giao+ban&kind=directive&format=json":    "giao ban; văn bản chỉ đạo”",
		"/exports/search?q=giao+ban&validity=in_force&format=json": "còn hiệu lực",
		"/exports/search?q=giao+ban&format=xlsx":                   "PK",
	} {
		got := s.get(path)
		if got.status != http.StatusOK || !strings.Contains(strings.ToLower(got.body), strings.ToLower(want)) {
			t.Errorf("%s: got %d, no %q in %.300q", path, got.status, want, got.body)
		}
	}
	if got := s.get("/exports/search?format=csv"); got.status != http.StatusNotFound {
		t.Errorf("without a query: got %d", got.status)
	}
}

// The file has the results of the page in its order, and marks drafts as it does.
func TestFileOfResultsStandsAsThePage(t *testing.T) {
	s, _, _ := searched(t)
	draft := &briefing.Meeting{Title: "Hội nghị nháp", HeldOn: "2024-06-01", Source: "Thực hiện Chỉ thị 24-CT/TU."}
	if err := s.db.SaveMeeting(t.Context(), tester, draft); err != nil {
		t.Fatal(err)
	}
	want := []string{"Về kỷ cương", "Hội nghị nháp", "Hội nghị kín"}
	for _, path := range []string{"/search?q=24-CT%2FTU+ng%C3%A0y+7%2F8%2F2023", "/exports/search?format=csv&q=24-CT%2FTU+ng%C3%A0y+7%2F8%2F2023"} {
		got := s.get(path)
		body, mark := text(got.body), `<span class="state draft">Chưa xác nhận</span>`
		if strings.HasPrefix(path, "/exports") {
			body, mark = got.body, "Hội nghị (chưa xác nhận)"
		}
		last := -1
		for _, title := range want {
			at := strings.Index(body, title)
			if at <= last {
				t.Errorf("%s: %q stands at %d, after %d: %s", path, title, at, last, body)
			}
			last = at
		}
		if n := strings.Count(got.body, mark); n != 1 {
			t.Errorf("%s: %d drafts marked: %s", path, n, body)
		}
	}
	newest := s.get("/exports/search?format=csv&q=hoi+nghi").body
	ranked := s.get("/exports/search?format=csv&q=hoi+nghi&sort=rank").body
	if strings.Index(newest, "Hội nghị nháp") > strings.Index(newest, "Hội nghị kín") ||
		strings.Index(ranked, "Hội nghị nháp") < strings.Index(ranked, "Hội nghị kín") {
		t.Errorf("by day\n%s\nby rank\n%s", newest, ranked)
	}
}
