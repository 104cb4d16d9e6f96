package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// plainArticle is a story without a posting line and a page around it, as people
// copy it: heading, lead, and what else was told.
func plainArticle(n int) string {
	lines := strings.Split(tell(n).text, "\n")
	return strings.Join(append([]string{lines[2], ""}, lines[5:len(lines)-6]...), "\n")
}

func TestTwoArticlesAreRefused(t *testing.T) {
	for n := range 60 {
		for name, make := range map[string]func(int) string{
			"pages": func(n int) string { return tell(n).text }, "texts": plainArticle,
		} {
			both := make(n) + "\n\n" + make(n+1+n%6)
			if _, err := Read(both); !errors.Is(err, ErrTwoMeetings) {
				t.Errorf("%s %d: Read = %v, want %v\n%s", name, n, err, ErrTwoMeetings, both)
			}
		}
	}
}

// Articles that do not begin with a day and a body.
func TestTwoArticlesOfOtherKinds(t *testing.T) {
	articles := []string{
		`Đảng ủy thị trấn Bãi Cát tổng kết công tác dân vận năm 2019

Dự hội nghị có đồng chí Trần Văn Ký, Trưởng Ban Dân vận Huyện ủy; đồng chí Phan Thu Cúc, Chủ tịch Hội LHPN huyện.
Trong năm qua, công tác dân vận của thị trấn đã đạt được những kết quả khá tích cực trên nhiều mặt.
Khối Dân vận đã tham mưu cho Đảng ủy nhiều chủ trương sát với đời sống của nhân dân thị trấn.`,
		`Huyện Sông Mây: Tổng kết công tác dân vận năm 2022
Ban Dân vận Huyện ủy Sông Mây vừa tổ chức Hội nghị tổng kết công tác dân vận năm 2022.
Năm qua, Ban đã tham mưu cho cấp ủy tập trung chỉ đạo triển khai các chương trình trọng tâm của tỉnh.
Mặt trận và các đoàn thể của huyện đẩy mạnh các phong trào thi đua yêu nước ở khu dân cư.`,
		`Hội nghị trực báo khối Mặt trận và các đoàn thể
(Báo Núi Ngọc) - Chiều 22/10/2021, Phó Bí thư Thường trực Tỉnh ủy Lê Ngọc Hân đã chủ trì hội nghị trực báo khối Mặt trận và các đoàn thể quý III.
Trong quý III, Mặt trận và các đoàn thể đã bám sát chương trình công tác của Ban Thường vụ Tỉnh ủy.
Các đoàn thể tham gia hỗ trợ nhân dân khắc phục hậu quả của mưa bão ở các xã ven sông.`,
	}
	for i, a := range articles {
		if _, err := Read(a); err != nil {
			t.Errorf("article %d: %v", i, err)
		}
		for j, b := range articles {
			if i == j {
				continue
			}
			if _, err := Read(a + "\n\n" + b); !errors.Is(err, ErrTwoMeetings) {
				t.Errorf("articles %d and %d: Read = %v, want %v", i, j, err, ErrTwoMeetings)
			}
		}
	}
}

// One article that mentions other meetings, or has other news below it.
func TestOneArticleWithMentions(t *testing.T) {
	mentions := []string{
		"Ngày 20/6/2022, Ủy ban MTTQ huyện tổ chức hội nghị phản biện xã hội.",
		"Ngày 15/3/2021, Hội Nông dân huyện tổ chức hội nghị sơ kết phong trào thi đua.",
		"Ngày 02/3/2021, Thường trực Huyện ủy tổ chức hội nghị đối thoại với nhân dân. Đồng chí Bí thư Huyện ủy chủ trì hội nghị.",
		"Ngày 12/01/2021, Ban Dân vận Huyện ủy Sông Mây tổ chức hội nghị tổng kết công tác dân vận năm 2020.",
		"Đồng chí Lê Văn Cường phát biểu tại hội nghị đối thoại\nNgày 02/3/2021, UBND huyện tổ chức hội nghị đối thoại với thanh niên.",
		"II. Kết quả giám sát của Mặt trận và các đoàn thể huyện\nNgày 02/3/2021, Ủy ban MTTQ huyện tổ chức hội nghị giám sát. Hội nghị đã nghe nhiều ý kiến của các tổ chức thành viên.",
	}
	tails := []string{
		"Các tin khác:\nHội LHPN huyện sơ kết công tác Hội 6 tháng đầu năm\nSáng 3/7/2023, Hội LHPN huyện tổ chức hội nghị sơ kết công tác Hội.\nHuyện đoàn tổng kết công tác Đoàn\nNgày 5/7/2023, Huyện đoàn tổ chức hội nghị tổng kết công tác Đoàn.",
		"Tin liên quan\nHội LHPN huyện sơ kết công tác Hội 6 tháng đầu năm 03/07/2023\nUBND huyện tổ chức cuộc họp giao ban 05/07/2023",
		"- Hội LHPN huyện sơ kết công tác Hội (03/07/2023)\n- Ngày 5/7/2023, Huyện đoàn tổ chức hội nghị tổng kết công tác Đoàn",
	}
	for n := range 20 {
		lines := strings.Split(tell(n).text, "\n")
		for i, m := range mentions {
			text := strings.Join(lines[:11], "\n") + "\n" + m + "\n" + strings.Join(lines[11:], "\n")
			if _, err := Read(text); err != nil {
				t.Errorf("story %d with mention %d: %v\n%s", n, i, err, text)
			}
			if _, err := Read(plainArticle(n) + "\n" + m); err != nil {
				t.Errorf("text %d before mention %d: %v", n, i, err)
			}
		}
		for i, tail := range tails {
			s := tell(n)
			t.Run(fmt.Sprint(n, "with tail", i), func(t *testing.T) { checkStory(t, s, s.text+"\n"+tail) })
		}
	}
	heading := "Mặt trận huyện Sông Mây với công tác phản biện xã hội năm 2022\n" + mentions[0]
	if _, err := Read(heading); err != nil {
		t.Errorf("heading and one sentence: %v", err)
	}
}
