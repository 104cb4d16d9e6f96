package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"giaoban/internal/article"
	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// An importPage takes an article, pasted or as a file.
type importPage struct {
	frame
	Text   field
	File   field
	Manual bool // offer to go on without what the program could not find
}

// importPage shows the empty page.
func (s *server) importPage(c *gin.Context) error {
	return s.showImport(c, http.StatusOK, "", nil)
}

// Why an article that can be read gives no draft.
var (
	errNoMeeting = errors.New("không thấy hội nghị giao ban nào trong bài này. " +
		"Dán cả bài, từ tên bài đến hết, hoặc tự nhập bên cạnh bài")
	errTwoTexts  = errors.New("có cả bài dán và tệp: xóa bài ở ô này nếu muốn đọc tệp, hoặc gửi lại mà không chọn tệp")
	errManyFinds = errors.New("bài có hơn 500 văn bản hoặc số liệu: hãy chia nhỏ, mỗi lần một hội nghị")
)

// importText reads an article and shows what it found for a person to check.
// It stores nothing.
func (s *server) importText(c *gin.Context) error {
	f := sentForm(c)
	if !f.has(rawField, "do") {
		return errMissing
	}
	text := f.values[rawField]
	if f.file != nil {
		text = vntext.Decode(f.file)
	}
	if len(text) > maxText {
		return errTooLarge
	}
	if f.file != nil && vntext.Words(f.values[rawField]) != "" {
		return s.showImport(c, http.StatusUnprocessableEntity, f.values[rawField], errTwoTexts)
	}
	m, err := s.readArticle(c.Request.Context(), text, f.values["do"] == "manual")
	if err != nil {
		return s.showImport(c, http.StatusUnprocessableEntity, text, err)
	}
	return s.showEntry(c, http.StatusOK, &entry{base: m, values: meetingValues(m)})
}

// read reads a text when its turn comes: a crowd of long texts must not take
// the machine's memory.
func (s *server) read(ctx context.Context, text string) (*article.Reading, error) {
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return article.Read(text)
}

// readArticle returns the draft that a text gives. By hand, a text without a
// meeting gives an empty one beside it.
func (s *server) readArticle(ctx context.Context, text string, byHand bool) (*briefing.Meeting, error) {
	reading, err := s.read(ctx, text)
	if err != nil {
		return nil, err
	}
	m := reading.Meeting
	if m == nil && !byHand {
		return nil, errNoMeeting
	}
	if m == nil {
		m = &briefing.Meeting{Source: reading.Text, Citations: reading.Citations}
	}
	if !fitsForm(m) {
		return nil, errManyFinds
	}
	kinds, err := s.db.MeetingKinds(ctx)
	if err != nil {
		return nil, err
	}
	m.State, m.Kind = briefing.Draft, briefing.KindFor(kinds, m.Reports)
	return m, nil
}

// showImport shows the page with the text kept, as far as it is one, and what
// is wrong with it.
func (s *server) showImport(c *gin.Context, status int, text string, wrong error) error {
	f, err := s.frame(c, "Nhập từ bài viết", link{"Hội nghị giao ban", "/meetings"})
	if err != nil {
		return err
	}
	page := importPage{frame: f, Manual: errors.Is(wrong, errNoMeeting),
		Text: field{Name: rawField, ID: "f-text", Label: "Nội dung bài viết", Focus: wrong == nil},
		File: field{Name: "file", ID: "f-file", Label: "hoặc chọn tệp văn bản (.txt)"}}
	if readable(text) {
		page.Text.Value = vntext.Normalize(text)
	}
	if wrong != nil {
		page.Text.Message = sentence(wrong.Error())
		page.Summary = []link{{page.Text.Message, "#f-text"}}
	}
	return s.show(c, status, "meetings/import", page)
}

// sentence writes a message with a capital letter and a full stop.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}
