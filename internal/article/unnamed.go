package article

import (
	"regexp"

	"giaoban/internal/briefing"
)

// Where no person is named, the text may say which leaders did it. Group 1 is
// who.
var (
	bodyChairs   = regexp.MustCompile(`(?:^|[,;] |\b(?:do|hoi nghi|dong chi) )((?:cac dong chi )?(?:thuong truc|ban thuong vu|tap the|lanh dao|dai dien lanh dao)\b(?: [a-z-]+){0,12}?)(?: (?:du va|dong|da|truc tiep|cung))* chu tri(?: (?:hoi nghi|cuoc hop|giao ban|buoi giao ban|va ket luan)|[.]|$)`)
	bodyPresents = regexp.MustCompile(`(?:^|[,;] |\b(?:do|nghe|dong chi|hoi nghi) )((?:cac dong chi )?(?:dai dien )?(?:lanh dao|thuong truc) (?:ban|khoi|huyen uy|dang uy|uy ban|van phong|thuong truc)\b(?: [a-z-]+){0,10}?)(?: (?:da|len|truc tiep))* (?:trinh bay|thong qua|doc)(?: (?:tom tat |du thao |toan van )?(?:cac )?bao cao|[.,]|$)`)
)

// inPeriod opens what was done over some time, otherKind follows the name of a
// meeting that is no briefing.
var (
	inPeriod  = regexp.MustCompile(`^(?:trong|hang|dinh ky|thoi gian|nam|quy|\d+ thang)\b`)
	otherKind = regexp.MustCompile(`^ (?:doi thoai|phan bien|gap mat|tiep xuc|tiep dan|voi nhan dan)`)
)

// addUnnamed adds the first leaders without names that the pattern finds in a
// sentence with one of the verbs, if nobody has the role.
func (d *draft) addUnnamed(role briefing.Role, verbs []string, pattern *regexp.Regexp) {
	for _, p := range d.m.Participations {
		if p.Role == role {
			return
		}
	}
	// Further down, others chair other meetings.
	const near = 10
	s := d.s
	for _, sen := range d.all[:min(len(d.all), max(d.lead.at, 0)+near)] {
		text := s.plain[sen.start:min(sen.end, sen.start+600)]
		if !containsAny(text, verbs) {
			continue
		}
		if m := pattern.FindStringSubmatchIndex(text); m != nil && !otherTime.MatchString(text) && !inPeriod.MatchString(text) && !otherKind.MatchString(text[m[1]:]) {
			a, b := sen.start+m[2], sen.start+m[3]
			d.m.Participations = append(d.m.Participations, briefing.Participation{Role: role, Label: s.written(a, b), Span: s.span(a, b)})
			return
		}
	}
}
