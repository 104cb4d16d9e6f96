package briefing

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A Change is one field that an audit entry tells of, in words for people.
type Change struct {
	Field         string // as stored, "HeldOn"
	Label         string // "Ngày họp"; Field itself when nobody named it
	Before, After string // of a single value; "" for none
	Lines         []ChangeLine
}

// A ChangeLine is one row of a list, or one line of a long text.
type ChangeLine struct {
	Mark string // "+" new, "−" gone, "" as before, "…" for lines left out
	Text string
}

// Changes returns the fields that differ between before and after, in the
// order in which they are stored, and how many are the same and not empty. Of a record that
// is new or gone it returns all that is not empty. The record's number and what
// every save changes are left out. A field that this version of the program
// does not know is there under its stored name.
func (e *AuditEntry) Changes() (changed []Change, same int) {
	before, after := readRecord(e.Before), readRecord(e.After)
	keys := slices.Clone(before.keys)
	for _, k := range after.keys {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	whole := e.Before == "" || e.After == ""
	for _, k := range keys {
		if slices.Contains(bookkeeping, k) || e.Entity == "unit" && k == "Parent" && slices.Contains(keys, "ParentName") {
			continue
		}
		c := compare(e.Entity, k, before.values[k], after.values[k])
		switch {
		case c.Before == "" && c.After == "" && c.Lines == nil:
		case !whole && c.Lines == nil && c.Before == c.After:
			same++
		case !whole && c.Lines != nil && !slices.ContainsFunc(c.Lines, ChangeLine.changes):
			same++
		default:
			changed = append(changed, c)
		}
	}
	return changed, same
}

func (l ChangeLine) changes() bool { return l.Mark == "+" || l.Mark == "−" }

// compare tells one field. Lists and long texts are compared line by line.
func compare(entity, key string, before, after any) Change {
	c := Change{Field: key, Label: FieldLabel(entity, key)}
	old, oldLong := told(entity, key, before)
	now, nowLong := told(entity, key, after)
	if oldLong || nowLong {
		c.Lines = compareLines(old, now)
		return c
	}
	c.Before, c.After = strings.Join(old, "\n"), strings.Join(now, "\n")
	return c
}

// longText is the length in runes from which a text is compared by its lines.
const longText = 200

// told returns a stored value as lines for people, and whether they are to be
// compared one by one. An empty value has none.
func told(entity, key string, v any) (text []string, long bool) {
	switch v := v.(type) {
	case []any:
		if isSpan(v) {
			break
		}
		for _, item := range v {
			text = append(text, rowText(entity, key, item))
		}
		return text, len(text) > 0
	case record:
		for _, k := range v.keys {
			if t := valueText(entity, key+"."+k, v.values[k]); t != "" {
				text = append(text, FieldLabel(entity, key+"."+k)+": "+t)
			}
		}
		return text, len(text) > 0
	case string:
		if strings.Contains(v, "\n") || utf8.RuneCountInString(v) > longText {
			return strings.Split(v, "\n"), true
		}
	}
	if t := valueText(entity, key, v); t != "" {
		return []string{t}, false
	}
	return nil, false
}

// rowText tells one row of a list in a line.
func rowText(entity, key string, v any) string {
	row, ok := v.(record)
	if !ok {
		return valueText(entity, key, v)
	}
	var parts []string
	for _, k := range row.keys {
		if t := valueText(entity, key+"."+k, row.values[k]); t != "" {
			parts = append(parts, FieldLabel(entity, key+"."+k)+": "+t)
		}
	}
	return strings.Join(parts, "; ")
}

var storedInstant = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`)

// valueText tells a single value; "" for an empty one. 0 is told only where it
// can mean something.
func valueText(entity, key string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "có"
		}
		return ""
	case json.Number:
		if v == "0" && !countsZero[entity+"."+key] {
			return ""
		}
		return v.String()
	case string:
		if word := wordOf(entity, key, v); word != "" {
			return word
		}
		if Day(v).Valid() {
			return Day(v).Label()
		}
		if storedInstant.MatchString(v) {
			if t, err := time.Parse(time.RFC3339Nano, v); err == nil && !t.IsZero() {
				return Clock(t)
			}
			return ""
		}
		return v
	case []any:
		if isSpan(v) {
			from, to := v[0].(json.Number).String(), v[1].(json.Number).String()
			if from == "0" && to == "0" {
				return ""
			}
			return from + "–" + to
		}
	}
	b, err := json.Marshal(plain(v))
	if err != nil || string(b) == "[]" || string(b) == "{}" {
		return ""
	}
	return string(b)
}

// isSpan reports whether v is a place in a text: two numbers.
func isSpan(v []any) bool {
	if len(v) != 2 {
		return false
	}
	_, a := v[0].(json.Number)
	_, b := v[1].(json.Number)
	return a && b
}

// A record is a JSON object with its keys in their order.
type record struct {
	keys   []string
	values map[string]any // nil, bool, json.Number, string, []any or record
}

// plain returns v as package json writes it.
func plain(v any) any {
	switch v := v.(type) {
	case record:
		m := map[string]any{}
		for k, one := range v.values {
			m[k] = plain(one)
		}
		return m
	case []any:
		all := make([]any, len(v))
		for i, one := range v {
			all[i] = plain(one)
		}
		return all
	}
	return v
}

// readRecord reads a stored value. What is no object, or broken, is there under
// an empty key: nothing of the trail is hidden.
func readRecord(text string) record {
	if text == "" {
		return record{}
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.UseNumber()
	v, err := readJSON(dec)
	if err != nil {
		v = text
	}
	if r, ok := v.(record); ok {
		return r
	}
	return record{[]string{""}, map[string]any{"": v}}
}

// readJSON reads one value and keeps the order of keys.
func readJSON(dec *json.Decoder) (any, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		r := record{values: map[string]any{}}
		for dec.More() {
			key, err := dec.Token()
			if err != nil {
				return nil, err
			}
			v, err := readJSON(dec)
			if err != nil {
				return nil, err
			}
			name := key.(string)
			if _, twice := r.values[name]; !twice {
				r.keys = append(r.keys, name)
			}
			r.values[name] = v
		}
		_, err := dec.Token()
		return r, err
	case json.Delim('['):
		all := []any{}
		for dec.More() {
			v, err := readJSON(dec)
			if err != nil {
				return nil, err
			}
			all = append(all, v)
		}
		_, err := dec.Token()
		return all, err
	}
	return token, nil
}
