package web

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/export"
	"giaoban/internal/vntext"
)

// mostSigners bounds the signers of one office.
const mostSigners = 20

func officeFields() []field {
	var layouts []option
	for _, l := range export.Layouts() {
		layouts = append(layouts, option{Value: l.Name, Label: layoutLabel(l.Name)})
	}
	return []field{
		{Name: "valid_from", Label: "Áp dụng từ ngày", Required: true, Sample: "dd/mm/yyyy"},
		{Name: "layout", Label: "Thể thức văn bản", Options: layouts},
		{Name: "name", Label: "Tên cơ quan", Required: true, Sample: "Ban Dân vận"},
		{Name: "superior", Label: "Cấp ủy trực tiếp", Required: true, Sample: "Huyện ủy Gia Lâm"},
		{Name: "place_line", Label: "Địa danh ghi trước ngày tháng", Required: true, Sample: "Gia Lâm"},
		{Name: "symbol", Label: "Ký hiệu văn bản", Required: true, Sample: "BDVHU"},
		{Name: "recipients", Label: "Nơi nhận, mỗi dòng một nơi", Area: true, Width: "full recipients",
			Hint: "Không cần gạch đầu dòng. Dòng “Lưu …” được đưa xuống cuối; không ghi thì chương trình tự thêm."},
	}
}

func signerColumns() []field {
	return []field{
		{Name: "authority", Label: "Thẩm quyền ký", Sample: "K/T TRƯỞNG BAN"},
		{Name: "position", Label: "Chức vụ", Sample: "PHÓ TRƯỞNG BAN"},
		{Name: "name", Label: "Họ tên"},
	}
}

func signerField(row int, column string) string { return fmt.Sprintf("signers.%d.%s", row, column) }

// officeValues returns a version as the values of its form.
func officeValues(o *briefing.Office) map[string]string {
	v := map[string]string{"valid_from": o.ValidFrom.Label(), "layout": cmp.Or(o.Layout, export.PartyLayout().Name), "name": o.Name, "superior": o.Superior,
		"place_line": o.PlaceLine, "symbol": o.Symbol, "recipients": strings.Join(o.Recipients, "\n"),
		"signers": strconv.Itoa(len(o.Signers)), "was": officeFingerprint(o)}
	for i, s := range o.Signers {
		v[signerField(i, "authority")], v[signerField(i, "position")], v[signerField(i, "name")] = s.Authority, s.Position, s.Name
	}
	return v
}

// completeOffice reports whether every field of the form was sent.
func completeOffice(f *form) bool {
	for _, one := range officeFields() {
		if !f.has(one.Name) {
			return false
		}
	}
	n := signerCount(f.values)
	if !f.has("signers", "was", "do", "end") || f.values["signers"] != strconv.Itoa(n) {
		return false
	}
	for i := range n {
		for _, column := range signerColumns() {
			if !f.has(signerField(i, column.Name)) {
				return false
			}
		}
	}
	return true
}

// readOffice reads a version, with all that is wrong.
func readOffice(v map[string]string) (*briefing.Office, *briefing.Invalid) {
	line := func(name string) string { return vntext.Words(v[name]) }
	from, dayErr := briefing.ParseDay(v["valid_from"])
	o := &briefing.Office{Name: line("name"), Superior: line("superior"), PlaceLine: line("place_line"),
		Symbol: line("symbol"), Layout: v["layout"], ValidFrom: from}
	for recipient := range strings.Lines(v["recipients"]) {
		if recipient = strings.TrimLeft(vntext.Words(recipient), "-–—+*• "); recipient != "" {
			o.Recipients = append(o.Recipients, recipient)
		}
	}
	for i := range signerCount(v) {
		o.Signers = append(o.Signers, briefing.Signer{Authority: line(signerField(i, "authority")),
			Position: line(signerField(i, "position")), Name: line(signerField(i, "name"))})
	}
	var inv briefing.Invalid
	if wrong, ok := errors.AsType[*briefing.Invalid](o.Validate()); ok {
		for _, fault := range wrong.Faults {
			if strings.HasPrefix(fault.Field, "recipients.") {
				fault.Field = "recipients"
			}
			if fault.Field == "valid_from" && dayErr != nil {
				fault.Message = sentence(dayErr.Error())
			}
			inv.Faults = append(inv.Faults, fault)
		}
	}
	_, known := export.LayoutNamed(o.Layout)
	inv.Check(known, "layout", "Chọn thể thức trong danh sách.")
	return o, &inv
}

// dropEmptySigners takes out the rows in which nothing was typed.
func dropEmptySigners(v map[string]string) {
	for i := signerCount(v) - 1; i >= 0; i-- {
		empty := true
		for _, column := range signerColumns() {
			empty = empty && vntext.Words(v[signerField(i, column.Name)]) == ""
		}
		if empty {
			changeSigners(v, "remove", fmt.Sprintf("signers:%d", i))
		}
	}
}

// changeSigners adds or removes a row; it reports false for anything else.
func changeSigners(v map[string]string, verb, rest string) bool {
	n := signerCount(v)
	group, number, _ := strings.Cut(rest, ":")
	row, err := strconv.Atoi(number)
	switch {
	case group != "signers":
		return false
	case verb == "add" && n < mostSigners:
		for _, column := range signerColumns() {
			v[signerField(n, column.Name)] = ""
		}
		v["signers"] = strconv.Itoa(n + 1)
		return true
	case verb == "remove" && err == nil && 0 <= row && row < n:
		for _, column := range signerColumns() {
			for i := row; i < n-1; i++ {
				v[signerField(i, column.Name)] = v[signerField(i+1, column.Name)]
			}
		}
		v["signers"] = strconv.Itoa(n - 1)
		return true
	}
	return false
}

// signerRows lays out the signers.
func signerRows(v map[string]string, inv *briefing.Invalid) rowGroup {
	out := rowGroup{group: group{Name: "signers", Legend: "Người ký (người thứ nhất ký, nếu không chọn người khác)", Add: "Thêm người ký"},
		Count: hidden{"signers", strconv.Itoa(signerCount(v))}}
	out.Columns = append(out.Columns, signerColumns()...)
	for i := range signerCount(v) {
		r := row{Number: i + 1, ID: fmt.Sprintf("row-signers-%d", i), Remove: fmt.Sprintf("remove:signers:%d", i)}
		for _, column := range signerColumns() {
			column.Label = fmt.Sprintf("%s, dòng %d", column.Label, i+1)
			column.Name = signerField(i, column.Name)
			column = column.filled(v, inv)
			r.Cells = append(r.Cells, column)
			if column.Message != "" {
				r.Messages = append(r.Messages, column)
			}
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}
