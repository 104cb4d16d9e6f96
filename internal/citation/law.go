package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	b "giaoban/internal/briefing"
)

const maxLawWords = 14

// notLaws stand before "luật" where it names no law: pháp luật, kỷ luật, Khoa
// Luật. A draft (dự thảo, dự án) is no law yet.
var notLaws = []string{
	"phap", "ky", "ki", "quy", "daihoc", "khoa", "truong", "congty", "hang", "vanphong", "nganh", "hocvien",
	"tapchi", "tiensi", "thacsi", "cunhan", "duthao", "duan", "nghe", "chuyengia",
}

func isLaw(g b.Genre) bool { return g == b.Luat || g == b.BoLuat || g == b.PhapLenh }

// readLaw reads a law that is cited by its name, where s[at:] may be "luật".
func (r *reader) readLaw(at int) {
	s := r.s
	const width = len("luật")
	if at < r.free || at+width > len(s) || !strings.EqualFold(s[at:at+width], "luật") {
		return
	}
	if c, w := runeAt(s, at+width); w > 0 && isLetter(c) {
		return
	}
	if c, w := runeBefore(s, at); w > 0 && isLetter(c) {
		return
	}
	start := at
	genre := b.Luat
	before := lettersBefore(s, at, false)
	if k, ok := before.endsWith("bo", 0); ok {
		if _, ok := before.endsWith("canbo", 0); !ok {
			start, genre = k, b.BoLuat
		}
	}
	for _, w := range notLaws {
		if _, ok := before.endsWith(w, 0); ok {
			return
		}
	}
	r.readNamed(genre, start, at+width)
}

// definesAlias reports a name that is only agreed on for what was cited just
// before: "(viết tắt là Pháp lệnh …)".
func definesAlias(s string, i int) bool {
	j, _ := skipBlanksBack(s, i)
	if c, w := runeBefore(s, j); isQuote(c) || c == ':' {
		j -= w
	}
	l := lettersBefore(s, j, false)
	for _, w := range [...]string{"viettatla", "goitatla", "saudaygoila", "viettat", "goitat"} {
		if _, ok := l.endsWith(w, 0); ok {
			return true
		}
	}
	return false
}

// readOrdinance reads a pháp lệnh that is cited by its name, where s[at:] may
// be the end of that word.
func (r *reader) readOrdinance(at int) {
	s := r.s
	if at < 4 || s[at-4]|0x20 != 'l' || at+2 > len(s) || !strings.EqualFold(s[at:at+2], "nh") {
		return
	}
	l := lettersBefore(s, at+2, false)
	start, ok := l.endsWith("phaplenh", 0)
	if !ok || start < r.free {
		return
	}
	if c, w := runeAt(s, at+2); w > 0 && isLetter(c) {
		return
	}
	r.readNamed(b.PhapLenh, start, at+2)
}

// readNamed reads the name behind the type word s[start:i], and the number,
// the year or the day behind the name.
func (r *reader) readNamed(genre b.Genre, start, i int) {
	s := r.s
	k, lines := skipBlanks(s, i)
	if lines > 1 || k == i {
		return
	}
	title, end, ok := readLawName(s, k, isCapital(s, start))
	if !ok || definesAlias(s, start) {
		return
	}
	f := find{start: start, end: end, tail: end, written: true}
	f.Genre, f.Title = genre, title
	r.readLawNumber(&f)
	if f.Number == "" {
		r.readLawYear(&f)
	}
	r.readTail(&f)
	r.readActor(&f)
	r.found = append(r.found, f)
	r.free = max(f.end, f.tail)
	r.settle(len(r.found) - 1)
}

// readLawName reads the name of a law at i. A name that is not of the table
// must begin with a capital and end where a name ends for certain.
func readLawName(s string, i int, capital bool) (title string, end int, ok bool) {
	if end, ok = readAmendment(s, i); ok {
		return lawTitle(s[i:end]), end, true
	}
	for _, a := range lawAliases {
		if end, ok = matchPhrase(s, i, a.short); ok {
			return a.name, end, true
		}
	}
	if end, ok = readCouncilLaw(s, i); ok {
		return lawTitle(s[i:end]), end, true
	}
	end, name, ok := lawNames.find(syllableAt(s, i), s, i)
	if ok && !strings.Contains(name, " ") {
		ok = strings.EqualFold(s[i:end], name) // "luật gia" is not Luật Giá
	}
	if ok {
		if title := s[i:end]; title != strings.ToUpper(title) {
			name = title
		}
		return lawTitle(name), end, true
	}
	if !capital || !isCapital(s, i) {
		return "", i, false
	}
	if first, _ := runeAt(s, i+1); unicode.IsUpper(first) {
		return "", i, false // a heading in capitals: its words show no name
	}
	end = i
	for n := 0; n < maxLawWords; n++ {
		k, lines := skipBlanks(s, end)
		if lines > 1 {
			break
		}
		j, _ := word(s, k)
		if j == k || n > 0 && endsLawName(s, k) {
			return lawTitle(s[i:end]), end, n > 1
		}
		if n == 0 && endsLawName(s, k) {
			return "", i, false
		}
		end = j
	}
	return "", i, false
}

func endsLawName(s string, i int) bool {
	c, _ := runeAt(s, i)
	if isDigit(byte(min(c, 0x7F))) {
		return true
	}
	_, stop := lawStops.match(s, i)
	return stop || genreAhead(s, i)
}

// lawTitle writes a name in one line with a capital at its start.
func lawTitle(s string) string {
	s = strings.TrimRight(tidy(s), " ,")
	first, w := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[w:]
}

// readAmendment reads "sửa đổi, bổ sung một số điều của Luật … và Luật …",
// which is one law.
func readAmendment(s string, i int) (end int, ok bool) {
	end, ok = matchPhrase(s, i, "sửa đổi")
	if !ok {
		return i, false
	}
	k := skipComma(s, end)
	if j, ok := matchPhrase(s, k, "bổ sung"); ok {
		k, _ = skipBlanks(s, j)
	}
	for range 6 {
		if j, ok := matchPhrase(s, k, "của"); ok {
			k, _ = skipBlanks(s, j)
			break
		}
		j, _ := word(s, k)
		if j == k {
			return i, false
		}
		k, _ = skipBlanks(s, j)
	}
	if j, ok := matchPhrase(s, k, "các"); ok {
		k, _ = skipBlanks(s, j)
	}
	named := false
	for range 6 {
		j, ok := matchAny(s, k, "boluat", "luat", "phaplenh")
		if !ok {
			break
		}
		k, _ = skipBlanks(s, j)
		_, e, ok := readLawName(s, k, true)
		if !ok {
			break
		}
		end, named = e, true
		k = skipComma(s, end)
		if j, ok := matchPhrase(s, k, "và"); ok {
			k, _ = skipBlanks(s, j)
		}
	}
	return end, named
}

func skipComma(s string, i int) int {
	i, _ = skipBlanks(s, i)
	if c, w := runeAt(s, i); c == ',' {
		i, _ = skipBlanks(s, i+w)
	}
	return i
}
