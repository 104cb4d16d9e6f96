package article

import (
	"regexp"
	"strings"
)

// bodyPeriod returns the one period that sentences of the body open with
// ("Trong quý I năm 2024, …"), where title and lead name none.
func (d *draft) bodyPeriod() *phrase {
	return d.only(func(p phrase, before string) bool {
		return !p.planned && p.year != 0 && periodOpens.MatchString(strings.Trim(before, " *-+"))
	})
}

// reviewed returns the one period whose results a sentence reports ("đánh giá
// kết quả công tác năm 2023"), if the meeting was near its end.
func (d *draft) reviewed(t *timeline) *phrase {
	return d.only(func(p phrase, before string) bool {
		if p.planned || p.year == 0 || p.from == 0 || p.from == p.to || !results.MatchString(before) {
			return false
		}
		if !t.heldAt || t.held.year == 0 {
			return true
		}
		p.reviewed = true
		return p.fits(t.held.on(0), t.held.year)
	})
}

// planned returns the one time that sentences plan for ("Về nhiệm vụ quý II"),
// where title and lead name none. It must follow the time reviewed.
func (d *draft) planned(report *phrase) *phrase {
	if report == nil || report.year == 0 || report.from == 0 {
		return nil
	}
	found := d.only(func(p phrase, before string) bool {
		return p.planned && p.from != 0 && tasks.MatchString(before) && p.after(report)
	})
	if found != nil && found.year == 0 {
		found.year = report.year
		if found.from <= report.to {
			found.year++
		}
	}
	return found
}

// after reports whether p begins in the month after q ends.
func (p phrase) after(q *phrase) bool {
	if p.year == 0 {
		return p.from == q.to%12+1
	}
	return 12*p.year+p.from == 12*q.year+q.to+1
}

// only returns the phrase of the body that fits, if all that do name the same
// time. A function sees the phrase and what stands before it in its sentence.
func (d *draft) only(fits func(p phrase, before string) bool) *phrase {
	if d.times == nil {
		d.times = d.bodyTimes()
	}
	var found *phrase
	for _, t := range d.times {
		if p := t.phrase; fits(p, d.s.plain[t.from:p.start]) {
			if found == nil {
				found = &p
			} else if found.from != p.from || found.to != p.to || found.year != 0 && p.year != 0 && found.year != p.year {
				return nil
			}
		}
	}
	return found
}

// A bodyTime is a phrase and where its sentence begins.
type bodyTime struct {
	phrase
	from int
}

// bodyTimes finds the phrases of the first sentences; it is never nil.
func (d *draft) bodyTimes() []bodyTime {
	const most, bytes = 400, 400
	all := []bodyTime{}
	for _, sen := range d.all[:min(len(d.all), most)] {
		for _, p := range d.s.phrases(sen.start, min(sen.end, sen.start+bytes)) {
			all = append(all, bodyTime{p, sen.start})
		}
	}
	return all
}

var (
	// periodOpens is what may stand before the period that a sentence opens with.
	periodOpens = regexp.MustCompile(`^(?:trong|ket qua|thuc hien [^,;]*|(?:sau|qua|trong) \d+ nam[^,;]*)?[ (]*$`)
	// results stands before the period of what is reported.
	results = regexp.MustCompile(`\b(?:bao cao|ket qua|danh gia|so ket|tong ket|giao ban)(?:(?: [a-z]+){0,14}? (?:cong tac|hoat dong|nhiem vu|dan van|mat tran)(?: [a-z]+){0,8})? (?:nam |trong )?$`)
	// tasks stands before the time of what is planned.
	tasks = regexp.MustCompile(`\b(?:trien khai|phuong huong|nhiem vu|trong tam|chuong trinh)(?: [a-z]+){0,10} $`)
)

// reviewsTwo returns a second time that a title looks back on, neither a part
// of the first nor the other way round; nil where there is none.
func reviewsTwo(all []phrase) *phrase {
	var first *phrase
	for i := range all {
		p := &all[i]
		switch {
		case !p.reviewed || p.planned || p.from == 0:
		case first == nil:
			first = p
		case !within(p, first) && !within(first, p):
			return p
		}
	}
	return nil
}

// warnReviews warns where the title, or else the lead, reviews two periods.
func (t *timeline) warnReviews(title, lead []phrase) {
	p := reviewsTwo(title)
	if p == nil {
		p = reviewsTwo(lead)
	}
	if p != nil {
		t.warn("Một câu nêu hai kỳ báo cáo, tạm lấy kỳ nêu trước: hãy kiểm tra kỳ báo cáo.", t.s.span(p.start, p.end))
	}
}
