package citation

import (
	"slices"
	"strings"
)

const (
	maxIssuerWords = 26
	maxIssuer      = 600 // bytes
)

// An issuer is a body as a text names it.
type issuer struct {
	name string
	end  int
}

// central are the three bodies behind the one code TW. They are named without
// what only repeats that they are the Party's.
var central = []string{
	"Ban Chấp hành Trung ương",
	"BCH Trung ương",
	"BCH TW",
	"BCHTW",
	"BCH TƯ",
	"Ban Bí thư",
	"Bộ Chính trị",
}

// readIssuer reads the name of a body at i. It ends before the first word that
// no name of a body holds: a verb, "về", a sign.
func readIssuer(s string, i int) (issuer, bool) { return readIssuers(s, i, false) }

// readIssuers is readIssuer for a document that may be a joint one, whose
// bodies are parted by commas.
func readIssuers(s string, i int, joint bool) (issuer, bool) {
	i = skipSitting(s, i)
	if is, ok := readCentral(s, i); ok {
		if all := moreCentral(s, is); centralEnds(s, all.end) {
			return all, true
		}
		return is, true
	}
	end, needsMore, ok := issuerHead(s, i)
	if !ok {
		return issuer{}, false
	}
	joint = joint || isLinked(s, i)
	board := isBoard(s, i)
	first := end
	if board {
		end = readBoardTask(s, end)
	}
	misspaced := board
	for n := 0; n < maxIssuerWords && end-i < maxIssuer; n++ {
		split := end+1 < len(s) && s[end+1] >= 'b' && s[end+1] <= 'z' && splitWordFollows(s, end)
		next, ok := nextIssuerWord(s, end, joint)
		if !ok {
			if split {
				return issuer{}, false // the name is not whole
			}
			break
		}
		end = next
		misspaced = misspaced || split
	}
	if needsMore && end == first {
		return issuer{}, false
	}
	name := tidy(s[i:end])
	if misspaced {
		name = respaced(name)
	}
	return issuer{name, end}, true
}

// skipSitting skips "Hội nghị lần thứ 4", which names when and not who.
func skipSitting(s string, i int) int {
	j, ok := matchAny(s, i, "hoinghi", "kyhop")
	if !ok {
		return i
	}
	k, _ := skipBlanks(s, j)
	if m, ok := match(s, k, "lan"); ok {
		k, _ = skipBlanks(s, m)
	}
	m, ok := match(s, k, "thu")
	if !ok {
		return i
	}
	k, _ = skipBlanks(s, m)
	m, _ = word(s, k)
	k, _ = skipBlanks(s, m)
	if r, w := runeAt(s, k); r == ',' {
		k, _ = skipBlanks(s, k+w)
	}
	return k
}

func readCentral(s string, i int) (issuer, bool) {
	if c, _ := runeAt(s, i); fold(c) != 'b' {
		return issuer{}, false
	}
	for _, head := range central {
		end, ok := matchPhrase(s, i, head)
		if !ok {
			continue
		}
		name := tidy(s[i:end])
		k, _ := skipBlanks(s, end)
		last := end
		for _, tail := range [...]string{"Trung ương", "Đảng Cộng sản Việt Nam", "Đảng", "của Đảng"} {
			if j, ok := matchPhrase(s, k, tail); ok {
				last = j
				k, _ = skipBlanks(s, j)
			}
		}
		// "Ban Chấp hành Trung ương Đoàn" is another body.
		for _, other := range [...]string{"Đoàn", "Hội", "MTTQ", "Mặt trận"} {
			if j, ok := matchPhrase(s, k, other); ok && isCapital(s, k) {
				if j, _ = skipBlanks(s, j); !namesNoBody(s, j) {
					return issuer{}, false
				}
			}
		}
		return issuer{name, last}, true
	}
	return issuer{}, false
}

// moreCentral goes on over the central bodies that issued a document together
// with the first: "Bộ Chính trị, Ban Bí thư".
func moreCentral(s string, is issuer) issuer {
	for range len(central) {
		k, lines := skipBlanks(s, is.end)
		sign := " và "
		if c, w := runeAt(s, k); c == ',' {
			sign = ", "
			k, _ = skipBlanks(s, k+w)
		} else if j, ok := matchPhrase(s, k, "và"); ok {
			k, _ = skipBlanks(s, j)
		} else {
			return is
		}
		next, ok := readCentral(s, k)
		if !ok {
			// marks may be scrambled
			next, ok = readDamagedIssuer(s, k)
			ok = ok && slices.Contains(central, next.name)
		}
		if !ok || lines > 1 || strings.Contains(is.name, next.name) {
			return is
		}
		is = issuer{is.name + sign + next.name, next.end}
	}
	return is
}

// centralEnds reports whether the bodies before i do not begin a clause.
func centralEnds(s string, i int) bool {
	if clauseEnds(s, i) {
		return true
	}
	j, _ := skipBlanks(s, i)
	for _, word := range [...]string{"trên", "trong", "theo", "tới", "đến", "với", "gắn với", "liên quan"} {
		if _, ok := matchPhrase(s, j, word); ok {
			return true
		}
	}
	return false
}

// issuerHead reads the word that a body's name begins with, and whether it
// says too little alone.
func issuerHead(s string, i int) (end int, needsMore, ok bool) {
	for _, h := range issuerHeads.at(syllableAt(s, i)) {
		if end, ok = matchPhrase(s, i, h.word); !ok {
			continue
		}
		if h.capital && !isCapital(s, i) {
			return 0, false, false
		}
		if k, _ := skipBlanks(s, end); h.capital && namesNoBody(s, k) {
			return 0, false, false
		}
		return end, h.capital, true
	}
	return 0, false, false
}

// namesNoBody reports what behind a head makes it no body.
func namesNoBody(s string, i int) bool {
	for _, not := range notBodies {
		if _, ok := matchPhrase(s, i, not); ok {
			return true
		}
	}
	return false
}

func isCapital(s string, i int) bool {
	r, _ := runeAt(s, i)
	return isUpper(r)
}

// isLinked reports the "liên" before the bodies of a joint document.
func isLinked(s string, i int) bool {
	if c, _ := runeAt(s, i); fold(c) != 'l' {
		return false
	}
	end, _ := word(s, i)
	return strings.HasPrefix(joined(s[i:end], false), "lien")
}
