package article

import (
	"slices"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A draft is a meeting in the making.
type draft struct {
	s        *source
	all      []sentence
	m        *briefing.Meeting
	lead     lead
	posted   posting
	title    [2]int             // places in plain
	known    map[personRole]int // places in m.Participations
	times    []bodyTime         // found when first asked for
	warnings []Warning
}

func (d *draft) read() error {
	s := d.s
	d.lead = s.findLead(d.all)
	d.posted = s.posting(d.all)
	d.title[0], d.title[1] = s.title(d.all, d.lead.at, d.posted)
	if d.twoMeetings() {
		return ErrTwoMeetings
	}
	d.all = s.withoutLinks(d.all)
	if d.title[1] > d.title[0] {
		d.m.Title = s.written(d.title[0], d.title[1])
		d.set("title", d.title[0], d.title[1])
	}
	d.readOrganizer()
	d.readPeople()
	if err := d.readTime(); err != nil {
		return err
	}
	d.readCounts()
	return nil
}

func (d *draft) set(field string, start, end int) { d.m.Spans[field] = d.s.span(start, end) }

func (d *draft) warn(message string, sp briefing.Span) {
	d.warnings = append(d.warnings, Warning{message, sp})
}

// reportsMeeting reports whether the text is about a meeting at all: it says
// that one was held, names its people, or has a heading and figures.
func (d *draft) reportsMeeting() bool {
	m := d.m
	if d.lead.at >= 0 || len(m.Participations) > 0 {
		return true
	}
	if len(d.all) < 2 || m.Title == "" {
		return false
	}
	return len(m.Counts) > 0 || m.HeldOn != "" ||
		containsAny(d.s.plain[d.title[0]:d.title[1]], []string{"giao ban", "hoi nghi", "so ket", "tong ket"})
}

func (d *draft) readOrganizer() {
	s := d.s
	if d.lead.at >= 0 {
		sen := d.all[d.lead.at]
		if a, b := s.organizer(sen, d.lead); a < b {
			if d.title[1] > d.title[0] {
				a, b = s.fuller(a, b, d.title[0], d.title[1])
			}
			d.m.Organizer = s.written(a, b)
			d.set("organizer", a, b)
		}
		if a, b := s.place(sen, d.lead); a < b {
			d.m.Place = s.written(a, b)
			d.set("place", a, b)
		}
	}
	if a, b := s.headingBody(d.title[0], d.title[1]); d.lead.at < 0 && a < b {
		d.m.Organizer = s.written(a, b)
		d.set("organizer", a, b)
	}
	if d.m.Place == "" {
		if v, ok := s.labelled(d.all, "dia diem"); ok {
			a, b := s.trim(v.start, v.end, ".,;")
			d.m.Place = s.written(a, b)
			d.set("place", a, b)
		}
	}
}

// readTime finds the days and periods, and completes their years.
func (d *draft) readTime() error {
	s := d.s
	t := &timeline{s: s, posted: d.posted.date, postedAt: d.posted.para >= 0 && d.posted.date.on(0) != ""}
	if d.lead.at >= 0 && d.lead.hasDate {
		t.held, t.heldAt = d.lead.date, true
	} else if v, ok := s.labelled(d.all, "thoi gian"); ok {
		if dates := s.dates(v.start, v.end); len(dates) > 0 {
			t.held, t.heldAt = dates[0], true
			if i := slices.IndexFunc(dates, func(d date) bool { return d.year != 0 }); i > 0 {
				t.held = dates[i] // "1/2 ngày", "8.30" and the like stand before
			}
		}
	}
	if t.heldAt && (!t.held.real() || t.held.year != 0 && t.held.on(0) == "") {
		return &DateError{s.written(t.held.start, t.held.end)}
	}
	t.choosePeriods(s.phrases(d.title[0], d.title[1]), d.leadPhrases())
	if t.report == nil {
		t.report = d.bodyPeriod()
	}
	t.settle()
	if t.report == nil {
		t.report = d.reviewed(t)
	}
	if t.plan == nil {
		t.plan = d.planned(t.report)
	}
	d.warnings = append(d.warnings, t.warnings...)
	d.storeTime(t)
	return nil
}

func (d *draft) leadPhrases() []phrase {
	if d.lead.at < 0 {
		return nil
	}
	sen := d.all[d.lead.at]
	// What stands before the verb is the occasion: "Thực hiện chương trình công
	// tác năm 2024, …".
	return d.s.phrases(max(sen.start, d.lead.noun), sen.end)
}

// storeTime writes what was found into the draft, with warnings for what is
// missing or in doubt.
func (d *draft) storeTime(t *timeline) {
	m, s := d.m, d.s
	if t.postedAt {
		m.PostedOn = t.posted.on(0)
		d.set("posted_on", t.posted.start, t.posted.end)
	}
	switch {
	case !t.heldAt:
		d.warn("Không thấy ngày họp: hãy nhập ngày họp.", briefing.Span{})
	case t.held.year == 0:
		d.warn("Ngày họp không ghi năm và không suy ra được năm: hãy nhập ngày họp.", s.span(t.held.start, t.held.end))
	default:
		m.HeldOn = t.held.on(0)
		d.set("held_on", t.held.start, t.held.end)
		d.checkPosting(t)
		d.checkPeriod(t)
	}
	if t.report == nil {
		d.warn("Không thấy kỳ báo cáo: hãy chọn kỳ báo cáo.", briefing.Span{})
	} else {
		m.Reports, m.ReportLabel = t.report.key(), t.label(*t.report)
		d.set("report_period", t.report.start, t.report.end)
		if m.Reports == "" {
			d.warn("Chưa xác định được kỳ báo cáo từ “"+m.ReportLabel+"”: hãy chọn kỳ báo cáo.", s.span(t.report.start, t.report.end))
		}
	}
	if t.plan != nil {
		m.Plan = briefing.Plan{Key: t.plan.key(), Label: t.label(*t.plan)}
		m.Plan.From, m.Plan.To = t.plan.days()
		d.set("plan_period", t.plan.start, t.plan.end)
	}
}

// checkPosting warns where the day of the meeting and that of the page do not
// go together.
func (d *draft) checkPosting(t *timeline) {
	if !t.postedAt {
		return
	}
	m, sp := d.m, d.s.span(t.held.start, t.held.end)
	switch {
	case t.held.day == t.posted.month && t.held.month == t.posted.day && t.held.day != t.held.month:
		d.warn("Ngày họp "+m.HeldOn.Label()+" và ngày đăng "+m.PostedOn.Label()+" như bị đảo ngày với tháng: hãy kiểm tra.", sp)
	case m.HeldOn > m.PostedOn:
		d.warn("Ngày họp "+m.HeldOn.Label()+" sau ngày đăng "+m.PostedOn.Label()+": hãy kiểm tra.", sp)
	}
}

// checkPeriod warns where the meeting was long before or after the time that
// it looked back on: one of the two years is then a slip of the pen.
func (d *draft) checkPeriod(t *timeline) {
	p := t.report
	if p == nil || !p.reviewed || p.key() == "" {
		return
	}
	const early, late = 130, 240
	if _, to := p.days(); !near(d.m.HeldOn, to, early, late) {
		d.warn("Ngày họp "+d.m.HeldOn.Label()+" cách xa kỳ báo cáo "+p.key().Label()+": hãy kiểm tra năm.", d.s.span(t.held.start, t.held.end))
	}
}

func (d *draft) readCounts() {
	s := d.s
	var lead string
	if d.lead.at >= 0 {
		lead = s.plain[d.all[d.lead.at].start:d.all[d.lead.at].end]
	}
	places := []string{vntext.Fold(d.m.Organizer), s.plain[d.title[0]:d.title[1]], lead}
	counts, warnings := s.counts(d.all, s.cityLevel(places...))
	if len(counts) > 1 {
		// A heading rounds what the text then gives in full.
		heading := s.span(d.title[0], d.title[1])
		counts = slices.DeleteFunc(counts, func(c briefing.Count) bool {
			return c.Measure == briefing.OtherMeasure && c.Span[0] >= heading[0] && c.Span[1] <= heading[1]
		})
	}
	d.m.Counts = counts
	d.warnings = append(d.warnings, warnings...)
}
