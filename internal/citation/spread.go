package citation

import (
	"cmp"
	"slices"

	b "giaoban/internal/briefing"
)

// deriveGenre settles the type: the written word wins, else the code of the
// symbol tells, read in the way of its family.
func (r *reader) deriveGenre(f *find, l lead, sym *symbol) {
	code, ok := typeCodeOf(sym.segs[0])
	if !ok && len(sym.segs) > 1 {
		code, ok = typeCodeOf(sym.segs[1]) // 77/STP-BC
	}
	if !ok {
		if _, known := bodyFamily(sym.segs[0]); known && f.Genre == "" && sym.year == 0 {
			f.Genre = b.CongVan // only letters carry no code (Nghị định 30/2020/NĐ-CP)
		}
		return
	}
	f.code = code.code
	if f.Genre != "" && !l.code {
		return
	}
	f.Genre = code.party
	if sym.family() == stateFamily {
		f.Genre = code.state
	}
}

// spread settles what citations of one list lend to each other, and reports
// what stays unclear.
func (r *reader) spread() {
	for i := len(r.found) - 2; i >= 0; i-- {
		a, next := &r.found[i], &r.found[i+1]
		if a.dated || a.Issuer != "" || a.bare != next.bare || !r.listed(a, next) {
			continue
		}
		if a.body == next.body && !next.before {
			a.Issuer = next.Issuer
		}
		if a.bare && a.Year == 0 && next.Date == "" {
			a.Year = next.Year
		}
	}
	for i := 1; i < len(r.found); i++ {
		a, f := &r.found[i-1], &r.found[i]
		if !r.listed(a, f) {
			continue
		}
		if !f.written && a.written && f.code == a.code && f.code != "" {
			f.Genre, f.written = a.Genre, true
		}
		if f.Issuer == "" && a.before && a.body == f.body {
			f.Issuer, f.before = a.Issuer, true
		}
	}
	r.mergeUnnumbered()
	for i := range r.found {
		r.judge(&r.found[i])
	}
}

// listed reports whether only a comma, a semicolon or "và" parts two
// citations.
func (r *reader) listed(a, f *find) bool {
	if a.shared {
		return true
	}
	if f.start < a.tail || f.start > a.tail+4*maxBlanks {
		return false
	}
	i, lines := skipBlanks(r.s, a.tail)
	if lines > 1 {
		return false
	}
	if c, w := runeAt(r.s, i); c == ',' || c == ';' {
		i, _ = skipBlanks(r.s, i+w)
	}
	if j, ok := matchPhrase(r.s, i, "và"); ok {
		i, _ = skipBlanks(r.s, j)
	}
	return i == f.start
}

// mergeUnnumbered joins a document named by its day with the number that soon
// follows in brackets ("Quy định ngày 4/5/2019 … (Quy định số 141)").
func (r *reader) mergeUnnumbered() {
	for i := 0; i+1 < len(r.found); i++ {
		a, f := &r.found[i], &r.found[i+1]
		if a.Number != "" || a.Title != "" || a.Date == "" || f.Number == "" || a.Genre != f.Genre || f.dated || f.start-a.end > 600 {
			continue
		}
		if before, _ := skipBlanksBack(r.s, f.start); before == 0 || r.s[before-1] != '(' {
			continue
		}
		f.Date = a.Date
		if f.Issuer == "" {
			f.Issuer = a.Issuer
		}
		r.found = slices.Delete(r.found, i, i+1)
	}
}

// judge reports what a person should look at.
func (r *reader) judge(f *find) {
	if f.code == "" {
		return
	}
	party := b.Genre("")
	state := b.Genre("")
	for _, c := range typeCodes {
		if c.code == f.code {
			party, state = c.party, c.state
		}
	}
	switch {
	case f.code == "QĐ" && !f.written && familyOf(f) == partyFamily:
		r.problem("Ký hiệu "+f.Symbol+" không ghi thể loại; QĐ có thể là Quyết định hoặc Quy định.", f.start, f.end)
	case f.written && f.Genre != party && f.Genre != state && f.Genre.Code() != f.code && !alike(f.Genre, f.code):
		r.problem("Viết “"+f.Genre.Label()+"” nhưng ký hiệu "+f.Symbol+" là của "+party.Label()+".", f.start, f.end)
	}
}

func familyOf(f *find) family {
	fam, _ := bodyFamily(firstBody(f.body))
	return fam
}

func firstBody(body string) string {
	for i := range len(body) {
		if body[i] == '-' {
			return body[:i]
		}
	}
	return body
}

// alike are the codes that a type goes by beside its own.
func alike(g b.Genre, code string) bool {
	switch g {
	case b.QuyDinh:
		return code == "QĐi" || code == "QyĐ"
	case b.ThongTri:
		return code == "TTr"
	case b.ChuongTrinh, b.ChuongTrinhHD:
		return code == "CTHĐ" || code == "CTrHĐ" || code == "CTr"
	}
	return false
}

func sortProblems(problems []problem) {
	slices.SortStableFunc(problems, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
}
