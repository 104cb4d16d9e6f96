package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// docidShift is how many bits of a docid count the records of one day.
const docidShift = 20

// Scopes of search_symbol beside the units.
const (
	scopeOffice = 0
	scopePublic = -1
)

// indexRecord makes a record found under what it says now. It belongs into the
// transaction that saves the record.
func (t *tx) indexRecord(ctx context.Context, r search.Record) error {
	r.Normalize()
	if err := t.unindexRecord(ctx, r.Kind, r.ID); err != nil {
		return err
	}
	docid, err := t.newDocid(ctx, r.Date)
	if err != nil {
		return fmt.Errorf("index %s %d: %w", r.Kind, r.ID, err)
	}
	tokens, symbols := r.Tokens()
	_, err = t.ExecContext(ctx, `
		INSERT INTO search_record (docid, kind, record_id, date, unit_id, period, issuer, genre, year, validity,
			title, text, tokens)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		docid, r.Kind, r.ID, r.Date, r.Unit, r.Period, r.Issuer, r.Genre, r.Year, r.Validity,
		r.Title, r.Text, strings.Join(tokens, " "))
	if err == nil {
		_, err = t.ExecContext(ctx, `
			INSERT INTO search (docid, tokens)
			SELECT docid, tokens FROM search_record WHERE docid = $1`, docid)
	}
	if err == nil {
		err = t.indexSymbols(ctx, docid, &r, symbols)
	}
	if err != nil {
		return fmt.Errorf("index %s %d: %w", r.Kind, r.ID, err)
	}
	return nil
}

func (t *tx) indexSymbols(ctx context.Context, docid int64, r *search.Record, symbols []search.Symbol) error {
	scopes := append([]int64{scopeOffice}, r.Units...)
	if r.Public {
		scopes = []int64{scopeOffice, scopePublic}
	}
	for _, s := range symbols {
		for _, scope := range scopes {
			_, err := t.ExecContext(ctx, `
				INSERT INTO search_symbol (scope, key, docid, label)
				VALUES ($1, $2, $3, $4)
				ON CONFLICT DO NOTHING`, scope, s.Key, docid, s.Label)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// unindexRecord makes a record no longer found. One that is not in the index is
// no error.
func (t *tx) unindexRecord(ctx context.Context, kind string, id int64) error {
	var docid int64
	err := t.QueryRowContext(ctx, `
		SELECT docid
		FROM search_record
		WHERE kind = $1 AND record_id = $2
		ORDER BY docid`, kind, id).Scan(&docid)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	// The index first: it reads from the row which tokens it has to forget.
	for _, stmt := range []string{
		`DELETE FROM search WHERE docid = $1`,
		`DELETE FROM search_record WHERE docid = $1`,
		`DELETE FROM search_symbol WHERE docid = $1`,
	} {
		if err == nil {
			_, err = t.ExecContext(ctx, stmt, docid)
		}
	}
	if err != nil {
		return fmt.Errorf("unindex %s %d: %w", kind, id, err)
	}
	return nil
}

// newDocid returns the next docid of a day. Records without a day are older
// than all others.
func (t *tx) newDocid(ctx context.Context, day briefing.Day) (int64, error) {
	var first int64
	if day.Valid() {
		epoch := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
		first = int64(day.Time().Sub(epoch).Hours()/24) << docidShift
	}
	var docid int64
	err := t.QueryRowContext(ctx, `
		SELECT coalesce(max(docid), $1) + 1
		FROM search_record
		WHERE docid >= $1 AND docid < $2
		ORDER BY 1`, first, first+1<<docidShift).Scan(&docid)
	return docid, err
}

// RebuildSearch replaces the whole index by the given records, in one write.
func (db *DB) RebuildSearch(ctx context.Context, by Actor, records iter.Seq2[search.Record, error]) error {
	err := db.write(ctx, by, func(t *tx) error {
		t.record("rebuild", "search", 0, nil, nil)
		for _, stmt := range []string{
			`DELETE FROM search_record`,
			`DELETE FROM search_symbol`,
			`INSERT INTO search (search) VALUES ('rebuild')`, // from no rows: empties it
		} {
			if _, err := t.ExecContext(ctx, stmt); err != nil {
				return err
			}
		}
		for r, err := range records {
			if err != nil {
				return err
			}
			if err := t.indexRecord(ctx, r); err != nil {
				return err
			}
		}
		_, err := t.ExecContext(ctx, `INSERT INTO search (search) VALUES ('optimize')`)
		return err
	})
	if err != nil {
		return fmt.Errorf("rebuild search: %w", err)
	}
	return nil
}

// OptimizeSearch merges the parts that saves leave behind into one, which
// shortens every search several times. It is for quiet hours: of a million
// records it holds up writes for minutes.
func (db *DB) OptimizeSearch(ctx context.Context) error {
	if _, err := db.note(ctx, `INSERT INTO search (search) VALUES ('optimize')`); err != nil {
		return fmt.Errorf("optimize search: %w", err)
	}
	return nil
}
