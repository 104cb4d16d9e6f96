package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// A removed relation is brought back as long as the text states it; the page does
// not say so otherwise.
func TestARelationIsBroughtBackWhileATextStatesIt(t *testing.T) {
	s := newSite(t)
	s.putDirective(briefing.Directive{Symbol: "24-CT/TU"})
	title := "thực hiện Chỉ thị 24-CT/TU"
	plan := s.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Title: title}, mentionsIn(title)...)
	press := func(verb string, id int64) reply {
		return s.post(directiveURL(plan.ID)+"/relations", map[string]string{"do": fmt.Sprintf("%s:%d", verb, id)}, nil)
	}
	remove := func() (refused int64) {
		t.Helper()
		related, err := s.db.Related(t.Context(), plan.ID)
		if err != nil || len(related) != 1 {
			t.Fatalf("got %+v, %v", related, err)
		}
		press("remove", related[0].ID)
		all, err := s.db.RefusedRelations(t.Context(), plan.ID)
		if err != nil || len(all) != 1 {
			t.Fatalf("got %+v, %v", all, err)
		}
		return all[0].ID
	}
	refused := remove()
	for range 2 { // the second time somebody was faster
		if got := press("restore", refused); got.status != http.StatusSeeOther {
			t.Errorf("got %d: %s", got.status, text(got.body))
		}
	}
	refused = remove()
	plan.Title = "Kế hoạch khác"
	s.need(s.db.SaveDirective(t.Context(), tester, plan, nil))
	got := press("restore", refused)
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "văn bản không còn nêu quan hệ này") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
}
