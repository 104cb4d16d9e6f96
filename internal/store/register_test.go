package store_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"

	"github.com/google/go-cmp/cmp"
)

// register stores a directive, apart from those like it, and returns it.
func register(t *testing.T, db *store.DB, d briefing.Directive, mentions ...briefing.Mention) *briefing.Directive {
	t.Helper()
	if d.Genre == "" {
		d.Genre = briefing.ChiThi
	}
	err := db.SaveDirective(t.Context(), tester, &d, mentions)
	if like, ok := errors.AsType[*store.TwinError](err); ok && len(like.Same) == 0 {
		var apart []int64
		for _, e := range like.Near {
			apart = append(apart, e.ID)
		}
		err = db.SaveDirective(t.Context(), tester, &d, mentions, apart...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func TestSymbolsAloneDoNotIdentify(t *testing.T) {
	db, _ := create(t)
	hanoi := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Issuer: "Thành ủy", Place: "Hà Nội", Date: "2023-08-07"})
	register(t, db, briefing.Directive{Symbol: "24-CT/TU", Issuer: "Tỉnh ủy", Place: "Bắc Ninh"})
	register(t, db, briefing.Directive{Symbol: "10-CT/TW", Date: "2002-03-28"})
	register(t, db, briefing.Directive{Symbol: "10-CT/TW", Date: "2016-12-15"})
	for name, d := range map[string]briefing.Directive{
		"the same again":     {Symbol: "24-CT/TU", Issuer: "Ban Thường vụ Thành ủy Hà Nội"},
		"spelt otherwise":    {Symbol: "024 - ct/tu", Issuer: "Thành uỷ", Place: "Hà Nội"},
		"nothing but symbol": {Symbol: "24-CT/TU"},
	} {
		d.Genre = briefing.ChiThi
		err := db.SaveDirective(t.Context(), tester, &d, nil)
		if _, ok := errors.AsType[*store.TwinError](err); !ok {
			t.Errorf("%s: got %v", name, err)
		}
	}
	hanoi.Title = "tăng cường công tác dân vận"
	if err := db.SaveDirective(t.Context(), tester, hanoi, nil); err != nil || hanoi.Version != 2 {
		t.Errorf("a correction gives version %d, %v", hanoi.Version, err)
	}
	stale := *hanoi
	stale.Version = 1
	if err := db.SaveDirective(t.Context(), tester, &stale, nil); !errors.Is(err, store.ErrStale) {
		t.Errorf("a stale save gives %v", err)
	}
}

func TestCitationsFollowTheRegister(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.Citations = []briefing.Citation{cite("124-CT/TW")}
	save(t, db, m)
	stub := m.Citations[0].Directive
	d, err := db.Directive(t.Context(), stub)
	if err != nil || !d.Stub {
		t.Fatalf("no stub: %v", err)
	}
	d.Date, d.Stub = "2018-02-02", false
	register(t, db, *d)
	if got := links(t, db, m.ID); got[0] != stub {
		t.Errorf("the registered stub lost its citation: %v", got)
	}
	later := register(t, db, briefing.Directive{Symbol: "124-CT/TW", Date: "2024-10-04"})
	if got := links(t, db, m.ID); got[0] != stub {
		t.Errorf("a directive that is younger than the text became a candidate: %v", got)
	}
	later.Date = "2019-10-04"
	register(t, db, *later)
	if got := links(t, db, m.ID); got[0] != 0 {
		t.Errorf("two fit, and the citation is linked to %d", got[0])
	}
}

// links returns the directives of a meeting's citations.
func links(t *testing.T, db *store.DB, meeting int64) (ids []int64) {
	t.Helper()
	m, err := db.Meeting(t.Context(), meeting)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range m.Citations {
		ids = append(ids, c.Directive)
	}
	return ids
}

func TestAPersonDecides(t *testing.T) {
	db, _ := create(t)
	old := register(t, db, briefing.Directive{Symbol: "24-CT/TW", Date: "2002-03-28"})
	young := register(t, db, briefing.Directive{Symbol: "24-CT/TW", Date: "2016-12-15"})
	m := meeting()
	m.Source = "Thực hiện Chỉ thị 24-CT/TW và số 9 ngõ 3."
	ambiguous, short, wrong := cite("24-CT/TW"), cite(""), cite("")
	ambiguous.Text, ambiguous.Field, ambiguous.Span = "Chỉ thị 24-CT/TW", "source", briefing.Span{10, 26}
	short.Number, wrong.Number, wrong.Text = "24", "9", "số 9"
	m.Citations = []briefing.Citation{ambiguous, short, wrong}
	save(t, db, m)

	queue, err := db.Unresolved(t.Context(), 10)
	if err != nil || len(queue) != 3 {
		t.Fatalf("%d in the queue, %v", len(queue), err)
	}
	if c := queue[0]; c.Title != m.Title || c.Source[len("Thực hiện "):][:len(c.Text)] != c.Text {
		t.Errorf("got %+v", c)
	}
	for _, c := range queue[:2] {
		found, _, err := db.Candidates(t.Context(), &c)
		if err != nil || len(found) != 2 || found[0].ID != young.ID {
			t.Errorf("candidates for %q: %v, %v", c.Text, found, err)
		}
	}
	if err := decide(t, db, queue[0].ID, briefing.Decision{Directive: old.ID}); err != nil {
		t.Fatal(err)
	}
	if err := decide(t, db, queue[2].ID, briefing.Decision{Rejected: true}); err != nil {
		t.Fatal(err)
	}

	again, err := db.Meeting(t.Context(), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	again.Place = "Phòng 5"
	again.Citations[0].Span = briefing.Span{12, 28}
	again.Citations[0].DecidedBy = ""
	save(t, db, again)
	young.Title = "về dân vận" // the register changes, and links undecided ones anew
	register(t, db, *young)
	if got := links(t, db, m.ID); cmp.Diff(got, []int64{old.ID, 0}) != "" {
		t.Errorf("after a save and a change of the register: %v", got)
	}
	again, err = db.Meeting(t.Context(), m.ID)
	if err != nil || len(again.Rejected) != 1 || again.Rejected[0].DecidedBy != tester.Name ||
		again.Citations[0].DecidedBy != tester.Name || again.Citations[0].ID != queue[0].ID {
		t.Errorf("got %+v, %v", again, err)
	}
}

func TestRelationsRefuseLoops(t *testing.T) {
	db, _ := create(t)
	var ids []int64
	for _, symbol := range []string{"1-CT/TW", "2-CT/TU", "3-CT/HU", "4-CT/HU"} {
		ids = append(ids, register(t, db, briefing.Directive{Symbol: symbol, Date: "2020-01-01"}).ID)
	}
	for _, c := range []struct {
		from int
		verb briefing.Verb
		to   int
		want error
	}{
		{1, briefing.Implements, 0, nil},
		{2, briefing.Implements, 1, nil},
		{3, briefing.Guides, 2, nil},
		{2, briefing.Implements, 1, store.ErrRelated},
		{0, briefing.Implements, 3, store.ErrLoop},
		{1, briefing.Guides, 2, store.ErrLoop},
		{0, briefing.Replaces, 3, nil}, // another order than that of levels
		{3, briefing.Amends, 0, store.ErrLoop},
	} {
		err := db.AddRelation(t.Context(), tester, &briefing.Relation{From: ids[c.from], Verb: c.verb, To: ids[c.to]})
		if !errors.Is(err, c.want) || err != nil && c.want == nil {
			t.Errorf("%d %s %d: got %v, want %v", c.from, c.verb, c.to, err, c.want)
		}
	}
	relations, ends, err := db.Chain(t.Context(), ids[3])
	if err != nil || len(relations) != 4 || len(ends) != 4 {
		t.Errorf("the chain has %d relations of %d directives, %v", len(relations), len(ends), err)
	}
	related, err := db.Related(t.Context(), ids[1])
	if err != nil || len(related) != 2 || related[0].Other.ID != ids[0] || related[1].Other.ID != ids[2] || !related[1].Reverse {
		t.Errorf("got %+v, %v", related, err)
	}
	if err := db.RemoveRelation(t.Context(), tester, related[0].ID); err != nil {
		t.Error(err)
	}
	if err := db.RemoveRelation(t.Context(), tester, related[0].ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removing twice gives %v", err)
	}
}

func TestAMergeKeepsEveryCitation(t *testing.T) {
	db, _ := create(t)
	a, b := cite("217-CT/TW"), cite("217-CT/TW")
	a.Issuer, b.Issuer = "Bộ Chính trị", "Ban Bí thư"
	m := meeting()
	m.Citations = []briefing.Citation{a, b}
	save(t, db, m)
	kept, err := db.Directive(t.Context(), m.Citations[0].Directive)
	if err != nil {
		t.Fatal(err)
	}
	gone, err := db.Directive(t.Context(), m.Citations[1].Directive)
	if err != nil {
		t.Fatal(err)
	}
	base := register(t, db, briefing.Directive{Symbol: "1-NQ/TW", Genre: briefing.NghiQuyet})
	for _, id := range []int64{kept.ID, gone.ID} {
		err := db.AddRelation(t.Context(), tester, &briefing.Relation{From: id, Verb: briefing.Implements, To: base.ID})
		if err != nil {
			t.Fatal(err)
		}
	}
	stale := *gone
	stale.Version++
	if err := db.MergeDirectives(t.Context(), tester, kept, &stale); !errors.Is(err, store.ErrStale) {
		t.Errorf("a stale merge gives %v", err)
	}
	if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
		t.Fatal(err)
	}
	if got := links(t, db, m.ID); got[0] != kept.ID || got[1] != kept.ID {
		t.Errorf("citations lead to %v", got)
	}
	if id, err := db.Merged(t.Context(), gone.ID); id != kept.ID || err != nil {
		t.Errorf("the old number leads to %d, %v", id, err)
	}
	if related, err := db.Related(t.Context(), kept.ID); err != nil || len(related) != 1 {
		t.Errorf("%d relations, %v", len(related), err)
	}
	m.Place = "Phòng 5"
	save(t, db, m)
	if got := links(t, db, m.ID); got[1] != kept.ID {
		t.Errorf("after a save citations lead to %v", got)
	}
}

func TestMentionsBecomeRelations(t *testing.T) {
	db, _ := create(t)
	c := cite("24-CT/TU")
	c.Field, c.Text, c.Span = "title", "Chỉ thị 24-CT/TU", briefing.Span{10, 26}
	plan := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Symbol: "42-KH/HU", Date: "2024-01-25",
		Title: "thực hiện Chỉ thị 24-CT/TU"}, briefing.Mention{Citation: c, Verb: briefing.Implements})
	related, err := db.Related(t.Context(), plan.ID)
	if err != nil || len(related) != 1 || !related[0].Automatic || !related[0].Other.Stub || related[0].Other.Symbol != "24-CT/TU" {
		t.Fatalf("got %+v, %v", related, err)
	}
	citing, err := db.Citing(t.Context(), related[0].To)
	if err != nil || len(citing) != 1 || citing[0].Entity != "directive" || citing[0].Source != plan.Title {
		t.Errorf("got %+v, %v", citing, err)
	}
	plan.Title = "công tác năm 2024"
	register(t, db, *plan)
	if related, err := db.Related(t.Context(), plan.ID); err != nil || len(related) != 0 {
		t.Errorf("a relation without its words stays: %+v, %v", related, err)
	}
}

func TestAttachmentsBelongToTheirRecord(t *testing.T) {
	db, dir := create(t)
	d := register(t, db, briefing.Directive{Symbol: "1-CT/TW"})
	a := briefing.Attachment{Name: "Chỉ thị.pdf", MediaType: "application/pdf"}
	if err := db.Attach(t.Context(), tester, "directive", d.ID, &a, strings.NewReader("%PDF-1.7 …")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, "uploads", a.SHA256[:2], a.SHA256)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("stored as %v, %v", info, err)
	}
	_, f, err := db.OpenAttachment(t.Context(), "directive", d.ID, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); string(b) != "%PDF-1.7 …" || err != nil {
		t.Errorf("got %q, %v", b, err)
	}
	for _, owner := range []int64{d.ID + 1, 0} {
		if _, _, err := db.OpenAttachment(t.Context(), "directive", owner, a.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("through record %d: %v", owner, err)
		}
	}
	if err := db.Detach(t.Context(), tester, "directive", d.ID, a.ID); err != nil {
		t.Fatal(err)
	}
	if all, err := db.Attachments(t.Context(), "directive", d.ID); err != nil || len(all) != 0 {
		t.Errorf("got %v, %v", all, err)
	}
}

func TestNumbersOfDirectivesNeverComeBack(t *testing.T) {
	db, _ := create(t)
	kept := register(t, db, briefing.Directive{Symbol: "1-CT/TW", Date: "2020-01-01"})
	for i := range 3 {
		gone := register(t, db, briefing.Directive{Symbol: "1-CT/TW", Date: briefing.NewDay(2001+6*i, 3+i, 9)})
		if int(gone.ID) != i+2 {
			t.Fatalf("number %d of a merged entry was given again", gone.ID)
		}
		if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
			t.Fatal(err)
		}
		kept.Version++
	}
}

func TestAMergeSettlesWhatWaited(t *testing.T) {
	db, _ := create(t)
	kept := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Date: "2020-01-01"})
	gone := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Date: "2016-05-12"})
	m := meeting()
	m.Citations = []briefing.Citation{cite("24-CT/TU")}
	save(t, db, m)
	if got := links(t, db, m.ID); got[0] != 0 {
		t.Fatalf("an ambiguous citation is linked to %d", got[0])
	}
	if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
		t.Fatal(err)
	}
	if got := links(t, db, m.ID); got[0] != kept.ID {
		t.Errorf("got %v, want it linked to %d", got, kept.ID)
	}
}
