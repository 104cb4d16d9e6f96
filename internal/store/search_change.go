package store

import (
	"context"
	"database/sql"

	"giaoban/internal/search"
)

// indexedSame reports whether the index holds a record just as it is.
func (t *tx) indexedSame(ctx context.Context, r *search.Record, tokens string) (bool, error) {
	found, err := query(ctx, t, func(rows *sql.Rows) (docid int64, err error) {
		err = rows.Scan(&docid)
		return docid, err
	}, `
		SELECT docid
		FROM search_record
		WHERE kind = $1 AND record_id = $2 AND date = $3 AND title = $4 AND text = $5 AND tokens = $6
		ORDER BY docid`, r.Kind, r.ID, r.Date, r.Title, r.Text, tokens)
	return len(found) > 0, err
}

// noteChange notes that what is found of a record changes now, for all who see it.
// A record that was not in the index and has changed before only comes back into
// an index that is made anew.
func (t *tx) noteChange(ctx context.Context, r *search.Record, added bool) error {
	before, err := query(ctx, t, func(rows *sql.Rows) (at int64, err error) {
		err = rows.Scan(&at)
		return at, err
	}, `
		SELECT at
		FROM search_change
		WHERE kind = CAST($1 AS TEXT) AND record_id = CAST($2 AS BIGINT)
		ORDER BY scope`, r.Kind, r.ID)
	if err == nil && len(before) > 0 {
		_, err = t.ExecContext(ctx, `DELETE FROM search_change WHERE kind = $1 AND record_id = $2`, r.Kind, r.ID)
	}
	at := t.at.UnixMicro()
	if added && len(before) > 0 {
		at = before[0]
	}
	for _, scope := range scopesOf(r) {
		if err != nil {
			break
		}
		_, err = t.ExecContext(ctx, `
			INSERT INTO search_change (kind, record_id, scope, at)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT DO NOTHING`, r.Kind, r.ID, scope, at)
	}
	return err
}

// scopesOf returns the scopes of search_symbol and search_change that see a record.
func scopesOf(r *search.Record) []int64 {
	if r.Public {
		return []int64{scopeOffice, scopePublic}
	}
	return append([]int64{scopeOffice}, r.Units...)
}

// scopesFor returns the scopes of search_symbol and search_change whose records a
// reader sees. No record is in two of them.
func scopesFor(reader search.Scope) []int64 {
	switch {
	case reader.All:
		return []int64{scopeOffice}
	case reader.Unit == 0:
		return []int64{scopePublic}
	}
	return []int64{scopePublic, reader.Unit}
}
