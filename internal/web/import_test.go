package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestLongArticlesLoseNothingInSilence(t *testing.T) {
	s := newSite(t)
	cite := func(n int) string {
		var b strings.Builder
		b.WriteString(articleText(t))
		for i := range n {
			fmt.Fprintf(&b, "\nThực hiện Kế hoạch số %d-KH/TU ngày 02/01/2024 của Thành ủy Hà Nội.", i+1)
		}
		return b.String()
	}
	got := s.post("/meetings/import", map[string]string{"text": cite(300), "do": "read"}, nil)
	form := formIn(t, got.body)
	if got.status != http.StatusOK || form.values["citations"] != "303" {
		t.Fatalf("got %d with %s citations, want 303", got.status, form.values["citations"])
	}
	form.values["do"] = "save"
	if got := s.post(form.action, form.values, nil); got.status != http.StatusSeeOther {
		t.Fatalf("saving: got %d: %.300s", got.status, text(got.body))
	}
	if got := len(s.meeting(1).Citations); got != 303 {
		t.Errorf("got %d citations stored, want 303", got)
	}
	got = s.post("/meetings/import", map[string]string{"text": cite(600), "do": "read"}, nil)
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "hãy chia nhỏ") {
		t.Errorf("got %d, want 422 that says what to do", got.status)
	}
}
