package citation

import (
	"strconv"
	"strings"
)

// splitGlued parts a type code from a body that lost its separator: TTBNV,
// NĐCP.
func (sym *symbol) splitGlued() {
	if sym.n == 0 {
		return
	}
	first := sym.list[0]
	if _, named := bodies[first.code]; first.kind != nil || named {
		return
	}
	for _, c := range typeCodes {
		rest, ok := strings.CutPrefix(first.code, c.code)
		if !ok {
			continue
		}
		if _, committee := bodies[rest]; first.known && !(c.strong && committee) {
			continue // BDVHU is an office of HU, NQTW a type and TW
		}
		if f, known := bodyFamily(rest); known && f != otherFamily {
			copy(sym.list[2:], sym.list[1:sym.n])
			sym.n++
			sym.list[0], sym.list[1] = segmentOf(c.code), segmentOf(rest)
			sym.list[0].sep = first.sep
			return
		}
	}
}

// putBack restores the Đ that a file lost from the one-letter rests of QĐ and
// NĐ, where the body behind proves them.
func (sym *symbol) putBack() {
	if sym.n < 2 {
		return
	}
	code := ""
	switch first, body := sym.list[0], sym.list[1]; {
	case first.code == "N" && body.code == "CP":
		code = "NĐ"
	case first.code == "Q" && body.known:
		code = "QĐ"
	default:
		return
	}
	sep := sym.list[0].sep
	sym.list[0], sym.repaired = segmentOf(code), true
	sym.list[0].sep = sep
}

// family tells how the symbol is to be written.
func (sym *symbol) family() family {
	if sym.year > 0 {
		return stateFamily
	}
	segs := sym.segs()
	if sym.n > 0 && segs[0].kind != nil {
		segs = segs[1:]
	}
	if len(segs) > 0 && segs[0].known {
		return segs[0].family
	}
	return otherFamily
}

// body returns the codes of the bodies, to compare citations by.
func (sym *symbol) body() string {
	segs := sym.segs()
	if sym.n > 0 && segs[0].kind != nil {
		segs = segs[1:]
	}
	switch len(segs) {
	case 0:
		return ""
	case 1:
		return segs[0].code
	}
	out := segs[0].code
	for _, seg := range segs[1:] {
		out += "-" + seg.code
	}
	return out
}

// canonical writes the symbol as its family does: the Party 24-CT/TU (Hướng
// dẫn 36-HD/VPTW), the state 15/QĐ-UBND and 30/2020/NĐ-CP (Nghị định
// 30/2020/NĐ-CP). Others keep their separators. Mostly that is how it is
// written, then the result is a part of the text.
func (sym *symbol) canonical(number, written string, year int) string {
	if sym.verbatim != "" {
		return number + sym.verbatim
	}
	if sym.n == 0 {
		return ""
	}
	// Of several bodies nobody can tell which way the separators should go.
	typed := sym.list[0].kind != nil && (sym.n == 2 || year > 0)
	f := sym.family()
	if year > 0 {
		f = stateFamily
	}
	var buf [64]byte
	out := append(buf[:0], number...)
	if year > 0 {
		out = strconv.AppendInt(append(out, '/'), int64(year), 10)
	}
	for i, seg := range sym.segs() {
		sep := seg.sep
		switch {
		case year > 0 && i == 0:
			sep = '/'
		case typed && sym.n > 1 && f == partyFamily:
			sep = [...]byte{'-', '/', '-'}[min(i, 2)]
		case typed && sym.n > 1 && f == stateFamily:
			sep = [...]byte{'/', '-'}[min(i, 1)]
		case sep == 0 && i == 0 && sym.n > 1 && sym.list[1].sep == '/':
			sep = '-'
		case sep == 0 && i == 0:
			sep = '/'
		case sep == 0:
			sep = '-'
		}
		out = append(append(out, sep), seg.code...)
	}
	if string(out) == written {
		return written
	}
	return string(out)
}
