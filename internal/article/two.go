package article

import (
	"regexp"
	"strings"

	"giaoban/internal/vntext"
)

// An opening is where the article of a meeting begins: the sentence that says
// who met and when, or the one with those present right under a heading.
type opening struct {
	lead
	hasLead   bool
	body      string // who holds the meeting, folded
	title     string // the heading above, folded
	rank      int    // of that heading, 0 for none
	posted    bool   // a posting line stands above
	related   bool   // below "Tin liên quan" or the like
	chaired   bool   // it is said at once who chairs
	leaders   bool   // it is said at once who leads or directs
	sentences int    // full ones that follow, up to the next opening
}

// twoMeetings reports whether the text holds the articles of two meetings. A
// mention of another meeting, former, planned or in passing, is no second one:
// an article has its own heading and tells more than that the meeting was.
func (d *draft) twoMeetings() bool {
	all := d.openings()
	for i := 1; i < len(all); i++ {
		for j := range min(i, 3) {
			if j > 0 && !all[j].article() {
				continue // a mention, after the first article began
			}
			if all[j].differs(all[i]) && (all[i].article() || all[j].chaired && all[i].chaired && d.named(all[i]) || d.bare(all[j], all[i])) {
				return true
			}
		}
	}
	return false
}

// article reports whether more than a mention begins here.
func (o opening) article() bool {
	const told, tail = 2, 3 // sentences
	switch {
	case o.rank == 0 && !o.posted:
		return false
	case o.related:
		return o.leaders && o.sentences >= tail
	case !o.hasLead:
		at := bodyWord.FindStringIndex(o.title)
		return o.rank >= 3 && at != nil && at[0] == 0
	}
	if o.rank == 1 && !o.posted { // it may be a signature or a caption
		return o.leaders && o.sentences >= tail
	}
	return o.leaders || o.sentences >= told
}

// differs reports whether two openings are those of different meetings.
func (o opening) differs(p opening) bool {
	if o.hasDate && p.hasDate {
		a, b := o.date, p.date
		if a.day != b.day || a.month != b.month || a.year != 0 && b.year != 0 && a.year != b.year {
			return true
		}
		return o.body != "" && p.body != "" && !related(o.body, p.body)
	}
	if o.body != "" && p.body != "" {
		return !related(o.body, p.body)
	}
	return o.rank >= 2 && p.rank >= 2 && !related(o.title, p.title)
}

// bare reports whether nothing but the two sentences tells of the meetings.
func (d *draft) bare(a, b opening) bool {
	return a.sentences == 0 && b.sentences == 0 && !a.related && !b.related && d.all[b.at].first && d.named(a) && d.named(b)
}

// named reports whether an opening says who held which kind of meeting, and when.
func (d *draft) named(o opening) bool {
	return o.body != "" && o.hasDate && plainVerb.MatchString(d.s.plain[o.noun:min(d.all[o.at].end, o.noun+60)])
}

// related reports whether two names may mean the same body, one of them short.
func related(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] == b[:n] || a[len(a)-n:] == b[len(b)-n:]
}

// openings finds them in order; a few are enough.
func (d *draft) openings() []opening {
	const most, fullSentence = 40, 50
	var all []opening
	tail := false
	for i, sen := range d.all {
		text := d.s.plain[sen.start:sen.end]
		if sen.first && len(text) < 60 && relatedNews.MatchString(text) {
			tail = true
		}
		if len(all) == most {
			break
		}
		if o, ok := d.openingAt(i); ok {
			d.head(&o, all)
			if o.hasLead || o.rank >= 3 || len(all) == 0 {
				o.related = tail
				all = append(all, o)
			}
		}
		if len(all) == 0 {
			continue
		}
		last := &all[len(all)-1]
		if i > last.at && sen.stopped && len(text) >= fullSentence {
			last.sentences++
		}
		if i <= last.at+4 && (leads.MatchString(text) || !last.hasLead && i == last.at) {
			last.leaders = true
			last.chaired = last.chaired || strings.Contains(text, "chu tri")
		}
	}
	return all
}

var (
	// relatedNews heads the list of other articles below one.
	relatedNews = regexp.MustCompile(`^[* -]*(?:(?:cac )?(?:tin|bai)(?: viet| tuc)? (?:lien quan|khac|cung|moi|cu|da dua)|xem them|co the ban|doc them)`)
	// leads matches that somebody leads or directs the meeting.
	leads = regexp.MustCompile(`\b(?:(?:du|dong|hoi nghi|va|da|truc tiep|,|[a-z]+) )?chu tri(?: (?:hoi nghi|cuoc hop|va|buoi|giao ban)|[.:]|$)|\b(?:va|phat bieu) chi dao\b|^(?:toi |den |tham )?du (?:va chi dao |va chu tri )?(?:hoi nghi|cuoc hop)? ?co (?:cac )?(?:dong chi|ong|ba)\b`)
	// present opens a sentence with those who are there.
	present = regexp.MustCompile(`^(?:toi |den |tham )?(?:du|chu tri)(?:,? (?:va )?(?:chi dao|chu tri))? (?:hoi nghi|cuoc hop) co\b`)
)

// openingAt reads sentence i as the first of an article.
func (d *draft) openingAt(i int) (opening, bool) {
	// A place, the name of the paper or the purpose may stand first.
	const early, undated = 60, 160 // bytes
	s, sen := d.s, d.all[i]
	second := i > 0 && !sen.first && d.all[i-1].first // "Nhằm đánh giá …. Ngày …"
	if !sen.first && !second || !sen.stopped {
		return opening{}, false
	}
	o := opening{lead: lead{at: i}}
	if present.MatchString(s.plain[sen.start:sen.end]) {
		return o, true
	}
	l, ok := s.leadAt(d.all, i)
	if !ok {
		return o, false
	}
	o.lead, o.hasLead = l, true
	a, b := s.organizer(sen, l)
	o.body = vntext.Fold(s.written(a, b))
	switch {
	case l.hasDate:
		ok = l.date.start-sen.start <= early && l.date.start <= l.verb || l.passive && a < b
	default:
		ok = a < b && a-sen.start <= undated && !l.passive
	}
	return o, ok
}

// head looks for a heading and a posting line right above o, and not above the
// opening before it.
func (d *draft) head(o *opening, before []opening) {
	const paras = 8
	first := 0
	if len(before) > 0 {
		first = before[len(before)-1].at + 1
	}
	s := d.s
	for i := o.at - 1; i >= first && d.all[o.at].para-d.all[i].para <= paras; i-- {
		sen := d.all[i]
		text := s.plain[sen.start:sen.end]
		if sen.para == d.all[o.at].para {
			continue
		}
		if sen.stopped && sen.end-sen.start > 60 {
			if !sen.first || !sen.last || sen.end-sen.start > 150 || i < o.at-1 {
				return
			}
			continue // a heading with a full stop
		}
		if !sen.first || !sen.last {
			continue
		}
		if s.posting(d.all[i:i+1]).para >= 0 {
			o.posted = true
			continue
		}
		if c := text[0]; c >= '0' && c <= '9' || strings.IndexByte("-+*(", c) >= 0 || !s.upper(sen.start) && c >= 'a' && c <= 'z' || section.MatchString(text) || speaker.MatchString(text) {
			continue
		}
		if rank := s.headingRank(sen); s.heads(sen) && rank > o.rank {
			o.rank, o.title = rank, text
		}
	}
}

// speaker is the caption of a picture of somebody who speaks.
var speaker = regexp.MustCompile(`\b(?:phat bieu|tham luan|ket luan|trao doi|trinh bay|thao luan)\b[^,;]{0,40}$`)

// section begins a heading inside a text: "II. Kết quả", "b) Hạn chế".
var section = regexp.MustCompile(`^(?:[ivx]{1,4}|[a-h])[.)/] |^(?:phan|muc) `)
