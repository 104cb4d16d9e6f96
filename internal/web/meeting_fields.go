package web

import (
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// The form of a meeting is described here once: what is read, shown, added
// and removed follows these lists.

// meetingFields are the single fields in the order of the form.
func meetingFields() []field {
	return []field{
		{Name: "title", Label: "Tên hội nghị", Width: "full", Required: true},
		{Name: "held_on", Label: "Ngày họp", Width: "day", Sample: "dd/mm/yyyy", Required: true},
		{Name: "posted_on", Label: "Ngày đăng bài", Width: "day", Sample: "dd/mm/yyyy"},
		{Name: "organizer", Label: "Đơn vị tổ chức", Width: "half"},
		{Name: "place", Label: "Địa điểm", Width: "half"},
		{Name: "report_period", Label: "Kỳ báo cáo", Width: "period", Required: true,
			Options: periodKinds("— chọn kỳ —")},
		{Name: "report_year", Label: "Năm", Width: "year", Required: true},
		{Name: "report_label", Label: "Cách ghi trong bài", Width: "rest"},
		{Name: "plan_period", Label: "Kỳ nhiệm vụ", Width: "period", Options: periodKinds("— kỳ khác —")},
		{Name: "plan_year", Label: "Năm", Width: "year"},
		{Name: "plan_from", Label: "Từ ngày", Width: "day", Sample: "dd/mm/yyyy"},
		{Name: "plan_to", Label: "Đến ngày", Width: "day", Sample: "dd/mm/yyyy"},
		{Name: "plan_label", Label: "Cách ghi trong bài", Width: "rest"},
	}
}

// A group is a list of rows in the form.
type group struct {
	Name    string // "counts"; its fields are "counts.0.value" …
	Legend  string
	Add     string // on the button that adds a row
	Kind    string // of its marks
	columns []field
	hidden  []string // travel with a row unseen
	focus   string   // the column that a mark leads to
}

// maxRows bounds each group; the longest list met had 40 rows.
const maxRows = 500

// fitsForm reports whether the form has room for every row of m.
func fitsForm(m *briefing.Meeting) bool {
	return max(len(m.Participations), len(m.Counts), len(m.Topics), len(m.Citations)) <= maxRows
}

func meetingGroups() []group {
	return []group{
		{Name: "participations", Legend: "Người chủ trì, phát biểu", Add: "Thêm người", Kind: "who",
			columns: []field{
				{Name: "role", Label: "Vai trò", Options: optionsOf(briefing.Roles(), briefing.Role.Label)},
				{Name: "name", Label: "Họ và tên"},
				{Name: "title", Label: "Chức vụ", Area: true},
				{Name: "label", Label: "Nếu không nêu tên"},
			},
			hidden: []string{"span"}, focus: "name"},
		{Name: "counts", Legend: "Số mô hình được nêu tại hội nghị", Add: "Thêm số liệu", Kind: "count",
			columns: []field{
				{Name: "qualifier", Label: "Mức", Options: qualifiers()},
				{Name: "value", Label: "Số"},
				{Name: "measure", Label: "Loại", Options: optionsOf(briefing.Measures(), briefing.Measure.Label)},
				{Name: "level", Label: "Cấp", Options: optionsOf(briefing.Levels(), briefing.Level.Label,
					option{Label: briefing.Level("").Label()})},
				{Name: "label", Label: "Cách ghi trong bài", Area: true},
			},
			hidden: []string{"span"}, focus: "value"},
		{Name: "topics", Legend: "Nội dung thảo luận", Add: "Thêm nội dung", Kind: "topic",
			columns: []field{{Name: "text", Label: "Nội dung"}},
			hidden:  []string{"span"}, focus: "text"},
		{Name: "citations", Legend: "Văn bản được nêu", Add: "Thêm văn bản", Kind: "citation",
			columns: []field{
				{Name: "genre", Label: "Loại", Options: optionsOf(genres(), briefing.Genre.Label)},
				{Name: "symbol", Label: "Số, ký hiệu"},
				{Name: "issuer", Label: "Cơ quan ban hành", Area: true},
				{Name: "date", Label: "Ngày", Sample: "dd/mm/yyyy"},
				{Name: "title", Label: "Tên (luật, đề án)", Area: true},
			},
			hidden: []string{"span", "text", "number", "year", "read"}, focus: "symbol"},
	}
}

func qualifiers() []option {
	return optionsOf([]briefing.Qualifier{briefing.Nearly, briefing.Over}, briefing.Qualifier.Label,
		option{Label: "đúng"})
}

// genres are the types of documents that are cited most, then the others in
// the order of their names.
func genres() []briefing.Genre {
	return []briefing.Genre{briefing.ChiThi, briefing.NghiQuyet, briefing.QuyetDinh, briefing.QuyDinh,
		briefing.KetLuan, briefing.HuongDan, briefing.KeHoach, briefing.ChuongTrinh, briefing.Luat,
		briefing.NghiDinh, briefing.ThongTu, briefing.BaoCao, briefing.CongVan, briefing.ThongBao,
		briefing.BaoCaoThamDinh, briefing.BienBan, briefing.ChienLuoc, briefing.ChuongTrinhHD,
		briefing.CongDien, briefing.CuongLinh, briefing.DeAn, briefing.DieuLe, briefing.DuAn,
		briefing.LoiKeuGoi, briefing.NghiQuyetLienTich, briefing.PhapLenh, briefing.PhuongAn, briefing.QuyChe,
		briefing.QuyHoach, briefing.SacLenh, briefing.ThongCao, briefing.ThongTri, briefing.ThongTuLienTich,
		briefing.ToTrinh, briefing.TuyenBo}
}

// spanFields are the fields whose place in the source is kept.
func spanFields() []string {
	return []string{"title", "held_on", "posted_on", "organizer", "place", "report_period", "plan_period"}
}

// periodKinds are the choices of a period, by the second part of its key; the
// year is a field of its own.
func periodKinds(none string) []option {
	all := []option{{Label: none}}
	for q := 1; q <= 4; q++ {
		all = append(all, option{Value: fmt.Sprintf("Q%d", q), Label: "Quý " + vntext.Roman(q)})
	}
	all = append(all, option{Value: "H1", Label: "6 tháng đầu năm"}, option{Value: "H2", Label: "6 tháng cuối năm"},
		option{Value: "9M", Label: "9 tháng đầu năm"}, option{Value: "Y", Label: "Cả năm"})
	for month := 1; month <= 12; month++ {
		all = append(all, option{Value: fmt.Sprintf("M%02d", month), Label: fmt.Sprintf("Tháng %d", month)})
	}
	return all
}
