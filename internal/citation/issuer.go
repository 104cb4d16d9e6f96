package citation

import (
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
	for n := 0; n < maxIssuerWords && end-i < maxIssuer; n++ {
		next, ok := nextIssuerWord(s, end, joint)
		if !ok {
			break
		}
		end = next
	}
	if needsMore && end == first {
		return issuer{}, false
	}
	return issuer{tidy(s[i:end]), end}, true
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
