package briefing

import (
	"fmt"
	"time"
)

// A CitationState is what has become of a citation.
type CitationState string

const (
	CitationWaits    CitationState = "waiting"  // for a person: no directive is known
	CitationDecided  CitationState = "decided"  // a person chose its directive
	CitationLinked   CitationState = "linked"   // the program found its directive
	CitationRejected CitationState = "rejected" // a person said that it is none
)

// CitationStates lists every state in the order of menus.
func CitationStates() []CitationState {
	return []CitationState{CitationWaits, CitationDecided, CitationLinked, CitationRejected}
}

// Label returns the words for a state; "" for an unknown one.
func (s CitationState) Label() string {
	switch s {
	case CitationWaits:
		return "Chưa xử lý"
	case CitationDecided:
		return "Người đã nối"
	case CitationLinked:
		return "Máy đã nối"
	case CitationRejected:
		return "Đã bỏ"
	}
	return ""
}

// A Settlement is how a citation stands, and who saw to that.
type Settlement struct {
	Rejected  bool      // a person said that it is no citation
	DecidedAt time.Time // when DecidedBy did, UTC; the zero time when nobody knows
}

// State returns what has become of the citation.
func (c *Citing) State() CitationState {
	switch {
	case c.Rejected:
		return CitationRejected
	case c.Directive == 0:
		return CitationWaits
	case c.DecidedBy != "":
		return CitationDecided
	}
	return CitationLinked
}

// Seen names how the citation stands, for a form that is to change just that.
func (c *Citing) Seen() string { return fmt.Sprintf("%d:%t:%s", c.Directive, c.Rejected, c.DecidedBy) }

// A Decision is what a person makes of citations. The zero Decision sends them
// back to those that wait.
type Decision struct {
	Directive int64     // entry of the register that they mean; 0 for none
	Stub      *Citation // the words of a document that the register lacks and that is to be noted; nil for none
	Rejected  bool      // they are no citations
}

// A ShownCitation names a citation as somebody saw it.
type ShownCitation struct {
	ID    int64
	Seen  string // what Seen told of it
	Alike string // names all that say the same and stand the same; "" for this one alone
}

// A CitationFilter chooses groups of citations.
type CitationFilter struct {
	State  CitationState
	Symbol string // or its beginning; "" for all
	Limit  int
	Offset int
}

// A CitationGroup holds citations that say the same and stand the same.
type CitationGroup struct {
	Citings []Citing   // the latest texts first; not all of them when there are many
	Places  int        // how many there are
	Alike   string     // names them all; "" when they are too many to decide on at once
	Linked  *Directive // the entry that they are linked to; nil for none
}
