package web

import (
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
)

// A password that was handed over on paper is known in capitals and without
// hyphens; one's own stays as it was chosen.
func TestAPasswordFromPaperIsKnownHoweverItIsTyped(t *testing.T) {
	s := newSite(t)
	s.server.localOnly = false
	password := auth.NewPassword()
	typed := strings.ToUpper(strings.ReplaceAll(password, "-", " "))
	for name, mustChange := range map[string]bool{"giay": true, "rieng": false} {
		hash, err := s.server.passwords.Hash(t.Context(), password)
		if err != nil {
			t.Fatal(err)
		}
		a := &briefing.Account{Name: name, FullName: "A", Role: briefing.Staff, MustChange: mustChange}
		if err := s.db.InsertAccount(t.Context(), tester, a, hash); err != nil {
			t.Fatal(err)
		}
		want := map[bool]int{true: http.StatusSeeOther, false: http.StatusUnprocessableEntity}[mustChange]
		if got := s.from("192.0.2.7:1", name, typed); got != want {
			t.Errorf("%s: got %d, want %d", name, got, want)
		}
	}
}

// A form with too many fields is told apart from one that was cut off.
func TestAFormWithTooManyFieldsSaysSo(t *testing.T) {
	s := newSite(t)
	got := s.do("POST", "/units", "application/x-www-form-urlencoded", strings.NewReader(manyKeys(maxFields + 1)[1:]))
	if page := text(got.body); got.status != http.StatusBadRequest || !strings.Contains(page, "quá nhiều mục") || strings.Contains(page, "bị ngắt") {
		t.Errorf("got %d: %s", got.status, page)
	}
}
