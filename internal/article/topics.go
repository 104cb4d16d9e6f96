package article

import (
	"regexp"
	"strings"

	"giaoban/internal/briefing"
)

// discussed matches people without names who discuss: group 1 is who.
var discussed = regexp.MustCompile(`\b((?:cac )?dai bieu|cac (?:y kien|don vi|thanh vien|dong chi))(?: (?:du hoi nghi|tham (?:du|gia)(?: hoi nghi)?|du hop|tai hoi nghi|da|cung|cung nhau|cung da|tap trung|tich cuc|phat bieu|duoc nghe|nghe|dua ra|tham gia|soi noi|dan chu|nghiem tuc))*,? (?:va )?(?:thao luan|tham luan|trao doi|ban|dong gop|gop y|phat bieu)\b`)

// topicsOpen stands before the list of matters.
var topicsOpen = regexp.MustCompile(`\b(?:nhu|linh vuc|noi dung|van de|ve)(?: la| nhu| sau| sau day| gom)*:? `)

// discussion reads what unnamed delegates discussed, and how the text calls
// them. Captions have no full sentence and give nothing.
func (s *source) discussion(all []sentence) (who *briefing.Participation, topics []briefing.Topic) {
	for _, sen := range all {
		text := s.plain[sen.start:sen.end]
		if !strings.Contains(text, "luan") && !strings.Contains(text, "trao doi") || !sen.stopped {
			continue
		}
		m := discussed.FindStringSubmatchIndex(text)
		if m == nil || strings.Contains(text[m[2]:m[3]], "y kien") && !strings.Contains(text, "hoi nghi") {
			continue
		}
		if who == nil {
			who = &briefing.Participation{Role: briefing.Discussant,
				Label: s.written(sen.start+m[2], sen.start+m[3]), Span: s.span(sen.start+m[2], sen.start+m[3])}
		}
		topics = append(topics, s.topicList(sen.start+m[1], sen.end)...)
		if len(topics) > 0 {
			break
		}
	}
	return who, topics
}

// topicList reads the matters listed in plain[start:end] after the last
// opening word of its first clause.
func (s *source) topicList(start, end int) []briefing.Topic {
	const maxItem, maxItems = 160, 30
	clause := s.plain[start:end]
	if i := strings.IndexAny(clause, ",;"); i >= 0 {
		clause = clause[:i]
	}
	from := -1
	for _, word := range []string{" nhu ", ": "} {
		if i := strings.Index(s.plain[start:start+len(clause)], word); i >= 0 {
			from = start + i + len(word)
			break
		}
	}
	if from < 0 {
		m := topicsOpen.FindStringIndex(clause)
		if m == nil {
			return nil
		}
		from = start + m[1]
	}
	var topics []briefing.Topic
	add := func(a, b int) {
		a, b = s.trim(a, b, ",;:.*+-\"/")
		if a < b && b-a <= maxItem && len(topics) < maxItems {
			topics = append(topics, briefing.Topic{Text: s.written(a, b), Span: s.span(a, b)})
		}
	}
	item := from
	for i := from; i <= end; i++ {
		if i < end && s.plain[i] != ',' && s.plain[i] != ';' {
			continue
		}
		last := i == end
		if last && item > from {
			// "A, B và C": the last two share the part after the comma.
			if j := strings.LastIndex(s.plain[item:i], " va "); j > 0 && strings.Count(s.plain[item:i], " va ") == 1 {
				add(item, item+j)
				item += j + len(" va ")
			}
		}
		if stop := topicsStop.FindStringIndex(s.plain[item:i]); stop != nil {
			add(item, item+stop[0])
			break
		}
		add(item, i)
		item = i + 1
	}
	return topics
}

// paper reads what a named person's paper was about: "tham luận về …".
func (s *source) paper(start, end int) []briefing.Topic {
	m := paperOpen.FindStringIndex(s.plain[start:end])
	if m == nil {
		return nil
	}
	a := start + m[1]
	b := end
	if i := strings.IndexAny(s.plain[a:end], ",;\"("); i >= 0 {
		b = a + i
	}
	a, b = s.trim(a, b, ".:\"'")
	if a >= b || b-a > 200 {
		return nil
	}
	return []briefing.Topic{{Text: s.written(a, b), Span: s.span(a, b)}}
}

var paperOpen = regexp.MustCompile(`^(?: tai hoi nghi)?,?(?: ve(?: noi dung| chu de)?| voi (?:noi dung|chu de))[: ]+"?`)

// topicsStop begins what is no matter any more.
var topicsStop = regexp.MustCompile(`(?:\.\.|\bv\.v|\b(?:tu do|qua do|dong thoi|gop phan|nham|de )\b)`)
