package citation

import (
	"strings"
	"unicode/utf8"
)

// isBoard reports a steering board, whose name tells its task.
func isBoard(s string, i int) bool {
	_, ok := matchPhrase(s, i, "Ban Chỉ đạo")
	if !ok {
		_, ok = matchPhrase(s, i, "BCĐ")
	}
	return ok
}

// readBoardTask reads the task of a steering board up to a sign, a date or a
// word that begins the title.
func readBoardTask(s string, end int) int {
	start := end
	if k, lines := skipBlanks(s, end); lines < 2 {
		if j, ok := matchPhrase(s, k, "Chỉ đạo"); ok {
			end = j
		}
		k, _ = skipBlanks(s, end)
		if j, ok := matchPhrase(s, k, "thực hiện"); ok {
			end = j
		}
	}
	for range maxIssuerWords {
		k, lines := skipBlanks(s, end)
		if lines > 1 {
			break
		}
		j, _ := word(s, k)
		if _, stop := boardStops.match(s, k); j == k || stop || genreAhead(s, k) {
			break
		}
		end = j
	}
	return max(start, end)
}

// nextIssuerWord goes on over one more word or term of a name.
func nextIssuerWord(s string, i int, joint bool) (end int, ok bool) {
	k, lines := skipBlanks(s, i)
	if lines > 1 || hasBar(s[i:k]) {
		return 0, false
	}
	r, w := runeAt(s, k)
	switch {
	case isDash(r) || r == '&':
		if end, ok := commaTerm(s, i, k+w); ok {
			return end, true
		}
		k2, lines := skipBlanks(s, k+w)
		if lines > 1 {
			return 0, false
		}
		return issuerTerm(s, k2)
	case r == ',' && joint, r == ':' && joint:
		k2, _ := skipBlanks(s, k+w)
		if !isCapital(s, k2) || genreAhead(s, k2) {
			return 0, false
		}
		return issuerTerm(s, k2)
	case r == ',':
		return commaTerm(s, i, k+w)
	}
	if isDigit(byte(min(r, 0x7F))) {
		return numberedUnit(s, i, k)
	}
	if j, ok := match(s, k, "khoa"); ok {
		return termOf(s, i, j)
	}
	if j, ok := matchPhrase(s, k, "và"); ok {
		k2, _ := skipBlanks(s, j)
		if genreAhead(s, k2) {
			return 0, false
		}
		if !isCapital(s, k2) && startsWithVerb(s, k2) {
			return 0, false
		}
		return issuerTerm(s, k2)
	}
	return issuerTerm(s, k)
}

// numberedUnit goes on over the number of a place: "Phường 5", "liên khu 1".
func numberedUnit(s string, before, i int) (end int, ok bool) {
	l := lettersBefore(s, before, false)
	for _, unit := range [...]string{"khu", "phuong", "quan", "vung", "xa", "thon", "ap", "cum", "khoi"} {
		if _, ok := l.endsWith(unit, 0); ok {
			_, end, ok := readNumber(s, i, 2)
			c, _ := runeAt(s, end)
			return end, ok && !isSlash(c) && !isDash(c)
		}
	}
	return i, false
}

// termOf goes on over "khóa XV" of the Quốc hội, which signs with it. The
// Party's bodies and the councils are named without it.
func termOf(s string, before, i int) (end int, ok bool) {
	l := lettersBefore(s, before, false)
	if _, ok := l.endsWith("quochoi", 0); !ok {
		return i, false
	}
	k, _ := skipBlanks(s, i)
	end, capital := word(s, k)
	return end, capital || k < len(s) && isDigit(s[k])
}

// issuerTerm reads a term of the vocabulary of offices, or a capitalised word.
func issuerTerm(s string, i int) (end int, ok bool) {
	r, w := runeAt(s, i)
	if w == 0 || !isLetter(r) {
		return 0, false
	}
	first := syllableAt(s, i)
	if _, _, stop := issuerStops.find(first, s, i); stop || genreAhead(s, i) {
		return 0, false
	}
	if end, _, ok = issuerTerms.find(first, s, i); ok {
		return end, true
	}
	if s[i] >= 'b' && s[i] <= 'z' {
		if key, ok := splitSyllable(s, i); ok {
			end, _, ok := issuerTerms.find(key, s, i)
			return end, ok
		}
	}
	if end, capital := word(s, i); capital {
		// TP.HCM, TP. Hồ Chí Minh
		if next, _ := runeAt(s, end+1); end < len(s) && s[end] == '.' && end-i <= 2 && (isUpper(next) || isBlank(next) && isPlace(s[i:end])) {
			return end + 1, true
		}
		return end, true
	}
	return 0, false
}

// splitSyllable joins a syllable that a blank parts behind its consonants:
// "t ỉnh".
func splitSyllable(s string, i int) (key syllable, ok bool) {
	j := i
	for j < len(s) && s[j] >= 'b' && s[j] <= 'z' && !isVowel(s[j]) {
		j++
	}
	if j == i || j-i > 3 || j+1 >= len(s) || s[j] != ' ' {
		return 0, false
	}
	head, rest := syllableAt(s, i), syllableAt(s, j+1)
	if rest == 0 {
		return 0, false
	}
	for tail := rest; tail > 0; tail >>= 8 {
		head <<= 8
	}
	return head | rest, true
}

// splitWordFollows reports a parted syllable behind a blank at i.
func splitWordFollows(s string, i int) bool {
	if s[i] != ' ' {
		return false
	}
	_, ok := splitSyllable(s, i+1)
	return ok
}

// isPlace reports the abbreviations that a point ends before a place name.
func isPlace(s string) bool {
	return s == "TP" || s == "Tp" || s == "TX" || s == "TT" || s == "Q" || s == "P" || s == "H"
}

// commaTerm goes on over a comma or a dash, of which the end is given, that is
// part of a name ("Văn hóa, Thể thao", "Thi đua - Khen thưởng").
func commaTerm(s string, before, i int) (end int, ok bool) {
	k, _ := skipBlanks(s, i)
	if r, _ := runeAt(s, k); r < utf8.RuneSelf && strings.IndexByte("ckxt", byte(r|0x20)) < 0 {
		return 0, false // no second part begins so
	}
	for _, pair := range commaNames {
		if end, ok = matchPhrase(s, k, pair[1]); !ok {
			continue
		}
		if first := before - len(pair[0]); first >= 0 && strings.EqualFold(s[first:before], pair[0]) {
			return end, true
		}
	}
	return 0, false
}

func startsWithVerb(s string, i int) bool {
	for _, v := range issueVerbs {
		if _, ok := matchPhrase(s, i, v); ok {
			return true
		}
	}
	return false
}

// genreAhead reports a type word with a number at i: the next citation.
func genreAhead(s string, i int) bool {
	for node, end, ok := 0, i, true; ; {
		if node, end, ok = typesForwards.step(node, s, end); node == 0 {
			return false
		}
		if !ok {
			continue
		}
		k, _ := skipBlanks(s, end)
		if j, ok := match(s, k, "so"); ok {
			k = j
			if r, w := runeAt(s, k); r == ':' {
				k += w
			}
			k, _ = skipBlanks(s, k)
		}
		if k < len(s) && isDigit(s[k]) {
			return true
		}
	}
}
