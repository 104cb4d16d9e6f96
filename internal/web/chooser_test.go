package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// The line decides among those of one symbol, wherever a directive is chosen: on
// a citation, in a relation, and for a merge.
func TestALineNamesOneOfSeveral(t *testing.T) {
	s := newSite(t)
	old := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2002-03-28", Issuer: "Ban Bí thư"})
	young := s.putDirective(briefing.Directive{Symbol: "24-CT/TW", Date: "2016-12-15", Issuer: "Bộ Chính trị"})
	plan := s.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Date: "2020-01-02"})
	m := s.held("2024-04-09", "Tiếp tục Quyết định số 290.")
	id := m.Citations[0].ID
	for typed, want := range map[string]int64{"24-CT/TW ngày 28/3/2002": old.ID, "24-ct/tw 2016": young.ID, "24-CT/TW của Ban Bí thư": old.ID,
		"Chỉ thị 24-CT/TW, 15/12/2016, Bộ Chính trị": young.ID} {
		if got := s.decide(id, "find", typed, ""); got.status != http.StatusSeeOther || s.linkOf(m.ID).Directive != want {
			t.Errorf("%q: got %d and directive %d, want %d", typed, got.status, s.linkOf(m.ID).Directive, want)
		}
		if got := s.relate(plan.ID, "add", "implements", typed, ""); got.status != http.StatusSeeOther {
			t.Fatalf("%q: got %d: %s", typed, got.status, text(got.body))
		}
		related, err := s.db.Related(t.Context(), plan.ID)
		if err != nil || len(related) != 1 || related[0].To != want {
			t.Fatalf("%q: got %+v, %v", typed, related, err)
		}
		s.post(directiveURL(plan.ID)+"/relations", map[string]string{"do": fmt.Sprintf("remove:%d", related[0].ID)}, nil)
		choose := s.get(address(directiveURL(plan.ID)+"/merge", map[string][]string{"q": {typed}}))
		first := fmt.Sprintf("/merge?other=%d", want)
		if at := strings.Index(choose.body, "/merge?other="); at < 0 || !strings.HasPrefix(choose.body[at:], first) {
			t.Errorf("%q: %s does not come first: %s", typed, first, text(choose.body))
		}
	}
	for typed, want := range map[string][]string{
		"24-CT/TW":                       {"Sổ có 2 văn bản như vậy", "Chỉ thị 24-CT/TW (28/03/2002, Ban Bí thư)", "Chỉ thị 24-CT/TW (15/12/2016, Bộ Chính trị)"},
		"24-CT/TW ngày 29/3/2002":        {"nhưng có văn bản cùng số", "khác ngày", "Tạo mục mới"},
		"24-CT/TW của Quân ủy":           {"nhưng có văn bản cùng số", "khác cơ quan", "Tạo mục mới"},
		"25-CT/TW ngày 3/4/2017 Hà Nội":  {"Sổ chưa có Chỉ thị 25-CT/TW (03/04/2017, Hà Nội)", "Tạo mục mới", "thêm vào sổ"},
		"24-CT/TW ngày 30/2/2002 (nháp)": {"Ngày “30/2/2002” không có thật"},
	} {
		before := s.linkOf(m.ID)
		for _, got := range []reply{s.decide(id, "find", typed, ""), s.relate(plan.ID, "add", "implements", typed, "")} {
			for _, w := range want {
				if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), w) {
					t.Errorf("%q on %s: people do not see %q: %d %s", typed, got.path, w, got.status, text(got.body))
				}
			}
		}
		if got := s.linkOf(m.ID); got != before {
			t.Errorf("%q: something was stored: %+v", typed, got)
		}
	}
	page := s.decide(id, "find", "25-CT/TW ngày 3/4/2017 Hà Nội", "")
	at := strings.Index(page.body, "/directives/new?")
	form := formIn(t, s.get(linksIn(`<a href="` + page.body[at:])[0]).body).values
	if form["symbol"] != "25-CT/TW" || form["date"] != "03/04/2017" || form["issuer"] != "Hà Nội" || form["genre"] != "chi-thi" {
		t.Errorf("the form does not hold what was typed: %v", form)
	}
}

// A commune sees which directives cite one, and neither a meeting nor what the
// office notes and decides.
func TestWhatCommunesSeeOfADirective(t *testing.T) {
	s := newSite(t)
	d := s.putDirective(briefing.Directive{Symbol: "24-CT/TU", Date: "2016-12-15"})
	title := "thực hiện Chỉ thị 24-CT/TU của Thành ủy"
	plan := s.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Date: "2020-01-02", Title: title}, mentionsIn(title)...)
	s.held("2024-04-09", "Hội nghị nghe việc thực hiện Chỉ thị 24-CT/TU.")
	s.need(s.db.AddRelation(t.Context(), tester, &briefing.Relation{From: plan.ID, Verb: briefing.Guides, To: d.ID, Note: "Theo dự thảo"}))
	citing, err := s.db.Citing(t.Context(), d.ID)
	if err != nil || len(citing) != 2 {
		t.Fatalf("got %+v, %v", citing, err)
	}
	for _, c := range citing {
		s.decide(c.ID, chooses(d), "", "")
	}
	units := []briefing.Unit{{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune}}
	s.need(s.db.InsertUnits(t.Context(), tester, units))
	office, commune := s.get(directiveURL(d.ID)), s.as(s.signedIn("xa", briefing.CommuneStaff, units[0].ID)).get(directiveURL(d.ID))
	for _, both := range []string{"Nơi viện dẫn văn bản này", "thực hiện Chỉ thị 24-CT/TU của Thành ủy", "Được hướng dẫn bởi Kế hoạch 42-KH/HU"} {
		if !strings.Contains(text(commune.body), both) || !strings.Contains(text(office.body), both) {
			t.Errorf("people do not see %q: %s", both, text(commune.body))
		}
	}
	for _, hidden := range []string{"Theo dự thảo", "Giao ban ngày", "nghe việc thực hiện", "quantri nối"} {
		if strings.Contains(commune.body, hidden) || !strings.Contains(office.body, hidden) {
			t.Errorf("of %q a commune sees %v, the office %v", hidden, strings.Contains(commune.body, hidden), strings.Contains(office.body, hidden))
		}
	}
	for _, path := range []string{"/citations", citationURL(citing[0].ID)} {
		if got := s.as(s.signedIn("xa", "", 0)).get(path); got.status != http.StatusForbidden {
			t.Errorf("%s: a commune gets %d", path, got.status)
		}
	}
}
