package citation

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// paragraph is the usual length of one, in bytes.
const paragraph = 600

// prose makes about n bytes of Vietnamese prose with a citation a paragraph.
func prose(n int) string { return proseOf(n, paragraph) }

// proseOf is prose with paragraphs of about size bytes, from half of it to
// half as much again. Each cites a document by number, day and issuer.
func proseOf(n, size int) string {
	sentences := []string{
		"Cấp ủy các xã đã lãnh đạo khối dân vận bám sát địa bàn, lắng nghe ý kiến của bà con và kịp thời phản ánh với chính quyền. ",
		"Trong kỳ có 38 tổ dân vận ra mắt mô hình mới, nhiều nơi vận động hiến hơn 1.450 mét vuông đất mở rộng đường thôn. ",
		"Pháp luật về tiếp công dân được tuyên truyền tới từng hộ, đơn thư giảm so với cùng kỳ năm 2023. ",
		"Các đoàn thể tổ chức 12 buổi đối thoại, giải đáp những việc người dân quan tâm như môi trường, nước sạch và trật tự đô thị. ",
		"Nhiều hộ tự nguyện tháo dỡ tường rào, lùi cổng, góp công làm rãnh thoát nước và trồng hoa hai bên đường làng. ",
		"Cán bộ mặt trận và các hội cùng đi từng ngõ, gõ từng nhà, nghe dân nói, làm cho dân tin, việc khó mấy cũng bàn bạc công khai. ",
		"Một số nơi còn lúng túng khi chọn việc, chưa gắn việc làm với nhiệm vụ chính trị của địa phương nên kết quả chưa bền. ",
		"Người cao tuổi, người có uy tín và chức sắc các tôn giáo góp nhiều ý kiến thẳng thắn vào dự thảo quy ước của thôn. ",
		"Ở những nơi thu hồi đất, tổ công tác kiên trì vận động, không để phát sinh điểm nóng, hơn 96% số hộ đồng thuận bàn giao mặt bằng. ",
		"Công tác phối hợp giữa các lực lượng vũ trang và khối dân vận tiếp tục được duy trì, nhất là ở địa bàn có đông đồng bào theo đạo. ",
	}
	cited := []string{
		"Thực hiện Kế hoạch số %d-KH/HU ngày 14/3/2022 của Ban Thường vụ Huyện ủy Bình Giang, khối đã chọn ba việc làm trước. ",
		"Việc này theo Quyết định số %d/QĐ-UBND ngày 02 tháng 6 năm 2021 của Ủy ban nhân dân tỉnh Hưng Yên. ",
		"Nội dung bám sát Nghị quyết số %d-NQ/TU, ngày 25/10/2021 của Thành ủy Hà Nội về công tác vận động quần chúng trong tình hình mới. ",
	}
	var b strings.Builder
	next := 0
	for i := 0; b.Len() < n; i++ {
		want := b.Len() + size/2 + i*37%97*size/97
		fmt.Fprintf(&b, cited[i%3], 1+i%900)
		for room := true; room; {
			s := sentences[next%len(sentences)]
			next++
			b.WriteString(s)
			room = b.Len()+len(s)/2 < want
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

var plainRegexp = regexp.MustCompile(`\d+[a-zđ]?\s*[-–/]\s*\p{Lu}\p{L}*(/\p{Lu}[\p{L}-]*)?`)

func BenchmarkFind(b *testing.B) {
	text := prose(10 << 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text)
	}
}

func BenchmarkRegexp(b *testing.B) {
	text := prose(10 << 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		plainRegexp.FindAllStringIndex(text, -1)
	}
}

// BenchmarkFindAgainstRegexp times both over the same text in turn, with
// paragraphs of three lengths.
func BenchmarkFindAgainstRegexp(b *testing.B) {
	for _, size := range []int{350, paragraph, 1600} {
		b.Run(fmt.Sprintf("%d bytes", size), func(b *testing.B) {
			text := proseOf(10<<20, size)
			cited := len(Find(text))
			var find, re time.Duration
			for b.Loop() {
				start := time.Now()
				Find(text)
				find += time.Since(start)
				start = time.Now()
				plainRegexp.FindAllStringIndex(text, -1)
				re += time.Since(start)
			}
			b.ReportMetric(float64(re)/float64(find), "×faster")
			b.ReportMetric(float64(len(text))/float64(cited), "B/citation")
		})
	}
}
