package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A liveSite is the whole program, under which a restore exchanges the data. An
// administrator with a password is signed in.
type liveSite struct {
	*site
	program *Program
}

func newLiveSite(t *testing.T) *liveSite {
	t.Helper()
	return newEmptyLiveSite(t).administered()
}

// administered has an administrator sign in.
func (l *liveSite) administered() *liveSite {
	l.t.Helper()
	l.withPassword("truong", briefing.Administrator, goodPassword)
	l.token = l.signedIn("truong", "", 0)
	return l
}

// newEmptyLiveSite is one without accounts.
func newEmptyLiveSite(t *testing.T) *liveSite {
	t.Helper()
	return liveSiteBeside(t, func(ctx context.Context, _ *store.DB) { <-ctx.Done() })
}

// liveSiteBeside is one without accounts, with something that runs beside the
// requests.
func liveSiteBeside(t *testing.T, beside func(context.Context, *store.DB)) *liveSite {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	config, log := testConfig(db, dir)
	config.Beside = beside
	p, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(p)
	t.Cleanup(func() {
		server.Close()
		if err := p.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return (&liveSite{&site{t: t, url: server.URL, log: log, dir: dir}, p}).now()
}

// now looks at the database that is open now.
func (l *liveSite) now() *liveSite {
	l.server = l.program.current.Load().server
	l.db = l.server.db
	return l
}

// restoreForm is the form that restores the named backup, well filled in.
func restoreForm(name string) sending {
	return sending{path: "/backups/" + name + "/restore", values: map[string]string{"reason": "Nhập nhầm cả quý", "head": "",
		"accept": "no", "password": goodPassword, "do": "restore"}}
}

// restore restores the named backup and signs in again.
func (l *liveSite) restore(name string) {
	l.t.Helper()
	got := restoreForm(name).send(l.site)
	if got.status != http.StatusSeeOther || got.header.Get("Location") != "/signin?notice=restored" {
		l.t.Fatalf("got %d to %q: %s", got.status, got.header.Get("Location"), text(got.body))
	}
	l.now()
	l.token = cookieOf(l.signInWith("truong", goodPassword)).Value
}

// lists are pages and exports that show no time at which they were made.
var lists = []string{"/meetings", "/meetings/1", "/directives", "/directives/2", "/units", "/office", "/citations", "/search?q=dan+van",
	"/exports/meetings?format=csv", "/exports/directives?format=csv", "/exports/units?format=csv",
	"/exports/quarter?period=2024-Q1&format=csv", "/directives/1/files/1"}

// seen returns what the lists show.
func (l *liveSite) seen() map[string]string {
	l.t.Helper()
	all := map[string]string{}
	for _, path := range lists {
		got := l.get(path)
		if got.status != http.StatusOK {
			l.t.Errorf("%s: got %d", path, got.status)
		}
		all[path] = got.body
	}
	return all
}

// fill stores something of every kind.
func (l *liveSite) fill() {
	l.t.Helper()
	l.stored()
	units := []briefing.Unit{{Name: "Xã Một", ShortName: "Một", Kind: "xã", Level: briefing.Commune, Code: "00001"}}
	l.need(l.db.InsertUnits(l.t.Context(), tester, units))
	l.need(l.db.SetOffice(l.t.Context(), tester, briefing.Office{Name: "Ban Dân vận", Superior: "Huyện ủy Mẫu", PlaceLine: "Mẫu",
		Symbol: "BDVHU", ValidFrom: "2024-01-01"}))
	a := &briefing.Attachment{Name: "a.pdf", MediaType: "application/pdf"}
	l.need(l.db.Attach(l.t.Context(), tester, "directive", 1, a, strings.NewReader(pdfContent)))
}

// A restore on the page brings back the same lists and files, signs everybody
// out, keeps what was there, and can be undone the same way.
func TestARestoreOnThePageGoesOnWithTheSameData(t *testing.T) {
	t.Parallel()
	l := newLiveSite(t)
	l.fill()
	before := l.seen()
	first := l.madeBackup()
	l.need(l.db.Detach(t.Context(), tester, "directive", 1, 1))
	l.need(l.db.SaveMeeting(t.Context(), tester, &briefing.Meeting{Title: "Hội nghị sau", HeldOn: "2024-07-02", Reports: "2024-H1"}))
	member := l.signedIn("can.bo", briefing.Staff, 0) // a session from before
	mine := l.token

	page := text(l.get("/backups/" + first + "/restore").body)
	for _, told := range []string{first, "Bị thay:", "Không mất:", "Mọi người đăng nhập lại", "Mật khẩu của bạn", "Lý do"} {
		if !strings.Contains(page, told) {
			t.Errorf("the page does not tell %q: %s", told, page)
		}
	}
	l.restore(first)
	if after := l.seen(); !maps.Equal(before, after) {
		for path := range before {
			if before[path] != after[path] {
				t.Errorf("%s differs after the restore", path)
			}
		}
	}
	for _, token := range []string{mine, member} {
		if got := l.as(token).get("/meetings"); got.status != http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Location"), "/signin") {
			t.Errorf("a session from before: got %d", got.status)
		}
	}
	e := l.restoreEntry()
	replaced, err := backup.Replaced(l.dir)
	if err != nil || len(replaced) != 1 {
		t.Fatalf("got %q, %v", replaced, err)
	}
	head := l.headOfFolder(replaced[0])
	if e.Actor != "truong" || e.Origin != "127.0.0.1" || !strings.Contains(e.Reason, "Nhập nhầm cả quý") || !strings.Contains(e.Reason, head) {
		t.Errorf("the entry %+v does not tell who, why and the head %s", e, head)
	}
	// Each trail is whole, and the page shows where the old data are and that
	// their backup is a good one.
	list := text(l.get("/backups").body)
	if !strings.Contains(list, replaced[0]) || strings.Contains(list, "không phải một đoạn") {
		t.Errorf("got %s", list)
	}
	kept, err := backup.List(l.server.backupDir())
	if err != nil || len(kept) != 2 {
		t.Fatalf("got %v, %v, want the backup and the one that was made before the restore", kept, err)
	}
	if got := l.post("/backups/"+kept[0].Name+"/check", map[string]string{"do": "check"}, nil); !strings.Contains(got.header.Get("Location"), "backup-good") {
		t.Errorf("the backup made before the restore: got %q: %s", got.header.Get("Location"), text(l.get("/backups").body))
	}
	l.restore(kept[0].Name)
	if all, err := l.db.Meetings(t.Context(), briefing.MeetingFilter{}); err != nil || len(all) != 2 {
		t.Errorf("undone: got %d meetings, %v, want 2", len(all), err)
	}
	if got := l.post("/session-limit", map[string]string{"idle_minutes": "20", "hours": "6"}, nil); got.status != http.StatusSeeOther {
		t.Errorf("a change afterwards: got %d", got.status)
	}
}

// restoreEntry returns the newest entry of a restore.
func (l *liveSite) restoreEntry() briefing.AuditEntry {
	l.t.Helper()
	entries, err := l.db.Audit(l.t.Context(), briefing.AuditFilter{Action: "restore"})
	if err != nil || len(entries) == 0 {
		l.t.Fatalf("got %v, %v", entries, err)
	}
	return entries[0]
}

// headOfFolder returns where the trail in a folder of the data folder ends.
func (l *liveSite) headOfFolder(name string) string {
	l.t.Helper()
	db, err := store.Open(l.t.Context(), filepath.Join(l.dir, name))
	l.need(err)
	defer db.Close()
	head, err := db.VerifyAudit(l.t.Context())
	l.need(err)
	return head.String()
}

// Nothing is exchanged for who cannot give the password and a reason.
func TestARestoreAsksForPasswordAndReason(t *testing.T) {
	t.Parallel()
	l := newLiveSite(t)
	name := l.madeBackup()
	good := restoreForm(name)
	for what, c := range map[string]struct{ field, value, message string }{
		"no reason":      {"reason", " ", "Ghi lý do"},
		"long reason":    {"reason", strings.Repeat("a", maxReason+1), "dài quá"},
		"wrong password": {"password", "không phải đâu", "Mật khẩu không đúng."},
		"no password":    {"password", "", "Mật khẩu không đúng."},
		"not a head":     {"head", "12:xyz", "Dấu nhật ký gồm"},
		"another head":   {"head", "1:" + strings.Repeat("0", 64), "không chứa dấu"},
	} {
		got := good.with(c.field, c.value).send(l.site)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(text(got.body), c.message) || strings.Contains(got.body, goodPassword) {
			t.Errorf("%s: got %d: %s", what, got.status, text(got.body))
		}
	}
	for i := range tries.Pair + 1 {
		if got := good.with("password", fmt.Sprint("sai rồi đấy ", i)).send(l.site); got.status == http.StatusTooManyRequests {
			break
		} else if i == tries.Pair {
			t.Errorf("the password may be guessed without end: got %d", got.status)
		}
	}
	if replaced, _ := backup.Replaced(l.dir); len(replaced) > 0 || l.now().server.db != l.db {
		t.Errorf("something was exchanged: %q", replaced)
	}
}

// Who waits for a request is let finish; whoever comes meanwhile gets a page
// that says so, and styles.
func TestRequestsDuringARestore(t *testing.T) {
	for name, ends := range map[string]bool{"one that ends": true, "one that does not": false} {
		t.Run(name, func(t *testing.T) {
			l := newLiveSite(t)
			l.stored()
			first := l.madeBackup()
			l.program.gate.arrival, l.program.gate.patience = time.Hour, time.Hour
			if !ends { // who sends slowly is not waited for like who works
				l.program.gate.arrival = 50 * time.Millisecond
			}
			slow := l.halfUpload("/directives/1/files", nil, []byte(pdfContent+strings.Repeat("x", 1000)))
			done := make(chan reply)
			go func() { done <- restoreForm(first).send(l.site) }()
			met := l.get("/meetings")
			for until := time.Now().Add(time.Minute); met.status == http.StatusOK; met = l.get("/meetings") {
				if time.Now().After(until) {
					t.Fatal("the gate does not close")
				}
			}
			if ends {
				if met.status != http.StatusServiceUnavailable || !strings.Contains(text(met.body), "Đang khôi phục dữ liệu") ||
					met.header.Get("Retry-After") == "" || met.header.Get("Cache-Control") != "no-store" || strings.Contains(met.body, `class="menu"`) {
					t.Errorf("meanwhile: got %d %v %s", met.status, met.header, text(met.body))
				}
				for path, want := range map[string]int{"/livez": 200, "/search/suggest?q=a": 503, "/exports/meetings?format=csv": 503, "/signin": 503,
					staticRoot + l.server.assets.version + "/css/base.css": 200} {
					if got := l.get(path); got.status != want {
						t.Errorf("%s meanwhile: got %d, want %d", path, got.status, want)
					}
				}
				if answer := slow.finish(); !strings.Contains(answer, "303 See Other") {
					t.Errorf("the upload was not let finish: %.80q", answer)
				}
			}
			if got := <-done; got.status != http.StatusSeeOther {
				t.Fatalf("got %d: %s", got.status, text(got.body))
			}
			l.now()
			l.token = cookieOf(l.signInWith("truong", goodPassword)).Value
			if got := l.get("/meetings"); got.status != http.StatusOK {
				t.Errorf("afterwards: got %d", got.status)
			}
			replaced, _ := backup.Replaced(l.dir)
			uploads, _ := filepath.Glob(filepath.Join(l.dir, replaced[0], store.UploadsDir, "*", "*"))
			if len(uploads) == 1 != ends {
				t.Errorf("kept with the old data: %q, want the upload only if it ended", uploads)
			}
		})
	}
}

// A slowUpload is a form with a file of which half is on its way.
type slowUpload struct {
	t    *testing.T
	conn net.Conn
	rest []byte
}

func (l *liveSite) halfUpload(path string, values map[string]string, file []byte) *slowUpload {
	l.t.Helper()
	body, contentType := encode(l.t, values, file)
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.url, "http://"))
	l.need(err)
	l.t.Cleanup(func() { conn.Close() })
	_, err = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nCookie: %s=%s\r\n"+
		"Content-Type: %s\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", path, sessionCookie, l.token, contentType, body.Len())
	l.need(err)
	// The server asks for the body once its handler reads.
	asked := make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n"))
	_, err = io.ReadFull(conn, asked)
	l.need(err)
	half := body.Len() / 2
	_, err = conn.Write(body.Next(half))
	l.need(err)
	return &slowUpload{l.t, conn, body.Bytes()}
}

func (u *slowUpload) finish() string {
	u.t.Helper()
	if _, err := u.conn.Write(u.rest); err != nil {
		u.t.Fatal(err)
	}
	answer, err := io.ReadAll(u.conn)
	if err != nil {
		u.t.Fatal(err)
	}
	return string(answer)
}

// Of two administrators who restore at once only one does.
func TestTwoRestoresAtOnce(t *testing.T) {
	l := newLiveSite(t)
	name := l.madeBackup()
	l.withPassword("pho", briefing.Administrator, goodPassword)
	others := []*site{l.site, l.as(l.signedIn("pho", "", 0)), l.as(l.signedIn("pho", "", 0))}
	body, contentType := encode(t, restoreForm(name).values, nil)
	var mu sync.Mutex
	var statuses []int
	var wg sync.WaitGroup
	for _, who := range others {
		wg.Go(func() {
			got := who.do("POST", restoreForm(name).path, contentType, bytes.NewReader(body.Bytes()))
			mu.Lock()
			defer mu.Unlock()
			statuses = append(statuses, got.status)
		})
	}
	wg.Wait()
	slices.Sort(statuses)
	replaced, err := backup.Replaced(l.dir)
	refused := func(status int) bool { return slices.Contains([]int{401, 409, 503}, status) }
	if err != nil || len(replaced) != 1 || statuses[0] != 303 || !refused(statuses[1]) || !refused(statuses[2]) {
		t.Errorf("got statuses %v and %q, %v, want one restore", statuses, replaced, err)
	}
	l.now()
	if got := l.signInWith("truong", goodPassword); got.status != http.StatusSeeOther {
		t.Errorf("afterwards: got %d", got.status)
	}
}

// While another program has the database open nothing is exchanged, and the
// program goes on with what it has.
func TestABusyDatabaseIsNotReplaced(t *testing.T) {
	l := newLiveSite(t)
	name := l.madeBackup()
	other := l.raw()
	must(t, other, `SELECT count(*) FROM account`)
	got := restoreForm(name).send(l.site)
	if got.status != http.StatusConflict || !strings.Contains(text(got.body), "còn một chương trình khác đang mở cùng thư mục dữ liệu") {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	if !strings.Contains(got.body, "/meetings") || strings.Contains(got.body, `class="count`) { // its database is closed
		t.Errorf("the menu of the page shows counts that nobody knows: %s", text(got.body))
	}
	l.need(other.Close())
	l.now()
	if got := l.get("/backups"); got.status != http.StatusOK {
		t.Errorf("the session has ended: got %d", got.status)
	}
	if replaced, _ := backup.Replaced(l.dir); len(replaced) > 0 {
		t.Errorf("got %q", replaced)
	}
	l.restore(name)
}

// An exchange that fails half-way lets nobody at half of the data; the next
// start completes it.
func TestAHalfDoneRestoreIsCompletedByTheNextStart(t *testing.T) {
	l := newLiveSite(t)
	name := l.madeBackup()
	staged, err := backup.Stage(t.Context(), filepath.Join(l.server.backupDir(), name), l.dir)
	l.need(err)
	inTheWay := filepath.Join(l.dir, staged.Folder, store.KeyFileName)
	l.need(os.MkdirAll(inTheWay, 0o700))
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest("POST", "/backups/"+name+"/restore", nil)
	err = l.program.exchange(c, staged, func() error { return staged.Record(t.Context(), tester, "Thử") })
	if err != errHalfRestored {
		t.Errorf("got %v", err)
	}
	for _, path := range []string{"/", "/livez"} {
		if got := l.get(path); got.status != http.StatusServiceUnavailable || !strings.Contains(text(got.body), "chạy lại giaoban serve") {
			t.Errorf("%s: got %d: %s", path, got.status, text(got.body))
		}
	}
	l.server.denied.giveBack([]surplus{{by: tester, n: 1}})
	if err := l.program.Close(t.Context()); err != nil || strings.Contains(l.log.String(), "database is closed") {
		t.Errorf("closed: got %v, %s", err, l.log)
	}
	l.need(os.Remove(inTheWay))
	if _, err := backup.Finish(l.dir); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), l.dir)
	l.need(err)
	defer db.Close()
	if entries, err := db.Audit(t.Context(), briefing.AuditFilter{Action: "restore"}); err != nil || len(entries) != 1 {
		t.Errorf("got %d entries, %v", len(entries), err)
	}
}
