// Package formattest holds what the tests of every file format share: sample
// documents, hostile texts and an office program to open the results with.
package formattest

import (
	"fmt"
	"strings"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
)

// Made is the time of the last change of every sample document.
var Made = time.Date(2024, 4, 9, 14, 2, 0, 0, time.UTC)

// Report returns a quarter's report of the usual size: a letterhead with
// unknown number and date, running text, three tables and a closing.
func Report() *export.Document {
	return &export.Document{
		Kind:     "quarter",
		Period:   "2024-Q1",
		FileName: "BC_Quy-I-2024_BDV-Gia-Lam",
		Title:    "Báo cáo công tác dân vận quý I năm 2024",
		Draft:    true,
		Sample:   true,
		Layout:   export.PartyLayout(),
		Made:     Made,
		Letterhead: &export.Letterhead{
			Superior: "HUYỆN ỦY GIA LÂM",
			Issuer:   "BAN DÂN VẬN",
			Symbol:   "BC/BDVHU",
			Place:    "Gia Lâm",
			Genre:    briefing.BaoCao,
			Abstract: "kết quả công tác dân vận quý I năm 2024, nhiệm vụ trọng tâm 9 tháng cuối năm 2024",
		},
		Blocks: []export.Block{
			export.Heading{Level: 1, Text: "I. HỘI NGHỊ GIAO BAN"},
			export.Paragraph{Text: "Ngày 09/4/2024, Ban Dân vận Huyện ủy Gia Lâm tổ chức hội nghị giao ban công tác dân vận quý I, triển khai nhiệm vụ trọng tâm 9 tháng cuối năm 2024 với các xã, thị trấn, Mặt trận Tổ quốc và các tổ chức chính trị - xã hội trên địa bàn huyện."},
			export.Item{Text: "Tên hội nghị: Hội nghị giao ban công tác dân vận quý I, triển khai nhiệm vụ trọng tâm 9 tháng cuối năm 2024"},
			export.Item{Text: "Thời gian: ngày 09 tháng 4 năm 2024"},
			export.Item{Text: "Kỳ nhiệm vụ: 9 tháng cuối năm 2024 (từ 01/04/2024 đến 31/12/2024)"},
			Roles(),
			export.Heading{Level: 1, Text: "II. MÔ HÌNH “DÂN VẬN KHÉO”"},
			export.Heading{Level: 2, Text: "1. Đăng ký mô hình theo cấp công nhận"},
			export.Paragraph{Text: "Số liệu dưới đây được nêu tại hội nghị, không phải kết quả cộng từ danh sách mô hình."},
			Counts(),
			export.Heading{Level: 1, Text: "III. VĂN BẢN CHỈ ĐẠO ĐƯỢC VIỆN DẪN"},
			Directives(12),
			export.Heading{Level: 1, Text: "IV. NHIỆM VỤ TRỌNG TÂM 9 THÁNG CUỐI NĂM 2024"},
			export.Paragraph{},
			export.Paragraph{Text: "Trên đây là báo cáo kết quả công tác dân vận quý I, nhiệm vụ trọng tâm 9 tháng cuối năm 2024 của Ban Dân vận Huyện ủy."},
		},
		Closing: &export.Closing{
			Recipients: []string{"Thường trực Huyện ủy (để báo cáo),", "Các xã, thị trấn,", "Lưu Ban Dân vận."},
			Authority:  "K/T TRƯỞNG BAN",
			Position:   "PHÓ TRƯỞNG BAN",
		},
	}
}

// Roles returns a small table of texts alone.
func Roles() export.Table {
	return export.Table{
		Key: "participations", Sheet: "Thành phần", Title: "Thành phần tham gia, điều hành hội nghị",
		Columns: []export.Column{
			{Key: "role", Head: "Vai trò", Width: 40},
			{Key: "name", Head: "Họ tên", Width: 50},
			{Key: "title", Head: "Chức vụ", Width: 75},
		},
		Rows: [][]export.Value{
			{export.Text("Chủ trì"), export.Text("Nguyễn Văn An"), export.Text("Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Huyện ủy")},
			{export.Text("Trình bày báo cáo"), export.Text("Trần Thị Bình"), export.Text("Phó Trưởng ban Dân vận Huyện ủy")},
			{export.Text("Tham luận"), export.Text("các đại biểu"), export.None()},
		},
	}
}

// Counts returns a table of numbers with a total that is their sum, 1.397.
func Counts() export.Table {
	return export.Table{
		Key: "counts", Sheet: "Số liệu", Title: "Số liệu mô hình “Dân vận khéo”",
		Columns: []export.Column{
			{Key: "no", Head: "TT", Width: 10, Kind: export.IndexKind},
			{Key: "level", Head: "Cấp", Width: 60},
			{Key: "value", Head: "Số mô hình đăng ký", Width: 30, Kind: export.NumberKind},
			{Key: "rate", Head: "Tỷ lệ (%)", Width: 25, Kind: export.NumberKind},
		},
		Rows: [][]export.Value{
			{export.Index(1), export.Text("cấp huyện"), export.Number(127), {Kind: export.NumberKind, Number: 9.5, Known: true}},
			{export.Index(2), export.Text("cấp xã"), export.Number(1270), {Kind: export.NumberKind, Number: 90.5, Known: true}},
			{export.Index(3), export.Text("cấp cơ sở"), export.None(), export.None()},
		},
		Total: []export.Value{export.None(), export.Text("Tổng cộng"), export.Number(1397), export.None()},
	}
}

// Directives returns a table of n directives with texts of all lengths and
// many values that are not known.
func Directives(n int) export.Table {
	t := export.Table{
		Key: "directives", Sheet: "Văn bản",
		Columns: []export.Column{
			{Key: "no", Head: "TT", Width: 10, Kind: export.IndexKind},
			{Key: "genre", Head: "Loại", Width: 22},
			{Key: "symbol", Head: "Số, ký hiệu", Width: 36},
			{Key: "date", Head: "Ngày", Width: 24, Kind: export.DateKind},
			{Key: "issuer", Head: "Cơ quan ban hành", Width: 32},
			{Key: "title", Head: "Trích yếu", Width: 44},
			{Key: "cited", Head: "Số lần viện dẫn", Width: 16, Kind: export.NumberKind},
		},
		Empty: "Chưa có văn bản nào được viện dẫn.",
	}
	known := [][]export.Value{
		{export.Text("Chỉ thị"), export.Text("24-CT/TU"), export.Date("2023-08-07"), export.Text("Thành ủy Hà Nội"),
			export.Text("về tăng cường kỷ cương, trách nhiệm trong giải quyết công việc trong hệ thống chính trị thành phố Hà Nội"), export.Number(1)},
		{export.Text("Quyết định"), export.Text("217-QĐ/TW"), export.None(), export.Text("Bộ Chính trị"), export.None(), export.Number(1)},
		{export.Text("Chương trình phối hợp"), export.Text("42-CTr/BDVHU-UBND"), export.Date("2024-01-25"),
			export.Text("Ban Dân vận Huyện ủy và Ủy ban nhân dân huyện"),
			export.Text("phối hợp giữa Ban Dân vận Huyện ủy và Ủy ban nhân dân huyện trong công tác dân vận năm 2024"), export.Number(12)},
		{export.Text("Luật"), export.None(), export.Text("2022"), export.Text("Quốc hội"), export.Text("Thực hiện dân chủ ở cơ sở"), export.Number(2)},
	}
	for i := range n {
		t.Rows = append(t.Rows, append([]export.Value{export.Index(i + 1)}, known[i%len(known)]...))
	}
	return t
}

// List returns a plain list of n meetings on the long side of the paper.
func List(n int) *export.Document {
	t := export.Table{
		Key: "meetings", Sheet: "Hội nghị",
		Columns: []export.Column{
			{Key: "no", Head: "TT", Width: 10, Kind: export.IndexKind},
			{Key: "title", Head: "Tên hội nghị", Width: 90},
			{Key: "held_on", Head: "Ngày họp", Width: 24, Kind: export.DateKind},
			{Key: "report_period", Head: "Kỳ báo cáo", Width: 28},
			{Key: "organizer", Head: "Đơn vị tổ chức", Width: 50},
			{Key: "chairs", Head: "Chủ trì", Width: 42},
			{Key: "citations", Head: "Văn bản viện dẫn", Width: 20, Kind: export.NumberKind},
			{Key: "delegates", Head: "Số đại biểu", Width: 20, Kind: export.NumberKind},
		},
		Empty: "Chưa có hội nghị nào được xác nhận.",
	}
	first := time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)
	var citations, delegates int64
	for i := range n {
		t.Rows = append(t.Rows, []export.Value{
			export.Index(i + 1),
			export.Text(fmt.Sprintf("Hội nghị giao ban công tác dân vận số %d%s", i+1, strings.Repeat(", triển khai nhiệm vụ trọng tâm quý tiếp theo", i%3))),
			export.Date(briefing.DayOf(first.AddDate(0, 0, i%5000))),
			export.Text("Quý I/2024"),
			export.Text("Ban Dân vận Huyện ủy Gia Lâm"),
			export.Text("Nguyễn Văn An"),
			export.Number(int64(i % 12)),
			export.Number(int64(1000 + i)),
		})
		citations, delegates = citations+int64(i%12), delegates+int64(1000+i)
	}
	if n > 0 {
		t.Total = []export.Value{export.None(), export.Text("Tổng cộng"), export.None(), export.None(), export.None(), export.None(),
			export.Number(citations), export.Number(delegates)}
	}
	return &export.Document{Kind: "meetings", Title: "Danh sách hội nghị giao ban công tác dân vận", Made: Made,
		Sample: true, Layout: export.ListLayout(), Blocks: []export.Block{t}}
}
