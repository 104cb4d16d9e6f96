package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// owner stores an account that may save searches.
func owner(t *testing.T, db *store.DB, name string) int64 {
	t.Helper()
	a := &briefing.Account{Name: name, FullName: "Cán bộ", Role: briefing.Staff}
	if err := db.InsertAccount(t.Context(), tester, a, ""); err != nil {
		t.Fatal(err)
	}
	return a.ID
}

// saved stores a search for a query.
func saved(t *testing.T, db *store.DB, account int64, text string) *briefing.SavedSearch {
	t.Helper()
	s := &briefing.SavedSearch{Account: account, Name: "Tên " + text, Query: text, SeenTo: last(t, db)}
	if err := db.InsertSavedSearch(t.Context(), tester, s); err != nil {
		t.Fatal(err)
	}
	return s
}

// last returns when anything last changed.
func last(t *testing.T, db *store.DB) time.Time {
	t.Helper()
	at, err := db.LastChange(t.Context(), office)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// see marks a search of an account as seen.
func see(t *testing.T, db *store.DB, account, id int64) error {
	t.Helper()
	return db.SeeSavedSearches(t.Context(), tester, account, id, last(t, db))
}

// news writes what is new in a search as "kind id", the last change first.
func news(t *testing.T, db *store.DB, scope search.Scope, s *briefing.SavedSearch) string {
	t.Helper()
	now, err := db.SavedSearch(t.Context(), s.Account, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	r := newsOf(now, scope)
	hits, count, err := db.News(t.Context(), &r, 0, 100)
	if err != nil || count.Count != len(hits) {
		t.Fatalf("%d hits, counted as %+v: %v", len(hits), count, err)
	}
	var names []string
	for _, h := range hits {
		names = append(names, fmt.Sprint(h.Kind, " ", h.ID))
	}
	return strings.Join(names, ", ")
}

func newsOf(s *briefing.SavedSearch, scope search.Scope) store.NewsRequest {
	r := store.NewsRequest{SearchRequest: store.SearchRequest{Query: search.Parse(s.Query), Scope: scope, Filter: store.SearchFilter{}}, Since: s.SeenTo}
	for facet, value := range s.Filter {
		r.Filter[search.Facet(facet)] = value
	}
	return r
}

func TestNewsAreWhatChangedSinceItWasSeen(t *testing.T) {
	db := indexed(t, few()...)
	s := saved(t, db, owner(t, db, "canbo"), "dan van")
	want := func(when, want string) {
		t.Helper()
		if got := news(t, db, office, s); got != want {
			t.Errorf("%s: got %q, want %q", when, got, want)
		}
	}
	want("just saved", "")
	index(t, db, few()...)
	want("saved again as it was", "")
	changed := few()
	changed[2].Text += " và bảo vệ môi trường"
	index(t, db, changed[2])
	index(t, db, search.Record{Kind: "model", ID: 9, Date: "2001-01-01", Title: "Dân vận cũ", Unit: 6, Units: []int64{6}})
	index(t, db, search.Record{Kind: "model", ID: 10, Title: "Việc khác", Units: []int64{6}})
	want("one changed, one new, one of something else", "model 9, model 1")
	if got := news(t, db, search.Scope{Unit: 6}, s); got != "model 9" {
		t.Errorf("a commune: got %q", got)
	}
	if got := news(t, db, search.Scope{Unit: 7}, s); got != "" {
		t.Errorf("another commune: got %q", got)
	}
	if err := db.RemoveRecord(t.Context(), "model", 9); err != nil {
		t.Fatal(err)
	}
	want("one removed", "model 1")
	if err := see(t, db, s.Account+1, s.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("seen by somebody else: got %v", err)
	}
	want("seen by somebody else", "model 1")
	if err := see(t, db, s.Account, s.ID); err != nil {
		t.Fatal(err)
	}
	want("seen", "")
	if err := db.SeeSavedSearches(t.Context(), tester, s.Account, s.ID, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	index(t, db, search.Record{Kind: "model", ID: 9, Title: "Dân vận mới", Units: []int64{6}})
	want("a removed one comes back", "model 9")
}

func TestNewsAreNarrowedByFiltersAndReadLikeTheSearch(t *testing.T) {
	db := indexed(t, few()...)
	account := owner(t, db, "canbo")
	year := &briefing.SavedSearch{Account: account, Name: "Năm", Query: "dan van", Filter: map[string]string{"year": "2024"}, SeenTo: last(t, db)}
	if err := db.InsertSavedSearch(t.Context(), tester, year); err != nil {
		t.Fatal(err)
	}
	symbol := saved(t, db, account, "24-CT/TU")
	all := few()
	for i := range all {
		all[i].Text += " sửa"
	}
	index(t, db, all...)
	if got := news(t, db, office, year); got != "model 1, meeting 1" {
		t.Errorf("by year: got %q", got)
	}
	if got := news(t, db, office, symbol); got != "meeting 2, directive 1" {
		t.Errorf("by symbol: got %q", got)
	}
}

func TestNewsOutliveANewIndex(t *testing.T) {
	db, _ := create(t)
	first := &briefing.Meeting{Title: "Giao ban quý I", HeldOn: "2024-04-09"}
	if err := db.SaveMeeting(t.Context(), tester, first); err != nil {
		t.Fatal(err)
	}
	s := saved(t, db, owner(t, db, "canbo"), "giao ban")
	second := &briefing.Meeting{Title: "Giao ban quý II", HeldOn: "2024-07-09"}
	if err := db.SaveMeeting(t.Context(), tester, second); err != nil {
		t.Fatal(err)
	}
	if _, err := db.RebuildSearch(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := news(t, db, office, s), fmt.Sprint("meeting ", second.ID); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSavedSearchesBelongToTheirOwner(t *testing.T) {
	db, _ := create(t)
	mine, other := owner(t, db, "canbo"), owner(t, db, "lanhdao")
	s := saved(t, db, mine, "dân vận khéo")
	saved(t, db, other, "dân vận khéo")
	for what, err := range map[string]error{
		"read":   func() error { _, err := db.SavedSearch(t.Context(), other, s.ID); return err }(),
		"none":   func() error { _, err := db.SavedSearch(t.Context(), mine, 0); return err }(),
		"rename": db.ChangeSavedSearch(t.Context(), tester, other, s.ID, "Khác", 1),
		"see":    see(t, db, other, s.ID),
		"remove": db.RemoveSavedSearch(t.Context(), tester, other, s.ID),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: got %v, want %v", what, err, store.ErrNotFound)
		}
	}
	if err := db.ChangeSavedSearch(t.Context(), tester, mine, s.ID, "Khác", 1); err != nil {
		t.Fatal(err)
	}
	all, err := db.SavedSearches(t.Context(), mine)
	if err != nil || len(all) != 1 || all[0].Name != "Khác" || all[0].Query != "dân vận khéo" {
		t.Errorf("got %+v, %v", all, err)
	}
	if err := db.RemoveSavedSearch(t.Context(), tester, mine, s.ID); err != nil {
		t.Fatal(err)
	}
	if all, err = db.SavedSearches(t.Context(), mine); err != nil || len(all) != 0 {
		t.Errorf("got %+v, %v, want none", all, err)
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "saved_search", EntityID: s.ID})
	if err != nil || len(entries) != 3 || entries[0].Action != "delete" || entries[1].Action != "update" {
		t.Errorf("got %+v, %v, want create, update, delete", entries, err)
	}
	if err := see(t, db, mine, s.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("one that is gone: %v", err)
	}
	if err := see(t, db, mine, 0); err != nil {
		t.Errorf("all of none: %v", err)
	}
}

func TestSavedSearchesAreBounded(t *testing.T) {
	db, _ := create(t)
	account := owner(t, db, "canbo")
	invalid := func(what string, s briefing.SavedSearch, want string) {
		t.Helper()
		s.Account = account
		err := db.InsertSavedSearch(t.Context(), tester, &s)
		inv, ok := errors.AsType[*briefing.Invalid](err)
		if !ok || !strings.Contains(inv.On("name"), want) {
			t.Errorf("%s: got %v, want %q", what, err, want)
		}
	}
	invalid("no name", briefing.SavedSearch{Query: "dân"}, "Đặt tên")
	invalid("no query", briefing.SavedSearch{Name: "A"}, "Nhập từ")
	invalid("a long name", briefing.SavedSearch{Name: strings.Repeat("a", 101), Query: "dân"}, "quá 100")
	invalid("a long query", briefing.SavedSearch{Name: "A", Query: strings.Repeat("a", 1001)}, "1.000")
	saved(t, db, account, "0")
	invalid("the same name", briefing.SavedSearch{Name: "Tên 0", Query: "dân"}, "đã có")
	for i := range briefing.MaxSavedSearches - 1 {
		saved(t, db, account, fmt.Sprint(i+1))
	}
	invalid("one too many", briefing.SavedSearch{Name: "A", Query: "dân"}, "50")
	if err := db.ChangeSavedSearch(t.Context(), tester, account, 1, "Tên 1", 1); err == nil {
		t.Error("a name twice was taken")
	}
	saved(t, db, owner(t, db, "khac"), "0")
}

func TestSavedSearchesStandInTheOrderOfTheirOwner(t *testing.T) {
	db, _ := create(t)
	account, other := owner(t, db, "canbo"), owner(t, db, "khac")
	var all []*briefing.SavedSearch
	for _, name := range []string{"a", "b", "c", "d"} {
		saved(t, db, other, name)
		all = append(all, saved(t, db, account, name))
	}
	order := func(of int64) (names string) {
		t.Helper()
		list, err := db.SavedSearches(t.Context(), of)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range list {
			if s.Place != i+1 {
				t.Errorf("%s stands at %d, want %d", s.Name, s.Place, i+1)
			}
			names += s.Query
		}
		return names
	}
	for _, c := range []struct {
		move, to int
		want     string
	}{{3, 1, "dabc"}, {3, 2, "adbc"}, {0, 4, "dbca"}, {1, 2, "dbca"}, {2, 99, "dbac"}, {2, -1, "cdba"}} {
		s := all[c.move]
		if err := db.ChangeSavedSearch(t.Context(), tester, account, s.ID, s.Name, c.to); err != nil {
			t.Fatal(err)
		}
		if got := order(account); got != c.want {
			t.Errorf("%s moved to %d: got %s, want %s", s.Query, c.to, got, c.want)
		}
	}
	if err := db.RemoveSavedSearch(t.Context(), tester, account, all[3].ID); err != nil {
		t.Fatal(err)
	}
	saved(t, db, account, "e")
	if got := order(account) + " " + order(other); got != "cbae abcd" {
		t.Errorf("one removed and one added: got %s", got)
	}
}

// changedModels returns records that all have two words, of units 6 and 7 in turn.
func changedModels(n int, text string) (all []search.Record) {
	for id := range int64(n) {
		all = append(all, search.Record{Kind: "model", ID: id + 1, Title: "Việc chung " + text, Units: []int64{6 + id%2}})
	}
	return all
}

// News are counted exactly up to a limit and within the rights of the reader: what
// others may see neither crowds them out nor dates them.
func TestNewsAreCountedWithinRights(t *testing.T) {
	db, _ := create(t)
	first := search.Record{Kind: "unit", ID: 1, Title: "Việc chung của xã", Units: []int64{7}}
	index(t, db, first)
	count := func(unit int64, text string) store.NewsCount {
		t.Helper()
		scope := search.Scope{All: unit == 0, Unit: unit}
		r := newsOf(&briefing.SavedSearch{Query: text}, scope)
		counts, err := db.CountNews(t.Context(), scope, []store.NewsRequest{r, newsOf(&briefing.SavedSearch{Query: "không đâu có"}, scope)})
		hits, again, newsErr := db.News(t.Context(), &r, 0, store.MaxNews+1)
		if err != nil || newsErr != nil || counts[1].Count != 0 || again != counts[0] || len(hits) != counts[0].Count {
			t.Fatalf("unit %d: got %+v, %v, and %d hits as %+v, %v", unit, counts, err, len(hits), again, newsErr)
		}
		return counts[0]
	}
	if err := db.IndexRecords(t.Context(), sequence(changedModels(2*store.MaxNews, "của xã khác")), 500); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit int64
		text string
		want store.NewsCount
	}{
		{0, "việc chung", store.NewsCount{Count: store.MaxNews, More: true}},
		{6, "việc chung", store.NewsCount{Count: store.MaxNews}},
		{7, "việc chung", store.NewsCount{Count: store.MaxNews, More: true}},
		{7, "việc chung xã khác", store.NewsCount{Count: store.MaxNews}},
		{8, "việc chung", store.NewsCount{}},
	} {
		if got := count(c.unit, c.text); got != c.want {
			t.Errorf("unit %d, %s: got %+v, want %+v", c.unit, c.text, got, c.want)
		}
	}
	if at, err := db.LastChange(t.Context(), search.Scope{Unit: 8}); err != nil || at.UnixMicro() != 0 {
		t.Errorf("who sees nothing learns that something changed at %v, %v", at, err)
	}
	if err := db.IndexRecords(t.Context(), sequence(changedModels(store.MaxChanges, "lại đổi")), 5000); err != nil {
		t.Fatal(err)
	}
	if got, want := count(0, "của xã"), (store.NewsCount{Least: true}); got != want {
		t.Errorf("older than all changes looked at: got %+v, want %+v", got, want)
	}
	if got, want := count(7, "của xã"), (store.NewsCount{Count: 1}); got != want {
		t.Errorf("its only record: got %+v, want %+v", got, want)
	}
}

// BenchmarkNews counts what is new in 200 searches among 10,000 changes, and
// reports how many times longer that takes than reading these changes.
func BenchmarkNews(b *testing.B) {
	db, err := store.Create(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	const changes = 10_000
	if err := db.IndexRecords(b.Context(), newSampler(1).all(changes/20, changes), 5000); err != nil {
		b.Fatal(err)
	}
	queries := append(benchQueries("words"), benchQueries("symbol")...)
	var requests []store.NewsRequest
	for i := range 200 {
		requests = append(requests, newsOf(&briefing.SavedSearch{Query: queries[i*len(queries)/200]}, office))
	}
	none := newsOf(&briefing.SavedSearch{Query: "không đâu có"}, office)
	run := func(requests ...store.NewsRequest) (found int) {
		counts, err := db.CountNews(b.Context(), office, requests)
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range counts {
			found += c.Count
		}
		return found
	}
	var all, bare time.Duration
	for b.Loop() {
		began := time.Now()
		found := run(requests...)
		all += time.Since(began)
		began = time.Now()
		run(none)
		bare += time.Since(began)
		if found < len(requests) {
			b.Fatalf("%d news in %d searches: the benchmark finds nothing", found, len(requests))
		}
	}
	b.ReportMetric(float64(all.Microseconds())/1000/float64(b.N), "ms/page")
	b.ReportMetric(float64(all)/float64(bare), "times_reading")
}
