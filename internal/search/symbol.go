package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
)

// codes are the codes of types in symbols, folded: what makes a symbol of a
// number and words without a sign between them.
var codes = set("nq qd qdi qyd ct kl qc tt hd tb tc bc kh ctr cthd ctrhd da pa ttr cv cd bb nd pl sl ttlt nqlt " +
	"bctd ctph ctrph qcph khph khlt hdlt hdln")

// bodies are the codes of bodies that often end a symbol, folded.
var bodies = set("tw tu hu qu du thu thiu txu duk bdv bdvtw bdvtu bdvhu bdvqu bdvdu btg btgtu btghu btgdv vptw vptu vphu " +
	"ubkt bct bbt bch btv btvhu btvtu ubnd hdnd ubmttq mttq cp ttg qh ubtvqh vpcp bnv bca bqp bkhdt bldtbxh " +
	"dtn hpn hnd hccb ldld tld bcd bcsd bandv")

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, word := range strings.Fields(list) {
		m[word] = true
	}
	return m
}

// symbol reads the symbol that begins with word i: a number with codes behind
// it, parted by hyphens, slashes, spaces or nothing. "24-CT", "24 ct tu" and
// "30/2020/nd-cp" are symbols; "24 mô hình", "9/4/2024" and "2023-2024" are not.
func (p *parser) symbol(i int) (s symbolTerm, next int, ok bool) {
	number, glued := splitNumber(string(p.words.folded(i)))
	if number == "" || len(number) > 6 {
		return s, i, false
	}
	parts := []string{number}
	s.loose = true
	coded := false
	next = i + 1
	switch {
	case glued != "" && codes[glued]:
		parts, coded = append(parts, glued), true
	case glued != "" && typedSymbol(number+glued) != "":
		return symbolTerm{key: typedSymbol(number + glued), loose: true}, next, true
	case glued != "":
		if utf8.RuneCountInString(glued) > 1 {
			return s, i, false
		}
		parts[0] += glued // 36a
	}
	for ; next < len(p.words.list) && len(parts) < 6; next++ {
		part, signed := string(p.words.folded(next)), p.signed(next)
		year := len(parts) == 1 && isYear(part) && (signed || p.codeAt(next+1) || p.lawAt(next+1))
		first, _ := utf8.DecodeRuneInString(part)
		code := unicode.IsLetter(first) && (signed || !coded && (p.codeAt(next) || len(parts) > 1 && p.lawAt(next)) || coded && p.bodyAt(next))
		if !year && !code || !signed && !p.adjoins(next) {
			break
		}
		if string(p.words.accented(next)) == "tư" {
			part = "tw" // TƯ is how many write TW
		}
		parts = append(parts, unglued(part))
		coded = coded || code
		s.loose = s.loose && !signed
	}
	if !coded {
		return s, i, false
	}
	s.key = briefing.SymbolKey(strings.Join(parts, "-"))
	return s, next, true
}

// typedSymbol returns the key of a symbol without any signs, "24cttu"; "" for what
// is none.
func typedSymbol(word string) string {
	t, _ := citation.ReadTyped(word)
	return briefing.SymbolKey(t.Symbol)
}

// unglued parts the code of a type from that of a body that follows it without a
// sign: "ct-tu" of "cttu".
func unglued(part string) string {
	if codes[part] || bodies[part] {
		return part
	}
	for i := len(part) - 1; i > 0; i-- {
		if codes[part[:i]] && bodies[part[i:]] {
			return part[:i] + "-" + part[i:]
		}
	}
	return part
}

// signed reports a hyphen or a slash before word i, with nothing but spaces
// around it.
func (p *parser) signed(i int) bool {
	gap := strings.TrimSpace(p.gap(i))
	return utf8.RuneCountInString(gap) == 1 && strings.ContainsAny(gap, "-/\\\u00AD\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2044\u2215")
}

// adjoins reports that only spaces stand before word i.
func (p *parser) adjoins(i int) bool { return strings.TrimSpace(p.gap(i)) == "" }

func (p *parser) gap(i int) string {
	return string(p.runes[p.words.list[i-1].to:p.words.list[i].from])
}

// codeAt reports the code of a type at word i, which has no marks but đ.
func (p *parser) codeAt(i int) bool {
	return i < len(p.words.list) && codes[string(p.words.folded(i))] && p.unmarked(i)
}

// bodyAt reports the code of a body at word i.
func (p *parser) bodyAt(i int) bool {
	return (bodies[strings.TrimRight(string(p.words.folded(i)), "0123456789")]) && p.unmarked(i)
}

// lawAt reports the code of a legislature at word i, "qh15".
func (p *parser) lawAt(i int) bool {
	if i >= len(p.words.list) {
		return false
	}
	word := string(p.words.folded(i))
	body := strings.TrimRight(word, "0123456789")
	return len(word) > len(body) && (body == "qh" || body == "ubtvqh")
}

func (p *parser) unmarked(i int) bool {
	plain := strings.NewReplacer("đ", "d", "ư", "u").Replace(string(p.words.accented(i)))
	return plain == string(p.words.folded(i))
}

// splitNumber parts the digits that a word begins with from the letters glued
// to them.
func splitNumber(word string) (number, glued string) {
	glued = strings.TrimLeft(word, "0123456789")
	number = strings.TrimSuffix(word, glued)
	if strings.ContainsAny(glued, "0123456789") {
		return "", ""
	}
	return number, glued
}

func isYear(s string) bool { return len(s) == 4 && isDigits(s) && s >= "1945" && s <= "2099" }
