package article

import (
	"fmt"
	"strings"
	"testing"
)

// roles reads a text and lists who does what, a role a line.
func roles(t *testing.T, text string) string {
	t.Helper()
	r, err := Read(text)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	checkSpans(t, r)
	if r.Meeting == nil {
		return ""
	}
	var lines []string
	for _, p := range r.Meeting.Participations {
		lines = append(lines, fmt.Sprintf("%s: %s (%s)", p.Role, p.Who(), p.Title))
	}
	return strings.Join(lines, "\n")
}

func TestRoles(t *testing.T) {
	tests := []struct{ text, want string }{
		// One chair, in the ways that articles name one.
		{"Đồng chí Nguyễn Văn An, Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.", "chair: Nguyễn Văn An (Trưởng Ban Dân vận Huyện ủy)"},
		{"Đồng chí Nguyễn Văn An – UV.BTV, Trưởng Ban Dân vận Huyện ủy – chủ trì hội nghị.", "chair: Nguyễn Văn An (UV.BTV, Trưởng Ban Dân vận Huyện ủy)"},
		{"Đồng chí Nguyễn Văn An (Trưởng Ban Dân vận Huyện ủy) chủ trì hội nghị.", "chair: Nguyễn Văn An (Trưởng Ban Dân vận Huyện ủy)"},
		{"Đồng chí Trưởng Ban Dân vận Huyện ủy Nguyễn Văn An chủ trì hội nghị.", "chair: Nguyễn Văn An (Trưởng Ban Dân vận Huyện ủy)"},
		{"Phó Bí thư Thường trực Huyện ủy Trần Thị Bình chủ trì hội nghị.", "chair: Trần Thị Bình (Phó Bí thư Thường trực Huyện ủy)"},
		{"Trưởng Ban Dân vận Huyện ủy Gia Viễn Lê Văn Cường chủ trì hội nghị.", "chair: Lê Văn Cường (Trưởng Ban Dân vận Huyện ủy Gia Viễn)"},
		{"Bà Trần Thị Bình, Phó Bí thư Đảng ủy chủ trì cuộc họp.", "chair: Trần Thị Bình (Phó Bí thư Đảng ủy)"},
		{"Đ/c Nguyễn Văn An - PBT TT Huyện ủy dự và chủ trì hội nghị.", "chair: Nguyễn Văn An (PBT TT Huyện ủy)"},
		{"Tham dự và chủ trì có đồng chí Nguyễn Văn An - HUV, Trưởng Ban Dân vận.", "chair: Nguyễn Văn An (HUV, Trưởng Ban Dân vận)"},
		{"Chủ trì hội nghị là đồng chí Nguyễn Văn An, Trưởng ban.", "chair: Nguyễn Văn An (Trưởng ban)"},
		{"Chủ trì: Nguyễn Văn An - Trưởng Ban Dân vận Huyện ủy.", "chair: Nguyễn Văn An (Trưởng Ban Dân vận Huyện ủy)"},
		{"1. Chủ tọa: Ông Nguyễn Văn An, Chủ tịch Ủy ban MTTQ xã", "chair: Nguyễn Văn An (Chủ tịch Ủy ban MTTQ xã)"},
		{"Hội nghị diễn ra dưới sự chủ trì của đồng chí Nguyễn Văn An, Trưởng Ban Dân vận Huyện ủy.", "chair: Nguyễn Văn An (Trưởng Ban Dân vận Huyện ủy)"},
		{"Đồng chí NGUYỄN VĂN AN, Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.", "chair: NGUYỄN VĂN AN (Trưởng Ban Dân vận Huyện ủy)"},
		{"Đồng chí Trần thị Bình, Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.", "chair: Trần thị Bình (Trưởng Ban Dân vận Huyện ủy)"},
		{"Đồng chí Nguyễn Văn An chủ trì hội nghị.", "chair: Nguyễn Văn An ()"},
		// Several.
		{"Đồng chí Nguyễn Văn An, Trưởng ban và đồng chí Trần Thị Bình, Phó Trưởng ban đồng chủ trì hội nghị.",
			"chair: Nguyễn Văn An (Trưởng ban)\nchair: Trần Thị Bình (Phó Trưởng ban)"},
		{"Các đồng chí: Nguyễn Văn An, Trưởng Ban Dân vận Huyện ủy; Trần Thị Bình, Chủ tịch Ủy ban MTTQ huyện chủ trì hội nghị.",
			"chair: Nguyễn Văn An (Trưởng Ban Dân vận Huyện ủy)\nchair: Trần Thị Bình (Chủ tịch Ủy ban MTTQ huyện)"},
		{"Chủ trì hội nghị có đồng chí Nguyễn Văn An – Phó Bí thư; đồng chí Trần Thị Bình – Trưởng Ban Dân vận.",
			"chair: Nguyễn Văn An (Phó Bí thư)\nchair: Trần Thị Bình (Trưởng Ban Dân vận)"},
		{"Các đồng chí Nguyễn Văn An, Trần Thị Bình đồng chủ trì hội nghị.", "chair: Nguyễn Văn An ()\nchair: Trần Thị Bình ()"},
		// Others beside the chair.
		{"Dự và chỉ đạo hội nghị có đồng chí Lê Văn Cường, Phó Bí thư Huyện ủy; chủ trì hội nghị có đồng chí Nguyễn Văn An, Trưởng ban.",
			"chair: Nguyễn Văn An (Trưởng ban)\ndirecting_guest: Lê Văn Cường (Phó Bí thư Huyện ủy)"},
		{"Tham dự hội nghị có các đồng chí: Lê Văn Cường, Phó Bí thư; Phạm Thị Dung, Phó Chủ tịch UBND huyện; đại diện lãnh đạo các phòng, ban. Đồng chí Nguyễn Văn An, Trưởng ban chủ trì hội nghị.",
			"chair: Nguyễn Văn An (Trưởng ban)\ndelegate: Lê Văn Cường (Phó Bí thư)\ndelegate: Phạm Thị Dung (Phó Chủ tịch UBND huyện)"},
		{"Đồng chí Nguyễn Văn An, Trưởng ban chủ trì hội nghị; cùng dự có đồng chí Phạm Thị Dung, Chủ tịch Hội LHPN huyện.",
			"chair: Nguyễn Văn An (Trưởng ban)\ndelegate: Phạm Thị Dung (Chủ tịch Hội LHPN huyện)"},
		{"Đồng chí Nguyễn Văn An, Trưởng ban chủ trì và kết luận hội nghị.", "chair: Nguyễn Văn An (Trưởng ban)\nconcluder: Nguyễn Văn An (Trưởng ban)"},
		{"Thư ký: Đồng chí Phạm Thị Dung - Chuyên viên.", "secretary: Phạm Thị Dung (Chuyên viên)"},
		{"Đồng chí Phạm Thị Dung, Phó Trưởng ban trình bày tóm tắt báo cáo.", "presenter: Phạm Thị Dung (Phó Trưởng ban)"},
		{"Hội nghị nghe đồng chí Phạm Thị Dung, Phó Trưởng ban báo cáo kết quả công tác quý I.", "presenter: Phạm Thị Dung (Phó Trưởng ban)"},
		{"Trung tá Lê Văn Cường, Phó Trưởng Công an huyện trình bày báo cáo chuyên đề về tôn giáo.", "presenter: Lê Văn Cường (Phó Trưởng Công an huyện)"},
		{"Đồng chí Lê Văn Cường, Bí thư Huyện đoàn tham luận về chuyển đổi số.", "discussant: Lê Văn Cường (Bí thư Huyện đoàn)"},
		{"Hội nghị nghe tham luận của đồng chí Lê Văn Cường – Bí thư Đảng ủy xã về dồn điền, đổi thửa; đồng chí Phạm Thị Dung – Chủ tịch Hội LHPN về bình đẳng giới.",
			"discussant: Lê Văn Cường (Bí thư Đảng ủy xã)\ndiscussant: Phạm Thị Dung (Chủ tịch Hội LHPN)"},
		{"Kết luận hội nghị, đồng chí Trưởng Ban Dân vận Tỉnh ủy nhấn mạnh ba việc.", "concluder: đồng chí Trưởng Ban Dân vận Tỉnh ủy (Trưởng Ban Dân vận Tỉnh ủy)"},
		{"Phát biểu chỉ đạo tại hội nghị, đồng chí Lê Văn Cường, Phó Bí thư đề nghị các xã cố gắng.", "directing_guest: Lê Văn Cường (Phó Bí thư)"},
		{"Tham dự:\n- Ông Hồ Minh Trí, Chủ tịch Hội Nông dân xã\n- Bà Lý Kim Phượng, Chủ tịch Hội LHPN xã\nNội dung",
			"delegate: Hồ Minh Trí (Chủ tịch Hội Nông dân xã)\ndelegate: Lý Kim Phượng (Chủ tịch Hội LHPN xã)"},
		{"Đồng chí Lê Thị Dung, UVT.Ư Đảng, Bí thư Tỉnh ủy dự và chủ trì hội nghị.", "chair: Lê Thị Dung (UVT.Ư Đảng, Bí thư Tỉnh ủy)"},
		// The title stands first, and ends before the family name.
		{"Chủ tịch HĐND thành phố Lương Nguyễn Minh Khang dự và chỉ đạo hội nghị.", "directing_guest: Lương Nguyễn Minh Khang (Chủ tịch HĐND thành phố)"},
		{"Phó Bí thư Thành ủy Lương Nguyễn Minh Khang chủ trì hội nghị.", "chair: Lương Nguyễn Minh Khang (Phó Bí thư Thành ủy)"},
		{"Chủ tịch UBND thành phố Vinh Nguyễn Văn An chủ trì hội nghị.", "chair: Nguyễn Văn An (Chủ tịch UBND thành phố Vinh)"},
		{"Tổng Bí thư Ban Chấp hành Trung ương Đảng Nguyễn Văn An chủ trì hội nghị.", "chair: Nguyễn Văn An (Tổng Bí thư Ban Chấp hành Trung ương Đảng)"},
		{"Trưởng Ban Dân vận Tỉnh ủy - Huỳnh Thị Thùy Linh chủ trì hội nghị.", "chair: Huỳnh Thị Thùy Linh (Trưởng Ban Dân vận Tỉnh ủy)"},
		// Titles with a comma or marks inside.
		{"Đồng chí Nguyễn Văn An, Bí thư Đảng ủy các cơ quan Đảng, đoàn thể chủ trì hội nghị.", "chair: Nguyễn Văn An (Bí thư Đảng ủy các cơ quan Đảng, đoàn thể)"},
		{"Đồng chí Nguyễn Văn An, Trưởng Ban chỉ đạo phong trào “Dân vận khéo” tỉnh chủ trì cuộc họp.", "chair: Nguyễn Văn An (Trưởng Ban chỉ đạo phong trào “Dân vận khéo” tỉnh)"},
		{"Tham dự hội nghị có các đồng chí: Đầu Văn Bình, Phó Vụ trưởng Vụ Địa phương III, Ban Dân vận Trung ương; Sùng A Lử, Tỉnh ủy viên, Phó Chủ tịch HĐND tỉnh; lãnh đạo các ban.",
			"delegate: Đầu Văn Bình (Phó Vụ trưởng Vụ Địa phương III, Ban Dân vận Trung ương)\ndelegate: Sùng A Lử (Tỉnh ủy viên, Phó Chủ tịch HĐND tỉnh)"},
		{"Các đồng chí: Triệu Văn An, Phó Bí thư; Phương Thị Bình, Chủ tịch HĐND tỉnh; Hoàng Thu Cúc, Phó Chủ tịch UBND tỉnh tới dự.",
			"delegate: Triệu Văn An (Phó Bí thư)\ndelegate: Phương Thị Bình (Chủ tịch HĐND tỉnh)\ndelegate: Hoàng Thu Cúc (Phó Chủ tịch UBND tỉnh)"},
		{"Đến dự có các ông, bà: Trần Văn Bách - Phó Chủ tịch UBND xã; Lê Thị Mai - Chủ tịch Hội LHPN xã.",
			"delegate: Trần Văn Bách (Phó Chủ tịch UBND xã)\ndelegate: Lê Thị Mai (Chủ tịch Hội LHPN xã)"},
		// More ways to present.
		{"Ông Lý Văn Đông, Phó Trưởng ban thông qua các nội dung của hội nghị.", "presenter: Lý Văn Đông (Phó Trưởng ban)"},
		{"Ông Lý Văn Đông, Phó Trưởng ban đọc báo cáo tóm tắt.", "presenter: Lý Văn Đông (Phó Trưởng ban)"},
		{"Đồng chí Lý Văn Đông, Phó Trưởng ban đã báo cáo kết quả công tác.", "presenter: Lý Văn Đông (Phó Trưởng ban)"},
		// Leaders without names.
		{"Thường trực Đảng ủy chủ trì hội nghị.", "chair: Thường trực Đảng ủy ()"},
		{"Báo cáo do lãnh đạo Ban trình bày.", "presenter: lãnh đạo Ban ()"},
		{"Thường trực Đảng ủy chủ trì, phối hợp với Mặt trận giám sát.", ""},
		{"Trong quý, Thường trực Huyện ủy chủ trì hội nghị giao ban với Mặt trận.", ""},
		{"Trong quý, Thường trực Huyện ủy chủ trì hội nghị đối thoại với nhân dân.", ""},
		{"Đồng chí Lý Văn Đông đã báo cáo Tỉnh ủy.", ""},
		// Nobody.
		{"Ban Dân vận Huyện ủy chủ trì, phối hợp với các phòng tổ chức hội nghị.", ""},
		{"Toàn cảnh hội nghị", ""},
		{"Đại biểu tham luận tại hội nghị", ""},
		{"Hội nghị đã thông qua báo cáo kết quả công tác.", ""},
		{"Đồng chí cũng đề nghị các xã chủ trì hội nghị.", ""},
		{"Tham dự hội nghị có các đồng chí trưởng khối dân vận.", ""},
		{"Dự hội nghị có lãnh đạo các phòng, ban; Ban Dân vận chủ trì hội nghị.", ""},
		{"Thành tích của đồng chí Lê Văn Cường, Trưởng thôn được tuyên dương tại hội nghị.", ""},
	}
	for _, test := range tests {
		lead := "Ngày 9/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.\n"
		if got := roles(t, lead+test.text); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

// The fuller title counts where somebody speaks.
func TestFullerTitle(t *testing.T) {
	text := `Ngày 9/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.
Đồng chí Nguyễn Văn An - Trưởng ban phát biểu kết luận hội nghị
Phát biểu tại hội nghị, đồng chí Nguyễn Văn An - UVBTV Huyện ủy, Trưởng Ban Dân vận Huyện ủy đánh giá cao các xã.`
	want := "concluder: Nguyễn Văn An (UVBTV Huyện ủy, Trưởng Ban Dân vận Huyện ủy)"
	if got := roles(t, text); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
