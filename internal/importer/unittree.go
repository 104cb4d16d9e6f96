package importer

import (
	"cmp"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// findParents finds the unit that each row names as the one above it: in the
// list itself, then among those stored. Only those count that are valid at some
// time of the row.
func (r *unitReader) findParents(stored []briefing.Unit) {
	here, there := map[string][]int64{}, map[string][]int64{}
	for i, row := range r.rows {
		note(here, row.Unit, -int64(i+1))
	}
	byID := map[int64][]briefing.Unit{}
	for _, u := range stored {
		note(there, u, u.ID)
		byID[u.ID] = append(byID[u.ID], u)
	}
	for i := range r.rows {
		row := &r.rows[i]
		if row.Parent == "" {
			continue
		}
		valid := func(all []int64) []int64 {
			return slices.DeleteFunc(slices.Clone(all), func(id int64) bool {
				return !slices.ContainsFunc(r.versions(id, byID), func(u briefing.Unit) bool { return u.Overlaps(&row.Unit) })
			})
		}
		key := fold(row.Parent)
		found := valid(here[key])
		if len(found) == 0 {
			found = valid(there[key])
		}
		switch {
		case len(found) == 0 && len(here[key])+len(there[key]) > 0:
			r.fault(row, "parent", briefing.ParentNotValid)
		case len(found) == 0:
			r.fault(row, "parent", fmt.Sprintf("Không thấy đơn vị “%s” trong danh sách này hoặc trong sổ.", row.Parent))
		case len(found) > 1:
			r.fault(row, "parent", fmt.Sprintf("Có %d đơn vị tên “%s”; ghi đủ loại và tên.", len(found), row.Parent))
		default:
			row.Unit.Parent = found[0]
		}
	}
	for i := range r.rows {
		if r.circle(i) {
			r.fault(&r.rows[i], "parent", "Đơn vị không thể ở dưới chính nó.")
		}
	}
	r.blameChildren()
}

// versions returns the versions of a unit as findParents numbers units: a row
// has one.
func (r *unitReader) versions(id int64, stored map[int64][]briefing.Unit) []briefing.Unit {
	if id < 0 {
		return []briefing.Unit{r.rows[-id-1].Unit}
	}
	return stored[id]
}

// note enters a unit under the names that people call it by. Two versions of
// one stored unit are one.
func note(names map[string][]int64, u briefing.Unit, id int64) {
	keys := []string{fold(u.Name)}
	if short := fold(u.ShortName); short != keys[0] {
		keys = append(keys, short)
	}
	for _, k := range keys {
		if n := len(names[k]); k != "" && (n == 0 || names[k][n-1] != id) {
			names[k] = append(names[k], id)
		}
	}
}

// circle reports whether the units above row i come back to it.
func (r *unitReader) circle(i int) bool {
	at := i
	for range r.rows {
		above := r.rows[at].Unit.Parent
		if above >= 0 {
			return false
		}
		if at = int(-above - 1); at == i {
			return true
		}
	}
	return false
}

// blameChildren marks the rows below one that is wrong: they could not be
// stored without it.
func (r *unitReader) blameChildren() {
	for changed := true; changed; {
		changed = false
		for i := range r.rows {
			row := &r.rows[i]
			if row.Faults != nil || row.Unit.Parent >= 0 {
				continue
			}
			if above := r.rows[-row.Unit.Parent-1]; above.Faults != nil {
				r.fault(row, "parent", fmt.Sprintf("Đơn vị cấp trên ở dòng %d đang có lỗi.", above.Number))
				changed = true
			}
		}
	}
}

// findTwins finds the stored units that rows tell again, and marks rows that
// contradict one or name a unit of the list again. Names are used again after
// mergers, so two units may share one when they were never valid on the same
// day.
func (r *unitReader) findTwins(stored []briefing.Unit) {
	there := map[string][]briefing.Unit{}
	for _, u := range stored {
		there[fold(u.Name)] = append(there[fold(u.Name)], u)
	}
	settled := make([]bool, len(r.rows))
	for i := range r.rows {
		r.settle(i, settled, there)
	}
	earlier := map[string][]*UnitRow{}
	for i := range r.rows {
		row := &r.rows[i]
		key := fold(row.Unit.Name)
		for _, other := range earlier[key] {
			if row.Unit.SamePlace(&other.Unit) {
				r.fault(row, "name", fmt.Sprintf("Trùng với dòng %d.", other.Number))
				break
			}
		}
		if key != "" && len(earlier[key]) < maxTwins {
			earlier[key] = append(earlier[key], row)
		}
	}
	r.blameChildren()
}

// maxTwins bounds how many units of one name a row is compared with.
const maxTwins = 50

// settle finds the stored unit that row i tells again, after that of the row
// above it, because units are told apart by their place in the tree.
func (r *unitReader) settle(i int, settled []bool, stored map[string][]briefing.Unit) {
	row := &r.rows[i]
	if settled[i] || row.Faults != nil {
		return
	}
	settled[i] = true
	if row.Unit.Parent < 0 {
		above := int(-row.Unit.Parent - 1)
		r.settle(above, settled, stored)
		if known := r.rows[above].Known; known != 0 {
			row.Unit.Parent = known
		}
	}
	for _, other := range stored[fold(row.Unit.Name)] {
		if !row.Unit.SamePlace(&other) {
			continue
		}
		row.Known = other.ID
		if column, is := contradiction(row, &other); column != "" {
			r.fault(row, column, fmt.Sprintf("Đơn vị này đã có trong sổ với “%s”. Sửa đơn vị ở trang Đơn vị, hoặc ghi như trong sổ.", is))
		}
		return
	}
}

// contradiction returns the first column in which a row says something else
// than the stored unit, and what is stored. An empty cell says nothing.
func contradiction(row *UnitRow, stored *briefing.Unit) (column, is string) {
	u := &row.Unit
	for i, c := range unitColumns() {
		var same bool
		switch c.name {
		case "name":
			same, is = u.Name == stored.Name, stored.Name
		case "short":
			same, is = u.ShortName == stored.ShortName, stored.ShortName
		case "kind":
			same, is = u.Kind == stored.Kind, stored.Kind
		case "code":
			same, is = u.Code == stored.Code, stored.Code
		case "from":
			same, is = u.ValidFrom == stored.ValidFrom, stored.ValidFrom.Label()
		case "to":
			same, is = u.ValidTo == stored.ValidTo, stored.ValidTo.Label()
		default: // by level and parent the unit was found
			same = true
		}
		if row.Cells[i] != "" && !same {
			return c.name, cmp.Or(is, "trống")
		}
	}
	return "", ""
}

func (r *unitReader) fault(row *UnitRow, column, message string) {
	row.Faults = append(row.Faults, Fault{r.sheet, row.Number, r.head(column), message})
}
