package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// docidShift is how many bits of a docid count the records of one day.
const docidShift = 20

// Scopes of search_symbol and search_change beside the units.
const (
	scopeOffice = 0
	scopePublic = -1
)

// indexRecord makes a record found under what it says now. It belongs into the
// transaction that saves the record.
func (t *tx) indexRecord(ctx context.Context, r search.Record) error {
	r.Normalize()
	if err := t.insertIndex(ctx, &r); err != nil {
		return fmt.Errorf("index %s %d: %w", r.Kind, r.ID, err)
	}
	return nil
}

func (t *tx) insertIndex(ctx context.Context, r *search.Record) error {
	words, symbols := r.Tokens()
	tokens := strings.Join(words, " ")
	same, err := t.indexedSame(ctx, r, tokens)
	if err != nil {
		return err
	}
	docid, err := t.removeIndex(ctx, r.Kind, r.ID)
	if err == nil && !same {
		err = t.noteChange(ctx, r, docid == 0)
	}
	if first := firstDocid(r.Date); err == nil && (docid <= first || docid >= first+1<<docidShift) {
		docid, err = t.newDocid(ctx, first)
	}
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO search_record (docid, kind, record_id, date, unit_id, period, issuer, genre, year, validity,
			changes_on, title, text, tokens)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		docid, r.Kind, r.ID, r.Date, r.Unit, r.Period, r.Issuer, r.Genre, r.Year, r.Validity, r.Changes,
		r.Title, r.Text, tokens)
	if err == nil { // from a SELECT it would make the index write out first what it has gathered
		_, err = t.ExecContext(ctx, `INSERT INTO search (docid, tokens) VALUES ($1, $2)`, docid, tokens)
	}
	if err == nil {
		err = t.indexSymbols(ctx, docid, r, symbols)
	}
	return err
}

func (t *tx) indexSymbols(ctx context.Context, docid int64, r *search.Record, symbols []search.Symbol) error {
	for _, s := range symbols {
		for _, scope := range scopesOf(r) {
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
	_, err := t.removeIndex(ctx, kind, id)
	if err == nil {
		_, err = t.ExecContext(ctx, `DELETE FROM search_change WHERE kind = $1 AND record_id = $2`, kind, id)
	}
	if err != nil {
		return fmt.Errorf("unindex %s %d: %w", kind, id, err)
	}
	return nil
}

// removeIndex takes a record from the index and returns the docid it had, 0 for
// none.
func (t *tx) removeIndex(ctx context.Context, kind string, id int64) (docid int64, err error) {
	err = t.QueryRowContext(ctx, `
		SELECT docid
		FROM search_record
		WHERE kind = $1 AND record_id = $2
		ORDER BY docid`, kind, id).Scan(&docid)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
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
	return docid, err
}

// firstDocid returns the number before the docids of a day. Records without a
// day are older than all others.
func firstDocid(day briefing.Day) int64 {
	if !day.Valid() {
		return 0
	}
	epoch := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	return int64(day.Time().Sub(epoch).Hours()/24) << docidShift
}

// newDocid returns the next docid of a day by the number before its first.
func (t *tx) newDocid(ctx context.Context, first int64) (docid int64, err error) {
	err = t.QueryRowContext(ctx, `
		SELECT coalesce(max(docid), $1) + 1
		FROM search_record
		WHERE docid >= $1 AND docid < $2
		ORDER BY 1`, first, first+1<<docidShift).Scan(&docid)
	return docid, err
}

// OptimizeSearch merges the parts of the index into one. That is for a new index,
// and for quiet hours: of a million records it holds up writes for minutes.
// Saves need none of it: the engine merges what they leave behind, sixteen parts
// at a time, so that thousands of them leave some twenty parts. Having the engine
// merge ahead with every save (automerge) left as many.
func (db *DB) OptimizeSearch(ctx context.Context) error {
	if _, err := db.note(ctx, `INSERT INTO search (search) VALUES ('optimize')`); err != nil {
		return fmt.Errorf("optimize search: %w", err)
	}
	return nil
}
