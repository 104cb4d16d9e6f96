package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// linkOf is the first citation of a meeting as it is stored now.
func (s *site) linkOf(meeting int64) briefing.Citation {
	s.t.Helper()
	m := s.meeting(meeting)
	if len(m.Citations) == 0 {
		s.t.Fatalf("meeting %d has no citation; rejected: %+v", meeting, m.Rejected)
	}
	return m.Citations[0]
}

func TestEveryDecisionCanBeChanged(t *testing.T) {
	s := newSite(t)
	wrong := s.putDirective(briefing.Directive{Symbol: "24-CT/TU", Date: "2016-12-15"})
	right := s.putDirective(briefing.Directive{Symbol: "25-CT/TU", Date: "2017-01-15"})
	m := s.held("2024-04-09", "Thực hiện Chỉ thị 24-CT/TU.")
	id := m.Citations[0].ID
	if m.Citations[0].Directive != wrong.ID {
		t.Fatalf("the program did not link: %+v", m.Citations[0])
	}
	meeting := s.get("/meetings/1")
	decide := citationURL(id) + "?next=%2Fmeetings%2F1%23citations"
	if !strings.Contains(meeting.body, `href="`+decide+`"`) || !strings.Contains(text(meeting.body), "máy nối đổi") {
		t.Errorf("no way from the meeting to its citation: %s", text(meeting.body))
	}
	if form := formTo(t, s.get(decide).body, citationURL(id)); form.values["next"] != "/meetings/1#citations" {
		t.Errorf("the page does not lead back: %q", form.values["next"])
	}

	again := func(what string, directive int64, by string) {
		t.Helper()
		edit := formIn(t, s.get("/meetings/1/edit").body) // a save, and a change of the register
		edit.values["do"], edit.values["place"] = "save", what
		if got := s.post(edit.action, edit.values, nil); got.status != http.StatusSeeOther {
			t.Fatalf("%s: saving the meeting: %d %s", what, got.status, text(got.body))
		}
		wrong = s.putDirective(func() briefing.Directive { d := *wrong; d.Title = what; return d }())
		if got := s.linkOf(m.ID); got.ID != id || got.Directive != directive || got.DecidedBy != by {
			t.Errorf("%s: after a save got %+v, want directive %d by %q", what, got, directive, by)
		}
	}
	again("máy nối", wrong.ID, "")
	directive := s.get(directiveURL(wrong.ID))
	notThis := formTo(t, directive.body, citationURL(id))
	if got := notThis.values; got["do"] != "" || !strings.Contains(text(directive.body), "Không phải văn bản này") {
		t.Fatalf("no way from the directive to its citations: %v", got)
	}
	notThis.values["do"] = "reopen"
	if got := s.post(notThis.action, notThis.values, nil); got.header.Get("Location") != directiveURL(wrong.ID)+"?notice=reopened#citing" {
		t.Fatalf("got %d to %q: %s", got.status, got.header.Get("Location"), text(got.body))
	}
	again("xử lý lại", 0, "quantri")
	if got := text(s.get("/citations").body); !strings.Contains(got, "Chờ xử lý lại, theo quantri lúc") {
		t.Errorf("the queue does not tell who sent it back: %s", got)
	}
	for _, step := range []struct {
		do, other string
		directive int64
	}{{chooses(right), "", right.ID}, {"find", "24-ct/tu", wrong.ID}, {"reopen", "", 0}, {"find", "25-CT/TU ngày 15/1/2017", right.ID}} {
		if got := s.decide(id, step.do, step.other, ""); got.status != http.StatusSeeOther {
			t.Fatalf("%s: got %d: %s", step.do, got.status, text(got.body))
		}
		again(step.do+" "+step.other, step.directive, "quantri")
	}
	if got := s.decide(id, "reject", "", ""); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	edit := formIn(t, s.get("/meetings/1/edit").body)
	edit.values["do"] = "save"
	s.post(edit.action, edit.values, nil)
	if got := s.meeting(m.ID); len(got.Citations) != 0 || len(got.Rejected) != 1 || got.Rejected[0].ID != id {
		t.Errorf("what was rejected came back: %+v", got.Citations)
	}
	if got := text(s.get("/meetings/1").body); !strings.Contains(got, "Đã bỏ, không phải viện dẫn: “Chỉ thị 24-CT/TU” (quantri) lấy lại") {
		t.Errorf("the meeting does not tell what is no citation: %s", got)
	}
	if got := s.decide(id, "reopen", "", ""); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	again("lấy lại", 0, "quantri")
	if got := s.decide(id, "stub:typed", "26-CT/TU ngày 1/2/2018 của Thành ủy Hà Nội", ""); got.header.Get("Location") != "/citations?notice=stubbed" {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	d, err := s.db.Directive(t.Context(), s.linkOf(m.ID).Directive)
	if err != nil || !d.Stub || d.Symbol != "26-CT/TU" || d.Date != "2018-02-01" || d.Issuer != "Thành ủy Hà Nội" {
		t.Errorf("got %+v, %v", d, err)
	}
	for path, want := range map[string]string{"/history/meeting/1": "Quyết định: Viện dẫn Chỉ thị 24-CT/TU trong Giao ban ngày 09/04/2024",
		fmt.Sprintf("/history/directive/%d", wrong.ID): "Nối với Chỉ thị 24-CT/TU", fmt.Sprintf("/history/directive/%d", right.ID): "Nối với Chỉ thị 25-CT/TU Chỉ thị 24-CT/TU"} {
		if got := text(s.get(path).body); !strings.Contains(got, want) {
			t.Errorf("%s does not tell of %q: %s", path, want, got)
		}
	}
	if _, err := s.db.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestADecisionChangesOnlyWhatWasShown(t *testing.T) {
	s := newSite(t)
	a := s.putDirective(briefing.Directive{Symbol: "24-CT/TU", Date: "2016-12-15"})
	b := s.putDirective(briefing.Directive{Symbol: "25-CT/TU", Date: "2017-01-15"})
	m := s.held("2024-04-09", "Thực hiện Chỉ thị 24-CT/TU.")
	id := m.Citations[0].ID
	for _, meanwhile := range []string{chooses(a), chooses(b), "reopen", "reject", "reopen"} {
		shown := s.shownForm(id)
		if got := s.decide(id, meanwhile, "", ""); got.status != http.StatusSeeOther {
			t.Fatalf("%s: got %d: %s", meanwhile, got.status, text(got.body))
		}
		before, err := s.db.CitationByID(t.Context(), id)
		s.need(err)
		for _, do := range []string{chooses(a), chooses(b), "reopen", "reject", "stub"} {
			shown.values["do"], shown.values["other"] = do, ""
			got := s.post(shown.action, shown.values, nil)
			if !strings.Contains(text(got.body), "Người khác vừa xử lý chỗ này") || got.status != http.StatusConflict {
				t.Errorf("%s after %s: got %d: %s", do, meanwhile, got.status, text(got.body))
			}
			if now, err := s.db.CitationByID(t.Context(), id); err != nil || *now != *before {
				t.Errorf("%s after %s: got %+v, %v, want %+v", do, meanwhile, now, err, before)
			}
		}
	}
	// A form of the meeting from before must not undo a decision on what it does
	// not show.
	s.decide(id, "reject", "", "")
	edit := formIn(t, s.get("/meetings/1/edit").body)
	s.decide(id, "reopen", "", "")
	edit.values["do"] = "save"
	if got := s.post(edit.action, edit.values, nil); got.status != http.StatusConflict || s.linkOf(m.ID).ID != id {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	// The text was saved without it.
	shown := s.shownForm(id)
	gone := s.meeting(m.ID)
	gone.Source, gone.Citations = "", nil
	s.need(s.db.SaveMeeting(t.Context(), tester, gone))
	shown.values["do"] = "reject"
	if got := s.post(shown.action, shown.values, nil); got.status != http.StatusConflict || !strings.Contains(text(got.body), "không còn trong bài") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
}

func TestOneDecisionForAllThatSayTheSame(t *testing.T) {
	s := newSite(t)
	old := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2002-03-28"})
	young := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2016-12-15"})
	var ids []int64
	for i := range 7 {
		m := s.held(briefing.NewDay(2024, 1+i, 9), "Thực hiện Chỉ thị 24-CT/TW.")
		ids = append(ids, m.Citations[0].ID)
	}
	s.held("2024-12-09", "Thực hiện Chỉ thị 24-CT/TW của Ban Bí thư.")
	page := s.get("/citations")
	newest := ids[6]
	form := formTo(t, page.body, citationURL(newest))
	if seen := text(page.body); !strings.Contains(seen, "Chỉ thị 24-CT/TW 7 chỗ giống vậy") || !strings.Contains(seen, "Áp dụng cho cả 7 chỗ giống vậy") ||
		!strings.Contains(seen, "và 1 chỗ nữa") || strings.Count(page.body, `<section class="card"`) != 2 {
		t.Fatalf("got %s", seen)
	}
	before := s.head()
	form.values["do"], form.values["all"] = chooses(old), "yes"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	entries := 0
	for _, e := range s.since(before) {
		if e.Action == "decide" && e.Entity == "citation" {
			entries++
		}
	}
	if citing, err := s.db.Citing(t.Context(), old.ID); err != nil || len(citing) != 7 || entries != 7 {
		t.Errorf("%d are linked with %d entries, %v", len(citing), entries, err)
	}
	// Of those, one by itself; then those left, as they were shown before.
	all := s.shownForm(newest)
	if got := s.decide(ids[0], chooses(young), "", ""); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	all.values["do"], all.values["all"] = "reopen", "yes"
	if got := s.post(all.action, all.values, nil); got.status != http.StatusConflict {
		t.Errorf("seven were shown, six are left: got %d", got.status)
	}
	all = s.shownForm(newest)
	all.values["do"], all.values["all"] = "reopen", "yes"
	if got := s.post(all.action, all.values, nil); got.status != http.StatusSeeOther {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	if citing, err := s.db.Citing(t.Context(), young.ID); err != nil || len(citing) != 1 || citing[0].ID != ids[0] {
		t.Errorf("got %+v, %v", citing, err)
	}
	if waiting, err := s.db.Unresolved(t.Context(), 50); err != nil || len(waiting) != 7 {
		t.Errorf("%d wait, %v", len(waiting), err)
	}
}

func TestTheQueueHasPages(t *testing.T) {
	s := newSite(t)
	var source strings.Builder
	for i := range 120 {
		fmt.Fprintf(&source, "Tiếp tục Quyết định số %d. ", 400+i)
	}
	s.held("2024-04-09", source.String())
	page := s.get("/citations?page=2")
	if seen := text(page.body); !strings.Contains(seen, "Chưa xử lý 120") || !strings.Contains(seen, "Hiển thị 51–100/120") || !strings.Contains(seen, "Quyết định số 450") ||
		strings.Contains(seen, "Quyết định số 449") {
		t.Fatalf("got %s", seen)
	}
	form := formTo(t, page.body, citationURL(51))
	form.values["do"] = "reject"
	if got := s.post(form.action, form.values, nil); got.header.Get("Location") != "/citations?notice=rejected&page=2#c-52" {
		t.Errorf("got %d to %q", got.status, got.header.Get("Location"))
	}
}
