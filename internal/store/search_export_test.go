package store

import (
	"context"
	"database/sql"
	"iter"
	"strings"
	"testing"

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
	return firstPlan(r, func(m match) ([]string, bool, error) {
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
	for _, plan := range r.Query.Plans() {
		m := r.match(plan)
		for _, expression := range []string{m.first, m.all, m.rest} {
			if expression == "" {
				continue
			}
			plans["page"] = db.Explain(t, sqlSearchPage, expression, 20, 0)
			plans["counts"] = db.Explain(t, sqlSearchValues, expression, MaxCounted)
			plans["count"] = db.Explain(t, sqlSearchCount, expression, 20)
			plans["any"] = db.Explain(t, sqlSearchAny, expression)
		}
	}
	return plans
}
