package importer

import (
	"fmt"

	"giaoban/internal/briefing"
)

// findCodes marks rows whose official code is that of another unit at the same
// time, stored or in the list.
func (r *unitReader) findCodes(stored []briefing.Unit) {
	there := briefing.NewUnitRegister(stored)
	earlier := map[string][]*UnitRow{}
	for i := range r.rows {
		row := &r.rows[i]
		code := row.Unit.Code
		if code == "" {
			continue
		}
		unit := row.Unit
		unit.ID = row.Known
		if clash := there.CodeClash(&unit); clash != "" {
			r.fault(row, "code", clash)
		}
		for _, other := range earlier[code] {
			if other.Unit.Overlaps(&row.Unit) {
				r.fault(row, "code", fmt.Sprintf("Trùng mã với dòng %d.", other.Number))
				break
			}
		}
		if len(earlier[code]) < maxTwins {
			earlier[code] = append(earlier[code], row)
		}
	}
	r.blameChildren()
}
