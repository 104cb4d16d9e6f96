package web

import (
	"cmp"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A field is one input with its label and its message.
type field struct {
	Name     string
	ID       string
	Label    string
	Full     string // the label where it stands alone; "" for Label
	Value    string
	Hint     string
	Message  string   // what is wrong with the value
	Options  []option // of a select; nil for a text
	Area     bool     // several lines
	Type     string   // of the input; "" for a text
	Complete string   // what browsers may fill in, "username"; "" for nothing
	Width    string   // class
	Sample   string   // shown while the field is empty
	Mark     string   // id of the mark in the source text that the value was read from
	Required bool
	Focus    bool
}

// An option is one choice of a select.
type option struct {
	Value, Label string
	Selected     bool
}

// Described returns the ids of what explains the field, for aria-describedby.
func (f field) Described() string {
	switch {
	case f.Message != "" && f.Hint != "":
		return f.ID + "-message " + f.ID + "-hint"
	case f.Message != "":
		return f.ID + "-message"
	case f.Hint != "":
		return f.ID + "-hint"
	}
	return ""
}

// name is the label of a field where it stands alone.
func (f field) name() string { return cmp.Or(f.Full, f.Label) }

// words returns a value of the field as people read it: the label of a choice.
func (f field) words(value string) string {
	for _, o := range f.Options {
		if o.Value == value && value != "" {
			return o.Label
		}
	}
	return vntext.Words(value)
}

// Lines returns how many lines an area needs to show its value in a narrow
// column.
func (f field) Lines() int { return 1 + min(4, utf8.RuneCountInString(f.Value)/20) }

// filled returns the field with its value, its message and its options chosen.
func (f field) filled(values map[string]string, inv *briefing.Invalid) field {
	f.ID = idOf("f-", f.Name)
	if f.Type != "password" { // one must not stand in a page
		f.Value = values[f.Name]
	}
	f.Message = inv.On(f.Name)
	if f.Options == nil {
		return f
	}
	known := false
	chosen := make([]option, len(f.Options))
	for i, o := range f.Options {
		o.Selected = o.Value == f.Value
		known = known || o.Selected
		chosen[i] = o
	}
	if !known { // a browser would choose the first one, and the next save store it
		chosen = append([]option{{f.Value, cmp.Or(f.Value, "— chọn —"), true}}, chosen...)
	}
	f.Options = chosen
	return f
}

// optionsOf makes the options of a select from values and their labels, after
// the given first ones.
func optionsOf[T ~string](all []T, label func(T) string, first ...option) []option {
	for _, v := range all {
		first = append(first, option{Value: string(v), Label: label(v)})
	}
	return first
}
