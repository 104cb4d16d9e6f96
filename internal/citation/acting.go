package citation

// actsAt reports whether the body at i, whose name stands before "tại", is the
// one that issued the document: "ý kiến của UBND tỉnh tại Công văn số …". The
// codes of the symbol must be its own, for "nhiệm vụ của Sở Tư pháp tại Quyết
// định số …" is a document of somebody else.
func actsAt(s string, from, i int, body, name string) bool {
	if _, person := persons.match(s, i); person {
		return false // who proposes in the name of a body
	}
	j, _ := skipBlanksBack(s, i)
	if j > from {
		l := lettersBefore(s, j, false)
		if _, ok := l.endsWith("cua", 0); !ok {
			return false
		}
	}
	return isCodeOf(firstBody(body), name)
}

// persons are the heads that name one who directs a body.
var persons = newPhrases([]string{
	"Chủ tịch", "Bộ trưởng", "Giám đốc", "Trưởng ban", "Trưởng phòng", "Chủ nhiệm", "Viện trưởng", "Cục trưởng", "Tổng cục trưởng",
	"Tổng Giám đốc", "Hiệu trưởng", "Chánh án",
})

// isCodeOf reports whether a code begins with the initials of a name, or of
// the office in it that one directs: SNV is Sở Nội vụ and Giám đốc Sở Nội vụ.
func isCodeOf(code, name string) bool {
	var initials [maxIssuerWords]byte
	n, first := 0, true
	for i := 0; i < len(name) && n < len(initials); {
		r, w := runeAt(name, i)
		if c := fold(r); c != 0 {
			next, _ := runeAt(name, i+w)
			before, _ := runeBefore(name, i)
			if first || isUpper(r) && (isUpper(next) || isUpper(before)) {
				initials[n] = c
				n++
			}
			first = false
		} else {
			first = true
		}
		i += w
	}
	want := joined(code, false)
	if len(want) < 2 {
		return false
	}
	want = want[:min(len(want), 3)]
	for i := 0; i+2 <= n; i++ {
		if got := string(initials[i:min(n, i+len(want))]); got == want {
			return true
		}
	}
	return false
}
