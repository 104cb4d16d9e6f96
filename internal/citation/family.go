package citation

import (
	"cmp"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// Family tells from a symbol in which family its document is numbered, "24-CT/TU"
// in that of the Party. NoFamily where the symbol names no body that is known.
func Family(symbol string) briefing.Family {
	sym, ok := readSymbol(symbol)
	if !ok {
		return briefing.NoFamily
	}
	switch sym.family() {
	case partyFamily:
		return briefing.PartyFamily
	case stateFamily:
		return briefing.StateFamily
	}
	if body, known := sym.bodySegment(); known && body.family == otherFamily {
		return briefing.FrontFamily
	}
	return briefing.NoFamily
}

// FamilyOf returns the family of a directive: the one that a person gave, or else
// what the symbol tells.
func FamilyOf(d *briefing.Directive) briefing.Family { return cmp.Or(d.Family, Family(d.Symbol)) }

// Level tells from a symbol at which level its document was issued: TW stands
// at the centre, TU in a province, HU in a district. "" where the codes do not
// say: there are People's Committees at every level.
func Level(symbol string) briefing.Level {
	sym, ok := readSymbol(symbol)
	if !ok {
		return ""
	}
	body, known := sym.bodySegment()
	if !known {
		return ""
	}
	return levelOf(body)
}

// levelOf is the level of the body that a segment names.
func levelOf(body segment) briefing.Level {
	code := strings.TrimRight(body.code, "0123456789") // QH15
	for _, one := range bodyLevels {
		if code == one.code || body.family == partyFamily && one.party && strings.HasSuffix(code, one.code) {
			return one.level
		}
	}
	switch {
	case body.family != stateFamily:
		return ""
	case strings.HasPrefix(code, "B"): // ministries
		return briefing.Central
	case strings.HasPrefix(code, "S"): // their offices in provinces
		return briefing.Province
	}
	return ""
}

// bodyLevels are the levels that codes say; those of committees also at the end
// of the code of an office of theirs (BDVHU).
var bodyLevels = []struct {
	code  string
	party bool
	level briefing.Level
}{
	{"ĐUK", true, briefing.Province}, {"ĐUX", true, briefing.Commune}, {"ĐUP", true, briefing.Commune},
	{"TXU", true, briefing.District}, {"ThU", true, briefing.District}, {"ThiU", true, briefing.District},
	{"TW", true, briefing.Central}, {"TU", true, briefing.Province}, {"HU", true, briefing.District},
	{"QU", true, briefing.District}, {"ĐU", true, briefing.Commune},
	{"BCSĐCP", false, briefing.Central}, {"TWĐTN", false, briefing.Central}, {"MTTW", false, briefing.Central},
	{"TLĐ", false, briefing.Central}, {"ĐCT", false, briefing.Central}, {"HNDTW", false, briefing.Central},
	{"CP", false, briefing.Central}, {"TTg", false, briefing.Central}, {"CTN", false, briefing.Central},
	{"VPCP", false, briefing.Central}, {"VPQH", false, briefing.Central}, {"UBTVQH", false, briefing.Central},
	{"QH", false, briefing.Central}, {"TTCP", false, briefing.Central}, {"NHNN", false, briefing.Central},
	{"KTNN", false, briefing.Central}, {"UBDT", false, briefing.Central}, {"TANDTC", false, briefing.Central},
	{"VKSNDTC", false, briefing.Central}, {"BHXH", false, ""},
}

// readSymbol reads a symbol that stands alone, as a person may type it.
func readSymbol(s string) (symbol, bool) {
	s = vntext.Words(s)
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	if end < len(s) && s[end] >= 'a' && s[end] <= 'z' {
		end++ // 36a
	}
	var sym symbol
	if end == 0 {
		return sym, false
	}
	sym.read(s, end)
	return sym, sym.n > 0
}

// bodySegment returns the body that issued, and whether it is known.
func (sym *symbol) bodySegment() (segment, bool) {
	segs := sym.segs()
	if sym.n > 0 && segs[0].kind != nil {
		segs = segs[1:]
	}
	if len(segs) == 0 {
		return segment{}, false
	}
	return segs[0], segs[0].known
}
