package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestResultsAreExportedAsThePageShowsThem(t *testing.T) {
	s := newSite(t)
	s.stored()
	for path, want := range map[string]string{
		"/exports/search?q=giao+ban&format=csv":                    "/meetings/1",
		"/exports/search?q=giao+ban&kind=directive&format=json":    "giao ban; văn bản chỉ đạo”",
		"/exports/search?q=giao+ban&validity=in_force&format=json": "còn hiệu lực",
		"/exports/search?q=giao+ban&format=xlsx":                   "PK",
	} {
		got := s.get(path)
		if got.status != http.StatusOK || !strings.Contains(strings.ToLower(got.body), strings.ToLower(want)) {
			t.Errorf("%s: got %d, no %q in %.300q", path, got.status, want, got.body)
		}
	}
	if got := s.get("/exports/search?format=csv"); got.status != http.StatusNotFound {
		t.Errorf("without a query: got %d", got.status)
	}
}
