package article

import (
	"regexp"
	"strings"
)

// venue matches a room or a house where people meet, unit a place of the map
// that follows a sign or the day, so that it is not the matter discussed.
var (
	venue = regexp.MustCompile(`\b(?:tai|o) (?:hoi truong|trung tam|nha van hoa|tru so|phong hop|khach san|nha hang|van phong|diem cau|truong|ubnd|uy ban nhan dan)\b`)
	unit  = regexp.MustCompile(`\b(?:tai|o) (?:(?:huyen|xa|phuong|thi tran|thi xa|thanh pho|quan|tinh) |(?:tp|tx|tt)(?:\. ?| ))`)
)

// place reads where the meeting was held.
func (s *source) place(sen sentence, l lead) (start, end int) {
	text := s.plain[sen.start:sen.end]
	if m := venue.FindStringIndex(text); m != nil {
		return s.placeAt(sen.start+m[0], sen.end)
	}
	for _, m := range unit.FindAllStringIndex(text, -1) {
		at := sen.start + m[0]
		name := sen.start + m[1]
		if name >= sen.end || !s.upper(name) && (s.plain[name] < '0' || s.plain[name] > '9') {
			continue
		}
		before := strings.TrimRight(s.plain[sen.start:at], " ")
		afterDay := l.hasDate && l.date.end <= at && strings.Trim(s.plain[l.date.end:at], " ,-)") == ""
		if before == "" || afterDay || strings.HasSuffix(before, ",") || meetingJust.MatchString(before) {
			return s.placeAt(at, sen.end)
		}
	}
	return 0, 0
}

// meetingJust ends in the meeting or the verb, so that what follows "tại" is
// where it was.
var meetingJust = regexp.MustCompile(`\b(?:to chuc|dien ra|hoi nghi|cuoc hop|giao ban(?: quy [a-z0-9/ ]{1,14}| thang [0-9/-]{1,7})?)$`)

// placeAt reads the place after the "tại" at plain[at].
func (s *source) placeAt(at, limit int) (start, end int) {
	const most = 14 // words
	ws := s.words(at, min(limit, at+140))
	if len(ws) < 2 {
		return 0, 0
	}
	j := 2
	for ; j < len(ws) && j <= most; j++ {
		gap := s.gap(ws[j-1], ws[j])
		if gap != " " && gap != ". " && gap != " - " && strings.Trim(gap, `" `) != "" || gap == ". " && !abbreviations[ws[j-1].of(s)] {
			break
		}
		if s.leavesPlace(ws, j) {
			break
		}
	}
	start, end = s.trim(ws[1].start, ws[j-1].end, ",-")
	return start, s.closeQuote(start, end)
}

// leavesPlace reports whether ws[j] begins what follows a place: a verb, or
// the body that meets there.
func (s *source) leavesPlace(ws []word, j int) bool {
	w := ws[j]
	if w.capital {
		switch text := w.of(s); text {
		case "ban", "khoi", "dang", "hoi":
			before := ws[j-1].of(s)
			if text == "ban" && before == "uy" {
				// "Ủy ban" goes on, after "Huyện ủy" another body begins.
				return j >= 2 && partyLevels[ws[j-2].of(s)]
			}
			return text == "ban" && j > 2
		case "thuong":
			return j+1 < len(ws) && ws[j+1].of(s) == "truc"
		}
		return false
	}
	next := ""
	if j+1 < len(ws) {
		next = ws[j+1].of(s)
	}
	switch w.of(s) {
	case "da":
		return s.is(w.start, w.end, "đã")
	case "to":
		return next == "chuc"
	case "dien":
		return next == "ra"
	case "dong":
		return next == "chi"
	case "chu":
		return next == "tri"
	case "ban":
		return ws[j-1].of(s) != "uy" && s.is(w.start, w.end, "ban") && (next == "dan" || next == "thuong" || next == "chi" || next == "tuyen")
	case "do", "voi", "vua", "duoc", "vao", "de", "nham", "se", "va", "cho":
		return !s.marked || s.is(w.start, w.end, leaving[w.of(s)])
	}
	return false
}

// leaving are the words that leave a place, with their marks.
var leaving = map[string]string{"do": "do", "voi": "với", "vua": "vừa", "duoc": "được", "vao": "vào",
	"de": "để", "nham": "nhằm", "se": "sẽ", "va": "và", "cho": "cho"}

// partyLevels stand before "ủy" in the name of a Party committee.
var partyLevels = wordSet(`huyen tinh thanh quan thi dang xa`)
