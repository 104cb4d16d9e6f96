package store

import (
	"context"
	"database/sql"
	"iter"
	"strings"
	"testing"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// IndexRecords indexes records, so many in one write, as saving them does.
func (db *DB) IndexRecords(ctx context.Context, records iter.Seq2[search.Record, error], batch int) error {
	next, stop := iter.Pull2(records)
	defer stop()
	for more := true; more; {
		err := db.write(ctx, Actor{Name: "tester"}, func(t *tx) error {
			t.record("index", "search", 0, nil, nil)
			for range batch {
				r, _, ok := next()
				if more = ok; !ok {
					return nil
				}
				if err := t.indexRecord(ctx, r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// RemoveRecord takes a record from the index, as removing it does.
func (db *DB) RemoveRecord(ctx context.Context, kind string, id int64) error {
	return db.write(ctx, Actor{Name: "tester"}, func(t *tx) error {
		t.record("index", "search", 0, nil, nil)
		return t.unindexRecord(ctx, kind, id)
	})
}

// FoundRecords returns all that a request finds as "kind id", without marks.
func (db *DB) FoundRecords(ctx context.Context, r *SearchRequest) ([]string, error) {
	a, err := db.ask(ctx, r)
	if err != nil {
		return nil, err
	}
	return firstPlan(a, nil, func(m match) ([]string, bool, error) {
		var all []string
		for _, expression := range []string{m.first, m.rest} {
			if expression == "" {
				continue
			}
			names, err := query(ctx, db.reads, func(rows *sql.Rows) (name string, err error) {
				err = rows.Scan(&name)
				return name, err
			}, `
				SELECT r.kind || ' ' || r.record_id
				FROM search s JOIN search_record r ON r.docid = s.docid
				WHERE s.search MATCH $1
				ORDER BY s.docid DESC`, expression)
			if err != nil {
				return nil, false, err
			}
			all = append(all, names...)
		}
		return all, len(all) > 0, nil
	})
}

// Explain returns the plan of a statement of the reading pool.
func (db *DB) Explain(t *testing.T, stmt string, args ...any) string {
	t.Helper()
	rows, err := db.reads.Query("EXPLAIN QUERY PLAN "+stmt, args...)
	if err != nil {
		t.Fatalf("%s: %v", stmt, err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, detail)
	}
	return strings.Join(lines, "\n")
}

// LookUp reads one record by its key: the least that any search costs.
func (db *DB) LookUp(ctx context.Context, kind string, id int64) (title string, err error) {
	err = db.reads.QueryRowContext(ctx, `SELECT title FROM search_record WHERE kind = $1 AND record_id = $2`, kind, id).Scan(&title)
	return title, err
}

// ExplainSearch returns the plans of the statements that a query runs, by name.
func (db *DB) ExplainSearch(t *testing.T, text string) map[string]string {
	r := SearchRequest{Query: search.Parse(text), Scope: search.Scope{Unit: 3}}
	plans := map[string]string{"symbol": db.Explain(t, sqlNextSymbol, 0, "24-", "24-z")}
	a := &asked{SearchRequest: &r}
	for _, plan := range r.Query.Plans() {
		m := a.match(plan)
		for _, expression := range []string{m.first, m.all, m.rest} {
			if expression == "" {
				continue
			}
			plans["page"] = db.Explain(t, sqlSearchPage, expression, "[]", 20, 0)
			plans["scored"] = db.Explain(t, sqlSearchScored, search.MaxScored, expression, "[]", 200)
			plans["counts"] = db.Explain(t, sqlSearchValues, expression, "[]", MaxCounted)
			plans["count"] = db.Explain(t, sqlSearchCount, expression, "[]", 20)
			plans["any"] = db.Explain(t, sqlSearchAny, expression)
		}
	}
	return plans
}

// Index lists what the index holds of every record, without its docids.
func (db *DB) Index(t *testing.T) []string {
	t.Helper()
	all, err := query(t.Context(), db.reads, func(rows *sql.Rows) (line string, err error) {
		err = rows.Scan(&line)
		return line, err
	}, `
		SELECT json_array(r.kind, r.record_id, r.date, r.unit_id, r.period, r.issuer, r.genre, r.year, r.validity,
			r.changes_on, r.title, r.text, r.tokens, (SELECT group_concat(s.scope || s.key || s.label, ' ' ORDER BY s.scope, s.key)
				FROM search_symbol s WHERE s.docid = r.docid))
		FROM search_record r
		ORDER BY r.kind, r.record_id`)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// LooseSymbols counts the symbols of no record.
func (db *DB) LooseSymbols(t *testing.T) (n int) {
	t.Helper()
	err := db.reads.QueryRow(`SELECT count(*) FROM search_symbol WHERE docid NOT IN (SELECT docid FROM search_record)`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// ForgetVersion makes the index one of other rules.
func (db *DB) ForgetVersion(t *testing.T, version string) {
	t.Helper()
	if _, err := db.writes.Exec(`UPDATE setting SET value = $1 WHERE name = $2`, version, settingIndex); err != nil {
		t.Fatal(err)
	}
}

// InsertVersion adds a version to a unit, as older programs stored them.
func (db *DB) InsertVersion(t *testing.T, u briefing.Unit) {
	t.Helper()
	_, err := db.writes.Exec(`
		INSERT INTO unit_version (unit_id, parent_id, name, name_sort, short_name, kind, level, code, valid_from, valid_to)
		VALUES ($1, $2, $3, CAST($3 AS BLOB), $4, $5, $6, $7, $8, $9)`, u.ID, u.Parent, u.Name, u.ShortName, u.Kind, u.Level, u.Code, u.ValidFrom, u.ValidTo)
	if err != nil {
		t.Fatal(err)
	}
}
