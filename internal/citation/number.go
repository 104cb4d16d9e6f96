package citation

import (
	"unicode/utf8"

	b "giaoban/internal/briefing"
)

// maxItems bounds a list of numbers that share one symbol.
const maxItems = 24

// An item is one number of a list: "217" of "217, 218-QĐ/TW".
type item struct {
	text       string // as written
	start, end int
	year       int // of "12/2019" where no code follows
}

// readItem reads a number at i with the letter that may be glued to it (36a)
// and the point of its thousands (1.234/UBND-VX).
func readItem(s string, i int) (it item, ok bool) {
	_, end, ok := readNumber(s, i, 6)
	if !ok {
		return it, false
	}
	it = item{s[i:end], i, end, 0}
	if end < len(s) && s[end] >= utf8.RuneSelf {
		k := skipInvisible(s, end)
		if _, last, ok := readNumber(s, k, 6); ok && k > end {
			it.text, it.end, end = s[i:end]+s[k:last], last, last
			i = k
		}
	}
	if end-i <= 3 && end+4 <= len(s) && s[end] == '.' {
		if _, k, ok := readNumber(s, end+1, 3); ok && k == end+4 && (k == len(s) || !isDigit(s[k])) {
			var sym symbol
			if sym.read(s, k); sym.n > 1 {
				return item{s[i:end] + s[end+1:k], i, k, 0}, true
			}
		}
	}
	r, w := runeAt(s, end)
	if (r >= 'a' && r <= 'z' || r == 'đ') && w > 0 || r >= 'A' && r <= 'H' {
		if next, n := runeAt(s, end+w); n == 0 || !isLetter(next) && !isDigit(byte(min(next, 0x7F))) {
			small := r >= 'a'
			if sep, _, _, _ := readSeparator(s, end+w); small || sep != 0 {
				it.end = end + w
				it.text += s[end:it.end]
			}
		}
	}
	return it, true
}

// skipInvisible skips characters without width, but no soft hyphen, which
// stands for a hyphen behind a number.
func skipInvisible(s string, i int) int {
	for i < len(s) && s[i] >= utf8.RuneSelf {
		r, w := runeAt(s, i)
		if !isInvisible(r) || r == '\u00AD' {
			break
		}
		i += w
	}
	return i
}

// readList reads the number at i, or the list of numbers that begins there,
// with the symbol at its end. A list needs something before it that says what
// it lists.
func (r *reader) readList(i int, l lead) ([]item, *symbol) {
	s, sym := r.s, &r.sym
	items := r.items[:0]
	for len(items) < maxItems {
		it, ok := readItem(s, i)
		if !ok {
			break
		}
		sym.read(s, it.end)
		if sym.year > 0 && sym.n == 0 {
			it.year, it.end = sym.year, sym.end
		}
		items = append(items, it)
		r.items = items
		if sym.n > 0 || sym.verbatim != "" {
			if len(items) > 1 && !l.number && !l.word && !listMayFollow(s, l.start) {
				return items[len(items)-1:], sym
			}
			return items, sym
		}
		next, ok := readComma(s, it.end)
		if !ok {
			break
		}
		i = next
	}
	*sym = symbol{}
	if len(items) > 0 {
		sym.end = items[len(items)-1].end
	}
	return items, sym
}

// readComma reads what parts two numbers of a list: a comma, a semicolon,
// "và", "và số".
func readComma(s string, i int) (next int, ok bool) {
	j, lines := skipBlanks(s, i)
	if lines > 1 {
		return i, false
	}
	parted := false
	if r, w := runeAt(s, j); r == ',' || r == ';' || r == '&' || r == '+' {
		parted = true
		j, _ = skipBlanks(s, j+w)
	}
	if k, ok := matchPhrase(s, j, "và"); ok {
		parted = true
		j, _ = skipBlanks(s, k)
	}
	if !parted {
		return i, false
	}
	if k, ok := matchPhrase(s, j, "số"); ok {
		j, _ = skipBlanks(s, k)
	}
	return j, j < len(s) && isDigit(s[j])
}

// listMayFollow reports a word before a list without a type word that speaks
// of documents, not of criteria or villages.
func listMayFollow(s string, i int) bool {
	j, _ := skipBlanksBack(s, i)
	if r, w := runeBefore(s, j); w == 0 || r == '(' {
		return true
	}
	l := lettersBefore(s, j, false)
	for _, verb := range [...]string{"theo", "thuchien", "trienkhai", "cancu", "vanban", "tai", "quantriet"} {
		if _, ok := l.endsWith(verb, 0); ok {
			return true
		}
	}
	return false
}

// acceptsShort decides on a number without a symbol: "Chỉ thị số 17",
// "Quyết định 290", "NQ 18". Nothing that is counted may follow.
func (r *reader) acceptsShort(l lead, items []item, sym *symbol) bool {
	last := items[len(items)-1]
	if !l.number && !l.capital {
		// "nghị quyết 11 của Ban Thường vụ"
		return len(items) == 1 && last.year == 0 && len(last.text) < 4 && ofBodyFollows(r.s, last.end)
	}
	if !l.number {
		switch l.genre {
		case b.ChuongTrinh, b.DuAn, b.PhuongAn:
			return false // "Chương trình 135" is named after the decision that approved it
		case b.DeAn:
			// "Đề án 06 của Chính phủ", not an item of a list of projects
			if j, _ := skipBlanks(r.s, last.end); len(last.text) < 2 || j == len(r.s) || !isLetterAt(r.s, j) {
				return false
			}
		}
	}
	if len(last.text) > 5 {
		return false
	}
	if last.year > 0 {
		return lawLike(l.genre) || l.number
	}
	if !l.number && len(last.text) == 4 && (last.text[:2] == "19" || last.text[:2] == "20") {
		return false // KH 2024: the plan of a year
	}
	return !countFollows(r.s, last.end, l)
}

func isLetterAt(s string, i int) bool {
	r, w := runeAt(s, i)
	return w > 0 && isLetter(r)
}

// ofBodyFollows reports "của" with a body at i.
func ofBodyFollows(s string, i int) bool {
	j, lines := skipBlanks(s, i)
	k, ok := matchPhrase(s, j, "của")
	if !ok || lines > 1 {
		return false
	}
	k, _ = skipBlanks(s, k)
	_, ok = readIssuer(s, k)
	return ok
}

func lawLike(g b.Genre) bool {
	switch g {
	case b.NghiDinh, b.ThongTu, b.ThongTuLienTich, b.NghiQuyet, b.QuyetDinh, b.PhapLenh, b.ChiThi, b.Luat:
		return true
	}
	return false
}

// countFollows reports whether what follows a number shows that it counts
// something or is a part of something else.
func countFollows(s string, i int, l lead) bool {
	j, lines := skipBlanks(s, i)
	r, w := runeAt(s, j)
	if w == 0 || lines > 1 {
		return false
	}
	switch {
	case r == ',' || r == '.':
		return j+1 < len(s) && isDigit(s[j+1])
	case r == '%' || r == '/' || isDash(r) || r == '\\':
		return true
	case !isLetter(r) && !isDigit(byte(min(r, 0x7F))):
		return false
	case lines > 0:
		return false
	}
	for _, word := range afterNumber {
		if _, ok := matchPhrase(s, j, word); ok {
			return false
		}
	}
	if k, ok := matchPhrase(s, j, "năm"); ok {
		k, _ = skipBlanks(s, k)
		_, end, ok := readYear(s, k)
		next, _ := skipBlanks(s, end)
		sign, _ := runeAt(s, next)
		return !ok || isDash(sign) || !l.number && !lawLike(l.genre) && l.genre != b.KetLuan && l.genre != b.QuyDinh
	}
	if _, _, ok := issuerHead(s, j); ok {
		return false
	}
	for _, unit := range countedUnits {
		if _, ok := matchPhrase(s, j, unit); ok {
			return true
		}
	}
	// A number with "số" seldom counts, but may be of a list or an address.
	return !l.number || isDigit(byte(min(r, 0x7F))) || isCapital(s, j)
}

// countedUnits are counted even behind "số".
var countedUnits = []string{"tháng", "hộ", "người", "xã", "mô hình", "triệu", "tỷ", "đồng", "lượt", "cuộc", "buổi", "giờ"}

// afterNumber are the words that may follow a document's bare number.
var afterNumber = []string{"của", "ngày", "về", "khóa", "khoá", "do", "và", "được", "đã", "quy định", "hướng dẫn", "ban hành", "để", "là", "cũng", "trong", "theo",
	"gồm", "bao gồm", "ra đời", "có hiệu lực", "nêu", "nêu rõ", "chỉ rõ", "đề ra", "yêu cầu", "xác định", "khẳng định", "nhấn mạnh", "thay thế",
	"đang", "sẽ", "chưa", "vẫn", "còn", "thì", "mà", "như", "khi", "nhằm", "nói trên", "nêu trên", "vào cuộc sống", "đi vào"}
