package citation

import "strings"

const letterhead = 400 // bytes above a number

// A vagueness tells whether TƯ stands in a symbol, and whether nothing told
// what it stands for.
type vagueness uint8

const (
	isVague vagueness = 1 + iota
	unsettled
)

// settleCentral decides what TƯ stands for: TW of the centre, or TU of a
// province. The body that issued the document tells, else the letterhead above
// its number, else the same number cited before. Without these it is read as
// Trung ương, which it is short for, and a person should look.
func (r *reader) settleCentral(n int) {
	f := &r.found[n]
	tier := tierOf(f.Issuer)
	if tier == 0 && f.header {
		tier = tierOf(r.s[max(0, f.start-letterhead):f.start])
	}
	for i := n - 1; tier == 0 && i >= max(0, n-maxFound); i-- {
		if a := &r.found[i]; a.kind == f.kind && a.Number == f.Number {
			switch {
			case strings.HasSuffix(a.body, "TU"):
				tier = provincial
			case strings.HasSuffix(a.body, "TW") && a.vague != unsettled:
				tier = centre
			}
		}
	}
	switch tier {
	case provincial:
		f.Symbol, f.body = withTU(f.Symbol), withTU(f.body)
	case 0:
		f.vague = unsettled
		r.problem("Ký hiệu ghi TƯ, đọc là “"+f.Symbol+"” (Trung ương); nếu của Tỉnh ủy, Thành ủy thì là TU.", f.start, f.end)
	}
}

// The tiers that TƯ may stand for.
const (
	centre = 1 + iota
	provincial
)

// tierOf returns the tier of the last committee that text names, 0 for none.
func tierOf(text string) int {
	name := joined(text, false)
	best, tier := -1, 0
	for _, c := range [...]struct {
		name string
		tier int
	}{
		{"tinhuy", provincial}, {"thanhuy", provincial}, {"thiuy", provincial}, {"dangbotinh", provincial}, {"dangbothanhpho", provincial},
		{"trunguong", centre}, {"bochinhtri", centre}, {"banbithu", centre}, {"bchtw", centre}, {"bchtu", centre},
	} {
		if i := strings.LastIndex(name, c.name); i > best && !strings.HasPrefix(name[i:], c.name+"bannhandan") {
			best, tier = i, c.tier // and not "UBND tỉnh, Ủy ban nhân dân …"
		}
	}
	return tier
}

// withTU writes the last TW of a symbol as TU.
func withTU(symbol string) string {
	i := strings.LastIndex(symbol, "TW")
	if i < 0 {
		return symbol
	}
	return symbol[:i] + "TU" + symbol[i+2:]
}
