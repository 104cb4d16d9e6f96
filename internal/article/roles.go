package article

import (
	"regexp"
	"sort"
	"strings"

	"giaoban/internal/briefing"
)

// cues are the words that give people a role. The role "" is somebody who only
// speaks: the title given there may be the fuller one.
var cues = []struct {
	phrase string
	role   briefing.Role
}{
	{"chu tri", briefing.Chair},
	{"chu toa", briefing.Chair},
	{"va chi dao", briefing.DirectingGuest},
	{"du chi dao", briefing.DirectingGuest},
	{", chi dao", briefing.DirectingGuest},
	{"phat bieu chi dao", briefing.DirectingGuest},
	{"chi dao hoi nghi", briefing.DirectingGuest},
	{"chi dao tai hoi nghi", briefing.DirectingGuest},
	{"trinh bay", briefing.Presenter},
	{"thong qua bao cao", briefing.Presenter},
	{"thong qua du thao bao cao", briefing.Presenter},
	{"thong qua cac noi dung", briefing.Presenter},
	{"doc bao cao", briefing.Presenter},
	{"da bao cao", briefing.Presenter},
	{"bao cao ket qua", briefing.Presenter},
	{"bao cao tom tat", briefing.Presenter},
	{"bao cao chuyen de", briefing.Presenter},
	{"bao cao tinh hinh", briefing.Presenter},
	{"bao cao danh gia", briefing.Presenter},
	{"bao cao so ket", briefing.Presenter},
	{"bao cao tong ket", briefing.Presenter},
	{"ket luan hoi nghi", briefing.Concluder},
	{"ket luan tai hoi nghi", briefing.Concluder},
	{"ket luan cuoc hop", briefing.Concluder},
	{"ket luan buoi", briefing.Concluder},
	{"phat bieu ket luan", briefing.Concluder},
	{"va ket luan", briefing.Concluder},
	{"ket luan giao ban", briefing.Concluder},
	{"thu ky", briefing.Secretary},
	{"lam thu ky", briefing.Secretary},
	{"ghi bien ban", briefing.Secretary},
	{"tham luan", briefing.Discussant},
	{"thao luan", briefing.Discussant},
	{"tham du", briefing.Delegate},
	{"du hoi nghi", briefing.Delegate},
	{"den du", briefing.Delegate},
	{"toi du", briefing.Delegate},
	{"cung du", briefing.Delegate},
	{"du co", briefing.Delegate},
	{"du giao ban", briefing.Delegate},
	{"thanh phan", briefing.Delegate},
	{"phat bieu tai", ""},
	{"phat bieu khai mac", ""},
}

// A cue is one of them in a sentence.
type cue struct {
	role       briefing.Role
	start, end int
}

// cuesIn returns the cues of plain[start:end] in order; of overlapping ones of
// a role the first.
func (s *source) cuesIn(start, end int) []cue {
	text := s.plain[start:end]
	var all []cue
	for _, c := range cues {
		for from := 0; ; {
			i := strings.Index(text[from:], c.phrase)
			if i < 0 {
				break
			}
			i += from
			from = i + len(c.phrase)
			if i > 0 && isWordByte(text[i]) && isWordByte(text[i-1]) || from < len(text) && isWordByte(text[from]) {
				continue
			}
			if c.phrase == "chu tri" && otherChair.MatchString(text[from:]) {
				continue
			}
			if c.phrase == "da bao cao" && !reported.MatchString(text[from:]) {
				continue
			}
			if c.phrase == "trinh bay" && !reports.MatchString(text[from:]) {
				continue
			}
			all = append(all, cue{c.role, start + i, start + from})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].start < all[j].start })
	return all
}

var (
	// otherChair follows "chủ trì" where a body leads some work, not a meeting.
	otherChair = regexp.MustCompile(`^,? ?(?:phoi hop|thuc hien|tham muu|xay dung|giai quyet|trien khai|to chuc)\b`)
	// reports follows "trình bày" where it is a report that is presented.
	reports = regexp.MustCompile(`^[ ,]*(?:tom tat |cac |du thao |toan van |noi dung )*(?:\d+ )?(?:bao cao|chuyen de|ke hoach|ket qua|de cuong|[.;,]|$)`)
	// reported follows "đã báo cáo" where it is the meeting that hears it.
	reported = regexp.MustCompile(`^(?: (?:tom tat|nhanh|ket qua|tinh hinh|cong tac|danh gia|chuyen de|so ket|tong ket|noi dung|cac noi dung|du thao|ve)\b|[.;]|$)`)
	// introducing stands between a cue and the people whom it introduces.
	introducing = regexp.MustCompile(`^[^;.]{0,90}?(?: co| gom| la| cua|:)(?: su| mat| su tham du cua)?(?: cac| \d+| dong)?(?: ong,?(?: va)?| dong chi,)?[: ]*(?:\(?1[.)] ?)?[-+*]? ?$`)
	// closeTo stands there where no such word does.
	closeTo = regexp.MustCompile(`^(?: (?:tai |buoi |cuoc )?(?:hoi nghi|giao ban|hop|lam viec|toa dam|buoi hop))*(?: giao ban| so ket| tong ket)? ?[,:-]? ?$`)
	// joint stands between the people of one list.
	joint = regexp.MustCompile(`^[ ,;)]*(?:va |cung |voi )?(?:cac )?[-+* ]*$`)
	// attends follows the verb of those who were named before it.
	attends = regexp.MustCompile(`^(?: (?:hoi nghi|cuoc hop|buoi hop|buoi giao ban|toa dam))?(?:[.;,]|$| va | cung )`)
	papers  = regexp.MustCompile(`^(?:,? (?:ve|voi) [^.;]{0,200})?[ ,;]*(?:va )?[-+* ]*$`)
	// doing stands between a person and what the person does.
	doing = regexp.MustCompile(`^[ ,)-]*(?:(?:da|du|tham du|den|toi|den du|toi du|va|cung|truc tiep|len|phat bieu|khai mac|dieu hanh|dong|chu tri|ket luan|chi dao|hoi nghi|cuoc hop|buoi hop|buoi giao ban|giao ban|thao luan|tai|trinh bay|thong qua|bao cao|cac|giu|vai tro|lam)\b[ ,]*|thay mat[^.;]{0,80}? )*$`)
)

// An assignment gives a person a role.
type assignment struct {
	role   briefing.Role
	person mention
	cue    cue
}

// assign binds the cues of a sentence to its people. A cue introduces those
// after it ("Chủ trì hội nghị có …"), else it says what the one before it does
// ("… chủ trì hội nghị"), else it introduces who follows at once ("Kết luận
// hội nghị, đồng chí …").
func (s *source) assign(start, end int, people []mention) []assignment {
	var all []assignment
	found := s.cuesIn(start, end)
	for i, c := range found {
		limit := end
		for _, next := range found[i+1:] {
			if next.start > c.end && s.introduces(next, people) {
				limit = next.start
				break
			}
		}
		var chosen []mention
		after := firstAfter(people, c.end)
		if after >= 0 && people[after].anchor < limit && introducing.MatchString(s.plain[c.end:people[after].anchor]) {
			chosen = s.list(people[after:], limit, c.role)
		} else if c.role == briefing.Delegate {
			if attends.MatchString(s.plain[c.end:end]) {
				chosen = s.doers(people, start, c)
			}
		} else if c.role != briefing.Secretary || s.plain[c.start] != 't' {
			// "thư ký" stands in titles and sentences of all kinds.
			if chosen = s.doers(people, start, c); chosen == nil && after >= 0 && people[after].anchor < limit && closeTo.MatchString(s.plain[c.end:people[after].anchor]) {
				chosen = s.list(people[after:after+1], limit, c.role)
			}
		}
		for _, p := range chosen {
			all = append(all, assignment{c.role, p, c})
		}
	}
	return all
}

// introduces reports whether people follow c with an opening word.
func (s *source) introduces(c cue, people []mention) bool {
	i := firstAfter(people, c.end)
	return i >= 0 && introducing.MatchString(s.plain[c.end:people[i].anchor])
}

func firstAfter(people []mention, at int) int {
	for i, p := range people {
		if p.anchor >= at {
			return i
		}
	}
	return -1
}

// list returns the people of one list, from the first on. Between those who
// give papers stands what each is about.
func (s *source) list(people []mention, limit int, role briefing.Role) []mention {
	between := joint
	if role == briefing.Discussant {
		between = papers
	}
	for i := 1; i < len(people); i++ {
		if people[i].anchor >= limit || !between.MatchString(s.plain[people[i-1].end:people[i].anchor]) {
			return people[:i]
		}
	}
	return people
}

// doers returns who does what c says: the nearest person before it, and those
// joined to that one when c says that they do it together.
func (s *source) doers(people []mention, start int, c cue) []mention {
	last := -1
	for i, p := range people {
		if p.end <= c.start {
			last = i
		}
	}
	if last < 0 || !doing.MatchString(s.plain[people[last].end:c.start]) {
		return nil
	}
	first := last
	for first > 0 && joint.MatchString(s.plain[people[first-1].end:people[first].anchor]) {
		first--
	}
	if first > 0 && s.introducedFrom(people[first], start) {
		first = last
	}
	if first < last && s.introducedFrom(people[first], start) {
		return people[last : last+1]
	}
	return people[first : last+1]
}

// introducedFrom reports whether an opening cue stands right before p, so that
// p belongs to that cue's list.
func (s *source) introducedFrom(p mention, start int) bool {
	before := s.plain[max(start, p.anchor-60):p.anchor]
	return introduction.MatchString(before)
}

var introduction = regexp.MustCompile(`(?:du|tri|dao|nghi|phan)\b[^;.]{0,40}?(?: co| gom|:)(?: cac)?[: ]*$`)
