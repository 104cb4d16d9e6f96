package briefing

import (
	"fmt"
	"maps"
	"testing"
)

func TestUnitsHaveTheNameOfTheDay(t *testing.T) {
	versions := []Unit{ // in the order of names
		{ID: 1, Name: "A sau này", ValidFrom: "2030-01-01"},
		{ID: 2, Name: "B đã hết", ValidTo: "2020-12-31"},
		{ID: 1, Name: "C đầu tiên", ValidTo: "2009-12-31"},
		{ID: 1, Name: "D hiện nay", ValidFrom: "2010-01-01", ValidTo: "2028-12-31"},
		{ID: 3, Name: "E sắp lập", ValidFrom: "2027-01-01"},
		{ID: 3, Name: "F về sau", ValidFrom: "2029-01-01"},
	}
	for _, c := range []struct {
		day  Day
		want map[int64]string
	}{
		{"2000-01-01", map[int64]string{1: "C đầu tiên", 2: "B đã hết", 3: "E sắp lập"}},
		{"2026-06-01", map[int64]string{1: "D hiện nay", 2: "B đã hết", 3: "E sắp lập"}},
		{"2029-06-01", map[int64]string{1: "D hiện nay", 2: "B đã hết", 3: "F về sau"}},
		{"2030-01-01", map[int64]string{1: "A sau này", 2: "B đã hết", 3: "F về sau"}},
		{"", map[int64]string{1: "A sau này", 2: "B đã hết", 3: "F về sau"}},
	} {
		if got := NamesOn(versions, c.day); !maps.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.day, got, c.want)
		}
	}
	var order []int64
	for _, u := range UnitsOn(versions, "2026-06-01") {
		order = append(order, u.ID)
	}
	if got, want := fmt.Sprint(order), "[1 2 3]"; got != want {
		t.Errorf("got order %s, want %s", got, want)
	}
}

func TestAUnitServesWhileItIsAValidCommune(t *testing.T) {
	versions := []Unit{{Level: Commune, ValidTo: "2020-12-31"}, {Level: District, ValidFrom: "2021-01-01", ValidTo: "2022-12-31"},
		{Level: Commune, ValidFrom: "2024-01-01"}}
	for day, want := range map[Day]bool{"2020-12-31": true, "2021-01-01": false, "2023-06-01": false, "2024-01-01": true} {
		if got := Serves(versions, day); got != want {
			t.Errorf("%s: got %v, want %v", day, got, want)
		}
	}
	if Serves(nil, "2024-01-01") {
		t.Error("a unit that is not stored serves")
	}
}
