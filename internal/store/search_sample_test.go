package store_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// A sampler makes records as an organisation of many communes would have them
// after twenty years: the same ones for the same seed.
type sampler struct {
	rand    *rand.Rand
	terms   []string // the words of texts, the most frequent first
	zipf    *rand.Zipf
	rare    []string // syllables of names, all alike in frequency
	symbols []string // of the directives made so far
}

// sampleTerms are the words of the trade, the most frequent first.
const sampleTerms = `và|của|các|công tác|dân vận|trong|cho|được|với|xã|nhân dân|thực hiện|năm|đã|Đảng|về|tổ chức|những|cán bộ|
tuyên truyền|vận động|xây dựng|có|huyện|mô hình|khéo|chính quyền|đoàn thể|phát triển|Ban Dân vận|hội nghị|là|quý|kết quả|triển khai|
chỉ đạo|nông thôn mới|ủy viên|Huyện ủy|Đảng ủy|Mặt trận|Tổ quốc|thôn|địa phương|phong trào|đề nghị|tăng cường|môi trường|vệ sinh|
an ninh|trật tự|kinh tế|xã hội|hộ nghèo|phụ nữ|thanh niên|nông dân|cựu chiến binh|công đoàn|giải phóng mặt bằng|đất đai|khiếu nại|
tố cáo|đối thoại|tiếp xúc|quy chế|dân chủ|cơ sở|giám sát|phản biện|tôn giáo|đồng bào|dân tộc|tín ngưỡng|chức sắc|giao ban|
nhiệm vụ|trọng tâm|kế hoạch|chương trình|phối hợp|ký kết|kiểm tra|đánh giá|khen thưởng|tập thể|cá nhân|điển hình|tiên tiến|
đăng ký|công nhận|hiệu quả|nhân rộng|hiến đất|làm đường|bê tông|kênh mương|rác thải|phân loại|đồ nhựa|cây xanh|đường hoa|
chiếu sáng|camera|nhà văn hóa|trường học|trạm y tế|nước sạch|chuyển đổi số|dịch vụ công|thủ tục|hành chính|cải cách|một cửa|
sáp nhập|sát nhập|đơn vị|tổ dân phố|khu dân cư|nghĩa trang|tang lễ|cưới xin|văn minh|đô thị|vỉa hè|lòng đường|quảng cáo|
thu hồi|bồi thường|hỗ trợ|tái định cư|dự án|cụm công nghiệp|làng nghề|hợp tác xã|chăn nuôi|dịch bệnh|tiêm phòng|bảo hiểm|
việc làm|đào tạo|xuất khẩu|lao động|người cao tuổi|trẻ em|khuyến học|gia đình|văn hóa|thể thao|du lịch|lễ hội|di tích|
quốc phòng|quân sự|nhập ngũ|dân quân|tự vệ|biên giới|biển đảo|hải quân|thuỷ lợi|thủy sản|hoà giải|hòa bình|khoẻ mạnh|
kỹ năng|kĩ thuật|lý luận|lí do|quí mến|quý trọng|Trâu Quỳ|Yên Viên|Đa Tốn|Bát Tràng|Kim Sơn|Phú Thị|Cổ Bi|Dương Xá|Ninh Hiệp|
đèn điện|ngõ xóm|bàn giao|mặt bằng|hàng rào|cổng chào|tường hoa|thu gom|phế liệu|ngôi nhà xanh|biến rác thành tiền|
đang|đăng|dâng|dẫn|dần|dan díu|vẫn|vạn|văn bản|vấn đề|khẽo|kheo chân|trương|trưởng|trường hợp|mối|mới|mời|môi`

// sampleCodes are types and bodies of symbols.
var sampleCodes = []string{"-CT/TU", "-CT/TW", "-QĐ/TW", "-QĐ/TU", "-NQ/TW", "-NQ/HU", "-KH/HU", "-KH/TU", "-HD/BDVTW", "-HD/BDVTU",
	"-KL/TW", "-TB/HU", "-BC/HU", "-CTr/TU", "-CV/BDVHU", "/QĐ-UBND", "/KH-UBND", "/2020/NĐ-CP", "/2016/TT-BNV", "/2022/NQ-HĐND"}

func newSampler(seed uint64) *sampler {
	s := &sampler{rand: rand.New(rand.NewPCG(seed, 1)), terms: strings.Split(strings.ReplaceAll(sampleTerms, "\n", ""), "|")}
	for _, onset := range strings.Fields("b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x") {
		for _, rime := range strings.Fields("a á à ả ạ an án àn ang áng âm ấm ân ần ất ăn ắng e en ế ềnh i ỉ iên iến iệt inh ình o ó ọ oa oai oan ong ô ôn ồng ơ ơn u ú ủ ung uôn uông ư ứ ưng ương ười uy uyên uyết") {
			s.rare = append(s.rare, onset+rime)
		}
	}
	s.rand.Shuffle(len(s.rare), func(i, j int) { s.rare[i], s.rare[j] = s.rare[j], s.rare[i] })
	s.zipf = rand.NewZipf(s.rand, 1.05, 4, uint64(len(s.terms)-1))
	return s
}

// prose makes n words or terms; every tenth is a name or a number.
func (s *sampler) prose(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		switch k := s.rand.IntN(40); {
		case k == 0:
			fmt.Fprintf(&b, "%d", 1+s.rand.IntN(400))
		case k < 4:
			b.WriteString(s.name())
		default:
			b.WriteString(s.terms[s.zipf.Uint64()])
		}
		if s.rand.IntN(14) == 0 {
			b.WriteString(",.;"[s.rand.IntN(3):][:1])
		}
	}
	return b.String()
}

func (s *sampler) name() string {
	return s.rare[s.rand.IntN(len(s.rare))] + " " + s.rare[s.rand.IntN(len(s.rare))]
}

func (s *sampler) day() briefing.Day {
	return briefing.NewDay(2004+s.rand.IntN(22), 1+s.rand.IntN(12), 1+s.rand.IntN(28))
}

func (s *sampler) pick(list ...string) string { return list[s.rand.IntN(len(list))] }

// directive makes directive number id. Its symbol is often that of others, of
// other years or issuers.
func (s *sampler) directive(id int64) search.Record {
	symbol := fmt.Sprintf("%02d%s", 1+s.rand.IntN(900), s.pick(sampleCodes...))
	s.symbols = append(s.symbols, symbol)
	day := s.day()
	genres := briefing.Genres()
	return search.Record{Kind: "directive", ID: id, Date: day, Title: "Văn bản số " + symbol + " về " + s.prose(8),
		Text: s.prose(12), Symbols: []string{symbol}, Issuer: s.pick("Bộ Chính trị", "Ban Bí thư", "Thành ủy Hà Nội", "Huyện ủy Gia Lâm", "Chính phủ"),
		Genre: genres[s.rand.IntN(10)], Year: day.Time().Year(), Validity: s.pick("valid", "valid", "repealed"), Public: true}
}

// record makes record number id, which some of the directives made so far are
// cited in.
func (s *sampler) record(id int64) search.Record {
	length := 10 + s.rand.IntN(30)
	kind := s.pick("model", "model", "model", "report", "task")
	if s.rand.IntN(100) == 0 {
		kind, length = "meeting", 200+s.rand.IntN(400)
	}
	day := s.day()
	unit := 1 + s.rand.Int64N(600)
	r := search.Record{Kind: kind, ID: id, Date: day, Title: s.prose(5 + s.rand.IntN(8)), Text: s.prose(length), Unit: unit,
		Period: briefing.PeriodOf(day.Time().Year(), 1, 12), Year: day.Time().Year(), Units: []int64{unit, 1000 + unit%20}}
	for s.rand.IntN(3) == 0 && len(s.symbols) > 0 {
		r.Text += " Thực hiện văn bản số " + s.symbols[s.rand.IntN(len(s.symbols))] + " " + s.prose(6) + "."
	}
	return r
}

// all makes the directives and records of a base.
func (s *sampler) all(directives, records int64) iter.Seq2[search.Record, error] {
	return func(yield func(search.Record, error) bool) {
		for id := range directives {
			if !yield(s.directive(id+1), nil) {
				return
			}
		}
		for id := range records {
			if !yield(s.record(id+1), nil) {
				return
			}
		}
	}
}
