package web

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// keep saves a search under a name.
func (s *site) keep(q, name string, more ...string) {
	s.t.Helper()
	form := formTo(s.t, s.get(searchURL(q, more...)).body, "/search/saved")
	form.values["name"] = name
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther {
		s.t.Fatalf("%s is not saved: %d %s", name, got.status, text(got.body))
	}
}

func TestSearchesAreSavedWithTheirNews(t *testing.T) {
	s, one, _ := searched(t)
	form := formTo(t, s.get(searchURL("24-CT/TU", "kind", "meeting")).body, "/search/saved")
	if got := form.values["name"]; got != "24-CT/TU; Mục: Hội nghị" {
		t.Errorf("the name offered is %q", got)
	}
	s.keep("24-CT/TU", "Nơi viện dẫn", "kind", "meeting")
	if got := text(s.get(searchPath).body); !strings.Contains(got, "Nơi viện dẫn 24-CT/TU; Mục: Hội nghị chưa có") || strings.Contains(got, "Đánh dấu") {
		t.Errorf("just saved: %s", got)
	}
	s.need(s.db.SaveMeeting(t.Context(), tester, &briefing.Meeting{Title: "Hội nghị mới", HeldOn: "2024-06-09", Source: "Theo Chỉ thị 24-CT/TU."}))
	list := s.get(searchPath)
	if !strings.Contains(text(list.body), "1 mới") {
		t.Errorf("one new: %s", text(list.body))
	}
	news := s.get("/search/saved/1")
	if got := text(news.body); !strings.Contains(got, "1 kết quả mới") || !strings.Contains(got, "Hội nghị mới") || strings.Contains(got, "Hội nghị kín") {
		t.Errorf("what is new: %s", got)
	}
	if got := text(s.get(searchPath).body); !strings.Contains(got, "1 mới") {
		t.Errorf("looking at it has changed what is new: %s", got)
	}
	// What comes while somebody reads stays new.
	see := formTo(t, news.body, "/search/saved/seen")
	s.need(s.db.SaveMeeting(t.Context(), tester, &briefing.Meeting{Title: "Hội nghị sau", HeldOn: "2024-07-09", Source: "Theo Chỉ thị 24-CT/TU."}))
	for _, form := range []pageForm{see, formTo(t, list.body, "/search/saved/seen")} {
		if got := s.post(form.action, form.values, nil); got.header.Get("Location") != searchPath+"?notice=search-seen" {
			t.Errorf("seen: got %d: %s", got.status, text(got.body))
		}
		if got := text(s.get("/search/saved/1").body); strings.Contains(got, "Hội nghị mới") || !strings.Contains(got, "Hội nghị sau") {
			t.Errorf("after it was seen: %s", got)
		}
	}
	if got := text(one.get(searchPath).body); strings.Contains(got, "Nơi viện dẫn") {
		t.Errorf("somebody else: %s", got)
	}
}

func TestSavedSearchesAreTheirOwnersAlone(t *testing.T) {
	s, one, _ := searched(t)
	s.keep("24-CT/TU", "Của tôi")
	own := s.tables("audit", "seen_at")["saved_search"]
	for _, other := range []*site{one, s.as(s.signedIn("q.tri", briefing.Administrator, 0))} {
		for _, path := range []string{"/search/saved/1", "/search/saved/1/edit", "/search/saved/x", "/search/saved/99/edit"} {
			if got := other.get(path); got.status != http.StatusNotFound {
				t.Errorf("%s: got %d", path, got.status)
			}
		}
		for _, c := range []struct {
			path   string
			values map[string]string
			want   int
		}{
			{"/search/saved/1/edit", map[string]string{"name": "x", "place": "1", "do": "remove"}, http.StatusNotFound},
			{"/search/saved/1/edit", map[string]string{"name": "x", "place": "1", "do": "save"}, http.StatusNotFound},
			{"/search/saved/seen", map[string]string{"id": "1", "to": "1999999999000000"}, http.StatusNotFound},
			{"/search/saved/seen", map[string]string{"id": "", "to": "1999999999000000"}, http.StatusSeeOther}, // their own: none
			{"/search/saved/seen", map[string]string{"id": "x", "to": "1"}, http.StatusBadRequest},
			{"/search/saved/seen", map[string]string{"id": "1", "to": "-1"}, http.StatusBadRequest},
		} {
			if got := other.post(c.path, c.values, nil); got.status != c.want {
				t.Errorf("%s %v: got %d, want %d", c.path, c.values, got.status, c.want)
			}
		}
	}
	if now := s.tables("audit", "seen_at")["saved_search"]; now != own {
		t.Errorf("somebody else has changed it: %s, was %s", now, own)
	}
}

func TestSavedSearchesAreNamedMovedAndRemoved(t *testing.T) {
	s, _, _ := searched(t)
	form := formTo(t, s.get(searchURL("24-CT/TU")).body, "/search/saved")
	form.values["name"] = "  "
	got := s.post(form.action, form.values, nil)
	again := formTo(t, got.body, "/search/saved")
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Đặt tên") || again.values["q"] != "24-CT/TU" {
		t.Errorf("without a name: got %d with %v: %s", got.status, again.values, text(got.body))
	}
	form.values["name"], form.values["q"] = "Không có gì", "!?"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Nhập từ cần tìm") {
		t.Errorf("nothing to look for: got %d: %s", got.status, text(got.body))
	}
	for _, name := range []string{"Một", "Hai", "Ba"} {
		s.keep("24-CT/TU", name)
	}
	edit := formTo(t, s.get("/search/saved/3/edit").body, "/search/saved/3/edit")
	send := func(values map[string]string) reply {
		t.Helper()
		all := maps.Clone(edit.values)
		maps.Copy(all, values)
		return s.post(edit.action, all, nil)
	}
	for name, want := range map[string]string{"": "Đặt tên", "Một": "đã có một tìm kiếm tên này"} {
		if got := send(map[string]string{"do": "save", "name": name}); got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), want) {
			t.Errorf("renamed to %q: got %d: %s", name, got.status, text(got.body))
		}
	}
	send(map[string]string{"do": "save", "name": "Tên khác", "place": "1"})
	if got := text(s.get(searchPath).body); strings.Index(got, "Tên khác") > strings.Index(got, "Một 24-CT/TU") {
		t.Errorf("renamed and moved to the top: %s", got)
	}
	gone := s.get(send(map[string]string{"do": "remove"}).header.Get("Location"))
	undo := formTo(t, gone.body, "/search/saved")
	if !strings.Contains(text(gone.body), "Đã xóa") || undo.values["name"] != "Tên khác" || !strings.Contains(gone.body, `<details class="save" open>`) {
		t.Errorf("removed, with %v: %s", undo.values, text(gone.body))
	}
	if got := text(s.get(searchPath).body); strings.Contains(got, "Tên khác") {
		t.Errorf("after it was removed: %s", got)
	}
	s.post(undo.action, undo.values, nil)
	if got := text(s.get(searchPath).body); !strings.Contains(got, "Tên khác 24-CT/TU") {
		t.Errorf("saved again: %s", got)
	}
}

// A search that finds nothing any more says so, and can be removed.
func TestAUselessSavedSearchSaysSo(t *testing.T) {
	s, _, _ := searched(t)
	chief, _, err := s.db.Credentials(t.Context(), "quantri")
	s.need(err)
	for i, c := range []struct {
		query  string
		filter map[string]string
		want   string
	}{{"?!", nil, "không còn từ nào để tìm"}, {"dân vận", map[string]string{"colour": "red"}, "có bộ lọc không còn dùng"}} {
		name := fmt.Sprint("Cũ ", i)
		s.need(s.db.InsertSavedSearch(t.Context(), tester, &briefing.SavedSearch{Account: chief.ID, Name: name, Query: c.query, Filter: c.filter}))
		list := s.get(searchPath)
		if !strings.Contains(text(list.body), c.want) {
			t.Errorf("%s: the list says %s", c.query, text(list.body))
		}
		edit := fmt.Sprintf("/search/saved/%d/edit", i+1)
		if got := text(s.get(edit).body); !strings.Contains(got, c.want) {
			t.Errorf("%s: its page says %s", c.query, got)
		}
		if got := s.get(savedURL(int64(i + 1))); got.status != http.StatusOK {
			t.Errorf("%s: what is new: got %d", c.query, got.status)
		}
		removed := s.post(edit, map[string]string{"name": name, "place": "1", "do": "remove"}, nil).header.Get("Location")
		if got := text(s.get(removed).body); removed != searchPath+"?notice=removed" || strings.Contains(got, name) {
			t.Errorf("%s: removed to %s: %s", c.query, removed, got)
		}
	}
}
