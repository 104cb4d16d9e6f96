package article

import "giaoban/internal/vntext"

// twoMeetings reports whether the text holds the articles of two meetings: two
// sentences that open a paragraph and report a meeting held, on different days
// or by different bodies. A former or a planned meeting is no second one.
func (d *draft) twoMeetings() bool {
	if d.lead.at < 0 || !d.opens(d.lead) {
		return false
	}
	s := d.s
	body := d.body(d.lead)
	for i := d.lead.at + 1; i < len(d.all); i++ {
		if !d.all[i].first {
			continue
		}
		l, ok := s.leadAt(d.all, i)
		if !ok || !d.opens(l) {
			continue
		}
		other := d.body(l)
		if body == "" || other == "" {
			continue
		}
		differ := l.date.day != d.lead.date.day || l.date.month != d.lead.date.month ||
			l.date.year != 0 && d.lead.date.year != 0 && l.date.year != d.lead.date.year
		if differ || !related(body, other) {
			return true
		}
	}
	return false
}

// opens reports whether a lead stands as the first sentence of an article does:
// it begins its paragraph and names its day at once, before who and what.
func (d *draft) opens(l lead) bool {
	sen := d.all[l.at]
	return sen.first && l.hasDate && !l.passive && l.date.start-sen.start <= 40 && l.date.start < l.verb &&
		containsAny(d.s.plain[l.noun:min(sen.end, l.noun+60)], []string{"giao ban", "so ket", "tong ket", "hoi nghi"})
}

func (d *draft) body(l lead) string {
	a, b := d.s.organizer(d.all[l.at], l)
	return vntext.Fold(d.s.written(a, b))
}

// related reports whether two names may mean the same body, one of them short.
func related(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] == b[:n] || a[len(a)-n:] == b[len(b)-n:]
}
