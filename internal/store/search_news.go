package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"
	"time"

	"giaoban/internal/search"
)

// MaxNews is up to how many new results are counted one by one.
const MaxNews = 1000

// MaxChanges is how many of the newest changes that a reader may see are looked
// through for news.
const MaxChanges = 20_000

// A NewsRequest asks for what a search finds of what changed after an instant.
type NewsRequest struct {
	SearchRequest
	Since time.Time
}

// NewsCount is how much is new in a search.
type NewsCount struct {
	Count int  // at most MaxNews
	More  bool // there are more
	Least bool // there may be more: changes beyond MaxChanges were not looked at
}

// LastChange returns when anything that a scope sees last changed; the epoch when
// nothing has.
func (db *DB) LastChange(ctx context.Context, scope search.Scope) (time.Time, error) {
	last := time.UnixMicro(0).UTC()
	for _, one := range scopesFor(scope) {
		var at int64
		err := db.reads.QueryRowContext(ctx, `
			SELECT coalesce(max(at), 0)
			FROM search_change
			WHERE scope = $1
			ORDER BY 1`, one).Scan(&at)
		if err != nil {
			return last, searchError(err)
		}
		if at := micros(at); at.After(last) {
			last = at
		}
	}
	return last, nil
}

// CountNews counts what is new in each of several requests of one scope. All of
// the index decides how a query is read, as for Search.
func (db *DB) CountNews(ctx context.Context, scope search.Scope, requests []NewsRequest) ([]NewsCount, error) {
	n, err := newNewsReader(ctx, db, requests)
	if err == nil {
		err = n.readAll(ctx, db, scope)
	}
	if err != nil {
		return nil, searchError(err)
	}
	counts := make([]NewsCount, len(requests))
	for i := range requests {
		found, err := n.reading(ctx, db, i)
		if err != nil {
			return nil, searchError(err)
		}
		counts[i] = n.count(found)
	}
	return counts, nil
}

// News returns the results offset to offset+limit of those that are new, the last
// change first, with what was found marked, and how many there are. Those beyond
// MaxNews are left out.
func (db *DB) News(ctx context.Context, r *NewsRequest, offset, limit int) ([]SearchHit, NewsCount, error) {
	n, err := newNewsReader(ctx, db, []NewsRequest{*r})
	if err == nil {
		err = n.readAll(ctx, db, r.Scope)
	}
	var found []newsPlace
	if err == nil {
		found, err = n.reading(ctx, db, 0)
	}
	if err != nil {
		return nil, NewsCount{}, searchError(err)
	}
	count := n.count(found)
	slices.SortFunc(found, func(a, b newsPlace) int { return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(b.docid, a.docid)) })
	found = found[:count.Count]
	var ids []int64
	for _, place := range found[min(offset, len(found)):min(offset+limit, len(found))] {
		ids = append(ids, place.docid)
	}
	hits, err := db.hits(ctx, ids, r.Query.Matcher())
	if err == nil {
		err = db.markDrafts(ctx, hits)
	}
	return hits, count, searchError(err)
}

// A newsPlan is one reading of a request, and what it has found so far.
type newsPlan struct {
	since int64
	all   string      // finds it in the whole index
	last  int         // number of the record that was found last
	found []newsPlace // at most MaxNews+1 of each scope
}

// A newsWay is one list of tokens by which a plan finds a record.
type newsWay struct {
	*newsPlan
	tokens []int
}

// A newsPlace is a record in the index, and when it changed.
type newsPlace struct{ docid, at int64 }

// A newsReader passes once over the changes, one record at a time, and finds out
// for many requests which of them they find.
type newsReader struct {
	plans  [][]*newsPlan // of each request, in the order of its readings
	ids    map[string]int
	sieve  [1 << 16]bool // which sieved tokens may be among them: few others pass
	seen   []int         // the number of the record that last had each token
	starts [][]newsWay   // by the first of their tokens
	record int           // number of the current one
	most   int           // how many each plan may have found
	cut    bool          // there were more than MaxChanges
}

func newNewsReader(ctx context.Context, db *DB, requests []NewsRequest) (*newsReader, error) {
	n := &newsReader{ids: map[string]int{}}
	for i := range requests {
		r := &requests[i]
		a, err := db.ask(ctx, &r.SearchRequest)
		if err != nil {
			return nil, err
		}
		var plans []*newsPlan
		for _, plan := range r.Query.Plans() {
			m := a.match(plan)
			p := &newsPlan{since: r.Since.UnixMicro(), all: m.all}
			for _, tokens := range m.ways {
				way := newsWay{newsPlan: p}
				for _, token := range tokens {
					way.tokens = append(way.tokens, n.id(token))
				}
				n.starts[way.tokens[0]] = append(n.starts[way.tokens[0]], way)
			}
			plans = append(plans, p)
		}
		n.plans = append(n.plans, plans)
	}
	return n, nil
}

func (n *newsReader) id(token string) int {
	id, known := n.ids[token]
	if !known {
		id = len(n.seen)
		n.ids[token] = id
		n.sieve[sieved(token)] = true
		n.seen, n.starts = append(n.seen, 0), append(n.starts, nil)
	}
	return id
}

const sqlChanges = `
	SELECT c.at, r.docid, r.tokens
	FROM search_change c JOIN search_record r ON r.kind = c.kind AND r.record_id = c.record_id
	WHERE c.scope = $1 AND c.at > $2
	ORDER BY c.at DESC, c.kind DESC, c.record_id DESC
	LIMIT $3`

// readAll reads the changes that a scope sees, the last one first.
func (n *newsReader) readAll(ctx context.Context, db *DB, scope search.Scope) error {
	oldest := int64(math.MaxInt64)
	for _, plans := range n.plans {
		for _, p := range plans {
			oldest = min(oldest, p.since)
		}
	}
	for _, one := range scopesFor(scope) {
		n.most += MaxNews + 1
		rows, err := query(ctx, db.reads, func(rows *sql.Rows) (none struct{}, err error) {
			var place newsPlace
			var tokens string
			err = rows.Scan(&place.at, &place.docid, &tokens)
			n.read(place, tokens)
			return none, err
		}, sqlChanges, one, oldest, MaxChanges)
		if err != nil {
			return err
		}
		n.cut = n.cut || len(rows) == MaxChanges
	}
	return nil
}

// read notes which plans find a record.
func (n *newsReader) read(place newsPlace, tokens string) {
	n.record++
	var begun []newsWay
	for token := range strings.SplitSeq(tokens, " ") {
		if !n.sieve[sieved(token)] {
			continue
		}
		if id, wanted := n.ids[token]; wanted {
			n.seen[id] = n.record
			begun = append(begun, n.starts[id]...)
		}
	}
	for _, p := range begun {
		if place.at > p.since && len(p.found) < n.most && p.last != n.record && !slices.ContainsFunc(p.tokens, func(id int) bool { return n.seen[id] != n.record }) {
			p.found, p.last = append(p.found, place), n.record
		}
	}
}

// sieved returns a number that few tokens share, found faster than a token in a
// map.
func sieved(token string) int {
	n := len(token)
	if n == 0 {
		return 0
	}
	return int(token[n/2])<<8 | int(token[n-1]+byte(n)*37)
}

// reading returns what is new in a request: of its first reading that finds
// anything, new or old.
func (n *newsReader) reading(ctx context.Context, db *DB, request int) ([]newsPlace, error) {
	plans := n.plans[request]
	for len(plans) > 0 && len(plans[len(plans)-1].found) == 0 {
		plans = plans[:len(plans)-1] // nothing to ask the index for
	}
	for _, p := range plans {
		if len(p.found) > 0 {
			return p.found, nil
		}
		if old, err := db.matches(ctx, p.all); old || err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (n *newsReader) count(found []newsPlace) NewsCount {
	c := NewsCount{Count: min(len(found), MaxNews), More: len(found) > MaxNews}
	c.Least = n.cut && !c.More
	return c
}
