package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
)

const citationColumns = `id, field, text, genre, number, symbol, issuer, date, year, title, span_from, span_to, manual,
			decided_by, directive_id`

// scanCitation reads the columns of citationColumns and what follows into more.
func scanCitation(rows *sql.Rows, more ...any) (c briefing.Citation, err error) {
	var directive sql.NullInt64
	err = rows.Scan(append([]any{&c.ID, &c.Field, &c.Text, &c.Genre, &c.Number, &c.Symbol, &c.Issuer, &c.Date, &c.Year,
		&c.Title, &c.Span[0], &c.Span[1], &c.Manual, &c.DecidedBy, &directive}, more...)...)
	c.Directive = directive.Int64
	return c, err
}

// loadCitations reads the citations in the texts of a record, in order of
// place, and those that a person rejected.
func loadCitations(ctx context.Context, q querier, entity string, id int64) (all, rejected []briefing.Citation, err error) {
	_, err = query(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		var no bool
		c, err := scanCitation(rows, &no)
		if no {
			rejected = append(rejected, c)
		} else {
			all = append(all, c)
		}
		return struct{}{}, err
	}, `
		SELECT `+citationColumns+`, rejected
		FROM citation
		WHERE entity = CAST($1 AS TEXT) AND entity_id = CAST($2 AS BIGINT)
		ORDER BY position`, entity, id)
	return all, rejected, err
}

// A citingText is a record whose texts cite directives.
type citingText struct {
	entity    string
	id        int64
	day       briefing.Day // when it was held or issued
	confirmed bool         // a person stands for it: its citations are linked
	sample    bool
	of        *briefing.Directive // whose own text it is, where that is at hand
}

// citingTextOf is the text in which a stored citation stands.
func citingTextOf(c *briefing.Citing) citingText {
	return citingText{entity: c.Entity, id: c.EntityID, day: c.Day, confirmed: c.Confirmed, sample: c.Sample}
}

// notItself leaves it to a person what a directive means that seems to cite itself.
func (in *citingText) notItself(c *briefing.Citation) {
	if in.entity == "directive" && c.Directive == in.id {
		c.Directive = 0
	}
}

// saveCitations stores the citations of a record in the place of those that it
// had, and sets their IDs and directives. One that says the same as before keeps
// its number and what a person decided on it, also that somebody has to look
// again; all others are linked anew. Stubs that nothing cites any more go.
func (t *tx) saveCitations(ctx context.Context, in citingText, all, rejected []briefing.Citation) error {
	before, refused, err := loadCitations(ctx, t, in.entity, in.id)
	if err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `DELETE FROM citation WHERE entity = $1 AND entity_id = $2`, in.entity, in.id)
	if err != nil {
		return err
	}
	left := append([]briefing.Citation(nil), before...)
	var changed []briefing.Directive
	for i := range all {
		c := &all[i]
		if c.ID, c.Directive, c.DecidedBy = take(&left, c); c.DecidedBy == "" && in.confirmed {
			one, err := t.link(ctx, c, in)
			if err != nil {
				return err
			}
			if one != nil {
				changed = append(changed, *one)
			}
			in.notItself(c)
		}
		if err := t.insertCitation(ctx, in, i, c, false); err != nil {
			return err
		}
	}
	for i := range rejected {
		c := &rejected[i]
		c.Directive = 0
		c.ID, _, c.DecidedBy = take(&refused, c)
		newly := c.DecidedBy == ""
		if newly {
			c.ID, _, _ = take(&left, c)
			c.DecidedBy = t.by.Name
		}
		if err := t.insertCitation(ctx, in, len(all)+i, c, true); err != nil {
			return err
		}
		if newly {
			t.recordAbout("decide", "citation", c.ID, nil, decidedCitation{Citation: *c, Rejected: true}, recordKey{in.entity, in.id})
		}
	}
	if err := t.dropLooseStubs(ctx, before); err != nil {
		return err
	}
	if err := t.relink(ctx, changed...); err != nil {
		return err
	}
	links, err := linkedTo(ctx, t, in.entity, in.id)
	for i := range all {
		all[i].Directive = links[all[i].ID]
	}
	return err
}

// take takes the citation out of left that says the same as c, best at the same
// place, and returns what it settled; zeros when there is none.
func take(left *[]briefing.Citation, c *briefing.Citation) (id, directive int64, decidedBy string) {
	at := -1
	for i, one := range *left {
		if !one.Same(c) {
			continue
		}
		if here := one.Field == c.Field && one.Span == c.Span; here || at < 0 {
			at = i
			if here {
				break
			}
		}
	}
	if at < 0 {
		return 0, 0, ""
	}
	one := (*left)[at]
	*left = append((*left)[:at:at], (*left)[at+1:]...)
	return one.ID, one.Directive, one.DecidedBy
}

func (t *tx) insertCitation(ctx context.Context, in citingText, position int, c *briefing.Citation, rejected bool) error {
	err := t.QueryRowContext(ctx, `
		INSERT INTO citation (id, entity, entity_id, field, position, text, genre, number, symbol, symbol_key, issuer, date,
			year, title, span_from, span_to, manual, rejected, decided_by, directive_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
		RETURNING id`, nullable(c.ID), in.entity, in.id, c.Field, position, c.Text, c.Genre, c.Number, c.Symbol,
		briefing.SymbolKey(c.Symbol), c.Issuer, c.Date, c.Year, c.Title, c.Span[0], c.Span[1], c.Manual, rejected,
		c.DecidedBy, nullable(c.Directive)).Scan(&c.ID)
	if err != nil {
		return fmt.Errorf("insert citation: %w", err)
	}
	return nil
}

// citationsOf returns the citations of a directive, the earliest stored first.
func citationsOf(ctx context.Context, q querier, directive int64) ([]briefing.Citation, error) {
	return query(ctx, q, func(rows *sql.Rows) (briefing.Citation, error) {
		return scanCitation(rows)
	}, `
		SELECT `+citationColumns+`
		FROM citation
		WHERE directive_id = $1
		ORDER BY id`, directive)
}
