package article

import (
	"fmt"
	"strings"
	"testing"
)

// times reads a text and tells its day, periods and plan in one line.
func times(t *testing.T, text string) (string, []Warning) {
	t.Helper()
	r, err := Read(text)
	if err != nil {
		t.Fatalf("Read(%q): %v", text, err)
	}
	checkSpans(t, r)
	m := r.Meeting
	if m == nil {
		return "no meeting", r.Warnings
	}
	return fmt.Sprintf("%s %s %q plan %s %q", m.HeldOn, m.Reports, m.ReportLabel, m.Plan.Key, m.Plan.Label), r.Warnings
}

func TestTimes(t *testing.T) {
	const held = "Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị "
	tests := []struct{ text, want string }{
		{"Ngày 8/4, " + held + "giao ban công tác dân vận quý 1/2019.", `2019-04-08 2019-Q1 "quý 1/2019" plan  ""`},
		{"Ngày 6.10, " + held + "giao ban quý III, triển khai nhiệm vụ quý IV.2022.", `2022-10-06 2022-Q3 "quý III năm 2022" plan 2022-Q4 "quý IV.2022"`},
		{"Sáng 13-7, " + held + "giao ban quí II năm 2020.", `2020-07-13 2020-Q2 "quí II năm 2020" plan  ""`},
		{"Ngày 18 tháng 12, " + held + "tổng kết công tác dân vận năm 2021, triển khai nhiệm vụ năm 2022.", `2021-12-18 2021-Y "năm 2021" plan 2022-Y "năm 2022"`},
		{"Ngày 9/1, " + held + "tổng kết công tác dân vận năm 2021; phương hướng, nhiệm vụ năm 2022.", `2022-01-09 2021-Y "năm 2021" plan 2022-Y "năm 2022"`},
		{"Ngày 6/1/2023, " + held + "giao ban công tác dân vận quý IV, triển khai nhiệm vụ quý I.", `2023-01-06 2022-Q4 "quý IV năm 2022" plan 2023-Q1 "quý I năm 2023"`},
		{"Ngày 27/12, " + held + "giao ban quý IV, triển khai nhiệm vụ quý I năm 2024.", `2023-12-27 2023-Q4 "quý IV năm 2023" plan 2024-Q1 "quý I năm 2024"`},
		{"Ngày 2/7/2020, " + held + "sơ kết sáu tháng đầu năm.", `2020-07-02 2020-H1 "sáu tháng đầu năm 2020" plan  ""`},
		{"Ngày 5/10/2020, " + held + "sơ kết công tác dân vận 9 tháng đầu năm và nhiệm vụ 3 tháng cuối năm 2020.", `2020-10-05 2020-9M "9 tháng đầu năm 2020" plan 2020-Q4 "3 tháng cuối năm 2020"`},
		{"Sáng 30-1, " + held + "giao ban tháng 1-2026, triển khai nhiệm vụ tháng 2.", `2026-01-30 2026-M01 "tháng 1-2026" plan 2026-M02 "tháng 2 năm 2026"`},
		{"Ngày 15/10/2024, " + held + "tổng kết 15 năm phong trào thi đua “Dân vận khéo” (2009-2024).", `2024-10-15  "2009-2024" plan  ""`},
		{"Ngày 15/10/2023, " + held + "sơ kết phong trào giai đoạn 2021-2023.", `2023-10-15  "giai đoạn 2021-2023" plan  ""`},
		{"Ngày 11/4 và 12/4, " + held + "duyệt chương trình công tác dân vận năm 2024.", `2024-04-11 2024-Y "năm 2024" plan  ""`},
		{"Trong 2 ngày 11 và 12/4/2024, " + held + "giao ban quý I/2024.", `2024-04-11 2024-Q1 "quý I/2024" plan  ""`},
		{"Ngày 11-12/4/2024, " + held + "giao ban quý I/2024.", `2024-04-11 2024-Q1 "quý I/2024" plan  ""`},
		{"Hội nghị giao ban công tác dân vận quý I/2024 do Ban Dân vận Huyện ủy tổ chức vào sáng ngày 9/4/2024.", `2024-04-09 2024-Q1 "quý I/2024" plan  ""`},
		{"Ngày 2/4/2024, " + held + "giao ban công tác dân vận, thực hiện nhiệm vụ nhiệm kỳ 2020-2025.", `2024-04-02  "" plan  ""`},
		{"Ngày 2/4/2024, " + held + "quán triệt Nghị quyết số 25-NQ/TW ngày 03/6/2013.", `2024-04-02  "" plan  ""`},
		{"Thực hiện Kế hoạch số 12-KH/HU ngày 25/01/2024, sáng 9/4/2024, " + held + "giao ban quý I/2024.", `2024-04-09 2024-Q1 "quý I/2024" plan  ""`},
		{"Ngày 17-10, " + held + "tuyên dương điển hình “Dân vận khéo” năm 2025.", `2025-10-17 2025-Y "năm 2025" plan  ""`},
		{"Nhân kỷ niệm Ngày truyền thống (15/10/1930 - 15/10/2024), sáng 14/10/2024, " + held + "giao ban quý III/2024.", `2024-10-14 2024-Q3 "quý III/2024" plan  ""`},
		{"Tổng kết công tác dân vận\nSáng 13/12, " + held + "tổng kết.\nNăm 2023, các xã có nhiều việc làm tốt.", `2023-12-13 2023-Y "Năm 2023" plan  ""`},
		{"Thực hiện chương trình công tác năm 2024, chiều ngày 9/4/2024, " + held + "giao ban công tác dân vận quý I.", `2024-04-09 2024-Q1 "quý I năm 2024" plan  ""`},
		{"Thời gian: 1/2 ngày, ngày 10 tháng 01 năm 2019\nNội dung: tổng kết công tác dân vận năm 2018\nChủ trì: ông Lê Văn Cường", `2019-01-10 2018-Y "năm 2018" plan  ""`},
		// Without "tổ chức hội nghị".
		{"Chiều 22/10/2021, Phó Bí thư Tỉnh ủy Lê Ngọc Hân chủ trì hội nghị trực báo quý III và triển khai nhiệm vụ quý IV năm 2021.", `2021-10-22 2021-Q3 "quý III năm 2021" plan 2021-Q4 "quý IV năm 2021"`},
		{"Phát biểu kết luận hội nghị giao ban quý III, triển khai nhiệm vụ quý IV.2022 vào chiều 7.10, đồng chí Lê Văn Cường đề nghị ba việc.", `2022-10-07 2022-Q3 "quý III năm 2022" plan 2022-Q4 "quý IV.2022"`},
		{"Ngày truyền thống công tác dân vận của huyện\n12/10/2018 02:10\nSáng qua 11.10, Ban Dân vận Huyện ủy tổ chức sinh hoạt kỷ niệm 88 năm.", `2018-10-11  "" plan  ""`},
		{"Chiều 9/4/2024, tại hội trường Huyện ủy diễn ra hội nghị giao ban công tác dân vận quý I năm 2024.", `2024-04-09 2024-Q1 "quý I năm 2024" plan  ""`},
		// Periods that only the body states.
		{"Ngày 27/9/2020, " + held + "lần thứ 6.\nTheo báo cáo 9 tháng đầu năm 2020, các xã có nhiều cố gắng. Kết quả công tác dân vận 9 tháng năm 2020 rất tốt.", `2020-09-27 2020-9M "9 tháng đầu năm 2020" plan  ""`},
		{"Để đánh giá kết quả thực hiện nhiệm vụ công tác dân vận năm 2019, " + held + "với các xã.", ` 2019-Y "năm 2019" plan  ""`},
		{"Ngày 8/1/2021, " + held + "tổng kết hoạt động năm 2020.\nHội nghị đã nghe phương hướng hoạt động năm 2021.", `2021-01-08 2020-Y "năm 2020" plan 2021-Y "năm 2021"`},
		{"Ngày 5/10/2021, " + held + "giao ban quý III/2021.\nVề triển khai nhiệm vụ trọng tâm quý IV năm 2021, các xã cần cố gắng.", `2021-10-05 2021-Q3 "quý III/2021" plan 2021-Q4 "quý IV năm 2021"`},
		// A task of another time is no plan, a former result no report.
		{"Ngày 5/4/2024, " + held + "giao ban quý I/2024.\nThực hiện nhiệm vụ năm 2024, các xã cần cố gắng.", `2024-04-05 2024-Q1 "quý I/2024" plan  ""`},
		{"Ngày 5/9/2024, " + held + "chuyên đề.\nKết quả công tác dân vận năm 2022 là tiền đề.", `2024-09-05  "" plan  ""`},
		// The posting line gives the year.
		{"Giao ban công tác dân vận quý I của huyện\nNgày đăng: 12/04/2018\nNgày 9/4, " + held + "giao ban.", `2018-04-09 2018-Q1 "quý I năm 2018" plan  ""`},
		{"Tổng kết công tác dân vận của huyện\n05/01/2019 | 07:30\nNgày 28/12, " + held + "tổng kết.", `2018-12-28  "" plan  ""`},
		// Nothing says which year: better none than a wrong one.
		{"Ngày 9/4, " + held + "giao ban công tác dân vận quý I.", ` ` + ` "quý I" plan  ""`},
	}
	for _, test := range tests {
		if got, _ := times(t, test.text); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	const held = "Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị "
	tests := []struct{ text, want string }{
		{held + "giao ban công tác dân vận quý I/2024.", "Không thấy ngày họp"},
		{"Ngày 9/4/2024, " + held + "giao ban công tác dân vận.", "Không thấy kỳ báo cáo"},
		{"Ngày 9/4, " + held + "giao ban công tác dân vận.", "không ghi năm"},
		{"Hội nghị giao ban công tác dân vận quý III\n11/12/2018 09:30\nNgày 12/11, " + held + "giao ban công tác dân vận.", "đảo ngày với tháng"},
		{"Hội nghị giao ban công tác dân vận quý I\n09/04/2018 09:30\nNgày 20/4/2018, " + held + "giao ban công tác dân vận.", "sau ngày đăng"},
		{"Giao ban công tác dân vận quý II năm 2024 tại huyện\nNgày 9/4/2024, " + held + "giao ban công tác dân vận quý I năm 2024.", "hai kỳ báo cáo"},
		{"Tổng kết công tác dân vận năm 2023, giao ban quý I/2024 của huyện\nNgày 9/4/2024, " + held + ".", "nêu hai kỳ báo cáo"},
		{"Ngày 9/4/2023, " + held + "giao ban công tác dân vận quý I năm 2024.", "cách xa kỳ báo cáo"},
		{"Ngày 9/4/2024, Thường trực Đảng ủy tổ chức hội nghị giao ban quý I/2024.\nCó 7 mô hình “Dân vận khéo” cấp thành phố.", "cấp thành phố"},
	}
	for _, test := range tests {
		_, warnings := times(t, test.text)
		var all []string
		for _, w := range warnings {
			all = append(all, w.Message)
		}
		if got := strings.Join(all, "\n"); !strings.Contains(got, test.want) {
			t.Errorf("%s\ngot  %q\nwant one about %q", test.text, got, test.want)
		}
	}
}
