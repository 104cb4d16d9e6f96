package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
)

// report returns a quarter's report of the usual size, with a table of n
// directives.
func report(n int) *export.Document {
	d := &export.Document{
		Kind:     "quarter",
		Period:   "2024-Q1",
		FileName: "BC_Quy-I-2024_BDV-Gia-Lam",
		Title:    "Báo cáo công tác dân vận quý I năm 2024",
		Draft:    true,
		Sample:   true,
		Layout:   export.PartyLayout(),
		Made:     time.Date(2024, 4, 9, 14, 2, 0, 0, time.UTC),
		Letterhead: &export.Letterhead{
			Superior: "HUYỆN ỦY GIA LÂM",
			Issuer:   "BAN DÂN VẬN",
			Symbol:   "BC/BDVHU",
			Place:    "Gia Lâm",
			Genre:    briefing.BaoCao,
			Abstract: "kết quả công tác dân vận quý I năm 2024, nhiệm vụ trọng tâm 9 tháng cuối năm 2024",
		},
		Closing: &export.Closing{Recipients: []string{"Lưu Ban Dân vận."}},
	}
	people := export.Table{
		Key: "participations", Title: "Thành phần tham gia, điều hành hội nghị",
		Columns: []export.Column{{Key: "role", Head: "Vai trò", Width: 40}, {Key: "name", Head: "Họ tên", Width: 50},
			{Key: "title", Head: "Chức vụ", Width: 75}},
		Rows: [][]export.Value{
			{export.Text("Chủ trì"), export.Text("Nguyễn Văn A"), export.Text("Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Huyện ủy")},
			{export.Text("Trình bày báo cáo"), export.Text("Trần Thị B"), export.Text("Phó Trưởng ban Dân vận Huyện ủy")},
			{export.Text("Tham luận"), export.Text("các đại biểu"), export.None()},
			{export.Text("Kết luận"), export.Text("Nguyễn Văn A"), export.Text("Trưởng Ban Dân vận Huyện ủy")},
		},
	}
	counts := export.Table{
		Key: "counts", Title: "Số liệu mô hình “Dân vận khéo” được nêu tại hội nghị",
		Columns: []export.Column{{Key: "level", Head: "Cấp", Width: 32}, {Key: "measure", Head: "Loại số liệu", Width: 33},
			{Key: "value", Head: "Số lượng", Width: 22, Kind: export.NumberKind}, {Key: "label", Head: "Ghi theo bài", Width: 60}},
		Rows: [][]export.Value{
			{export.Text("cấp huyện"), export.Text("đăng ký"), export.Number(127), export.Text("mô hình đăng ký điển hình cấp huyện")},
			{export.Text("cấp xã"), export.Text("đăng ký"), export.Number(1270), export.Text("mô hình đăng ký điển hình cấp xã")},
		},
	}
	d.Blocks = []export.Block{
		export.Heading{Level: 1, Text: "I. HỘI NGHỊ GIAO BAN"},
		export.Item{Text: "Tên hội nghị: Hội nghị giao ban công tác dân vận 3 tháng đầu năm, triển khai nhiệm vụ trọng tâm 9 tháng cuối năm 2024"},
		export.Item{Text: "Thời gian: ngày 09 tháng 4 năm 2024"},
		export.Item{Text: "Đơn vị tổ chức: Ban Dân vận Huyện ủy Gia Lâm"},
		export.Item{Text: "Kỳ nhiệm vụ: 9 tháng cuối năm 2024 (từ 01/04/2024 đến 31/12/2024)"},
		export.Paragraph{Text: "Nội dung thảo luận:"},
		export.Item{Text: "giải phóng mặt bằng"},
		export.Item{Text: "vệ sinh môi trường"},
		people,
		export.Heading{Level: 1, Text: "II. MÔ HÌNH “DÂN VẬN KHÉO”"},
		export.Paragraph{Text: "Số liệu dưới đây được nêu tại hội nghị, không phải kết quả cộng từ danh sách mô hình."},
		counts,
		export.Paragraph{Text: "Cộng theo cấp có 1.397 lượt đăng ký (127 cấp huyện, 1.270 cấp xã). Một mô hình có thể đăng ký ở nhiều cấp, nên đây không phải là số mô hình."},
		export.Heading{Level: 1, Text: "III. VĂN BẢN CHỈ ĐẠO ĐƯỢC VIỆN DẪN"},
		directives(n),
		export.Heading{Level: 1, Text: "IV. NHIỆM VỤ TRỌNG TÂM 9 THÁNG CUỐI NĂM 2024"},
		export.Paragraph{},
	}
	return d
}

// directives returns a table of n directives, some of them little known.
func directives(n int) export.Table {
	t := export.Table{
		Key: "directives",
		Columns: []export.Column{{Key: "no", Head: "TT", Width: 10, Kind: export.IndexKind}, {Key: "genre", Head: "Loại", Width: 22},
			{Key: "symbol", Head: "Số, ký hiệu", Width: 36}, {Key: "date", Head: "Ngày", Width: 24, Kind: export.DateKind},
			{Key: "issuer", Head: "Cơ quan ban hành", Width: 32}, {Key: "title", Head: "Trích yếu", Width: 44},
			{Key: "cited", Head: "Số lần", Width: 14, Kind: export.NumberKind}},
		Empty: "Chưa có văn bản nào được viện dẫn.",
	}
	for i := range n {
		row := []export.Value{export.Index(i + 1), export.Text("Quyết định"), export.Text(fmt.Sprintf("%d-QĐ/TU", 6500+i)),
			export.None(), export.Text("Thành ủy Hà Nội"), export.None(), export.Number(1)}
		if i%4 == 0 {
			row = []export.Value{export.Index(i + 1), export.Text("Kế hoạch"), export.Text(fmt.Sprintf("%d-KH/BDVHU-UBND", 42+i)),
				export.Date("2024-01-25"), export.Text("Ban Dân vận Huyện ủy và Ủy ban nhân dân huyện"),
				export.Text("phối hợp giữa Ban Dân vận Huyện ủy và Ủy ban nhân dân huyện trong công tác dân vận năm 2024"), export.Number(12)}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// list returns a plain list of n meetings.
func list(n int) *export.Document {
	t := export.Table{
		Key: "meetings",
		Columns: []export.Column{{Key: "no", Head: "TT", Width: 10, Kind: export.IndexKind}, {Key: "title", Head: "Tên hội nghị", Width: 90},
			{Key: "held_on", Head: "Ngày họp", Width: 24, Kind: export.DateKind}, {Key: "report_period", Head: "Kỳ báo cáo", Width: 28},
			{Key: "organizer", Head: "Đơn vị tổ chức", Width: 50}, {Key: "chairs", Head: "Chủ trì", Width: 42},
			{Key: "citations", Head: "Văn bản viện dẫn", Width: 20, Kind: export.NumberKind}},
		Empty: "Chưa có hội nghị nào được xác nhận.",
	}
	for i := range n {
		t.Rows = append(t.Rows, []export.Value{export.Index(i + 1),
			export.Text(fmt.Sprintf("Hội nghị giao ban công tác dân vận số %d%s", i+1, strings.Repeat(", triển khai nhiệm vụ trọng tâm quý tiếp theo", i%3))),
			export.Date("2024-04-09"), export.Text("Quý I/2024"), export.Text("Ban Dân vận Huyện ủy Gia Lâm"),
			export.Text("Nguyễn Văn A"), export.Number(int64(i % 12))})
	}
	return &export.Document{Kind: "meetings", Title: "Danh sách hội nghị giao ban công tác dân vận",
		Layout: export.ListLayout(), Blocks: []export.Block{t}}
}

// write returns d as a PDF file.
func write(t testing.TB, d *export.Document) []byte {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}
