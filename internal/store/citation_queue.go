package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// ErrDecided says that somebody decided on the citation meanwhile, or that its
// text was saved without it.
var ErrDecided = errors.New("viện dẫn này vừa được xử lý hoặc không còn trong bài")

// around is how many runes of the text on each side of a citation come with it.
const around = 300

// citings are the columns and tables of citations with their texts.
const citings = `c.id, c.field, c.text, c.genre, c.number, c.symbol, c.issuer, c.date, c.year, c.title, c.span_from,
			c.span_to, c.manual, c.decided_by, c.directive_id, c.entity, c.entity_id,
			coalesce(m.title, own.symbol), coalesce(m.held_on, own.date), coalesce(m.confirmed, 1),
			substr(CASE WHEN c.entity = 'directive' OR c.field = 'title' THEN coalesce(own.title, m.title)
				WHEN c.field = 'source' THEN m.source
				ELSE coalesce(topic.text, '') END, max(c.span_from - 300, 0) + 1, c.span_to - c.span_from + 600)
		FROM citation c
		LEFT JOIN meeting m ON c.entity = 'meeting' AND m.id = c.entity_id
		LEFT JOIN topic ON c.entity = 'meeting' AND topic.meeting_id = c.entity_id
			AND c.field = 'topics.' || topic.position
		LEFT JOIN directive own ON c.entity = 'directive' AND own.id = c.entity_id`

// scanCiting reads a row of citings. Source is the text around the citation,
// and Span counts the runes of that part.
func scanCiting(rows *sql.Rows) (c briefing.Citing, err error) {
	c.Citation, err = scanCitation(rows, &c.Entity, &c.EntityID, &c.Title, &c.Day, &c.Confirmed, &c.Source)
	if c.Span.IsZero() {
		c.Source = ""
	}
	if cut := c.Span[0] - around; cut > 0 {
		c.Span[0] -= cut
		c.Span[1] -= cut
	}
	return c, err
}

// Citing lists every place that cites a directive, the latest text first.
func (db *DB) Citing(ctx context.Context, directive int64) ([]briefing.Citing, error) {
	all, err := query(ctx, db.reads, scanCiting, `
		SELECT `+citings+`
		WHERE c.directive_id = $1 AND c.rejected = 0
		ORDER BY coalesce(m.held_on, own.date) DESC, c.entity, c.entity_id DESC, c.position`, directive)
	if err != nil {
		return nil, fmt.Errorf("texts citing directive %d: %w", directive, err)
	}
	return all, nil
}

// Unresolved lists the citations of confirmed records that no directive is
// known for, the latest text first, at most limit.
func (db *DB) Unresolved(ctx context.Context, limit int) ([]briefing.Citing, error) {
	all, err := query(ctx, db.reads, scanCiting, `
		SELECT `+citings+`
		WHERE c.directive_id IS NULL AND c.rejected = 0 AND coalesce(m.confirmed, 1) = 1
		ORDER BY coalesce(m.held_on, own.date) DESC, c.entity, c.entity_id DESC, c.position
		LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("unresolved citations: %w", err)
	}
	return all, nil
}

// CitationByID returns one citation with its text, or ErrNotFound.
func (db *DB) CitationByID(ctx context.Context, id int64) (*briefing.Citing, error) {
	c, err := citingByID(ctx, db.reads, id)
	if err != nil {
		return nil, fmt.Errorf("citation %d: %w", id, err)
	}
	return c, nil
}

func citingByID(ctx context.Context, q querier, id int64) (*briefing.Citing, error) {
	found, err := query(ctx, q, scanCiting, `
		SELECT `+citings+`
		WHERE c.id = $1 AND c.rejected = 0
		ORDER BY c.id`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

// Candidates returns the directives that a citation may mean, the likeliest
// first: those with its symbol, or for a short form those with its number. Places
// are our own, "Hà Nội", "Gia Lâm".
func (db *DB) Candidates(ctx context.Context, c *briefing.Citing, places []string) ([]briefing.Directive, error) {
	found, err := namesakes(ctx, db.reads, &c.Citation)
	if err == nil && !c.Whole() {
		found, err = db.numbered(ctx, &c.Citation)
	}
	if err != nil {
		return nil, fmt.Errorf("candidates for citation %d: %w", c.ID, err)
	}
	briefing.Rank(found, &c.Citation, c.Day, places)
	return found, nil
}

// numbered returns the directives of the number and the genre's code of c.
func (db *DB) numbered(ctx context.Context, c *briefing.Citation) ([]briefing.Directive, error) {
	number := briefing.NumberKey(c.Number)
	if number == "" {
		return nil, nil
	}
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.Directive, error) {
		return scanDirective(rows)
	}, `
		SELECT `+directiveColumns+`
		FROM directive
		WHERE symbol_key >= $1 AND symbol_key < $2
		ORDER BY id`, number+"-", number+".")
	var fit []briefing.Directive
	for _, d := range all {
		if d.Genre.Code() == c.Genre.Code() {
			fit = append(fit, d)
		}
	}
	return fit, err
}

// LinkCitation stores that a person chose the directive of a citation.
func (db *DB) LinkCitation(ctx context.Context, by Actor, id, directive int64) error {
	return db.decide(ctx, by, id, func(t *tx, c *briefing.Citing) error {
		if _, err := loadDirective(ctx, t, directive); err != nil {
			return err
		}
		c.Directive = directive
		return t.decided(ctx, c, false)
	})
}

// StubCitation makes an entry "known by citation only" of what a citation says.
func (db *DB) StubCitation(ctx context.Context, by Actor, id int64) error {
	return db.decide(ctx, by, id, func(t *tx, c *briefing.Citing) error {
		d := briefing.Directive{Genre: c.Genre, Number: c.Number, Symbol: c.Symbol, Issuer: c.Issuer, Date: c.Date,
			Year: c.Year, Title: c.Citation.Title, Stub: true}
		if err := t.insertDirective(ctx, &d); err != nil {
			return err
		}
		c.Directive = d.ID
		return t.decided(ctx, c, false)
	})
}

// RejectCitation stores that what was found is no citation. No later reading of
// the text brings it back.
func (db *DB) RejectCitation(ctx context.Context, by Actor, id int64) error {
	return db.decide(ctx, by, id, func(t *tx, c *briefing.Citing) error {
		c.Directive = 0
		return t.decided(ctx, c, true)
	})
}

// decide runs a person's decision on a citation that waits for one; ErrDecided
// says that it does not any more.
func (db *DB) decide(ctx context.Context, by Actor, id int64, fn func(*tx, *briefing.Citing) error) error {
	err := db.write(ctx, by, func(t *tx) error {
		c, err := citingByID(ctx, t, id)
		if errors.Is(err, ErrNotFound) || err == nil && c.Directive != 0 {
			return ErrDecided
		}
		if err != nil {
			return err
		}
		before := c.Citation
		if err := fn(t, c); err != nil {
			return err
		}
		c.DecidedBy = by.Name
		t.record("decide", "citation", id, before, c.Citation)
		t.touch(c.Entity, c.EntityID)
		return t.dropLooseStubs(ctx, []briefing.Citation{before})
	})
	if err != nil {
		return fmt.Errorf("decide on citation %d: %w", id, err)
	}
	return nil
}

func (t *tx) decided(ctx context.Context, c *briefing.Citing, rejected bool) error {
	_, err := t.ExecContext(ctx, `
		UPDATE citation
		SET directive_id = $1, rejected = $2, decided_by = $3
		WHERE id = $4`, nullable(c.Directive), rejected, t.by.Name, c.ID)
	return err
}

// relink finds the directives of citations again after the register changed:
// of those with the given symbol that nobody decided on. What now fits several
// is ambiguous and waits for a person.
func (t *tx) relink(ctx context.Context, key string) error {
	if key == "" {
		return nil
	}
	all, err := query(ctx, t, scanCiting, `
		SELECT `+citings+`
		WHERE c.symbol_key = $1 AND c.rejected = 0 AND c.decided_by = '' AND coalesce(m.confirmed, 1) = 1
		ORDER BY c.id`, key)
	if err != nil {
		return err
	}
	for _, c := range all {
		fit, err := t.fitting(ctx, &c.Citation, c.Day)
		if err != nil {
			return err
		}
		var to int64
		if len(fit) == 1 {
			to = fit[0].ID
		}
		if len(fit) == 0 || to == c.Directive {
			continue // what nothing fits keeps what it has
		}
		_, err = t.ExecContext(ctx, `
			UPDATE citation
			SET directive_id = $1
			WHERE id = $2`, nullable(to), c.ID)
		if err != nil {
			return err
		}
		now := c.Citation
		now.Directive = to
		t.record("link", "citation", c.ID, c.Citation, now)
		if err := t.dropLooseStubs(ctx, []briefing.Citation{c.Citation}); err != nil {
			return err
		}
	}
	return nil
}
