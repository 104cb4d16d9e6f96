package web

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// backupBytes returns the bytes of the named backup.
func (s *site) backupBytes(name string) []byte {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join(s.server.backupDir(), name))
	s.need(err)
	return b
}

// rewritten returns a backup whose database was changed by statements and whose
// sums were made anew: whoever holds a backup can do that.
func (s *site) rewritten(whole []byte, stmts string, manifest func(*backup.Manifest)) []byte {
	s.t.Helper()
	in, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	s.need(err)
	var m backup.Manifest
	b, err := fs.ReadFile(in, "manifest.json")
	s.need(err)
	s.need(json.Unmarshal(b, &m))
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name string, content []byte) {
		w, err := z.Create(name)
		s.need(err)
		_, err = w.Write(content)
		s.need(err)
	}
	for i, f := range m.Files {
		content, err := fs.ReadFile(in, f.Name)
		s.need(err)
		if f.Name == store.FileName {
			content = s.changed(content, stmts)
		}
		sum := sha256.Sum256(content)
		m.Files[i].Size, m.Files[i].SHA256 = int64(len(content)), hex.EncodeToString(sum[:])
		put(f.Name, content)
	}
	if manifest != nil {
		manifest(&m)
	}
	b, err = json.Marshal(m)
	s.need(err)
	put("manifest.json", b)
	s.need(z.Close())
	return out.Bytes()
}

// changed returns the bytes of a database after some statements.
func (s *site) changed(content []byte, stmts string) []byte {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), store.FileName)
	s.need(os.WriteFile(path, content, 0o600))
	db, err := sql.Open("sqlite3", path)
	s.need(err)
	must(s.t, db, stmts)
	must(s.t, db, `PRAGMA wal_checkpoint(TRUNCATE)`)
	s.need(db.Close())
	content, err = os.ReadFile(path)
	s.need(err)
	return content
}

// scratchLeft returns what an upload has left behind.
func (s *site) scratchLeft() []string {
	s.t.Helper()
	inside, _ := filepath.Glob(filepath.Join(s.dir, ".giaoban-*"))
	beside, _ := filepath.Glob(filepath.Join(s.dir, "*", ".giaoban-*"))
	return append(inside, beside...)
}

const newer = `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`

// A backup from elsewhere is checked as a restore would, and told apart.
func TestABackupFromElsewhereIsChecked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.stored()
	name := s.madeBackup()
	whole := s.backupBytes(name)
	head := s.headOf(name)
	other := newSite(t)
	foreign := other.backupBytes(other.madeBackup())
	for what, c := range map[string]struct {
		file       []byte
		head, want string
		status     int
		kept       bool
	}{
		"the own one":      {whole, "", "giống từng byte với bản mà chương trình này đã làm", 200, true},
		"with its head":    {whole, head, "chứa đúng dấu " + head, 200, true},
		"with another":     {whole, "2:" + strings.Repeat("0", 64), "không chứa dấu", 422, false},
		"with a later one": {whole, "9999" + strings.Repeat("9", 3) + ":" + strings.Repeat("0", 64), "cũ hơn dấu nhật ký", 422, false},
		"no head":          {whole, "abc", "Dấu nhật ký gồm số mục", 422, false},
		"another table":    {s.rewritten(whole, `UPDATE meeting SET title = 'Giả'`, nil), "", "Không rõ nguồn gốc", 200, true},
		"another place":    {foreign, "", "không phải một đoạn của nhật ký đang chạy", 200, true},
		"cut short":        {whole[:len(whole)/2], "", "bị cắt cụt", 422, false},
		"one byte other":   {append(bytes.Clone(whole[:200]), append([]byte{whole[200] ^ 1}, whole[201:]...)...), "", "bị hỏng ở giaoban.db", 422, false},
		"a newer program":  {s.rewritten(whole, newer, nil), "", "do phiên bản mới hơn của chương trình làm", 422, false},
		"a workbook":       {unitList(t, "Xã Ba|00003|"), "", "không phải bản sao lưu của Giao ban", 422, false},
		"a text":           {[]byte("MZ nothing"), "", "không phải bản sao lưu của Giao ban", 422, false},
		"nothing in it":    {[]byte{}, "", "không phải bản sao lưu của Giao ban", 422, false},
		"no file":          {nil, "", "Chọn tệp sao lưu.", 422, false},
	} {
		for _, keep := range []string{"no", "yes"} {
			before := len(s.listed())
			got := s.post("/backups/check", map[string]string{"head": c.head, "keep": keep}, c.file)
			if got.status != c.status || !strings.Contains(text(got.body), c.want) {
				t.Errorf("%s: got %d, want %d with %q: %s", what, got.status, c.status, c.want, text(got.body))
			}
			more := 0
			if c.kept && keep == "yes" {
				more = 1
			}
			if n := len(s.listed()) - before; n != more {
				t.Errorf("%s, keep %s: got %d more in the list, want %d", what, keep, n, more)
			}
			if left := s.scratchLeft(); len(left) > 0 {
				t.Errorf("%s: left behind %q", what, left)
			}
		}
	}
	// The list knows what was found of those that were kept.
	page := text(s.get("/backups").body)
	for _, want := range []string{unknownOrigin, "bản sao lưu của nơi khác"} {
		if !strings.Contains(page, want) {
			t.Errorf("the list does not tell %q: %s", want, page)
		}
	}
	entries, err := s.db.Audit(t.Context(), briefing.AuditFilter{Entity: "backup", Action: "keep"})
	if err != nil || len(entries) != 4 || !strings.Contains(entries[0].After, `"Sent":"bài.txt"`) {
		t.Errorf("got %d entries of kept ones, %v: %+v", len(entries), err, entries)
	}
}

func (s *site) listed() []backup.Kept {
	s.t.Helper()
	kept, err := backup.List(s.server.backupDir())
	s.need(err)
	return kept
}

// A size that no file has is damage of the backup, not a full disk.
func TestABackupThatClaimsASize(t *testing.T) {
	s := newSite(t)
	whole := s.backupBytes(s.madeBackup())
	huge := s.rewritten(whole, `SELECT 1`, func(m *backup.Manifest) { m.Files[0].Size = 1 << 62 })
	before := len(s.listed())
	got := s.post("/backups/check", map[string]string{"head": "", "keep": "yes"}, huge)
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "bị hỏng ở manifest.json") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	if left := s.scratchLeft(); len(left) > 0 || len(s.listed()) != before {
		t.Errorf("left behind %q, %d in the list", left, len(s.listed()))
	}
}

// Something that speaks against a backup stops its restore until a person
// accepts it; damage always does.
func TestADoubtfulBackupNeedsAWord(t *testing.T) {
	t.Parallel()
	l := newLiveSite(t)
	l.fill()
	whole := l.backupBytes(l.madeBackup())
	other := newSite(t)
	other.withPassword("truong", briefing.Administrator, goodPassword)
	foreign := other.backupBytes(other.madeBackup())
	nobody := l.rewritten(whole, `UPDATE account SET disabled = 1`, nil)
	for _, c := range []struct {
		what, want string
		file       []byte
		never      bool
	}{
		{"cut short", "bị cắt cụt", whole[:len(whole)/2], true},
		{"a newer program", "phiên bản mới hơn", l.rewritten(whole, newer, nil), true},
		{"nobody could enter", "không có quản trị viên nào", nobody, true},
		{"another table", unknownOrigin, l.rewritten(whole, `UPDATE meeting SET title = 'Giả'`, nil), false},
		{"another place", "không phải một đoạn", foreign, false},
		{"a planted trigger", "trình kích hoạt (trigger) evil", l.rewritten(whole, plantedTrigger, inventedFault), true},
		{"a faulty trail", unknownOrigin, l.withFault(whole), false},
	} {
		const name = "giaoban-20240102-030405.zip"
		l.need(os.WriteFile(filepath.Join(l.server.backupDir(), name), c.file, 0o600))
		form := restoreForm(name)
		got := form.send(l.site)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), "Chưa khôi phục gì") || !strings.Contains(text(got.body), c.want) {
			t.Errorf("%s: got %d, want %q: %s", c.what, got.status, c.want, text(got.body))
		}
		got = form.with("accept", "yes").send(l.site)
		if (got.status == http.StatusSeeOther) == c.never {
			t.Errorf("%s, accepted: got %d: %s", c.what, got.status, text(got.body))
		}
		if left := l.scratchLeft(); len(left) > 0 {
			t.Errorf("%s: left behind %q", c.what, left)
		}
		if got.status == http.StatusSeeOther {
			l.now()
			l.token = cookieOf(l.signInWith("truong", goodPassword)).Value
		}
	}
}

// On a new machine the code and a backup are enough; without the code nobody
// gets anything, and what is not whole changes nothing.
func TestTheFirstStartFromABackup(t *testing.T) {
	t.Parallel()
	old := newLiveSite(t)
	old.fill()
	want := old.seen()
	name := old.madeBackup()
	whole, head := old.backupBytes(name), old.headOf(name)

	l := newEmptyLiveSite(t)
	if page := text(l.get("/setup").body); !strings.Contains(page, "Khôi phục từ bản sao lưu") {
		t.Errorf("got %s", page)
	}
	good := sending{path: "/setup/restore", values: map[string]string{restoreCode: " ABCD-efgh-2345-6789", restoreHead: head, restoreAccept: "no"}, file: whole}
	with := func(file []byte) sending { f := good; f.file = file; return f }
	for what, c := range map[string]struct {
		form   sending
		status int
		want   string
	}{
		"no code":      {good.with(restoreCode, ""), 422, "Mã cài đặt không đúng"},
		"a wrong code": {good.with(restoreCode, "abcd-efgh-2345-678"), 422, "Mã cài đặt không đúng"},
		"another head": {good.with(restoreHead, "1:"+strings.Repeat("0", 64)), 422, "không chứa dấu"},
		"cut short":    {with(whole[:len(whole)-30]), 422, "Chưa khôi phục gì"},
		"a workbook":   {with(unitList(t, "Xã Ba|00003|")), 422, "không phải bản sao lưu"},
		"no file":      {with(nil), 422, "Chọn tệp sao lưu."},
	} {
		got := c.form.send(l.site)
		if got.status != c.status || !strings.Contains(text(got.body), c.want) || strings.Contains(got.body, setupCode) {
			t.Errorf("%s: got %d: %s", what, got.status, text(got.body))
		}
	}
	if got := l.post("/backups/check", map[string]string{"head": "", "keep": "yes"}, whole); got.status != http.StatusForbidden {
		t.Errorf("the check of the administrator: got %d", got.status)
	}
	if left := l.scratchLeft(); len(left) > 0 || len(l.listed()) > 0 {
		t.Errorf("left behind %q, %v in the list", left, l.listed())
	}
	if has, err := l.db.HasAccounts(t.Context()); err != nil || has {
		t.Fatalf("there are accounts: %v", err)
	}
	got := good.send(l.site)
	if got.status != http.StatusSeeOther || got.header.Get("Location") != "/signin?notice=restored" {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	l.now()
	l.token = cookieOf(l.signInWith("truong", goodPassword)).Value
	for path, body := range l.seen() {
		if body != want[path] && !strings.HasPrefix(path, "/search") {
			t.Errorf("%s differs on the new machine", path)
		}
	}
	if e := l.restoreEntry(); e.Actor != briefing.Installer || e.Origin != "127.0.0.1" || !strings.Contains(e.Reason, "mã cài đặt") {
		t.Errorf("got %+v", e)
	}
	if got := good.send(l.as("")); got.status != http.StatusNotFound {
		t.Errorf("once more: got %d, want 404", got.status)
	}
	if got := l.get("/setup"); got.status != http.StatusNotFound {
		t.Errorf("/setup afterwards: got %d", got.status)
	}
}

// Who guesses the code with a backup has no more tries than without.
func TestTheCodeCannotBeGuessedWithABackup(t *testing.T) {
	s := newEmptySite(t)
	form := sending{path: "/setup/restore", values: map[string]string{restoreCode: "", restoreHead: "", restoreAccept: "no"}, file: []byte("x")}
	for i := range tries.Pair + 1 {
		got := form.with(restoreCode, strings.Repeat(string(rune('a'+i)), 16)).send(s)
		if want := map[bool]int{true: 422, false: 429}[i < tries.Pair]; got.status != want {
			t.Fatalf("try %d: got %d, want %d", i, got.status, want)
		}
	}
}

// takesBackup reports whether a form brings a backup.
func takesBackup(path string) bool { return path == "/backups/check" || path == "/setup/restore" }

// brokenBackups returns a form with a backup in every way in which it does not
// arrive whole.
func brokenBackups(t *testing.T, form sending) []brokenForm {
	t.Helper()
	whole, contentType := encode(t, form.values, form.file)
	bytesOf := whole.Bytes()
	file := bytes.Index(bytesOf, form.file)
	all := []brokenForm{
		{"no type", "", bytesOf},
		{"JSON", "application/json", []byte(`{"file":"x"}`)},
		{"not multipart", "application/x-www-form-urlencoded", []byte("file=x")},
		{"no boundary", "multipart/form-data", bytesOf},
		{"wrong boundary", "multipart/form-data; boundary=other", bytesOf},
		{"nothing", contentType, nil},
		{"cut in a field", contentType, bytesOf[:60]},
		{"cut before the file", contentType, bytesOf[:file-20]},
		{"cut in the file", contentType, bytesOf[:file+len(form.file)/2]},
		{"cut after the file", contentType, bytesOf[:file+len(form.file)]},
		{"cut in the end", contentType, bytesOf[:len(bytesOf)-4]},
		{"the form twice", contentType, slices.Concat(bytesOf[:len(bytesOf)-4], []byte("\r\n"), bytesOf)},
	}
	for name := range form.values {
		rest := maps.Clone(form.values)
		delete(rest, name)
		body, contentType := encode(t, rest, form.file)
		all = append(all, brokenForm{"without " + name, contentType, body.Bytes()})
		for what, value := range map[string]string{"NUL in ": "\x00", "not UTF-8 in ": "\xff", "too much in ": strings.Repeat("a", maxBackupField+1)} {
			body, contentType := encode(t, form.with(name, value).values, form.file)
			all = append(all, brokenForm{what + name, contentType, body.Bytes()})
		}
	}
	return all
}
