package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
)

// link sets the directive of a citation: the one that is meant, a new stub when
// none can be, and none when several can or the citation says too little. It
// returns the entry that this made or completed while others have its name too,
// for relink; nil for none.
func (t *tx) link(ctx context.Context, c *briefing.Citation, in citingText) (changed *briefing.Directive, err error) {
	c.Directive = 0
	if !c.Whole() || !c.Genre.Valid() {
		return nil, nil
	}
	m, err := meant(ctx, t, c, in)
	if err != nil {
		return nil, err
	}
	if d := m.one(c); d != nil {
		c.Directive = d.ID
		fuller := *d
		if !fuller.Complete(c) {
			return nil, nil
		}
		if err := t.updateDirective(ctx, *d, &fuller); err != nil || m.named == 1 && fuller.Symbol == d.Symbol {
			return nil, err
		}
		return &fuller, nil
	}
	if m.unclear(c) {
		return nil, nil
	}
	d, err := t.addStub(ctx, c, in.sample)
	if err != nil {
		return nil, err
	}
	if c.Directive = d.ID; m.named == 0 {
		return nil, nil
	}
	return d, nil
}

// addStub makes an entry "known by citation only" of what a citation says.
func (t *tx) addStub(ctx context.Context, c *briefing.Citation, sample bool) (*briefing.Directive, error) {
	d := briefing.Directive{Genre: c.Genre, Number: c.Number, Symbol: c.Symbol, Issuer: c.Issuer, Date: c.Date,
		Year: c.Year, Title: c.Title, Stub: true, Sample: sample}
	return &d, t.insertDirective(ctx, &d)
}

// maxRelinks bounds how often relink begins again: an entry that it makes,
// completes or drops may settle another citation.
const maxRelinks = 5

// relink finds the directives of citations again after entries of the register
// changed: of those that name one of them, and that nobody decided on.
func (t *tx) relink(ctx context.Context, entries ...briefing.Directive) error {
	for range maxRelinks {
		var changed []briefing.Directive
		for i := range entries {
			all, err := t.undecided(ctx, &entries[i])
			if err != nil {
				return err
			}
			for _, c := range all {
				also, err := t.linkAgain(ctx, &c)
				if err != nil {
					return fmt.Errorf("link citation %d: %w", c.ID, err)
				}
				changed = append(changed, also...)
			}
		}
		entries = changed
	}
	return nil
}

// undecided returns the citations of confirmed texts, which nobody decided on,
// that are linked to an entry, name it by symbol or title, or stand in its own text.
func (t *tx) undecided(ctx context.Context, d *briefing.Directive) ([]briefing.Citing, error) {
	key, title := briefing.SymbolKey(d.Symbol), titleFold(d.Title)
	all, err := query(ctx, t, scanCiting, `
		SELECT `+citings+`
		WHERE c.id IN (SELECT id FROM citation WHERE directive_id = CAST($1 AS BIGINT)
				UNION SELECT id FROM citation WHERE entity = 'directive' AND entity_id = CAST($1 AS BIGINT)
				UNION SELECT id FROM citation WHERE symbol_key = CAST($2 AS TEXT) AND $2 <> ''
				UNION SELECT named.id FROM directive d JOIN citation named ON named.directive_id = d.id
					WHERE d.title_fold = CAST($3 AS TEXT) AND $3 <> '' AND d.genre = CAST($4 AS TEXT)
						AND named.symbol_key = ''
				UNION SELECT id FROM citation
					WHERE directive_id IS NULL AND symbol_key = '' AND title <> ''
						AND genre = CAST($4 AS TEXT) AND $3 <> '')
			AND c.rejected = 0 AND c.decided_by = '' AND coalesce(m.confirmed, 1) = 1
		ORDER BY c.id`, d.ID, key, title, d.Genre)
	kept := all[:0]
	for _, c := range all {
		if c.Directive == d.ID || c.Entity == "directive" && c.EntityID == d.ID || c.Symbol != "" || titleFold(c.Citation.Title) == title {
			kept = append(kept, c)
		}
	}
	return kept, err
}

// linkAgain links a stored citation anew and returns the entries that this
// changed. Where nothing can be meant any more, the entry that it had was
// changed under it: it stays, as a decision of who changed that.
func (t *tx) linkAgain(ctx context.Context, c *briefing.Citing) (changed []briefing.Directive, err error) {
	in := citingTextOf(c)
	before, now := c.Citation, c.Citation
	m, err := meant(ctx, t, &now, in)
	if err != nil {
		return nil, err
	}
	if before.Directive != 0 && len(m.means)+len(m.may) == 0 {
		now.DecidedBy = t.by.Name
	} else {
		one, err := t.link(ctx, &now, in)
		if err != nil {
			return nil, err
		}
		if one != nil {
			changed = append(changed, *one)
		}
		in.notItself(&now)
	}
	if now == before {
		return changed, nil
	}
	if err := t.settle(ctx, c, now.Directive, false, now.DecidedBy); err != nil {
		return nil, err
	}
	t.recordAbout("link", "citation", c.ID, before, now, recordKey{c.Entity, c.EntityID},
		recordKey{"directive", before.Directive}, recordKey{"directive", now.Directive})
	dropped, err := t.dropStub(ctx, before.Directive)
	return append(changed, dropped...), err
}

// settle stores what became of a citation, with the relations that follow from
// it. DecidedBy is the account of the person who settled it, "" for the program.
func (t *tx) settle(ctx context.Context, c *briefing.Citing, to int64, rejected bool, decidedBy string) error {
	_, err := t.ExecContext(ctx, `
		UPDATE citation
		SET directive_id = $1, rejected = $2, decided_by = $3
		WHERE id = $4`, nullable(to), rejected, decidedBy, c.ID)
	t.touch(c.Entity, c.EntityID)
	if err != nil || c.Entity != "directive" {
		return err
	}
	return t.relateByText(ctx, c.EntityID)
}

// linkedTo reads which directives the citations of a record are linked to, by
// their numbers.
func linkedTo(ctx context.Context, q querier, entity string, id int64) (map[int64]int64, error) {
	links := map[int64]int64{}
	_, err := query(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		var citation int64
		var directive sql.NullInt64
		err := rows.Scan(&citation, &directive)
		links[citation] = directive.Int64
		return struct{}{}, err
	}, `
		SELECT id, directive_id
		FROM citation
		WHERE entity = CAST($1 AS TEXT) AND entity_id = CAST($2 AS BIGINT)
		ORDER BY id`, entity, id)
	return links, err
}
