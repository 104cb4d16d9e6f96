package article

import (
	"fmt"
	"testing"
)

func TestOrganizerAndPlace(t *testing.T) {
	const quarter = " giao ban công tác dân vận quý I năm 2024."
	tests := []struct{ text, want string }{
		// "Đà" and "Đa" are names, "đã" is not.
		{"Ngày 5/4/2024, Ủy ban MTTQ xã Hồng Đà đã tổ chức hội nghị" + quarter, "Ủy ban MTTQ xã Hồng Đà @ "},
		{"Ngày 5/4/2024, Quận ủy Đống Đa tổ chức hội nghị" + quarter, "Quận ủy Đống Đa @ "},
		{"Ngày 5/4/2024, tại Hội trường xã Bình Đà, Đảng ủy xã tổ chức hội nghị" + quarter, "Đảng ủy xã @ Hội trường xã Bình Đà"},
		{"Ngày 5/4/2024, Ban Tổ chức Huyện ủy tổ chức hội nghị" + quarter, "Ban Tổ chức Huyện ủy @ "},
		{"Ngay 5/4/2024, Quan uy Dong Da da to chuc hoi nghi giao ban cong tac dan van quy I nam 2024.", "Quan uy Dong Da @ "},
		// A place may hold the name of a body.
		{"Sáng 12/4/2024, tại trụ sở Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Ban Dân vận Tỉnh ủy tổ chức hội nghị" + quarter,
			"Ban Dân vận Tỉnh ủy @ trụ sở Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"},
		{"Sáng 12/4/2024, tại Hội trường Ủy ban nhân dân huyện, Ban Dân vận Huyện ủy tổ chức hội nghị" + quarter,
			"Ban Dân vận Huyện ủy @ Hội trường Ủy ban nhân dân huyện"},
		{"Sáng 12/4/2024, tại TP.Hoa Lư, Ban Dân vận Tỉnh ủy tổ chức hội nghị" + quarter, "Ban Dân vận Tỉnh ủy @ TP.Hoa Lư"},
		{"Chiều 24/10/2022, Ban Dân vận Tỉnh ủy tổ chức Hội nghị giao ban quý III, Cụm số 2, tại huyện Yên Hòa.", "Ban Dân vận Tỉnh ủy @ huyện Yên Hòa"},
		{"Chiều 24/10/2022, Ban Dân vận Tỉnh ủy tổ chức Hội nghị giao ban quý III tại huyện Yên Hòa.", "Ban Dân vận Tỉnh ủy @ huyện Yên Hòa"},
		{"Chiều 24/10/2022, tại hội trường Huyện ủy diễn ra Hội nghị giao ban quý III.", " @ hội trường Huyện ủy"},
		{"Ngày 9/4/2024, tại phòng họp số 2, trụ sở Huyện ủy, Ban Dân vận Huyện ủy đã tổ chức hội nghị giao ban.", "Ban Dân vận Huyện ủy @ phòng họp số 2"},
		{"Ngày 9/4/2024, tại xã Tân Đà (huyện Sông Mây), Ban Dân vận Huyện ủy đã tổ chức hội nghị giao ban.", "Ban Dân vận Huyện ủy @ xã Tân Đà"},
		{"Sáng 1/2/2024, 15 xã tổ chức hội nghị giao ban công tác dân vận tháng 1/2024.", " @ "},
		// What is discussed lies there, not the meeting.
		{"Ngày 24/10/2022, Ban Dân vận Tỉnh ủy tổ chức hội nghị đánh giá công tác dân vận tại huyện Yên Hòa quý III.", "Ban Dân vận Tỉnh ủy @ "},
		// A person leads, the body is not named.
		{"Chiều 22/10/2021, Phó Bí thư Thường trực Tỉnh ủy Lê Ngọc Hân chủ trì hội nghị giao ban quý III.", " @ "},
		{"Chiều 22/10/2021, Bí thư Huyện ủy Lê Ngọc Hân tổ chức hội nghị giao ban quý III.", " @ "},
		// Marks that close, and what is added by a dash.
		{"Sáng 12/4/2024, Ban Chỉ đạo phong trào thi đua “Dân vận khéo” tổ chức hội nghị sơ kết quý I.", "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” @ "},
		{"Sáng 8/7/2019, Ban Dân vận Huyện ủy Sông Mây - Trưởng khối thi đua tổ chức hội nghị sơ kết 6 tháng đầu năm.", "Ban Dân vận Huyện ủy Sông Mây @ "},
		// A heading that only says where.
		{"Thị trấn Bãi Cát: Tổng kết công tác dân vận năm 2020\nĐồng chí Lê Văn Cường, Bí thư Đảng ủy chủ trì hội nghị.", " @ "},
	}
	for _, test := range tests {
		r, err := Read(test.text)
		if err != nil || r.Meeting == nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		checkSpans(t, r)
		if got := fmt.Sprintf("%s @ %s", r.Meeting.Organizer, r.Meeting.Place); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestTitles(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Ủy ban MTTQ xã Vân Trung tổ chức sơ kết 6 tháng đầu năm 2023\nNgày 25/6/2023, Ủy ban MTTQ xã tổ chức sơ kết công tác 6 tháng đầu năm.",
			"Ủy ban MTTQ xã Vân Trung tổ chức sơ kết 6 tháng đầu năm 2023"},
		{"Phường 9 đăng ký thi đua các công trình phục vụ nhân dân\nNgày 25/6/2022, Khối Dân vận phường 9 tổ chức hội nghị sơ kết 6 tháng đầu năm.",
			"Phường 9 đăng ký thi đua các công trình phục vụ nhân dân"},
		{"ỦY BAN NHÂN DÂN HUYỆN SÔNG MÂY\nNgày 25/6/2022, Ủy ban nhân dân huyện tổ chức hội nghị sơ kết 6 tháng đầu năm.", ""},
		// Lines that were broken by hand: the second is no heading.
		{`Tăng cường đối thoại với nhân dân ở các huyện miền núi của tỉnh

Phát biểu kết luận hội nghị giao ban
công tác dân vận quý III, triển khai nhiệm vụ trọng tâm quý IV.2022 vào
chiều 7.10, đồng chí Lê Văn Cường, Ủy viên Ban Thường vụ, Trưởng Ban
Dân vận Tỉnh ủy đề nghị trong 3 tháng cuối năm, ngành dân vận cần tiếp
tục tuyên truyền, vận động cán bộ, đảng viên và nhân dân tin tưởng sự
lãnh đạo của Đảng, thực hiện tốt các mục tiêu, nhiệm vụ của năm.`,
			"Tăng cường đối thoại với nhân dân ở các huyện miền núi của tỉnh"},
	}
	for _, test := range tests {
		r, err := Read(test.text)
		if err != nil || r.Meeting == nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		checkSpans(t, r)
		if r.Meeting.Title != test.want {
			t.Errorf("%s\ngot  %q\nwant %q", test.text, r.Meeting.Title, test.want)
		}
	}
}
