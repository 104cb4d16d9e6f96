package article

import (
	"fmt"
	"strings"
	"testing"
)

// held opens an article about a meeting.
const held = "Ngày 9/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.\n"

func TestCounts(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Có 127 mô hình đăng ký điển hình cấp huyện, 1.291 mô hình đăng ký điển hình cấp xã.", "registered district 127; registered commune 1291"},
		{"Toàn xã đăng ký 53 mô hình “Dân vận khéo” cấp cơ sở, 17 mô hình cấp huyện và 4 mô hình cấp tỉnh.", "registered base 53; registered district 17; registered province 4"},
		{"Đã đăng ký 397 mô hình “Dân vận khéo”, trong đó 127 mô hình cấp huyện, 270 mô hình cấp xã.", "registered  397; registered district 127; registered commune 270"},
		{"Đã đăng ký 397 mô hình “Dân vận khéo”, trong đó cấp huyện 127 mô hình, cấp xã 270 mô hình.", "registered  397; registered district 127; registered commune 270"},
		{"Đăng ký 127 mô hình “Dân vận khéo” cấp huyện và 270 cấp xã.", "registered district 127; registered commune 270"},
		{"Kết quả có 81/97 mô hình “Dân vận khéo” được công nhận.", "recognized  81; registered  97"},
		{"Có 201 mô hình, điển hình “Dân vận khéo” đạt hiệu quả (trong đó 147 mô hình và 54 điển hình).", "effective  201"},
		{"Công nhận 123 mô hình “Dân vận khéo” (54 cá nhân, 69 tập thể).", "recognized  123"},
		{"Công nhận 123 mô hình “Dân vận khéo”, trong đó có 54 mô hình cá nhân và 69 mô hình tập thể.", "recognized  123"},
		{"Đến nay có gần 250 mô hình “Dân vận khéo” đang được duy trì.", "active  nearly250"},
		{"Toàn huyện có hơn 300 mô hình “Dân vận khéo” hoạt động hiệu quả.", "effective  over300"},
		{"Có trên 300 mô hình “Dân vận khéo” tiêu biểu cấp tỉnh.", "exemplary province over300"},
		{"Đã đề nghị khen thưởng 18 mô hình “Dân vận khéo” tiêu biểu.", "proposed  18"},
		{"Có 22 mô hình “Dân vận khéo” được khen thưởng cấp huyện.", "rewarded district 22"},
		{"UBND huyện tặng giấy khen cho 9 mô hình “Dân vận khéo”.", "rewarded  9"},
		{"Huyện có 342 mô hình “Dân vận khéo”.", "other  342"},
		{"Nhờ cách làm hiệu quả nên toàn huyện có 342 mô hình “Dân vận khéo”.", "other  342"},
		{"Đề xuất khen thưởng 18 mô hình “Dân vận khéo” cấp tỉnh, huyện.", "proposed  18"},
		{"Có 66 mô hình “Dân vận khéo” cấp huyện và 2 mô hình cấp thành phố được đề nghị khen thưởng.", "proposed district 66; proposed province 2"},
		{"Đăng ký 12 mô hình “Dân vận khéo” cấp xã, thị trấn.", "registered commune 12"},
		{"Huyện xây dựng 275 mô hình “Dân vận khéo”; trong đó 167 mô hình đạt hiệu quả, đề nghị cấp huyện khen thưởng 66 mô hình, cấp tỉnh khen thưởng 2 mô hình.",
			"other  275; effective  167; proposed district 66; proposed province 2"},
		{"Bình xét, công nhận 55 mô hình “Dân vận khéo” (29 tập thể, 26 cá nhân) là mô hình tiêu biểu.", "exemplary  55"},
		{"Có 20 mô hình “Dân vận khéo” tiêu biểu được UBND huyện tặng giấy khen.", "rewarded  20"},
		// Forms stand for themselves where no total is given, and only together.
		{"Khối đã đăng ký 61 mô hình “Dân vận khéo” tập thể và 12 mô hình “Dân vận khéo” cá nhân.", ""},
		{"Khối đã đăng ký 8 mô hình tập thể và 8 mô hình cá nhân về “Dân vận khéo”.", ""},
		{"Phong trào “Dân vận khéo” có 25/30 mô hình tập thể, 8/9 mô hình cá nhân đạt hiệu quả.", ""},
		{"Công nhận 123 mô hình “Dân vận khéo”. Trong đó có 54 mô hình cá nhân và 69 mô hình tập thể.", "recognized  123"},
		{"Toàn xã có 12 mô hình “Dân vận khéo” tập thể.", ""},
		// "32/53" are registered ones only where the text says so.
		{"Phong trào “Dân vận khéo” có 32/53 mô hình đạt hiệu quả.", "effective  32"},
		{"Phong trào “Dân vận khéo” có 32/53 mô hình đã đăng ký đạt hiệu quả.", "registered  32"},
		// The measure may stand far from its number.
		{"Có 1.204 mô hình “Dân vận khéo” được đăng ký, trong đó có 918 mô hình trên các lĩnh vực kinh tế, văn hóa, quốc phòng được triển khai hiệu quả.",
			"registered  1204; effective  918"},
		{"Các đơn vị phát huy hiệu quả của 158 mô hình, điển hình “Dân vận khéo”.", "effective  158"},
		{"Có 135 mô hình “Dân vận khéo” đăng ký, trong đó có 44 mô hình mới được xây dựng trong năm.", "registered  135; other  44"},
		{"Có 412 mô hình “Dân vận khéo” trên các lĩnh vực được đăng ký và đã công nhận 412 mô hình.", "registered  412; recognized  412"},
		{"Toàn tỉnh đã xây dựng được 5.120 mô hình “Dân vận khéo”.", "other  5120"},
		// No counts of models, or none that can be told truthfully.
		{"Có 12 mô hình camera an ninh; 5 mô hình kinh tế.", ""},
		{"Phong trào “Dân vận khéo” có 5 mô hình phát triển kinh tế, 7 mô hình tập thể.", ""},
		{"Phong trào “Dân vận khéo” có 3 mô hình “Nhà sạch, vườn đẹp”, 4 mô hình nuôi ong.", ""},
		{"Mỗi xã xây dựng ít nhất 2 mô hình “Dân vận khéo”.", ""},
		{"Phấn đấu năm 2025 có 400 mô hình “Dân vận khéo”.", ""},
		{"Phong trào “Dân vận khéo” tăng 276 mô hình so với năm trước.", ""},
		{"Có khoảng 50 mô hình “Dân vận khéo”.", ""},
		{"Năm 2024 mô hình “Dân vận khéo” được nhân rộng ở 16/20 xã.", ""},
		{"Có 95% mô hình “Dân vận khéo” đạt hiệu quả; vận động 8,1 tỷ đồng.", ""},
		{"Tặng Bằng khen 28 tập thể, 12 cá nhân trong phong trào “Dân vận khéo”.", ""},
		{"Lượt xem: 1.204 | Phong trào “Dân vận khéo”", ""},
	}
	for _, test := range tests {
		r, err := Read(held + test.text)
		if err != nil {
			t.Fatalf("%s: %v", test.text, err)
		}
		checkSpans(t, r)
		var all []string
		for _, c := range r.Meeting.Counts {
			all = append(all, fmt.Sprintf("%s %s %s%d", c.Measure, c.Level, c.Qualifier, c.Value))
		}
		if got := strings.Join(all, "; "); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

// "cấp thành phố" is the level of a province in a city of that rank only.
func TestCityLevel(t *testing.T) {
	tests := []struct{ organizer, want string }{
		{"Ban Dân vận Thành ủy Hà Nội", "province"},
		{"Ban Dân vận Thành ủy TP. Hồ Chí Minh", "province"},
		{"Ban Dân vận Quận ủy Tây Nam", "province"},
		{"Ban Dân vận Huyện ủy Sông Mây", "province"},
		{"Ban Dân vận Thành ủy Hoa Lư", "district"},
		{"Thường trực Đảng ủy", "district"},
	}
	for _, test := range tests {
		text := "Ngày 9/4/2024, " + test.organizer + " tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.\nCó 7 mô hình “Dân vận khéo” đăng ký cấp thành phố."
		r, err := Read(text)
		if err != nil || len(r.Meeting.Counts) != 1 {
			t.Fatalf("%s: %v, %v", test.organizer, r, err)
		}
		if got := string(r.Meeting.Counts[0].Level); got != test.want {
			t.Errorf("%s: level %s, want %s", test.organizer, got, test.want)
		}
	}
}

// Numbers by form alone are no totals: a person decides what they are.
func TestFormsWithoutATotalAreToldAndNotCounted(t *testing.T) {
	r, err := Read(held + "Khối đã đăng ký 61 mô hình “Dân vận khéo” tập thể và 12 mô hình “Dân vận khéo” cá nhân.")
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, w := range r.Warnings {
		if strings.Contains(w.Message, "không nêu tổng") {
			told++
		}
	}
	if len(r.Meeting.Counts) != 0 || told != 2 {
		t.Errorf("got %d counts and %d warnings, want 0 and 2", len(r.Meeting.Counts), told)
	}
}
