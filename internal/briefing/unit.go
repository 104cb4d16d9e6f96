package briefing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"giaoban/internal/vntext"
)

// A Unit is a place or body of the organisation's tree (đơn vị). What changes
// over time stands in its versions; neither name nor code identifies it, both
// are used again after mergers.
type Unit struct {
	ID        int64
	Name      string // "Xã Đa Tốn"
	ShortName string // "Đa Tốn"
	Kind      string // "xã", "thị trấn", "huyện", as data
	Level     Level
	Code      string // of the statistics office, "00577"; "" when there is none
	Parent    int64  // 0 for the top
	ValidFrom Day    // first day of this version; "" since ever
	ValidTo   Day    // last day of this version; "" while it is valid
	Sample    bool
}

// MaxUnitName bounds the names of units, in runes.
const MaxUnitName = 200

var digits = regexp.MustCompile(`^\d+$`)

// CodeFits reports whether a code of the statistics office has all its digits:
// two for a province, three for a district, five for a commune.
func (u *Unit) CodeFits() bool {
	length := map[Level]int{Province: 2, District: 3, Commune: 5}[u.Level]
	return !digits.MatchString(u.Code) || len(u.Code) >= length
}

// ValidOn reports whether this version of the unit is valid on a day.
func (u *Unit) ValidOn(day Day) bool {
	return u.ValidFrom <= day && (u.ValidTo == "" || day <= u.ValidTo)
}

// Overlaps reports whether there is a day on which both versions are valid.
func (u *Unit) Overlaps(other *Unit) bool {
	return (u.ValidTo == "" || other.ValidFrom <= u.ValidTo) && (other.ValidTo == "" || u.ValidFrom <= other.ValidTo)
}

// Loses reports whether u, in the place of the version was, takes something
// from those who use the unit: days on which it is valid, or the level of
// communes, whose staff have accounts.
func (u *Unit) Loses(was *Unit) bool {
	return u.ValidFrom > was.ValidFrom || u.ValidTo != "" && (was.ValidTo == "" || u.ValidTo < was.ValidTo) ||
		was.Level == Commune && u.Level != Commune
}

// Validate reports every mistake that keeps the unit from being stored,
// whatever other units there are.
func (u *Unit) Validate() error {
	var inv Invalid
	inv.Check(u.Name != "", "name", "Nhập tên đơn vị, như Xã Đa Tốn.")
	inv.Check(utf8.RuneCountInString(u.Name) <= MaxUnitName, "name", "Tên dài quá 200 ký tự.")
	inv.Check(utf8.RuneCountInString(u.ShortName) <= MaxUnitName, "short_name", "Tên gọi tắt dài quá 200 ký tự.")
	inv.Check(u.Kind != "", "kind", "Nhập loại đơn vị, như xã, thị trấn, huyện.")
	inv.Check(utf8.RuneCountInString(u.Kind) <= MaxUnitName, "kind", "Loại dài quá 200 ký tự.")
	inv.Check(slices.Contains(Levels(), u.Level), "level", "Chọn cấp của đơn vị.")
	inv.Check(u.CodeFits(), "code", "Mã thiếu chữ số: tỉnh 2, huyện 3, xã 5 chữ số, kể cả số 0 ở đầu.")
	inv.Check(utf8.RuneCountInString(u.Code) <= MaxUnitName, "code", "Mã dài quá 200 ký tự.")
	inv.Check(u.ValidFrom == "" || u.ValidFrom.Valid(), "valid_from", "Nhập ngày như 01/01/2024, hoặc để trống.")
	inv.Check(u.ValidTo == "" || u.ValidTo.Valid(), "valid_to", "Nhập ngày như 31/12/2024, hoặc để trống.")
	inv.Check(u.ValidFrom == "" || u.ValidTo == "" || u.ValidFrom <= u.ValidTo, "valid_to", "Ngày kết thúc trước ngày bắt đầu.")
	return inv.Err()
}

// CheckAmong reports what of u clashes with the other versions of units, its
// own among them: its time, its name and its place in the tree.
func (u *Unit) CheckAmong(others []Unit) error {
	var inv Invalid
	parentKnown, parentValid := false, false
	for _, o := range others {
		if o.ID == u.Parent {
			parentKnown = true
			parentValid = parentValid || u.Overlaps(&o)
		}
		if o.ID == u.ID && u.Overlaps(&o) {
			inv.Check(false, "valid_from", fmt.Sprintf("Trùng thời gian với bản %s của đơn vị này.", o.Span()))
		}
		if o.ID != u.ID && u.SamePlace(&o) && vntext.Fold(o.Name) == vntext.Fold(u.Name) {
			inv.Check(false, "name", fmt.Sprintf("Đã có %s, %s, ở cùng nơi trong thời gian này (%s).", o.Name, o.Level.Label(), o.Span()))
		}
	}
	switch {
	case u.Parent == 0:
	case u.Parent == u.ID || u.below(others):
		inv.Check(false, "parent", "Đơn vị không thể ở dưới chính nó, cũng không ở dưới đơn vị trực thuộc nó.")
	case !parentKnown:
		inv.Check(false, "parent", "Không còn đơn vị cấp trên này; chọn đơn vị khác.")
	default:
		inv.Check(parentValid, "parent", "Đơn vị cấp trên không có hiệu lực vào thời gian của đơn vị này.")
	}
	return inv.Err()
}

// SamePlace reports whether two units stand at one place of the tree at one
// time; when they also share their name they are one.
func (u *Unit) SamePlace(other *Unit) bool {
	return u.Level == other.Level && u.Parent == other.Parent && u.Overlaps(other)
}

// below reports whether the units above u, while it is valid, come back to it.
func (u *Unit) below(others []Unit) bool {
	above := []int64{u.Parent}
	for i := 0; i < len(above); i++ {
		if above[i] == u.ID {
			return true
		}
		for _, o := range others {
			if o.ID == above[i] && o.Parent != 0 && u.Overlaps(&o) && !slices.Contains(above, o.Parent) {
				above = append(above, o.Parent)
			}
		}
	}
	return false
}

// Span returns when the version is valid: "từ 01/01/2024 đến hết 31/12/2024".
func (u *Unit) Span() string {
	var parts []string
	if u.ValidFrom != "" {
		parts = append(parts, "từ "+u.ValidFrom.Label())
	}
	if u.ValidTo != "" {
		parts = append(parts, "đến hết "+u.ValidTo.Label())
	}
	if parts == nil {
		return "không hạn ngày"
	}
	return strings.Join(parts, " ")
}

// UnitUses tells what would miss a unit.
type UnitUses struct {
	Accounts []string // names of accounts of the unit, those that are disabled too
	Below    []string // names of the units below it
}

// Any reports whether anything uses the unit.
func (u *UnitUses) Any() bool { return len(u.Accounts)+len(u.Below) > 0 }

// A Status is what every page shows of the whole database.
type Status struct {
	Meetings    int
	Unconfirmed int // of them, drafts that wait for a person
	Directives  int
	Sample      bool // holds sample data
}
