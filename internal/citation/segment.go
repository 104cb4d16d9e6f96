package citation

import (
	"strings"
	"unicode/utf8"
)

// readSmall reads a symbol as it is typed into a search box, "217-qd/tw": a
// known type and a known body.
func (sym *symbol) readSmall(s string, sep byte, i int) {
	var segs [2]segment
	for n := range segs {
		end, _ := word(s, i)
		seg, ok := segments[strings.ToUpper(s[i:end])]
		if !ok {
			return
		}
		segs[n] = seg
		if i = end; n == 0 {
			if seg.kind == nil || i >= len(s) || s[i] != '/' && s[i] != '-' {
				return
			}
			i++
		}
	}
	if segs[1].known {
		sym.add(sep, segs[0], i)
		sym.add('/', segs[1], i)
	}
}

// readSegment reads one code: capitals without marks, then digits (QH15), with
// "&" or "." inside, and the few codes that hold small letters (CTr, TTg). It
// returns no code for a word of the sentence.
func readSegment(s string, i int) (seg segment, end int) {
	var buf [2 * maxSegment]byte
	out, capitals, digits := buf[:0], 0, 0
	j := i
	for n := 0; ; n++ {
		r, w := runeAt(s, j)
		if w == 0 {
			break
		}
		if n == maxSegment {
			return segment{}, i
		}
		switch {
		case r >= 'A' && r <= 'Z' && digits == 0:
			out = append(out, byte(r))
			capitals++
		case r == 'Đ', r == 'Ð', r == 'Ɖ', r == '§':
			out = append(out, "Đ"...)
			capitals++
		case r == 'Ư' && digits == 0:
			out = append(out, "Ư"...)
			capitals++
		case r < utf8.RuneSelf && isDigit(byte(r)) && capitals > 0:
			out = append(out, byte(r))
			digits++
		case r == '?' && capitals > 0 && codeGoesOn(s, j+1):
			// what a file has of a lost Đ
		case (r == '&' || r == '.') && capitals > 0 && j+1 < len(s) && (s[j+1] >= 'A' && s[j+1] <= 'Z'):
			out = append(out, byte(r))
		case r > 'Z' && capitals > 0 && (r <= 'z' && digraphGoesOn(s, j) || isInvisible(r) && r != '\u00AD'):
			if r <= 'z' { // behind a code the end is set back
				out = append(out, byte(r))
			}
		default:
			return finishSegment(s, out, i, j, capitals, r)
		}
		j += w
	}
	return finishSegment(s, out, i, j, capitals, 0)
}

// digraphGoesOn reports whether the small letter at i ends one sound with the
// capital before it (ThU, ThiU, QĐTTg), so that it belongs to the code.
func digraphGoesOn(s string, i int) bool {
	if i < 1 || i+1 > len(s) {
		return false
	}
	switch before, c := s[i-1], s[i]; c {
	case 'h':
		if strings.IndexByte("CGKNPT", before) < 0 {
			return false
		}
		if strings.HasPrefix(s[i+1:], "i") { // Thị
			i++
		}
	case 'i':
		if before != 'G' && before != 'h' {
			return false
		}
	case 'g':
		if before != 'N' && before != 'T' {
			return false
		}
		if strings.HasSuffix(s[:i], "TT") {
			r, _ := runeAt(s, i+1)
			return !isLetter(r) || mayBeCode(r)
		}
	case 'r':
		if before != 'T' {
			return false
		}
	default:
		return false
	}
	r, _ := runeAt(s, i+1)
	return mayBeCode(r)
}

// codeGoesOn reports a capital or a separator at i.
func codeGoesOn(s string, i int) bool {
	r, _ := runeAt(s, i)
	return isDash(r) || isSlash(r) || mayBeCode(r)
}

// mixed are the codes with small letters.
var mixed = []string{"CTrPH", "CTrHĐ", "CTr", "TTr", "TTg", "QĐi", "QyĐ"}

// finishSegment decides on the run of capitals s[i:j] by what follows it.
func finishSegment(s string, out []byte, i, j, capitals int, next rune) (segment, int) {
	if isLetter(next) {
		if code, end := readMixed(s, i); code != "" {
			return segmentOf(code), end
		}
		// The next word may be glued to a code; else this is no code.
		if _, ok := matchAny(s, j, "ngay", "cua", "ve", "do", "thuchien", "banhanh"); !ok || isUpper(next) || capitals < 2 {
			return segment{}, i
		}
	}
	if capitals == 0 {
		return segment{}, i
	}
	for s[j-1] >= utf8.RuneSelf {
		r, w := runeBefore(s, j)
		if !isInvisible(r) {
			break
		}
		j -= w
	}
	if seg, ok := knownSegment(out); ok {
		return seg, j
	}
	if rest, ok := strings.CutSuffix(string(out), "TƯ"); ok {
		seg := segmentOf(rest + "TW")
		seg.vague = true
		return seg, j
	}
	stem := strings.TrimRight(string(out), "0123456789")
	if code, ok := dressed[stem]; ok {
		return segmentOf(code + string(out[len(stem):])), j
	}
	return segmentOf(string(out)), j
}

// readMixed reads a code that holds small letters.
func readMixed(s string, i int) (string, int) {
	for _, code := range mixed {
		j := i
		for _, want := range code {
			r, w := runeAt(s, j)
			if r == 'Ð' {
				r = 'Đ'
			}
			if r != want {
				j = -1
				break
			}
			j += w
		}
		if j < 0 {
			continue
		}
		if r, _ := runeAt(s, j); !isLetter(r) {
			return code, j
		}
	}
	return "", i
}
