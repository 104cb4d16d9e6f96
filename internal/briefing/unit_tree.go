package briefing

// A UnitBranch is a unit at its place in the tree.
type UnitBranch struct {
	Unit
	Depth    int // from 0
	Children bool
}

// UnitTree lists versions of units with those below each after it, otherwise
// in their order. One whose parent is not among them stands at the top.
func UnitTree(units []Unit) []UnitBranch {
	known := map[int64]bool{}
	for _, u := range units {
		known[u.ID] = true
	}
	below := map[int64][]int{}
	for i, u := range units {
		parent := u.Parent
		if !known[parent] {
			parent = 0
		}
		below[parent] = append(below[parent], i)
	}
	var all []UnitBranch
	listed := make([]bool, len(units))
	var add func(i, depth int)
	add = func(i, depth int) {
		if listed[i] {
			return
		}
		listed[i] = true
		u := units[i]
		all = append(all, UnitBranch{u, depth, below[u.ID] != nil})
		for _, child := range below[u.ID] {
			add(child, depth+1)
		}
	}
	for _, top := range below[0] {
		add(top, 0)
	}
	for i := range units { // what stood below one another at different times
		add(i, 0)
	}
	return all
}
