package briefing

import "fmt"

// CheckDays reports why a relation cannot be, as the days of issue of its two
// directives tell: nothing acts before it is issued or on what is not issued yet,
// and what replaces, amends or repeals another one is the younger of both.
func (r *Relation) CheckDays(from, to *Directive) error {
	var inv Invalid
	for _, d := range []*Directive{from, to} {
		inv.Check(r.Since == "" || r.Since >= d.Date, "since",
			fmt.Sprintf("Ngày %s trước ngày ban hành %s (%s). Sửa ngày này, hoặc sửa ngày của văn bản trước.", r.Since.Label(), d.Name(), d.Date.Label()))
	}
	inv.Check(r.Verb.Descends() || !issuedBefore(from, to), "other",
		fmt.Sprintf("%s (%s) ban hành trước %s (%s). Xem lại chiều của quan hệ và ngày của hai văn bản.", from.Name(), from.Issued(), to.Name(), to.Issued()))
	return inv.Err()
}

// issuedBefore reports whether one directive is known to be older than another.
func issuedBefore(d, e *Directive) bool {
	if d.Date.Valid() && e.Date.Valid() {
		return d.Date < e.Date
	}
	a, b := yearOf(d.Date, d.Year), yearOf(e.Date, e.Year)
	return a != 0 && b != 0 && a < b
}
