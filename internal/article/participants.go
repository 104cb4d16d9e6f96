package article

import (
	"cmp"
	"slices"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// readPeople finds who did what. One person may be named several times; the
// fuller title is kept, with the place where it stands.
func (d *draft) readPeople() {
	s := d.s
	fullest := map[string]mention{} // by folded name
	spoken := map[string]mention{}  // where the person only speaks
	d.known = map[personRole]int{}
	var given []assignment
	var heading cue // of a list: "Tham dự:", with a line for each person
	for _, sen := range d.all {
		text := s.plain[sen.start:sen.end]
		item := sen.first && strings.IndexByte("-+*", text[0]) >= 0
		if sen.first && !item {
			heading = s.listHeading(sen)
		}
		if !hasPeople(text) && (!item || heading.role == "") {
			continue
		}
		ws := s.words(sen.start, sen.end)
		people := s.mentions(ws)
		for _, p := range people {
			if name := s.folded(p); p.titled() && p.named() {
				if old, ok := fullest[name]; !ok || p.titleLength() > old.titleLength() {
					fullest[name] = p
				}
			}
		}
		if item && heading.role != "" && len(people) > 0 && people[0].named() && people[0].anchor-sen.start <= 3 {
			given = append(given, assignment{heading.role, people[0], heading})
		}
		for _, a := range s.assign(sen.start, sen.end, people) {
			if a.role == "" {
				if name := s.folded(a.person); a.person.titled() && a.person.titleLength() > spoken[name].titleLength() {
					spoken[name] = a.person
				}
				continue
			}
			given = append(given, a)
			if a.role == briefing.Discussant {
				d.addTopics(s.paper(max(a.cue.end, a.person.end), sen.end))
			}
		}
	}
	for _, a := range given {
		d.addPerson(a, fullest, spoken)
	}
	d.addDiscussion()
	d.addUnnamed(briefing.Chair, []string{"chu tri"}, bodyChairs)
	d.addUnnamed(briefing.Presenter, []string{"trinh bay", "thong qua", " doc "}, bodyPresents)
	d.dropDelegates()
	slices.SortStableFunc(d.m.Participations, func(a, b briefing.Participation) int {
		return cmp.Compare(roleOrder(a.Role), roleOrder(b.Role))
	})
}

// listHeading reads a line that ends in a colon and names a role for the lines
// of a list after it; its role is "" for any other line.
func (s *source) listHeading(sen sentence) cue {
	if !sen.last || s.plain[sen.end-1] != ':' || sen.end-sen.start > 120 {
		return cue{}
	}
	found := s.cuesIn(sen.start, sen.end)
	if len(found) == 0 {
		return cue{}
	}
	return found[len(found)-1]
}

// hasPeople is a quick test that saves looking for people in most sentences.
func hasPeople(text string) bool {
	return strings.Contains(text, "dong chi") || strings.Contains(text, "d/c") ||
		containsAny(text, []string{"chu tri", "chu toa", "thu ky", "ket luan", "trinh bay", "chi dao", "tham luan", "ong ", "ba ", " du ", "tham du", "bao cao", "phat bieu"})
}

func (m mention) titleLength() int { return m.titleEnd - m.titleStart }

func (s *source) folded(p mention) string { return s.plain[p.nameStart:p.nameEnd] }

func roleOrder(r briefing.Role) int { return slices.Index(briefing.Roles(), r) }

// addPerson adds one role, once a person. Where the role is given without a
// title, or by a caption with a short one, the fuller title is used: that of
// the speech for who concludes or directs, else any for who has none.
func (d *draft) addPerson(a assignment, fullest, spoken map[string]mention) {
	s, p := d.s, a.person
	part := briefing.Participation{Role: a.role}
	name := s.folded(p)
	if p.named() {
		switch speech := spoken[name]; {
		case (a.role == briefing.Concluder || a.role == briefing.DirectingGuest) && speech.titleLength() > p.titleLength():
			p = speech
		case !p.titled() && fullest[name].titled():
			p = fullest[name]
		}
		part.Name = s.written(p.nameStart, p.nameEnd)
	} else {
		part.Label = s.written(a.person.anchor, p.end)
	}
	if p.titled() {
		part.Title = s.written(p.titleStart, p.titleEnd)
	}
	part.Span = s.span(p.start, p.end)
	key := personRole{part.Role, vntext.Fold(part.Who())}
	if i, ok := d.known[key]; ok {
		if len(part.Title) > len(d.m.Participations[i].Title) && a.role != briefing.Chair {
			d.m.Participations[i] = part
		}
		return
	}
	// Who leads the meeting is no guest of it.
	if _, leads := d.known[personRole{briefing.Chair, key.who}]; leads && part.Role == briefing.DirectingGuest {
		return
	}
	d.known[key] = len(d.m.Participations)
	d.m.Participations = append(d.m.Participations, part)
}

// A personRole identifies a participation: one role of one person.
type personRole struct {
	role briefing.Role
	who  string // folded
}

// dropDelegates leaves out of the attendance who has another role.
func (d *draft) dropDelegates() {
	busy := map[string]bool{}
	for _, p := range d.m.Participations {
		busy[p.Name] = busy[p.Name] || p.Role != briefing.Delegate
	}
	d.m.Participations = slices.DeleteFunc(d.m.Participations, func(p briefing.Participation) bool {
		return p.Role == briefing.Delegate && busy[p.Name]
	})
}

// addTopics adds the matters that were not named before.
func (d *draft) addTopics(topics []briefing.Topic) {
	for _, t := range topics {
		same := func(other briefing.Topic) bool { return vntext.Fold(other.Text) == vntext.Fold(t.Text) }
		if !slices.ContainsFunc(d.m.Topics, same) {
			d.m.Topics = append(d.m.Topics, t)
		}
	}
}

func (d *draft) addDiscussion() {
	who, topics := d.s.discussion(d.all)
	d.addTopics(topics)
	if who == nil {
		return
	}
	for _, p := range d.m.Participations {
		if p.Role == briefing.Discussant {
			return
		}
	}
	d.m.Participations = append(d.m.Participations, *who)
}
