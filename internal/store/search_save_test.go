package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
	"giaoban/internal/testtool"
)

// A writer saves and removes records at random, as people do.
type writer struct {
	*testing.T
	db   *store.DB
	rand *rand.Rand
	day  int // since the first one
}

func (w *writer) pick(list ...string) string { return list[w.rand.IntN(len(list))] }

func (w *writer) symbol() string {
	return fmt.Sprint(1+w.rand.IntN(6), w.pick("-CT/TU", "-QĐ/TW", "-KH/HU"))
}

func (w *writer) days() briefing.Day {
	if w.rand.IntN(4) == 0 {
		return ""
	}
	return briefing.NewDay(2024, 1+w.rand.IntN(12), 1+w.rand.IntN(28))
}

func (w *writer) citation() briefing.Citation {
	symbol := w.symbol()
	number, _, _ := strings.Cut(symbol, "-")
	genre := map[byte]briefing.Genre{'C': briefing.ChiThi, 'Q': briefing.QuyetDinh, 'K': briefing.KeHoach}[symbol[len(number)+1]]
	c := briefing.Citation{Genre: genre, Number: number, Symbol: symbol, Field: "source", Date: w.days(), Manual: true}
	if c.Date != "" && w.rand.IntN(2) == 0 {
		c.Date = ""
	}
	return c
}

func (w *writer) directive() briefing.Directive {
	c := w.citation()
	return briefing.Directive{Genre: c.Genre, Number: c.Number, Symbol: c.Symbol, Date: w.days(), EffectiveFrom: w.days(),
		Title: "Về " + w.pick("dân vận khéo", "đất đai", "sát nhập thôn"), Issuer: w.pick("", "Thành ủy"), Place: w.pick("", "Hà Nội"),
		Term: w.pick("", "XII")}
}

// registered returns an entry of the register, the zero one when there is none.
func (w *writer) registered() briefing.Directive {
	all, err := w.db.Directives(w.Context(), briefing.DirectiveFilter{})
	if err != nil {
		w.Fatal(err)
	}
	if len(all) == 0 {
		return briefing.Directive{}
	}
	return all[w.rand.IntN(len(all))].Directive
}

// meeting saves a new meeting or one that is there.
func (w *writer) meeting() error {
	m := meeting()
	all, err := w.db.Meetings(w.Context(), briefing.MeetingFilter{})
	if err != nil {
		return err
	}
	if len(all) > 0 && w.rand.IntN(2) == 0 {
		if m, err = w.db.Meeting(w.Context(), all[w.rand.IntN(len(all))].ID); err != nil {
			return err
		}
	}
	m.Title, m.Source = "Giao ban "+w.pick("quý I", "quý II", "tháng 5", "cuối năm"), "Theo số "+w.symbol()+" về "+w.pick("môi trường", "đất đai")
	m.Sample = m.ID == 0 && w.rand.IntN(4) == 0
	if m.State != briefing.Held && w.rand.IntN(3) > 0 {
		m.State = briefing.Held
	}
	m.HeldOn = briefing.NewDay(2023, 10+w.rand.IntN(3), 1+w.rand.IntN(28))
	m.Agenda, m.Citations = nil, nil
	units, err := w.db.AllUnits(w.Context())
	if err != nil {
		return err
	}
	if len(units) > 0 && w.rand.IntN(2) == 0 {
		m.Agenda = []briefing.AgendaItem{{Kind: briefing.Paper, Topic: "Tham luận", Unit: units[w.rand.IntN(len(units))].ID}}
	}
	for range w.rand.IntN(3) {
		m.Citations = append(m.Citations, w.citation())
	}
	return w.db.SaveMeeting(w.Context(), tester, m)
}

func (w *writer) relation() error {
	a, b := w.registered(), w.registered()
	verbs := briefing.Verbs()
	return w.db.AddRelation(w.Context(), tester, &briefing.Relation{From: a.ID, To: b.ID, Verb: verbs[w.rand.IntN(len(verbs))], Since: w.days()})
}

func (w *writer) removeRelation() error {
	all, err := w.db.Related(w.Context(), w.registered().ID)
	if err != nil || len(all) == 0 {
		return err
	}
	return w.db.RemoveRelation(w.Context(), tester, all[0].ID)
}

// save saves an entry of the register, changed or new.
func (w *writer) save() error {
	d := w.directive()
	if old := w.registered(); old.ID != 0 && w.rand.IntN(2) == 0 {
		d.ID, d.Version = old.ID, old.Version
	}
	mention := briefing.Mention{Citation: w.citation(), Verb: briefing.Replaces}
	mention.Field = "title"
	return w.db.SaveDirective(w.Context(), tester, &d, []briefing.Mention{mention})
}

func (w *writer) bring() error {
	d := w.directive()
	listed := briefing.ListedDirective{Directive: d, Related: []briefing.Mention{{Citation: w.citation(), Verb: briefing.Repeals}}}
	_, err := w.db.ImportDirectives(w.Context(), tester, []briefing.ListedDirective{listed})
	return err
}

func (w *writer) decide() error {
	waiting, err := w.db.Unresolved(w.Context(), 1)
	if err != nil || len(waiting) == 0 {
		return err
	}
	switch id := waiting[0].ID; w.rand.IntN(3) {
	case 0:
		return decide(w.T, w.db, id, briefing.Decision{Rejected: true})
	case 1:
		words := w.citation()
		err := decide(w.T, w.db, id, briefing.Decision{Stub: &words})
		if _, exists := errors.AsType[*store.ExistsError](err); exists || errors.Is(err, store.ErrVague) {
			return nil
		}
		return err
	default:
		return decide(w.T, w.db, id, briefing.Decision{Directive: w.registered().ID})
	}
}

func (w *writer) merge() error {
	a, b := w.registered(), w.registered()
	if a.ID == b.ID {
		return nil
	}
	return w.db.MergeDirectives(w.Context(), tester, &a, &b)
}

func (w *writer) file() error {
	d := w.registered()
	files, err := w.db.Attachments(w.Context(), "directive", d.ID)
	if err != nil || d.ID == 0 {
		return err
	}
	if len(files) > 0 && w.rand.IntN(2) == 0 {
		return w.db.Detach(w.Context(), tester, "directive", d.ID, files[0].ID)
	}
	file := briefing.Attachment{Name: w.pick("toan-van.pdf", "phu luc 2.docx")}
	err = w.db.Attach(w.Context(), tester, "directive", d.ID, &file, strings.NewReader(w.pick("Theo Chỉ thị 24-CT/TU", "x", "Theo Kết luận 3-KL/TW")))
	if err == nil && w.rand.IntN(2) == 0 {
		readFiles(w.T, w.db, 1)
	}
	if errors.Is(err, store.ErrSameFile) {
		return nil
	}
	return err
}

// span is when a unit is valid: mostly always.
func (w *writer) span() (from, to briefing.Day) {
	if w.rand.IntN(2) == 0 {
		from = briefing.NewDay(2010+w.rand.IntN(10), 1, 1)
	}
	if w.rand.IntN(3) == 0 {
		to = briefing.NewDay(2020+w.rand.IntN(5), 6, 30)
	}
	return from, to
}

func (w *writer) units() error {
	all, err := w.db.AllUnits(w.Context())
	if err != nil {
		return err
	}
	u := briefing.Unit{Name: "Xã " + w.pick("Đa Tốn", "Kim Sơn", "Cổ Bi", "Phú Thị"), ShortName: "xã", Kind: "xã", Level: briefing.Commune, Sample: w.rand.IntN(2) == 0}
	u.ValidFrom, u.ValidTo = w.span()
	if len(all) == 0 || w.rand.IntN(3) == 0 {
		return w.db.InsertUnits(w.Context(), tester, []briefing.Unit{u})
	}
	one := all[w.rand.IntN(len(all))]
	switch w.rand.IntN(4) {
	case 0:
		u.Parent = one.ID
		return w.db.InsertUnits(w.Context(), tester, []briefing.Unit{u})
	case 1: // moved
		moved := one
		moved.Parent = all[w.rand.IntN(len(all))].ID
		return w.db.ReplaceUnit(w.Context(), tester, one, moved)
	case 2: // renamed, or of another time
		renamed := one
		renamed.Name, renamed.ValidFrom, renamed.ValidTo = u.Name, u.ValidFrom, u.ValidTo
		return w.db.ReplaceUnit(w.Context(), tester, one, renamed)
	}
	versions, err := w.db.UnitVersions(w.Context(), one.ID)
	if err != nil {
		return err
	}
	return w.db.DeleteUnit(w.Context(), tester, versions, "nhập nhầm")
}

func (w *writer) removeSample() error {
	return w.db.RemoveSample(w.Context(), tester)
}

// step does one thing. What the rules refuse is none.
func (w *writer) step() {
	steps := []func() error{w.meeting, w.meeting, w.save, w.save, w.relation, w.relation, w.removeRelation, w.bring, w.decide, w.decide, w.merge, w.file, w.units, w.units, w.units}
	do := steps[w.rand.IntN(len(steps))]
	if w.rand.IntN(30) == 0 {
		do = w.removeSample
	}
	if w.rand.IntN(10) == 0 {
		w.day += w.rand.IntN(40)
	}
	err := do()
	_, meetingTwin := errors.AsType[*store.ExistsError](err)
	_, twin := errors.AsType[*store.TwinError](err)
	_, unlisted := errors.AsType[*store.ListError](err)
	_, invalid := errors.AsType[*briefing.Invalid](err)
	refused := meetingTwin || twin || unlisted || invalid || errors.Is(err, store.ErrLoop) || errors.Is(err, store.ErrRelated) || errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrInUse) || errors.Is(err, store.ErrItself)
	if err != nil && !refused {
		w.Fatal(err)
	}
}

// However the records came to be what they are, the index says what they say.
func TestIndexFollowsEveryWrite(t *testing.T) {
	rounds, steps := 4, 80
	if testtool.Long() {
		rounds, steps = 20, 300
	}
	for seed := range rounds {
		db, _ := create(t)
		w := &writer{T: t, db: db, rand: rand.New(rand.NewPCG(uint64(seed), 9))}
		db.SetClock(func() time.Time { return time.Date(2024, 1, 1+w.day, 3, 0, 0, 0, time.UTC) })
		for range steps {
			w.step()
		}
		if err := db.KeepDay(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := db.Index(t)
		if n := db.LooseSymbols(t); n > 0 {
			t.Errorf("seed %d: %d symbols of no record", seed, n)
		}
		if err := db.Check(t.Context()); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		n, err := db.RebuildSearch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := db.Index(t)
		if len(want) != n || n < 15 {
			t.Errorf("seed %d: %d records indexed, %d made", seed, n, len(want))
		}
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: the index differs from a new one\n%s", seed, difference(got, want))
		}
	}
}

func difference(got, want []string) string {
	var b strings.Builder
	for _, line := range got {
		if !slices.Contains(want, line) {
			fmt.Fprintln(&b, "  got", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			fmt.Fprintln(&b, " want", line)
		}
	}
	return b.String()
}

func TestRecordsAreFoundByAllTheySay(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.Citations = []briefing.Citation{{Text: "Quyết định số 217, 218-QĐ/TW", Genre: briefing.QuyetDinh, Number: "217", Symbol: "217-QĐ/TW", Field: "source"}}
	save(t, db, m)
	d := register(t, db, briefing.Directive{Genre: briefing.ChiThi, Number: "7", Symbol: "7-CT/HU", Issuer: "Huyện ủy", Place: "Sông Mơ",
		Term: "XXII", Date: "2023-01-05", Title: "Về công tác tôn giáo"})
	file := briefing.Attachment{Name: "ban-scan.pdf"}
	if err := db.Attach(t.Context(), tester, "directive", d.ID, &file, strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	units := []briefing.Unit{{Name: "Huyện Sông Mơ", ShortName: "Sông Mơ", Kind: "huyện", Level: briefing.District},
		{Name: "Xã Đồng Xa", ShortName: "Đồng Xa", Kind: "xã", Level: briefing.Commune, Code: "00577", Parent: -1}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"directive 1": "quyết định", fmt.Sprint("directive ", d.ID): "chỉ thị", "meeting 1": "hội nghị",
		fmt.Sprint("unit ", units[0].ID): "huyện", fmt.Sprint("unit ", units[1].ID): "xã"}
	tests := []struct {
		scope search.Scope
		query string
		want  string
	}{
		{office, "giao ban quý III", "hội nghị"},
		{office, "nguyen van a truong ban", "hội nghị"},
		{office, "hoi truong", "hội nghị"},
		{office, "218-qd/tw", "hội nghị"},
		{office, "217 QĐ TW", "quyết định, hội nghị"},
		{office, "môi trường", "hội nghị"},
		{office, "7 ct/hu", "chỉ thị"},
		{office, "tôn giáo", "chỉ thị"},
		{office, "nhiệm kỳ", ""},
		{office, "xxii", "chỉ thị"},
		{office, "ban-scan.pdf", "chỉ thị"},
		{office, "00577", "xã"},
		{office, "sông mơ", "hội nghị, chỉ thị, huyện"},
		{search.Scope{Unit: units[1].ID}, "sông mơ", "chỉ thị"},
		{search.Scope{Unit: units[1].ID}, "đồng xa", "xã"},
		{search.Scope{Unit: units[0].ID}, "đồng xa", "xã"},
		{search.Scope{}, "đồng xa", ""},
		{search.Scope{Unit: units[1].ID}, "217-QĐ/TW", "quyết định"},
	}
	for _, tt := range tests {
		var got []string
		for _, name := range found(t, db, tt.scope, tt.query) {
			got = append(got, names[name])
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%+v %q: got %s, want %s", tt.scope, tt.query, strings.Join(got, ", "), tt.want)
		}
	}
}

// A commune learns nothing of a meeting: neither by a result nor by a number.
func TestCommunesLearnNothingOfMeetings(t *testing.T) {
	db, _ := create(t)
	units := []briefing.Unit{{Name: "Xã Đồng Xa", ShortName: "Đồng Xa", Kind: "xã", Level: briefing.Commune}}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	m := meeting()
	m.State = briefing.Draft // so that no directive has the symbol
	m.Source = "Đồng Xa thực hiện Quyết định số 217-QĐ/TW"
	save(t, db, m)
	for _, scope := range []search.Scope{{Unit: units[0].ID}, {Unit: 99}, {}} {
		for _, text := range []string{"217-QĐ/TW", "217", "thực hiện", "Nguyễn Văn A", "giao ban quý III", "môi trường", "bài"} {
			r := store.SearchRequest{Query: search.Parse(text), Scope: scope}
			counts, err := db.SearchCounts(t.Context(), &r)
			if err != nil || counts.Total != 0 || len(counts.Facets) != 0 {
				t.Errorf("%+v %q: %+v, %v", scope, text, counts, err)
			}
			for _, order := range []store.SearchOrder{store.Newest, store.Ranked, store.RankedAll} {
				if got := foundBy(t, db, &r, order, 0, 10); len(got) != 0 {
					t.Errorf("%+v %q: found %v", scope, text, got)
				}
			}
			for n := range text {
				suggested, err := db.Suggest(t.Context(), scope, text[:n])
				if err != nil || slices.ContainsFunc(suggested, func(s store.Suggestion) bool { return s.Kind != "unit" }) {
					t.Errorf("%+v %q: suggested %v, %v", scope, text[:n], suggested, err)
				}
			}
		}
	}
}

func TestValidityIsTodays(t *testing.T) {
	db, _ := create(t)
	now := time.Date(2024, 3, 1, 3, 0, 0, 0, time.UTC)
	db.SetClock(func() time.Time { return now })
	old := register(t, db, briefing.Directive{Genre: briefing.ChiThi, Number: "7", Symbol: "7-CT/HU", Date: "2023-01-05", Title: "Cũ"})
	successor := register(t, db, briefing.Directive{Genre: briefing.ChiThi, Number: "8", Symbol: "8-CT/HU", Date: "2024-02-01", EffectiveFrom: "2024-05-01", Title: "Mới"})
	err := db.AddRelation(t.Context(), tester, &briefing.Relation{From: successor.ID, Verb: briefing.Replaces, To: old.ID})
	if err != nil {
		t.Fatal(err)
	}
	check := func(day string, want string) {
		t.Helper()
		now, _ = time.Parse(time.DateOnly, day)
		if err := db.KeepDay(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := store.SearchRequest{Query: search.Parse("chỉ thị")}
		counts, err := db.SearchCounts(t.Context(), &r)
		if got := fmt.Sprint(counts.Facets[search.FacetValidity]); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", day, got, err, want)
		}
		r.Filter = store.SearchFilter{search.FacetValidity: string(briefing.InForce)}
		if got := foundBy(t, db, &r, store.Newest, 0, 10); len(got) != 1 {
			t.Errorf("%s: in force are %v", day, got)
		}
	}
	check("2024-03-01", "[{in_force 1} {not_yet 1}]")
	check("2024-04-30", "[{in_force 1} {not_yet 1}]")
	check("2024-05-01", "[{ended 1} {in_force 1}]")
	successor.EffectiveFrom = "2024-06-01"
	if err := db.SaveDirective(t.Context(), tester, successor, nil); err != nil {
		t.Fatal(err)
	}
	check("2024-05-02", "[{in_force 1} {not_yet 1}]")
	check("2024-06-01", "[{ended 1} {in_force 1}]")
}

func TestOpenFillsAnIndexOfOtherRules(t *testing.T) {
	db, dir := create(t)
	save(t, db, meeting())
	reopen := func(want int) {
		t.Helper()
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		if db, err = store.Open(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		if db.SearchFilled() != want {
			t.Errorf("%d records indexed, want %d", db.SearchFilled(), want)
		}
		if got := strings.Join(found(t, db, office, "giao ban"), ", "); got != "meeting 1" {
			t.Errorf("found %q", got)
		}
	}
	reopen(0)
	db.ForgetVersion(t, "0")
	if err := db.RemoveRecord(t.Context(), "meeting", 1); err != nil {
		t.Fatal(err)
	}
	reopen(2) // with the directive that it cites
	reopen(0)
}
