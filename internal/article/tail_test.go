package article

import (
	"strings"
	"testing"
)

const briefed = `Ban Dân vận Huyện ủy Sông Mây giao ban công tác dân vận quý II/2024
12/07/2024 - 16:45 | Lượt xem: 204

Sáng 11/7, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị giao ban công tác dân vận quý II năm 2024. Các đồng chí: Nguyễn Văn A, Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Huyện ủy và Trần Thị B, Phó Trưởng Ban Dân vận Huyện ủy đồng chủ trì hội nghị.

Toàn huyện có 86 mô hình “Dân vận khéo” đăng ký cấp huyện.

Các đại biểu đã thảo luận về các nội dung: công tác tuyên truyền, chuyển đổi số, công tác tuyên truyền.
`

// What a site prints around an article is not the article.
func TestWhatStandsAroundAnArticle(t *testing.T) {
	for name, text := range map[string]string{
		"alone":    briefed,
		"calendar": "Thứ Hai, 23/11/2026\nTrang chủ | Tin tức\n" + briefed,
		"links":    briefed + "\nTin liên quan\nHội thi Dân vận khéo năm 2023\nSông Mây: 98 mô hình dân vận khéo được công nhận\n",
	} {
		r, err := Read(text)
		if err != nil || r.Meeting == nil {
			t.Fatalf("%s: %v, %v", name, r, err)
		}
		m := r.Meeting
		var chairs, topics []string
		for _, p := range m.With("chair") {
			chairs = append(chairs, p.Name+": "+p.Title)
		}
		for _, topic := range m.Topics {
			topics = append(topics, topic.Text)
		}
		if got, want := strings.Join(chairs, "; "), "Nguyễn Văn A: Ủy viên Ban Thường vụ, Trưởng Ban Dân vận Huyện ủy; Trần Thị B: Phó Trưởng Ban Dân vận Huyện ủy"; got != want {
			t.Errorf("%s: chairs\ngot  %s\nwant %s", name, got, want)
		}
		if m.HeldOn != "2024-07-11" || m.PostedOn != "2024-07-12" || len(m.Counts) != 1 {
			t.Errorf("%s: got held %s, posted %s, counts %v", name, m.HeldOn, m.PostedOn, m.Counts)
		}
		if got := strings.Join(topics, "; "); got != "công tác tuyên truyền; chuyển đổi số" {
			t.Errorf("%s: topics %s", name, got)
		}
		checkSpans(t, r)
	}
}
