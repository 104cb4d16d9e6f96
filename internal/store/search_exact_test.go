package store_test

import (
	"fmt"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"

	"golang.org/x/text/unicode/norm"
)

// registered is a register with namesakes and numbers that look alike, and two
// meetings. It names each record by what it is.
func registered(t *testing.T) (db *store.DB, names map[string]string) {
	t.Helper()
	db, _ = create(t)
	names = map[string]string{}
	for _, one := range []struct {
		name string
		briefing.Directive
	}{
		{"24 Hà Nội", briefing.Directive{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2023-08-07", Title: "Về tăng cường kỷ luật"}},
		{"24 tỉnh", briefing.Directive{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TU", Issuer: "Tỉnh ủy", Place: "Sông Mơ", Date: "2019-03-01", Title: "Về rừng"}},
		{"124", briefing.Directive{Genre: briefing.ChiThi, Number: "124", Symbol: "124-CT/TU", Date: "2023-08-07", Title: "Về đất"}},
		{"24 TW", briefing.Directive{Genre: briefing.ChiThi, Number: "24", Symbol: "24-CT/TW", Date: "2012-07-04", Title: "Về thi đua"}},
		{"10", briefing.Directive{Genre: briefing.ChiThi, Number: "10", Symbol: "10-CT/TW", Date: "2016-12-23", Title: "Về chi bộ"}},
		{"217", briefing.Directive{Genre: briefing.QuyetDinh, Number: "217", Symbol: "217-QĐ/TW", Issuer: "Bộ Chính trị", Date: "2013-12-12", Title: "Về giám sát"}},
		{"218", briefing.Directive{Genre: briefing.QuyetDinh, Number: "218", Symbol: "218-QĐ/TW", Issuer: "Bộ Chính trị", Date: "2013-12-12", Title: "Về góp ý"}},
		{"luật", briefing.Directive{Genre: briefing.Luat, Number: "10", Symbol: "10/2022/QH15", Issuer: "Quốc hội", Date: "2022-11-10", Title: "Thực hiện dân chủ ở cơ sở"}},
	} {
		names[fmt.Sprint("directive ", register(t, db, one.Directive).ID)] = one.name
	}
	for _, one := range [][2]string{
		{"họp theo tên", "Hội nghị quán triệt Luật Thực hiện dân chủ ở cơ sở."},
		{"họp theo số", "Hội nghị quán triệt Luật số 10/2022/QH15; có 24 hộ, CT và TU."},
		{"họp chỉ thị", "Thực hiện Chỉ thị số 24-CT/TU ngày 07/8/2023 của Thành ủy Hà Nội và các Quyết định 217, 218-QĐ/TW của Bộ Chính trị."},
	} {
		name, source := one[0], one[1]
		m := meeting()
		m.Title, m.Source, m.Citations, m.HeldOn = name, source, nil, briefing.NewDay(2024, 1, 1+len(names))
		if strings.Contains(source, "Luật") {
			m.Citations = []briefing.Citation{{Genre: briefing.Luat, Title: "Thực hiện dân chủ ở cơ sở", Field: "source", Directive: 8, Manual: true}}
		}
		save(t, db, m)
		names[fmt.Sprint("meeting ", m.ID)] = name
	}
	return db, names
}

func TestWhatAQueryNamesStandsFirst(t *testing.T) {
	db, names := registered(t)
	tests := []struct {
		query, exact string
		rest         string // what may follow, in any order
	}{
		{"24-CT/TU", "24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"24-CT/TU ngày 07/08/2023", "24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"24-CT/TU 1/3/2019", "24 tỉnh, 24 Hà Nội", "họp chỉ thị"},
		{"Chỉ thị số 24-CT/TU của Thành ủy Hà Nội", "24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"Chỉ thị số 24-CT/TU của Tỉnh ủy Sông Mơ", "24 tỉnh, 24 Hà Nội", "họp chỉ thị"},
		{"Chỉ thị số 24-CT/TU ngày 07/8/2023 của Thành ủy Hà Nội về tăng cường kỷ luật", "24 Hà Nội, 24 tỉnh", ""},
		{"chi thi so 24-ct/tu cua thanh uy", "24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"24CTTU", "24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"24 ct tu", "24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"0024 – ct ∕ tu", "24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"24-CT/TƯ", "24 TW", ""},
		{"chỉ thị 24", "24 Hà Nội, 24 tỉnh, 24 TW", "họp chỉ thị"},
		{"chỉ thị số 24 của Thành ủy Hà Nội", "24 Hà Nội, 24 TW, 24 tỉnh", "họp chỉ thị"},
		{"217, 218-QĐ/TW", "217, 218", "họp chỉ thị"},
		{"218, 217 qd tw", "218, 217", "họp chỉ thị"},
		{"24-CT/TU 10-CT/TW", "24 Hà Nội, 24 tỉnh, 10", "họp chỉ thị"},
		{"10-CT/TW 24-CT/TU", "10, 24 Hà Nội, 24 tỉnh", "họp chỉ thị"},
		{"10 2022 qh15", "luật", "họp theo tên, họp theo số"},
		{"10/2022/QH15", "luật", "họp theo tên, họp theo số"},
		{"Luật Thực hiện dân chủ ở cơ sở", "luật", "họp theo tên, họp theo số"},
		{"luật dân chủ cơ sở", "luật", "họp theo tên, họp theo số"},
		{"luat thuc hien dan chu o co so", "luật", "họp theo tên, họp theo số"},
		{"124-CT/TU", "124", ""},
		{"4-CT/TU", "", ""},
		{"24-CT/T", "", ""},
	}
	for _, tt := range tests {
		for form, query := range map[string]string{"NFC": tt.query, "NFD": norm.NFD.String(tt.query)} {
			r := store.SearchRequest{Query: search.Parse(query), Scope: office}
			hits, err := db.Search(t.Context(), &r, store.Newest, 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			var exact, rest []string
			for _, h := range hits {
				name := names[fmt.Sprint(h.Kind, " ", h.ID)]
				if h.Exact {
					exact = append(exact, name)
				} else {
					rest = append(rest, name)
				}
			}
			if got := strings.Join(exact, ", "); got != tt.exact {
				t.Errorf("%s %q: first %s, want %s", form, tt.query, got, tt.exact)
			}
			for _, name := range rest {
				if !strings.Contains(tt.rest, name) {
					t.Errorf("%s %q: found %s", form, tt.query, name)
				}
			}
			if len(strings.Split(tt.rest, ", ")) != len(rest) && tt.rest != "" {
				t.Errorf("%s %q: then %v, want %s", form, tt.query, rest, tt.rest)
			}
			count, err := db.SearchCount(t.Context(), &r, 1000)
			counts, err2 := db.SearchCounts(t.Context(), &r)
			if err != nil || err2 != nil || count != len(hits) || counts.Total != len(hits) {
				t.Errorf("%s %q: %d results, counted %d and %d, %v, %v", form, tt.query, len(hits), count, counts.Total, err, err2)
			}
		}
	}
}

func TestSuggestionsLeadStraightThere(t *testing.T) {
	db, names := registered(t)
	units := []briefing.Unit{{Name: "Xã Thành Lợi", ShortName: "Thành Lợi", Kind: "xã", Level: briefing.Commune},
		{Name: "Xã Thành Đông", ShortName: "Thành Đông", Kind: "xã", Level: briefing.Commune}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		names[fmt.Sprint("unit ", u.ID)] = u.ShortName
	}
	commune := search.Scope{Unit: units[0].ID}
	tests := []struct {
		scope search.Scope
		typed string
		want  string // in this order, among others
		not   string
	}{
		{office, "24-c", "24 Hà Nội, 24 tỉnh, 24 TW", "24-CT/TU"},
		{commune, "24 ct t", "24 Hà Nội, 24 tỉnh", "họp"},
		{office, "217", "217", "218"},
		{office, "chỉ thị 24", "24 Hà Nội, 24 tỉnh, 24 TW", "124"},
		{office, "24-CT/TU ngày 1/3/2019", "24 tỉnh, 24 Hà Nội", ""},
		{office, "luật dân chủ cơ sở", "luật", ""},
		{office, "thành", "Thành ủy Hà Nội, Thành Đông, Thành Lợi", ""},
		{commune, "thành", "Thành ủy Hà Nội, Thành Lợi", "Thành Đông"},
		{commune, "uy ha", "Thành ủy Hà Nội", ""},
		{office, "họp", "họp chỉ thị", ""},
		{commune, "họp", "", "họp"},
	}
	for _, tt := range tests {
		all, err := db.Suggest(t.Context(), tt.scope, tt.typed)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range all {
			got = append(got, s.Symbol+s.Issuer+names[fmt.Sprint(s.Kind, " ", s.ID)])
		}
		list := strings.Join(got, ", ")
		at := 0
		for _, want := range strings.Split(tt.want, ", ") {
			n := strings.Index(list[at:], want)
			if n < 0 {
				t.Errorf("%+v %q: suggested %s, want %s", tt.scope, tt.typed, list, tt.want)
				break
			}
			at += n + len(want)
		}
		for _, one := range got {
			if tt.not != "" && strings.HasPrefix(one, tt.not) {
				t.Errorf("%+v %q: suggested %s among %s", tt.scope, tt.typed, one, list)
			}
		}
	}
}

// Files hold what the page shows, in its order.
func TestResultsOfAListStandAsOnThePage(t *testing.T) {
	db, _ := registered(t)
	draft := meeting()
	draft.Title, draft.Source, draft.Citations, draft.HeldOn, draft.State = "Nháp 24-CT/TU", "Chỉ thị 24-CT/TU", nil, "2024-02-02", briefing.Draft
	save(t, db, draft)
	for _, order := range []store.SearchOrder{store.Newest, store.Ranked, store.RankedAll} {
		for _, text := range []string{"24-CT/TU", "24-CT/TU 10-CT/TW", "hội nghị", "về"} {
			r := store.SearchRequest{Query: search.Parse(text), Scope: office}
			hits, err := db.Search(t.Context(), &r, order, 0, 100)
			if err != nil {
				t.Fatal(err)
			}
			list, err := db.SearchResults(t.Context(), briefing.SearchFilter{Query: text, Office: true, Order: string(order)}, 100)
			if err != nil || len(list) != len(hits) || len(hits) == 0 {
				t.Fatalf("%q: %d listed, %d on the page, %v", text, len(list), len(hits), err)
			}
			for i, h := range hits {
				if l := list[i]; l.Kind != h.Kind || l.ID != h.ID || l.Draft != h.Draft || h.Draft != (h.Kind == "meeting" && h.ID == draft.ID) {
					t.Errorf("%q by %q, place %d: %+v listed, %s %d on the page, draft %v", text, order, i, l, h.Kind, h.ID, h.Draft)
				}
			}
		}
	}
}

// Who stands above a unit sees it, but not who stood above that one at another
// time.
func TestUnitsAreFoundByWhoStoodAboveThemThen(t *testing.T) {
	db, _ := create(t)
	units := []briefing.Unit{{Name: "Huyện Sau", ShortName: "Sau", Kind: "huyện", Level: briefing.District, ValidFrom: "2010-01-01"},
		{Name: "Khối Giữa", ShortName: "Giữa", Kind: "xã", Level: briefing.Commune, Parent: -1, ValidFrom: "2022-01-01"},
		{Name: "Huyện Trước", ShortName: "Trước", Kind: "huyện", Level: briefing.District, ValidFrom: "2010-01-01"}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	// Giữa stood below Trước until 2021; what stood below it ended in 2020.
	earlier := units[1]
	earlier.Parent, earlier.ValidFrom, earlier.ValidTo = units[2].ID, "2010-01-01", "2021-12-31"
	db.InsertVersion(t, earlier)
	below := []briefing.Unit{{Name: "Thôn Kinlang", ShortName: "Kinlang", Kind: "xã", Level: briefing.Commune, Parent: units[1].ID,
		ValidFrom: "2011-01-01", ValidTo: "2020-12-31"}}
	if err := db.InsertUnits(t.Context(), tester, below); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 1, 1} {
		if got := found(t, db, search.Scope{Unit: units[i].ID}, "kinlang"); len(got) != want {
			t.Errorf("%s finds %v", units[i].Name, got)
		}
	}
}
