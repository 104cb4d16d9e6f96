package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
)

const plantedTrigger = `CREATE TRIGGER evil AFTER INSERT ON audit BEGIN UPDATE directive SET title = 'PWNED'; END`

// inventedFault makes a manifest tell of a fault in words of its own.
func inventedFault(m *backup.Manifest) { m.AuditFault = "chuyện bịa" }

// withFault returns a backup with an entry in its trail that was not made with
// the key, and that says of itself what it likes.
func (s *site) withFault(whole []byte) []byte {
	s.t.Helper()
	return s.rewritten(whole, `INSERT INTO audit SELECT id + 1, at, actor, origin, action, entity, entity_id, before, after, reason, mac
		FROM audit ORDER BY id DESC LIMIT 1`, func(m *backup.Manifest) {
		inventedFault(m)
		head, err := briefing.ParseAuditHead(m.AuditHead)
		s.need(err)
		head.Count++
		m.AuditHead = head.String()
	})
}

// Whatever a manifest tells of a fault, the page shows what the program finds,
// and all of it.
func TestAForgedManifestIsNotBelieved(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.stored()
	whole := s.backupBytes(s.madeBackup())
	other := newSite(t)
	other.stored()
	foreign := other.backupBytes(other.madeBackup())
	for what, c := range map[string]struct {
		file   []byte
		status int
		want   []string
	}{
		"a planted trigger": {s.rewritten(whole, plantedTrigger, inventedFault), 422, []string{"Không khôi phục được", "thừa trình kích hoạt (trigger) evil"}},
		"a whole trail":     {s.rewritten(whole, `SELECT 1`, inventedFault), 200, []string{"Không rõ nguồn gốc"}},
		"a fault":           {s.withFault(whole), 200, []string{"nhật ký không còn nguyên vẹn từ mục", unknownOrigin}},
		"a foreign fault":   {s.withFault(foreign), 200, []string{"nhật ký không còn nguyên vẹn từ mục", "không phải một đoạn", unknownOrigin}},
	} {
		got := s.post("/backups/check", map[string]string{"head": "", "keep": "no"}, c.file)
		page := text(got.body)
		for _, want := range c.want {
			if got.status != c.status || !strings.Contains(page, want) || strings.Contains(page, "chuyện bịa") {
				t.Errorf("%s: got %d, want %d with %q: %s", what, got.status, c.status, want, page)
			}
		}
	}
	if got := s.get("/"); strings.Contains(got.body, "PWNED") {
		t.Error("the trigger ran")
	}
}

// A machine that begins with a backup has nothing to compare it with, but looks
// at it as closely.
func TestTheFirstStartDoesNotBelieveAManifest(t *testing.T) {
	t.Parallel()
	old := newLiveSite(t)
	old.fill()
	whole := old.backupBytes(old.madeBackup())
	l := newEmptyLiveSite(t)
	form := sending{path: "/setup/restore", values: map[string]string{restoreCode: setupCode, restoreHead: "", restoreAccept: "yes"},
		file: old.rewritten(whole, plantedTrigger, inventedFault)}
	if got := form.send(l.site); got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "(trigger) evil") {
		t.Errorf("a planted trigger: got %d: %s", got.status, text(got.body))
	}
	form.file = old.withFault(whole)
	got := form.with(restoreAccept, "no").send(l.site)
	if page := text(got.body); got.status != http.StatusUnprocessableEntity || !strings.Contains(page, "nhật ký không còn nguyên vẹn") || strings.Contains(page, "chuyện bịa") {
		t.Errorf("a fault: got %d: %s", got.status, page)
	}
	if got := form.send(l.site); got.status != http.StatusSeeOther {
		t.Errorf("a fault, accepted: got %d: %s", got.status, text(got.body))
	}
}

// The own backup stays an own one after it was restored, although the entry that
// tells of its making came after what it holds.
func TestARestoredBackupStaysAnOwnOne(t *testing.T) {
	t.Parallel()
	l := newLiveSite(t)
	l.fill()
	name := l.madeBackup()
	for range 2 {
		l.restore(name)
		got := l.post("/backups/"+name+"/check", map[string]string{"do": "check"}, nil)
		if !strings.Contains(got.header.Get("Location"), "backup-good") {
			t.Errorf("got %q: %s", got.header.Get("Location"), text(l.get("/backups").body))
		}
	}
	// One that was not the program's own does not become so by a restore.
	forged := l.rewritten(l.backupBytes(name), `UPDATE meeting SET title = 'Giả'`, nil)
	if got := l.post("/backups/check", map[string]string{"head": "", "keep": "yes"}, forged); got.status != http.StatusOK {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	kept := ""
	for _, k := range l.listed() {
		if string(l.backupBytes(k.Name)) == string(forged) {
			kept = k.Name
		}
	}
	if got := restoreForm(kept).with("accept", "yes").send(l.site); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	l.now()
	l.token = cookieOf(l.signInWith("truong", goodPassword)).Value
	got := l.post("/backups/"+kept+"/check", map[string]string{"do": "check"}, nil)
	if strings.Contains(got.header.Get("Location"), "backup-good") {
		t.Errorf("a forged one counts as the own: %s", text(l.get("/backups").body))
	}
}

// A backup with a time that cannot be is kept where the list shows it.
func TestAKeptBackupIsAlwaysListed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	whole := s.backupBytes(s.madeBackup())
	for i, year := range []int{0, 9999} {
		odd := s.rewritten(whole, `SELECT 1`, func(m *backup.Manifest) { m.Made = time.Date(year, 12, 31, 23, 0, 0, 0, time.UTC) })
		if got := s.post("/backups/check", map[string]string{"head": "", "keep": "yes"}, odd); got.status != http.StatusOK {
			t.Fatalf("%d: got %d: %s", year, got.status, text(got.body))
		}
		if got := s.listed(); len(got) != i+2 || got[0].Made.Year() != time.Now().UTC().Year() {
			t.Errorf("%d: got %+v", year, got)
		}
	}
}
