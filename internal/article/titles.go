package article

import (
	"strings"

	"giaoban/internal/vntext"
)

// titleWords open the title (chức vụ) of a person, by their folded first word.
// Where one word is given, any other may follow.
var titleWords = pairs(`bí thư|phó bí|phó trưởng|phó ban|phó chủ|phó giám|phó chánh|phó tổ|phó phòng|phó khối|phó chỉ|phó hiệu|phó tổng|phó viện|
	phó vụ|phó cục|trưởng|ủy viên|uỷ viên|chủ tịch|chủ nhiệm|giám đốc|chánh|hiệu trưởng|tổ trưởng|thường vụ|thường trực|nguyên|quyền|chuyên viên|
	đại tá|thượng tá|trung tá|thiếu tá|thiếu tướng|trung tướng|đại úy|thượng úy|chỉ huy|chính trị|cán bộ|công chức|viện trưởng|vụ trưởng|cục trưởng|
	tổng bí|tổng thư|tổng giám|thành ủy|thành uỷ|tỉnh ủy|tỉnh uỷ|huyện ủy|huyện uỷ|quận ủy|quận uỷ|đảng ủy|đảng uỷ|thị ủy|thị uỷ|tổng biên|tiến sĩ|linh mục|lãnh đạo|đại diện|phụ trách`)

// shortTitles are titles in letters, as articles shorten them, beside all that
// begin with UV (ủy viên).
var shortTitles = wordSet(`pbt pbttt pbtt pbt.tt bt
	tuv tvtu tvhu tvqu huv quv duv tuvhu qbtp tb ptb btv btvhu bch ct pct pct.ubnd th.s ths ts`)

// titleAt returns how many words open a title at ws[i], 0 when none does.
func (s *source) titleAt(ws []word, i int) int {
	if i >= len(ws) {
		return 0
	}
	w := ws[i]
	if (shortTitles[w.of(s)] || strings.HasPrefix(w.of(s), "uv")) && w.allCapitals(s) {
		return 1
	}
	for _, t := range titleWords[w.of(s)] {
		if !s.is(w.start, w.end, t.first) {
			continue
		}
		if t.second == "" {
			// "Trưởng", "Nguyên", "Quyền" without marks are names as well.
			if s.marked || i+1 < len(ws) && (!ws[i+1].capital || headed[ws[i+1].of(s)]) {
				return 1
			}
			continue
		}
		if i+1 < len(ws) && s.is(ws[i+1].start, ws[i+1].end, t.second) && s.gap(w, ws[i+1]) == " " {
			return 2
		}
	}
	return 0
}

// headed are what a "Trưởng" leads.
var headed = wordSet(`ban khoi phong cong doan`)

// A pair is a word, or two.
type pair struct{ first, second string }

// titleEnds are what people do, and other words that open the next part of the
// sentence, by their folded first word. They are compared with their marks.
var titleEnds = pairs(`chủ trì|chủ toạ|chủ tọa|đồng chủ|dự|tới dự|đến dự|tham dự|tham gia|phát biểu|trình bày|thông qua|báo cáo|đọc báo|kết luận|
	đánh giá|nhấn mạnh|ghi nhận|biểu dương|đề nghị|yêu cầu|điều hành|khai mạc|bế mạc|đã|thay mặt|tại|làm|là|cho biết|khẳng định|quán triệt|
	phân tích|trao|tặng|tiếp thu|giới thiệu|tham luận|thảo luận|nêu|lưu ý|chia sẻ|mong muốn|cảm ơn|chúc mừng|truyền đạt|phổ biến|giải đáp|
	lắng nghe|được|lên|trực tiếp|đọc|cùng|cũng|có|gồm|đồng chí|đ/c|các đồng|ông|bà|dưới|với|về|theo|đến|tới|vào|ngày|sáng|chiều|cho rằng|
	chỉ rõ|hoan nghênh|gợi ý|chỉ đạo|đồng thời|tiếp tục|công bố|triển khai|trả lời|thống nhất|kiểm điểm|tóm tắt|gợi mở|động viên|biểu quyết|
	ghi biên|giao nhiệm|nói|tổng kết|trao đổi|đặt vấn|kêu gọi|bày tỏ|xin|sẽ|đang`)

// pairs reads a list between bars, keyed by the folded first word.
func pairs(list string) map[string][]pair {
	all := map[string][]pair{}
	for entry := range strings.SplitSeq(list, "|") {
		first, second, _ := strings.Cut(strings.TrimSpace(entry), " ")
		key := vntext.Fold(first)
		all[key] = append(all[key], pair{first, second})
	}
	return all
}

// endsTitle reports whether a title cannot hold ws[i]. In text without marks
// one word is not enough to tell ("co" is có, cơ, cổ).
func (s *source) endsTitle(ws []word, i int) bool {
	if !s.marked && !ws[i].capital && ws[i].of(s) == "da" {
		return true
	}
	for _, e := range titleEnds[ws[i].of(s)] {
		if !s.is(ws[i].start, ws[i].end, e.first) {
			continue
		}
		if e.second == "" {
			if s.marked {
				return true
			}
			continue
		}
		if i+1 < len(ws) && s.is(ws[i+1].start, ws[i+1].end, e.second) {
			return !s.boardWord(ws, i)
		}
	}
	return false
}

// boardWord reports whether ws[i] is part of a body's name: "Ban Chỉ đạo",
// "Báo cáo viên".
func (s *source) boardWord(ws []word, i int) bool {
	if i+2 < len(ws) && ws[i].of(s) == "bao" && ws[i+2].of(s) == "vien" {
		return true
	}
	return i > 0 && ws[i].of(s) == "chi" && ws[i-1].of(s) == "ban"
}

// titleEnd returns the end of the title that begins at ws[i], as an index of
// ws. Commas and dashes stay inside it only where another title follows.
func (s *source) titleEnd(ws []word, i int) int {
	const maxWords = 45
	j := i
	for ; j < len(ws) && j-i < maxWords; j++ {
		if j > i && !s.joinsTitle(ws, j) && !s.ofWhole(ws, i, j) {
			break
		}
		if s.endsTitle(ws, j) {
			break
		}
	}
	// A joining word at the end belongs to what follows.
	for j > i && (s.is(ws[j-1].start, ws[j-1].end, "và") || s.is(ws[j-1].start, ws[j-1].end, "kiêm")) {
		j--
	}
	return j
}

// ofWhole reports whether the body at ws[j], after a comma, is the one that the
// part named in the title ws[i:j] belongs to: "Phó Vụ trưởng Vụ Địa phương, Ban …".
func (s *source) ofWhole(ws []word, i, j int) bool {
	if strings.Trim(s.gap(ws[j-1], ws[j]), " ") != "," || !ws[j].capital || !wholes[ws[j].of(s)] {
		return false
	}
	for _, w := range ws[i+1 : j] {
		if w.capital && parts[w.of(s)] {
			return true
		}
	}
	return false
}

var (
	wholes = wordSet(`ban uy bo so van hoi cong mat tong vien`)
	parts  = wordSet(`vu phong cuc khoa trung doi to`)
)

// joinsTitle reports whether a title goes on from ws[j-1] to ws[j].
func (s *source) joinsTitle(ws []word, j int) bool {
	gap := s.gap(ws[j-1], ws[j])
	switch {
	case gap == " ":
		if s.is(ws[j].start, ws[j].end, "các") && !(j+1 < len(ws) && s.is(ws[j+1].start, ws[j+1].end, "cơ")) || s.is(ws[j].start, ws[j].end, "những") {
			return false
		}
		// "và" before another person or body closes the title.
		if s.is(ws[j-1].start, ws[j-1].end, "và") {
			return !s.is(ws[j].start, ws[j].end, "lãnh") && !s.is(ws[j].start, ws[j].end, "đại") && !s.is(ws[j].start, ws[j].end, "toàn")
		}
		return true
	case gap == ` "` || gap == `" `:
		return s.quoted(ws, j, gap == ` "`)
	case strings.Trim(gap, " ") == "," && s.is(ws[j-1].start, ws[j-1].end, "đảng") && ws[j-1].capital && j+1 < len(ws) &&
		(s.is(ws[j].start, ws[j].end, "đoàn") || s.is(ws[j].start, ws[j].end, "chính")) && !ws[j].capital:
		return true // "Bí thư Đảng ủy các cơ quan Đảng, đoàn thể"
	case strings.Trim(gap, " ") == ",":
		return s.titleAt(ws, j) > 0 && !s.person(ws, j)
	case strings.Trim(gap, " ") == "-" || strings.Trim(gap, " ") == "/" || strings.Trim(gap, " ") == "&":
		return s.titleAt(ws, j) > 0 || ws[j].capital && s.nameAt(ws, j) == j || ws[j].capital && !surnames[ws[j].of(s)]
	}
	return false
}

// quoted reports whether a name in quotation marks opens before ws[j] and
// closes soon, or has just closed: "Ban Chỉ đạo phong trào “Dân vận khéo” tỉnh".
func (s *source) quoted(ws []word, j int, opens bool) bool {
	if !opens {
		return !ws[j].capital
	}
	const most = 40
	end := strings.IndexByte(s.plain[ws[j].start:min(len(s.plain), ws[j].start+most)], '"')
	return end > 0 && ws[j].capital
}

// person reports whether ws[j] opens somebody without a name of its own after
// a list ("lãnh đạo các phòng", "đại diện …"), which no title goes on with.
func (s *source) person(ws []word, j int) bool {
	return s.is(ws[j].start, ws[j].end, "lãnh") || s.is(ws[j].start, ws[j].end, "đại") && j+1 < len(ws) && s.is(ws[j+1].start, ws[j+1].end, "diện")
}
