package article

import (
	"regexp"
	"strings"
)

// meetingVerb matches where somebody holds a meeting: "tổ chức hội nghị",
// "tiến hành họp giao ban", or a meeting that takes place.
var meetingVerb = regexp.MustCompile(`\b(?:(?:to chuc|tien hanh|khai mac|mo)\b(?: [a-z0-9"'-]+){0,6}? "?(?:hoi nghi|giao ban|so ket|tong ket|cuoc hop|phien hop|buoi hop|toa dam|hop giao ban|hop|truc bao|sinh hoat (?:ky niem|chuyen de|dinh ky|chinh tri))\b|to chuc giao ban|dien ra "?(?:hoi nghi|cuoc hop|phien hop|toa dam|buoi (?:hop|giao ban|toa dam)))`)

// leading matches a person who leads the meeting, where no verb says that it
// is held: "đồng chí … chủ trì hội nghị giao ban".
var leading = regexp.MustCompile(`\bchu tri (?:(?:va )?(?:ket luan|dieu hanh) )?(?:buoi )?(?:hoi nghi|giao ban|cuoc hop|phien hop|buoi hop|hop|toa dam|truc bao)\b`)

// speaking matches what somebody says in a meeting whose day follows.
var speaking = regexp.MustCompile(`^(?:phat bieu(?: ket luan| chi dao| khai mac)?|ket luan|chi dao|tai) (?:tai )?(?:hoi nghi|cuoc hop|buoi giao ban|toa dam)\b`)

// passive matches a meeting that is held, or that takes place.
var passive = regexp.MustCompile(`\b(?:hoi nghi|cuoc hop|buoi giao ban|toa dam|phien hop)\b[^;.]{0,200}\b(?:duoc to chuc|dien ra|do [^;.]{0,120}? to chuc)\b`)

// plainVerb matches a board that "giao ban" without "tổ chức", after its name.
var plainVerb = regexp.MustCompile(`\b(?:hop giao ban|giao ban|so ket|tong ket|truc bao)\b`)

// otherTime marks a sentence about another meeting, former or to come.
var otherTime = regexp.MustCompile(`\b(?:truoc do|se to chuc|du kien to chuc|da to chuc thanh cong|chuan bi to chuc|ke hoach to chuc|se dien ra|sap toi|truoc day|nam ngoai)\b`)

// A lead is the sentence that says who held the meeting, and when.
type lead struct {
	at      int // index of the sentence, -1 when there is none
	verb    int // place of the verb in plain
	noun    int // where the meeting's name begins
	passive bool
	// personal: a person is the subject, who leads the meeting or speaks in it.
	personal bool
	date     date
	hasDate  bool
}

// findLead returns the first sentence that reports a meeting held. One with
// its day is preferred to one without that stands shortly before: a summary
// above the text, or a heading.
func (s *source) findLead(all []sentence) lead {
	// Sentences further down tell of other meetings more often than of this one.
	const early, close = 15, 5
	best := lead{at: -1}
	for i, sen := range all {
		l, ok := s.leadAt(all, i)
		switch {
		case !ok, best.at >= 0 && !l.hasDate:
			continue
		case best.at < 0 && !l.hasDate:
			if sen.stopped {
				best = l
			}
			continue
		case best.at < 0 && (i < early || s.aboutMobilisation(sen, l)), best.at >= 0 && i <= best.at+close:
			return l
		}
	}
	return best
}

// aboutMobilisation reports whether a lead names the kind of meeting that this
// program is about.
func (s *source) aboutMobilisation(sen sentence, l lead) bool {
	return plainVerb.MatchString(s.plain[l.noun:min(sen.end, l.noun+60)]) || strings.Contains(s.plain[sen.start:sen.end], "dan van")
}

// otherMeetings name meetings too, in leads only.
var otherMeetings = []string{"hop", "toa dam", "truc bao", "sinh hoat"}

// leadAt reads sentence i as a lead.
func (s *source) leadAt(all []sentence, i int) (lead, bool) {
	sen := all[i]
	text := s.plain[sen.start:sen.end]
	if !containsAny(text, meetingWords[:4]) && !containsAny(text, otherMeetings) {
		return lead{}, false
	}
	if otherTime.MatchString(text) {
		return lead{}, false
	}
	l := lead{at: i}
	if m := s.meetingVerbIn(sen); m != nil {
		l.verb = sen.start + m[0]
		l.noun = l.verb
	} else if m := s.passiveVerb(text); m != nil {
		l.verb, l.noun, l.passive = sen.start+m[1], sen.start+m[0], true
	} else if m := plainVerb.FindStringIndex(text); m != nil && sen.first && bodyWord.MatchString(text[:m[0]]) {
		if dates := s.dates(sen.start, sen.start+m[0]); len(dates) == 0 {
			return lead{}, false
		}
		l.verb, l.noun = sen.start+m[0], sen.start+m[0]
	} else {
		return s.personalLead(sen, l)
	}
	l.date, l.hasDate = s.heldDate(sen, l)
	return l, true
}

// personalLead reads a sentence about who leads the meeting, or speaks in it.
// Only its day makes it a lead.
func (s *source) personalLead(sen sentence, l lead) (lead, bool) {
	text := s.plain[sen.start:sen.end]
	l.personal = true
	if m := leading.FindStringIndex(text); m != nil {
		l.verb, l.noun = sen.start+m[0], sen.start+m[0]
		l.date, l.hasDate = s.heldDate(sen, l)
		if l.hasDate && l.date.start < l.verb {
			return l, true
		}
	}
	if speaking.MatchString(text) {
		const near = 300
		for _, d := range s.dates(sen.start, min(sen.end, sen.start+near)) {
			if onDay.MatchString(s.plain[max(sen.start, d.start-24):d.start]) && strings.HasPrefix(s.plain[d.end:], ",") {
				l.verb, l.noun = sen.start, sen.start
				l.date, l.hasDate = d, true
				return l, true
			}
		}
	}
	return lead{}, false
}

// onDay stands before the day on which somebody spoke.
var onDay = regexp.MustCompile(`\b(?:vao|dien ra|to chuc)(?: luc)?(?: sang| chieu| toi)?(?: ngay| nay| qua)? ?\(?$`)

// passiveVerb finds a meeting that is held or takes place.
func (s *source) passiveVerb(text string) []int {
	if !strings.Contains(text, " to chuc") && !strings.Contains(text, " dien ra") {
		return nil // the pattern is slow, and rarely needed
	}
	return passive.FindStringIndex(text)
}

// meetingVerbIn finds "tổ chức hội nghị": the first with a day before it, for
// a sentence may open with what a meeting is for; else the first.
func (s *source) meetingVerbIn(sen sentence) []int {
	text := s.plain[sen.start:sen.end]
	var all [][]int
	for from := 0; from < len(text) && len(all) < 4; {
		m := meetingVerb.FindStringIndex(text[from:])
		if m == nil {
			break
		}
		at := from + m[0]
		from += m[1]
		if strings.HasPrefix(text[at:], "to chuc ") && s.upper(sen.start+at) && strings.HasSuffix(text[:at], "ban ") {
			from = at + len("to chuc ") // "Ban Tổ chức" is a body
			continue
		}
		all = append(all, []int{at, from})
	}
	for _, m := range all {
		if len(all) == 1 || len(s.dates(sen.start, sen.start+m[0])) > 0 {
			return m
		}
	}
	if all == nil {
		return nil
	}
	return all[0]
}

// heldDate picks the day of the meeting among those of its sentence: before
// the verb if one stands there, else the first that is no document's.
func (s *source) heldDate(sen sentence, l lead) (date, bool) {
	var before, after []date
	for _, d := range s.dates(sen.start, sen.end) {
		switch {
		case s.ofDocument(d.start, sen.start), d.year != 0 && d.year < 1990, s.bracketed(d, sen):
		case d.start < l.verb:
			before = append(before, d)
		default:
			after = append(after, d)
		}
	}
	if len(before) > 0 {
		best := before[0]
		for _, d := range before[1:] {
			// "Nhân dịp …, sáng 14/10, …": the part of the day decides.
			if s.partOfDay(d, sen) && !s.partOfDay(best, sen) {
				best = d
			}
		}
		return best, true
	}
	if len(after) > 0 && whenWord.MatchString(s.plain[sen.start:after[0].start]) {
		return after[0], true
	}
	return date{}, false
}

// bracketed reports whether d is one of two days in brackets, as those of an
// anniversary are: "(15/10/1930 - 15/10/2024)".
func (s *source) bracketed(d date, sen sentence) bool {
	before := strings.TrimRight(s.plain[sen.start:d.start], " ")
	after := strings.TrimLeft(s.plain[d.end:sen.end], " ")
	return strings.HasSuffix(before, "(") && strings.HasPrefix(after, "-") ||
		strings.HasSuffix(before, "-") && strings.HasPrefix(after, ")")
}

// partOfDay reports whether "sáng", "chiều" or "tối" stands before d.
func (s *source) partOfDay(d date, sen sentence) bool {
	return partWord.MatchString(s.plain[max(sen.start, d.start-16):d.start])
}

var partWord = regexp.MustCompile(`\b(?:sang|chieu|toi|trua)(?: nay| ngay| \()* ?\(?$`)

// whenWord stands before a day that follows the verb.
var whenWord = regexp.MustCompile(`\b(?:vao|sang|chieu|toi|trong|hom)(?: [a-z]+)?(?: ngay| \()? ?\(?$|\(?ngay $`)

// labelled finds the value of a line of minutes such as "Thời gian: …".
func (s *source) labelled(all []sentence, names ...string) (sentence, bool) {
	for _, sen := range all {
		if !sen.first {
			continue
		}
		text := strings.TrimLeft(s.plain[sen.start:min(sen.end, sen.start+60)], "0123456789.)-+* iv")
		skip := min(sen.end, sen.start+60) - sen.start - len(text)
		for _, n := range names {
			if rest, ok := strings.CutPrefix(text, n); ok {
				rest = strings.TrimLeft(rest, " ")
				if strings.HasPrefix(rest, ":") {
					at := sen.start + skip + strings.IndexByte(text, ':') + 1
					v := sen
					v.start, v.end = s.trim(at, sen.end, "")
					return v, v.start < v.end
				}
			}
		}
	}
	return sentence{}, false
}
