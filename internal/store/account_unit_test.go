package store_test

import (
	"errors"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// end lets a unit end long ago.
func end(t *testing.T, db *store.DB, u briefing.Unit) {
	t.Helper()
	ended := u
	ended.ValidTo = "2020-12-31"
	if err := db.ReplaceUnit(t.Context(), tester, u, ended); err != nil {
		t.Fatal(err)
	}
}

func TestAnAccountBelongsToACommuneOfToday(t *testing.T) {
	db, _ := create(t)
	addAccount(t, db, "quantri", briefing.Administrator)
	units := append(communesOf(2), briefing.Unit{Name: "Xã Cũ", Kind: "xã", Level: briefing.Commune, ValidTo: "2020-12-31"},
		briefing.Unit{Name: "Xã Mới", Kind: "xã", Level: briefing.Commune, ValidFrom: "2090-01-01"})
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	wrong := map[string]int64{"a district": units[0].ID, "an ended one": units[3].ID, "a later one": units[4].ID, "an unknown one": 99}
	for what, unit := range wrong {
		a := &briefing.Account{Name: "xa.a", FullName: "A", Role: briefing.CommuneStaff, Unit: unit}
		if inv, ok := errors.AsType[*briefing.Invalid](db.InsertAccount(t.Context(), tester, a, "x")); !ok || inv.On("unit") == "" {
			t.Errorf("%s: got %v, want a fault at the unit", what, inv)
		}
	}
	a := &briefing.Account{Name: "xa.a", FullName: "A", Role: briefing.CommuneStaff, Unit: units[1].ID}
	if err := db.InsertAccount(t.Context(), tester, a, "x"); err != nil {
		t.Fatal(err)
	}
	for what, unit := range wrong {
		moved := *a
		moved.Unit = unit
		if inv, ok := errors.AsType[*briefing.Invalid](db.UpdateAccount(t.Context(), tester, &moved)); !ok || inv.On("unit") == "" {
			t.Errorf("moved to %s: got %v, want a fault at the unit", what, inv)
		}
	}
	end(t, db, units[1])
	a.Disabled = true // the unit is not touched
	if err := db.UpdateAccount(t.Context(), tester, a); err != nil {
		t.Error(err)
	}
}

func TestAnAccountIsReadWithTheEndOfItsUnit(t *testing.T) {
	db, _ := create(t)
	units := communesOf(1)
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	a := &briefing.Account{Name: "xa.a", FullName: "A", Role: briefing.CommuneStaff, Unit: units[1].ID}
	if err := db.InsertAccount(t.Context(), tester, a, "x"); err != nil {
		t.Fatal(err)
	}
	signIn(t, db, a, "key")
	for _, want := range []bool{false, true} {
		if want {
			end(t, db, units[1])
		}
		byName, _, err := db.Credentials(t.Context(), "xa.a")
		if err != nil || byName.UnitEnded != want {
			t.Errorf("by name: got %v, %v, want %v", byName.UnitEnded, err, want)
		}
		bySession, err := db.Session(t.Context(), "key", halfHour)
		if err != nil || bySession.UnitEnded != want {
			t.Errorf("by session: got %v, %v, want %v", bySession.UnitEnded, err, want)
		}
	}
}
