package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

func communesOf(n int) []briefing.Unit {
	units := []briefing.Unit{{Name: "Huyện A", ShortName: "A", Kind: "huyện", Level: briefing.District}}
	for i := range n {
		units = append(units, briefing.Unit{Name: fmt.Sprintf("Xã %d", i), Kind: "xã", Level: briefing.Commune, Parent: -1})
	}
	return units
}

// Whoever saves the same list at the same time finds it stored.
func TestUnitsSavedAtOnceAreStoredOnce(t *testing.T) {
	for name, insert := range map[string]func(*store.DB) error{
		"a list":             func(db *store.DB) error { return db.InsertUnits(t.Context(), tester, communesOf(20)) },
		"the reference list": func(db *store.DB) error { return db.InsertFirstUnits(t.Context(), tester, communesOf(20)) },
	} {
		db, _ := create(t)
		var stored atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				err := insert(db)
				_, invalid := errors.AsType[*briefing.Invalid](err)
				switch {
				case err == nil:
					stored.Add(1)
				case !invalid && !errors.Is(err, store.ErrUnitsExist):
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		all.Wait()
		units, err := db.AllUnits(t.Context())
		if err != nil || stored.Load() != 1 || len(units) != 21 {
			t.Errorf("%s: got %d units of %d saves, %v, want 21 of one", name, len(units), stored.Load(), err)
		}
	}
}

func TestAListOfUnitsIsStoredWholeOrNotAtAll(t *testing.T) {
	db, _ := create(t)
	for want, spoil := range map[string]func([]briefing.Unit){
		"code":   func(u []briefing.Unit) { u[2].Code = "577" },
		"name":   func(u []briefing.Unit) { u[2].Name = strings.ToUpper(u[1].Name) },
		"parent": func(u []briefing.Unit) { u[0].ValidTo, u[2].ValidFrom = "2020-12-31", "2021-01-01" },
	} {
		units := communesOf(2)
		spoil(units)
		inv, ok := errors.AsType[*briefing.Invalid](db.InsertUnits(t.Context(), tester, units))
		if !ok || inv.On(want) == "" {
			t.Errorf("%s: got %v", want, inv)
		}
	}
	if has, err := db.HasUnits(t.Context()); has || err != nil {
		t.Errorf("something is stored, %v", err)
	}
}

func TestTheTrailNamesTheUnitAboveAsOfToday(t *testing.T) {
	db, dir := create(t)
	units := communesOf(0)
	units[0].ValidTo = "2090-12-31"
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	_, err := open(t, dir).Exec(`
		INSERT INTO unit_version (unit_id, name, name_sort, short_name, kind, level, code, valid_from, valid_to)
		VALUES (1, 'Huyện Sau Này', x'00', '', 'huyện', 'district', '', '2091-01-01', '')`)
	if err != nil {
		t.Fatal(err)
	}
	below := briefing.Unit{Name: "Xã B", Kind: "xã", Level: briefing.Commune, Parent: 1}
	if err := db.InsertUnit(t.Context(), tester, &below); err != nil {
		t.Fatal(err)
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "unit", EntityID: below.ID})
	if err != nil || len(entries) != 1 || !strings.Contains(entries[0].After, `"ParentName":"Huyện A"`) {
		t.Errorf("got %+v, %v, want the name of today", entries, err)
	}
}
