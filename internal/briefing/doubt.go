package briefing

import "fmt"

// Doubts returns what does not fit between a citation in a text of the day on
// and the entry d of the register that it is linked to, each in words for
// people. Ends are the relations that ended d.
func (c *Citation) Doubts(d *Directive, on Day, ends []RelatedDirective) []string {
	var all []string
	if doubt := d.doubtOn(on, ends); doubt != "" {
		all = append(all, doubt)
	}
	switch written, known := yearOf(c.Date, c.Year), yearOf(d.Date, d.Year); {
	case c.Date != "" && d.Date != "" && c.Date != d.Date:
		all = append(all, fmt.Sprintf("Bài ghi %s ngày %s, trong sổ là ngày %s.", d.Name(), c.Date.Label(), d.Date.Label()))
	case written != 0 && known != 0 && written != known:
		all = append(all, fmt.Sprintf("Bài ghi %s năm %d, trong sổ là năm %d.", d.Name(), written, known))
	}
	if doubt := c.undatedDoubt(d, on); doubt != "" && all == nil {
		all = append(all, doubt)
	}
	return all
}

// doubtOn says why a directive could not be cited as valid on a day; "" when it
// could, or nobody knows.
func (d *Directive) doubtOn(on Day, ends []RelatedDirective) string {
	if !on.Valid() {
		return ""
	}
	switch valid, by := d.ValidOn(on, ends); {
	case valid == NotYet && d.Date > on:
		return fmt.Sprintf("%s ban hành ngày %s, sau ngày %s của bài.", d.Name(), d.Date.Label(), on.Label())
	case valid == NotYet:
		return fmt.Sprintf("%s đến ngày %s mới có hiệu lực.", d.Name(), d.EffectiveFrom.Label())
	case valid == NoLonger && by != nil:
		return fmt.Sprintf("%s không còn hiệu lực vào ngày %s: %s.", d.Name(), on.Label(), by.Ending())
	case valid == NoLonger:
		return fmt.Sprintf("%s đã hết hiệu lực từ sau ngày %s.", d.Name(), d.EffectiveTo.Label())
	}
	return ""
}

// Ending says what ended a directive: "bị thay thế bởi Chỉ thị 30-CT/TU từ ngày
// 01/02/2024".
func (r *RelatedDirective) Ending() string {
	words := "bị thay thế bởi "
	if r.Verb == Repeals {
		words = "bị bãi bỏ bởi "
	}
	words += r.Other.Name()
	if start := r.Start(); start.Valid() {
		words += " từ ngày " + start.Label()
	}
	return words
}

// Mistaken returns the registered entry that a citation probably means though
// it gives another day of the same year; nil when there is none. Known are the
// entries of its symbol, on is the day of its text.
func (c *Citation) Mistaken(known []Directive, on Day) *Directive {
	undated := *c
	undated.Date = ""
	undated.Year = yearOf(c.Date, c.Year)
	for i := range known {
		d := &known[i]
		if !d.Stub && c.Date != "" && d.Date != "" && d.Date != c.Date && d.Fits(&undated, on) {
			return d
		}
	}
	return nil
}
