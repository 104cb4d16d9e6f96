package briefing

import "testing"

func TestSortDirectives(t *testing.T) {
	// As the list comes: by symbol.
	list := []DirectiveSummary{
		{Directive: Directive{ID: 1, Genre: QuyetDinh, Date: "2013-12-12", Issuer: "Ủy ban"}, Cited: 2},
		{Directive: Directive{ID: 2, Genre: ChiThi, Year: 2010, Issuer: "Đảng ủy"}, Cited: 10},
		{Directive: Directive{ID: 3, Genre: ChiThi, Date: "2023-08-07", Issuer: "Ban Bí thư"}, Cited: 2},
	}
	for by, want := range map[string][3]int64{
		"": {1, 2, 3}, "nothing": {1, 2, 3}, "symbol": {1, 2, 3}, "-symbol": {3, 2, 1}, "genre": {2, 3, 1},
		"date": {2, 1, 3}, "-date": {3, 1, 2}, "issuer": {3, 2, 1}, "cited": {1, 3, 2}, "-cited": {2, 1, 3},
	} {
		all := append([]DirectiveSummary(nil), list...)
		SortDirectives(all, by)
		if got := [3]int64{all[0].ID, all[1].ID, all[2].ID}; got != want {
			t.Errorf("by %q: got %v, want %v", by, got, want)
		}
	}
}
