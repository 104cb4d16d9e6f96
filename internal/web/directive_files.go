package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A file is an attachment as text.
type file struct {
	Name, URL, Size, AddedAt, Remove string
	Page                             string // with its text
	SHA256                           string
	Old                              bool   // there is a newer version
	State                            string // what is to be said of its text; "" for nothing
	Earlier                          []file // versions, the newest first
}

func fileField() field {
	return field{Name: "file", Label: "Thêm tệp", Hint: "Nhận " + acceptedFiles + "; mỗi tệp đến 20 MB, chọn được nhiều tệp, mỗi lần đến 200 MB. " +
		"Tệp trùng tên với tệp đã có thành bản mới; các bản cũ vẫn được giữ."}.filled(nil, nil)
}

// filesOf lists the files of a record whose page stands at an address.
func (s *server) filesOf(ctx context.Context, entity string, id int64, page string) ([]file, error) {
	found, err := s.db.Attachments(ctx, entity, id)
	var all []file
	for _, a := range found {
		url := fmt.Sprintf("%s/files/%d", page, a.ID)
		one := file{Name: a.Name, URL: url, Size: sizeText(a.Size), AddedAt: briefing.Clock(a.AddedAt), Remove: url + "/remove",
			Page: attachmentURL(a.ID), SHA256: a.SHA256}
		if !a.Newest && len(all) > 0 {
			one.Old = true
			last := &all[len(all)-1]
			last.Earlier = append(last.Earlier, one)
			continue
		}
		one.State = textState(&a.Text)
		all = append(all, one)
	}
	return all, err
}

// textState says in few words what became of the text of a file; "" where it
// was read whole.
func textState(t *briefing.FileText) string {
	switch t.State {
	case briefing.TextWaiting:
		return "đang đọc chữ"
	case briefing.TextNone:
		return "ảnh, không có chữ"
	case briefing.TextLocked:
		return "có mật khẩu"
	case briefing.TextBroken, briefing.TextFailed:
		return "không đọc được chữ"
	}
	if t.Cut {
		return "chỉ đọc phần đầu"
	}
	return ""
}

// addFiles takes files for a directive, and tells of each what became of it.
func (s *server) addFiles(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	arrived, err := s.receiveFiles(c, "directive", d.ID)
	switch {
	case err != nil:
		return err
	case c.GetHeader("Accept") == "application/json": // our own script, which asks each verdict
		c.JSON(http.StatusOK, arrived.verdicts)
		return nil
	case arrived.whole():
		return redirect(c, directiveURL(d.ID), "attached")
	}
	return s.showDirective(c, arrived.status(), d, arrived.verdicts)
}

// sendAttachment sends a file of a directive, which no browser opens as a page
// of ours.
func (s *server) sendAttachment(c *gin.Context) error {
	directive, err1 := strconv.ParseInt(c.Param("id"), 10, 64)
	id, err2 := strconv.ParseInt(c.Param("file"), 10, 64)
	if err1 != nil || err2 != nil {
		return errNoPage
	}
	a, f, err := s.db.OpenAttachment(c.Request.Context(), "directive", directive, id)
	if err != nil {
		return err
	}
	defer f.Close()
	fileHeaders(c, a.Name)
	c.DataFromReader(http.StatusOK, a.Size, a.MediaType, f, nil)
	return nil
}

// removeFile takes a file from a directive.
func (s *server) removeFile(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(c.Param("file"), 10, 64)
	if err != nil {
		return errNoPage
	}
	err = s.db.Detach(c.Request.Context(), actor(c), "directive", d.ID, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) { // somebody else was faster
		return err
	}
	return redirect(c, directiveURL(d.ID), "detached")
}
