package article

import (
	"regexp"
	"strings"

	"giaoban/internal/briefing"
)

// maxTallies bounds the numbers read in one sentence; a table that lost its
// lines may look like one.
const maxTallies = 40

// tallies reads the numbers of models in a sentence that is about them, or
// goes on about them (about).
func (s *source) tallies(sen sentence, about bool) []tally {
	text := s.plain[sen.start:sen.end]
	var all []tally
	last := 0
	matches := aModel.FindAllStringSubmatchIndex(text, maxTallies)
	for i, m := range matches {
		limit := len(text)
		if i+1 < len(matches) {
			limit = matches[i+1][0]
		}
		t := tally{start: sen.start + m[0], noun: sen.start + m[6]}
		end := m[1] + labelLength(text[m[1]:limit])
		_, t.end = s.trim(t.start, sen.start+end, ",;:-(\"'")
		if closesQuote(text, t.end-sen.start) {
			t.end++
		}
		t.named = sen.start + m[7] + len(movement.FindString(text[m[7]:]))
		t.head = text[last:m[0]]
		t.after = text[m[1]:max(m[1], t.end-sen.start)]
		last = t.end - sen.start
		t.form = form.MatchString(t.after)
		t.rest = t.restOf(text[t.end-sen.start : limit])
		t.exemplary = chosen.MatchString(text[t.end-sen.start : limit])
		var ok bool
		t.value, ok = parseCount(text[m[2]:m[3]])
		if m[4] >= 0 {
			var whole bool
			t.of, whole = parseCount(text[m[4]:m[5]])
			t.ofStart = sen.start + m[4]
			ok = ok && whole && t.value <= t.of
		}
		noun := text[m[6]:m[7]]
		elided := strings.HasPrefix(noun, "cap ")
		single := noun == "dien hinh"
		switch {
		case !ok, m[0] > 0 && strings.IndexByte("0123456789/,.-", text[m[0]-1]) >= 0:
			continue
		case elided && (len(all) == 0 || !listed.MatchString(t.head)):
			continue
		case single && len(all) > 0: // beside "mô hình": a breakdown by form
			continue
		case s.notCounted(t), !about && len(all) == 0 && !aboutModels(t, noun):
			continue
		case !t.form && breaksDown(text[:m[0]], noun, t):
			continue
		}
		all = append(all, t)
	}
	all = withoutParts(all)
	decide(all)
	return all
}

// form begins the label of models of one form.
var form = regexp.MustCompile(`^ (?:"?dan van kheo"? )?(?:tap the|(?:cua )?ca nhan)\b`)

// restOf returns what the sentence goes on to say about the same number.
func (t tally) restOf(text string) string {
	if i := strings.IndexAny(text, ";()"); i >= 0 {
		text = text[:i]
	}
	if i := strings.Index(text, "trong do"); i >= 0 {
		text = text[:i]
	}
	return text
}

// withoutParts leaves out models of one form where a total is stated or the
// other form is not: only both together, first in their sentence, tell
// something of their own. What "trong đó" then singles out of them stays.
func withoutParts(all []tally) []tally {
	kept := make([]tally, 0, len(all))
	for i := 0; i < len(all); {
		j := i + 1
		if !all[i].form {
			kept = append(kept, all[i])
			i = j
			continue
		}
		for j < len(all) && all[j].form && bothForms.MatchString(all[j].head) {
			j++
		}
		whole := !all[0].form || partOf.MatchString(all[i].head) && len(kept) == 0
		if j-i == 2 && formIn(all[i].after) != formIn(all[i+1].after) && !whole {
			kept = append(kept, all[i:j]...)
		}
		i = j
	}
	return kept
}

var (
	// bothForms stands between the models of groups and those of persons.
	bothForms = regexp.MustCompile(`^[ ,]*(?:va |voi |cung )?(?:co )?$`)
	// partOf opens the parts of a total.
	partOf = regexp.MustCompile(`\b(?:trong (?:do|so)|gom|bao gom)\b`)
)

// movement is the name that may follow "mô hình".
var movement = regexp.MustCompile(`^ ?["']?dan van kheo\b["']?`)

// joined stands between items that share the verb after the last one.
var joined = regexp.MustCompile(`^(?:[ ,]|va)*$`)

// chosen follows models that were picked as the best: "55 mô hình (29 tập thể,
// 26 cá nhân) là mô hình tiêu biểu".
var chosen = regexp.MustCompile(`^ ?(?:\([^)]*\))? la (?:cac )?(?:mo hinh|dien hinh)[^,;.]{0,40}\btieu bieu\b`)

// listed stands between the items of one list.
var listed = regexp.MustCompile(`^(?:[ ,;:(]|va|co|la|trong do|gom|cap (?:trung uong|tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran|co so))*$`)

// labelEnd closes a label: a sign, or words that say where or of what.
var labelEnd = regexp.MustCompile(`[,;:.()]|" ?(?:va )| (?:trong do|tren dia ban|o cac|cua |gom |voi |va |tai |nham |do |so voi|de nghi|thuoc |trong nam|nam 20|vao )`)

// severalLevels matches a label up to the last of several levels (group 1).
var severalLevels = regexp.MustCompile(`^[^,;.(]*\bcap (?:[a-z]+(?: [a-z]+)?)((?:(?:,| va|/| -) ?(?:cap )?(?:trung uong|tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|co so)\b)+)(?:[.,;:)]|$| (?:duoc|dang|de nghi|tieu bieu|cua|tren|dat|va)\b)`)

// labelLength returns how much of the text after "mô hình" is its label.
func labelLength(text string) int {
	const most = 120
	limit := len(text)
	if limit > most {
		limit = strings.LastIndexByte(text[:most], ' ') + 1
	}
	levels := 0 // "cấp tỉnh, huyện" goes on behind its comma
	if m := severalLevels.FindStringSubmatchIndex(text[:limit]); m != nil {
		levels = m[3]
	}
	for _, m := range labelEnd.FindAllStringIndex(text[:limit], -1) {
		if m[0] < levels || strings.HasPrefix(text[m[0]:], " de nghi") && strings.HasSuffix(text[:m[0]], " duoc") {
			continue
		}
		if text[m[0]] == '"' {
			return m[0] + 1
		}
		return m[0]
	}
	return limit
}

// closesQuote reports whether the byte at i closes a quotation that the label
// before it opened.
func closesQuote(text string, i int) bool {
	if i >= len(text) || text[i] != '"' && text[i] != '\'' {
		return false
	}
	from := max(0, i-40)
	return strings.Count(text[from:i], string(text[i]))%2 == 1
}

// notDone stands before numbers that were not reached: aims, minimums, growth,
// other years, numbers nobody counted.
var notDone = regexp.MustCompile(`\b(?:phan dau|chi tieu|it nhat|toi thieu|toi da|du kien|moi (?:xa|phuong|don vi|chi bo|thon|to|co quan|nam|co so|to chuc|doan the)|khoang|so voi|cung ky|nam truoc|thang nay|con lai|muc tieu)\b[^,;]{0,60}$|\bnam $`)

// notCounted reports whether the words before a number make it one of those.
func (s *source) notCounted(t tally) bool {
	if notDone.MatchString(t.head) {
		return true
	}
	for _, w := range s.words(max(t.start-len(t.head), t.start-24), t.start) {
		if s.is(w.start, w.end, "tăng") || s.is(w.start, w.end, "giảm") || s.is(w.start, w.end, "thêm") {
			return true
		}
	}
	return false
}

// aboutModels reports whether words after the number make a count of "Dân vận
// khéo" models even where the sentence does not name the movement.
func aboutModels(t tally, noun string) bool {
	if strings.HasPrefix(noun, "cap ") {
		return false
	}
	return registration.MatchString(t.after) || strings.Trim(t.after, " ") == "" && registering.MatchString(t.head)
}

// registering stands before the number of a bare "mô hình".
var registering = regexp.MustCompile(`\bdang k[yi](?:,? (?:va )?(?:xay dung|thuc hien))?(?: duoc)? (?:gan |hon |tren )?$`)

// registration follows the number of models that were registered for a level.
var registration = regexp.MustCompile(`^ (?:(?:duoc |da |moi )*dang ky\b.*|(?:cong nhan )?)(?:dien hinh )?cap (?:xa|huyen|tinh|co so|thanh pho|quan|phuong|thi xa|trung uong)\b|^ dang ky (?:dien hinh|"?dan van kheo)`)

// anyModel begins what follows "mô hình" where all models are meant. Anything
// else tells of one field, form or name, which is no total: "5 mô hình kinh
// tế", "147 mô hình tập thể", "3 mô hình “Nhà sạch, vườn đẹp”".
var anyModel = regexp.MustCompile(`^(?:$|[ ,]*["']?dan van kheo| (?:nay|do|moi|duoc|da|dang|dat|cap|tieu bieu|hieu qua|xuat sac|duy tri|hoat dong|dien hinh|cong nhan|de nghi|de xuat|thuc hien|trien khai|lam tot|khen|cua|tren|o|tai|chua|khong|dan van)\b)`)

// breaksDown reports whether a number is a part by field or form: after "trong
// đó" without a level or a measure of its own, or of one kind of models.
func breaksDown(before, noun string, t tally) bool {
	after := t.after
	if !anyModel.MatchString(after) && !strings.HasPrefix(noun, "cap ") {
		return true
	}
	i := strings.LastIndex(before, "trong do")
	if i < 0 {
		if i = strings.LastIndex(before, "linh vuc"); i >= 0 && allFields.MatchString(before[:i]) {
			i = -1
		}
	}
	if i < 0 || strings.HasPrefix(noun, "cap ") {
		return false
	}
	if field.MatchString(before[i:]) {
		return true
	}
	if strings.HasPrefix(after, " moi") || farMeasure(t) != "" {
		return false
	}
	return !strings.Contains(after, "cap ") && measureIn(after) == "" && measureIn(lastPart(before[i:])) == "" && !strings.Contains(lastPart(before[i:]), "cap ")
}

// allFields stands before "lĩnh vực" where no single one is meant.
var allFields = regexp.MustCompile(`\b(?:cac|moi|\d+|bon) $`)

// field ends in the name of a field of work: "trong lĩnh vực kinh tế có …".
var field = regexp.MustCompile(`\b(?:linh vuc|ve) (?:[a-z -]+)$|\blinh vuc[^,;]*$`)

// lastPart returns what follows the last comma or the like.
func lastPart(text string) string {
	if i := strings.LastIndexAny(text, ",;(:"); i >= 0 {
		return text[i:]
	}
	return text
}

// qualifier reads "gần", "hơn" or "trên" right before the number at start.
func (s *source) qualifier(start, from int) briefing.Qualifier {
	ws := s.words(max(from, start-12), start)
	if len(ws) == 0 || s.plain[ws[len(ws)-1].end:start] != " " {
		return briefing.Exact
	}
	w := ws[len(ws)-1]
	switch {
	case s.is(w.start, w.end, "gần"):
		return briefing.Nearly
	case s.is(w.start, w.end, "hơn"), s.is(w.start, w.end, "trên"):
		return briefing.Over
	}
	return briefing.Exact
}
