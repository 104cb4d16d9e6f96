package briefing

import (
	"strings"
	"testing"
)

func TestUnitsClashWithNoOther(t *testing.T) {
	others := []Unit{
		{ID: 1, Name: "Huyện A", Level: District, ValidTo: "2025-06-30"},
		{ID: 2, Name: "Xã B", Level: Commune, Parent: 1},
		{ID: 3, Name: "Thôn C", Level: Base, Parent: 2},
		{ID: 4, Name: "Xã D", Level: Commune, Parent: 1, ValidFrom: "2020-01-01", ValidTo: "2022-12-31"},
		{ID: 4, Name: "Xã D", Level: Commune, Parent: 1, ValidFrom: "2024-01-01"},
	}
	for _, c := range []struct {
		u    Unit
		want string // the field, "" for none
	}{
		{Unit{Name: "Xã E", Level: Commune, Parent: 1}, ""},
		{Unit{Name: "XÃ B", Level: Commune, Parent: 1}, "name"},
		{Unit{Name: "Xã B", Level: Commune}, ""},
		{Unit{Name: "Xã E", Level: Commune, Parent: 9}, "parent"},
		{Unit{Name: "Xã E", Level: Commune, Parent: 1, ValidFrom: "2025-07-01"}, "parent"},
		{Unit{ID: 1, Name: "Huyện A", Level: District, Parent: 1}, "parent"},
		{Unit{ID: 1, Name: "Huyện A", Level: District, Parent: 3}, "parent"},
		{Unit{ID: 4, Name: "Xã D", Level: Commune, Parent: 1, ValidFrom: "2023-01-01", ValidTo: "2023-12-31"}, ""},
		{Unit{ID: 4, Name: "Xã D", Level: Commune, Parent: 1, ValidFrom: "2023-01-01", ValidTo: "2024-01-01"}, "valid_from"},
	} {
		var rest []Unit
		for _, o := range others {
			if o.ID != c.u.ID || o.ID == 4 {
				rest = append(rest, o)
			}
		}
		err := c.u.CheckAmong(NewUnitRegister(rest))
		inv, _ := err.(*Invalid)
		if got := fieldOf(inv); got != c.want {
			t.Errorf("%+v: got %q (%v), want %q", c.u, got, err, c.want)
		}
	}
}

func fieldOf(inv *Invalid) string {
	if inv == nil {
		return ""
	}
	var fields []string
	for _, f := range inv.Faults {
		fields = append(fields, f.Field)
	}
	return strings.Join(fields, " ")
}

func TestUnitsAreCheckedAlone(t *testing.T) {
	good := Unit{Name: "Xã A", Kind: "xã", Level: Commune, Code: "00577"}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Unit){
		"name":       func(u *Unit) { u.Name = "" },
		"short_name": func(u *Unit) { u.ShortName = strings.Repeat("ã", MaxUnitName+1) },
		"kind":       func(u *Unit) { u.Kind = "" },
		"level":      func(u *Unit) { u.Level = "" },
		"code":       func(u *Unit) { u.Code = "577" },
		"valid_to":   func(u *Unit) { u.ValidFrom, u.ValidTo = "2024-01-02", "2024-01-01" },
	} {
		u := good
		spoil(&u)
		inv, _ := u.Validate().(*Invalid)
		if got := fieldOf(inv); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatAUnitLoses(t *testing.T) {
	was := Unit{Level: Commune, ValidFrom: "2020-01-01", ValidTo: "2025-06-30"}
	for _, c := range []struct {
		u    Unit
		want bool
	}{
		{was, false},
		{Unit{Level: Commune}, false},
		{Unit{Level: Commune, ValidFrom: "2020-01-02"}, true},
		{Unit{Level: Commune, ValidTo: "2025-06-29"}, true},
		{Unit{Level: District}, true},
	} {
		if got := c.u.Loses(&was); got != c.want {
			t.Errorf("%+v: got %v, want %v", c.u, got, c.want)
		}
	}
}

func TestKindsCompleteNames(t *testing.T) {
	for _, c := range []struct{ name, kind, full, short string }{
		{"Đa Tốn", "xã", "Xã Đa Tốn", "Đa Tốn"},
		{"Xã Đa Tốn", "xã", "Xã Đa Tốn", "Đa Tốn"},
		{"Thị xã Sơn Tây", "thị xã", "Thị xã Sơn Tây", "Sơn Tây"},
		{"Hội Nông dân", "đoàn thể", "Hội Nông dân", "Hội Nông dân"},
		{"", "xã", "", ""},
	} {
		full := FullUnitName(c.name, c.kind)
		if short := ShortUnitName(full, c.kind); full != c.full || short != c.short {
			t.Errorf("%q, %q: got %q, %q, want %q, %q", c.name, c.kind, full, short, c.full, c.short)
		}
	}
}

func TestNoUnitIsLostFromTheTree(t *testing.T) {
	var got []string
	for _, b := range UnitTree([]Unit{{ID: 1, Name: "A", Parent: 2}, {ID: 2, Name: "B", ValidTo: "2020-01-01"},
		{ID: 2, Name: "B2", ValidFrom: "2020-01-02"}, {ID: 3, Name: "C", Parent: 9}, {ID: 4, Name: "D", Parent: 5}, {ID: 5, Name: "E", Parent: 4}}) {
		got = append(got, strings.Repeat("-", b.Depth)+b.Name)
	}
	if got, want := strings.Join(got, " "), "B -A B2 C D -E"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
