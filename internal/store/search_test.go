package store_test

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

var office = search.Scope{All: true}

// found writes the results of a query as "kind id" in order, of one page.
func found(t *testing.T, db *store.DB, scope search.Scope, text string) []string {
	t.Helper()
	return foundBy(t, db, &store.SearchRequest{Query: search.Parse(text), Scope: scope}, store.Newest, 0, 100_000)
}

func foundBy(t *testing.T, db *store.DB, r *store.SearchRequest, order store.SearchOrder, offset, limit int) []string {
	t.Helper()
	hits, err := db.Search(t.Context(), r, order, offset, limit)
	if err != nil {
		t.Fatalf("%q: %v", r.Query.Text, err)
	}
	names := []string{}
	for _, h := range hits {
		names = append(names, fmt.Sprint(h.Kind, " ", h.ID))
	}
	return names
}

// indexed makes a database that finds the given records.
func indexed(t *testing.T, records ...search.Record) *store.DB {
	t.Helper()
	db, _ := create(t)
	index(t, db, records...)
	return db
}

func index(t *testing.T, db *store.DB, records ...search.Record) {
	t.Helper()
	if err := db.IndexRecords(t.Context(), sequence(records), 7); err != nil {
		t.Fatal(err)
	}
}

func sequence(records []search.Record) iter.Seq2[search.Record, error] {
	return func(yield func(search.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func few() []search.Record {
	return []search.Record{
		{Kind: "meeting", ID: 1, Date: "2024-04-09", Title: "Giao ban công tác dân vận quý I", Text: "Theo Quyết định số 217, 218-QĐ/TW", Year: 2024, Period: "2024-Q1", Units: []int64{9}},
		{Kind: "meeting", ID: 2, Date: "2023-10-05", Title: "Giao ban quý III", Text: "vận dụng trong dân; Chỉ thị 24-CT/TU", Year: 2023, Period: "2023-Q3", Units: []int64{9}},
		{Kind: "model", ID: 1, Date: "2024-05-01", Title: "Ngôi nhà xanh", Text: "dân vận khéo xã Đa Tốn", Unit: 5, Year: 2024, Units: []int64{5, 9}},
		{Kind: "model", ID: 2, Title: "Đường hoa", Text: "Dân vận khéo xã Dương Xá", Unit: 6, Units: []int64{6, 9}},
		{Kind: "directive", ID: 1, Date: "2016-01-02", Title: "Về dân vận", Symbols: []string{"24-CT/TU"}, Genre: briefing.ChiThi, Issuer: "Thành ủy Hà Nội", Year: 2016, Public: true},
		{Kind: "directive", ID: 2, Date: "2018-01-02", Title: "Về đất đai", Symbols: []string{"124-CT/TU"}, Genre: briefing.ChiThi, Issuer: "Tỉnh ủy", Year: 2018, Public: true},
	}
}

func TestSearchFindsNewestFirst(t *testing.T) {
	db := indexed(t, few()...)
	tests := []struct {
		scope search.Scope
		query string
		want  string
	}{
		// Side by side first, then anywhere.
		{office, "dan van", "model 1, meeting 1, directive 1, model 2, meeting 2"},
		{office, `"dan van"`, "model 1, meeting 1, directive 1, model 2"},
		{office, "dân vận khéo", "model 1, model 2"},
		{office, "24 ct tu", "meeting 2, directive 1"},
		{office, "Chỉ thị 024-CT/TU", "meeting 2, directive 1"},
		{office, "24-CT", "meeting 2, directive 1"},
		{office, "24-CT/TW", ""},
		{office, "217-qd/tw", "meeting 1"},
		{office, "24 xã", ""},
		{office, "", ""},
		{search.Scope{Unit: 5}, "dan van", "model 1, directive 1"},
		{search.Scope{Unit: 6}, "dan van", "directive 1, model 2"},
		{search.Scope{Unit: 5}, "24-CT/TU", "directive 1"},
		{search.Scope{Unit: 5}, "217-qd/tw", ""},
		{search.Scope{}, "dan van", "directive 1"},
	}
	for _, tt := range tests {
		if got := strings.Join(found(t, db, tt.scope, tt.query), ", "); got != tt.want {
			t.Errorf("%+v %q\n got %s\nwant %s", tt.scope, tt.query, got, tt.want)
		}
	}
}

func TestSearchMarksWhatItFound(t *testing.T) {
	db := indexed(t, few()...)
	r := store.SearchRequest{Query: search.Parse("dan van"), Scope: office}
	hits, err := db.Search(t.Context(), &r, store.Newest, 1, 1)
	if err != nil || len(hits) != 1 {
		t.Fatalf("got %v, %v", hits, err)
	}
	if h := hits[0]; fmt.Sprint(h.TitleMarks) != "[[18 25]]" || h.Excerpt.Text != "Theo Quyết định số 217, 218-QĐ/TW" || h.Date != "2024-04-09" {
		t.Errorf("got %+v", h)
	}
}

func TestSearchFollowsSaves(t *testing.T) {
	db := indexed(t, few()...)
	m := few()[0]
	m.Title, m.Text, m.Date = "Hội nghị khác", "không còn gì", "2022-01-01"
	index(t, db, m)
	if err := db.RemoveRecord(t.Context(), "directive", 1); err != nil {
		t.Fatal(err)
	}
	if err := db.RemoveRecord(t.Context(), "directive", 99); err != nil {
		t.Errorf("a record that is not there: %v", err)
	}
	for query, want := range map[string]string{
		`"dan van"`: "model 1, model 2", "217-qd/tw": "", "hoi nghi khac": "meeting 1", "24-ct/tu": "meeting 2",
	} {
		if got := strings.Join(found(t, db, office, query), ", "); got != want {
			t.Errorf("%q: got %s, want %s", query, got, want)
		}
	}
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("after changes: %v", err)
	}
	if err := db.RebuildSearch(t.Context(), tester, sequence(few())); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(found(t, db, office, "dan van"), ", "); got != "model 1, meeting 1, directive 1, model 2, meeting 2" {
		t.Errorf("after a rebuild: got %s", got)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("after a rebuild: %v", err)
	}
}

func TestSearchCountsWithinScope(t *testing.T) {
	db := indexed(t, few()...)
	count := func(scope search.Scope, filter store.SearchFilter) string {
		c, err := db.SearchCounts(t.Context(), &store.SearchRequest{Query: search.Parse("dan van"), Scope: scope, Filter: filter})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(c.Total, c.More, c.Facets[search.FacetKind], c.Facets[search.FacetYear])
	}
	if got, want := count(office, nil), "5 false [{meeting 2} {model 2} {directive 1}] [{2024 2} {2016 1} {2023 1}]"; got != want {
		t.Errorf("office\n got %s\nwant %s", got, want)
	}
	if got, want := count(search.Scope{Unit: 6}, nil), "2 false [{directive 1} {model 1}] [{2016 1}]"; got != want {
		t.Errorf("commune\n got %s\nwant %s", got, want)
	}
	if got, want := count(office, store.SearchFilter{search.FacetYear: "2024", search.FacetKind: "model"}), "1 false [{model 1}] [{2024 1}]"; got != want {
		t.Errorf("filtered\n got %s\nwant %s", got, want)
	}
	if got, want := count(office, store.SearchFilter{search.FacetIssuer: `" OR "dan`}), "0 false [] []"; got != want {
		t.Errorf("hostile filter\n got %s\nwant %s", got, want)
	}
}

func TestSuggestWithinScope(t *testing.T) {
	db := indexed(t, few()...)
	tests := []struct {
		scope search.Scope
		typed string
		want  string
	}{
		{office, "24-c", "24-CT/TU"},
		{office, "21", "217-QĐ/TW, 218-QĐ/TW"},
		{search.Scope{Unit: 5}, "21", ""},
		{search.Scope{Unit: 5}, "24", "24-CT/TU"},
		{search.Scope{Unit: 9}, "21", "217-QĐ/TW, 218-QĐ/TW"},
		{office, "giao b", "Giao ban công tác dân vận quý I, Giao ban quý III"},
		{office, "giao ba", "Giao ban công tác dân vận quý I, Giao ban quý III"},
		{search.Scope{Unit: 5}, "giao ba", ""},
		{office, "ngôi nh", "Ngôi nhà xanh"},
		{office, `") OR ("`, ""},
		{office, "", ""},
	}
	for _, tt := range tests {
		all, err := db.Suggest(t.Context(), tt.scope, tt.typed)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range all {
			got = append(got, cmp.Or(s.Symbol, s.Title))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%+v %q: got %s, want %s", tt.scope, tt.typed, strings.Join(got, ", "), tt.want)
		}
	}
}

// base makes a base of generated records, with the records themselves.
func base(t *testing.T, directives, records int64) (*store.DB, []search.Record) {
	t.Helper()
	db, _ := create(t)
	var all []search.Record
	for r := range newSampler(3).all(directives, records) {
		all = append(all, r)
	}
	if err := db.IndexRecords(t.Context(), sequence(all), 500); err != nil {
		t.Fatal(err)
	}
	return db, all
}

func TestPagesFollowEachOther(t *testing.T) {
	db, _ := base(t, 20, 600)
	for _, text := range []string{"cong tac", "dan van", "nhan dan xa", "giao"} {
		for _, order := range []store.SearchOrder{store.Newest, store.Ranked, store.RankedAll} {
			r := store.SearchRequest{Query: search.Parse(text), Scope: office}
			all := foundBy(t, db, &r, order, 0, 10_000)
			var paged []string
			for offset := 0; offset <= len(all); offset += 23 {
				paged = append(paged, foundBy(t, db, &r, order, offset, 23)...)
			}
			if order != store.Ranked && !slices.Equal(paged, all) {
				t.Errorf("%q, order %q: %d records by page, %d at once", text, order, len(paged), len(all))
			}
			slices.Sort(paged)
			if n := len(paged); n != len(slices.Compact(paged)) || n != len(found(t, db, office, text)) {
				t.Errorf("%q, order %q: %d by page, some twice or missing", text, order, n)
			}
		}
	}
}

func TestRankingPutsTheBetterFirst(t *testing.T) {
	records := []search.Record{
		{Kind: "model", ID: 1, Date: "2020-01-01", Title: "Bảo vệ môi trường", Text: "môi trường", Public: true},
		{Kind: "model", ID: 2, Date: "2021-01-01", Title: "Đường hoa", Text: "vì môi trường", Public: true},
		{Kind: "model", ID: 3, Date: "2022-01-01", Title: "Trường học", Text: "mời môi giới", Public: true},
	}
	for id := int64(4); id < 250; id++ {
		records = append(records, search.Record{Kind: "model", ID: id, Date: "2023-01-01", Title: "Việc khác", Text: "ở môi trường", Public: true})
	}
	for order, want := range map[store.SearchOrder]string{
		store.Newest: "model 249", store.RankedAll: "model 1",
		store.Ranked: "model 249", // the better one is too old to be looked at
	} {
		db := indexed(t, records...)
		r := store.SearchRequest{Query: search.Parse("môi trường")}
		if got := foundBy(t, db, &r, order, 0, 1); len(got) != 1 || got[0] != want {
			t.Errorf("order %q: got %v, want %s", order, got, want)
		}
		if n := len(foundBy(t, db, &r, order, 0, 1000)); n != 249 {
			t.Errorf("order %q: %d records", order, n)
		}
	}
}
