package web

import (
	"bytes"
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/auth"
	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// wentOn checks that nothing was exchanged and that the program answers.
func (l *liveSite) wentOn() {
	l.t.Helper()
	if replaced, err := backup.Replaced(l.dir); err != nil || len(replaced) > 0 || l.program.current.Load().server.db != l.db {
		l.t.Errorf("something was exchanged: %q, %v", replaced, err)
	}
	if left := l.scratchLeft(); len(left) > 0 {
		l.t.Errorf("left behind %q", left)
	}
	if got := l.get("/backups"); got.status != http.StatusOK {
		l.t.Errorf("afterwards: got %d", got.status)
	}
}

// What fails as the last thing with the old data leaves them in use.
func TestARestoreThatFailsAtTheLastMomentChangesNothing(t *testing.T) {
	l := newLiveSite(t)
	name := l.madeBackup()
	for what, c := range map[string]struct {
		last   func(last func() error) error
		status int
	}{
		"no room for the backup": {func(func() error) error { return store.ErrFull }, http.StatusInsufficientStorage},
		"the session has ended": {func(last func() error) error {
			a, _, err := l.db.Credentials(t.Context(), "truong")
			if err == nil {
				err = l.db.EndSession(t.Context(), tester, auth.TokenKey(l.token), a.ID)
			}
			return errors.Join(err, last())
		}, http.StatusUnauthorized},
	} {
		l.server.exchange = func(c2 *gin.Context, staged *backup.Staged, last func() error) error {
			return l.program.exchange(c2, staged, func() error { return c.last(last) })
		}
		if got := restoreForm(name).send(l.site); got.status != c.status {
			t.Errorf("%s: got %d, want %d: %s", what, got.status, c.status, text(got.body))
		}
		l.token = l.signedIn("truong", "", 0)
		l.wentOn()
	}
	l.server.exchange = l.program.exchange
	l.restore(name)
}

// While what runs beside the requests does not end nothing is exchanged, and it
// does not run twice.
func TestARestoreWaitsForWhatRunsBeside(t *testing.T) {
	var running, most atomic.Int32
	begun, release := make(chan bool, 10), make(chan bool)
	first := true
	l := liveSiteBeside(t, func(ctx context.Context, _ *store.DB) {
		most.Store(max(most.Load(), running.Add(1)))
		defer running.Add(-1)
		stuck := first
		first = false
		begun <- true
		if stuck {
			<-release
		} else {
			<-ctx.Done()
		}
	}).administered()
	<-begun
	name := l.madeBackup()
	l.program.gate.more = 10 * time.Millisecond
	for range 2 {
		if got := restoreForm(name).send(l.site); got.status != http.StatusConflict || !strings.Contains(text(got.body), "Chưa khôi phục được") {
			t.Errorf("got %d: %s", got.status, text(got.body))
		}
		l.wentOn()
	}
	close(release)
	<-begun
	if n := most.Load(); n != 1 {
		t.Errorf("%d ran beside at once", n)
	}
	l.program.gate.more = time.Minute
	l.restore(name)
}

// ends is a context that ends when it has been asked so often.
type ends struct {
	context.Context
	asked, after int
}

func (e *ends) Err() error {
	e.asked++
	if e.asked > e.after {
		return context.DeadlineExceeded
	}
	return nil
}

// At whatever point the time ends, nothing of the copy stays.
func TestStagingThatTakesTooLongLeavesNothing(t *testing.T) {
	s := newSite(t)
	path := filepath.Join(s.server.backupDir(), s.madeBackup())
	stage := func(after int) (*ends, *backup.Staged, error) {
		ctx := &ends{Context: context.Background(), after: after}
		staged, _, err := s.server.stage(ctx, path, nil, func(*backup.Staged) (string, error) { return "", nil }, false)
		return ctx, staged, err
	}
	whole := &ends{Context: context.Background(), after: 1 << 30}
	staged, err := backup.Stage(whole, path, s.dir)
	s.need(err)
	s.need(staged.Discard())
	for _, after := range []int{0, 1, whole.asked / 2, whole.asked - 1, whole.asked, whole.asked + 1} {
		_, staged, err := stage(after)
		if staged != nil {
			s.need(staged.Discard())
		} else if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %d of %d: got %v", after, whole.asked, err)
		}
		if left := s.scratchLeft(); len(left) > 0 {
			t.Fatalf("after %d of %d: left behind %q", after, whole.asked, left)
		}
	}
}

// Whoever sets up while a backup comes keeps what he has.
func TestSomebodySetsUpDuringAFirstRestore(t *testing.T) {
	old := newSite(t)
	old.withPassword("truong", briefing.Administrator, goodPassword)
	whole := old.backupBytes(old.madeBackup())
	l := newEmptyLiveSite(t)
	l.server.exchange = func(c *gin.Context, staged *backup.Staged, last func() error) error {
		l.token = l.signedIn("nhanh", briefing.Administrator, 0)
		return l.program.exchange(c, staged, last)
	}
	form := sending{path: "/setup/restore", values: map[string]string{restoreCode: setupCode, restoreHead: "", restoreAccept: "no"}, file: whole}
	if got := form.send(l.site); got.status != http.StatusNotFound {
		t.Errorf("got %d: %s", got.status, text(got.body))
	}
	l.wentOn()
}

// Who restores over data that are too damaged to be backed up must say so, and
// they are kept as they are.
func TestDamagedDataAreReplaced(t *testing.T) {
	for _, table := range []string{"topic", "audit"} {
		t.Run(table, func(t *testing.T) {
			l := newLiveSite(t)
			l.fill()
			name := l.madeBackup()
			l.damage(table)
			form := restoreForm(name).with("accept", "yes")
			got := form.send(l.site)
			page := text(got.body)
			if got.status != http.StatusUnprocessableEntity || !strings.Contains(page, "tình trạng hiện tại không sao lưu được") ||
				!strings.Contains(page, "replaced-") || !strings.Contains(got.body, `name="unsaved"`) {
				t.Fatalf("got %d: %s", got.status, page)
			}
			if replaced, _ := backup.Replaced(l.dir); len(replaced) > 0 {
				t.Errorf("replaced without a word: %q", replaced)
			}
			if got := form.with("unsaved", "no").send(l.site); got.status != http.StatusUnprocessableEntity {
				t.Errorf("not wanted: got %d", got.status)
			}
			got = form.with("unsaved", "yes").send(l.site)
			if got.status != http.StatusSeeOther {
				t.Fatalf("wanted: got %d: %s", got.status, text(got.body))
			}
			l.now()
			if e := l.restoreEntry(); !strings.Contains(e.Reason, "không sao lưu được") || !strings.Contains(e.Reason, "Nhập nhầm cả quý") {
				t.Errorf("got %+v", e)
			}
			replaced, err := backup.Replaced(l.dir)
			if err != nil || len(replaced) != 1 {
				t.Fatalf("got %q, %v", replaced, err)
			}
			for _, part := range []string{store.FileName, store.KeyFileName, store.UploadsDir} {
				if _, err := os.Stat(filepath.Join(l.dir, replaced[0], part)); err != nil {
					t.Errorf("not kept: %v", err)
				}
			}
			if err := l.db.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// The box is of no use for data that can be backed up: that is done.
func TestWholeDataAreAlwaysBackedUp(t *testing.T) {
	l := newLiveSite(t)
	name := l.madeBackup()
	if page := l.get("/backups/" + name + "/restore"); strings.Contains(page.body, `name="unsaved"`) {
		t.Error("the box is offered without need")
	}
	if got := restoreForm(name).with("unsaved", "yes").send(l.site); got.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", got.status, text(got.body))
	}
	if kept := l.listed(); len(kept) != 2 {
		t.Errorf("got %v", kept)
	}
}

// damage overwrites the first page of a table in the file of the database.
func (l *liveSite) damage(table string) {
	l.t.Helper()
	db := l.raw()
	var page, size int64
	l.need(db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = $1`, table).Scan(&page))
	l.need(db.QueryRow(`PRAGMA page_size`).Scan(&size))
	must(l.t, db, `PRAGMA wal_checkpoint(TRUNCATE)`)
	l.need(db.Close())
	f, err := os.OpenFile(filepath.Join(l.dir, store.FileName), os.O_WRONLY, 0)
	l.need(err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xee}, int(size)), (page-1)*size)
	l.need(err)
	l.need(f.Close())
}

// Whoever sends a backup slowly keeps nobody from making one, with or without
// the code of the console.
func TestASlowBackupHoldsNobodyUp(t *testing.T) {
	l := newLiveSite(t)
	whole := l.backupBytes(l.madeBackup())
	slow := l.halfUpload("/backups/check", map[string]string{"head": "", "keep": "no"}, whole)
	l.madeBackup()
	if answer := slow.finish(); !strings.Contains(answer, "200 OK") {
		t.Errorf("got %.80q", answer)
	}
}

// A backup that is only checked is in no list, whatever it is called.
func TestWhatIsNotKeptIsNotListed(t *testing.T) {
	s := newSite(t)
	name := s.madeBackup()
	whole := s.backupBytes(name)
	before := text(s.get("/backups").body)
	for _, called := range []string{name, ".", "x.zip"} {
		for _, file := range [][]byte{whole, whole[:len(whole)/2]} {
			var body bytes.Buffer
			w := multipart.NewWriter(&body)
			s.need(w.WriteField("head", ""))
			s.need(w.WriteField("keep", "no"))
			part, err := w.CreateFormFile("file", called)
			s.need(err)
			_, err = part.Write(file)
			s.need(err)
			s.need(w.Close())
			if got := s.do("POST", "/backups/check", w.FormDataContentType(), &body); strings.Contains(text(got.body), "Giữ trong danh sách") {
				t.Errorf("%q: got %d: %s", called, got.status, text(got.body))
			}
		}
	}
	if after := text(s.get("/backups").body); after != before {
		t.Errorf("got %s, want %s", after, before)
	}
}

// A wrong code costs nobody what else was chosen.
func TestAWrongCodeKeepsTheRest(t *testing.T) {
	s := newEmptySite(t)
	head := "12:" + strings.Repeat("a", 64)
	form := sending{path: "/setup/restore", values: map[string]string{restoreCode: "sai", restoreHead: head, restoreAccept: "yes"}, file: []byte("x")}
	got := form.send(s)
	again := formTo(t, got.body, "/setup/restore")
	if got.status != http.StatusUnprocessableEntity || again.values[restoreHead] != head || again.values[restoreAccept] != "yes" || again.values[restoreCode] != "" {
		t.Errorf("got %d with %v", got.status, again.values)
	}
}
