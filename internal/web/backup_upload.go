package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

const (
	maxBackup      = 16 << 30 // bytes of a backup that is sent in
	maxBackupField = 4 << 10  // bytes of each field beside it
	maxBackupParts = 100      // fields of the form
)

var (
	errLargeBackup = &failure{http.StatusRequestEntityTooLarge, "Tệp quá lớn",
		"Trang này nhận bản sao lưu đến 16 GB. Chưa có gì thay đổi. Bản lớn hơn thì khôi phục bằng lệnh giaoban restore trên máy chủ."}
	errBackupBroken = &failure{http.StatusBadRequest, "Tệp đến không trọn vẹn",
		"Đường truyền bị ngắt hoặc dữ liệu hỏng. Chưa có gì thay đổi. Quay lại trang trước và gửi lại."}
)

// A sentBackup is a form with a backup from elsewhere.
type sentBackup struct {
	form
	name string           // what the file is called
	file *backup.Received // nil when none was chosen
}

// receiveBackup reads a form with a backup as it comes: its fields, then the
// file, straight to the disk. Before the file it asks admit, which sees the
// fields. The caller discards the file.
func (s *server) receiveBackup(c *gin.Context, names []string, admit func(*form) error) (*sentBackup, error) {
	pot, who, err := s.potOf(c.Request)
	if err != nil {
		return nil, err
	}
	if !pot.coming.take(who, 1) {
		c.Header("Connection", "close")
		c.Header("Retry-After", fmt.Sprint(30))
		return nil, errNoRoom
	}
	defer pot.coming.give(who, 1)
	body := &pacedBody{from: http.MaxBytesReader(c.Writer, c.Request.Body, maxBackup), patience: pot.patience, longest: pot.longest,
		setDeadline: http.NewResponseController(c.Writer).SetReadDeadline}
	sent := &sentBackup{form: form{values: map[string]string{}}}
	err = sent.read(c, body, func() error {
		if !sent.has(names...) {
			return errMissing
		}
		if err := admit(&sent.form); err != nil {
			return err
		}
		body.longest = backupWithin // and who may send it has time
		return answerUntil(c, time.Now().Add(backupWithin))
	}, s.backupDir())
	if err == nil {
		return sent, nil
	}
	if sent.file != nil {
		err = errors.Join(err, sent.file.Discard())
	}
	_, tooLarge := errors.AsType[*http.MaxBytesError](cmp.Or(body.ended, err))
	_, foreseen := errors.AsType[*failure](err)
	switch {
	case tooLarge:
		return nil, errLargeBackup
	case body.ended != nil && body.ended != io.EOF:
		return nil, errBackupBroken
	case !foreseen:
		return nil, err
	}
	_, _ = io.CopyN(io.Discard, body, maxDrain) // so that the browser shows our answer
	return nil, err
}

// read reads the parts of the form; ready comes once, before the file is read
// or at the end.
func (f *sentBackup) read(c *gin.Context, body io.Reader, ready func() error, dir string) error {
	kind, params, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return errBroken
	}
	parts := multipart.NewReader(body, params["boundary"])
	for range maxBackupParts {
		part, err := parts.NextRawPart()
		switch {
		case err == io.EOF && f.file != nil:
			_, err = io.Copy(io.Discard, body) // so that a body that was cut off shows
			return err
		case err == io.EOF:
			return ready()
		case err != nil, f.file != nil: // the file comes last
			return errBackupBroken
		case part.FormName() == "file" && part.FileName() == "": // none was chosen
			continue
		case part.FormName() == "file":
			err = f.readFile(c, part, ready, dir)
		default:
			err = f.readField(part)
		}
		if err != nil {
			return err
		}
	}
	return errManyFields
}

func (f *sentBackup) readField(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, maxBackupField+1))
	if err != nil || len(value) > maxBackupField {
		return errBroken
	}
	return f.set(part.FormName(), string(value))
}

func (f *sentBackup) readFile(c *gin.Context, part *multipart.Part, ready func() error, dir string) (err error) {
	if err := ready(); err != nil {
		return err
	}
	f.name = fileName(part.FileName())
	f.file, err = backup.Receive(dir, part, c.Request.ContentLength)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errBackupBroken
	}
	return err
}

// discard removes what one request has put on the disk.
func (s *server) discard(what interface{ Discard() error }) {
	if err := what.Discard(); err != nil {
		s.log.Error("discard", "error", err)
	}
}

// otherBackupFields are the fields of the form that checks a backup from
// elsewhere, but for its file.
func otherBackupFields() []field {
	return []field{
		{Name: "head", Label: "Dấu nhật ký đã ghi lại (nếu có)", Width: "full", Sample: "SỐ:MÃ",
			Hint: "Từ thuộc tính của một tệp PDF, Word, Excel kết xuất trước lúc sao lưu, từ tờ giấy đã chép, hoặc trang Nhật ký. Có dấu thì biết chắc nhật ký trong bản sao lưu chưa bị viết lại."},
		{Name: "keep", Label: "Nếu nguyên vẹn", Width: "full", Options: []option{
			{Value: "yes", Label: "Giữ lại trong danh sách"}, {Value: "no", Label: "Chỉ kiểm tra, không giữ"}}},
		{Name: "file", Label: "Tệp sao lưu (.zip)", Type: "file", Width: "full", Required: true},
	}
}

// readHead reads a head of the audit trail that was noted elsewhere; none for "".
func readHead(inv *briefing.Invalid, field, typed string) []briefing.AuditHead {
	typed = vntext.Words(typed)
	if typed == "" {
		return nil
	}
	head, err := briefing.ParseAuditHead(typed)
	inv.Check(err == nil && head.Count > 0, field, "Dấu nhật ký gồm số mục, dấu hai chấm và mã 64 ký tự, như 12:9f86d0…; chép lại cho đủ, hoặc để trống.")
	return []briefing.AuditHead{head}
}

// A checkedPage tells what a check of a backup from elsewhere found.
type checkedPage struct {
	frame
	Record  []fact
	Damage  string // it is not whole
	Doubt   string // it is, but …
	Own     bool   // this program has made it
	Restore string // address, when it was kept
}

// checkOther checks a backup from elsewhere, and keeps one that is whole if that
// is wanted.
func (s *server) checkOther(c *gin.Context) error {
	sent, err := s.receiveBackup(c, []string{"head", "keep"}, func(*form) error { return nil })
	if err != nil {
		return err
	}
	var inv briefing.Invalid
	known := readHead(&inv, "head", sent.values["head"])
	inv.Check(sent.file != nil, "file", "Chọn tệp sao lưu.")
	if sent.file != nil {
		defer s.discard(sent.file)
	}
	if err := s.stillAdmitted(c); err != nil { // the file may have been long on its way
		return err
	}
	if inv.Err() != nil {
		return s.showBackups(c, http.StatusUnprocessableEntity, sent.values, &inv)
	}
	return s.backupWork(c, func(ctx context.Context) error { return s.checkSent(ctx, c, sent, known) })
}

func (s *server) checkSent(ctx context.Context, c *gin.Context, sent *sentBackup, known []briefing.AuditHead) error {
	v, err := s.verify(ctx, sent.file.Path, known...)
	if err != nil {
		return err
	}
	page := checkedPage{Damage: v.damage, Doubt: v.doubt, Own: v.own}
	v.event.Sent, v.event.Size = cmp.Or(sent.name, "?"), sent.file.Size
	kept := ""
	if v.damage == "" && sent.values["keep"] == "yes" {
		kept, err = s.keepBackup(ctx, c, sent.file, v)
		page.Restore = "/backups/" + kept + "/restore"
	} else {
		err = s.db.Record(ctx, actor(c), "verify", "backup", 0, v.told(""))
	}
	if err != nil {
		return err
	}
	page.Record = checkedFacts(v, kept, known)
	return s.showChecked(c, page)
}

// keepBackup puts a backup from elsewhere that was checked into the list and
// returns its name there.
func (s *server) keepBackup(ctx context.Context, c *gin.Context, file *backup.Received, v *verdict) (name string, err error) {
	if name, err = file.Keep(v.event.Made); err != nil {
		return "", err
	}
	err = s.db.Record(ctx, actor(c), "verify", "backup", 0, v.told(name))
	if err == nil { // last: it says that the file is there
		event := v.event
		event.Name = name
		err = s.db.Record(ctx, actor(c), "keep", "backup", 0, event)
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(filepath.Join(s.backupDir(), name)))
	}
	return name, nil
}

// checkedFacts tells what is known of a backup from elsewhere, and what the list
// calls it; "" when it was not kept.
func checkedFacts(v *verdict, kept string, known []briefing.AuditHead) []fact {
	all := []fact{{"Tệp gửi lên", lines(v.event.Sent)}, {"Cỡ", lines(sizeText(v.event.Size))}}
	if v.damage != "" {
		return all
	}
	all = append(all, fact{"Sao lưu lúc", lines(briefing.Clock(v.event.Made))}, fact{"Dấu nhật ký", lines(v.event.AuditHead)},
		fact{"SHA-256 của tệp", lines(v.event.SHA256)})
	if kept != "" {
		all = append(all, fact{"Giữ trong danh sách với tên", lines(kept)})
	}
	for _, head := range known {
		all = append(all, fact{"Dấu đã ghi lại", lines(fmt.Sprintf("nhật ký trong bản này chứa đúng dấu %s: đến mục %d không có gì bị sửa", head, head.Count))})
	}
	return all
}

func (s *server) showChecked(c *gin.Context, page checkedPage) error {
	title, status := "Bản sao lưu nguyên vẹn", http.StatusOK
	switch {
	case page.Damage != "":
		title, status = "Bản sao lưu không dùng được", http.StatusUnprocessableEntity
	case page.Doubt != "" || !page.Own:
		title = "Bản sao lưu mở được, nhưng cần xem lại"
	}
	f, err := s.frame(c, title, link{"Sao lưu", "/backups"})
	if err != nil {
		return err
	}
	page.frame = f
	return s.showOnce(c, status, "backups/checked", page)
}
