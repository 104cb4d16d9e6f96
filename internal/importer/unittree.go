package importer

import (
	"fmt"

	"giaoban/internal/briefing"
)

// findParents finds the unit that each row names as the one above it: in the
// list itself, then among those stored.
func (r *unitReader) findParents(stored []briefing.Unit) {
	here, there := map[string][]int64{}, map[string][]int64{}
	for i, row := range r.rows {
		note(here, row.Unit, -int64(i+1))
	}
	for _, u := range stored {
		note(there, u, u.ID)
	}
	for i := range r.rows {
		row := &r.rows[i]
		if row.Parent == "" {
			continue
		}
		key := fold(row.Parent)
		found := here[key]
		if len(found) == 0 {
			found = there[key]
		}
		switch {
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

// findTwins marks rows that name a unit again, in the list or among those
// stored. Names are used again after mergers, so two units may share one when
// they were never valid on the same day.
func (r *unitReader) findTwins(stored []briefing.Unit) {
	earlier, there := map[string][]*UnitRow{}, map[string][]briefing.Unit{}
	for _, u := range stored {
		there[fold(u.Name)] = append(there[fold(u.Name)], u)
	}
	for i := range r.rows {
		row := &r.rows[i]
		key := fold(row.Unit.Name)
		for _, other := range earlier[key] {
			if sameUnit(row.Unit, other.Unit) {
				r.fault(row, "name", fmt.Sprintf("Trùng với dòng %d.", other.Number))
				break
			}
		}
		for _, other := range there[key] {
			if sameUnit(row.Unit, other) {
				r.fault(row, "name", "Đơn vị này đã có trong sổ.")
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

// sameUnit reports whether two units of one name are one: at one place of the
// tree, and valid on the same day.
func sameUnit(a, b briefing.Unit) bool {
	return a.Level == b.Level && a.Parent == b.Parent &&
		(a.ValidTo == "" || b.ValidFrom <= a.ValidTo) && (b.ValidTo == "" || a.ValidFrom <= b.ValidTo)
}

func (r *unitReader) fault(row *UnitRow, column, message string) {
	row.Faults = append(row.Faults, Fault{r.sheet, row.Number, r.head(column), message})
}
