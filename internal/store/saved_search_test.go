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
	s := &briefing.SavedSearch{Account: account, Name: "Tên " + text, Query: text}
	if err := db.InsertSavedSearch(t.Context(), tester, s); err != nil {
		t.Fatal(err)
	}
	return s
}

// news writes what is new in a search as "kind id", the last change first.
func news(t *testing.T, db *store.DB, scope search.Scope, s *briefing.SavedSearch) string {
	t.Helper()
	now, err := db.SavedSearch(t.Context(), s.Account, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := db.Changes(t.Context(), now.SeenTo)
	if err != nil {
		t.Fatal(err)
	}
	r := &store.SearchRequest{Query: search.Parse(s.Query), Scope: scope, Filter: store.SearchFilter{}}
	for facet, value := range s.Filter {
		r.Filter[search.Facet(facet)] = value
	}
	hits, err := db.News(t.Context(), r, changes, now.SeenTo)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, h := range hits {
		names = append(names, fmt.Sprint(h.Kind, " ", h.ID))
	}
	return strings.Join(names, ", ")
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
	if err := db.SeeSavedSearch(t.Context(), s.Account+1, s.ID); err != nil {
		t.Fatal(err)
	}
	want("seen by somebody else", "model 1")
	if err := db.SeeSavedSearch(t.Context(), s.Account, s.ID); err != nil {
		t.Fatal(err)
	}
	want("seen", "")
	index(t, db, search.Record{Kind: "model", ID: 9, Title: "Dân vận mới", Units: []int64{6}})
	want("a removed one comes back", "model 9")
}

func TestNewsAreNarrowedByFiltersAndReadLikeTheSearch(t *testing.T) {
	db := indexed(t, few()...)
	account := owner(t, db, "canbo")
	year := &briefing.SavedSearch{Account: account, Name: "Năm", Query: "dan van", Filter: map[string]string{"year": "2024"}}
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
		"rename": db.RenameSavedSearch(t.Context(), tester, other, s.ID, "Khác"),
		"remove": db.RemoveSavedSearch(t.Context(), tester, other, s.ID),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: got %v, want %v", what, err, store.ErrNotFound)
		}
	}
	if err := db.RenameSavedSearch(t.Context(), tester, mine, s.ID, "Khác"); err != nil {
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
	if err := db.SeeSavedSearch(t.Context(), mine, s.ID); err != nil {
		t.Errorf("one that is gone: %v", err)
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
	if err := db.RenameSavedSearch(t.Context(), tester, account, 1, "Tên 1"); err == nil {
		t.Error("a name twice was taken")
	}
	saved(t, db, owner(t, db, "khac"), "0")
}

func TestChangesAreBounded(t *testing.T) {
	var all []search.Record
	for id := range int64(store.MaxNews + 5) {
		all = append(all, search.Record{Kind: "model", ID: id + 1, Title: "Việc", Public: true})
	}
	db, _ := create(t)
	if err := db.IndexRecords(t.Context(), sequence(all), 500); err != nil {
		t.Fatal(err)
	}
	changes, err := db.Changes(t.Context(), time.Time{})
	if err != nil || len(changes) != store.MaxNews {
		t.Errorf("got %d, %v", len(changes), err)
	}
}
