package briefing

import (
	"fmt"
	"slices"

	"giaoban/internal/vntext"
)

// A UnitRegister holds versions of units as one more is compared with them.
type UnitRegister struct {
	byID    map[int64][]Unit
	byPlace map[unitPlace][]Unit
	byCode  map[string][]Unit // without those that have none
}

// A unitPlace is what no two units have in common on one day.
type unitPlace struct {
	parent int64
	level  Level
	name   string // folded
}

// NewUnitRegister returns a register of versions of units.
func NewUnitRegister(units []Unit) *UnitRegister {
	r := &UnitRegister{map[int64][]Unit{}, map[unitPlace][]Unit{}, map[string][]Unit{}}
	for i := range units {
		r.Add(&units[i])
	}
	return r
}

// Add enters one more version of a unit.
func (r *UnitRegister) Add(u *Unit) {
	r.byID[u.ID] = append(r.byID[u.ID], *u)
	r.byPlace[u.place()] = append(r.byPlace[u.place()], *u)
	if u.Code != "" {
		r.byCode[u.Code] = append(r.byCode[u.Code], *u)
	}
}

// CodeClash says that another unit has the official code of u while u is valid; ""
// when none has. After mergers a code is used again, but not at the same time.
func (r *UnitRegister) CodeClash(u *Unit) string {
	for _, o := range r.byCode[u.Code] {
		if o.ID != u.ID && u.Overlaps(&o) {
			return fmt.Sprintf("Mã %s đang là của %s trong thời gian này (%s).", u.Code, o.Name, o.Span())
		}
	}
	return ""
}

func (u *Unit) place() unitPlace { return unitPlace{u.Parent, u.Level, vntext.Fold(u.Name)} }

// CheckAmong reports what of u clashes with the other versions of units, its
// own among them: its time, its name and its place in the tree. A new unit has
// the ID 0.
func (u *Unit) CheckAmong(others *UnitRegister) error {
	var inv Invalid
	for _, o := range others.byID[u.ID] {
		inv.Check(!u.Overlaps(&o), "valid_from", fmt.Sprintf("Trùng thời gian với bản %s của đơn vị này.", o.Span()))
	}
	for _, o := range others.byPlace[u.place()] {
		inv.Check(o.ID == u.ID || !u.Overlaps(&o), "name",
			fmt.Sprintf("Đã có %s, %s, ở cùng nơi trong thời gian này (%s).", o.Name, o.Level.Label(), o.Span()))
	}
	clash := others.CodeClash(u)
	inv.Check(clash == "", "code", clash+" Xem lại mã, hoặc thời gian có hiệu lực.")
	above := others.byID[u.Parent]
	switch {
	case u.Parent == 0:
	case u.Parent == u.ID || u.below(others):
		inv.Check(false, "parent", "Đơn vị không thể ở dưới chính nó, cũng không ở dưới đơn vị trực thuộc nó.")
	case above == nil:
		inv.Check(false, "parent", "Không còn đơn vị cấp trên này; chọn đơn vị khác.")
	default:
		inv.Check(slices.ContainsFunc(above, func(o Unit) bool { return u.Overlaps(&o) }), "parent", ParentNotValid)
	}
	return inv.Err()
}

// ParentNotValid says that a unit stands below one that is never valid while it
// is.
const ParentNotValid = "Đơn vị cấp trên không có hiệu lực vào thời gian của đơn vị này."

// SamePlace reports whether two units stand at one place of the tree at one
// time; when they also share their name they are one.
func (u *Unit) SamePlace(other *Unit) bool {
	return u.Level == other.Level && u.Parent == other.Parent && u.Overlaps(other)
}

// below reports whether the units above u, while it is valid, come back to it.
func (u *Unit) below(others *UnitRegister) bool {
	above := []int64{u.Parent}
	for i := 0; i < len(above); i++ {
		if above[i] == u.ID {
			return true
		}
		for _, o := range others.byID[above[i]] {
			if o.Parent != 0 && u.Overlaps(&o) && !slices.Contains(above, o.Parent) {
				above = append(above, o.Parent)
			}
		}
	}
	return false
}
