package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A frame is what every page shows around its content.
type frame struct {
	Title       string
	Crumbs      []link     // from the overview down; the page itself is the title
	Menu        []menuItem // empty for those who may not enter
	Who         *signedIn  // nil for strangers
	Edits       bool       // may change the register
	Administers bool       // may change accounts, settings and the sample
	Sample      bool       // the database holds sample data
	Alarm       string     // what is wrong with the audit trail; "" for nothing, or for those whom it does not concern
	Notice      string     // what was just done
	Search      string     // what the search box holds
	Summary     []link     // the mistakes in the form, each leading to its field
	Unsaved     bool       // the form shows what was typed and is not stored
}

// A signedIn is who looks at the page, as the top line names him.
type signedIn struct{ Name, Role string }

// A link leads to a page or a place in it.
type link struct{ Text, URL string }

// A menuItem is one line of the menu at the left.
type menuItem struct {
	link
	Count   string // "" for none
	Current bool
	Urgent  bool // the count waits for somebody
	rule    Rule // of the page
}

// notices are the messages that a page may show after a redirect, by their
// name in its address.
var notices = map[string]string{
	"confirmed":     "Đã xác nhận và lưu.",
	"saved":         "Đã lưu.",
	"removed":       "Đã xóa.",
	"draft":         "Đã lưu nháp. Nháp chưa được tính vào tổng số và báo cáo cho đến khi xác nhận.",
	"next-made":     "Đã tạo nháp hội nghị kỳ sau: cùng loại, đơn vị tổ chức, địa điểm, người và chương trình. Nhập ngày họp rồi lưu.",
	"next-there":    "Hội nghị kỳ sau đã có trong sổ, ở ngay đây.",
	"step-invite":   "Đã ghi: đã mời.",
	"step-begin":    "Đã ghi: đang họp.",
	"step-end":      "Đã ghi: đã họp. Hội nghị được tính vào tổng số và báo cáo.",
	"step-lock":     "Đã khóa. Từ giờ hội nghị chỉ xem được.",
	"step-reopen":   "Đã mở lại. Hết ngày đã ghi, hội nghị tự khóa.",
	"step-withdraw": "Đã đưa về nháp.",
	"related":       "Đã thêm quan hệ.",
	"unrelated":     "Đã bỏ quan hệ.",
	"attached":      "Đã nhận tệp.",
	"detached":      "Đã bỏ tệp.",
	"merged":        "Đã gộp hai mục. Địa chỉ của mục cũ dẫn về đây.",
	"linked":        "Đã nối viện dẫn với văn bản.",
	"stubbed":       "Đã tạo mục mới “mới biết qua viện dẫn” và nối viện dẫn vào đó.",
	"rejected":      "Đã ghi: không phải viện dẫn. Lần đọc sau không tìm lại chỗ này; lấy lại được ở mục Đã bỏ.",
	"reopened":      "Đã đưa chỗ đó về danh sách chờ xử lý, và không còn nối với văn bản nào.",
	"unsampled":     "Đã xóa dữ liệu mẫu.",

	"search-saved":   "Đã lưu tìm kiếm này. Xem lại ở trang Tìm kiếm.",
	"search-removed": "Đã xóa tìm kiếm đã lưu. Xóa nhầm thì bấm Lưu ở dưới: tên cũ còn đó.",
	"search-seen":    "Đã đánh dấu là đã xem.",

	"set-up":        "Đã cài đặt xong. Bạn là người quản trị; thêm tài khoản cho người khác ở mục Tài khoản.",
	"set-up-units":  "Đã cài đặt xong; bạn là người quản trị. Giờ nhập danh sách đơn vị từ tệp Excel.",
	"signed-out":    "Đã đăng xuất.",
	"password":      "Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất.",
	"device-ended":  "Đã đăng xuất thiết bị đó.",
	"devices-ended": "Đã đăng xuất mọi thiết bị của tài khoản này.",
	"disabled":      "Đã khóa tài khoản và đăng xuất mọi thiết bị của tài khoản.",
	"enabled":       "Đã mở khóa tài khoản.",

	"backed-up":      "Đã sao lưu và kiểm tra bản sao lưu: nguyên vẹn.",
	"backup-good":    "Bản sao lưu nguyên vẹn.",
	"backup-removed": "Đã xóa bản sao lưu.",
	"restored":       "Đã khôi phục xong. Đăng nhập bằng tài khoản và mật khẩu có trong bản sao lưu.",
}

// frame returns the frame of a page.
func (s *server) frame(c *gin.Context, title string, crumbs ...link) (frame, error) {
	page := frame{Title: title, Crumbs: crumbs, Notice: notices[c.Query("notice")], Unsaved: c.Request.Method == http.MethodPost}
	return page, s.fillFrame(&page, c.Request)
}

// errorFrame returns the frame of an error page, which must not fail.
func (s *server) errorFrame(r *http.Request, f *failure) frame {
	page := frame{Title: f.title}
	if err := s.fillFrame(&page, r); err != nil {
		s.log.Error("status for an error page", "error", err)
	}
	return page
}

// fillFrame adds what depends on who looks at the page: nothing for strangers.
func (s *server) fillFrame(page *frame, r *http.Request) error {
	a := visitorOf(r).account
	if a == nil {
		return nil
	}
	page.Who = &signedIn{a.FullName, a.Role.Label()}
	if a.MustChange {
		return nil
	}
	status, err := s.db.Status(r.Context())
	page.Edits, page.Administers = Editors.admits(a), Administrators.admits(a)
	page.Sample = status.Sample
	if fault := s.db.AuditFault(); fault != nil && Auditors.admits(a) {
		page.Alarm = sentence(fault.Error())
	}
	page.Menu = menu(r, status, a)
	if err != nil { // no count is known
		for i := range page.Menu {
			page.Menu[i].Count, page.Menu[i].Urgent = "", false
		}
	}
	return err
}

// menu lists the pages that an account may open, with the current one marked.
func menu(r *http.Request, status briefing.Status, a *briefing.Account) []menuItem {
	items := []menuItem{
		{link: link{"Tổng quan", "/"}, rule: Own},
		{link: link{"Tìm kiếm", searchPath}, rule: Anyone},
		{link: link{"Hội nghị giao ban", "/meetings"}, rule: Office, Count: vntext.FormatInt(int64(status.Meetings))},
		{link: link{"Chưa xác nhận", "/meetings?status=draft"}, rule: Editors,
			Count: vntext.FormatInt(int64(status.Unconfirmed)), Urgent: status.Unconfirmed > 0},
		{link: link{"Nhập từ bài viết", "/meetings/import"}, rule: Editors},
		{link: link{"Văn bản chỉ đạo", "/directives"}, rule: Anyone, Count: vntext.FormatInt(int64(status.Directives))},
		{link: link{"Viện dẫn chưa nối", "/citations"}, rule: Office,
			Count: vntext.FormatInt(int64(status.Unresolved)), Urgent: status.Unresolved > 0 && Editors.admits(a)},
		{link: link{"Kết xuất", "/exports"}, rule: Office},
		{link: link{"Đơn vị", "/units"}, rule: Office},
		{link: link{"Cơ quan", "/office"}, rule: Office},
		{link: link{"Tài khoản", "/accounts"}, rule: Auditors},
		{link: link{"Nhật ký", "/audit"}, rule: Auditors},
		{link: link{"Sao lưu", "/backups"}, rule: Auditors},
		{link: link{"Hướng dẫn", "/help"}, rule: Own},
	}
	items = slices.DeleteFunc(items, func(item menuItem) bool { return !item.rule.admits(a) })
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

// showOnce answers with a page that no cache may keep.
func (s *server) showOnce(c *gin.Context, status int, name string, page any) error {
	body, err := s.pages.Page(name, page)
	if err != nil {
		return err
	}
	c.Data(status, "text/html; charset=utf-8", body)
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
		// What one account has seen must not answer for another.
		sum := sha256.Sum256(append([]byte(visitorOf(r).key), body...))
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
