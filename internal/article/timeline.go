package article

import (
	"strconv"
	"strings"
	"time"

	"giaoban/internal/briefing"
)

// A timeline gathers what a text says about time, to complete one statement
// from another.
type timeline struct {
	s        *source
	held     date
	heldAt   bool
	posted   date
	postedAt bool
	report   *phrase
	plan     *phrase
	warnings []Warning
}

func (t *timeline) warn(message string, sp briefing.Span) {
	t.warnings = append(t.warnings, Warning{message, sp})
}

// choosePeriods picks the reviewed and the planned time from the title and the
// lead, and completes the year of one from the same phrase elsewhere.
func (t *timeline) choosePeriods(title, lead []phrase) {
	shareYears(title)
	shareYears(lead)
	t.report = choose(lead, title, false)
	t.plan = choose(lead, title, true)
	t.warnReviews(title, lead)
	a, b := pick(lead, false), pick(title, false)
	if a != nil && b != nil && a.from != 0 && b.from != 0 && !within(a, b) && !within(b, a) {
		t.warn("Tiêu đề và bài viết nêu hai kỳ báo cáo khác nhau: hãy kiểm tra kỳ báo cáo.", t.s.span(b.start, b.end))
	}
}

// within reports whether a may be a part of b, so that both may be meant.
func within(a, b *phrase) bool {
	return a.from >= b.from && a.to <= b.to && (a.year == 0 || b.year == 0 || a.year == b.year)
}

// pick returns the first phrase that looks forward, or back; one that a word
// such as "giao ban" names goes before one without.
func pick(all []phrase, planned bool) *phrase {
	var first *phrase
	for i := range all {
		switch {
		case all[i].planned != planned:
		case planned, all[i].reviewed:
			return &all[i]
		case first == nil:
			first = &all[i]
		}
	}
	return first
}

// choose takes the phrase of the first list; where it lacks a year and the
// second list has the same phrase with one, that stands for it.
func choose(first, second []phrase, planned bool) *phrase {
	a, b := pick(first, planned), pick(second, planned)
	switch {
	case a == nil:
		return b
	case b == nil || b.from != a.from || b.to != a.to || b.from == 0:
		return a
	case a.year == 0 || b.hasYear && !a.hasYear && a.year == b.year:
		return b
	}
	return a
}

// settle completes years: of periods from the day of the meeting, of that day
// from the periods or from the day of posting. What fits two years stays open.
func (t *timeline) settle() {
	if t.heldAt && t.held.year == 0 {
		t.held.year = t.heldYear()
	}
	anchor := briefing.Day("")
	switch {
	case t.heldAt && t.held.year != 0:
		anchor = t.held.on(0)
	case !t.heldAt && t.postedAt:
		anchor = t.posted.on(0)
	}
	if anchor != "" {
		t.completeReport(anchor)
		t.completePlan(anchor)
	}
	if t.report != nil && t.plan != nil {
		pair := []phrase{*t.report, *t.plan}
		shareYears(pair)
		*t.report, *t.plan = pair[0], pair[1]
	}
}

// How far the meeting may lie from the end of the time it reviews and from
// the start of the time it plans, in days.
const (
	earlyReview, lateReview = 100, 160
	lateYear                = 90
	earlyPlan, latePlan     = 80, 125
)

// heldYear finds the year of the meeting's day. The day of posting comes soon
// after it; else the periods, whose years are written, must leave one choice.
func (t *timeline) heldYear() int {
	if t.postedAt {
		return t.yearBefore(t.posted.on(0))
	}
	fit := map[int]bool{}
	for _, p := range []*phrase{t.report, t.plan} {
		if p == nil || p.year == 0 || len(fit) > 0 {
			continue
		}
		for year := p.year - 1; year <= max(p.year, p.until)+1; year++ {
			day := t.held.on(year)
			if day == "" {
				continue
			}
			if p.fits(day, year) {
				fit[year] = true
			}
		}
	}
	if len(fit) != 1 {
		return 0
	}
	for year := range fit {
		return year
	}
	return 0
}

// fits reports whether the meeting may have been on day, of the given year,
// if it was about p.
func (p *phrase) fits(day briefing.Day, year int) bool {
	from, to := p.days()
	switch {
	case p.from == 0: // several years are summed up in the last of them
		return year == p.until && day.Time().Month() >= time.March
	case p.planned:
		return near(day, from, earlyPlan, latePlan)
	case p.to-p.from == 11 && !p.reviewed: // the year in which it happened
		return year == p.year && day.Time().Month() >= time.March
	case p.to-p.from == 11: // a year is, from the autumn on
		return near(day, to, earlyReview, lateYear)
	}
	return near(day, to, earlyReview, lateReview)
}

// yearBefore returns the year in which the meeting's day comes last before the
// posting, or within two days after it (sites stamp oddly); 0 when that would
// be more than ten months before.
func (t *timeline) yearBefore(posted briefing.Day) int {
	year := t.posted.year
	for _, y := range []int{year, year - 1} {
		day := t.held.on(y)
		if day == "" {
			continue
		}
		if gap := int(posted.Time().Sub(day.Time()) / (24 * time.Hour)); gap >= -2 && gap <= 300 {
			return y
		}
	}
	return 0
}

// near reports whether day lies from early days before the mark to late days
// after it.
func near(day, mark briefing.Day, early, late int) bool {
	gap := int(day.Time().Sub(mark.Time()) / (24 * time.Hour))
	return gap >= -early && gap <= late
}

// completeReport finds the year of the reviewed time from a day near it.
func (t *timeline) completeReport(anchor briefing.Day) {
	t.complete(t.report, anchor, func(p phrase) bool {
		_, to := p.days()
		return near(anchor, to, earlyReview, lateReview)
	})
}

// completePlan does the same for the planned time.
func (t *timeline) completePlan(anchor briefing.Day) {
	t.complete(t.plan, anchor, func(p phrase) bool {
		from, _ := p.days()
		return near(anchor, from, earlyPlan, latePlan)
	})
}

func (t *timeline) complete(p *phrase, anchor briefing.Day, fits func(phrase) bool) {
	if p == nil || p.year != 0 || p.from == 0 {
		return
	}
	year, count := anchor.Time().Year(), 0
	for _, y := range []int{year - 1, year, year + 1} {
		try := *p
		try.year = y
		if fits(try) {
			p.year = y
			count++
		}
	}
	if count != 1 {
		p.year = 0
	}
}

// label returns the phrase as written, with its year where the text has it
// elsewhere: "3 tháng đầu năm" of 2024 is "3 tháng đầu năm 2024".
func (t *timeline) label(p phrase) string {
	label := t.s.written(p.start, p.end)
	if p.hasYear || p.year == 0 {
		return label
	}
	if strings.HasSuffix(t.s.plain[p.start:p.end], " nam") {
		return label + " " + strconv.Itoa(p.year)
	}
	return label + " năm " + strconv.Itoa(p.year)
}
