package store

import (
	"io/fs"
	"path/filepath"
	"testing"

	"giaoban/internal/briefing"

	"github.com/pressly/goose/v3"
)

// upgraded returns a database that was at an older version of the schema, with
// what the statements put there.
func upgraded(t *testing.T, version int64, stmts ...string) *DB {
	t.Helper()
	dir, ctx := t.TempDir(), t.Context()
	if err := createTrail(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	if err := createFile(ctx, sqlite{}, path); err != nil {
		t.Fatal(err)
	}
	reads, writes, err := sqlite{}.open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, writes, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		t.Fatal(err)
	}
	for _, stmt := range stmts {
		if _, err := writes.ExecContext(ctx, stmt); err != nil {
			t.Fatal(err)
		}
	}
	if err := reads.Close(); err != nil {
		t.Fatal(err)
	}
	if err := writes.Close(); err != nil {
		t.Fatal(err)
	}

	db, err := Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// An older schema with data in it comes up to date with nothing lost.
func TestUpgradeKeepsCitations(t *testing.T) {
	ctx := t.Context()
	db := upgraded(t, 2,
		`INSERT INTO meeting VALUES (7, 'Giao ban', x'00', '2024-04-09', '', NULL, '', '', '', '', '', '', x'00', '', 'nguồn', '{}',
			'giao ban', 1, 0, 1, 0, 0)`,
		`INSERT INTO directive VALUES (3, 'chi-thi', '24', '24-CT/TU', '24-ct-tu', '24', '', '', 0, '', '', '', 1, 0, 1, 0)`,
		`INSERT INTO citation VALUES (5, 7, 0, 'Chỉ thị 24-CT/TU', 'chi-thi', '24', '24-CT/TU', '', '', 0, '', 1, 4, 0, 3)`,
		`INSERT INTO citation VALUES (6, 7, 1, 'Nghị định 030/2020/NĐ-CP', 'nghi-dinh', '030', '030/2020/NĐ-CP', '', '', 2020, '', 5, 9, 1, NULL)`,
	)
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
	m, err := db.Meeting(ctx, 7)
	if err != nil || len(m.Citations) != 2 {
		t.Fatalf("got %+v, %v", m, err)
	}
	for i, want := range []briefing.Citation{
		{ID: 5, Field: "source", Text: "Chỉ thị 24-CT/TU", Genre: "chi-thi", Number: "24", Symbol: "24-CT/TU", Span: briefing.Span{1, 4}, Directive: 3},
		{ID: 6, Field: "source", Text: "Nghị định 030/2020/NĐ-CP", Genre: "nghi-dinh", Number: "030", Symbol: "030/2020/NĐ-CP", Year: 2020,
			Span: briefing.Span{5, 9}, Manual: true},
	} {
		if m.Citations[i] != want {
			t.Errorf("got %+v, want %+v", m.Citations[i], want)
		}
		var key string
		err := db.reads.QueryRowContext(ctx, `SELECT symbol_key FROM citation WHERE id = $1`, want.ID).Scan(&key)
		if key != briefing.SymbolKey(want.Symbol) || err != nil {
			t.Errorf("key %q of %s, %v", key, want.Symbol, err)
		}
	}
}

// What a person confirmed has been held, what nobody confirmed is a draft, and
// the kind follows from the period.
func TestUpgradeGivesMeetingsAStateAndAKind(t *testing.T) {
	const meeting = `INSERT INTO meeting (id, title, title_sort, held_on, posted_on, report_period, report_label, plan_period, plan_from,
		plan_to, plan_label, organizer, organizer_sort, place, source, spans, confirmed, sample, version, created_at, updated_at)
		VALUES `
	const rest = `, '', '', '', '', '', '', x'00', '', '', '{}', `
	db := upgraded(t, 7,
		`INSERT INTO period VALUES ('2024-Q1', '', '', ''), ('2024-H2', '', '', ''), ('2024-9M', '', '', ''), ('2024-Y', '', '', ''), ('2024-M05', '', '', '')`,
		meeting+`(1, 'a', x'00', '2024-04-09', '', '2024-Q1'`+rest+`1, 0, 1, 0, 0)`,
		meeting+`(2, 'b', x'00', '2024-04-09', '', '2024-H2'`+rest+`0, 0, 1, 0, 0)`,
		meeting+`(3, 'c', x'00', '2024-04-09', '', '2024-9M'`+rest+`1, 0, 1, 0, 0)`,
		meeting+`(4, 'd', x'00', '2024-04-09', '', '2024-Y'`+rest+`1, 0, 1, 0, 0)`,
		meeting+`(5, 'e', x'00', '2024-04-09', '', '2024-M05'`+rest+`1, 0, 1, 0, 0)`,
		meeting+`(6, 'f', x'00', '2024-04-09', '', NULL`+rest+`0, 0, 1, 0, 0)`,
		`INSERT INTO participation VALUES (1, 1, 'secretary', NULL, 'B', '', '', 0, 0), (1, 0, 'chair', NULL, 'A', '', '', 0, 0)`,
	)
	ctx := t.Context()
	for id, want := range map[int64]string{1: "held Giao ban quý", 2: "draft Sơ kết 6 tháng", 3: "held Sơ kết 9 tháng", 4: "held Tổng kết năm",
		5: "held ", 6: "draft "} {
		m, err := db.Meeting(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(m.State) + " " + m.KindName; got != want {
			t.Errorf("meeting %d: got %q, want %q", id, got, want)
		}
	}
	m, err := db.Meeting(ctx, 1)
	if err != nil || len(m.Participations) != 2 || m.Participations[0].Name != "A" || m.Participations[1].ID == 0 {
		t.Errorf("got %+v, %v", m.Participations, err)
	}
	held, err := db.Meetings(ctx, briefing.MeetingFilter{Confirmed: true})
	if err != nil || len(held) != 4 {
		t.Errorf("got %d that count, %v, want 4", len(held), err)
	}
}
