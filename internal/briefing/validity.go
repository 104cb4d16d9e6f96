package briefing

import "slices"

// A Validity says whether a directive holds on a day.
type Validity string

const (
	InForce   Validity = "in_force"
	NotYet    Validity = "not_yet" // issued or in force only later
	NoLonger  Validity = "ended"   // by its own end, or replaced or repealed
	Uncertain Validity = "unknown" // a stub: nothing but its name is known
)

// Validities lists every validity in the order of menus.
func Validities() []Validity { return []Validity{InForce, NotYet, NoLonger, Uncertain} }

// Label returns the validity's name, "Còn hiệu lực"; "" for an unknown one.
func (v Validity) Label() string {
	switch v {
	case InForce:
		return "Còn hiệu lực"
	case NotYet:
		return "Chưa có hiệu lực"
	case NoLonger:
		return "Hết hiệu lực"
	case Uncertain:
		return "Chưa rõ"
	}
	return ""
}

// ValidOn tells whether the directive holds on a day. Related are its
// relations; the one that ended it is returned too, or nil when none did.
func (d *Directive) ValidOn(day Day, related []RelatedDirective) (Validity, *RelatedDirective) {
	for i := range related {
		r := &related[i]
		if r.Reverse && r.Verb.Ends() && r.holdsOn(day) {
			return NoLonger, r
		}
	}
	switch {
	case d.EffectiveTo != "" && day > d.EffectiveTo:
		return NoLonger, nil
	case day < max(d.EffectiveFrom, d.Date):
		return NotYet, nil
	case d.Stub:
		return Uncertain, nil
	}
	return InForce, nil
}

// holdsOn reports whether the relation holds on a day; while nobody knows when
// it began, it does.
func (r *RelatedDirective) holdsOn(day Day) bool {
	start := r.Start()
	return start == "" || start <= day
}

// Start returns the day from which the relation holds: the one that was entered,
// else that from which the acting directive holds, where Other is that one. ""
// while nobody knows.
func (r *RelatedDirective) Start() Day {
	if r.Since == "" && r.Reverse {
		return max(r.Other.EffectiveFrom, r.Other.Date)
	}
	return r.Since
}

// ChangesAfter returns the next day after the given one on which ValidOn says
// something else, "" for never.
func (d *Directive) ChangesAfter(day Day, related []RelatedDirective) Day {
	days := []Day{max(d.EffectiveFrom, d.Date)}
	if d.EffectiveTo.Valid() {
		days = append(days, DayOf(d.EffectiveTo.Time().AddDate(0, 0, 1)))
	}
	for i := range related {
		days = append(days, related[i].Start())
	}
	slices.Sort(days)
	now, _ := d.ValidOn(day, related)
	for _, next := range days {
		if then, _ := d.ValidOn(next, related); next > day && then != now {
			return next
		}
	}
	return ""
}
