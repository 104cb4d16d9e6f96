package web

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"giaoban/internal/xlsx"
)

// A keepableForm is a form that may go through the sign-in page, since it asks
// for no password. The number of a row stands as # in the names.
type keepableForm struct {
	targets []string // patterns of the addresses that it is sent to
	fields  []field  // what people type, with the label that stands alone
	unseen  []string // what comes along: versions, marks, counts of rows
}

// buttons are the fields of every form: which button was pressed, where a text
// area ends, and the version of a record.
var buttons = []string{"do", "end", "version"}

// keepableForms lists the forms that hold more than buttons. The units are the
// choices where a form asks for one; nil shows their numbers.
func keepableForms(units []option) []keepableForm {
	reason := []field{{Name: "reason", Label: "Lý do"}}
	return []keepableForm{
		keepableMeeting(),
		keepableAgenda(),
		{targets: []string{"/meetings/*/state"}, fields: stateFields()},
		{targets: []string{"/meeting-kinds", "/meeting-kinds/*"}, fields: kindFields()},
		{targets: []string{"/meetings/import"}, fields: []field{{Name: rawField, Label: "Nội dung bài viết"}}},
		keepableOffice(),
		{targets: []string{"/office/remove"}, fields: reason, unseen: []string{"from", "was"}},
		{targets: []string{"/units", "/units/*/edit"}, fields: unitFields(units), unseen: []string{"from", "was", "seen"}},
		{targets: []string{"/units/*/remove"}, fields: reason, unseen: []string{"was"}},
		{targets: []string{"/units/import"}, fields: []field{{Name: "sheet", Label: "Danh sách đơn vị"}}},
		{targets: []string{"/directives/import"}, fields: []field{{Name: "sheet", Label: "Danh sách văn bản"}}, unseen: []string{"rows.#.sure"}},
		{targets: []string{"/directives", "/directives/*/edit"}, fields: directiveFields(), unseen: []string{"sure"}},
		{targets: []string{"/directives/*/relations"}, fields: relationFields()},
		{targets: []string{"/directives/*/merge"}, unseen: []string{"other", "kept_version", "gone_version"}},
		{targets: []string{"/citations/*"}, fields: []field{otherField()}, unseen: []string{"seen", "alike", "all", "next"}},
		{targets: []string{"/search/saved", "/search/saved/*/edit"}, fields: []field{savedNameField()}, unseen: searchNames()},
		{targets: []string{"/backups/check"}, fields: otherBackupFields()},
		{targets: []string{"/accounts/*/password", "/accounts/*/disable"}, fields: reason},
		{targets: []string{"/accounts", "/accounts/*"}, fields: accountFields(units, true)},
		{targets: []string{"/session-limit"}, fields: limitFields()},
	}
}

func keepableMeeting() keepableForm {
	k := keepableForm{targets: []string{"/meetings", "/meetings/*/edit"}}
	for _, one := range meetingFields(nil) {
		k.fields = append(k.fields, one.field)
		k.unseen = append(k.unseen, "span."+one.Name)
	}
	for _, g := range meetingGroups() {
		k.unseen = append(k.unseen, g.Name)
		k.addRows(g.Name, g.Legend, g.columns)
		for _, name := range g.hidden {
			k.unseen = append(k.unseen, g.Name+".#."+name)
		}
	}
	k.fields = append(k.fields, field{Name: "source", Label: "Bài viết"})
	return k
}

func keepableAgenda() keepableForm {
	g := agendaGroup(nil, nil)
	k := keepableForm{targets: []string{"/meetings/*/agenda"}, unseen: []string{agendaRows, agendaRows + ".#.id"}}
	k.addRows(g.Name, g.Legend, g.columns)
	return k
}

func keepableOffice() keepableForm {
	k := keepableForm{targets: []string{"/office"}, fields: officeFields(), unseen: []string{"was", "signers"}}
	k.addRows("signers", "Người ký", signerColumns())
	return k
}

// addRows adds the columns of rows.
func (k *keepableForm) addRows(name, legend string, columns []field) {
	for _, column := range columns {
		column.Full = legend + ", " + column.name()
		column.Name = name + ".#." + column.Name
		k.fields = append(k.fields, column)
	}
}

// keepableAt returns the form that is sent to an address. One that is not listed
// holds buttons alone.
func keepableAt(target string, units []option) keepableForm {
	target, _, _ = strings.Cut(target, "?")
	for _, k := range keepableForms(units) {
		for _, pattern := range k.targets {
			if fits, _ := path.Match(pattern, target); fits {
				return k
			}
		}
	}
	return keepableForm{}
}

// keeps reports whether a field may go through the sign-in page with this form.
func (k *keepableForm) keeps(name string) bool {
	name = shapeOf(name)
	return slices.Contains(buttons, name) || slices.Contains(k.unseen, name) ||
		slices.ContainsFunc(k.fields, func(f field) bool { return f.Name == name })
}

// keepsAll reports whether every field may. A form with any other is none of
// those listed, and may hold a password.
func (k *keepableForm) keepsAll(values map[string]string) bool {
	for name := range values {
		if !k.keeps(name) {
			return false
		}
	}
	return true
}

// shapeOf returns the name of a field with # for the number of its row.
func shapeOf(name string) string {
	parts := strings.Split(name, ".")
	if len(parts) == 3 && parts[1] != "" && strings.Trim(parts[1], "0123456789") == "" {
		parts[1] = "#"
	}
	return strings.Join(parts, ".")
}

// facts tells what was typed into the form, in the words of its page.
func (k *keepableForm) facts(values map[string]string) []fact {
	var all []fact
	for _, one := range k.fields {
		if !strings.Contains(one.Name, "#") {
			all = append(all, fact{one.name(), typedLines(one, values[one.Name])})
			continue
		}
		for i := 0; ; i++ {
			value, there := values[strings.Replace(one.Name, "#", strconv.Itoa(i), 1)]
			if !there {
				break
			}
			all = append(all, fact{fmt.Sprintf("%s, dòng %d", one.name(), i+1), typedLines(one, value)})
		}
	}
	return slices.DeleteFunc(all, func(f fact) bool { return f.Lines == nil })
}

// typedLines tells a value: the label of a choice, the rows of a list, and
// anything else as it was typed.
func typedLines(f field, value string) []string {
	var sheet xlsx.Sheet
	switch {
	case f.Options != nil:
		return lines(f.words(value))
	case f.Name == "sheet" && json.Unmarshal([]byte(value), &sheet) == nil:
		var all []string
		for _, row := range sheet.Rows {
			all = append(all, strings.Join(slices.DeleteFunc(row.Cells, func(cell string) bool { return cell == "" }), ", "))
		}
		return all
	}
	return lines(value)
}
