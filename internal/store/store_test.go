package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var tester = store.Actor{Name: "tester", From: "127.0.0.1"}

func create(t *testing.T) (*store.DB, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "dữ liệu & quý 100%?")
	db, err := store.Create(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, dir
}

// open is a second look at the file, past the store.
func open(t *testing.T, dir string) *sql.DB {
	t.Helper()
	address := url.URL{Path: filepath.Join(dir, store.FileName)}
	db, err := sql.Open("sqlite3", "file:"+address.EscapedPath())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func meeting() *briefing.Meeting {
	return &briefing.Meeting{
		Title: "Giao ban công tác dân vận quý III năm 2023", HeldOn: "2023-10-05", PostedOn: "2023-10-06",
		Reports: "2023-Q3", ReportLabel: "quý III năm 2023",
		Plan:      briefing.Plan{Key: "2023-Q4", From: "2023-10-01", To: "2023-12-31", Label: "quý IV"},
		Organizer: "Ban Dân vận Huyện ủy Sông Mơ", Place: "Hội trường Huyện ủy",
		Participations: []briefing.Participation{
			{Role: briefing.Chair, Name: "Nguyễn Văn A", Title: "Trưởng ban", Span: briefing.Span{3, 9}},
			{Role: briefing.Concluder, Name: "Nguyễn Văn A", Title: "Trưởng ban"},
			{Role: briefing.Discussant, Label: "các đại biểu"},
		},
		Topics:    []briefing.Topic{{Text: "môi trường", Span: briefing.Span{1, 2}}},
		Counts:    []briefing.Count{{Measure: briefing.Registered, Level: briefing.District, Value: 0, Qualifier: briefing.Over, Label: "mô hình"}},
		Citations: []briefing.Citation{{Text: "Chỉ thị 7-CT/HU", Genre: briefing.ChiThi, Number: "7", Symbol: "7-CT/HU"}},
		Source:    "bài viết", Spans: map[string]briefing.Span{"title": {0, 3}}, State: briefing.Held,
	}
}

func save(t *testing.T, db *store.DB, m *briefing.Meeting) *briefing.Meeting {
	t.Helper()
	if err := db.SaveMeeting(t.Context(), tester, m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMeetingComesBackWhole(t *testing.T) {
	db, dir := create(t)
	want := save(t, db, meeting())
	db.Close()
	again, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	got, err := again.Meeting(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, want, cmpopts.EquateApproxTime(1000)); diff != "" {
		t.Errorf("got - want:\n%s", diff)
	}
	if got.Citations[0].Directive == 0 {
		t.Error("the citation of a confirmed meeting is linked to no directive")
	}
}

func TestStaleSaveIsRefused(t *testing.T) {
	db, _ := create(t)
	save(t, db, meeting())
	mine, _ := db.Meeting(t.Context(), 1)
	theirs, _ := db.Meeting(t.Context(), 1)
	theirs.Place = "Phòng 2"
	save(t, db, theirs)
	mine.Place = "Phòng 3"
	if err := db.SaveMeeting(t.Context(), tester, mine); !errors.Is(err, store.ErrStale) {
		t.Fatalf("got %v, want ErrStale", err)
	}
	if now, _ := db.Meeting(t.Context(), 1); now.Place != "Phòng 2" || now.Version != 2 {
		t.Errorf("got %q version %d, want the other's Phòng 2 version 2", now.Place, now.Version)
	}
}

func TestConcurrentSavesLoseNothing(t *testing.T) {
	db, _ := create(t)
	save(t, db, meeting())
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for {
				m, err := db.Meeting(context.Background(), 1)
				if err != nil {
					t.Error(err)
					return
				}
				m.Counts[0].Value++
				err = db.SaveMeeting(context.Background(), tester, m)
				if errors.Is(err, store.ErrStale) {
					continue
				}
				if err != nil {
					t.Error(err)
				}
				return
			}
		})
	}
	wg.Wait()
	if m, _ := db.Meeting(t.Context(), 1); m.Counts[0].Value != 16 {
		t.Errorf("16 increments gave %d", m.Counts[0].Value)
	}
}

func TestSameMeetingTwiceIsRefused(t *testing.T) {
	db, _ := create(t)
	first := save(t, db, meeting())
	twin := meeting()
	twin.Title = "giao ban công tác  dân vận Quý III năm 2023"
	err := db.SaveMeeting(t.Context(), tester, twin)
	if exists, ok := errors.AsType[*store.ExistsError](err); !ok || exists.ID != first.ID {
		t.Errorf("got %v, want ExistsError of %d", err, first.ID)
	}
}

func TestDraftMayHaveGapsAndLinksNothing(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.State, m.HeldOn, m.Reports = briefing.Draft, "", ""
	save(t, db, m)
	if d, _ := db.Directives(t.Context(), briefing.DirectiveFilter{}); len(d) != 0 {
		t.Errorf("a draft made %d directives", len(d))
	}
	m.State = briefing.Held
	_, ok := errors.AsType[*briefing.Invalid](db.SaveMeeting(t.Context(), tester, m))
	if !ok {
		t.Error("a meeting without a day was confirmed")
	}
}

func TestMeetingFilters(t *testing.T) {
	db, _ := create(t)
	save(t, db, meeting())
	other := meeting()
	other.Title, other.HeldOn, other.Reports, other.State = "Sơ kết 100% xã", "2023-07-01", "2023-H1", briefing.Draft
	other.ReportLabel = "6 tháng"
	save(t, db, other)
	for _, c := range []struct {
		f    briefing.MeetingFilter
		want []int64
	}{
		{briefing.MeetingFilter{}, []int64{1, 2}},
		{briefing.MeetingFilter{Sort: "held_on"}, []int64{2, 1}},
		{briefing.MeetingFilter{Sort: "title; DROP TABLE meeting"}, []int64{1, 2}},
		{briefing.MeetingFilter{Query: "song mo"}, []int64{1, 2}},
		{briefing.MeetingFilter{Query: "QUÝ iii"}, []int64{1}},
		{briefing.MeetingFilter{Query: "sơ kết"}, []int64{2}},
		{briefing.MeetingFilter{Query: "sờ kết"}, nil},
		{briefing.MeetingFilter{Query: "so k"}, []int64{2}},
		{briefing.MeetingFilter{Query: "07-ct/hu"}, []int64{1, 2}},
		{briefing.MeetingFilter{Query: "17-CT/HU"}, nil},
		{briefing.MeetingFilter{Query: "100%"}, []int64{2}},
		{briefing.MeetingFilter{Query: "_"}, nil},
		{briefing.MeetingFilter{Reports: "2023-H1"}, []int64{2}},
		{briefing.MeetingFilter{Confirmed: true}, []int64{1}},
		{briefing.MeetingFilter{Unconfirmed: true}, []int64{2}},
	} {
		list, err := db.Meetings(t.Context(), c.f)
		var got []int64
		for _, m := range list {
			got = append(got, m.ID)
			if m.Chairs != "Nguyễn Văn A" || m.Citations != 1 {
				t.Errorf("%+v: got chairs %q and %d citations", c.f, m.Chairs, m.Citations)
			}
		}
		if diff := cmp.Diff(got, c.want); err != nil || diff != "" {
			t.Errorf("%+v: %v, got - want:\n%s", c.f, err, diff)
		}
	}
}

func TestCitationsAreLinkedByIdentity(t *testing.T) {
	cite := func(symbol, issuer string, date briefing.Day) briefing.Citation {
		return briefing.Citation{Genre: briefing.ChiThi, Number: "24", Symbol: symbol, Issuer: issuer, Date: date}
	}
	for _, c := range []struct {
		name      string
		citations []briefing.Citation
		want      []int64 // ids of directives
	}{
		{"same in other spelling", []briefing.Citation{cite("24-CT/TU", "", ""), cite("024-CT/TU", "", "")}, []int64{1, 1}},
		{"other number", []briefing.Citation{cite("24-CT/TU", "", ""), cite("124-CT/TU", "", "")}, []int64{1, 2}},
		{"other place", []briefing.Citation{cite("24-CT/TU", "Thành ủy X", ""), cite("24-CT/TU", "Tỉnh ủy Y", "")}, []int64{1, 2}},
		{"standing committee of the same", []briefing.Citation{cite("24-CT/TU", "Thành ủy X", ""), cite("24-CT/TU", "Ban Thường vụ Thành ủy X", "")}, []int64{1, 1}},
		{"other term", []briefing.Citation{cite("24-CT/TW", "", "2002-03-28"), cite("24-CT/TW", "", "2016-12-15")}, []int64{1, 2}},
		{"ambiguous stays open", []briefing.Citation{cite("24-CT/TW", "", "2002-03-28"), cite("24-CT/TW", "", "2016-12-15"), cite("24-CT/TW", "", "")}, []int64{1, 2, 0}},
		{"number alone", []briefing.Citation{cite("", "", "")}, []int64{0}},
		{"law by name", []briefing.Citation{{Genre: briefing.Luat, Title: "Thủ đô"}, {Genre: briefing.Luat, Title: "thủ  đô"}}, []int64{1, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, _ := create(t)
			m := meeting()
			m.Citations = c.citations
			save(t, db, m)
			var got []int64
			for _, x := range m.Citations {
				got = append(got, x.Directive)
			}
			if diff := cmp.Diff(got, c.want); diff != "" {
				t.Errorf("got - want:\n%s", diff)
			}
		})
	}
}

func TestStubIsCompletedByALaterCitation(t *testing.T) {
	db, _ := create(t)
	m := meeting()
	m.Citations = []briefing.Citation{{Genre: briefing.ChiThi, Symbol: "24-CT/TU"},
		{Genre: briefing.ChiThi, Symbol: "24-CT/TU", Issuer: "Thành ủy X", Date: "2023-08-07"}}
	save(t, db, m)
	d, err := db.Directive(t.Context(), 1)
	if err != nil || d.Issuer != "Thành ủy X" || d.Date != "2023-08-07" || !d.Stub {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestEveryWriteIsAudited(t *testing.T) {
	db, dir := create(t)
	m := save(t, db, meeting())
	m.Title = "Tên khác"
	save(t, db, m)
	raw := open(t, dir)
	var n int
	err := raw.QueryRow(`SELECT count(*) FROM audit WHERE entity = 'meeting' AND entity_id = 1 AND actor = 'tester'
		AND origin = '127.0.0.1' AND (action = 'create' AND before = ''
			OR action = 'update' AND before LIKE '%quý III%' AND after LIKE '%Tên khác%')`).Scan(&n)
	if err != nil || n != 2 {
		t.Errorf("got %d entries (%v), want 2", n, err)
	}
	entries, err := db.Audit(t.Context(), briefing.AuditFilter{Entity: "meeting", EntityID: 1, Actor: "tester", Limit: 5})
	if err != nil || len(entries) != 2 || entries[0].Action != "update" || entries[1].Action != "create" {
		t.Errorf("listed %+v, %v", entries, err)
	}
	if entries, err := db.Audit(t.Context(), briefing.AuditFilter{Before: 1}); err != nil || len(entries) != 0 {
		t.Errorf("before the first: %+v, %v", entries, err)
	}
	actors, actions, entities, err := db.AuditWords(t.Context())
	if diff := cmp.Diff([][]string{actors, actions, entities}, [][]string{{"tester"}, {"create", "update"}, {"directive", "meeting", "person"}}); err != nil || diff != "" {
		t.Errorf("%v, got - want:\n%s", err, diff)
	}
	for _, stmt := range []string{"UPDATE audit SET actor = 'x'", "DELETE FROM audit"} {
		if _, err := raw.Exec(stmt); err == nil {
			t.Errorf("%s: no error", stmt)
		}
	}
}

func TestRemoveSampleKeepsWhatIsReal(t *testing.T) {
	db, dir := create(t)
	sample := meeting()
	sample.Sample = true
	save(t, db, sample)
	if err := db.InsertUnits(t.Context(), tester, []briefing.Unit{{Name: "Xã B", ShortName: "B", Kind: "xã", Level: briefing.Commune, Sample: true}}); err != nil {
		t.Fatal(err)
	}
	if err := db.SetOffice(t.Context(), tester, briefing.Office{Name: "Ban Dân vận", ValidFrom: "2020-01-01", Sample: true}); err != nil {
		t.Fatal(err)
	}
	mine := meeting()
	mine.Title = "Hội nghị của tôi"
	save(t, db, mine)
	if err := db.RemoveSample(t.Context(), tester); err != nil {
		t.Fatal(err)
	}
	status, err := db.Status(t.Context())
	want := briefing.Status{Meetings: 1, Directives: 1}
	if status != want || err != nil {
		t.Errorf("got %+v, %v, want %+v", status, err, want)
	}
	var problems int
	if err := open(t, dir).QueryRow("SELECT count(*) FROM pragma_foreign_key_check").Scan(&problems); err != nil || problems > 0 {
		t.Errorf("%d broken references, %v", problems, err)
	}
}

func TestUnitsAndOfficeAreOfTheDay(t *testing.T) {
	db, _ := create(t)
	units := []briefing.Unit{
		{Name: "Xã Đông", ShortName: "Đông", Kind: "xã", Level: briefing.Commune, ValidFrom: "2000-01-01", ValidTo: "2024-12-31"},
		{Name: "Xã Ấm", ShortName: "Ấm", Kind: "xã", Level: briefing.Commune, ValidFrom: "2000-01-01"},
		{Name: "Xã Mới", ShortName: "Mới", Kind: "xã", Level: briefing.Commune, ValidFrom: "2025-01-01"},
	}
	if err := db.InsertUnits(t.Context(), tester, units); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[briefing.Day][]string{
		"1999-12-31": nil, "2024-12-31": {"Xã Ấm", "Xã Đông"}, "2025-01-01": {"Xã Ấm", "Xã Mới"}, "": {"Xã Ấm", "Xã Mới"},
	} {
		list, err := db.Units(t.Context(), day)
		var got []string
		for _, u := range list {
			got = append(got, u.Name)
		}
		if diff := cmp.Diff(got, want); err != nil || diff != "" {
			t.Errorf("%s: %v, got - want:\n%s", day, err, diff)
		}
	}
	for _, o := range []briefing.Office{{Name: "Cũ", ValidFrom: "2020-01-01"}, {Name: "Mới", ValidFrom: "2025-02-01"}} {
		if err := db.SetOffice(t.Context(), tester, o); err != nil {
			t.Fatal(err)
		}
	}
	signed := briefing.Office{Name: "Mới", ValidFrom: "2025-02-01", Recipients: []string{"Thường trực Huyện ủy"},
		Signers: []briefing.Signer{{Authority: "K/T TRƯỞNG BAN", Position: "PHÓ TRƯỞNG BAN", Name: "Nguyễn Văn A"}}}
	if err := db.SetOffice(t.Context(), tester, signed); err != nil {
		t.Fatal(err)
	}
	if all, err := db.Offices(t.Context()); err != nil || len(all) != 2 || cmp.Diff(all[0], signed) != "" {
		t.Errorf("got %+v, %v", all, err)
	}
	for day, want := range map[briefing.Day]string{"2019-01-01": "", "2025-01-31": "Cũ", "2025-02-01": "Mới", "": "Mới"} {
		if got, err := db.Office(t.Context(), day); got.Name != want || err != nil {
			t.Errorf("%s: got %q (%v), want %q", day, got.Name, err, want)
		}
	}
}

func TestOpenRefusesWhatIsNotOurs(t *testing.T) {
	db, dir := create(t)
	db.Close()
	good, err := os.ReadFile(filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	foreign := bytes.Clone(good)
	copy(foreign[68:], "Else")
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"empty": {[]byte{}, store.ErrEmpty}, "text": {bytes.Repeat([]byte("a"), 5000), store.ErrForeign},
		"foreign": {foreign, store.ErrForeign},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, store.FileName)
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Open(t.Context(), dir); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, c.content) {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if _, err := store.Open(t.Context(), t.TempDir()); !errors.Is(err, store.ErrNoDatabase) {
		t.Errorf("missing: got %v", err)
	}
	if _, err := store.Create(t.Context(), dir); err == nil {
		t.Error("an existing database was created again")
	}
	if _, err := open(t, dir).Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), dir); !errors.Is(err, store.ErrNewer) {
		t.Errorf("newer: got %v", err)
	}
}

func TestABusyDatabaseIsNamed(t *testing.T) {
	db, dir := create(t)
	other := open(t, dir)
	conn, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	db.SetBusyTimeout(t, 50*time.Millisecond)
	if err := db.SetSetting(t.Context(), tester, "x", "y"); !errors.Is(err, store.ErrBusy) {
		t.Errorf("got %v, want ErrBusy", err)
	}
	if _, err := conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if err := db.SetSetting(t.Context(), tester, "x", "y"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestAFullDiskIsNamed(t *testing.T) {
	db, _ := create(t)
	db.SetMaxPages(t, 1)
	m := meeting()
	m.Source = strings.Repeat("đầy ", 500_000)
	if err := db.SaveMeeting(t.Context(), tester, m); !errors.Is(err, store.ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if list, err := db.Meetings(t.Context(), briefing.MeetingFilter{}); len(list) != 0 || err != nil {
		t.Errorf("%d meetings, %v", len(list), err)
	}
}
