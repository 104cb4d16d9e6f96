package web

import (
	"slices"
	"strings"
)

// keepableNames names the fields that may go through the sign-in page: those
// of the forms that ask for no password. The number of a row stands as #.
func keepableNames() map[string]bool {
	names := map[string]bool{}
	add := func(all ...string) {
		for _, name := range all {
			names[name] = true
		}
	}
	add("do", "end", "version") // buttons, and what comes with a record
	add("source")               // of a meeting
	for _, one := range meetingFields() {
		add(one.Name, "span."+one.Name)
	}
	for _, g := range meetingGroups() {
		add(g.Name)
		for _, column := range g.names() {
			add(g.Name + ".#." + column)
		}
	}
	add(rawField, "sheet")               // imports
	add("was", "from", "seen", "reason") // what a person saw of a record, and why it goes
	add("signers")
	for _, one := range slices.Concat(officeFields(), unitFields(nil), accountFields(nil, true)) {
		add(one.Name)
	}
	for _, column := range signerColumns() {
		add("signers.#." + column.Name)
	}
	add("idle_minutes", "hours") // of sessions
	return names
}

// shapeOf returns the name of a field with # for the number of its row.
func shapeOf(name string) string {
	parts := strings.Split(name, ".")
	if len(parts) == 3 && parts[1] != "" && strings.Trim(parts[1], "0123456789") == "" {
		parts[1] = "#"
	}
	return strings.Join(parts, ".")
}

// allKeepable reports whether every field of a form may go through the sign-in
// page. A form with any other is none of those, and may hold a password.
func allKeepable(values map[string]string) bool {
	keepable := keepableNames()
	for name := range values {
		if !keepable[shapeOf(name)] {
			return false
		}
	}
	return true
}
