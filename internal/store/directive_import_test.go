package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// row makes a row of a list.
func row(d briefing.Directive, related ...briefing.Mention) briefing.ListedDirective {
	if d.Genre == "" {
		d.Genre = briefing.ChiThi
	}
	return briefing.ListedDirective{Directive: d, Related: related}
}

func related(verb briefing.Verb, symbol string) briefing.Mention {
	return briefing.Mention{Citation: cite(symbol), Verb: verb}
}

// bring imports a list and reports what it did.
func bring(t *testing.T, db *store.DB, list []briefing.ListedDirective) briefing.ImportCount {
	t.Helper()
	n, err := db.ImportDirectives(t.Context(), tester, list)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAListCompletesWhatWasCited(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.Citations = []briefing.Citation{cite("124-CT/TW")}
	m.Citations[0].Issuer = "Ban Bí thư"
	save(t, db, m)
	stub := m.Citations[0].Directive
	list := []briefing.ListedDirective{
		row(briefing.Directive{Symbol: "124-CT/TW", Date: "2018-02-02", Title: "tăng cường công tác dân vận"}),
		row(briefing.Directive{Symbol: "31-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội"}, related(briefing.Implements, "124-CT/TW"), related(briefing.Replaces, "9-CT/TU")),
	}
	same := row(briefing.Directive{Symbol: "124-CT/TW", Stub: true})
	if got, want := bring(t, db, []briefing.ListedDirective{same}), (briefing.ImportCount{Known: 1}); got != want {
		t.Errorf("a stub of another register: got %+v, want %+v", got, want)
	}
	places, err := db.Placings(t.Context(), list)
	if err != nil || places[0].Standing != briefing.StubEntry || places[1].Standing != briefing.NewEntry {
		t.Fatalf("got placings %+v, %v", places, err)
	}
	if got, want := bring(t, db, list), (briefing.ImportCount{Added: 1, Completed: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	d, err := db.Directive(t.Context(), stub)
	if err != nil || d.Stub || d.Title == "" || d.Date != "2018-02-02" || d.Issuer != "Ban Bí thư" {
		t.Errorf("the stub became %+v, %v", d, err)
	}
	if got := links(t, db, m.ID); got[0] != stub {
		t.Errorf("the citation is linked to %d, want %d", got[0], stub)
	}
	relations, err := db.Related(t.Context(), stub)
	if err != nil || len(relations) != 1 || relations[0].Other.Symbol != "31-CT/TU" || !relations[0].Reverse || relations[0].Automatic {
		t.Errorf("got relations %+v, %v", relations, err)
	}
	head, err := db.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := bring(t, db, list), (briefing.ImportCount{Known: 2}); got != want {
		t.Errorf("the same again: got %+v, want %+v", got, want)
	}
	if again, err := db.AuditHead(t.Context()); err != nil || again.String() != head.String() {
		t.Errorf("the same again wrote %+v after %+v, %v", again, head, err)
	}
}

// A list may name a document before the row that describes it.
func TestAListMayRelateToItsLaterRows(t *testing.T) {
	db, _ := create(t)
	got := bring(t, db, []briefing.ListedDirective{
		row(briefing.Directive{Symbol: "12-KH/HU", Genre: briefing.KeHoach}, related(briefing.Implements, "31-CT/TU")),
		row(briefing.Directive{Symbol: "31-CT/TU", Title: "về dân vận khéo"}),
	})
	if want := (briefing.ImportCount{Added: 1, Completed: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	all, err := db.Directives(t.Context(), briefing.DirectiveFilter{})
	if err != nil || len(all) != 2 || all[0].Stub || all[1].Stub {
		t.Errorf("got %+v, %v", all, err)
	}
}

func TestAListIsStoredWholeOrNotAtAll(t *testing.T) {
	db, _ := create(t)
	register(t, db, briefing.Directive{Symbol: "24-CT/TU", Place: "Hà Nội"})
	register(t, db, briefing.Directive{Symbol: "24-CT/TU", Place: "Bắc Ninh"})
	good := row(briefing.Directive{Symbol: "31-CT/TU"})
	for name, c := range map[string]struct {
		bad  briefing.ListedDirective
		want error
		told briefing.Standing
	}{
		"several entries fit":  {row(briefing.Directive{Symbol: "7-KH/HU", Genre: briefing.KeHoach}, related(briefing.Implements, "24-CT/TU")), store.ErrUnclear, briefing.VagueRelation},
		"a loop with itself":   {row(briefing.Directive{Symbol: "8-CT/HU"}, related(briefing.Replaces, "8-CT/HU")), nil, briefing.NewEntry},
		"a day that is no day": {row(briefing.Directive{Symbol: "9-CT/HU", Date: "2024-02-31"}), nil, briefing.NewEntry},
	} {
		list := []briefing.ListedDirective{good, c.bad}
		_, err := db.ImportDirectives(t.Context(), tester, list)
		if at, ok := errors.AsType[*store.ListError](err); !ok || at.Place != 1 || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: got %v", name, err)
		}
		if places, err := db.Placings(t.Context(), list); err != nil || places[1].Standing != c.told {
			t.Errorf("%s: got placings %+v, %v", name, places, err)
		}
		if all, err := db.Directives(t.Context(), briefing.DirectiveFilter{Query: "31-CT"}); err != nil || len(all) != 0 {
			t.Errorf("%s: stored %+v, %v", name, all, err)
		}
	}
	if _, err := db.ImportDirectives(t.Context(), tester, []briefing.ListedDirective{
		row(briefing.Directive{Symbol: "1-CT/TU"}, related(briefing.Replaces, "2-CT/TU")),
		row(briefing.Directive{Symbol: "2-CT/TU"}, related(briefing.Replaces, "1-CT/TU")),
	}); !errors.Is(err, store.ErrLoop) {
		t.Errorf("two that replace each other: got %v", err)
	}
}

// "Văn bản số 12-ABC/XYZ" in a title tells no genre: it waits for a person.
func TestAListStoresTitlesThatCiteUnclearly(t *testing.T) {
	db, _ := create(t)
	one := row(briefing.Directive{Symbol: "31-CT/TU", Title: "thực hiện văn bản số 12-ABC/XYZ"})
	one.Mentions = []briefing.Mention{{Citation: briefing.Citation{Field: "title", Number: "12", Symbol: "12-ABC/XYZ", Span: briefing.Span{10, 30}}, Verb: briefing.Implements}}
	bring(t, db, []briefing.ListedDirective{one})
	waiting, err := db.Unresolved(t.Context(), 10)
	if err != nil || len(waiting) != 1 || waiting[0].Symbol != "12-ABC/XYZ" {
		t.Errorf("got %+v, %v", waiting, err)
	}
}

func TestAListLinksWhatWaits(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.Citations = []briefing.Citation{cite("31-CT/TU")}
	m.HeldOn = "2024-04-09"
	save(t, db, m)
	bring(t, db, []briefing.ListedDirective{row(briefing.Directive{Symbol: "31-CT/TU", Place: "Hà Nội", Date: "2023-05-05"}),
		row(briefing.Directive{Symbol: "31-CT/TU", Place: "Bắc Ninh", Date: "2022-05-05"})})
	if got := links(t, db, m.ID); got[0] != 0 {
		t.Errorf("two fit, and the citation is linked to %d", got[0])
	}
}

// The words of a whole list come into the index in one part. Row by row they
// would be many, to be merged within the write and by every search.
func TestAListIsIndexedInOnePart(t *testing.T) {
	db, dir := create(t)
	raw := open(t, dir)
	parts := func() (n int) {
		if err := raw.QueryRow(`SELECT count(*) FROM search_segdir`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := parts()
	var list []briefing.ListedDirective
	for i := range 10 {
		list = append(list, row(briefing.Directive{Symbol: fmt.Sprintf("%d-CT/TU", i+1)}, related(briefing.Implements, fmt.Sprintf("%d-CT/TU", i+2))))
	}
	bring(t, db, list)
	if got := parts() - before; got != 1 {
		t.Errorf("an import left %d parts of the index, want 1", got)
	}
}

// TestALongListTakesNoLongerARow holds whatever the rows refer to: one document,
// the row before or the row behind.
func TestALongListTakesNoLongerARow(t *testing.T) {
	rows := 200
	if testtool.Long() {
		rows = 5000
	}
	for name, to := range map[string]func(i int) int{
		"one for all": func(int) int { return rows + 1 },
		"the last":    func(i int) int { return max(i-1, 0) + max(1-i, 0)*rows },
		"the next":    func(i int) int { return i + 1 },
	} {
		db, _ := create(t)
		m := meeting()
		for i := range 100 {
			m.Citations = append(m.Citations, cite(fmt.Sprintf("%d-CT/TU", i+1)))
		}
		save(t, db, m)
		var list []briefing.ListedDirective
		for i := range rows {
			list = append(list, row(briefing.Directive{Symbol: fmt.Sprintf("%d-CT/TU", i+1), Date: "2020-01-02"},
				related(briefing.Implements, fmt.Sprintf("%d-CT/TU", to(i)+1))))
		}
		start := time.Now()
		n := bring(t, db, list)
		took := time.Since(start)
		t.Logf("%s: %d rows in %v", name, len(list), took)
		if n.Added+n.Completed != len(list) {
			t.Errorf("%s: got %+v of %d rows", name, n, len(list))
		}
		if limit := time.Duration(len(list)) * 5 * time.Millisecond; took > limit {
			t.Errorf("%s: %d rows took %v, want less than %v", name, len(list), took, limit)
		}
	}
}
