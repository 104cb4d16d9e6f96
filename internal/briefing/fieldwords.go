package briefing

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fieldLabels are the words for stored fields, by kind of record and name.
// Those without a kind hold for every kind.
var fieldLabels = map[string]string{
	"ID": "Mã số", "Name": "Tên", "Sample": "Dữ liệu mẫu", "Version": "Lần sửa", "UpdatedAt": "Lưu lúc",
	"ValidFrom": "Từ ngày", "ValidTo": "Đến hết ngày", "Device": "Thiết bị", "From": "Từ", "To": "Đến",

	"meeting.Title": "Tên hội nghị", "meeting.HeldOn": "Ngày họp", "meeting.PostedOn": "Ngày đăng bài",
	"meeting.Reports": "Kỳ báo cáo", "meeting.ReportLabel": "Kỳ báo cáo, cách ghi trong bài",
	"meeting.Plan": "Kỳ nhiệm vụ", "meeting.Plan.Key": "Kỳ", "meeting.Plan.From": "Từ ngày",
	"meeting.Plan.To": "Đến ngày", "meeting.Plan.Label": "Cách ghi trong bài",
	"meeting.Organizer": "Đơn vị tổ chức", "meeting.Place": "Địa điểm",
	"meeting.Participations": "Người chủ trì, phát biểu", "meeting.Participations.Role": "Vai trò",
	"meeting.Participations.Name": "Họ tên", "meeting.Participations.Title": "Chức vụ",
	"meeting.Participations.Label": "Không nêu tên", "meeting.Participations.Span": "Chỗ trong bài",
	"meeting.Topics": "Nội dung thảo luận", "meeting.Topics.Text": "Nội dung", "meeting.Topics.Span": "Chỗ trong bài",
	"meeting.Counts": "Số mô hình được nêu", "meeting.Counts.Measure": "Loại", "meeting.Counts.Level": "Cấp",
	"meeting.Counts.Value": "Số", "meeting.Counts.Qualifier": "Mức", "meeting.Counts.Label": "Cách ghi trong bài",
	"meeting.Counts.Span": "Chỗ trong bài",
	"meeting.Citations":   "Văn bản viện dẫn", "meeting.Citations.ID": "Mã số", "meeting.Citations.Text": "Cách ghi trong bài",
	"meeting.Citations.Genre": "Loại", "meeting.Citations.Number": "Số", "meeting.Citations.Year": "Năm",
	"meeting.Citations.Symbol": "Số, ký hiệu", "meeting.Citations.Issuer": "Cơ quan ban hành",
	"meeting.Citations.Date": "Ngày", "meeting.Citations.Title": "Tên văn bản", "meeting.Citations.Span": "Chỗ trong bài",
	"meeting.Citations.Directive": "Mã số văn bản trong sổ", "meeting.Citations.Manual": "Do người nhập",
	"meeting.Citations.Field": "Ở mục", "meeting.Citations.DecidedBy": "Người quyết định",
	"meeting.Citations.Rejected": "Không phải viện dẫn", "meeting.Citations.Document": "Nối với",
	"meeting.Citations.Record": "Trong",
	"meeting.Rejected":         "Đã loại, không phải viện dẫn",
	"meeting.Source":           "Bài viết gốc", "meeting.Spans": "Chỗ trong bài của từng mục", "meeting.Confirmed": "Đã xác nhận", "meeting.State": "Trạng thái",
	"meeting.LockedAfter": "Mở lại đến hết ngày", "meeting.KindName": "Loại hội nghị", "meeting.Begins": "Giờ bắt đầu",
	"meeting.Ends": "Giờ kết thúc", "meeting.Agenda": "Chương trình", "meeting.Agenda.Kind": "Loại mục",
	"meeting.Agenda.Topic": "Nội dung", "meeting.Agenda.Label": "Người trình bày", "meeting.Agenda.UnitName": "Đơn vị",
	"meeting.Agenda.Minutes": "Số phút", "meeting.Agenda.Outcome": "Kết quả",
	"meeting.Spans.title": "Tên hội nghị", "meeting.Spans.held_on": "Ngày họp", "meeting.Spans.posted_on": "Ngày đăng bài",
	"meeting.Spans.organizer": "Đơn vị tổ chức", "meeting.Spans.place": "Địa điểm",
	"meeting.Spans.report_period": "Kỳ báo cáo", "meeting.Spans.plan_period": "Kỳ nhiệm vụ",

	"meeting_kind.Period": "Kỳ báo cáo thường gặp", "meeting_kind.Retired": "Thôi dùng",

	"directive.Genre": "Loại văn bản", "directive.Number": "Số", "directive.Symbol": "Số, ký hiệu",
	"directive.Issuer": "Cơ quan ban hành", "directive.Date": "Ngày ban hành", "directive.Year": "Năm ban hành",
	"directive.Title": "Trích yếu", "directive.Stub": "Mới biết qua viện dẫn", "directive.Place": "Nơi ban hành",
	"directive.Term": "Nhiệm kỳ", "directive.Family": "Hệ văn bản", "directive.EffectiveFrom": "Có hiệu lực từ",
	"directive.EffectiveTo": "Hết hiệu lực sau ngày",
	"directive.From":        "Mã số văn bản", "directive.Verb": "Quan hệ", "directive.To": "Mã số văn bản kia",
	"directive.Since": "Từ ngày", "directive.Note": "Ghi chú", "directive.Automatic": "Máy đọc từ trích yếu",
	"directive.MediaType": "Kiểu tệp", "directive.Size": "Số byte", "directive.SHA256": "SHA-256",
	"directive.AddedAt": "Lưu lúc", "directive.Name": "Tên tệp",

	"attachment.State": "Kết quả", "attachment.Letters": "Số chữ", "attachment.Citations": "Số viện dẫn",

	"unit.Name": "Tên đơn vị", "unit.ShortName": "Tên gọi tắt", "unit.Kind": "Loại", "unit.Level": "Cấp",
	"unit.Code": "Mã", "unit.Parent": "Đơn vị cấp trên",
	"unit.ParentName": "Đơn vị cấp trên",

	"office.Name": "Tên cơ quan", "office.Superior": "Cấp ủy trực tiếp", "office.PlaceLine": "Địa danh",
	"office.Symbol": "Ký hiệu", "office.Recipients": "Nơi nhận", "office.Signers": "Người ký",
	"office.Signers.Authority": "Thẩm quyền ký", "office.Signers.Position": "Chức vụ", "office.Signers.Name": "Họ tên",
	"office.Layout": "Thể thức", "office.ValidFrom": "Áp dụng từ ngày",

	"account.Name": "Tên đăng nhập", "account.FullName": "Họ tên", "account.Role": "Vai trò",
	"account.Unit": "Đơn vị", "account.MustChange": "Phải đổi mật khẩu", "account.Disabled": "Đã khóa",
	"account.PasswordUntil": "Mật khẩu dùng đến",

	"setting.demo": "Nạp dữ liệu mẫu", "setting.session_idle_minutes": "Số phút không dùng thì hết phiên", "setting.session_hours": "Số giờ dài nhất của một phiên",

	"saved_search.Account": "Mã số tài khoản", "saved_search.Query": "Cần tìm", "saved_search.Filter": "Bộ lọc",
	"saved_search.Filter.kind": "Mục", "saved_search.Filter.period": "Kỳ báo cáo", "saved_search.Filter.unit": "Mã số đơn vị",
	"saved_search.Filter.issuer": "Cơ quan ban hành", "saved_search.Filter.genre": "Loại văn bản",
	"saved_search.Place": "Vị trí", "saved_search.Filter.year": "Năm", "saved_search.Filter.validity": "Hiệu lực", "saved_search.SeenTo": "Đã xem đến",

	"backup.Name": "Tệp", "backup.Size": "Số byte", "backup.AuditHead": "Dấu nhật ký", "backup.Damage": "Hư hỏng",
	"backup.Made": "Sao lưu lúc", "backup.SHA256": "Mã SHA-256", "backup.Sent": "Tên tệp gửi lên",
	"backup.ReplacedHead": "Dấu của nhật ký bị thay", "backup.ReplacedFolder": "Thư mục giữ dữ liệu cũ",
	"backup.ReplacedBackup": "Bản sao lưu trước khi thay", "backup.ReplacedSHA256": "Mã SHA-256 của bản đó",
}

// FieldLabel returns the word for a stored field, "Ngày họp"; its own name for
// one that nobody named.
func FieldLabel(entity, field string) string {
	entity, field = sameField(entity, field)
	if l, ok := fieldLabels[entity+"."+field]; ok {
		return l
	}
	if l, ok := fieldLabels[field]; ok {
		return l
	}
	return field[strings.LastIndexByte(field, '.')+1:]
}

// sameField names the field that has the words of another one: a citation is
// told alike wherever it stands.
func sameField(entity, field string) (string, string) {
	if entity == "citation" {
		return "meeting", "Citations." + field
	}
	if rest, ok := strings.CutPrefix(field, "Rejected."); ok {
		return entity, "Citations." + rest
	}
	return entity, field
}

// countsZero are the numbers whose 0 says something.
var countsZero = map[string]bool{"meeting.Counts.Value": true}

// wordOf returns the word that people know for a stored one; "" when value is
// no such word.
func wordOf(entity, field, value string) string {
	entity, field = sameField(entity, field)
	switch entity + "." + field {
	case "meeting.State":
		return MeetingState(value).Label()
	case "meeting.Agenda.Kind":
		return AgendaKind(value).Label()
	case "meeting_kind.Period":
		return PeriodSort(value).Label()
	case "meeting.Participations.Role":
		return Role(value).Label()
	case "meeting.Counts.Measure":
		return Measure(value).Label()
	case "meeting.Counts.Qualifier":
		return Qualifier(value).Label()
	case "meeting.Counts.Level", "unit.Level":
		if value != "" && Level(value).Valid() {
			return Level(value).Label()
		}
	case "meeting.Reports", "meeting.Plan.Key":
		if PeriodKey(value).Valid() {
			return PeriodKey(value).Label()
		}
	case "meeting.Citations.Genre", "directive.Genre":
		return Genre(value).Label()
	case "directive.Family":
		return Family(value).Label()
	case "directive.Verb":
		return Verb(value).Label()
	case "setting.demo":
		return map[string]string{"loading": "đang nạp", "loaded": "đã nạp"}[value]
	case "account.Role":
		return AccountRole(value).Label()
	}
	return ""
}

// bookkeeping are the fields that tell people nothing: the number of the record
// and what every save changes.
var bookkeeping = []string{"ID", "Version", "UpdatedAt"}

// Summary says in a line what the entry tells: the name of a record that is new
// or gone, or which fields changed.
func (e *AuditEntry) Summary() string {
	if e.Before != "" && e.After != "" {
		changed, _ := e.Changes()
		var labels []string
		for _, c := range changed {
			labels = append(labels, c.Label)
		}
		if labels == nil {
			return "không đổi nội dung"
		}
		return shortened(strings.Join(labels, ", "))
	}
	r := readRecord(e.After)
	if e.After == "" {
		r = readRecord(e.Before)
	}
	names := []string{"Title", "FullName", "Name"}
	if e.Entity == "directive" {
		names = []string{"Symbol", "Title"}
	}
	for _, k := range names {
		if t := valueText(e.Entity, k, r.values[k]); t != "" {
			if damage := valueText(e.Entity, "Damage", r.values["Damage"]); damage != "" {
				t += ": " + damage
			}
			return shortened(t)
		}
	}
	var parts []string
	for _, k := range r.keys {
		if t := valueText(e.Entity, k, r.values[k]); t != "" && !slices.Contains(bookkeeping, k) {
			parts = append(parts, FieldLabel(e.Entity, k)+": "+t)
		}
	}
	return shortened(strings.Join(parts, "; "))
}

// maxSummary is how many runes of a summary a list has room for.
const maxSummary = 160

func shortened(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= maxSummary {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:maxSummary-1])) + "…"
}
