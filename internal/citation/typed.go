package citation

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A Typed is what a person gave as number and symbol of one document.
type Typed struct {
	Number string         // "24", "36a", "02"; zeros that nobody writes are gone
	Symbol string         // as its family writes it, "24-CT/TU"; "" for a number alone
	Year   int            // in the symbol; else 0
	Genre  briefing.Genre // that the symbol stands for, QuyetDinh for QĐ; "" where it does not say
	Date   briefing.Day   // where it was given too ("24-CT/TU ngày 07/8/2023"); else ""
	Issuer string         // likewise
}

const symbolSample = "Ghi như 24-CT/TU, 15/QĐ-UBND hoặc 30/2020/NĐ-CP."

// ReadTyped reads number and symbol of one document as people type them into a
// field of their own: in any case, without marks, with blanks or any dashes
// between the codes ("24 ct/tu", "30 2020 nd cp"). Problem says in words for
// people why that is none; "" when it is.
func ReadTyped(typed string) (t Typed, problem string) {
	s := trimSymbol(vntext.Words(vntext.Normalize(typed)))
	if t, ok := readAlone(s); ok {
		return t, ""
	}
	found := Find("số " + s)
	if len(found) > 1 {
		return Typed{}, "Chỉ ghi một văn bản; ở đây có " + strconv.Itoa(len(found)) + " số, ký hiệu."
	}
	if len(found) == 1 && (found[0].Date != "" || found[0].Issuer != "") {
		if t, ok := readAlone(found[0].Symbol); ok {
			t.Date, t.Issuer = found[0].Date, found[0].Issuer
			return t, ""
		}
	}
	if s == "" || !isDigit(s[0]) {
		return Typed{}, "Số, ký hiệu phải bắt đầu bằng số. " + symbolSample
	}
	return Typed{}, "“" + s + "” không đọc được thành số, ký hiệu. " + symbolSample
}

// trimSymbol cuts a type word and "số:" off the start, and signs off the end.
func trimSymbol(s string) string {
	s = strings.TrimRightFunc(s, isBetweenCodes)
	i := strings.IndexFunc(s, unicode.IsDigit)
	if i <= 0 {
		return s
	}
	word := strings.TrimRight(vntext.Fold(s[:i]), " :.")
	word = strings.TrimSpace(strings.TrimSuffix(word, "so"))
	if word == "" || slices.ContainsFunc(briefing.Genres(), func(g briefing.Genre) bool { return vntext.Fold(g.Label()) == word }) {
		return s[i:]
	}
	return s
}

// readAlone reads a text that is nothing but number and symbol.
func readAlone(s string) (t Typed, ok bool) {
	number, rest := cutNumber(s)
	if t.Number = usualNumber(number); t.Number == "" {
		return t, false
	}
	if rest == "" {
		return t, true
	}
	var sym symbol
	if sym.year, rest = cutYear(rest); !sym.readCodes(rest) {
		sym = symbol{}
		if sym.readVerbatim(rest, 0); sym.verbatim == "" || sym.end != len(rest) {
			return Typed{}, false
		}
	}
	t.Year, t.Symbol = sym.year, sym.canonical(t.Number, "", sym.year)
	t.Genre = sym.genre()
	return t, true
}

// cutNumber parts the number from the start of s, with the letter that may be
// glued to it (36a). "" when there is none.
func cutNumber(s string) (number, rest string) {
	end := len(s) - len(strings.TrimLeft(s, "0123456789"))
	number = s[:end]
	if len(s) > end+4 && s[end] == '.' && end <= 3 { // 1.234/UBND-VX
		if _, after, ok := readNumber(s, end+1, 3); ok && after == end+4 {
			number, end = number+s[end+1:after], after
		}
	}
	if number == "" || len(number) > 6 {
		return "", s
	}
	letter, w := runeAt(s, end)
	if next, _ := runeAt(s, end+w); w > 0 && isLetter(letter) && !isLetter(next) && !unicode.IsDigit(next) {
		return number + strings.ToLower(string(letter)), s[end+w:]
	}
	return number, s[end:]
}

// usualNumber writes a number without zeros but the one before a single digit
// that offices do write: 024 is 24, 002 is 02. "" for no number.
func usualNumber(number string) string {
	short := strings.TrimLeft(number, "0")
	if short == "" || !isDigit(short[0]) {
		return ""
	}
	if len(short) < len(number) && (len(short) == 1 || !isDigit(short[1])) {
		return "0" + short
	}
	return short
}

// cutYear parts the year from the start of what follows a number; 0 when there
// is none.
func cutYear(rest string) (year int, after string) {
	trimmed := strings.TrimLeftFunc(rest, isBetweenCodes)
	year, end, ok := readYear(trimmed, 0)
	if r, _ := runeAt(trimmed, end); !ok || trimmed == rest || r == 0 {
		return 0, rest
	}
	return year, trimmed[end:]
}

func isBetweenCodes(r rune) bool { return isDash(r) || isSlash(r) || unicode.IsSpace(r) }

// readCodes reads the codes of a symbol to the end of rest. What nobody knows
// as a code is one only behind a sign, and in small letters only beside one that
// is known.
func (sym *symbol) readCodes(rest string) bool {
	small, proven := false, false
	for rest != "" {
		code := strings.TrimLeftFunc(rest, isBetweenCodes)
		sign := signIn(rest[:len(rest)-len(code)])
		end := strings.IndexFunc(code, isBetweenCodes)
		if end < 0 {
			end = len(code)
		}
		seg := typedSegment(code[:end])
		known := seg.known || seg.kind != nil || isGlued(seg)
		if seg.code == "" || sym.n == maxSegments || !known && sign == 0 {
			return false
		}
		small, proven = small || !known && seg.code != code[:end], proven || known
		sym.add(sign, seg, 0)
		rest = code[end:]
	}
	sym.splitGlued()
	sym.putBack()
	whole := sym.n > 1 || sym.n == 1 && (sym.list[0].sep != 0 || sym.year != 0) // "25 CT" is no symbol
	return whole && (proven || !small)
}

// signIn returns the sign among what stands between two codes; 0 for blanks.
func signIn(between string) byte {
	switch {
	case strings.ContainsFunc(between, isSlash):
		return '/'
	case strings.ContainsFunc(between, isDash):
		return '-'
	}
	return 0
}

// typedSegment reads a code that a person typed, perhaps in small letters;
// without a code when it is none.
func typedSegment(typed string) segment {
	if seg, end := readSegment(typed, 0); end == len(typed) {
		return seg
	}
	upper := strings.ToUpper(typed)
	if seg, ok := segments[upper]; ok {
		return seg
	}
	if seg, end := readSegment(upper, 0); end == len(upper) {
		return seg
	}
	return segment{}
}

// isGlued reports whether a segment is a type and a body without a sign between
// them (CTTU).
func isGlued(seg segment) bool {
	var sym symbol
	sym.add(0, seg, 0)
	sym.splitGlued()
	return sym.n == 2
}

// genre returns the type that the codes stand for, read in the way of their
// family: QuyetDinh for QĐ, CongVan where a known body stands alone. "" where
// nothing says it.
func (sym *symbol) genre() briefing.Genre {
	for _, seg := range sym.segs()[:min(sym.n, 2)] { // the second in 77/STP-BC
		switch {
		case seg.kind == nil:
		case seg.kind.party == seg.kind.state || sym.family() == partyFamily:
			return seg.kind.party
		case sym.family() == stateFamily:
			return seg.kind.state
		default:
			return ""
		}
	}
	if sym.n > 0 && sym.list[0].known && sym.year == 0 {
		return briefing.CongVan
	}
	return ""
}

// Doubt says why a document of genre g does not bear such a symbol, in words for
// people; "" when it may. QĐ is a quyết định or a quy định.
func (t Typed) Doubt(g briefing.Genre) string {
	sameCode := t.Genre.Code() == g.Code() && g.Code() != "TT" // a thông tri is no thông tư
	switch {
	case t.Genre == "" || g == "" || t.Genre == g || sameCode || alike(g, t.Genre.Code()):
		return ""
	case t.Genre == briefing.CongVan && !strings.Contains(t.Symbol, "CV"):
		return "Ký hiệu " + t.Symbol + " không có chữ của loại " + g.Label() + "; chỉ công văn ghi như vậy."
	}
	return "Loại văn bản là " + g.Label() + ", nhưng ký hiệu " + t.Symbol + " là của " + t.Genre.Label() + "."
}
