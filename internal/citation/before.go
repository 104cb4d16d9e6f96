package citation

import (
	"strings"

	b "giaoban/internal/briefing"
)

const lookBehind = 320 // bytes of the clause before a citation

// readBefore reads the issuer, and the date, that stand before the number:
// "Quyết định của Bộ Chính trị số 31", "Ngày 5/3/2020, Tỉnh ủy ban hành …".
func (r *reader) readBefore(l lead, f *find) {
	if f.Issuer != "" {
		return
	}
	if !l.word && l.number {
		r.readBetween(l, f)
	}
	if f.Issuer == "" {
		r.readActor(f)
	}
}

// readBetween reads a body between the type word and the number.
func (r *reader) readBetween(l lead, f *find) {
	s := r.s
	to, _ := skipBlanksBack(s, l.numAt)
	if c, w := runeBefore(s, to); c == ':' {
		to -= w
	}
	from := clauseStart(s, to, 160)
	at := strings.LastIndex(s[from:to], "của ")
	if at < 0 {
		return
	}
	at += from
	is, ok := readIssuer(s, at+len("của "))
	if !ok {
		return
	}
	end, _ := skipBlanks(s, is.end)
	if j, ok := match(s, end, "khoa"); ok {
		end, _ = skipBlanks(s, skipTerm(s, j))
	}
	if c, w := runeAt(s, end); c == ':' || c == ',' {
		end, _ = skipBlanks(s, end+w)
	}
	if end != l.numAt {
		return
	}
	t := lettersBefore(s, at, false)
	for _, w := range typeWords {
		if start, ok := t.endsWith(w.name, 0); ok {
			f.Genre, f.written = w.genre, w.genre != ""
			f.Issuer, f.before, f.start = is.name, true, start
			return
		}
	}
}

// readActor reads the body that issued the document in the words before it.
func (r *reader) readActor(f *find) {
	s := r.s
	end, lines := skipBlanksBack(s, f.start)
	if lines > 1 {
		return
	}
	verb, ok := verbBefore(s, end)
	at := false
	if !ok {
		l := lettersBefore(s, end, false)
		if verb, at = l.endsWith("tai", 0); !at || f.body == "" {
			return
		}
	}
	from := clauseStart(s, verb, lookBehind)
	if from < r.free {
		from = r.free
	}
	for i := from; i < verb; {
		c, w := runeAt(s, i)
		if !isLetter(c) {
			i += w
			continue
		}
		if is, ok := readActing(s, i, verb); ok {
			if at && actsAt(s, from, i, f.body, is.name) || !at && r.actsAlone(from, i) {
				f.Issuer, f.before = is.name, true
				r.readDateBefore(f, from, i)
				return
			}
		}
		j, _ := word(s, i)
		i = max(j, i+w)
	}
}

// readActing reads the body at i that the verb, past its term, follows. A
// person who signs is none.
func readActing(s string, i, verb int) (issuer, bool) {
	is, ok := readIssuer(s, i)
	if !ok {
		return is, false
	}
	if _, person := matchPhrase(s, i, "Tổng Bí thư"); person {
		return is, false
	}
	if c, ok := readCentral(s, i); ok {
		if all := moreCentral(s, c); actsTo(s, all.end, verb) {
			return all, true
		}
	}
	return is, actsTo(s, is.end, verb)
}

// actsTo reports whether nothing but a term parts i from the verb.
func actsTo(s string, i, verb int) bool {
	k, _ := skipBlanks(s, i)
	if j, ok := match(s, k, "khoa"); ok {
		k, _ = skipBlanks(s, skipTerm(s, j))
	}
	return k == verb
}

// verbBefore returns where the verb of issuing begins, with the particles
// before it, when one ends at end.
func verbBefore(s string, end int) (start int, ok bool) {
	l := lettersBefore(s, end, false)
	skip := 0
	for _, w := range [...]string{"cac", "motso"} {
		if _, ok := l.endsWith(w, 0); ok {
			skip = len(w)
		}
	}
	for i, name := range verbLetters {
		start, ok := l.endsWith(name, skip)
		if !ok || isName(s, start, issueVerbs[i]) {
			continue
		}
		skip += len(name)
		for again := true; again; {
			again = false
			for i, p := range particleLetters {
				if at, ok := l.endsWith(p, skip); ok && !isNamed(s, at, particles[i]) {
					start, skip, again = at, skip+len(p), true
				}
			}
		}
		return start, true
	}
	return 0, false
}

// isName reports a capitalised word that only without its marks reads as the
// word: Đa of Đống Đa is not "đã".
func isName(s string, i int, marked string) bool {
	if !isCapital(s, i) {
		return false
	}
	first, _, _ := strings.Cut(marked, " ")
	end := i + len(first)
	return end > len(s) || !strings.EqualFold(s[i:end], first)
}

// isNamed is isName for a particle, which no clause begins with: Mới of Kim Mới
// is a name as well.
func isNamed(s string, i int, marked string) bool {
	if !isCapital(s, i) {
		return false
	}
	_, w := runeAt(s, i)
	return !isCapital(s, i+w) || isName(s, i, marked)
}

// clauseStart returns where the clause that holds i begins, at most limit
// bytes before.
func clauseStart(s string, i, limit int) int {
	stop := max(0, i-limit)
	j := i
	for j > stop {
		c, w := runeBefore(s, j)
		if c == ';' || c == '“' || c == '”' || c == '"' || c == '(' || c == ')' || c == ':' {
			break
		}
		if c == '.' {
			if next, _ := runeAt(s, j); isBlank(next) || next == 0 {
				break
			}
		}
		if c == '\n' {
			if _, lines := skipBlanksBack(s, j); lines > 1 {
				break
			}
		}
		j -= w
	}
	return j
}

// actsAlone reports whether the body at i is the one that acts: it begins the
// clause, follows a comma, or somebody advises it to act.
func (r *reader) actsAlone(from, i int) bool {
	j, lines := skipBlanksBack(r.s, i)
	if j <= from || lines > 0 && isCapital(r.s, i) {
		return true
	}
	if c, _ := runeBefore(r.s, j); !isLetter(c) {
		return true
	}
	l := lettersBefore(r.s, j, false)
	for _, w := range [...]string{"thammuu", "cho", "giup", "nay", "qua", "dothi", "do", "khi", "sau", "thoi", "dong", "duoc", "thaymat"} {
		if _, ok := l.endsWith(w, 0); ok {
			return true
		}
	}
	return false
}

// readDateBefore reads the day that opens the clause of an issuing body.
func (r *reader) readDateBefore(f *find, from, to int) {
	if f.dated && !f.yearOnly {
		return
	}
	s := r.s
	i, _ := skipBlanks(s, from)
	for _, w := range [...]string{"Trong", "Vào", "Sáng", "Chiều", "Tối"} {
		if j, ok := matchPhrase(s, i, w); ok {
			i, _ = skipBlanks(s, j)
		}
	}
	j, ok := readDayWord(s, i)
	if !ok {
		return
	}
	d, ok := readDate(s, j)
	if !ok || d.year == 0 || d.end > to || f.yearOnly && d.year != f.Year {
		return
	}
	if k, _ := skipBlanks(s, d.end); k < len(s) && (s[k] == ',' || k == to) {
		f.Date, f.dated = d.day, true
		if d.impossible {
			r.problem("Ngày “"+tidy(s[j:d.end])+"” không có trong lịch.", j, d.end)
		}
	}
}

// readUnnumbered reads a document that is named by its type, day and issuer
// alone ("Quy định ngày 4/5/2019 của Ban Bí thư"), where i is the day.
func (r *reader) readUnnumbered(l lead, i int) bool {
	s := r.s
	if l.word || l.number {
		return false
	}
	j, lines := skipBlanksBack(s, i)
	if lines > 0 || !dayOfDocument(s, i) {
		return false
	}
	t := lettersBefore(s, j, false)
	at, ok := t.endsWith("ngay", 0)
	if !ok {
		return false
	}
	for _, w := range typeWords {
		start, ok := t.endsWith(w.name, 4)
		if !ok || w.genre == "" || w.genre == b.Luat {
			continue
		}
		if !isCapital(s, start) {
			return false
		}
		d, ok := readDate(s, i)
		if !ok || d.day == "" {
			return false
		}
		f := find{start: start, end: d.end, tail: at, bare: true, written: true}
		f.Genre = w.genre
		mark := len(r.problems)
		r.readTail(&f)
		if f.Issuer == "" || f.Date == "" {
			r.problems = r.problems[:mark]
			return false
		}
		r.found = append(r.found, f)
		r.free = f.end
		r.settle(len(r.found) - 1)
		return true
	}
	return false
}
