package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

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

// noteChange notes that what is found of a record changes now. A record that was
// not in the index and has changed before only comes back into an index that is
// made anew.
func (t *tx) noteChange(ctx context.Context, kind string, id int64, added bool) error {
	_, err := t.ExecContext(ctx, `
		INSERT INTO search_change (kind, record_id, at)
		VALUES ($1, $2, $3)
		ON CONFLICT (kind, record_id) DO UPDATE
		SET at = CASE WHEN $4 THEN search_change.at ELSE excluded.at END`, kind, id, t.at.UnixMicro(), added)
	return err
}

// MaxNews is how many of the newest changes are looked through for news.
const MaxNews = 1000

// A Change is one record of the index that was added or changed.
type Change struct {
	hit    SearchHit
	at     time.Time
	tokens string // with a space before and after each
}

// Changes returns the records that were added or changed after an instant, the
// last one first, at most MaxNews.
func (db *DB) Changes(ctx context.Context, since time.Time) ([]Change, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (c Change, err error) {
		var at int64
		h := &c.hit
		err = rows.Scan(&h.docid, &h.Kind, &h.ID, &h.Date, &h.Title, &h.text, &at, &c.tokens)
		c.at, c.tokens = micros(at), " "+c.tokens+" "
		return c, err
	}, `
		SELECT r.docid, r.kind, r.record_id, r.date, r.title, r.text, c.at, r.tokens
		FROM search_change c JOIN search_record r ON r.kind = c.kind AND r.record_id = c.record_id
		WHERE c.at > $1
		ORDER BY c.at DESC, r.docid DESC
		LIMIT $2`, since.UnixMicro(), MaxNews)
	if err != nil {
		return nil, searchError(err)
	}
	return all, nil
}

// News returns those of the changes after an instant that a request finds, the
// last one first. All of the index decides how the query is read, as for Search.
func (db *DB) News(ctx context.Context, r *SearchRequest, changes []Change, since time.Time) ([]SearchHit, error) {
	matcher := r.Query.Matcher()
	hits, err := firstPlan(r, func(m match) (hits []SearchHit, found bool, err error) {
		if found, err = db.matches(ctx, m.all); !found || err != nil {
			return nil, false, err
		}
		scope := r.Scope.Tokens()
		for _, c := range changes {
			if c.at.After(since) && c.hasAll(m.tokens) && (scope == nil || c.hasAny(scope)) {
				hits = append(hits, c.hit)
			}
		}
		return hits, true, nil
	})
	if err != nil {
		return nil, searchError(err)
	}
	finish(hits, matcher)
	return hits, nil
}

func (c *Change) hasAll(tokens []string) bool {
	for _, token := range tokens {
		if !strings.Contains(c.tokens, " "+token+" ") {
			return false
		}
	}
	return true
}

func (c *Change) hasAny(tokens []string) bool {
	for _, token := range tokens {
		if strings.Contains(c.tokens, " "+token+" ") {
			return true
		}
	}
	return false
}

// SearchCount counts the results of a request, at most most.
func (db *DB) SearchCount(ctx context.Context, r *SearchRequest, most int) (int, error) {
	n, err := firstPlan(r, func(m match) (int, bool, error) {
		n, err := db.count(ctx, m.all, most)
		return n, n > 0, err
	})
	return n, searchError(err)
}

// SearchReading returns which reading of the query, counted from 0 as Plans
// lists them, gives the results of a request; -1 when none does.
func (db *DB) SearchReading(ctx context.Context, r *SearchRequest) (int, error) {
	for i, plan := range r.Query.Plans() {
		if found, err := db.matches(ctx, r.match(plan).all); found || err != nil {
			return i, searchError(err)
		}
	}
	return -1, nil
}

// finish marks what was found in hits.
func finish(hits []SearchHit, matcher *search.Matcher) {
	for i := range hits {
		h := &hits[i]
		h.TitleMarks = matcher.Marks(h.Title)
		h.Excerpt = matcher.Excerpt(h.text, excerptLength)
		h.text = ""
	}
}
