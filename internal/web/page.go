package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A frame is what every page shows around its content.
type frame struct {
	Title   string
	Crumbs  []link     // from the overview down; the page itself is the title
	Menu    []menuItem // empty for those who may not enter
	Sample  bool       // the database holds sample data
	Notice  string     // what was just done
	Summary []link     // the mistakes in the form, each leading to its field
}

// A link leads to a page or a place in it.
type link struct{ Text, URL string }

// A menuItem is one line of the menu at the left.
type menuItem struct {
	link
	Count   string // "" for none
	Current bool
	Urgent  bool // the count waits for somebody
}

// notices are the messages that a page may show after a redirect, by their
// name in its address.
var notices = map[string]string{
	"confirmed": "Đã xác nhận và lưu.",
	"saved":     "Đã lưu.",
	"draft":     "Đã lưu nháp. Nháp chưa được tính vào tổng số và báo cáo cho đến khi xác nhận.",
	"unsampled": "Đã xóa dữ liệu mẫu.",
}

// frame returns the frame of a page.
func (s *server) frame(c *gin.Context, title string, crumbs ...link) (frame, error) {
	status, err := s.db.Status(c.Request.Context())
	if err != nil {
		return frame{}, err
	}
	return frame{Title: title, Crumbs: crumbs, Menu: menu(c.Request, status), Sample: status.Sample,
		Notice: notices[c.Query("notice")]}, nil
}

// errorFrame returns the frame of an error page, which must not fail and shows
// nothing to those who may not enter.
func (s *server) errorFrame(r *http.Request, f *failure) frame {
	page := frame{Title: f.title}
	if !Local.admits(r) {
		return page
	}
	status, err := s.db.Status(r.Context())
	if err != nil {
		s.log.Error("status for an error page", "error", err)
	}
	page.Menu, page.Sample = menu(r, status), status.Sample
	return page
}

func menu(r *http.Request, status briefing.Status) []menuItem {
	items := []menuItem{
		{link: link{"Tổng quan", "/"}},
		{link: link{"Hội nghị giao ban", "/meetings"}, Count: vntext.FormatInt(int64(status.Meetings))},
		{link: link{"Chưa xác nhận", "/meetings?status=draft"}, Count: vntext.FormatInt(int64(status.Unconfirmed)),
			Urgent: status.Unconfirmed > 0},
		{link: link{"Nhập từ bài viết", "/meetings/import"}},
		{link: link{"Văn bản chỉ đạo", "/directives"}, Count: vntext.FormatInt(int64(status.Directives))},
		{link: link{"Hướng dẫn", "/help"}},
	}
	best := -1
	for i, item := range items {
		path, query, _ := strings.Cut(item.URL, "?")
		under := r.URL.Path == path || path != "/" && strings.HasPrefix(r.URL.Path, path+"/")
		if under && strings.Contains(r.URL.RawQuery, query) && (best < 0 || len(item.URL) > len(items[best].URL)) {
			best = i
		}
	}
	if best >= 0 {
		items[best].Current = true
	}
	return items
}

// show answers with a page.
func (s *server) show(c *gin.Context, status int, name string, page any) error {
	body, err := s.pages.Page(name, page)
	if err != nil {
		return err
	}
	s.send(c.Writer, c.Request, status, body)
	return nil
}

// send writes a page that is complete. Browsers may keep a good one, but must
// ask each time whether it still holds.
func (s *server) send(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	h := w.Header()
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "text/html; charset=utf-8")
	}
	if status == http.StatusOK && r.Method != http.MethodPost {
		sum := sha256.Sum256(body)
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		s.log.Info("answer not taken", "path", r.URL.Path, "error", err)
	}
}

// redirect sends the browser to a page of ours after a change was stored.
func redirect(c *gin.Context, path, notice string) error {
	c.Redirect(http.StatusSeeOther, path+"?notice="+notice)
	return nil
}
