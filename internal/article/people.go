package article

import (
	"regexp"
	"strings"
)

// A mention is a person in a sentence, all places in plain. The name is empty
// for somebody known by title only; so is the title for a bare name.
type mention struct {
	anchor               int // where "đồng chí" or else the mention begins
	start, end           int // of name and title together
	nameStart, nameEnd   int
	titleStart, titleEnd int
	afterWords           int // index of the word after it
}

func (m mention) named() bool  { return m.nameEnd > m.nameStart }
func (m mention) titled() bool { return m.titleEnd > m.titleStart }

// mentions finds the people in a sentence of the given words: after a form of
// address, or a name with a title after it, or a title with a name after it.
func (s *source) mentions(ws []word) []mention {
	var all []mention
	list := false // of people, each between semicolons
	for i := 0; i < len(ws); {
		m, ok := s.mentionAt(ws, i)
		if !ok && list && strings.Trim(s.gap(ws[i-1], ws[i]), " ") == ";" {
			m, ok = s.personAt(ws, i, true)
			m.anchor = ws[i].start
			ok = ok && m.named() && m.titled()
		}
		if !ok {
			i++
			continue
		}
		all = append(all, m)
		list = list || m.anchor < m.start
		i = max(m.afterWords, i+1)
		// "các đồng chí Nguyễn Văn A, Trần Thị B": names alone go on.
		for m.named() && !m.titled() && i < len(ws) && nextName.MatchString(s.gap(ws[i-1], ws[i])) {
			j := s.nameAt(ws, i)
			if j == i || !surnames[ws[i].of(s)] {
				break
			}
			m = mention{anchor: ws[i].start, start: ws[i].start, end: ws[j-1].end, afterWords: j,
				nameStart: ws[i].start, nameEnd: ws[j-1].end}
			s.addTitle(ws, j, &m)
			all = append(all, m)
			i = m.afterWords
		}
	}
	return all
}

// nextName stands between two names of a list.
var nextName = regexp.MustCompile(`^ ?[,;] $`)

func (s *source) mentionAt(ws []word, i int) (mention, bool) {
	if n := s.addressAt(ws, i); n > 0 {
		m, ok := s.personAt(ws, i+n, true)
		m.anchor = ws[i].start
		return m, ok
	}
	if !ws[i].capital {
		return mention{}, false
	}
	m, ok := s.personAt(ws, i, false)
	m.anchor = ws[i].start
	return m, ok
}

// addressAt returns how many words the form of address at ws[i] has.
func (s *source) addressAt(ws []word, i int) int {
	switch text := ws[i].of(s); {
	case text == "dong" && i+1 < len(ws) && ws[i+1].of(s) == "chi" && s.is(ws[i].start, ws[i].end, "đồng"):
		return 2
	case text == "d/c" || text == "d.c" || text == "dc" && !ws[i].allCapitals(s):
		return 1
	case !s.marked && (text == "ong" || text == "ba") && i+2 < len(ws) && surnames[ws[i+1].of(s)] && s.nameAt(ws, i+1) > i+1:
		return 1
	case s.marked && (s.is(ws[i].start, ws[i].end, "ông") || s.is(ws[i].start, ws[i].end, "bà")) && i+1 < len(ws) && ws[i+1].capital:
		return 1
	}
	return 0
}

// personAt reads the person at ws[i]. Without a form of address before it a
// name alone is not enough, it needs its title.
func (s *source) personAt(ws []word, i int, addressed bool) (mention, bool) {
	if i >= len(ws) || addressed && i > 0 && strings.Trim(s.gap(ws[i-1], ws[i]), " :;") != "" {
		return mention{}, false
	}
	if s.titleAt(ws, i) > 0 {
		return s.titledPerson(ws, i, addressed)
	}
	j := s.nameAt(ws, i)
	if j == i {
		return mention{}, false
	}
	if !addressed && !surnames[ws[i].of(s)] {
		return mention{}, false
	}
	m := mention{afterWords: j, start: ws[i].start, end: ws[j-1].end, nameStart: ws[i].start, nameEnd: ws[j-1].end}
	s.addTitle(ws, j, &m)
	return m, addressed || m.titled()
}

// addTitle reads the title after a name: behind a dash, a comma or a bracket.
func (s *source) addTitle(ws []word, j int, m *mention) {
	if j >= len(ws) {
		return
	}
	sign := strings.Trim(s.gap(ws[j-1], ws[j]), " ")
	switch sign {
	case "-", ":", "(":
		if !ws[j].capital && s.titleAt(ws, j) == 0 || sign == ":" && s.titleAt(ws, j) == 0 {
			return
		}
	case ",", ", -", "", "-,":
		if s.titleAt(ws, j) == 0 {
			return
		}
	default:
		return
	}
	k := s.titleEnd(ws, j)
	for i := j + 1; i < k; i++ {
		if s.is(ws[i].start, ws[i].end, "và") && s.titledNameAt(ws, i+1) {
			k = i // "…, Chủ tịch huyện và Trần Văn B, Phó Trưởng ban": the next person
		}
	}
	if k == j {
		return
	}
	m.titleStart, m.titleEnd = ws[j].start, s.closeQuote(ws[j].start, ws[k-1].end)
	m.end, m.afterWords = m.titleEnd, k
}

// titledNameAt reports whether a name with a title behind it begins at ws[i].
func (s *source) titledNameAt(ws []word, i int) bool {
	if i >= len(ws) || !ws[i].capital || !surnames[ws[i].of(s)] {
		return false
	}
	j := s.nameAt(ws, i)
	return j-i >= 2 && j < len(ws) && strings.ContainsAny(s.gap(ws[j-1], ws[j]), ",-(") && s.titleAt(ws, j) > 0
}

// titledPerson reads "Trưởng Ban Dân vận Huyện ủy Nguyễn Văn A". Without a name
// it is somebody known by title, where a form of address stands before.
func (s *source) titledPerson(ws []word, i int, addressed bool) (mention, bool) {
	end := s.titleEnd(ws, i)
	for k := i + 1; k < end; k++ {
		if !s.nameWord(ws[k]) || s.gap(ws[k-1], ws[k]) == " " && k > i+1 && s.nameWord(ws[k-1]) {
			continue // only where a run of capitals begins
		}
		from, to := s.nameAfterTitle(ws, k)
		if to == 0 || s.placeName(ws, from, to) || s.goesOn(ws, to) {
			continue
		}
		m := mention{afterWords: to, start: ws[i].start, end: ws[to-1].end,
			nameStart: ws[from].start, nameEnd: ws[to-1].end, titleStart: ws[i].start, titleEnd: ws[from-1].end}
		_, m.titleEnd = s.trim(m.titleStart, m.titleEnd, ",:-")
		s.secondTitle(ws, from-i, &m)
		return m, true
	}
	if m, ok := s.nameAfterDash(ws, i, end); ok {
		return m, true
	}
	if end == i || !addressed || s.plural(ws, i) {
		return mention{}, false
	}
	return mention{afterWords: end, start: ws[i].start, end: ws[end-1].end,
		titleStart: ws[i].start, titleEnd: ws[end-1].end}, true
}

// nameAfterDash reads "Trưởng Ban Dân vận - Nguyễn Văn A".
func (s *source) nameAfterDash(ws []word, i, end int) (mention, bool) {
	if end == i || end >= len(ws) || strings.Trim(s.gap(ws[end-1], ws[end]), " ") != "-" || !surnames[ws[end].of(s)] {
		return mention{}, false
	}
	to := s.nameAt(ws, end)
	if to-end < 2 || s.goesOn(ws, to) {
		return mention{}, false
	}
	return mention{afterWords: to, start: ws[i].start, end: ws[to-1].end, nameStart: ws[end].start, nameEnd: ws[to-1].end,
		titleStart: ws[i].start, titleEnd: s.closeQuote(ws[i].start, ws[end-1].end)}, true
}

// goesOn reports whether ws[to] continues the words before it, so that these
// are no name: "Ban Dân" before "vận".
func (s *source) goesOn(ws []word, to int) bool {
	return to < len(ws) && s.gap(ws[to-1], ws[to]) == " " && s.marked && !ws[to].capital && !s.endsTitle(ws, to) &&
		!s.is(ws[to].start, ws[to].end, "và")
}

// secondTitle reads a title after the name too. It counts where the one before
// is only a rank ("Trung tá"); else it only belongs to the mention.
func (s *source) secondTitle(ws []word, before int, m *mention) {
	second := *m
	second.titleStart, second.titleEnd = 0, 0
	s.addTitle(ws, m.afterWords, &second)
	if !second.titled() {
		return
	}
	if before <= 2 {
		*m = second
		return
	}
	m.end, m.afterWords = second.end, second.afterWords
}

// plural reports whether the form of address before ws[i] means many people:
// "các đồng chí trưởng khối", "13 đồng chí tổ trưởng".
func (s *source) plural(ws []word, i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		w := ws[j]
		if s.is(w.start, w.end, "các") || s.is(w.start, w.end, "những") || isDigits(w.of(s)) || s.is(w.start, w.end, "số") {
			return true
		}
	}
	return false
}

// placeKinds stand before the name of a place, "huyện Lê Thủy"; before them no
// person's name begins.
var placeKinds = wordSet(`huyen xa phuong quan tinh thon ap buon thi tran thanh pho tp tx tt khu`)

// placeName reports whether the two words ws[from:to] name the place of the
// title, "Bí thư Huyện ủy Lê Chân", and not the person.
func (s *source) placeName(ws []word, from, to int) bool {
	if from == 0 {
		return false
	}
	before := ws[from-1]
	if placeKinds[before.of(s)] && !s.is(before.start, before.end, "uỷ") {
		return to-from == 2
	}
	return to-from == 2 && before.of(s) == "uy"
}
