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
		Confirmed: true, Citations: citationsIn(sourceField, source)}
	if err := s.db.SaveMeeting(s.t.Context(), tester, m); err != nil {
		s.t.Fatal(err)
	}
	return m
}

// decide presses a button at one citation of the queue.
func (s *site) decide(id int64, do, other, next string) reply {
	s.t.Helper()
	return s.post(fmt.Sprintf("/citations/%d", id), map[string]string{"do": do, "next": next, "other": other}, nil)
}

func TestTheQueueOfCitations(t *testing.T) {
	s := newSite(t)
	old := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2002-03-28"})
	young := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2016-12-15", Title: "về dân vận"})
	m := s.held("2024-04-09", "Hội nghị nghe báo cáo. Thực hiện Chỉ thị 24-CT/TW của Trung ương và Quyết định số 290 về quy chế. Tiếp tục Quyết định 291.")
	queue, err := s.db.Unresolved(t.Context(), 10)
	if err != nil || len(queue) != 3 {
		t.Fatalf("got %+v, %v", queue, err)
	}
	page := s.get("/citations")
	if page.status != http.StatusOK {
		t.Fatalf("got %d: %s", page.status, s.log)
	}
	seen := text(page.body)
	first, second := strings.Index(seen, "15/12/2016"), strings.Index(seen, "28/03/2002")
	if first < 0 || second < first {
		t.Errorf("candidates at %d and %d: the youngest comes first", first, second)
	}
	for _, want := range []string{"Viện dẫn chưa nối 3", "Thực hiện Chỉ thị 24-CT/TW của Trung ương", "Sổ chưa có văn bản nào như vậy"} {
		if !strings.Contains(seen, want) {
			t.Errorf("people do not see %q: %s", want, seen)
		}
	}
	if !strings.Contains(page.body, `href="/meetings/1?open=source#`+citationPlace(queue[0].ID)+`"`) {
		t.Errorf("no link to the place: %s", page.body)
	}

	next := queuePlace(queue[1].ID)
	if got := s.decide(queue[0].ID, fmt.Sprintf("link:%d", old.ID), "", next); got.status != http.StatusSeeOther ||
		got.header.Get("Location") != "/citations?notice=linked#"+next {
		t.Errorf("got %d to %s", got.status, got.header.Get("Location"))
	}
	again := s.decide(queue[0].ID, fmt.Sprintf("link:%d", young.ID), "", next)
	if got := s.meeting(m.ID).Citations[0]; got.Directive != old.ID || got.DecidedBy != "quantri" || again.status != http.StatusConflict {
		t.Errorf("who comes later gets %d, and the citation is %+v", again.status, got)
	}
	if got := s.decide(queue[1].ID, "reject", "", "https://evil.example"); got.header.Get("Location") != "/citations?notice=rejected" {
		t.Errorf("got %q", got.header.Get("Location"))
	}
	late := s.decide(queue[1].ID, "reject", "", "")
	if late.status != http.StatusConflict || !strings.Contains(text(late.body), "vừa được xử lý") || strings.Contains(late.body, queuePlace(queue[1].ID)) {
		t.Errorf("deciding twice: %d %s", late.status, text(late.body))
	}

	for typed, want := range map[string]string{"": "Nhập số, ký hiệu", "99-CT/TW": "Sổ chưa có “99-CT/TW”", "24-ct/tw": "Sổ có 2 văn bản cùng ký hiệu"} {
		got := s.decide(queue[2].ID, "find", typed, "")
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), want) || formIn(t, got.body).values["other"] != typed {
			t.Errorf("%q: got %d %s", typed, got.status, text(got.body))
		}
	}
	one := s.putDirective(briefing.Directive{Genre: briefing.QuyetDinh, Symbol: "291-QĐ/TU"})
	if got := s.decide(queue[2].ID, "find", " 291-qđ/tu ", ""); got.status != http.StatusSeeOther {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	if got := s.meeting(m.ID).Citations[1]; got.Directive != one.ID {
		t.Errorf("got %+v", got)
	}
	if got := text(s.get("/citations").body); !strings.Contains(got, "Không còn viện dẫn nào chờ") {
		t.Errorf("got %s", got)
	}
}

func TestAStubOfACitationAndWhatIsNone(t *testing.T) {
	s := newSite(t)
	for _, day := range []briefing.Day{"2002-03-28", "2016-12-15"} {
		s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: day})
	}
	s.held("2024-04-09", "Thực hiện Chỉ thị 24-CT/TW.")
	if got := s.decide(1, "stub", "", ""); got.header.Get("Location") != "/citations?notice=stubbed" {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	if d, err := s.db.Directive(t.Context(), 3); err != nil || !d.Stub || d.Symbol != "24-CT/TW" {
		t.Errorf("got %+v, %v", d, err)
	}
	leader := s.as(s.signedIn("lanhdao", briefing.Leader, 0))
	s.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "1-KH/HU"})
	s.held("2024-07-09", "Thực hiện Quyết định số 290.")
	for do, want := range map[string]int{"link:99": http.StatusConflict, "link:x": http.StatusBadRequest, "": http.StatusBadRequest} {
		if got := s.decide(2, do, "", ""); got.status != want {
			t.Errorf("%q: got %d, want %d", do, got.status, want)
		}
	}
	page := leader.get("/citations")
	if page.status != http.StatusOK || strings.Contains(page.body, "Không phải viện dẫn") || !strings.Contains(text(page.body), "Quyết định số 290") {
		t.Errorf("a leader gets %d: %s", page.status, text(page.body))
	}
	if strings.Contains(page.body, `class="count urgent"`) {
		t.Error("the queue is urgent to somebody who cannot decide")
	}
}
