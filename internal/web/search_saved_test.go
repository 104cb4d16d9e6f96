package web

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestSearchesAreSavedWithTheirNews(t *testing.T) {
	s, one, _ := searched(t)
	page := s.get(searchURL("24-CT/TU", "kind", "meeting"))
	form := formIn(t, page.body)
	form.values["name"] = ""
	if got := s.post(form.action, form.values, nil); got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Đặt tên") {
		t.Errorf("without a name: %d", got.status)
	}
	form.values["name"] = "Nơi viện dẫn"
	if got := s.post(form.action, form.values, nil); got.header.Get("Location") != searchURL("24-CT/TU", "kind", "meeting", "notice", "search-saved") {
		t.Fatalf("got %d to %s: %s", got.status, got.header.Get("Location"), text(got.body))
	}
	if got := text(s.get(searchPath).body); !strings.Contains(got, "Nơi viện dẫn 24-CT/TU; Mục: Hội nghị chưa có") {
		t.Errorf("just saved: %s", got)
	}
	m := &briefing.Meeting{Title: "Hội nghị mới", HeldOn: "2024-06-09", Source: "Theo Chỉ thị 24-CT/TU."}
	if err := s.db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	if got := s.get(searchPath); !strings.Contains(text(got.body), "1 mới") {
		t.Errorf("one new: %s", text(got.body))
	}
	if got := text(one.get(searchPath).body); strings.Contains(got, "Nơi viện dẫn") {
		t.Errorf("somebody else: %s", got)
	}
	for _, path := range []string{"/search/saved/1", "/search/saved/1/edit", "/search/saved/x", "/search/saved/99/edit"} {
		if got := one.get(path); got.status != http.StatusNotFound {
			t.Errorf("somebody else at %s: got %d", path, got.status)
		}
	}
	if got := one.post("/search/saved/1/edit", map[string]string{"name": "x", "do": "remove"}, nil); got.status != http.StatusNotFound {
		t.Errorf("removed by somebody else: got %d", got.status)
	}
	opened := s.get("/search/saved/1?new=yes").header.Get("Location")
	if got := text(s.get(opened).body); !strings.Contains(got, "1 kết quả mới") || !strings.Contains(got, "Hội nghị mới") || strings.Contains(got, "Hội nghị kín") {
		t.Errorf("what is new at %s: %s", opened, got)
	}
	if got := text(s.get(searchPath).body); strings.Contains(got, "1 mới") {
		t.Errorf("after it was opened: %s", got)
	}
	if got := s.get("/search/saved/1").header.Get("Location"); got != searchURL("24-CT/TU", "kind", "meeting") {
		t.Errorf("opened: got %s", got)
	}
	edit := formIn(t, s.get("/search/saved/1/edit").body)
	send := func(values map[string]string) reply {
		all := maps.Clone(edit.values)
		maps.Copy(all, values)
		return s.post(edit.action, all, nil)
	}
	if got := send(map[string]string{"do": "save", "name": ""}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("renamed to nothing: %d", got.status)
	}
	send(map[string]string{"do": "save", "name": "Tên khác"})
	if got := text(s.get(searchPath).body); !strings.Contains(got, "Tên khác 24-CT/TU") {
		t.Errorf("renamed: %s", got)
	}
	gone := s.get(send(map[string]string{"do": "remove"}).header.Get("Location"))
	if got := text(gone.body); !strings.Contains(got, "Đã xóa") || !strings.Contains(got, "Lưu tìm kiếm này") {
		t.Errorf("removed: %s", got)
	}
	if got := text(s.get(searchPath).body); strings.Contains(got, "Tên khác") {
		t.Errorf("after it was removed: %s", got)
	}
}
