package web

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

const (
	maxFile     = 20 << 20         // bytes of one file
	maxFiles    = 20               // in one form
	maxUpload   = 200 << 20        // bytes of one form
	uploadsAt   = 6                // forms with files that are read at once, each with one file in memory
	uploadsWait = 10 * time.Second // for one of the others to end
	uploadsTime = 10 * time.Minute // for a form with files to arrive over a slow line
)

// A fileKind is one kind of file that may belong to a record.
type fileKind struct {
	extensions []string
	mediaType  string
	begins     string // the bytes that every such file begins with
	holds      string // a file inside the archive that it is; "" for none
}

func fileKinds() []fileKind {
	const office = "application/vnd.openxmlformats-officedocument."
	return []fileKind{
		{[]string{".pdf"}, "application/pdf", "%PDF-", ""},
		{[]string{".docx"}, office + "wordprocessingml.document", "PK\x03\x04", "word/document.xml"},
		{[]string{".xlsx"}, office + "spreadsheetml.sheet", "PK\x03\x04", "xl/workbook.xml"},
		{[]string{".doc"}, "application/msword", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""},
		{[]string{".png"}, "image/png", "\x89PNG\r\n\x1a\n", ""},
		{[]string{".jpg", ".jpeg"}, "image/jpeg", "\xff\xd8\xff", ""},
	}
}

// fileKindOf returns the kind of a file by its name and its bytes, which must
// agree; ok is false for every other file.
func fileKindOf(name string, content []byte) (kind fileKind, ok bool) {
	for _, k := range fileKinds() {
		if !slices.Contains(k.extensions, strings.ToLower(path.Ext(name))) {
			continue
		}
		return k, bytes.HasPrefix(content, []byte(k.begins)) && (k.holds == "" || archiveHolds(content, k.holds))
	}
	return fileKind{}, false
}

func archiveHolds(content []byte, name string) bool {
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	return slices.ContainsFunc(r.File, func(f *zip.File) bool { return f.Name == name })
}

// fileName makes the name of a file of somebody else's safe to show and to
// store under: without folders and signs that nobody sees.
func fileName(sent string) string {
	name := sent[strings.LastIndexAny(sent, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"*:<>?|`, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimLeft(vntext.Words(vntext.Normalize(name)), ". ")
	if runes := []rune(name); len(runes) > 150 {
		ext := []rune(path.Ext(name))
		name = string(runes[:150-min(len(ext), 10)]) + string(ext[:min(len(ext), 10)])
	}
	return name
}

// A file is an attachment as text.
type file struct{ Name, URL, Size, AddedAt, Remove string }

func fileField() field {
	return field{Name: "file", Label: "Thêm tệp", Hint: "PDF, Word, Excel, ảnh PNG, JPG; mỗi tệp đến 20 MB, chọn được nhiều tệp."}.filled(nil, nil)
}

func (s *server) filesOf(ctx context.Context, directive int64) ([]file, error) {
	found, err := s.db.Attachments(ctx, "directive", directive)
	var all []file
	for _, a := range found {
		url := fmt.Sprintf("%s/files/%d", directiveURL(directive), a.ID)
		all = append(all, file{a.Name, url, sizeText(a.Size), briefing.Clock(a.AddedAt), url + "/remove"})
	}
	return all, err
}

var errUploadBroken = &failure{http.StatusBadRequest, "Tệp đến không trọn vẹn",
	"Đường truyền bị ngắt hoặc dữ liệu hỏng. Những tệp đã nhận xong vẫn được giữ. Mở lại trang văn bản, xem rồi gửi các tệp còn thiếu."}

var errManyUploads = &failure{http.StatusServiceUnavailable, "Máy chủ đang nhận nhiều tệp",
	"Chưa có tệp nào được nhận. Chờ nửa phút, bấm nút Quay lại của trình duyệt rồi gửi lại."}

// addFiles takes the files of a directive one by one, as they come. A bad one is
// refused with its reason and does not keep the others out.
func (s *server) addFiles(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	select {
	case s.uploading <- struct{}{}:
		defer func() { <-s.uploading }()
	case <-time.After(uploadsWait):
		_, _ = io.CopyN(io.Discard, c.Request.Body, maxDrain) // so that the browser shows our answer
		return errManyUploads
	}
	patience := time.Now().Add(uploadsTime)
	control := http.NewResponseController(c.Writer)
	for _, set := range []func(time.Time) error{control.SetReadDeadline, control.SetWriteDeadline} {
		if err := set(patience); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxUpload)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return errBroken
	}
	var refused []string
	stored := 0
	for n := 0; ; {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil || n >= maxFiles {
			return errUploadBroken
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		n++
		wrong, err := s.addFile(c, d.ID, part)
		switch {
		case err != nil:
			return err
		case wrong != "":
			refused = append(refused, wrong)
		default:
			stored++
		}
	}
	if stored == 0 && refused == nil {
		refused = []string{"Chưa chọn tệp nào."}
	}
	if refused != nil {
		return s.showDirective(c, http.StatusUnprocessableEntity, d, refused)
	}
	return redirect(c, directiveURL(d.ID), "attached")
}

// addFile stores one file, or says why not.
func (s *server) addFile(c *gin.Context, directive int64, part *multipart.Part) (wrong string, err error) {
	name := fileName(part.FileName())
	content, err := io.ReadAll(io.LimitReader(part, maxFile+1))
	if err != nil {
		return "", errUploadBroken
	}
	kind, ok := fileKindOf(name, content)
	switch {
	case len(content) > maxFile:
		return fmt.Sprintf("“%s” lớn hơn 20 MB, chưa được nhận.", name), nil
	case len(content) == 0:
		return fmt.Sprintf("“%s” là tệp rỗng, chưa được nhận.", name), nil
	case !ok && kind.mediaType != "":
		return fmt.Sprintf("“%s” không phải tệp %s thật, chưa được nhận. Mở tệp, lưu lại đúng loại rồi gửi.", name, path.Ext(name)), nil
	case !ok:
		return fmt.Sprintf("“%s” không phải tệp PDF, Word, Excel hay ảnh, chưa được nhận.", name), nil
	}
	// The file may have been long on its way, and rights end at once.
	if err := s.stillAdmitted(c); err != nil {
		return "", err
	}
	a := &briefing.Attachment{Name: name, MediaType: kind.mediaType}
	return "", s.db.Attach(c.Request.Context(), actor(c), "directive", directive, a, bytes.NewReader(content))
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
