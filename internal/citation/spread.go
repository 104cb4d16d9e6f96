package citation

import (
	"cmp"
	"slices"

	b "giaoban/internal/briefing"
)

// deriveGenre settles the type: the written word wins, else the code of the
// symbol tells, read in the way of its family.
func (r *reader) deriveGenre(f *find, l lead, sym *symbol) {
	segs := sym.segs()
	kind := segs[0].kind
	if kind == nil && len(segs) > 1 {
		kind = segs[1].kind // 77/STP-BC
	}
	if kind == nil {
		if segs[0].known && f.Genre == "" && sym.year == 0 {
			f.Genre = b.CongVan // only letters carry no code (Nghị định 30/2020/NĐ-CP)
		}
		return
	}
	f.kind = kind
	if f.Genre != "" && !l.code {
		return
	}
	f.Genre = kind.party
	if sym.family() == stateFamily {
		f.Genre = kind.state
	}
}

// maxFound is how many finds wait before those are settled that can be: few
// stay in the cache of the processor, thousands do not.
const maxFound = 64

// settle gives out the finds before the one at n when that cannot change them.
func (r *reader) settle(n int) {
	if n < maxFound {
		return
	}
	a, f := &r.found[n-1], &r.found[n]
	if mayList(a, f) || mayMerge(a, f) {
		return
	}
	rest := r.found[n:]
	r.found = r.found[:n]
	r.spread()
	r.giveOut()
	r.found = append(r.found[:0], rest...)
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
		if !f.written && a.written && f.kind == a.kind && f.kind != nil {
			f.Genre, f.written = a.Genre, true
		}
		if f.Issuer == "" && a.before && a.body == f.body {
			f.Issuer, f.before = a.Issuer, true
		}
	}
	r.mergeUnnumbered()
	for i := range r.found {
		if r.found[i].vague != 0 {
			r.settleCentral(i)
		}
		r.judge(&r.found[i])
	}
}

// mayList reports whether two citations stand near enough for one list.
func mayList(a, f *find) bool {
	return a.shared || f.start >= a.tail && f.start <= a.tail+4*maxBlanks
}

// listed reports whether only a comma, a semicolon or "và" parts two
// citations.
func (r *reader) listed(a, f *find) bool {
	if a.shared || !mayList(a, f) {
		return a.shared
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

// mayMerge reports whether the first citation is a document without a number
// that may soon follow.
func mayMerge(a, f *find) bool {
	return a.Number == "" && a.Title == "" && f.start-a.end <= 600
}

// mergeUnnumbered joins a document named by its day with the number that soon
// follows in brackets ("Quy định ngày 4/5/2019 … (Quy định số 141)").
func (r *reader) mergeUnnumbered() {
	for i := 0; i+1 < len(r.found); i++ {
		a, f := &r.found[i], &r.found[i+1]
		if !mayMerge(a, f) || a.Date == "" || f.Number == "" || a.Genre != f.Genre || f.dated {
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
	if f.kind == nil {
		return
	}
	code, party, state := f.kind.code, f.kind.party, f.kind.state
	switch {
	case code == "QĐ" && !f.written && familyOf(f) == partyFamily:
		r.problem("Ký hiệu "+f.Symbol+" không ghi thể loại; QĐ có thể là Quyết định hoặc Quy định.", f.start, f.end)
	case f.written && f.Genre != party && f.Genre != state && f.Genre.Code() != code && !alike(f.Genre, code):
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
