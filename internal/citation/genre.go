package citation

import (
	"slices"
	"strings"

	b "giaoban/internal/briefing"
)

// A typeWord is a name that a type of document goes by in running text.
type typeWord struct {
	name  string // folded, without spaces
	bare  string // without its marked letters, as damaged files have it; "" when too short to tell
	genre b.Genre
}

// typeWords are the types of Quy định 399-QĐ/TW and Nghị định 30/2020/NĐ-CP
// and what local offices add; longer names stand before those that end them.
var typeNames = []struct {
	name  string
	genre b.Genre
}{
	{"Báo cáo thẩm định", b.BaoCaoThamDinh},
	{"Chương trình hành động", b.ChuongTrinhHD},
	{"Nghị quyết liên tịch", b.NghiQuyetLienTich},
	{"Thông tư liên tịch", b.ThongTuLienTich},
	{"Thông tư liên bộ", b.ThongTuLienTich},
	{"Thông báo kết luận", b.ThongBao},
	{"Thông báo ý kiến kết luận", b.ThongBao},
	{"Công văn hướng dẫn", b.CongVan},
	{"Báo cáo", b.BaoCao},
	{"Biên bản", b.BienBan},
	{"Chiến lược", b.ChienLuoc},
	{"Chỉ thị", b.ChiThi},
	{"Chương trình", b.ChuongTrinh},
	{"Công điện", b.CongDien},
	{"Công văn", b.CongVan},
	{"Cương lĩnh", b.CuongLinh},
	{"Đề án", b.DeAn},
	{"Điều lệ", b.DieuLe},
	{"Dự án", b.DuAn},
	{"Hướng dẫn", b.HuongDan},
	{"Kế hoạch", b.KeHoach},
	{"Kết luận", b.KetLuan},
	{"Lời kêu gọi", b.LoiKeuGoi},
	{"Bộ luật", b.BoLuat},
	{"Luật", b.Luat},
	{"Nghị định", b.NghiDinh},
	{"Nghị quyết", b.NghiQuyet},
	{"Pháp lệnh", b.PhapLenh},
	{"Phương án", b.PhuongAn},
	{"Quy chế", b.QuyChe},
	{"Quy định", b.QuyDinh},
	{"Quyết định", b.QuyetDinh},
	{"Quy hoạch", b.QuyHoach},
	{"Sắc lệnh", b.SacLenh},
	{"Thông báo", b.ThongBao},
	{"Thông cáo", b.ThongCao},
	{"Thông tri", b.ThongTri},
	{"Thông tư", b.ThongTu},
	{"Tờ trình", b.ToTrinh},
	{"Tuyên bố", b.TuyenBo},
	{"Văn bản hợp nhất", b.VanBanHopNhat},
	{"Văn bản", ""},
}

// typeWords are the typeNames as they are compared, one by one and all at once
// in both directions.
var (
	typeWords      = makeTypeWords()
	typesForwards  = makeTypeTrie(false)
	typesBackwards = makeTypeTrie(true)
)

func makeTypeTrie(backwards bool) trie {
	var names []string
	for _, w := range typeWords {
		name := []byte(w.name)
		if backwards {
			slices.Reverse(name)
		}
		names = append(names, string(name))
	}
	return newTrie(names)
}

func makeTypeWords() []typeWord {
	var all []typeWord
	for _, row := range typeNames {
		w := typeWord{name: joined(row.name, false), bare: joined(row.name, true), genre: row.genre}
		if len(w.bare) < 4 || w.bare == w.name {
			w.bare = ""
		}
		all = append(all, w)
	}
	return all
}

// joined folds s and leaves out its spaces, with bare also its marked letters.
func joined(s string, bare bool) string {
	var out strings.Builder
	for _, r := range s {
		if c := fold(r); c != 0 && !(bare && r >= 0x80) {
			out.WriteByte(c)
		}
	}
	return out.String()
}

// qualifiers may stand between the type word and the number: "Kế hoạch phối
// hợp số 5", "Nghị quyết chuyên đề số 3".
var qualifierNames = []string{
	"phối hợp", "liên tịch", "liên ngành", "chuyên đề", "công tác", "khẩn", "hỏa tốc", "chỉ đạo", "hành động", "tổng thể", "chi tiết",
}

var qualifiers = joinedAll(qualifierNames)

// joinedAll folds phrases for comparing with letters.
func joinedAll(phrases []string) []string {
	out := make([]string, len(phrases))
	for i, p := range phrases {
		out[i] = joined(p, false)
	}
	return out
}

// shortCodes are the codes that stand for a type word before a bare number
// ("NQ 18", "HD 01"). Codes that mean other things as well are left out.
var shortCodes = []struct {
	code  string
	genre b.Genre
}{
	{"NQ", b.NghiQuyet}, {"QĐ", b.QuyetDinh}, {"CT", b.ChiThi}, {"KL", b.KetLuan},
	{"NĐ", b.NghiDinh}, {"HD", b.HuongDan}, {"KH", b.KeHoach}, {"CV", b.CongVan},
	{"QyĐ", b.QuyDinh}, {"CTr", b.ChuongTrinh}, {"TTr", b.ToTrinh}, {"PL", b.PhapLenh},
}

// A lead is what stands before a number and says that it numbers a document.
type lead struct {
	genre   b.Genre
	word    bool // a type word, though its genre may be unknown ("văn bản")
	code    bool // a code in place of the word
	capital bool // the word begins with a capital letter
	number  bool // "số" stands before the number
	start   int  // where the lead begins; the number itself when there is none
	numAt   int  // where "số" begins, or the number
}

// readLead reads backwards from a number at i.
func readLead(s string, i int) lead {
	l := lead{start: i, numAt: i}
	j, lines := skipBlanksBack(s, i)
	if lines > 1 {
		return l
	}
	if r, w := runeBefore(s, j); r == ':' || r == '.' {
		if k, lines := skipBlanksBack(s, j-w); lines == 0 && endsInNumberWord(s, k) {
			j = k
		}
	}
	if r, w := runeBefore(s, j); w == 0 || !isLetter(r) && r != '?' {
		return l
	}
	tail := lettersBefore(s, j, false)
	skip := 0
	if at, ok := tail.endsWith("so", 0); ok {
		l.number, l.start, l.numAt, skip = true, at, at, 2
	} else if r, _ := runeBefore(s, j); r == '?' || r == 's' || r == 'S' {
		// "S?" and "s" are what files leave of "số".
		bare := lettersBefore(s, j, true)
		at, ok := bare.endsWith("s", 0)
		if !ok {
			return l
		}
		l.number, l.start, l.numAt = true, at, at
		l.readDamaged(s, &bare)
		return l
	}
	if l.readWord(s, &tail, skip) || l.readCode(s) {
		return l
	}
	for _, q := range qualifiers {
		if _, ok := tail.endsWith(q, skip); ok && l.readWord(s, &tail, skip+len(q)) {
			return l
		}
	}
	// Lost letters and those of older encodings show in the words themselves.
	if !l.number && !isDamaged(s[max(0, i-40):i]) {
		return l
	}
	bare := lettersBefore(s, l.numAt, true)
	l.readDamaged(s, &bare)
	return l
}

// readWord reads the type word, the longest that fits.
func (l *lead) readWord(s string, tail *letters, skip int) bool {
	word, at := 0, 0
	for node := 0; ; skip++ {
		c := tail.letter(skip)
		if c == 0 {
			break
		}
		if node = int(typesBackwards[node].next[c-'a']); node == 0 {
			break
		}
		if w := typesBackwards[node].word; w > 0 && tail.begins(skip) {
			word, at = int(w), tail.start(skip)
		}
	}
	if word > 0 {
		l.setWord(s, typeWords[word-1].genre, at)
	}
	return word > 0
}

func (l *lead) setWord(s string, g b.Genre, at int) {
	l.genre, l.word, l.capital, l.start = g, true, isCapital(s, at), at
}

// readCode reads a short code that stands in place of the type word.
func (l *lead) readCode(s string) bool {
	end, _ := skipBlanksBack(s, l.numAt)
	for _, c := range shortCodes {
		at := end - len(c.code)
		if at < 0 || s[at:end] != c.code {
			continue
		}
		if r, w := runeBefore(s, at); w > 0 && (isLetter(r) || isDigit(byte(min(r, 0x7F))) || r == '-' || r == '/') {
			return false
		}
		l.genre, l.word, l.code, l.capital, l.start = c.genre, true, true, true, at
		return true
	}
	return false
}

// endsInNumberWord reports whether the text before j ends in "số" or what
// damage leaves of it, so that a colon behind it belongs to it.
func endsInNumberWord(s string, j int) bool {
	r, w := runeBefore(s, j)
	if w == 0 {
		return false
	}
	switch fold(r) {
	case 'o':
		r, _ = runeBefore(s, j-w)
		return r == 's' || r == 'S'
	case 's':
		r, w = runeBefore(s, j-w)
		return w == 0 || !isLetter(r)
	}
	return r == '?'
}
