package article

import (
	"regexp"
	"strings"
)

// A posting is the line in which a site says when it published the page.
type posting struct {
	para int // -1 when there is none
	date date
}

var (
	postedWords = regexp.MustCompile(`\b(?:ngay dang|dang ngay|dang luc|dang vao|ngay viet|cap nhat|xuat ban|ngay tao|ngay gui|post|posted|luot xem|view count|views?|da xem)\b`)
	clock       = regexp.MustCompile(`\b\d{1,2} ?(?::|h|gio) ?\d{2}\b`)
	weekday     = regexp.MustCompile(`\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b`)
)

// posting finds that line: a short one with a full date and either a word such
// as "Ngày đăng", or the hour, or hardly anything else. A line of the latter
// kind may be the site's own calendar, so that any other goes before it.
func (s *source) posting(all []sentence) posting {
	const maxLine, maxParas = 140, 400
	calendar := posting{para: -1}
	for i, sen := range all {
		if sen.para > maxParas {
			break
		}
		if !sen.first || sen.end-sen.start > maxLine || meetingVerb.MatchString(s.plain[sen.start:sen.end]) {
			continue
		}
		end := sen.end
		for j := i; j < len(all) && all[j].para == sen.para; j++ {
			end = all[j].end
		}
		if end-sen.start > maxLine {
			continue
		}
		text := s.plain[sen.start:end]
		for _, d := range s.dates(sen.start, end) {
			if d.year == 0 || s.ofDocument(d.start, sen.start) {
				continue
			}
			rest := len(s.words(sen.start, d.start)) + len(s.words(d.end, end))
			switch {
			case postedWords.MatchString(text), rest <= 6 && clock.MatchString(text):
				return posting{sen.para, d}
			case calendar.para < 0 && (rest <= 6 && weekday.MatchString(text) || rest <= 1):
				calendar = posting{sen.para, d}
			}
		}
	}
	return calendar
}

// linksOpen heads the links to other articles at a page's end.
var linksOpen = regexp.MustCompile(`^(?:(?:cac )?(?:tin|bai|tin bai)(?: viet)? (?:lien quan|khac|moi|cung chuyen muc|cu hon|moi hon|da dua)|xem them|doc them|doc nhieu|cung chuyen muc)\b`)

// withoutLinks leaves out the links to other articles behind the text: they
// have figures of their own. Where sentences follow, the links stand amid the
// text, and all of it stays.
func (s *source) withoutLinks(all []sentence) []sentence {
	const maxLine = 40
	for i := len(all) - 1; i >= 0; i-- {
		sen := all[i]
		if sen.stopped && sen.end-sen.start > 2*maxLine {
			break
		}
		if sen.first && sen.end-sen.start <= maxLine && linksOpen.MatchString(s.plain[sen.start:sen.end]) {
			return all[:i]
		}
	}
	return all
}

// meetingWords name a meeting or its subject.
var meetingWords = []string{"giao ban", "so ket", "tong ket", "hoi nghi", "dan van", "cuoc hop", "toa dam"}

// title finds the heading of the article or the minutes: the line before the
// posting line, or else the first line of some length before the text proper.
func (s *source) title(all []sentence, lead int, posted posting) (start, end int) {
	var lines []sentence // whole lines before the text proper
	for i, sen := range all {
		if lead >= 0 && i >= lead || len(lines) > 40 {
			break
		}
		if sen.first {
			lines = append(lines, sen)
			continue
		}
		lines[len(lines)-1].end = sen.end
		lines[len(lines)-1].stopped = sen.stopped
	}
	best, bestRank := -1, 0
	for i, l := range lines {
		if !s.heads(l) || l.para == posted.para {
			continue
		}
		if posted.para >= 0 && i+1 < len(lines) && lines[i+1].para == posted.para && len(s.words(l.start, l.end)) >= 4 {
			return s.trim(l.start, l.end, "")
		}
		rank := s.headingRank(l)
		if rank > bestRank || best >= 0 && rank == bestRank && strings.HasSuffix(s.plain[lines[best].start:lines[best].end], " "+s.plain[l.start:l.end]) {
			best, bestRank = i, rank
		}
	}
	if best < 0 {
		return 0, 0
	}
	return s.trim(lines[best].start, lines[best].end, "")
}

// headingRank returns 3 for a line that names a meeting, less for others and 0
// for none.
func (s *source) headingRank(l sentence) int {
	text := s.plain[l.start:l.end]
	switch {
	case caption.MatchString(text):
		return 0
	case namesMeeting.MatchString(text):
		return 3
	case len(s.words(l.start, l.end)) < 5:
		return 0
	case containsAny(text, meetingWords):
		return 2
	}
	return 1
}

var (
	namesMeeting = regexp.MustCompile(`\b(?:giao ban|so ket|tong ket|cuoc hop|toa dam|truc bao)\b|^hoi nghi\b`)
	caption      = regexp.MustCompile(`^(?:toan canh|quang canh|(?:cac )?dai bieu|dong chi|d/c|anh|hinh)\b`)
)

var notTitle = regexp.MustCompile(`^(?:trang chu|tin tuc|thoi su|bien ban|ban dan van [a-z]+ uy$|cong hoa xa hoi|doc lap|dang cong san|so:|thoi gian|dia diem|thanh phan|chu tri|chu toa)`)

// letterhead begins a line that only names the body, unless a verb follows.
var (
	letterhead = regexp.MustCompile(`^(?:dang bo |uy ban )`)
	doings     = regexp.MustCompile(` (?:to chuc|hop|giao ban|so ket|tong ket|hoi nghi|trien khai|dang k[yi]|ky ket|phat dong|tuyen duong|bieu duong|tham|trao|kiem tra|giam sat|lam viec|doi thoai)\b`)
)

// heads reports whether a line can be the heading: neither a sentence nor a
// word or two of a menu.
func (s *source) heads(l sentence) bool {
	n := len(s.words(l.start, l.end))
	text := s.plain[l.start:l.end]
	return n >= 4 && l.end-l.start <= 300 && !l.stopped && !notTitle.MatchString(text) && !strings.HasSuffix(text, ":") &&
		(!letterhead.MatchString(text) || doings.MatchString(text))
}
