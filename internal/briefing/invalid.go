// Package briefing is the domain: the quarterly briefing of a
// mass-mobilisation board, its people, counts and directives, with their rules
// and their words in Vietnamese. It does no input or output.
package briefing

import (
	"slices"
	"strings"
)

// A Fault is one mistake in what a person entered.
type Fault struct {
	Field   string // the form field, as "held_on" or "counts.2.value"
	Message string // what is wrong and what to do, in Vietnamese
}

// Invalid gathers every mistake of one value, in the order of the form.
type Invalid struct{ Faults []Fault }

// Check adds a fault on field unless ok holds.
func (inv *Invalid) Check(ok bool, field, message string) {
	if !ok {
		inv.Faults = append(inv.Faults, Fault{field, message})
	}
}

// Err returns inv as an error, or nil when there is no fault.
func (inv *Invalid) Err() error {
	if len(inv.Faults) == 0 {
		return nil
	}
	return inv
}

// Error returns the messages in one line.
func (inv *Invalid) Error() string {
	var all []string
	for _, f := range inv.Faults {
		if !slices.Contains(all, f.Message) {
			all = append(all, f.Message)
		}
	}
	return strings.Join(all, " ")
}

// On returns the message for a field, or "".
func (inv *Invalid) On(field string) string {
	if inv == nil {
		return ""
	}
	for _, f := range inv.Faults {
		if f.Field == field {
			return f.Message
		}
	}
	return ""
}
