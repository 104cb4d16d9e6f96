package briefing

import (
	"strconv"
	"strings"
)

// RecordNames know what the records are called that entries of the audit trail
// name by their numbers alone.
type RecordNames struct {
	accounts map[int64]string
	units    []Unit
}

// NewRecordNames returns the names of the given accounts and of all versions of
// the units.
func NewRecordNames(accounts []Account, units []Unit) *RecordNames {
	n := &RecordNames{accounts: map[int64]string{}, units: units}
	for _, a := range accounts {
		n.accounts[a.ID] = a.Name
	}
	return n
}

// Record returns what an entry is about, "Đơn vị Xã Đa Tốn": the name that the
// record had after it, or before when it is gone. A record without a known name
// has its number, "Tài khoản số 5".
func (n *RecordNames) Record(e *AuditEntry) string {
	label := EntityLabel(e.Entity)
	for _, text := range []string{e.After, e.Before} {
		if name := readRecord(text).name(e.Entity); name != "" && text != "" {
			return label + " " + shortened(name)
		}
	}
	if name := n.accounts[e.EntityID]; name != "" && e.Entity == "account" {
		return label + " " + name
	}
	if e.EntityID != 0 {
		label += " số " + strconv.FormatInt(e.EntityID, 10)
	}
	return label
}

// Summary returns what e.Summary does, and nothing where that is only the name
// that Record gives already.
func (n *RecordNames) Summary(e *AuditEntry) string {
	summary := e.Summary()
	if strings.HasSuffix(n.Record(e), " "+summary) {
		return ""
	}
	return summary
}

// name returns what a record of a kind is called; "" when it does not say.
func (r record) name(entity string) string {
	var fields []string
	switch entity {
	case "meeting":
		fields = []string{"Title"}
	case "directive":
		fields = []string{"Symbol", "Title"}
	case "citation":
		fields = []string{"Text", "Symbol", "Title"}
	case "account", "person", "unit", "backup", "attachment", "meeting_kind":
		fields = []string{"Name"}
	}
	for _, field := range fields {
		if name := valueText(entity, field, r.values[field]); name != "" {
			if text := valueText(entity, "Record", r.values["Record"]); text != "" {
				name += " trong " + text
			}
			return name
		}
	}
	return ""
}

// Changes returns what e.Changes does, with units by the names that they had at
// that time.
func (n *RecordNames) Changes(e *AuditEntry) (changed []Change, same int) {
	changed, same = e.Changes()
	var names map[int64]string
	for i, c := range changed {
		if e.Entity+"."+c.Field != "account.Unit" && e.Entity+"."+c.Field != "unit.Parent" {
			continue
		}
		if names == nil {
			names = NamesOn(n.units, DayOf(e.At.In(Zone)))
		}
		changed[i].Before, changed[i].After = unitWords(names, c.Before), unitWords(names, c.After)
	}
	return changed, same
}

// unitWords returns the name of the unit of a number; "số 25" for a unit that
// is there no more.
func unitWords(names map[int64]string, number string) string {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return number
	}
	if name := names[id]; name != "" {
		return name
	}
	return "số " + number
}
