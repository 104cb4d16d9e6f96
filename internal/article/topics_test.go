package article

import (
	"strings"
	"testing"
)

func TestTopics(t *testing.T) {
	const lead = "Ngày 9/4/2024, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý I năm 2024.\n"
	tests := []struct{ text, want string }{
		{"Các đại biểu đã thảo luận về các lĩnh vực như dồn điền, đổi thửa, chuyển đổi số.", "dồn điền|đổi thửa|chuyển đổi số"},
		{"Các đại biểu tập trung thảo luận các nội dung: hòa giải; bảo vệ môi trường và chuyển đổi số.", "hòa giải|bảo vệ môi trường|chuyển đổi số"},
		{"Đồng chí Lê Văn Cường, Bí thư Huyện đoàn tham luận về chuyển đổi số.", "chuyển đổi số"},
		{"Hội nghị nghe tham luận của đồng chí Lê Văn Cường – Bí thư xã về hòa giải; đồng chí Phạm Thị Dung – Chủ tịch Hội LHPN về bình đẳng giới.", "hòa giải|bình đẳng giới"},
		{"Các đại biểu đã thảo luận sôi nổi.", ""},
		{"Đại biểu thảo luận về chuyển đổi số tại hội nghị", ""}, // a caption
	}
	for _, test := range tests {
		r, err := Read(lead + test.text)
		if err != nil {
			t.Fatalf("%s: %v", test.text, err)
		}
		checkSpans(t, r)
		var all []string
		for _, topic := range r.Meeting.Topics {
			all = append(all, topic.Text)
		}
		if got := strings.Join(all, "|"); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}
