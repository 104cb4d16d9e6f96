package citation

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	b "giaoban/internal/briefing"
)

// A family is one of the ways in which documents are numbered.
type family int

const (
	otherFamily family = iota // the Front, unions, unknown bodies: as written
	partyFamily               // 24-CT/TU
	stateFamily               // 15/QĐ-UBND, 30/2020/NĐ-CP
)

// A typeCode stands for the type in a symbol. TT is a thông tri of the Party
// and a thông tư of the state.
type typeCode struct {
	code         string
	party, state b.Genre
	strong       bool // seen nowhere but in symbols
}

var typeCodes = []typeCode{
	{"NQ", b.NghiQuyet, b.NghiQuyet, true},
	{"QĐ", b.QuyetDinh, b.QuyetDinh, true},
	{"QĐi", b.QuyDinh, b.QuyDinh, true},
	{"QyĐ", b.QuyDinh, b.QuyDinh, true},
	{"CT", b.ChiThi, b.ChiThi, true},
	{"KL", b.KetLuan, b.KetLuan, true},
	{"QC", b.QuyChe, b.QuyChe, false},
	{"TT", b.ThongTri, b.ThongTu, false},
	{"HD", b.HuongDan, b.HuongDan, true},
	{"TB", b.ThongBao, b.ThongBao, true},
	{"TC", b.ThongCao, b.ThongCao, false},
	{"BC", b.BaoCao, b.BaoCao, true},
	{"KH", b.KeHoach, b.KeHoach, true},
	{"CTr", b.ChuongTrinh, b.ChuongTrinh, true},
	{"CTHĐ", b.ChuongTrinhHD, b.ChuongTrinhHD, true},
	{"CTrHĐ", b.ChuongTrinhHD, b.ChuongTrinhHD, true},
	{"ĐA", b.DeAn, b.DeAn, true},
	{"DA", b.DuAn, b.DuAn, false},
	{"PA", b.PhuongAn, b.PhuongAn, false},
	{"TTr", b.ToTrinh, b.ToTrinh, true},
	{"CV", b.CongVan, b.CongVan, true},
	{"CĐ", b.CongDien, b.CongDien, false},
	{"BB", b.BienBan, b.BienBan, false},
	{"NĐ", b.NghiDinh, b.NghiDinh, true},
	{"PL", b.PhapLenh, b.PhapLenh, true},
	{"SL", b.SacLenh, b.SacLenh, false},
	{"TTLT", b.ThongTuLienTich, b.ThongTuLienTich, true},
	{"NQLT", b.NghiQuyetLienTich, b.NghiQuyetLienTich, true},
	{"BCTĐ", b.BaoCaoThamDinh, b.BaoCaoThamDinh, true},
	{"CTPH", b.ChuongTrinh, b.ChuongTrinh, true},
	{"CTrPH", b.ChuongTrinh, b.ChuongTrinh, true},
	{"QCPH", b.QuyChe, b.QuyChe, true},
	{"KHPH", b.KeHoach, b.KeHoach, true},
	{"KHLT", b.KeHoach, b.KeHoach, true},
	{"HDLT", b.HuongDan, b.HuongDan, true},
	{"HDLN", b.HuongDan, b.HuongDan, true},
	{"VBHN", b.VanBanHopNhat, b.VanBanHopNhat, true},
}

// bodies are the codes of issuing bodies with their family. Party bodies below
// the centre mostly end in the code of their committee; see bodyFamily.
var bodies = map[string]family{
	"TW": partyFamily, "TU": partyFamily, "QU": partyFamily, "HU": partyFamily, "ĐU": partyFamily,
	"ĐUK": partyFamily, "ĐB": partyFamily, "CB": partyFamily, "DV": partyFamily, "BDV": partyFamily,
	"BTG": partyFamily, "BTGDV": partyFamily, "BNC": partyFamily, "BCSĐ": partyFamily, "BCSĐCP": partyFamily,
	"ĐĐ": partyFamily, "UBKT": partyFamily, "TWĐTN": partyFamily, "ĐTN": partyFamily, "VPĐU": partyFamily,
	"BXDĐ": partyFamily, "TWĐTNCSHCM": partyFamily,

	"UBND": stateFamily, "HĐND": stateFamily, "CP": stateFamily, "TTg": stateFamily, "CTN": stateFamily,
	"VPCP": stateFamily, "VPQH": stateFamily, "UBTVQH": stateFamily, "QH": stateFamily, "BNV": stateFamily,
	"BTC": stateFamily, "BYT": stateFamily, "BGDĐT": stateFamily, "BLĐTBXH": stateFamily, "BTP": stateFamily,
	"BCA": stateFamily, "BQP": stateFamily, "BTNMT": stateFamily, "BNN": stateFamily, "BNNPTNT": stateFamily,
	"BNNMT": stateFamily, "BXD": stateFamily, "BGTVT": stateFamily, "BTTTT": stateFamily, "BVHTTDL": stateFamily,
	"BKHĐT": stateFamily, "BKHCN": stateFamily, "BCT": stateFamily, "BNG": stateFamily, "BDTTG": stateFamily,
	"TTCP": stateFamily, "NHNN": stateFamily, "KTNN": stateFamily, "UBDT": stateFamily, "TANDTC": stateFamily,
	"VKSNDTC": stateFamily, "SNV": stateFamily, "STP": stateFamily, "STTTT": stateFamily, "SYT": stateFamily,
	"STC": stateFamily, "SXD": stateFamily, "SGDĐT": stateFamily, "SLĐTBXH": stateFamily, "SVHTTDL": stateFamily,
	"SVHTT": stateFamily, "STNMT": stateFamily, "SNN": stateFamily, "SKHĐT": stateFamily, "SKHCN": stateFamily,
	"SGTVT": stateFamily, "SCT": stateFamily, "SNNMT": stateFamily, "BHXH": stateFamily, "VP": stateFamily,

	"MTTQ": otherFamily, "MTTW": otherFamily, "UBMTTQ": otherFamily, "BTT": otherFamily, "LĐLĐ": otherFamily, "TLĐ": otherFamily,
	"HPN": otherFamily, "ĐCT": otherFamily, "BTV": otherFamily, "HND": otherFamily, "HNDTW": otherFamily,
	"HCCB": otherFamily, "CCB": otherFamily, "BCĐ": otherFamily, "BTCĐ": otherFamily, "HCTĐ": otherFamily,
}

// bodyFamily tells the family of the body that a segment names, and whether
// it is known at all.
func bodyFamily(seg string) (family, bool) {
	if f, ok := bodies[seg]; ok {
		return f, true
	}
	stem := strings.TrimRight(seg, "0123456789")
	if f, ok := bodies[stem]; ok {
		return f, true
	}
	// ThU, and VPTW, BDVHU, BTGDVTU, UBKTQU, BTCĐU: the office of a committee.
	for _, committee := range [...]string{"TW", "TU", "HU", "QU", "ĐU", "ĐUK", "ThU", "ThiU", "TXU", "ĐUX", "ĐUP"} {
		if rest, ok := strings.CutSuffix(seg, committee); ok && (rest == "" || utf8.RuneCountInString(rest) >= 2) {
			return partyFamily, true
		}
	}
	return otherFamily, false
}

// A segment is one code of a symbol in canonical spelling, with what is known
// of it.
type segment struct {
	code   string
	kind   *typeCode // the type that it stands for, or nil
	family family
	known  bool // as a body
	vague  bool // TƯ, which may be TW or TU
	sep    byte // before it: '-', '/', or 0 where it was lost
}

func segmentOf(code string) segment {
	f, known := bodyFamily(code)
	return segment{code: code, kind: typesByCode[code], family: f, known: known}
}

// segments are what dressed leads to; shortSegments those of up to eight
// bytes, by these bytes as one number.
var segments, shortSegments = makeSegments()

func makeSegments() (map[string]segment, index[*segment]) {
	all, short := map[string]segment{}, map[syllable]*segment{}
	for written, code := range dressed {
		seg := segmentOf(code)
		all[written] = seg
		if len(written) <= 8 {
			short[packed(written)] = &seg
		}
	}
	return all, newIndex(short)
}

func packed[T string | []byte](code T) (key syllable) {
	for i := range len(code) {
		key = key<<8 | syllable(code[i])
	}
	return key
}

// knownSegment returns the segment that a file writes so.
func knownSegment(written []byte) (segment, bool) {
	if len(written) > 8 {
		seg, ok := segments[string(written)]
		return seg, ok
	}
	if seg := shortSegments.at(packed(written)); seg != nil {
		return *seg, true
	}
	return segment{}, false
}

// dressed maps what damage, typing without marks and look-alikes make of the
// codes back to them. Exact codes are never touched.
var dressed = makeDressed()

func makeDressed() map[string]string {
	m := map[string]string{}
	add := func(from, to string) {
		if _, taken := m[from]; !taken && from != "" {
			m[from] = to
		}
	}
	var all []string
	for _, c := range typeCodes {
		all = append(all, c.code)
	}
	all = append(all, slices.Sorted(maps.Keys(bodies))...)
	for _, c := range all {
		m[c] = c
	}
	for _, c := range all {
		add(strings.ToUpper(c), c)
	}
	for _, c := range all {
		add(strings.ReplaceAll(strings.ToUpper(c), "Đ", "D"), c)
	}
	// A lost Đ is put back only where the rest is long enough to be sure.
	for _, c := range all {
		if lost := strings.ReplaceAll(c, "Đ", ""); lost != c && len(lost) >= 3 {
			add(lost, c)
		}
	}
	return m
}

// isJoint reports the type codes of documents that several bodies issue.
func isJoint(kind *typeCode) bool {
	if kind == nil {
		return false
	}
	switch kind.code {
	case "TTLT", "NQLT", "KHLT", "HDLT", "HDLN":
		return true
	}
	return false
}

var typesByCode = func() map[string]*typeCode {
	m := map[string]*typeCode{}
	for i := range typeCodes {
		m[typeCodes[i].code] = &typeCodes[i]
	}
	return m
}()
