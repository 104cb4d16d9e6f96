package web

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

func unitFields(parents []option) []field {
	return []field{
		{Name: "name", Label: "Tên đơn vị", Required: true, Sample: "Xã Đa Tốn", Hint: "Ghi cả loại: Xã Đa Tốn."},
		{Name: "short_name", Label: "Tên gọi tắt", Hint: "Để trống thì lấy tên bỏ loại: Đa Tốn."},
		{Name: "kind", Label: "Loại", Sample: "xã", Hint: "Để trống thì lấy từ tên."},
		{Name: "code", Label: "Mã", Sample: "00577", Hint: "Mã hành chính; không có thì để trống."},
		{Name: "level", Label: "Cấp", Required: true, Options: optionsOf(briefing.Levels(), briefing.Level.Label)},
		{Name: "parent", Label: "Đơn vị cấp trên", Options: parents},
		{Name: "valid_from", Label: "Từ ngày", Sample: "dd/mm/yyyy", Hint: "Không rõ thì để trống."},
		{Name: "valid_to", Label: "Đến hết ngày", Sample: "dd/mm/yyyy", Hint: "Đang hoạt động thì để trống."},
	}
}

// parentOptions lists the units that may stand above a unit, each as of today
// with the unit above it and the time of that version.
func parentOptions(versions []briefing.Unit, self int64, today briefing.Day) []option {
	names := briefing.NamesOn(versions, today)
	options := []option{{Label: "(không có)"}}
	for _, u := range briefing.UnitsOn(versions, today) {
		if u.ID == self {
			continue
		}
		label := u.Name
		if above := names[u.Parent]; above != "" {
			label += ", " + above
		}
		if u.ValidTo != "" {
			label += " (" + u.Span() + ")"
		}
		options = append(options, option{Value: strconv.FormatInt(u.ID, 10), Label: label})
	}
	return options
}

// unitValues returns a version as the values of its form.
func unitValues(u *briefing.Unit) map[string]string {
	v := map[string]string{"name": u.Name, "short_name": u.ShortName, "kind": u.Kind, "level": string(u.Level), "code": u.Code,
		"valid_from": u.ValidFrom.Label(), "valid_to": u.ValidTo.Label(), "from": string(u.ValidFrom)}
	if u.Parent != 0 {
		v["parent"] = strconv.FormatInt(u.Parent, 10)
	}
	if u.ID != 0 {
		v["was"] = fingerprint(*u)
	}
	return v
}

// completeUnit reports whether every field of the form was sent.
func completeUnit(f *form) bool {
	for _, one := range unitFields(nil) {
		if !f.has(one.Name) {
			return false
		}
	}
	return f.has("from", "was", "seen")
}

// readUnit reads a version; inv is nil when nothing is wrong with it alone.
func readUnit(v map[string]string) (u *briefing.Unit, inv *briefing.Invalid) {
	name := vntext.Words(v["name"])
	kind := cmp.Or(strings.ToLower(vntext.Words(v["kind"])), briefing.KindIn(name))
	name = briefing.FullUnitName(name, kind)
	u = &briefing.Unit{Name: name, ShortName: cmp.Or(vntext.Words(v["short_name"]), briefing.ShortUnitName(name, kind)),
		Kind: kind, Level: briefing.Level(v["level"]), Code: vntext.Words(v["code"])}
	inv = &briefing.Invalid{}
	var err error
	if v["parent"] != "" {
		u.Parent, err = strconv.ParseInt(v["parent"], 10, 64)
		inv.Check(err == nil && u.Parent > 0, "parent", "Chọn đơn vị cấp trên trong danh sách.")
	}
	for name, day := range map[string]*briefing.Day{"valid_from": &u.ValidFrom, "valid_to": &u.ValidTo} {
		if *day, err = briefing.ParseDay(v[name]); err != nil {
			inv.Check(false, name, sentence(err.Error()))
		}
	}
	if wrong, ok := errors.AsType[*briefing.Invalid](u.Validate()); ok {
		inv.Faults = append(inv.Faults, wrong.Faults...)
	}
	if inv.Err() == nil {
		return u, nil
	}
	return u, inv
}

// unitFacts tells a version as people read it.
func unitFacts(u *briefing.Unit, names map[int64]string) []fact {
	return []fact{
		{"Tên đơn vị", lines(u.Name)},
		{"Tên gọi tắt", lines(u.ShortName)},
		{"Loại", lines(u.Kind)},
		{"Cấp", lines(u.Level.Label())},
		{"Mã", lines(u.Code)},
		{"Đơn vị cấp trên", lines(names[u.Parent])},
		{"Từ ngày", lines(u.ValidFrom.Label())},
		{"Đến hết ngày", lines(u.ValidTo.Label())},
	}
}

// mostNamed is how many users of a unit a page names.
const mostNamed = 10

// usesFacts tells what uses a unit; nil for nothing.
func usesFacts(uses *briefing.UnitUses) []fact {
	var all []fact
	for _, one := range []fact{{"Tài khoản", uses.Accounts}, {"Đơn vị trực thuộc", uses.Below}, {"Chương trình hội nghị", uses.Meetings}} {
		if n := len(one.Lines); n > mostNamed {
			one.Lines = append(one.Lines[:mostNamed:mostNamed], fmt.Sprintf("và %s nơi khác", number(n-mostNamed)))
		}
		if one.Lines != nil {
			all = append(all, fact{one.Label, lines(strings.Join(one.Lines, ", "))})
		}
	}
	return all
}
