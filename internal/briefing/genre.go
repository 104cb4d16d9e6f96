package briefing

// A Genre is a type of document (thể loại văn bản), by its Vietnamese name:
// English cannot keep quyết định and quy định apart.
type Genre string

// The genres of Party documents (Quy định 399-QĐ/TW), of the state's (Nghị
// định 30/2020/NĐ-CP) and of its laws, with local ones that were met.
const (
	BaoCao            Genre = "bao-cao"
	BaoCaoThamDinh    Genre = "bao-cao-tham-dinh"
	BienBan           Genre = "bien-ban"
	BoLuat            Genre = "bo-luat"
	ChienLuoc         Genre = "chien-luoc"
	ChiThi            Genre = "chi-thi"
	ChuongTrinh       Genre = "chuong-trinh"
	ChuongTrinhHD     Genre = "chuong-trinh-hanh-dong"
	CongDien          Genre = "cong-dien"
	CongVan           Genre = "cong-van"
	CuongLinh         Genre = "cuong-linh"
	DeAn              Genre = "de-an"
	DieuLe            Genre = "dieu-le"
	DuAn              Genre = "du-an"
	HuongDan          Genre = "huong-dan"
	KeHoach           Genre = "ke-hoach"
	KetLuan           Genre = "ket-luan"
	LoiKeuGoi         Genre = "loi-keu-goi"
	Luat              Genre = "luat"
	NghiDinh          Genre = "nghi-dinh"
	NghiQuyet         Genre = "nghi-quyet"
	NghiQuyetLienTich Genre = "nghi-quyet-lien-tich"
	PhapLenh          Genre = "phap-lenh"
	PhuongAn          Genre = "phuong-an"
	QuyChe            Genre = "quy-che"
	QuyDinh           Genre = "quy-dinh"
	QuyetDinh         Genre = "quyet-dinh"
	QuyHoach          Genre = "quy-hoach"
	SacLenh           Genre = "sac-lenh"
	ThongBao          Genre = "thong-bao"
	ThongCao          Genre = "thong-cao"
	ThongTri          Genre = "thong-tri"
	ThongTu           Genre = "thong-tu"
	ThongTuLienTich   Genre = "thong-tu-lien-tich"
	ToTrinh           Genre = "to-trinh"
	TuyenBo           Genre = "tuyen-bo"
	VanBanHopNhat     Genre = "van-ban-hop-nhat"
)

// genreNames gives each genre its name and its code in document symbols.
// QĐ stands for two genres; TT is a thông tri of the Party and a thông tư of
// the state.
var genreNames = map[Genre]struct{ label, code string }{
	BaoCao:            {"Báo cáo", "BC"},
	BaoCaoThamDinh:    {"Báo cáo thẩm định", "BC"},
	BienBan:           {"Biên bản", "BB"},
	BoLuat:            {"Bộ luật", "BL"},
	ChienLuoc:         {"Chiến lược", "CL"},
	ChiThi:            {"Chỉ thị", "CT"},
	ChuongTrinh:       {"Chương trình", "CTr"},
	ChuongTrinhHD:     {"Chương trình hành động", "CTHĐ"},
	CongDien:          {"Công điện", "CĐ"},
	CongVan:           {"Công văn", "CV"},
	CuongLinh:         {"Cương lĩnh", "CLĩnh"},
	DeAn:              {"Đề án", "ĐA"},
	DieuLe:            {"Điều lệ", "ĐL"},
	DuAn:              {"Dự án", "DA"},
	HuongDan:          {"Hướng dẫn", "HD"},
	KeHoach:           {"Kế hoạch", "KH"},
	KetLuan:           {"Kết luận", "KL"},
	LoiKeuGoi:         {"Lời kêu gọi", "LKG"},
	Luat:              {"Luật", "L"},
	NghiDinh:          {"Nghị định", "NĐ"},
	NghiQuyet:         {"Nghị quyết", "NQ"},
	NghiQuyetLienTich: {"Nghị quyết liên tịch", "NQLT"},
	PhapLenh:          {"Pháp lệnh", "PL"},
	PhuongAn:          {"Phương án", "PA"},
	QuyChe:            {"Quy chế", "QC"},
	QuyDinh:           {"Quy định", "QĐ"},
	QuyetDinh:         {"Quyết định", "QĐ"},
	QuyHoach:          {"Quy hoạch", "QH"},
	SacLenh:           {"Sắc lệnh", "SL"},
	ThongBao:          {"Thông báo", "TB"},
	ThongCao:          {"Thông cáo", "TC"},
	ThongTri:          {"Thông tri", "TT"},
	ThongTu:           {"Thông tư", "TT"},
	ThongTuLienTich:   {"Thông tư liên tịch", "TTLT"},
	ToTrinh:           {"Tờ trình", "TTr"},
	TuyenBo:           {"Tuyên bố", "TBố"},
	VanBanHopNhat:     {"Văn bản hợp nhất", "VBHN"},
}

// Genres lists every genre in the order of menus: those that are cited most,
// then the others by name.
func Genres() []Genre {
	return []Genre{ChiThi, NghiQuyet, QuyetDinh, QuyDinh, KetLuan, HuongDan, KeHoach, ChuongTrinh, Luat, NghiDinh,
		ThongTu, BaoCao, CongVan, ThongBao,
		BaoCaoThamDinh, BienBan, BoLuat, ChienLuoc, ChuongTrinhHD, CongDien, CuongLinh, DeAn, DieuLe, DuAn, LoiKeuGoi,
		NghiQuyetLienTich, PhapLenh, PhuongAn, QuyChe, QuyHoach, SacLenh, ThongCao, ThongTri, ThongTuLienTich, ToTrinh,
		TuyenBo, VanBanHopNhat}
}

// Label returns the genre's name, "Chỉ thị"; "" for none.
func (g Genre) Label() string { return genreNames[g].label }

// Code returns the genre's code in document symbols, "CT"; "" for none.
func (g Genre) Code() string { return genreNames[g].code }

// Valid reports whether g is a known genre.
func (g Genre) Valid() bool { return genreNames[g].label != "" }
