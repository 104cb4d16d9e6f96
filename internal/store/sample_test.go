package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// What a person has saved is no sample any more: removing the sample keeps it,
// with the office that signs it, and leaves an entry for all that goes.
func TestWhatPeopleHaveChangedIsNoSample(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.Sample = true
	save(t, db, m)
	units := []briefing.Unit{{Name: "Huyện A", ShortName: "A", Kind: "huyện", Level: briefing.District, Sample: true}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	communes := []briefing.Unit{{Name: "Xã B", ShortName: "B", Kind: "xã", Level: briefing.Commune, Parent: units[0].ID, Sample: true},
		{Name: "Xã C", ShortName: "C", Kind: "xã", Level: briefing.Commune, Parent: units[0].ID, Sample: true}}
	if err := db.InsertUnits(t.Context(), tester, communes); err != nil {
		t.Fatal(err)
	}
	for _, from := range []briefing.Day{"2020-01-01", "2022-01-01"} {
		if err := db.SetOffice(t.Context(), tester, briefing.Office{Name: "Ban Dân vận", ValidFrom: from, Sample: true}); err != nil {
			t.Fatal(err)
		}
	}
	m.Title = "Hội nghị thật"
	save(t, db, m)
	changed := communes[0]
	changed.Name = "Xã B mới"
	if err := db.ReplaceUnit(t.Context(), tester, communes[0], changed); err != nil {
		t.Fatal(err)
	}

	told, err := db.SampleRemoval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before, err := db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.RemoveSample(t.Context(), tester); err != nil {
		t.Fatal(err)
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{After: before.Count})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, e := range entries {
		got[e.Action+" "+e.Entity]++
	}
	want := map[string]int{"delete sample": 1, "delete unit": 1, "delete office": 1, "update office": 1, "update directive": 1}
	if fmt.Sprint(got) != fmt.Sprint(want) || len(told) != len(entries) {
		t.Errorf("the trail has %v, want %v; %d were told before", got, want, len(told))
	}
	kept, err := db.Meeting(t.Context(), m.ID)
	if err != nil || kept.Sample || kept.Title != "Hội nghị thật" {
		t.Errorf("the meeting: %+v, %v", kept, err)
	}
	if left, err := db.AllUnits(t.Context()); err != nil || len(left) != 2 {
		t.Errorf("units %+v, %v, want the changed one and the one above it", left, err)
	}
	if office, err := db.Office(t.Context(), ""); err != nil || office.ValidFrom != "2022-01-01" || office.Sample {
		t.Errorf("the office: %+v, %v", office, err)
	}
	if status, err := db.Status(t.Context()); err != nil || status.Sample {
		t.Errorf("still a sample: %+v, %v", status, err)
	}
}

// A folder that others could enter is closed when it holds nothing else; one
// with other files is told of.
func TestTheDataFolderIsClosed(t *testing.T) {
	for name, want := range map[string]bool{"": false, "ghi chú.txt": true} {
		dir := trail(t, 1)
		if name != "" {
			writeFile(t, filepath.Join(dir, name), "x")
		}
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		reopened(t, dir)
		if mode, open := store.OpenToOthers(dir); open != want {
			t.Errorf("beside %q: mode %v, open %v, want %v", name, mode, open, want)
		}
	}
}
