package web

import (
	"database/sql"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A trail that was cut under a running server stays so on the page that checks
// it, whatever comes after, and those who watch over it see it on every page.
func TestACutTrailIsToldToThoseWhoWatchOverIt(t *testing.T) {
	s := newSite(t)
	auditor, staff := s.as(s.signedIn("kiemtra", briefing.Auditor, 0)), s.as(s.signedIn("canbo", briefing.Staff, 0))
	raw, err := sql.Open("sqlite3", filepath.Join(s.dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(`DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE id > 3;
		CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit entries are never deleted');
END`); err != nil {
		t.Fatal(err)
	}
	const says = "không còn nguyên vẹn từ mục 4"
	for range 2 {
		if got := auditor.get("/audit/verify"); !strings.Contains(got.body, says) || strings.Contains(got.body, "Nhật ký nguyên vẹn:") {
			t.Errorf("the check says %s", got.body)
		}
		for range 10 {
			if err := s.db.SetSetting(t.Context(), tester, "x", "y"); err != nil {
				t.Fatal(err)
			}
		}
	}
	for who, c := range map[*site]bool{s: true, auditor: true, staff: false} {
		if got := who.get("/meetings"); strings.Contains(got.body, says) != c {
			t.Errorf("told: %v, want %v", !c, c)
		}
	}
}

// The page names what goes with the sample before it goes.
func TestTheSampleGoesOnlyAfterAQuestion(t *testing.T) {
	s := newSite(t)
	if err := s.db.SetOffice(t.Context(), tester, briefing.Office{Name: "Cơ quan mẫu", ValidFrom: "2020-01-01", Sample: true}); err != nil {
		t.Fatal(err)
	}
	if got := s.get("/"); !strings.Contains(got.body, `href="/sample/remove"`) || strings.Contains(got.body, `action="/sample/remove"`) {
		t.Error("the button removes the sample at once")
	}
	if got := s.get("/sample/remove"); got.status != http.StatusOK || !strings.Contains(got.body, "Cơ quan mẫu") {
		t.Errorf("got %d, %s", got.status, got.body)
	}
	if o, err := s.db.Office(t.Context(), ""); err != nil || o.Name == "" {
		t.Errorf("asking removed the office: %+v, %v", o, err)
	}
}

// The trail is searched no more often than other lists, and exported by the
// numbers of its entries too: days may have more than a file holds.
func TestTheTrailIsLimitedAndExportedInParts(t *testing.T) {
	s := newSite(t)
	now := time.Now()
	s.server.now = func() time.Time { return now } // one minute
	for range 10 {
		if err := s.db.SetSetting(t.Context(), tester, "x", "y"); err != nil {
			t.Fatal(err)
		}
	}
	got := s.get("/audit/export?format=csv&first=4&last=6")
	if lines := strings.Count(strings.TrimSpace(got.body), "\n"); got.status != http.StatusOK || lines != 3 {
		t.Errorf("got %d with %d entries, want 3", got.status, lines)
	}
	if got := s.get("/audit?first=9&last=3"); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "Mục cuối trước mục đầu") {
		t.Errorf("a range that ends before it begins: %d", got.status)
	}
	if got := entriesOn(s.get("/audit?first=4&last=6").body); strings.Join(got, " ") != "6 5 4" {
		t.Errorf("listed %q", got)
	}
	for range mostSearches {
		s.get("/audit")
	}
	if got := s.get("/audit?actor=tester"); got.status != http.StatusTooManyRequests {
		t.Errorf("got %d, want 429", got.status)
	}
}
