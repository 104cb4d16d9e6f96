package article

import (
	"regexp"
	"strings"
)

// bodyWord begins the name of a body that holds meetings.
var bodyWord = regexp.MustCompile(`\b(?:bdv|ban (?:dan van|tuyen giao|chi dao|thuong vu|thuong truc|chap hanh|xay dung|to chuc|can su)|thuong truc|huyen uy|quan uy|thanh uy|tinh uy|thi uy|dang uy|dang bo|chi bo|uy ban|ubnd|hdnd|ubmttq|ub mttq|mttq|mat tran|khoi (?:dan van|van|thi dua)|cum (?:thi dua|dan van)|hoi (?:lhpn|lien hiep|nong dan|cuu|dong|luat)|doan (?:tncs|thanh nien)|huyen doan|van phong|cong an|lien doan|ldld|to dan van|xa|phuong|thi tran|huyen|quan|tinh|thanh pho|dang doan)\b`)

// organizer reads who holds the meeting: the words between the date or place
// and the verb, or after "do" in a passive sentence.
func (s *source) organizer(sen sentence, l lead) (start, end int) {
	start, end = sen.start, l.verb
	if l.passive {
		text := s.plain[sen.start:l.verb]
		i := strings.LastIndex(text, " do ")
		if i < 0 || !strings.HasSuffix(text, " to chuc") {
			return 0, 0
		}
		start, end = sen.start+i+4, l.verb-len(" to chuc")
	} else if l.hasDate && l.date.end < l.verb {
		start = l.date.end
	}
	text := s.plain[start:end]
	if l.personal || addressed.MatchString(text) || titleFirst.MatchString(text) {
		return 0, 0 // a person leads the meeting, the body is not named
	}
	for _, m := range bodyWord.FindAllStringIndex(text, -1) {
		if !s.upper(start+m[0]) && m[0] > 0 && s.plain[start+m[0]-1] != ' ' {
			continue
		}
		if inPlace.MatchString(text[:m[0]]) && !s.afterPlace(start, start+m[0]) {
			continue // "tại hội trường Huyện ủy"
		}
		from, to := s.trim(start+m[0], end, ",:-\"")
		for {
			cut := trailing.FindStringSubmatchIndex(s.plain[from:to])
			if cut == nil || cut[2] >= 0 && !s.adverb(from+cut[2], from+cut[3]) {
				break
			}
			from, to = s.trim(from, from+cut[0], ",:-")
		}
		if to <= from || to-from > 250 || !strings.Contains(s.plain[from:to], " ") && placeKinds[s.plain[from:to]] {
			return 0, 0
		}
		return from, s.closeQuote(from, to)
	}
	return 0, 0
}

// adverb reports whether plain[start:end] is not part of a name: the commune
// Hồng Đà is not "đã", and names are written with capitals.
func (s *source) adverb(start, end int) bool {
	if s.upper(start) && !s.upper(end-1) {
		return false
	}
	return s.plain[start:end] != "da" || s.is(start, end, "đã")
}

// closeQuote returns end, or the place behind a quotation mark there that
// closes what plain[start:end] opened.
func (s *source) closeQuote(start, end int) int {
	if end < len(s.plain) && s.plain[end] == '"' && strings.Count(s.plain[start:end], `"`)%2 == 1 {
		return end + 1
	}
	return end
}

var (
	addressed = regexp.MustCompile(`\b(?:dong chi|d/c)\b`)
	// titleFirst opens the words about a person: "Phó Bí thư … chủ trì".
	titleFirst = regexp.MustCompile(`^[ ,:-]*(?:(?:tai|o) [^,]*, *)?(?:pho (?:bi thu|chu tich|truong|ban|tong|giam doc)|bi thu|tong bi thu|truong (?:ban|khoi|phong|doan)|chu tich|uy vien|uv[a-z.]*|giam doc|thu tuong|pho thu tuong|ong|ba) `)
	inPlace    = regexp.MustCompile(`\b(?:tai|o|tru so|hoi truong|phong hop|nha van hoa|trung tam)\b[^,;]*$`)
	trailing   = regexp.MustCompile(`(?:,| -)? ?\b(da|vua|long trong|phoi hop|chu tri|cung|trang trong|to chuc|tien hanh)$|, tai [^,]*$| - (?:truong|pho|don vi|cum truong)\b.*$|\(.*\)$`)
)

// headingBody reads who holds the meeting from a heading that begins with it:
// "Ban Dân vận Huyện ủy X tổng kết …". "Huyện X: …" only says where.
func (s *source) headingBody(start, end int) (int, int) {
	text := s.plain[start:end]
	body := bodyWord.FindStringIndex(text)
	verb := headingVerb.FindStringIndex(text)
	if body == nil || body[0] != 0 || verb == nil || placeKinds[text[body[0]:body[1]]] || twoWordPlaces[text[body[0]:body[1]]] {
		return 0, 0
	}
	return s.trim(start, start+verb[0], ",:-")
}

// twoWordPlaces are kinds of places as well; a heading begins with where.
var twoWordPlaces = map[string]bool{"thanh pho": true, "thi tran": true, "thi xa": true}

var headingVerb = regexp.MustCompile(` ?:? \b(?:to chuc|hop|giao ban|so ket|tong ket|hoi nghi|trien khai)\b`)

// afterPlace reports whether the body at plain[at] follows the name of a place
// without a comma: "tại Hồ Núi Ban Dân vận …".
func (s *source) afterPlace(start, at int) bool {
	if !strings.HasPrefix(s.plain[at:], "ban ") || !s.upper(at) {
		return false
	}
	ws := s.words(max(start, at-40), at)
	if len(ws) == 0 {
		return false
	}
	last := ws[len(ws)-1]
	return last.capital && last.end-last.start > 1 && !venueWord[last.of(s)]
}

var venueWord = wordSet(`so truong phong hoi tam uy`)

// fuller returns the organiser as a heading names it, where that is the same
// body with its place: "Ban Dân vận Huyện ủy" and "… Huyện ủy Gia Lâm".
func (s *source) fuller(start, end, titleStart, titleEnd int) (int, int) {
	body := s.plain[start:end]
	i := strings.Index(s.plain[titleStart:titleEnd], body)
	if i < 0 {
		return start, end
	}
	from := titleStart + i
	to := from + len(body)
	for _, w := range s.words(to, titleEnd) {
		if s.plain[to:w.start] != " " || !w.capital || w.allCapitals(s) || plainVerb.MatchString(s.plain[w.start:min(titleEnd, w.start+8)]) {
			break
		}
		to = w.end
	}
	if to == from+len(body) || to-from > len(body)+30 {
		return start, end
	}
	return from, to
}
