package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode/utf8"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/vntext"
)

// How many suggestions there are at most: directives and symbols together,
// issuers, units, and other records.
const (
	maxSuggestions = 8
	maxIssuers     = 3
	maxUnits       = 3
)

// A Suggestion completes what is being typed: one of a symbol that is only
// cited, an issuer, and a record.
type Suggestion struct {
	Symbol string
	Issuer string
	Kind   string
	ID     int64
	Title  string
	Marks  [][2]int // runes of the title or issuer
}

// Suggest completes a text while it is typed: directives that it names or whose
// symbol begins with it, who issued any, units, then the newest records with a
// title that it may become. Nothing outside the scope is looked at.
func (db *DB) Suggest(ctx context.Context, scope search.Scope, text string) ([]Suggestion, error) {
	s := suggester{db: db, r: SearchRequest{Query: search.Parse(text), Scope: scope}}
	s.matcher = s.r.Query.Matcher()
	symbol, plan := s.r.Query.Completion()
	err := s.addNamed(ctx)
	if err == nil && symbol != "" {
		err = s.addSymbols(ctx, symbol)
	}
	if len(plan.All) > 0 && err == nil {
		err = s.addIssuers(ctx)
	}
	if len(plan.All) > 0 && err == nil {
		err = s.addTitles(ctx, plan)
	}
	if err != nil {
		return nil, searchError(err)
	}
	return s.all, nil
}

// A suggester collects suggestions.
type suggester struct {
	db      *DB
	r       SearchRequest
	matcher *search.Matcher
	all     []Suggestion
}

// add adds a record, once.
func (s *suggester) add(h SearchHit) {
	known := func(one Suggestion) bool { return one.Kind == h.Kind && one.ID == h.ID }
	if !slices.ContainsFunc(s.all, known) {
		s.all = append(s.all, Suggestion{Kind: h.Kind, ID: h.ID, Title: h.Title, Marks: s.matcher.Marks(h.Title)})
	}
}

func (s *suggester) addNamed(ctx context.Context) error {
	a, err := s.db.ask(ctx, &s.r)
	if err != nil {
		return err
	}
	return s.addDirectives(ctx, a.named)
}

// addDirectives adds those of the directives that the reader may see.
func (s *suggester) addDirectives(ctx context.Context, ids []int64) error {
	hits, err := s.db.exact(ctx, &asked{&s.r, ids}, s.matcher)
	for _, h := range hits {
		if len(s.all) < maxSuggestions {
			s.add(h)
		}
	}
	return err
}

// addSymbols adds the directives whose symbol begins so, and the symbols of
// those that are only cited.
func (s *suggester) addSymbols(ctx context.Context, key string) error {
	symbols, err := s.db.suggestSymbols(ctx, s.r.Scope, key)
	for _, symbol := range symbols {
		if err != nil || len(s.all) >= maxSuggestions {
			break
		}
		var known []briefing.Directive
		if known, err = s.db.Namesakes(ctx, &briefing.Citation{Symbol: symbol.Key}); err != nil {
			break
		}
		var ids []int64
		for _, d := range known {
			ids = append(ids, d.ID)
		}
		if len(ids) == 0 {
			s.all = append(s.all, Suggestion{Symbol: symbol.Label})
		}
		err = s.addDirectives(ctx, ids)
	}
	return err
}

const sqlIssuers = `
	WITH RECURSIVE one (issuer) AS (
		SELECT min(issuer)
		FROM search_record
		WHERE issuer <> ''
		UNION ALL
		SELECT (SELECT min(r.issuer) FROM search_record r WHERE r.issuer <> '' AND r.issuer > one.issuer)
		FROM one
		WHERE one.issuer IS NOT NULL
		LIMIT 2000
	)
	SELECT issuer
	FROM one
	WHERE issuer IS NOT NULL
	ORDER BY issuer`

// addIssuers adds who issued any record of the scope, where a word of the name
// begins with what was typed.
func (s *suggester) addIssuers(ctx context.Context) error {
	typed := vntext.Fold(vntext.Words(s.r.Query.Text))
	if utf8.RuneCountInString(typed) < 2 {
		return nil
	}
	issuers, err := query(ctx, s.db.reads, func(rows *sql.Rows) (issuer string, err error) {
		err = rows.Scan(&issuer)
		return issuer, err
	}, sqlIssuers)
	added := 0
	for _, issuer := range issuers {
		if err != nil || added == maxIssuers {
			break
		}
		if !strings.Contains(" "+vntext.Fold(issuer), " "+typed) {
			continue
		}
		var seen bool
		seen, err = s.db.matches(ctx, s.r.expression([]string{search.FacetToken(search.FacetIssuer, issuer)}, nil, nil))
		if seen {
			s.all = append(s.all, Suggestion{Issuer: issuer, Marks: s.matcher.Marks(issuer)})
			added++
		}
	}
	return err
}

// addTitles adds units, then the newest of all records.
func (s *suggester) addTitles(ctx context.Context, plan search.Plan) error {
	units := s.r
	units.Filter = SearchFilter{search.FacetKind: "unit"}
	for _, part := range []struct {
		r    *SearchRequest
		most int
	}{{&units, maxUnits}, {&s.r, maxSuggestions}} {
		m := (&asked{SearchRequest: part.r}).match(plan)
		for _, expression := range []string{m.first, m.rest} {
			if expression == "" || part.most == 0 {
				continue
			}
			hits, err := query(ctx, s.db.reads, func(rows *sql.Rows) (h SearchHit, err error) {
				err = rows.Scan(&h.Kind, &h.ID, &h.Title)
				return h, err
			}, sqlSuggested, expression, part.most)
			if err != nil {
				return err
			}
			for _, h := range hits {
				s.add(h)
			}
			part.most -= len(hits)
		}
	}
	return nil
}

const sqlSuggested = `
	SELECT r.kind, r.record_id, r.title
	FROM search s JOIN search_record r ON r.docid = s.docid
	WHERE s.search MATCH $1
	ORDER BY s.docid DESC
	LIMIT $2`

// suggestSymbols lists the first symbols of the scope whose key begins so.
func (db *DB) suggestSymbols(ctx context.Context, scope search.Scope, key string) ([]search.Symbol, error) {
	scopes := []int64{scopePublic}
	switch {
	case scope.All:
		scopes[0] = scopeOffice
	case scope.Unit != 0:
		scopes = append(scopes, scope.Unit)
	}
	var found []search.Symbol
	for _, scope := range scopes {
		after := key
		for range maxSuggestions {
			next, err := db.nextSymbol(ctx, scope, after, key+"\U0010FFFF")
			if err != nil {
				return nil, err
			}
			if next == nil {
				break
			}
			found = append(found, *next)
			after = next.Key + "\x00"
		}
	}
	slices.SortFunc(found, func(a, b search.Symbol) int { return cmp.Compare(a.Key, b.Key) })
	found = slices.CompactFunc(found, func(a, b search.Symbol) bool { return a.Key == b.Key })
	return found[:min(len(found), maxSuggestions)], nil
}

const sqlNextSymbol = `
	SELECT key, label
	FROM search_symbol
	WHERE scope = $1 AND key >= $2 AND key < $3
	ORDER BY key, docid
	LIMIT 1`

// nextSymbol returns the first symbol of a scope from one key up to another, or
// nil. Asking one by one skips the many records of one symbol.
func (db *DB) nextSymbol(ctx context.Context, scope int64, from, to string) (*search.Symbol, error) {
	found, err := query(ctx, db.reads, func(rows *sql.Rows) (s search.Symbol, err error) {
		err = rows.Scan(&s.Key, &s.Label)
		return s, err
	}, sqlNextSymbol, scope, from, to)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}
