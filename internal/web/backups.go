package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// A backupsPage lists the backups in the data folder.
type backupsPage struct {
	frame
	Rows []backupRow
	Last string // time of the newest one that was found whole; "" for none
	Data string // the data folder, for the commands that restore
	Name string // of the newest backup, for the same
	Head string // of the same, as the audit trail tells; "" when it tells of none
	Sum  string // SHA-256 of its file, from there too

	Other    []field  // of the form that checks a backup from elsewhere
	Replaced []string // folders with data that a restore has replaced
}

// A backupRow is one backup, as text.
type backupRow struct {
	Number, Name, URL string
	Made, Size, Head  string
	State             string // what the last check found
	Good, Bad         bool   // neither: not checked, or of unknown origin
}

// backupWithin is how long making or checking a backup may take.
const backupWithin = 30 * time.Minute

var errBackupRuns = &failure{http.StatusConflict, "Đang sao lưu hoặc kiểm tra",
	"Mỗi lúc chỉ sao lưu hoặc kiểm tra một bản. Chờ xong rồi thử lại."}

func (s *server) backupDir() string { return filepath.Join(s.dir, backup.FolderName) }

// backups shows the backups, the newest first.
func (s *server) backups(c *gin.Context) error {
	return s.showBackups(c, http.StatusOK, map[string]string{"keep": "yes"}, nil)
}

// showBackups shows the backups with what was typed about one from elsewhere.
func (s *server) showBackups(c *gin.Context, status int, typed map[string]string, inv *briefing.Invalid) error {
	kept, err := backup.List(s.backupDir())
	if err != nil {
		return err
	}
	checked, err := s.backupEvents(c.Request.Context(), "verify")
	if err != nil {
		return err
	}
	made, err := s.madeBackups(c.Request.Context())
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Sao lưu")
	if err != nil {
		return err
	}
	page := backupsPage{frame: f, Data: s.dir, Name: "giaoban-….zip"}
	if page.Replaced, err = backup.Replaced(s.dir); err != nil {
		return err
	}
	for _, one := range otherBackupFields() {
		page.Other = append(page.Other, one.filled(typed, inv))
	}
	page.Summary = summaryOf(page.Other)
	for i, k := range kept {
		row := backupRow{Number: number(i + 1), Name: k.Name, URL: "/backups/" + k.Name, Made: briefing.Clock(k.Made),
			Size: sizeText(k.Size), Head: shortHead(k.AuditHead), State: "chưa kiểm tra"}
		found, noted := newestOf(checked, k.Name)
		switch {
		case !noted:
		case found.Damage != "":
			row.Bad, row.State = true, sentence(found.Damage)
		case madeHere(made, found.SHA256):
			row.Good, row.State = true, "nguyên vẹn, "+found.at
		default:
			row.State = unknownOrigin + ", " + found.at
		}
		if row.Good && page.Last == "" {
			page.Last = row.Made
		}
		page.Rows = append(page.Rows, row)
	}
	if len(kept) > 0 {
		newest, _ := newestOf(made, kept[0].Name)
		page.Name, page.Head, page.Sum = kept[0].Name, newest.AuditHead, newest.SHA256
	}
	return s.show(c, status, "backups/list", page)
}

// makeBackup makes a backup and checks the finished file. Others go on reading
// and writing meanwhile.
func (s *server) makeBackup(c *gin.Context) error {
	return s.backupWork(c, func(ctx context.Context) error {
		event, err := s.backUp(ctx, actor(c))
		if err != nil {
			return err
		}
		return s.check(ctx, c, event.Name, "backed-up")
	})
}

// backUp makes a backup and notes it.
func (s *server) backUp(ctx context.Context, by store.Actor) (backup.Event, error) {
	if err := os.MkdirAll(s.backupDir(), 0o700); err != nil {
		return backup.Event{}, err
	}
	name, err := backup.NewName(s.backupDir(), s.now().In(briefing.Zone))
	if err != nil {
		return backup.Event{}, err
	}
	path := filepath.Join(s.backupDir(), name)
	m, err := backup.Write(ctx, s.db, s.dir, path, s.version)
	if err != nil {
		return backup.Event{}, fmt.Errorf("back up: %w", err)
	}
	event, err := backup.EventOf(path, m)
	if err == nil {
		err = s.db.Record(ctx, by, "create", "backup", 0, event)
	}
	if err != nil { // no backup without a trace of who made it
		return event, errors.Join(err, os.Remove(path))
	}
	return event, nil
}

// fetchBackup sends a backup as a file, always whole: each entry in the audit
// trail means that all of it may have gone out.
func (s *server) fetchBackup(c *gin.Context) error {
	path, ok := backup.Path(s.backupDir(), c.Param("name"))
	if !ok {
		return errNoPage
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	ctx, cancel, err := longWork(c)
	if err != nil {
		return err
	}
	defer cancel()
	var content io.Reader = f
	if c.Request.Method == http.MethodHead {
		content = http.NoBody
	} else if err := s.db.Record(ctx, actor(c), "download", "backup", 0, backup.Event{Name: c.Param("name"), Size: info.Size()}); err != nil {
		return err
	}
	fileHeaders(c, c.Param("name"))
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Length", strconv.FormatInt(info.Size(), 10))
	_, _ = io.Copy(c.Writer, content) // it fails only for who has hung up, or the browser sees that bytes are missing
	return nil
}

// askRemoval is the first step of deleting a backup: the second has a page of
// its own, so that no click by chance destroys one.
func (s *server) askRemoval(c *gin.Context) error {
	kept, err := backup.List(s.backupDir())
	if err != nil {
		return err
	}
	for _, k := range kept {
		if k.Name == c.Param("name") {
			return s.showRemoval(c, http.StatusOK, "Xóa bản sao lưu", link{"Sao lưu", "/backups"}, nil, removalPage{
				Record: []fact{{"Tệp", lines(k.Name)}, {"Sao lưu lúc", lines(briefing.Clock(k.Made))}, {"Cỡ", lines(sizeText(k.Size))}},
				Effect: "Xóa rồi thì không lấy lại được.", Plain: true, Action: "/backups/" + k.Name + "/remove"})
		}
	}
	return errNoPage
}

// removeBackup deletes a backup. It is noted first: a file that is gone without
// a trace would be worse than a trace of one that is still there.
func (s *server) removeBackup(c *gin.Context) error {
	path, ok := backup.Path(s.backupDir(), c.Param("name"))
	if !ok {
		return errNoPage
	}
	return s.backupWork(c, func(ctx context.Context) error {
		if err := s.db.Record(ctx, actor(c), "delete", "backup", 0, backup.Event{Name: c.Param("name")}); err != nil {
			return err
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		return redirect(c, "/backups", "backup-removed")
	})
}

// backupWork does what only one request at a time may do with backups, and
// gives it time.
func (s *server) backupWork(c *gin.Context, work func(context.Context) error) error {
	if !s.backing.TryLock() {
		return errBackupRuns
	}
	defer s.backing.Unlock()
	ctx, cancel, err := longWork(c)
	if err != nil {
		return err
	}
	defer cancel()
	return work(ctx)
}

// longWork lets a request take longer than others may.
func longWork(c *gin.Context) (context.Context, context.CancelFunc, error) {
	until := time.Now().Add(backupWithin)
	if err := answerUntil(c, until); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithDeadline(c.Request.Context(), until)
	return ctx, cancel, nil
}

// answerUntil lets a request be answered until then.
func answerUntil(c *gin.Context, until time.Time) error {
	err := http.NewResponseController(c.Writer).SetWriteDeadline(until)
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// sizeText writes a number of bytes as people read it: "1,2 MB".
func sizeText(n int64) string {
	switch {
	case n < 1<<10:
		return vntext.FormatInt(n) + " byte"
	case n < 1<<20:
		return vntext.FormatNumber(float64(n)/(1<<10), 1) + " KB"
	}
	return vntext.FormatNumber(float64(n)/(1<<20), 1) + " MB"
}

// shortHead shows as much of a head as tells it from others.
func shortHead(head string) string {
	if len(head) > 24 {
		return head[:24] + "…"
	}
	return head
}
