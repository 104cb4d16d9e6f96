package briefing

import (
	"cmp"
	"slices"
	"strconv"
)

// An Event is something that happened to a directive.
type Event struct {
	Day    Day    // "" while nobody knows when
	Year   int    // where only that is known; else 0
	Label  string // what happened, "Ban hành"
	Other  *Directive
	Citing *Citing // the text that cites it first, or last
}

// When returns the day as people write it, or the year; "" when neither is
// known.
func (e *Event) When() string {
	if e.Day.Valid() || e.Year == 0 {
		return e.Day.Label()
	}
	return strconv.Itoa(e.Year)
}

// Timeline tells what happened to d in order of time: its issue and its force,
// what others did to it, and which texts cited it first and last. What nobody
// knows the day of comes last. Citing holds texts with their days in any order;
// of meetings only confirmed ones count.
func (d *Directive) Timeline(related []RelatedDirective, citing []Citing) []Event {
	var all []Event
	if d.Date.Valid() || d.Year != 0 {
		all = append(all, Event{Day: d.Date, Year: yearOf(d.Date, d.Year), Label: "Ban hành"})
	}
	if d.EffectiveFrom.Valid() {
		all = append(all, Event{Day: d.EffectiveFrom, Label: "Có hiệu lực"})
	}
	for i := range related {
		if r := &related[i]; r.Reverse {
			all = append(all, Event{Day: r.Start(), Label: r.Label(), Other: &r.Other})
		}
	}
	if d.EffectiveTo.Valid() {
		all = append(all, Event{Day: d.EffectiveTo, Label: "Ngày cuối còn hiệu lực"})
	}
	all = append(all, citedEvents(citing)...)
	slices.SortStableFunc(all, func(a, b Event) int { return cmp.Compare(a.order(), b.order()) })
	return all
}

// order is the text by which events are sorted.
func (e *Event) order() string {
	switch {
	case e.Day != "":
		return string(e.Day)
	case e.Year != 0:
		return strconv.Itoa(e.Year)
	}
	return "~"
}

func citedEvents(citing []Citing) []Event {
	var first, last *Citing
	for i := range citing {
		c := &citing[i]
		if !c.Confirmed || !c.Day.Valid() {
			continue
		}
		if first == nil || c.Day < first.Day {
			first = c
		}
		if last == nil || c.Day > last.Day {
			last = c
		}
	}
	switch {
	case first == nil:
		return nil
	case first.Day == last.Day:
		return []Event{{Day: first.Day, Label: "Được viện dẫn", Citing: first}}
	}
	return []Event{{Day: first.Day, Label: "Được viện dẫn lần đầu", Citing: first},
		{Day: last.Day, Label: "Được viện dẫn gần nhất", Citing: last}}
}
