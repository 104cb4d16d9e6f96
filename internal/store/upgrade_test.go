package store

import (
	"io/fs"
	"path/filepath"
	"testing"

	"giaoban/internal/briefing"

	"github.com/pressly/goose/v3"
)

// An older schema with data in it comes up to date with nothing lost.
func TestUpgradeKeepsCitations(t *testing.T) {
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
	if _, err := p.UpTo(ctx, 2); err != nil {
		t.Fatal(err)
	}
	for _, stmt := range []string{
		`INSERT INTO meeting VALUES (7, 'Giao ban', x'00', '2024-04-09', '', NULL, '', '', '', '', '', '', x'00', '', 'nguồn', '{}',
			'giao ban', 1, 0, 1, 0, 0)`,
		`INSERT INTO directive VALUES (3, 'chi-thi', '24', '24-CT/TU', '24-ct-tu', '24', '', '', 0, '', '', '', 1, 0, 1, 0)`,
		`INSERT INTO citation VALUES (5, 7, 0, 'Chỉ thị 24-CT/TU', 'chi-thi', '24', '24-CT/TU', '', '', 0, '', 1, 4, 0, 3)`,
		`INSERT INTO citation VALUES (6, 7, 1, 'Nghị định 030/2020/NĐ-CP', 'nghi-dinh', '030', '030/2020/NĐ-CP', '', '', 2020, '', 5, 9, 1, NULL)`,
	} {
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
	defer db.Close()
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
