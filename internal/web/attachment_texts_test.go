package web

import (
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// TestAPanicOverAFileIsItsOwn reads a file over which reading panics.
func TestAPanicOverAFileIsItsOwn(t *testing.T) {
	s := newSite(t)
	text, found, err := s.server.guarded(7, func() (briefing.FileText, []briefing.Citation, error) { panic("hostile") })
	if text.State != briefing.TextFailed || found != nil || err != nil {
		t.Errorf("got %q, %v, %v", text.State, found, err)
	}
	if got := s.log.String(); !strings.Contains(got, "id=7 panic=hostile") {
		t.Errorf("logged %s", got)
	}
}
