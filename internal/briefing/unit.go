package briefing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
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
	inv.Check(utf8.RuneCountInString(u.Name) <= MaxUnitName, "name", longUnitText("Tên"))
	inv.Check(utf8.RuneCountInString(u.ShortName) <= MaxUnitName, "short_name", longUnitText("Tên gọi tắt"))
	inv.Check(u.Kind != "", "kind", "Nhập loại đơn vị, như xã, thị trấn, huyện.")
	inv.Check(utf8.RuneCountInString(u.Kind) <= MaxUnitName, "kind", longUnitText("Loại"))
	inv.Check(slices.Contains(Levels(), u.Level), "level", "Chọn cấp của đơn vị.")
	inv.Check(u.CodeFits(), "code", "Mã thiếu chữ số: tỉnh 2, huyện 3, xã 5 chữ số, kể cả số 0 ở đầu.")
	inv.Check(utf8.RuneCountInString(u.Code) <= MaxUnitName, "code", longUnitText("Mã"))
	inv.Check(u.ValidFrom == "" || u.ValidFrom.Valid(), "valid_from", "Nhập ngày như 01/01/2024, hoặc để trống.")
	inv.Check(u.ValidTo == "" || u.ValidTo.Valid(), "valid_to", "Nhập ngày như 31/12/2024, hoặc để trống.")
	inv.Check(u.ValidFrom == "" || u.ValidTo == "" || u.ValidFrom <= u.ValidTo, "valid_to", "Ngày kết thúc trước ngày bắt đầu.")
	return inv.Err()
}

func longUnitText(what string) string {
	return fmt.Sprintf("%s dài quá %d ký tự.", what, MaxUnitName)
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

// A Status is what every page shows of the whole database.
type Status struct {
	Meetings    int
	Unconfirmed int // of them, drafts that wait for a person
	Directives  int
	Unresolved  int  // citations that wait for a person
	Sample      bool // holds sample data
}
