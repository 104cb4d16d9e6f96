package web

import (
	"database/sql"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/store"
)

// A column is one column of the schema.
type column struct{ table, name, kind string }

func (c column) String() string { return c.table + "." + c.name }

// raw opens the database beside the program.
func (s *site) raw() *sql.DB {
	s.t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(s.dir, store.FileName)+"?_busy_timeout=5000&_foreign_keys=off")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { db.Close() })
	return db
}

// must runs statements on the database beside the program.
func must(t *testing.T, db *sql.DB, stmt string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), stmt, args...); err != nil {
		t.Fatalf("%s: %v", stmt, err)
	}
}

// selected returns the rows of a query of one column, as text.
func selected(t *testing.T, db *sql.DB, stmt string, args ...any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), stmt, args...)
	if err != nil {
		t.Fatalf("%s: %v", stmt, err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// columns lists the columns of all tables of ours, but for the full-text index,
// which holds what search_record does.
func columns(t *testing.T, db *sql.DB) []column { t.Helper(); return columnsOf(t, db, "table") }

// columnsOf lists the columns of all tables of a type.
func columnsOf(t *testing.T, db *sql.DB, kind string) []column {
	t.Helper()
	var all []column
	for _, one := range selected(t, db, `
		SELECT l.name || ' ' || p.name || ' ' || p.type
		FROM pragma_table_list l JOIN pragma_table_info(l.name) p
		WHERE l.schema = 'main' AND l.type = $1 AND l.name NOT LIKE 'sqlite_%' AND l.name NOT LIKE 'goose_%'
		ORDER BY l.name, p.cid`, kind) {
		part := strings.Fields(one)
		all = append(all, column{part[0], part[1], part[2]})
	}
	return all
}

// changing are the columns that hold times and what is drawn by lot.
var changing = []string{"at", "mac", "created_at", "updated_at", "seen_at", "token_key", "password"}

// tables returns the contents of every table of ours, without some tables
// ("audit") and columns ("seen_at").
func (s *site) tables(without ...string) map[string]string {
	s.t.Helper()
	return s.contentsOf("table", without...)
}

// everything returns the contents of the tables that hold the full-text index,
// too.
func (s *site) everything(without ...string) map[string]string {
	s.t.Helper()
	all := s.contentsOf("table", without...)
	index := s.contentsOf("shadow")
	if len(index) == 0 {
		s.t.Fatal("no tables of the full-text index")
	}
	maps.Copy(all, index)
	return all
}

// contentsOf returns the contents of every table of a type.
func (s *site) contentsOf(kind string, without ...string) map[string]string {
	s.t.Helper()
	db := s.raw()
	defer db.Close()
	quoted := map[string][]string{}
	for _, c := range columnsOf(s.t, db, kind) {
		if !slices.Contains(without, c.table) && !slices.Contains(without, c.name) {
			quoted[c.table] = append(quoted[c.table], "'"+c.name+"=' || quote("+c.name+")")
		}
	}
	out := map[string]string{}
	for table, values := range quoted {
		rows := selected(s.t, db, `SELECT `+strings.Join(values, " || ' ' || ")+` FROM `+table)
		slices.Sort(rows)
		out[table] = strings.Join(rows, "\n")
	}
	return out
}

// tableChanges tells in which tables two contents differ, and how.
func tableChanges(before, after map[string]string) string {
	var out strings.Builder
	for _, table := range slices.Sorted(maps.Keys(before)) {
		old, now := strings.Split(before[table], "\n"), strings.Split(after[table], "\n")
		for _, row := range old {
			if !slices.Contains(now, row) {
				fmt.Fprintf(&out, "\n%s: was %.300s", table, row)
			}
		}
		for _, row := range now {
			if !slices.Contains(old, row) {
				fmt.Fprintf(&out, "\n%s: is %.300s", table, row)
			}
		}
	}
	return out.String()
}
