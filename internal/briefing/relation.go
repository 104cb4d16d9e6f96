package briefing

// A Verb says what one directive does to another.
type Verb string

const (
	Replaces    Verb = "replaces"
	Amends      Verb = "amends"
	Repeals     Verb = "repeals"
	Implements  Verb = "implements"
	Guides      Verb = "guides"
	Accompanies Verb = "accompanies"
)

// Verbs lists every verb in the order of menus.
func Verbs() []Verb { return []Verb{Implements, Guides, Replaces, Amends, Repeals, Accompanies} }

// verbNames gives each verb its words, from the one directive and back.
var verbNames = map[Verb]struct{ label, reverse string }{
	Replaces:    {"Thay thế", "Bị thay thế bởi"},
	Amends:      {"Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bởi"},
	Repeals:     {"Bãi bỏ", "Bị bãi bỏ bởi"},
	Implements:  {"Triển khai thực hiện", "Được triển khai bởi"},
	Guides:      {"Hướng dẫn", "Được hướng dẫn bởi"},
	Accompanies: {"Kèm theo", "Có kèm theo"},
}

// Label returns the verb's words, "Thay thế"; "" for an unknown one.
func (v Verb) Label() string { return verbNames[v].label }

// Reverse returns the words as seen from the other directive, "Bị thay thế
// bởi".
func (v Verb) Reverse() string { return verbNames[v].reverse }

// Ends reports whether the verb ends the other directive's force.
func (v Verb) Ends() bool { return v == Replaces || v == Repeals }

// Descends reports whether the directive carries the other one on, to the next
// level or into detail.
func (v Verb) Descends() bool { return v == Implements || v == Guides || v == Accompanies }

// A Relation says what the directive From does to the directive To.
type Relation struct {
	ID        int64
	From      int64
	Verb      Verb
	To        int64
	Since     Day    // from which it holds; "" for the day of issue of From
	Note      string // of the person who entered it
	Automatic bool   // read from a text
}

// A RelatedDirective is a relation as seen from one of its directives.
type RelatedDirective struct {
	Relation
	Other     Directive
	Reverse   bool   // Other is the one that acts
	RefusedBy string // the account of the person who removed it though a text states it; "" while it holds
}

// Label returns the relation's words as seen from its directive.
func (r *RelatedDirective) Label() string {
	if r.Reverse {
		return r.Verb.Reverse()
	}
	return r.Verb.Label()
}

// Validate reports every mistake of a relation but loops, which only the
// register can show.
func (r *Relation) Validate() error {
	var inv Invalid
	inv.Check(r.Verb.Label() != "", "verb", "Chọn quan hệ giữa hai văn bản.")
	inv.Check(r.To != 0 && r.From != 0, "other", "Chọn văn bản kia trong sổ.")
	inv.Check(r.To != r.From || r.To == 0, "other", "Một văn bản không thể có quan hệ với chính nó.")
	inv.Check(r.Since == "" || r.Since.Valid(), "since", "Ngày không có thật.")
	inv.checkLength("note", r.Note)
	return inv.Err()
}

// A LostRelation is a relation of an entry that a merge with another one does not
// keep, and why, in words for people.
type LostRelation struct {
	RelatedDirective
	Why string
}

// SetOther closes the open end of a relation.
func (r *Relation) SetOther(id int64) {
	if r.From == 0 {
		r.From = id
	} else {
		r.To = id
	}
}
