package web

import (
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

var entryLink = regexp.MustCompile(`href="/audit/(\d+)"`)

// entriesOn returns the numbers of the entries that a page lists, in its order.
func entriesOn(page string) []string {
	var all []string
	for _, found := range entryLink.FindAllStringSubmatch(page, -1) {
		all = append(all, found[1])
	}
	return all
}

// linkIn returns the address of the link with the given text.
func linkIn(t *testing.T, page, label string) string {
	t.Helper()
	found := regexp.MustCompile(`href="([^"]*)"[^>]*>[^<]*` + regexp.QuoteMeta(label)).FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return strings.ReplaceAll(found[1], "&amp;", "&")
}

// Pages of the trail show every entry once, also when more come in meanwhile.
func TestPagesOfTheTrailStayTrue(t *testing.T) {
	s := newSite(t)
	more := func(n int) {
		for i := range n {
			if err := s.db.SetSetting(t.Context(), tester, "x", fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
	}
	more(120)
	var seen []string
	path := "/audit?entity=setting"
	for page := 0; path != ""; page++ {
		got := s.get(path)
		seen = append(seen, entriesOn(got.body)...)
		path = linkIn(t, got.body, "Cũ hơn")
		more(7)
	}
	if len(seen) != 120 {
		t.Fatalf("got %d entries on all pages, want the 120 there were", len(seen))
	}
	for i := 1; i < len(seen); i++ {
		if entryNumber(seen[i]) != entryNumber(seen[i-1])-1 {
			t.Fatalf("got entry %s after %s", seen[i], seen[i-1])
		}
	}
	// Back from the oldest page: what came in since is there too.
	path = "/audit?entity=setting&before=" + seen[100]
	var back []string
	for path != "" {
		got := s.get(path)
		back = append(entriesOn(got.body), back...)
		path = linkIn(t, got.body, "Mới hơn")
	}
	unique := map[string]bool{}
	for _, e := range back {
		unique[e] = true
	}
	if newest := s.get("/audit?entity=setting"); back[0] != entriesOn(newest.body)[0] || len(unique) < 120 {
		t.Errorf("got %d entries back to %s, want the newest", len(unique), back[0])
	}
}

func TestTamperingShowsOnThePage(t *testing.T) {
	s := newSite(t)
	s.stored()
	if got := text(s.get("/audit/verify").body); !strings.Contains(got, "Nhật ký nguyên vẹn") {
		t.Fatalf("an untouched trail: %s", got)
	}
	raw, err := sql.Open("sqlite3", filepath.Join(s.server.dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, stmt := range []string{"DROP TRIGGER audit_no_update", "UPDATE audit SET actor = 'ai khác' WHERE id = 3"} {
		if _, err := raw.Exec(stmt); err != nil {
			t.Fatal(err)
		}
	}
	got := s.get("/audit/verify")
	if !strings.Contains(text(got.body), "Nhật ký không còn nguyên vẹn từ mục 3") || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %s", text(got.body))
	}
}

// No password, not even hashed, and no token comes into the trail.
func TestTheTrailHoldsNoSecrets(t *testing.T) {
	s := newSite(t)
	hash, err := s.server.passwords.Hash(t.Context(), "ba bốn từ dễ nhớ")
	if err != nil {
		t.Fatal(err)
	}
	a := &briefing.Account{Name: "an", FullName: "An", Role: briefing.Staff}
	if err := s.db.InsertAccount(t.Context(), tester, a, hash); err != nil {
		t.Fatal(err)
	}
	if err := s.db.ResetPassword(t.Context(), tester, a.ID, hash, "Quên mật khẩu"); err != nil {
		t.Fatal(err)
	}
	entries, err := s.db.Audit(t.Context(), briefing.AuditFilter{})
	if err != nil || len(entries) < 3 {
		t.Fatalf("got %d entries, %v", len(entries), err)
	}
	for _, e := range entries {
		for _, secret := range []string{hash, "argon2", "ba bốn từ", s.token, "oken"} {
			if strings.Contains(fmt.Sprint(e), secret) {
				t.Errorf("entry %d holds %q: %v", e.ID, secret, e)
			}
		}
	}
}

func TestStaffSeeHistoriesOfTheRegisterOnly(t *testing.T) {
	s := newSite(t)
	s.stored()
	staff := s.as(s.signedIn("can", briefing.Staff, 0))
	for path, want := range map[string]int{"/history/meeting/1": 200, "/history/directive/1": 200, "/history/account/1": 404,
		"/history/meeting/99": 404, "/history/x/1": 404, "/history/meeting/0": 404, "/history/meeting/-1": 404, "/audit": 403} {
		if got := staff.get(path); got.status != want {
			t.Errorf("%s: got %d, want %d", path, got.status, want)
		}
	}
	if got := s.get("/history/account/1"); got.status != http.StatusOK {
		t.Errorf("the administrator's look at an account: got %d", got.status)
	}
	if got := s.get("/exports/audit?format=csv"); got.status != http.StatusNotFound {
		t.Errorf("the trail by the route of all exports: got %d, want 404", got.status)
	}
	if page := s.get("/meetings/1").body; !strings.Contains(page, `href="/history/meeting/1"`) {
		t.Error("the meeting's page does not lead to its history")
	}
}

func TestExportsCarryTheHead(t *testing.T) {
	s := newSite(t)
	s.stored()
	head, err := s.db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/exports/quarter?period=2024-Q1&format=json", "/audit/export?format=json"} {
		if got := s.get(path); !strings.Contains(got.body, `"audit_head": "`+head.String()+`"`) {
			t.Errorf("%s: no head %s in %.300s", path, head, got.body)
		}
	}
	csv := s.get("/audit/export?format=csv&action=create&entity=meeting")
	if lines := strings.Count(csv.body, "\r\n"); lines != 2 || !strings.Contains(csv.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("got %d lines as %s, want the head and one entry", lines, csv.header.Get("Content-Disposition"))
	}
}
