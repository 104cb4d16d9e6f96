package citation

// Names of two laws end in the council and the committee of a place, which
// come written out and short, parted by "và", a comma or a dash.
var (
	councilLaws = newPhrases([]string{
		"Tổ chức", "Bầu cử đại biểu", "Ban hành văn bản quy phạm pháp luật của", "Ban hành văn bản QPPL của",
	})
	lawShortNames = newPhrases([]string{"Ban hành văn bản QPPL"})
	councils      = newPhrases([]string{"Hội đồng nhân dân", "HĐND"})
	committees    = newPhrases([]string{"Ủy ban nhân dân", "UBND"})
)

// readCouncilLaw reads the name of such a law at i: "Tổ chức HĐND và UBND",
// "Ban hành văn bản QPPL của HĐND, UBND".
func readCouncilLaw(s string, i int) (end int, ok bool) {
	if c := fold(firstOf(s, i)); c != 't' && c != 'b' {
		return i, false
	}
	short, shortOK := lawShortNames.match(s, i)
	end, ok = councilLaws.match(s, i)
	if !ok {
		return short, shortOK
	}
	k, lines := skipBlanks(s, end)
	if end, ok = councils.match(s, k); !ok || lines > 1 {
		return short, shortOK
	}
	k, _ = skipBlanks(s, end)
	if c, w := runeAt(s, k); c == ',' || isDash(c) {
		k, _ = skipBlanks(s, k+w)
	}
	if j, ok := matchPhrase(s, k, "và"); ok {
		k, _ = skipBlanks(s, j)
	}
	if j, ok := committees.match(s, k); ok {
		return j, true
	}
	return end, true
}

func firstOf(s string, i int) rune {
	r, _ := runeAt(s, i)
	return r
}
