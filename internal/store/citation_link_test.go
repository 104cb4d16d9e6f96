package store_test

import (
	"slices"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// at tells where the office is: in Gia Lâm, a district of Hà Nội.
func at(t *testing.T, db *store.DB) {
	t.Helper()
	o := briefing.Office{Name: "Ban Dân vận", Superior: "Huyện ủy Gia Lâm", PlaceLine: "Gia Lâm", Symbol: "BDVHU", ValidFrom: "2023-01-01"}
	if err := db.SetOffice(t.Context(), tester, o); err != nil {
		t.Fatal(err)
	}
	hanoi := briefing.Unit{Name: "Thành phố Hà Nội", ShortName: "Hà Nội", Kind: "thành phố", Level: briefing.Province}
	if err := db.InsertUnits(t.Context(), tester, []briefing.Unit{hanoi}); err != nil {
		t.Fatal(err)
	}
}

// heldOn makes a confirmed meeting of a day that cites something.
func heldOn(day briefing.Day, cited ...briefing.Citation) *briefing.Meeting {
	m := meeting()
	m.HeldOn, m.PostedOn, m.Plan, m.Citations = day, "", briefing.Plan{}, cited
	m.Reports, m.ReportLabel = briefing.PeriodKey(string(day[:4])+"-Q1"), ""
	return m
}

// texts stores a confirmed meeting for each citation, the first on 1/4/2024, and
// returns their numbers.
func texts(t *testing.T, db *store.DB, cited ...briefing.Citation) (ids []int64) {
	t.Helper()
	all, err := db.Meetings(t.Context(), briefing.MeetingFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cited {
		ids = append(ids, save(t, db, heldOn(briefing.NewDay(2024, 4, 1+len(all)+i), c)).ID)
	}
	return ids
}

// linked returns what the only citations of meetings are linked to.
func linked(t *testing.T, db *store.DB, meetings []int64) (ids []int64) {
	t.Helper()
	for _, id := range meetings {
		ids = append(ids, links(t, db, id)...)
	}
	return ids
}

// says makes a citation of an issuer and a day.
func says(symbol, issuer string, date briefing.Day) briefing.Citation {
	c := cite(symbol)
	c.Issuer, c.Date = issuer, date
	return c
}

func TestATextWithoutPlaceMeansItsOwn(t *testing.T) {
	db, _ := create(t)
	at(t, db)
	if got, err := db.Places(t.Context(), "2022-05-05"); err != nil || !slices.Equal(got, []string{"Gia Lâm", "Hà Nội"}) {
		t.Errorf("our places before the first day of the office: %q, %v", got, err)
	}
	bacNinh := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Issuer: "Tỉnh ủy", Place: "Bắc Ninh", Date: "2022-05-05"})
	held := texts(t, db, cite("24-CT/TU"), says("24-CT/TU", "Tỉnh ủy Bắc Ninh", ""), says("24-CT/TU", "", "2022-05-05"))
	if got := linked(t, db, held); !slices.Equal(got, []int64{0, bacNinh.ID, bacNinh.ID}) {
		t.Errorf("with one of Bắc Ninh in the register: linked to %v", got)
	}
	hanoi, err := db.Directive(t.Context(), linked(t, db, texts(t, db, says("24-CT/TU", "Thành ủy Hà Nội", "")))[0])
	if err != nil || !hanoi.Stub || hanoi.Issuer != "Thành ủy Hà Nội" {
		t.Fatalf("got %+v, %v", hanoi, err)
	}
	if got := linked(t, db, held); !slices.Equal(got, []int64{hanoi.ID, bacNinh.ID, 0}) { // the last may be either
		t.Errorf("with our own known: linked to %v", got)
	}
	// What a directive from there cites without a place is of there.
	c := cite("24-CT/TU")
	c.Field, c.Span = "title", briefing.Span{10, 26}
	plan := register(t, db, briefing.Directive{Genre: briefing.KeHoach, Symbol: "9-KH/TU", Issuer: "Tỉnh ủy Bắc Ninh", Date: "2022-06-01",
		Title: "thực hiện Chỉ thị 24-CT/TU"}, briefing.Mention{Citation: c, Verb: briefing.Implements})
	if got := relatedTo(t, db, plan.ID); len(got) != 1 || got[0].To != bacNinh.ID {
		t.Errorf("a plan of Bắc Ninh carries on %+v", got)
	}
}

// The order in which texts come does not matter: two that say different things
// are of two documents, and what fits both waits.
func TestStubsAreOfOneDocument(t *testing.T) {
	for name, cited := range map[string][]briefing.Citation{
		"the vague one first": {says("10-CT/TW", "", ""), says("10-CT/TW", "Bộ Chính trị", ""), says("10-CT/TW", "Ban Bí thư", "")},
		"the vague one last":  {says("10-CT/TW", "Ban Bí thư", ""), says("10-CT/TW", "Bộ Chính trị", ""), says("10-CT/TW", "", "")},
	} {
		db, _ := create(t)
		got := linked(t, db, texts(t, db, cited...))
		slices.Sort(got)
		if got[0] != 0 || got[1] == 0 || got[1] == got[2] {
			t.Errorf("%s: linked to %v", name, got)
		}
	}
	db, _ := create(t)
	m := save(t, db, heldOn("2015-04-09", cite("10-CT/TW")))
	later := texts(t, db, says("10-CT/TW", "", "2016-12-15"))
	if got := linked(t, db, append(later, m.ID)); got[0] == got[1] || got[0] == 0 || got[1] == 0 {
		t.Errorf("a text of 2015 and a document of 2016: linked to %v", got)
	}
}

func TestALinkFollowsTheDayOfItsText(t *testing.T) {
	db, _ := create(t)
	d := register(t, db, briefing.Directive{Symbol: "10-CT/TW", Date: "2023-05-05"})
	held := texts(t, db, cite("10-CT/TW"))
	m, err := db.Meeting(t.Context(), held[0])
	if err != nil || m.Citations[0].Directive != d.ID {
		t.Fatalf("got %+v, %v", m.Citations, err)
	}
	m.HeldOn, m.Reports = "2020-04-09", "2020-Q1"
	save(t, db, m)
	if got := linked(t, db, held)[0]; got == d.ID || got == 0 || m.Citations[0].Directive != got {
		t.Errorf("a text of 2020 is linked to %d", got)
	}
}

// Who changes an entry under its citations decides on them, seen by all.
func TestACorrectedEntryKeepsItsTexts(t *testing.T) {
	db, _ := create(t)
	held := texts(t, db, says("10-CT/TW", "", "2023-05-05"), cite("10-CT/TW"))
	d, err := db.Directive(t.Context(), linked(t, db, held)[0])
	if err != nil {
		t.Fatal(err)
	}
	d.Stub, d.Date = false, "2023-05-15"
	register(t, db, *d)
	for i, want := range []string{tester.Name, ""} {
		m, err := db.Meeting(t.Context(), held[i])
		if err != nil || m.Citations[0].Directive != d.ID || m.Citations[0].DecidedBy != want {
			t.Errorf("text %d: got %+v, %v", i, m.Citations, err)
		}
	}
}

func TestLawsAreFoundByNameAndBySymbol(t *testing.T) {
	db, _ := create(t)
	named := briefing.Citation{Genre: briefing.Luat, Title: "Thực hiện dân chủ ở cơ sở", Year: 2022}
	both := briefing.Citation{Genre: briefing.Luat, Title: "thực hiện dân chủ ở cơ sở", Number: "10", Symbol: "10/2022/QH15", Year: 2022}
	symbol := both
	symbol.Title = ""
	held := texts(t, db, named, both, symbol)
	got := linked(t, db, held)
	law, err := db.Directive(t.Context(), got[0])
	if err != nil || got[1] != got[0] || got[2] != got[0] || law.Symbol != "10/2022/QH15" {
		t.Fatalf("linked to %v, %+v, %v", got, law, err)
	}
	old := register(t, db, briefing.Directive{Genre: briefing.Luat, Symbol: "45/2013/QH13", Year: 2013, Title: "Đất đai"})
	young := register(t, db, briefing.Directive{Genre: briefing.Luat, Symbol: "31/2024/QH15", Date: "2024-01-18", Title: "Đất đai"})
	land := texts(t, db, briefing.Citation{Genre: briefing.Luat, Title: "Đất đai"})
	if got := linked(t, db, land); got[0] != 0 {
		t.Errorf("two laws have the name: linked to %v", got)
	}
	old.Title = "Đất đai (cũ)"
	register(t, db, *old)
	if got := linked(t, db, land); got[0] != young.ID {
		t.Errorf("one law has the name: linked to %v", got)
	}
}

func TestAListDoesNotContradictWhatIsCited(t *testing.T) {
	db, _ := create(t)
	held := texts(t, db, cite("10-CT/TW"))
	list := []briefing.ListedDirective{row(briefing.Directive{Symbol: "10-CT/TW", Date: "2025-01-02"})}
	if states, err := db.Placings(t.Context(), list); err != nil || states[0].Standing != briefing.NewEntry {
		t.Errorf("got %+v, %v", states, err)
	}
	if n := bring(t, db, list); n.Added != 1 {
		t.Errorf("got %+v", n)
	}
	d, err := db.Directive(t.Context(), linked(t, db, held)[0])
	if err != nil || !d.Stub {
		t.Errorf("a text of 2024 is linked to %+v, %v", d, err)
	}
}

func TestMergedEntriesAreFoundByBothSymbols(t *testing.T) {
	db, _ := create(t)
	kept := register(t, db, briefing.Directive{Symbol: "25-CT/TU", Date: "2023-08-07"})
	held := texts(t, db, says("24-CT/TU", "", "2023-07-08"), cite("24-CT/TU"))
	gone, err := db.Directive(t.Context(), linked(t, db, held)[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := db.MergeDirectives(t.Context(), tester, kept, gone); err != nil {
		t.Fatal(err)
	}
	third := register(t, db, briefing.Directive{Symbol: "24-CT/TU", Date: "2022-02-02"})
	more := texts(t, db, says("24-CT/TU", "", "2023-07-08"), says("24-CT/TU", "", "2022-02-02"), cite("24-CT/TU"))
	if got := linked(t, db, append(held, more...)); !slices.Equal(got, []int64{kept.ID, kept.ID, kept.ID, third.ID, 0}) {
		t.Errorf("linked to %v", got)
	}
	also, err := db.Aliases(t.Context(), kept.ID)
	if err != nil || len(also) != 1 || also[0].Symbol != "24-CT/TU" || also[0].Date != "2023-07-08" {
		t.Errorf("also written as %+v, %v", also, err)
	}
	m, err := db.Meeting(t.Context(), held[1])
	if err != nil || m.Citations[0].DecidedBy != tester.Name {
		t.Errorf("who merged did not decide: %+v, %v", m.Citations, err)
	}
}
