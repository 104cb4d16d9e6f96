package citation

// A head begins the name of a body.
type head struct {
	word    string
	capital bool // says too little alone and must be a capitalised name
}

var issuerHeads = headsBySyllable([]head{
	{"Ban Chấp hành", false}, {"Ban Thường vụ", false}, {"Ban Thường trực", false}, {"Ban Chỉ đạo", false},
	{"Ban Dân vận", false}, {"Ban Tổ chức", false}, {"Ban Tuyên giáo", false}, {"Ban Nội chính", false},
	{"Ban cán sự", false}, {"Ban Bí thư", false}, {"Ban", true},
	{"BCH", false}, {"BTV", false}, {"BTT", false}, {"BCĐ", false},
	{"Thường trực", true}, {"Thường vụ", true}, {"Văn phòng", true},
	{"Tỉnh ủy", false}, {"Thành ủy", false}, {"Huyện ủy", false}, {"Quận ủy", false}, {"Thị ủy", false},
	{"Đảng ủy", false}, {"Đảng bộ", false}, {"Đảng đoàn", false}, {"Chi bộ", true}, {"Quân ủy", true},
	{"Ủy ban", false}, {"UBND", false}, {"UBMTTQ", false}, {"UB MTTQ", false}, {"UBKT", false}, {"HĐND", false},
	{"Hội đồng", true}, {"Hội", true}, {"Liên hiệp", true}, {"Liên đoàn", true}, {"Tổng Liên đoàn", false},
	{"Liên bộ", false}, {"Liên ngành", false}, {"LĐLĐ", false},
	{"Mặt trận", false}, {"MTTQ", false}, {"Đoàn", true}, {"Tỉnh đoàn", false}, {"Thành đoàn", false},
	{"Huyện đoàn", false}, {"Quận đoàn", false}, {"Công đoàn", true}, {"Khối", true},
	{"Chính phủ", false}, {"Thủ tướng", false}, {"Phó Thủ tướng", false}, {"Chủ tịch", true},
	{"Quốc hội", false}, {"Bộ trưởng", true}, {"Bộ Tư lệnh", false}, {"Bộ Chỉ huy", false}, {"Bộ", true},
	{"Sở", true}, {"Phòng", true}, {"Tổng cục", true}, {"Cục", true}, {"Chi cục", true}, {"Vụ", true},
	{"Công an", true}, {"Tòa án", true}, {"Viện", true}, {"Thanh tra", true}, {"Kho bạc", true},
	{"Bảo hiểm xã hội", true}, {"Ngân hàng", true}, {"Kiểm toán", true}, {"Học viện", true}, {"Trường", true},
	{"Trung tâm", true}, {"Tổng công ty", true}, {"Tập đoàn", true}, {"Trung ương", true}, {"Giám đốc", true},
	{"Trưởng ban", true}, {"Trưởng phòng", true}, {"Đại học", true}, {"Chủ nhiệm", true}, {"Chánh án", true}, {"Viện trưởng", true},
	{"Cục trưởng", true}, {"Tổng cục trưởng", true}, {"Tổng Bí thư", false}, {"Tổng Giám đốc", true}, {"Hiệu trưởng", true},
})

// notBodies follow a head that then names no body ("Hội nghị", "Đoàn viên").
var notBodies = []string{"nghị", "viên", "thể", "máy", "phận", "trào", "hợp", "quán", "phí", "dung", "luật"}

// issuerStops end a name even where a name could go on.
var issuerStops = newPhrases([]string{
	"về", "ngày", "số", "thực hiện", "ban hành", "triển khai", "căn cứ", "nhiệm kỳ", "kèm theo", "tại", "theo",
	"chỉ đạo", "tổ chức thực hiện", "tổ chức hội nghị", "kế hoạch phát triển", "quy định", "hướng dẫn", "sửa đổi", "kiểm tra việc",
	"giám sát việc", "công nhận", "phê duyệt", "xây dựng và", "xây dựng kế hoạch", "phối hợp", "kết luận", "khen thưởng",
})

// boardStops end the task in the name of a steering board.
var boardStops = newPhrases([]string{
	"về", "ngày", "đã", "triển khai", "hướng dẫn", "ban hành", "năm", "tại", "căn cứ", "yêu cầu", "đề nghị", "được", "quy định", "kèm theo", "có",
})

// issueVerbs stand between the body and the document that it issued.
var issueVerbs = []string{
	"ký ban hành", "xây dựng và ban hành", "xây dựng, ban hành", "ban hành", "thông qua", "ra", "có", "ký", "gửi", "xây dựng", "phê duyệt",
}

// particles stand before these verbs.
var particles = []string{"đã", "vừa", "mới", "cũng", "đồng", "tiếp", "tục", "kịp", "thời", "sẽ"}

var particleLetters = joinedAll(particles)

// verbLetters are the issueVerbs as they are compared with letters.
var verbLetters = joinedAll(issueVerbs)

// commaNames are names of offices that hold a comma.
var commaNames = [][2]string{
	{"Bộ trưởng", "Chủ nhiệm"}, {"Bộ trưởng", "Trưởng ban"}, {"Văn hóa", "Thể thao"}, {"Văn hoá", "Thể thao"}, {"Văn hóa", "Xã hội"}, {"Thi đua", "Khen thưởng"},
	{"phòng", "chống"}, {"Phòng", "chống"}, {"Văn hóa", "Khoa học"}, {"thanh niên", "thiếu niên"},
}

// issuerTerms are the terms that names of offices are made of, by their first
// letter; a capitalised word needs no entry.
var issuerTerms = newPhrases(parts(`
an ninh, an toàn thực phẩm, an toàn giao thông, bảo hiểm xã hội, bảo trợ xã hội, bảo vệ, biên phòng, bí thư, bộ,
cán bộ, cán sự, cán sự đảng, cấp, cao, chấp hành, chỉ huy, chỉ huy quân sự, chi bộ, chi cục, chính phủ, chính quyền, chính trị,
chuyên trách, chữ thập đỏ, chủ tịch, cải cách hành chính, công an, công an nhân dân, công chức, công đoàn, công nghệ, công thương, công vụ, cộng sản, cơ quan,
cơ sở, cục, cựu chiến binh, cựu thanh niên xung phong, dân chủ, dân sự, dân tộc, dân vận, dân quân, di sản, doanh nghiệp, du lịch,
đại biểu, đại biểu quốc hội, đại học, đặc khu, đào tạo, đảng, đảng bộ, đảng đoàn, đảng ủy, đầu tư, đất đai, đoàn, đoàn thể, đoàn kết,
đối ngoại, đô thị, đồng, đồng nhân dân, đội, gia đình, giáo dục, giáo vụ, giao thông, giao thông vận tải, giám sát, hạ tầng, hải quan, hành chính, hành chính nhà nước,
hiệp, học, hòa giải, hỗ trợ, hội, hội đồng nhân dân, hợp tác xã, huyện, huyện ủy, kế hoạch, kháng chiến, kháng chiến hành chính, khen thưởng, khoa giáo, khoa học, khoa học kỹ thuật, khoáng sản, khối, khu, khu vực, khu phố, khuyến học, khuyến nông,
kiểm lâm, kiểm sát, kiểm sát nhân dân, kiểm toán, kiểm tra, kinh tế, kiến trúc, kỹ thuật, lao động, lãnh đạo, liên hiệp, liên hiệp phụ nữ, liên khu, liên đoàn, lý luận, lịch sử, lực lượng, luật gia,
mặt trận, mặt trận tổ quốc, miền núi, môi trường, nghệ thuật, ngành, ngân hàng, ngoại giao, ngoại vụ, người, người cao tuổi, người mù, nhà nước, nhân dân, nhiệm vụ, nông dân, nông nghiệp, nông thôn,
nội chính, nội vụ, nước, nước cộng hòa xã hội chủ nghĩa việt nam, ninh, pháp chế, pháp luật, phát thanh, phát triển, phát triển nông thôn, phòng, phòng không, phòng cháy chữa cháy, phó, phố, phục vụ hành chính công, phụ nữ, phường, quản lý, quân ủy, quân khu, quân sự, quân đội, quận, quận ủy, quốc gia, quốc hội, quốc phòng, quốc tế, quốc,
sản, sân bay, sĩ quan, sinh hoạt, sinh viên, sở, sự nghiệp, tài chính, tài nguyên, tạp chí, thanh niên, thanh tra, thành ủy, thành phố, thành viên, thành đoàn, thể chế, thể dục, thể thao, thi đua, thi đua khen thưởng, thi đua và khen thưởng, thi hành án, thi hành án dân sự, thiếu niên, thị ủy, thị trấn, thị xã, thiếu nhi, thôn, thông tấn, thông tin, thống kê, thống nhất,
thủ tướng, thủy lợi, thủy sản, thuế, thường trực, thường vụ, thương binh, thương mại, tỉnh, tỉnh ủy, tỉnh đoàn, tòa án nhân dân, tôn giáo, tối cao, tổ chức, tổ chức cán bộ, tổ quốc, tổng hợp, trẻ em, trí, trực thuộc, trực tuyến, trợ giúp pháp lý, trung tâm, trung ương, truyền hình, truyền thông, trường, trưởng, trưởng ban, trưởng thôn, tuyên giáo, tuyên huấn, tuyên truyền, tư lệnh, tư pháp, tướng,
ủy, ủy ban, ủy ban nhân dân, ủy ban mặt trận tổ quốc, ủy viên, ương, vận, vận tải, văn hóa, văn hóa xã hội, văn nghệ, văn phòng, văn thư, vật tư, viên chức, viện, việt nam, vùng, vụ, xã, xã hội, xây dựng, xây dựng đảng, xuất bản, y tế, y, ấp, bản
`, ",\n"))

func headsBySyllable(heads []head) index[[]head] {
	m := map[syllable][]head{}
	for _, h := range heads {
		first := syllableAt(h.word, 0)
		for _, w := range toneVariants(h.word) {
			m[first] = append(m[first], head{w, h.capital})
		}
	}
	return newIndex(m)
}
