package citation

import (
	"strconv"
	"strings"
)

// splitGlued parts a type code from a body that lost its separator: TTBNV,
// NĐCP.
func (sym *symbol) splitGlued() {
	if len(sym.segs) == 0 {
		return
	}
	seg := sym.segs[0]
	if _, ok := typeCodeOf(seg); ok {
		return
	}
	if _, ok := bodyFamily(seg); ok {
		return
	}
	for _, c := range typeCodes {
		rest, ok := strings.CutPrefix(seg, c.code)
		if !ok {
			continue
		}
		if f, known := bodyFamily(rest); known && f != otherFamily {
			sym.segs = append([]string{c.code, rest}, sym.segs[1:]...)
			sym.seps = append([]byte{sym.seps[0], 0}, sym.seps[1:]...)
			return
		}
	}
}

// putBack restores the Đ that a file lost from the one-letter rests of QĐ and
// NĐ, where the body behind proves them.
func (sym *symbol) putBack() {
	if len(sym.segs) < 2 {
		return
	}
	_, known := bodyFamily(sym.segs[1])
	switch {
	case sym.segs[0] == "N" && sym.segs[1] == "CP":
		sym.segs[0], sym.repaired = "NĐ", true
	case sym.segs[0] == "Q" && known:
		sym.segs[0], sym.repaired = "QĐ", true
	}
}

// family tells how the symbol is to be written.
func (sym *symbol) family() family {
	if sym.year > 0 {
		return stateFamily
	}
	for i, seg := range sym.segs {
		if _, isType := typeCodeOf(seg); isType && i == 0 {
			continue
		}
		if f, known := bodyFamily(seg); known {
			return f
		}
		break
	}
	return otherFamily
}

// body returns the codes of the bodies, to compare citations by.
func (sym *symbol) body() string {
	segs := sym.segs
	if len(segs) > 0 {
		if _, ok := typeCodeOf(segs[0]); ok {
			segs = segs[1:]
		}
	}
	return strings.Join(segs, "-")
}

// canonical writes the symbol as its family does: the Party 24-CT/TU (Hướng
// dẫn 36-HD/VPTW), the state 15/QĐ-UBND and 30/2020/NĐ-CP (Nghị định
// 30/2020/NĐ-CP). Others keep their separators.
func (sym *symbol) canonical(number string) string {
	if sym.verbatim != "" {
		return number + sym.verbatim
	}
	if len(sym.segs) == 0 {
		return ""
	}
	_, typed := typeCodeOf(sym.segs[0])
	f := sym.family()
	var buf [64]byte
	out := append(buf[:0], number...)
	if sym.year > 0 {
		out = strconv.AppendInt(append(out, '/'), int64(sym.year), 10)
	}
	for i, seg := range sym.segs {
		sep := sym.seps[i]
		switch {
		case sym.year > 0 && i == 0:
			sep = '/'
		case typed && len(sym.segs) > 1 && f == partyFamily:
			sep = [...]byte{'-', '/', '-'}[min(i, 2)]
		case typed && len(sym.segs) > 1 && f == stateFamily:
			sep = [...]byte{'/', '-'}[min(i, 1)]
		case sep == 0 && i == 0 && len(sym.seps) > 1 && sym.seps[1] == '/':
			sep = '-'
		case sep == 0 && i == 0:
			sep = '/'
		case sep == 0:
			sep = '-'
		}
		out = append(append(out, sep), seg...)
	}
	return string(out)
}
