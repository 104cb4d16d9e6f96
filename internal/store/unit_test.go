package store_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// district stores a district with one commune.
func district(t *testing.T, db *store.DB) []briefing.Unit {
	t.Helper()
	units := []briefing.Unit{{Name: "Huyện A", ShortName: "A", Kind: "huyện", Level: briefing.District},
		{Name: "Xã B", ShortName: "B", Kind: "xã", Level: briefing.Commune, Parent: -1}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	return units
}

func TestAUnitIsCorrectedOnceForEachReading(t *testing.T) {
	db, _ := create(t)
	was := district(t, db)[1]
	mine := was
	mine.Name, mine.ShortName, mine.ValidTo = "Xã C", "C", "2025-06-30"
	if err := db.ReplaceUnit(t.Context(), tester, was, mine); err != nil {
		t.Fatal(err)
	}
	stored, err := db.UnitVersions(t.Context(), was.ID)
	if err != nil || !reflect.DeepEqual(stored, []briefing.Unit{mine}) {
		t.Fatalf("got %+v, %v, want %+v", stored, err, mine)
	}
	if err := db.ReplaceUnit(t.Context(), tester, was, mine); !errors.Is(err, store.ErrStale) {
		t.Errorf("the old version again: got %v, want ErrStale", err)
	}
	above := mine
	above.Parent = mine.ID
	if _, ok := errors.AsType[*briefing.Invalid](db.ReplaceUnit(t.Context(), tester, mine, above)); !ok {
		t.Error("a unit stands below itself")
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "unit", EntityID: was.ID})
	if err != nil || len(entries) != 2 || !strings.Contains(entries[0].After, `"ParentName":"Huyện A"`) ||
		!strings.Contains(entries[0].Before, "Xã B") || !strings.Contains(entries[0].After, "Xã C") {
		t.Errorf("got entries %+v, %v", entries, err)
	}
}

func TestOnlyAUnitThatNothingUsesGoes(t *testing.T) {
	ctx := t.Context()
	db, _ := create(t)
	units := district(t, db)
	a := &briefing.Account{Name: "xa.b", FullName: "Cán bộ B", Role: briefing.CommuneStaff, Unit: units[1].ID}
	if err := db.InsertAccount(ctx, tester, a, ""); err != nil {
		t.Fatal(err)
	}
	for i, want := range []briefing.UnitUses{{Below: []string{"Xã B"}}, {Accounts: []string{"xa.b"}}} {
		stored, err := db.UnitVersions(ctx, units[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if uses, err := db.UnitUses(ctx, units[i].ID); err != nil || !reflect.DeepEqual(uses, want) {
			t.Errorf("got uses %+v, %v, want %+v", uses, err, want)
		}
		if err := db.DeleteUnit(ctx, tester, stored, "nhầm"); !errors.Is(err, store.ErrInUse) {
			t.Errorf("%s: got %v, want ErrInUse", units[i].Name, err)
		}
	}
	free := briefing.Unit{Name: "Xã C", Kind: "xã", ShortName: "C", Level: briefing.Commune, Parent: units[0].ID}
	if err := db.InsertUnit(ctx, tester, &free); err != nil {
		t.Fatal(err)
	}
	stale := free
	stale.Code = "00001"
	if err := db.DeleteUnit(ctx, tester, []briefing.Unit{stale}, "nhầm"); !errors.Is(err, store.ErrStale) {
		t.Errorf("another reading: got %v, want ErrStale", err)
	}
	if err := db.DeleteUnit(ctx, tester, []briefing.Unit{free}, "nhầm"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.UnitVersions(ctx, free.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	entries, err := db.Audit(ctx, briefing.AuditFilter{Entity: "unit", Action: "delete"})
	if err != nil || len(entries) != 1 || entries[0].Reason != "nhầm" || !strings.Contains(entries[0].Before, "Xã C") {
		t.Errorf("got entries %+v, %v", entries, err)
	}
	// The history of the removed unit must not become that of the next one.
	next := briefing.Unit{Name: "Xã D", Kind: "xã", ShortName: "D", Level: briefing.Commune, Parent: units[0].ID}
	if err := db.InsertUnit(ctx, tester, &next); err != nil || next.ID <= free.ID {
		t.Errorf("got number %d after %d, %v", next.ID, free.ID, err)
	}
}

func TestANewUnitMustNotBeThereYet(t *testing.T) {
	db, _ := create(t)
	units := district(t, db)
	again := briefing.Unit{Name: "Xã B", Kind: "xã", Level: briefing.Commune, Parent: units[0].ID}
	if inv, ok := errors.AsType[*briefing.Invalid](db.InsertUnit(t.Context(), tester, &again)); !ok || inv.On("name") == "" {
		t.Errorf("got %v, want a fault at the name", inv)
	}
}

func TestAVersionOfTheOfficeGoesButNotTheLast(t *testing.T) {
	ctx := t.Context()
	db, _ := create(t)
	for _, o := range []briefing.Office{{Name: "Ban A", ValidFrom: "2020-01-01"}, {Name: "Ban B", ValidFrom: "2024-01-01"}} {
		if err := db.SetOffice(ctx, tester, o); err != nil {
			t.Fatal(err)
		}
	}
	all, err := db.Offices(ctx)
	if err != nil {
		t.Fatal(err)
	}
	stale := all[0]
	stale.Symbol = "X"
	if err := db.DeleteOffice(ctx, tester, stale, "nhầm"); !errors.Is(err, store.ErrStale) {
		t.Errorf("another reading: got %v, want ErrStale", err)
	}
	if err := db.DeleteOffice(ctx, tester, all[0], "nhầm"); err != nil {
		t.Fatal(err)
	}
	if o, err := db.Office(ctx, "2024-06-01"); err != nil || o.Name != "Ban A" {
		t.Errorf("got %s, %v, want the version before", o.Name, err)
	}
	if err := db.DeleteOffice(ctx, tester, all[1], "nhầm"); !errors.Is(err, store.ErrLastOffice) {
		t.Errorf("the last one: got %v, want ErrLastOffice", err)
	}
	entries, err := db.Audit(ctx, briefing.AuditFilter{Entity: "office", Action: "delete"})
	if err != nil || len(entries) != 1 || entries[0].Reason != "nhầm" || !strings.Contains(entries[0].Before, "Ban B") {
		t.Errorf("got entries %+v, %v", entries, err)
	}
}
