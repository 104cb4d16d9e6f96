package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// putDirective stores a directive.
func (s *site) putDirective(d briefing.Directive, mentions ...briefing.Mention) *briefing.Directive {
	s.t.Helper()
	if d.Genre == "" {
		d.Genre = briefing.ChiThi
	}
	if err := s.db.SaveDirective(s.t.Context(), tester, &d, mentions); err != nil {
		s.t.Fatal(err)
	}
	return &d
}

// held stores a confirmed meeting whose text is read for citations.
func (s *site) held(day briefing.Day, source string) *briefing.Meeting {
	s.t.Helper()
	m := &briefing.Meeting{Title: "Giao ban ngày " + day.Label(), HeldOn: day, Reports: briefing.PeriodKey(day[:4] + "-Y"), Source: source,
		State: briefing.Held, Citations: citationsIn(sourceField, source)}
	if err := s.db.SaveMeeting(s.t.Context(), tester, m); err != nil {
		s.t.Fatal(err)
	}
	return m
}

// shownForm is the form that decides on a citation, as its page shows it.
func (s *site) shownForm(id int64) pageForm {
	s.t.Helper()
	return formTo(s.t, s.get(citationURL(id)).body, citationURL(id))
}

// decide presses a button at one citation as it stands now.
func (s *site) decide(id int64, do, other, next string) reply {
	s.t.Helper()
	form := s.shownForm(id)
	form.values["do"], form.values["other"], form.values["next"] = do, other, next
	delete(form.values, "all")
	return s.post(form.action, form.values, nil)
}

func chooses(d *briefing.Directive) string { return fmt.Sprintf("choose:%d", d.ID) }

func TestTheQueueOfCitations(t *testing.T) {
	s := newSite(t)
	old := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2002-03-28"})
	young := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2016-12-15", Title: "về dân vận"})
	m := s.held("2024-04-09", "Hội nghị nghe báo cáo. Thực hiện Chỉ thị 24-CT/TW của Trung ương và Quyết định số 290 về quy chế. Tiếp tục Quyết định 291.")
	queue := m.Citations
	page := s.get("/citations")
	if page.status != http.StatusOK {
		t.Fatalf("got %d: %s", page.status, s.log)
	}
	seen := text(page.body)
	first, second := strings.Index(seen, "15/12/2016"), strings.Index(seen, "28/03/2002")
	if first < 0 || second < first {
		t.Errorf("candidates at %d and %d: the youngest comes first", first, second)
	}
	for _, want := range []string{"Viện dẫn chưa nối 3", "Chưa xử lý 3", "Thực hiện Chỉ thị 24-CT/TW của Trung ương", "Sổ chưa có văn bản nào như vậy"} {
		if !strings.Contains(seen, want) {
			t.Errorf("people do not see %q: %s", want, seen)
		}
	}
	if !strings.Contains(page.body, `href="/meetings/1?open=source#`+citationPlace(queue[0].ID)+`"`) {
		t.Errorf("no link to the place: %s", page.body)
	}
	form := formTo(t, page.body, citationURL(queue[0].ID))
	form.values["do"] = chooses(old)
	if want := "/citations#" + queuePlace(queue[1].ID); form.values["next"] != want {
		t.Errorf("the form leads on to %q, want %q", form.values["next"], want)
	}
	if got := s.post(form.action, form.values, nil); got.header.Get("Location") != "/citations?notice=linked#"+queuePlace(queue[1].ID) {
		t.Errorf("got %d to %s", got.status, got.header.Get("Location"))
	}
	form.values["do"] = chooses(young)
	late := s.post(form.action, form.values, nil)
	if got := s.meeting(m.ID).Citations[0]; got.Directive != old.ID || got.DecidedBy != "quantri" || late.status != http.StatusConflict {
		t.Errorf("who comes later gets %d, and the citation is %+v", late.status, got)
	}
	for _, want := range []string{"Người khác vừa xử lý chỗ này", "Theo quantri lúc", "nối với Chỉ thị 24-CT/TW (28/03/2002)"} {
		if !strings.Contains(text(late.body), want) {
			t.Errorf("who comes later does not see %q: %s", want, text(late.body))
		}
	}
	if got := s.decide(queue[1].ID, "reject", "", "https://evil.example"); got.header.Get("Location") != "/citations?notice=rejected" {
		t.Errorf("got %q", got.header.Get("Location"))
	}
	for typed, want := range map[string]string{"": "Nhập số, ký hiệu", "99-CT/TW": "Sổ chưa có Chỉ thị 99-CT/TW", "24-ct/tw": "Sổ có 2 văn bản như vậy",
		"24-CT/TW ngày 30/2/2016": "không có thật", "24-CT/TW năm 2010": "Sổ chưa có Chỉ thị 24-CT/TW (2010), nhưng có văn bản cùng số", "gì đó": "Ghi cả loại và ký hiệu"} {
		got := s.decide(queue[2].ID, "find", typed, "/meetings/1#citations")
		values := formTo(t, got.body, citationURL(queue[2].ID)).values
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), want) || values["other"] != typed || values["next"] != "/meetings/1#citations" {
			t.Errorf("%q: got %d %s", typed, got.status, text(got.body))
		}
	}
	one := s.putDirective(briefing.Directive{Genre: briefing.QuyetDinh, Symbol: "291-QĐ/TU"})
	if got := s.decide(queue[2].ID, "find", " 291-qđ/tu ", "/meetings/1#citations"); got.header.Get("Location") != "/meetings/1?notice=linked#citations" {
		t.Errorf("got %d to %q: %s", got.status, got.header.Get("Location"), text(got.body))
	}
	if got := s.meeting(m.ID).Citations[1]; got.Directive != one.ID {
		t.Errorf("got %+v", got)
	}
	if got := text(s.get("/citations").body); !strings.Contains(got, "Không còn viện dẫn nào chờ") {
		t.Errorf("got %s", got)
	}
	for state, want := range map[string][]string{
		"decided":  {"Người đã nối 2", "Theo quantri lúc", "Chỉ thị 24-CT/TW", "Quyết định số 291"},
		"rejected": {"Đã bỏ 1", "Quyết định số 290", "Không phải viện dẫn, theo quantri lúc", "Xử lý lại"},
		"linked":   {"Máy đã nối 0", "Chưa có viện dẫn nào ở mục này"},
	} {
		seen := text(s.get("/citations?state=" + state).body)
		for _, w := range want {
			if !strings.Contains(seen, w) {
				t.Errorf("%s: people do not see %q: %s", state, w, seen)
			}
		}
	}
	if seen := text(s.get("/citations?state=decided&q=24-ct").body); !strings.Contains(seen, "Thực hiện Chỉ thị 24-CT/TW") || strings.Contains(seen, "Tiếp tục Quyết định 291") {
		t.Errorf("of one symbol: %s", seen)
	}
}

func TestWhoMayDecide(t *testing.T) {
	s := newSite(t)
	s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2016-12-15"})
	m := s.held("2024-07-09", "Thực hiện Quyết định số 290 và Chỉ thị 24-CT/TW.")
	id := m.Citations[0].ID
	for do, want := range map[string]int{"choose:99": http.StatusConflict, "choose:x": http.StatusBadRequest, "choose:0": http.StatusBadRequest,
		"": http.StatusBadRequest, "stub": http.StatusConflict, "stub:typed": http.StatusUnprocessableEntity} {
		if got := s.decide(id, do, "", ""); got.status != want {
			t.Errorf("%q: got %d, want %d: %s", do, got.status, want, text(got.body))
		}
	}
	leader := s.as(s.signedIn("lanhdao", briefing.Leader, 0))
	for _, path := range []string{"/citations", citationURL(id), "/meetings/1"} {
		page := leader.get(path)
		if page.status != http.StatusOK || strings.Contains(page.body, `name="seen"`) || !strings.Contains(text(page.body), "Quyết định số 290") {
			t.Errorf("%s: a leader gets %d: %s", path, page.status, text(page.body))
		}
		if strings.Contains(page.body, `class="count urgent"`) {
			t.Error("the queue is urgent to somebody who cannot decide")
		}
	}
	if got := s.get("/citations/99"); got.status != http.StatusNotFound {
		t.Errorf("of no citation: got %d", got.status)
	}
}
