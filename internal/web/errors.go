package web

import (
	"context"
	"errors"
	"net/http"
	"os"

	"giaoban/internal/backup"
	"giaoban/internal/store"
)

// A failure is an error with the page that a person gets for it.
type failure struct {
	status  int
	title   string
	message string // what happened and what to do
}

func (f *failure) Error() string { return f.title }

var (
	errNoPage = &failure{http.StatusNotFound, "Không có trang này",
		"Địa chỉ sai, hoặc mục này đã bị xóa. Chọn một mục ở menu."}
	// errHidden is a record that the visitor must not know of: the same page,
	// and an entry in the audit trail.
	errHidden = &failure{errNoPage.status, errNoPage.title, errNoPage.message}
	errMethod = &failure{http.StatusMethodNotAllowed, "Không dùng được cách này",
		"Địa chỉ này không nhận yêu cầu vừa gửi. Quay lại trang trước và bấm nút trên trang."}
	errForbidden = &failure{http.StatusForbidden, "Không có quyền",
		"Tài khoản của bạn không dùng được chức năng này. Nếu cần, hỏi người quản trị."}
	errForeignHost = &failure{http.StatusForbidden, "Không được vào",
		"Chương trình chỉ mở cho trình duyệt trên chính máy chủ, ở địa chỉ http://127.0.0.1."}
	errNotSetUp = &failure{http.StatusForbidden, "Chưa cài đặt",
		"Chương trình chưa có tài khoản nào. Mở trang chính để cài đặt lần đầu."}
	errSignIn = &failure{http.StatusUnauthorized, "Chưa đăng nhập", "Mở trang chính để đăng nhập, rồi làm lại."}
	// errSessionEnded is for a change whose turn came after its maker's rights had gone.
	errSessionEnded = &failure{http.StatusUnauthorized, "Phiên đăng nhập vừa kết thúc",
		"Tài khoản vừa bị khóa, đổi quyền, đặt lại mật khẩu, hoặc đăng xuất ở nơi khác. Chưa có gì được lưu. Nếu cần phần đã nhập, " +
			"bấm nút Quay lại của trình duyệt và chép ra, rồi mở trang chính để đăng nhập lại."}
	errMustChange = &failure{http.StatusForbidden, "Cần đổi mật khẩu",
		"Mật khẩu của bạn do người khác đặt. Mở trang chính để đổi mật khẩu, rồi làm lại."}
	errUnitEnded = &failure{http.StatusForbidden, "Đơn vị đã hết hiệu lực",
		"Tài khoản của bạn gắn với một đơn vị không còn hiệu lực. Nhờ người quản trị chuyển tài khoản sang đơn vị mới."}
	errTooOften = &failure{http.StatusTooManyRequests, "Quá nhiều yêu cầu",
		"Chương trình vừa nhận quá nhiều yêu cầu như thế này. Chờ ít phút rồi thử lại. Chưa có gì thay đổi."}
	errOwnPassword = &failure{http.StatusUnprocessableEntity, "Không đặt lại mật khẩu của chính mình",
		"Dùng mục Đổi mật khẩu ở đầu trang."}
	errStaleAccount = &failure{http.StatusConflict, "Người khác vừa sửa tài khoản này",
		"Chưa có gì thay đổi. Mở lại trang tài khoản, xem rồi bấm lại."}
	errLastAdministrator = &failure{http.StatusUnprocessableEntity, "Không khóa được quản trị viên cuối cùng",
		"Phải còn ít nhất một quản trị viên đang dùng. Thêm quản trị viên khác rồi khóa lại."}
	errCrossOrigin = &failure{http.StatusForbidden, "Yêu cầu đến từ trang khác",
		"Để an toàn, chương trình chỉ nhận biểu mẫu của chính nó. Mở lại trang rồi gửi lại."}
	errTooLarge = &failure{http.StatusRequestEntityTooLarge, "Văn bản quá lớn",
		"Chương trình nhận văn bản đến 1 MB. Chỉ dán phần bài nói về hội nghị. Chưa có gì được lưu."}
	errBroken = &failure{http.StatusBadRequest, "Biểu mẫu đến không trọn vẹn",
		"Đường truyền bị ngắt hoặc dữ liệu hỏng. Chưa có gì được lưu. Quay lại trang trước và gửi lại."}
	errManyFields = &failure{http.StatusBadRequest, "Biểu mẫu có quá nhiều mục",
		"Chương trình nhận một biểu mẫu đến 9.000 mục. Chưa có gì được lưu. Bỏ bớt dòng, hoặc chia làm nhiều lần, rồi gửi lại."}
	errMissing = &failure{http.StatusBadRequest, "Biểu mẫu thiếu trường",
		"Dữ liệu gửi lên không đủ các trường của biểu mẫu. Chưa có gì được lưu. Mở lại trang rồi gửi lại."}
	errAddress = &failure{http.StatusBadRequest, "Địa chỉ không đọc được",
		"Địa chỉ có ký tự sai. Chọn lại mục ở menu."}
	errManyRows = &failure{http.StatusUnprocessableEntity, "Quá nhiều dòng",
		"Hội nghị này có hơn 500 dòng ở một mục, biểu mẫu không hiện hết được."}
	errInUse = &failure{http.StatusConflict, "Chương trình khác đang mở thư mục dữ liệu",
		"Chưa khôi phục gì, dữ liệu vẫn như cũ. Trên máy chủ còn một chương trình khác đang mở cùng thư mục dữ liệu, thường là " +
			"giaoban demo, một giaoban serve thứ hai, hoặc công cụ xem cơ sở dữ liệu. Dừng chương trình đó rồi khôi phục lại."}
	errResetMeanwhile = &failure{http.StatusConflict, "Mật khẩu vừa được đặt lại",
		"Người quản trị vừa đổi tài khoản này. Mật khẩu bạn nhập chưa được lưu; đăng nhập lại bằng mật khẩu mới nhận."}
	errPanic = &failure{http.StatusInternalServerError, "Chương trình gặp lỗi",
		"Thử lại. Nếu vẫn lỗi, báo người quản trị mã lỗi dưới đây."}
)

// An errorPage tells what went wrong.
type errorPage struct {
	frame
	Message string
	ID      string // in the log; "" when the log has nothing to add
}

// fail answers with the page of an error. What nobody foresaw is logged and
// shown without its text, which may tell too much.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	f := failureOf(err)
	page := errorPage{Message: f.message}
	s.noteFailure(r, f)
	if f.status == http.StatusInternalServerError {
		page.ID = w.Header().Get(requestIDHeader)
		s.log.Error("failed", "id", page.ID, "method", r.Method, "path", r.URL.Path, "error", err)
	}
	page.frame = frame{Title: f.title}
	if f.title != errSessionEnded.title { // nothing of the program for who has no rights any more
		page.frame = s.errorFrame(r, f)
	}
	body, err := s.pages.Page("errors/error", page)
	if err != nil {
		s.log.Error("failed", "id", page.ID, "error", err)
		body = []byte(f.title + "\n")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	}
	s.send(w, r, f.status, body)
}

// failureOf chooses the page for an error.
func failureOf(err error) *failure {
	if f, ok := errors.AsType[*failure](err); ok {
		return f
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return errNoPage
	case errors.Is(err, store.ErrLocked):
		return errLocked
	case errors.Is(err, store.ErrSessionEnded):
		return errSessionEnded
	case errors.Is(err, store.ErrFull):
		return &failure{http.StatusInsufficientStorage, "Ổ đĩa của máy chủ đã đầy",
			"Chưa có gì được lưu. Báo người quản trị dọn ổ đĩa, rồi bấm nút Quay lại của trình duyệt và gửi lại."}
	case errors.Is(err, backup.ErrInUse):
		return errInUse
	case errors.Is(err, store.ErrBusy):
		return &failure{http.StatusServiceUnavailable, "Máy chủ đang bận",
			"Chưa có gì được lưu. Chờ một lát, bấm nút Quay lại của trình duyệt rồi gửi lại."}
	case errors.Is(err, store.ErrRanking):
		return &failure{http.StatusServiceUnavailable, "Đang xếp hạng cho người khác",
			"Xếp hạng tất cả kết quả làm máy chủ bận, nên mỗi lúc chỉ làm cho ít người. Chờ vài giây rồi tải lại trang."}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.Canceled):
		return &failure{http.StatusServiceUnavailable, "Máy chủ đang bận", "Chờ một lát rồi thử lại."}
	}
	return errPanic
}
