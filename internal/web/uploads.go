package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

const (
	maxFile     = 20 << 20         // bytes of one file
	maxFiles    = 20               // in one form
	maxUpload   = 200 << 20        // bytes of one form
	uploadsAt   = 6                // forms with files that are read at once, each with one file in memory
	uploadsWait = 10 * time.Second // for one of the others to end
	uploadsTime = 10 * time.Minute // for a form with files to arrive over a slow line
)

// A fileVerdict is what became of one file that was sent.
type fileVerdict struct {
	Name    string `json:"name"`
	Kept    bool   `json:"kept"` // it is among the files of the record now
	Message string `json:"message"`
}

// An arrival is a form with files on its way to a record.
type arrival struct {
	by       store.Actor
	entity   string
	id       int64
	verdicts []fileVerdict
	broken   bool // the form was cut off, or brings too much
}

func (a *arrival) refuse(name, message string) {
	a.verdicts = append(a.verdicts, fileVerdict{Name: name, Message: message})
}

// status is that of the answer.
func (a *arrival) status() int {
	switch {
	case a.broken:
		return http.StatusBadRequest
	case a.whole():
		return http.StatusOK
	}
	return http.StatusUnprocessableEntity
}

// whole reports whether every file is there now.
func (a *arrival) whole() bool {
	for _, v := range a.verdicts {
		if !v.Kept {
			return false
		}
	}
	return !a.broken
}

var errManyUploads = &failure{http.StatusServiceUnavailable, "Máy chủ đang nhận nhiều tệp",
	"Chưa có tệp nào được nhận. Chờ nửa phút, bấm nút Quay lại của trình duyệt rồi gửi lại."}

// receiveFiles takes the files for a record one by one, as they come: each is
// stored whole or not at all, and a bad one does not keep the others out. It
// fails when nothing more may be told to who sends them.
func (s *server) receiveFiles(c *gin.Context, entity string, id int64) (*arrival, error) {
	select {
	case s.uploading <- struct{}{}:
		defer func() { <-s.uploading }()
	case <-time.After(uploadsWait):
		_, _ = io.CopyN(io.Discard, c.Request.Body, maxDrain) // so that the browser shows our answer
		return nil, errManyUploads
	}
	patience := time.Now().Add(uploadsTime)
	control := http.NewResponseController(c.Writer)
	for _, set := range []func(time.Time) error{control.SetReadDeadline, control.SetWriteDeadline} {
		if err := set(patience); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return nil, err
		}
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxUpload)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, errBroken
	}
	a := &arrival{by: actor(c), entity: entity, id: id}
	for n := 0; ; {
		part, err := parts.NextRawPart()
		switch {
		case err == io.EOF && n == 0:
			a.refuse("", "Chưa chọn tệp nào.")
			return a, nil
		case err == io.EOF:
			return a, nil
		case isTooLarge(err):
			a.broken = true
			a.refuse("", tooMuch)
			return a, nil
		case err != nil:
			a.broken = true
			a.refuse("", "Đường truyền bị ngắt nên các tệp sau đó chưa đến. Gửi lại những tệp còn thiếu.")
			return a, nil
		case part.FormName() != "file" || part.FileName() == "":
			continue
		case n >= maxFiles:
			a.broken = true
			a.refuse("", fmt.Sprintf("Mỗi lần gửi đến %d tệp; các tệp sau đó chưa được nhận. Gửi tiếp ở lần sau.", maxFiles))
			return a, nil
		}
		n++
		if err := s.receiveFile(c, a, part); err != nil || a.broken {
			return a, err
		}
	}
}

// tooMuch is said when a form brings more than it may.
const tooMuch = "Mỗi lần gửi đến 200 MB; tệp này và các tệp sau chưa được nhận. Gửi tiếp chúng ở lần sau."

func isTooLarge(err error) bool {
	_, large := errors.AsType[*http.MaxBytesError](err)
	return large
}

// receiveFile stores one file, or notes why not.
func (s *server) receiveFile(c *gin.Context, a *arrival, part *multipart.Part) error {
	name := fileName(part.FileName())
	content, err := io.ReadAll(io.LimitReader(part, maxFile+1))
	if isTooLarge(err) {
		a.broken = true
		a.refuse(name, tooMuch)
		return nil
	}
	if err != nil {
		a.broken = true
		a.refuse(name, "Đường truyền bị ngắt giữa tệp này; tệp này và các tệp sau chưa được nhận. Gửi lại những tệp đó.")
		return nil
	}
	if wrong := wrongFile(name, content); wrong != "" {
		a.refuse(name, wrong)
		return nil
	}
	// The file may have been long on its way, and rights end at once.
	v := visitorOf(c.Request)
	sender := v.account
	if err := s.stillAdmitted(c); err != nil {
		v.account = sender // the trail names who it was
		return a.ended(err)
	}
	kind, _ := fileKindOf(name, content)
	file := &briefing.Attachment{Name: name, MediaType: kind.mediaType}
	err = s.db.Attach(c.Request.Context(), a.by, a.entity, a.id, file, bytes.NewReader(content))
	switch {
	case errors.Is(err, store.ErrSameFile):
		a.verdicts = append(a.verdicts, fileVerdict{name, true, "Đã có đúng tệp này, không lưu thêm."})
		return nil
	case err != nil:
		return a.ended(err)
	}
	s.unread.wake()
	a.verdicts = append(a.verdicts, fileVerdict{name, true, "Đã nhận."})
	return nil
}

// wrongFile says why a file is not taken; "" for a good one.
func wrongFile(name string, content []byte) string {
	kind, ok := fileKindOf(name, content)
	switch {
	case len(content) > maxFile:
		return "Tệp lớn hơn 20 MB, chưa được nhận. Chia nhỏ hoặc nén ảnh trong tệp rồi gửi lại."
	case len(content) == 0:
		return "Tệp rỗng, chưa được nhận."
	case !ok && kind.mediaType != "":
		return fmt.Sprintf("Tệp không phải %s thật (hoặc có mật khẩu, có macro), chưa được nhận. Mở tệp, lưu lại đúng loại rồi gửi.", path.Ext(name))
	case !ok:
		return "Chỉ nhận " + acceptedFiles + "; tệp này chưa được nhận."
	}
	return ""
}

// ended makes an error one that names the files that were kept before it.
func (a *arrival) ended(err error) error {
	var kept []string
	for _, v := range a.verdicts {
		if v.Kept {
			kept = append(kept, "“"+v.Name+"”")
		}
	}
	f := failureOf(err)
	message := "Không có tệp nào được nhận."
	if kept != nil {
		message = "Đã nhận " + strings.Join(kept, ", ") + "; các tệp sau đó chưa được nhận."
	}
	switch f.status {
	case http.StatusInternalServerError:
		if kept == nil {
			return err
		}
		return fmt.Errorf("after %d files: %w", len(kept), err)
	case http.StatusUnauthorized:
		return &failure{f.status, errSessionEnded.title, "Tài khoản vừa bị khóa, đổi quyền, hoặc đăng xuất ở nơi khác. " + message +
			" Mở trang chính để đăng nhập lại."}
	}
	return &failure{f.status, f.title, message + " " + f.message}
}
