package briefing

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// An AuditEntry is one line of the audit trail (nhật ký). Entries are never
// changed.
type AuditEntry struct {
	ID            int64
	At            time.Time // UTC
	Actor, Origin string
	Action        string // create, update, delete, …
	Entity        string // meeting, directive, …
	EntityID      int64  // 0 where there is only one
	Before, After string // JSON; "" for none
	Reason        string
}

// An AuditFilter chooses entries of the trail; its zero value chooses all.
type AuditFilter struct {
	Entity   string
	EntityID int64 // 0 for all
	About    bool  // of the record of Entity and EntityID also what is about it among others
	Actor    string
	Action   string
	From, To time.Time // instants, from the first to before the last; the zero time is no bound
	Before   int64     // only entries older than this one; 0 for the newest
	After    int64     // only those newer than this one, the oldest of them when Limit cuts; 0 for all
	First    int64     // only entries from this number on; 0 for all
	Last     int64     // only entries up to this number; 0 for all
	Limit    int       // 0 for all
}

// An AuditHead is the state of the whole trail (dấu nhật ký): how many entries
// there are, and the code of the last, which depends on all before it.
type AuditHead struct {
	Count int64
	MAC   []byte // nil for an empty trail
}

// String returns the head as exports and backups carry it: 12:9f86d081….
func (h AuditHead) String() string { return fmt.Sprintf("%d:%s", h.Count, hex.EncodeToString(h.MAC)) }

// macSize is the size of an entry's code, HMAC-SHA-256.
const macSize = 32

// ParseAuditHead reads what String wrote.
func ParseAuditHead(s string) (AuditHead, error) {
	count, code, ok := strings.Cut(strings.TrimSpace(s), ":")
	n, err := strconv.ParseInt(count, 10, 64)
	mac, hexErr := hex.DecodeString(code)
	if !ok || err != nil || hexErr != nil || n < 0 || (len(mac) != macSize && n > 0) {
		return AuditHead{}, fmt.Errorf("%q không phải dấu nhật ký (số:mã)", s)
	}
	return AuditHead{Count: n, MAC: mac}, nil
}

// Zone is the time of Vietnam, in which people read instants. It has had no
// summer time since 1975, so it needs no tables of the system.
var Zone = time.FixedZone("ICT", 7*60*60)

// Clock returns an instant as people in Vietnam read it, 09/04/2024 14:05:59.
func Clock(t time.Time) string { return t.In(Zone).Format("02/01/2006 15:04:05") }

// Start returns the instant at which d begins in Vietnam; the zero time for an
// unknown day.
func (d Day) Start() time.Time {
	if !d.Valid() {
		return time.Time{}
	}
	t := d.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Zone)
}

// Names in place of an account's in the trail. No account can have them.
const (
	Stranger = "?" // who is not signed in
	Several  = "*" // more than one account
	Program  = "!" // the program by itself

	Installer = "#" // who has the code of the first set-up
)

// ActorLabel returns the words for who an entry names; the name of an account
// itself.
func ActorLabel(actor string) string {
	user, console := strings.CutPrefix(actor, "cli:")
	switch {
	case console:
		return "Dòng lệnh (" + user + ")"
	case actor == Stranger:
		return "Chưa đăng nhập"
	case actor == Several:
		return "Nhiều tài khoản"
	case actor == Installer:
		return "Người cài đặt"
	case actor == Program:
		return "Chương trình"
	}
	return actor
}

// actionLabels are the words for what an entry says was done.
var actionLabels = map[string]string{
	"create":       "Thêm",
	"update":       "Sửa",
	"delete":       "Xóa",
	"password":     "Đặt mật khẩu",
	"sign_in":      "Đăng nhập",
	"sign_out":     "Đăng xuất",
	"sign_out_all": "Đăng xuất mọi thiết bị",
	"denied":       "Bị từ chối",
	"set_up":       "Thiết lập ban đầu",
	"verify":       "Kiểm tra",
	"download":     "Tải về",
	"relate":       "Thêm quan hệ",
	"unrelate":     "Bỏ quan hệ",
	"merge":        "Gộp",
	"step":         "Đổi trạng thái",
	"attach":       "Đính kèm tệp",
	"detach":       "Bỏ tệp",
	"read":         "Đọc chữ trong tệp",
	"decide":       "Quyết định",
	"link":         "Nối lại",
	"restore":      "Khôi phục",
	"keep":         "Giữ lại",
	"broken":       "Báo lỗi",
}

// ActionLabel returns the word for an action, "Sửa"; an unknown action itself.
func ActionLabel(action string) string {
	if l, ok := actionLabels[action]; ok {
		return l
	}
	return action
}

// entityLabels are the words for kinds of records.
var entityLabels = map[string]string{
	"meeting":    "Hội nghị",
	"directive":  "Văn bản chỉ đạo",
	"citation":   "Viện dẫn",
	"unit":       "Đơn vị",
	"attachment": "Tệp đính kèm",
	"office":     "Cơ quan",
	"account":    "Tài khoản",
	"person":     "Người",
	"setting":    "Thiết đặt",
	"sample":     "Dữ liệu mẫu",
	"backup":     "Bản sao lưu",
	"route":      "Trang",
	"audit":      "Nhật ký",
	"access":     "Truy cập",

	"saved_search": "Tìm kiếm đã lưu",
	"meeting_kind": "Loại hội nghị",
}

// EntityLabel returns the word for a kind of record, "Hội nghị"; an unknown
// kind itself.
func EntityLabel(entity string) string {
	if l, ok := entityLabels[entity]; ok {
		return l
	}
	return entity
}
