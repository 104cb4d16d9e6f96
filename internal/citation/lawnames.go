package citation

// lawAliases are the short names that laws go by in speech.
var lawAliases = []struct{ short, name string }{
	{"thực hiện dân chủ cơ sở", "Thực hiện dân chủ ở cơ sở"},
	{"dân chủ ở cơ sở", "Thực hiện dân chủ ở cơ sở"},
	{"dân chủ cơ sở", "Thực hiện dân chủ ở cơ sở"},
}

// lawStops end the name of a law that the table does not hold.
var lawStops = newPhrases([]string{
	"năm", "ngày", "số", "được", "đã", "đang", "sẽ", "có", "quy định", "về", "của", "trên", "cho", "đến", "trong", "tại", "theo",
	"là", "thì", "với", "nhằm", "để", "các", "này", "khi", "mà", "và", "do", "hiện hành", "sửa đổi", "gồm", "cũng", "phải", "mới",
	"nêu", "thông qua", "tới", "vào", "từ", "bằng", "không", "như", "đối với", "ban hành", "ra đời", "chưa", "vẫn", "còn", "luật", "bộ luật", "pháp lệnh",
})

// lawNames are names of laws and ordinances by their first letter, longer ones
// first. Commas and "và" inside them make the end of a name hard to see
// otherwise.
var lawNames = newPhrases(parts(`
An ninh mạng; An ninh quốc gia; An toàn thông tin mạng; An toàn thực phẩm; An toàn, vệ sinh lao động; Báo chí
Bảo hiểm xã hội; Bảo hiểm y tế; Bảo vệ bí mật nhà nước; Bảo vệ môi trường; Bảo vệ quyền lợi người tiêu dùng
Bảo vệ và phát triển rừng; Bảo vệ và kiểm dịch thực vật; Bảo vệ, chăm sóc và giáo dục trẻ em; Biên phòng Việt Nam; Biên giới quốc gia; Biển Việt Nam
Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân; Bầu cử đại biểu Quốc hội; Bình đẳng giới; Ban hành văn bản quy phạm pháp luật
Căn cước công dân; Căn cước; Cán bộ, công chức; Cạnh tranh; Cảnh sát biển Việt Nam; Cảnh sát cơ động; Chăn nuôi; Chứng khoán; Công an nhân dân; Công chứng
Công đoàn; Công nghệ cao; Công nghệ thông tin; Cư trú; Cựu chiến binh; Các tổ chức tín dụng
Dân quân tự vệ; Dân số; Dân sự; Doanh nghiệp; Du lịch; Dược; Dữ liệu; Dự trữ quốc gia; Di sản văn hóa
Đặc xá; Đất đai; Đấu giá tài sản; Đấu thầu; Đầu tư; Đầu tư công; Điện ảnh; Điện lực; Đê điều; Đa dạng sinh học; Đo lường; Đường bộ; Đường sắt
Giá; Giám định tư pháp; Giáo dục; Giáo dục đại học; Giáo dục nghề nghiệp; Giáo dục quốc phòng và an ninh; Giao dịch điện tử; Giao thông đường bộ; Giao thông đường thủy nội địa
Hải quan; Hàng hải Việt Nam; Hàng không dân dụng Việt Nam; Hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác; Hình sự; Hòa giải ở cơ sở
Hòa giải, đối thoại tại Tòa án; Hoạt động giám sát của Quốc hội và Hội đồng nhân dân; Hôn nhân và gia đình; Hợp tác xã; Hộ tịch; Hội Chữ thập đỏ Việt Nam; Hoạt động chữ thập đỏ
Kế toán; Khám bệnh, chữa bệnh; Khí tượng thủy văn; Khiếu nại; Khiếu nại, tố cáo; Khoa học và công nghệ; Khoa học, công nghệ và đổi mới sáng tạo; Khoáng sản; Địa chất và khoáng sản; Kiểm toán nhà nước; Kiến trúc; Kinh doanh bảo hiểm; Kinh doanh bất động sản
Lao động; Lâm nghiệp; Lưu trữ; Luật sư; Lực lượng dự bị động viên; Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở; Lý lịch tư pháp
Mặt trận Tổ quốc Việt Nam; Mặt trận Tổ quốc; Ngân hàng Nhà nước Việt Nam; Ngân sách nhà nước; Nghĩa vụ quân sự; Người cao tuổi; Người khuyết tật; Nhà giáo; Nhà ở; Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam; Nuôi con nuôi
Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng; Năng lượng nguyên tử
Phá sản; Phí và lệ phí; Phòng cháy và chữa cháy; Phòng cháy, chữa cháy và cứu nạn, cứu hộ; Phòng chống ma túy; Phòng, chống ma túy; Phòng, chống tham nhũng; Phòng chống tham nhũng; Phòng, chống bạo lực gia đình; Phòng chống bạo lực gia đình
Phòng, chống tác hại của rượu, bia; Phòng, chống tác hại của thuốc lá; Phòng, chống thiên tai; Phòng, chống mua bán người; Phòng, chống khủng bố; Phòng, chống rửa tiền; Phòng, chống bệnh truyền nhiễm; Phòng thủ dân sự; Phổ biến, giáo dục pháp luật; Phổ biến giáo dục pháp luật
Quản lý thuế; Quản lý, sử dụng tài sản công; Quản lý nợ công; Quảng cáo; Quốc phòng; Quốc tịch Việt Nam; Quy hoạch; Quy hoạch đô thị; Quy hoạch đô thị và nông thôn; Sở hữu trí tuệ; Sĩ quan Quân đội nhân dân Việt Nam
Tài nguyên nước; Tần số vô tuyến điện; Thanh niên; Thanh tra; Thể dục, thể thao; Thi đua, khen thưởng; Thi đua khen thưởng; Thi hành án dân sự; Thi hành án hình sự; Thi hành tạm giữ, tạm giam; Thống kê; Thủ đô; Thú y; Thủy lợi; Thủy sản; Thư viện; Thương mại; Thực hành tiết kiệm, chống lãng phí
Thực hiện dân chủ ở cơ sở; Thực hiện dân chủ ở xã, phường, thị trấn; Tiếp cận thông tin; Tiếp công dân; Tín ngưỡng, tôn giáo; Tố cáo; Tố tụng dân sự; Tố tụng hành chính; Tố tụng hình sự; Tổ chức Chính phủ; Tổ chức chính quyền địa phương; Tổ chức Hội đồng nhân dân và Ủy ban nhân dân; Tổ chức Quốc hội; Tổ chức Tòa án nhân dân; Tổ chức Viện kiểm sát nhân dân
Trách nhiệm bồi thường của Nhà nước; Trẻ em; Trật tự, an toàn giao thông đường bộ; Trồng trọt; Trợ giúp pháp lý; Trưng cầu ý dân; Trưng mua, trưng dụng tài sản; Thuế giá trị gia tăng; Thuế thu nhập cá nhân; Thuế thu nhập doanh nghiệp; Thuế sử dụng đất phi nông nghiệp
Viên chức; Viễn thông; Việc làm; Xây dựng; Xử lý vi phạm hành chính; Xuất bản; Xuất cảnh, nhập cảnh của công dân Việt Nam; Ưu đãi người có công với cách mạng; Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ; Quy chế dân chủ ở xã, phường, thị trấn; Động viên công nghiệp; Người lao động
`, ";\n"))
