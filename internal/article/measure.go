package article

import (
	"regexp"
	"strings"

	"giaoban/internal/briefing"
)

// measureWords in the order in which they decide: what came last in a model's
// life says most, and "đăng ký điển hình" is a registration.
var measureWords = []struct {
	pattern *regexp.Regexp
	measure briefing.Measure
}{
	{regexp.MustCompile(`\b(?:de nghi|de xuat|trinh)\b[^,;]{0,60}\b(?:khen|bang khen|giay khen|tuyen duong|bieu duong)\b|\b(?:de nghi|de xuat) (?:cap|tinh|huyen|thanh pho)\b[^,;]{0,40}\bkhen`), briefing.Proposed},
	{regexp.MustCompile(`\bkhen (?:thuong|tang)|\b(?:bang|giay) khen\b|\b(?:bieu|tuyen) duong\b|\bduoc khen\b`), briefing.Rewarded},
	{regexp.MustCompile(`\bcong nhan\b|\bgiay chung nhan\b`), briefing.Recognized},
	{regexp.MustCompile(`\bdang k[yi]\b`), briefing.Registered},
	{regexp.MustCompile(`\btieu bieu\b|\bxuat sac\b`), briefing.Exemplary},
	{regexp.MustCompile(`\bduy tri\b|\bdang (?:duoc )?(?:thuc hien|trien khai|hoat dong)\b`), briefing.Active},
	{regexp.MustCompile(`\bhieu qua\b`), briefing.Effective},
	{regexp.MustCompile(`\b(?:duoc|da|trien khai|to chuc) thuc hien\b|^ thuc hien\b`), briefing.Active},
}

// measureIn returns the measure that words state, "" for none.
func measureIn(text string) briefing.Measure {
	if negated.MatchString(text) {
		return briefing.OtherMeasure
	}
	for _, w := range measureWords {
		if w.pattern.MatchString(text) {
			return w.measure
		}
	}
	return ""
}

// negated are models that did not get so far; their number has no measure.
var negated = regexp.MustCompile(`\b(?:chua|khong) (?:dat|duoc|hieu qua|cong nhan)\b`)

// decide gives each tally its measure: that of its label and the words right
// before the number, else what the items of the same list say, before it or
// after it.
func decide(all []tally) {
	for i := range all {
		all[i].measure = own(all[i])
		if all[i].measure == "" && i > 0 && listed.MatchString(all[i].head) && !newOnes.MatchString(all[i].after) {
			all[i].measure = all[i-1].measure
		}
		// "đề nghị cấp huyện khen thưởng 66 mô hình, cấp tỉnh khen thưởng 2 mô hình"
		if i > 0 && all[i].measure == briefing.Rewarded && all[i-1].measure == briefing.Proposed &&
			!strings.Contains(all[i].head, ";") && !strings.Contains(all[i].head, " da ") {
			all[i].measure = briefing.Proposed
		}
	}
	for i := len(all) - 2; i >= 0; i-- {
		if all[i].measure == "" && joined.MatchString(all[i+1].head) {
			all[i].measure = all[i+1].measure
		}
	}
	for i := range all {
		if all[i].measure == "" {
			all[i].measure = briefing.OtherMeasure
		}
	}
}

// newOnes are counted beside a total; what holds of that may not hold of them.
var newOnes = regexp.MustCompile(`^ moi\b`)

// own returns the measure that the words around one number state.
func own(t tally) briefing.Measure {
	if t.exemplary {
		return briefing.Exemplary
	}
	after := measureIn(t.after)
	if after == "" && registering.MatchString(t.head) {
		return briefing.Registered
	}
	head := lastClause(t.head)
	if after == "" {
		if m := stated(head); m != "" {
			return m
		}
		return farMeasure(t)
	}
	// "đề nghị khen thưởng 35 mô hình tiêu biểu": the later step counts, if the
	// words before are about this number and no other.
	if i := strings.LastIndex(head, " va "); i >= 0 {
		head = head[i:]
	}
	if strings.Contains(head, " co") {
		return after
	}
	return later(measureIn(head), after)
}

// farMeasure returns the measure that follows a list of fields: "45 mô hình
// trên các lĩnh vực kinh tế, văn hóa được triển khai hiệu quả".
func farMeasure(t tally) briefing.Measure {
	if !fields.MatchString(t.after) {
		return ""
	}
	m := predicate.FindAllString(t.rest, 1)
	if m == nil {
		return ""
	}
	return measureIn(m[0])
}

var (
	fields    = regexp.MustCompile(`^(?: "?dan van kheo"?)? (?:tren|o|thuoc|trong) (?:cac|tat ca cac|nhieu|\d+|bon) (?:linh vuc|mat)\b`)
	predicate = regexp.MustCompile(`\b(?:duoc|dat|phat huy|hoat dong)\b[^,]{0,50}`)
)

// stated returns the measure of the words before a number. A quality stands
// right before it; further off it is that of something else: "với cách làm
// hiệu quả, toàn huyện có 342 mô hình".
func stated(head string) briefing.Measure {
	m := measureIn(head)
	if i := strings.LastIndex(head+" ", " co "); i >= 0 &&
		(m == briefing.Effective || m == briefing.Exemplary || m == briefing.Active) {
		return measureIn(head[i:])
	}
	return m
}

// later returns which of two measures decides.
func later(a, b briefing.Measure) briefing.Measure {
	for _, w := range measureWords {
		if w.measure == a || w.measure == b {
			return w.measure
		}
	}
	return b
}

// lastClause returns the words right before a number: no more than the last
// clause, for the sentence may tell of other numbers before.
func lastClause(head string) string {
	head = strings.TrimRight(head, " ,:;")
	if i := strings.LastIndexAny(head, ",;"); i >= 0 {
		head = head[i+1:]
	}
	const most = 90
	return head[max(0, len(head)-most):]
}
