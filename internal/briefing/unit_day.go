package briefing

import "slices"

// UnitsOn returns one version of each unit, in the order of the first of each:
// the one that is valid on a day, otherwise the last before it, otherwise the
// first after it. The unknown day asks for the last.
func UnitsOn(versions []Unit, day Day) []Unit {
	at := map[int64]int{}
	var all []Unit
	for _, u := range versions {
		i, known := at[u.ID]
		switch {
		case !known:
			at[u.ID] = len(all)
			all = append(all, u)
		case u.nearer(&all[i], day):
			all[i] = u
		}
	}
	return all
}

// nearer reports whether u tells more of a day than another version.
func (u *Unit) nearer(other *Unit, day Day) bool {
	began, otherBegan := day == "" || u.ValidFrom <= day, day == "" || other.ValidFrom <= day
	if began != otherBegan {
		return began
	}
	return began == (u.ValidFrom > other.ValidFrom)
}

// NamesOn returns the names of units as of a day, by ID, from their versions as
// UnitsOn chooses them.
func NamesOn(versions []Unit, day Day) map[int64]string {
	names := map[int64]string{}
	for _, u := range UnitsOn(versions, day) {
		names[u.ID] = u.Name
	}
	return names
}

// Serves reports whether its staff may work for a unit on a day: whether one of
// its versions is valid then and a commune.
func Serves(versions []Unit, day Day) bool {
	return slices.ContainsFunc(versions, func(u Unit) bool { return u.Level == Commune && u.ValidOn(day) })
}

// UnitUses tells what would miss a unit.
type UnitUses struct {
	Accounts []string // names of accounts of the unit, those that are disabled too
	Below    []string // names of the units below it
	Meetings []string // titles of the meetings on whose agenda it stands
}

// Any reports whether anything uses the unit.
func (u *UnitUses) Any() bool { return len(u.Accounts)+len(u.Below)+len(u.Meetings) > 0 }
