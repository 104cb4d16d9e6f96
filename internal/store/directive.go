package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// Directives lists the directives that f chooses: those of one meeting or
// period in the order in which they are first cited, all others by number.
// Each carries by how many meetings it is cited: by confirmed ones, and of
// those that f chooses.
func (db *DB) Directives(ctx context.Context, f briefing.DirectiveFilter) ([]briefing.DirectiveSummary, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (d briefing.DirectiveSummary, err error) {
		d.Directive, err = scanDirective(rows, &d.Cited)
		return d, err
	}, `
		WITH place AS (
			SELECT c.directive_id, c.position, m.held_on, m.id AS meeting_id,
				row_number() OVER (PARTITION BY c.directive_id ORDER BY m.held_on, m.id, c.position) AS n
			FROM citation c JOIN meeting m ON m.id = c.meeting_id
			WHERE ($1 = 0 OR m.id = $1)
				AND ($2 = '' OR m.report_period = $2)
				AND (m.confirmed = 1 OR m.id = $1)
		), cited AS (
			SELECT directive_id, count(DISTINCT meeting_id) AS meetings
			FROM place
			GROUP BY directive_id
		)
		SELECT d.id, d.genre, d.number, d.symbol, d.issuer, d.date, d.year, d.title, d.stub, d.sample,
			d.version, d.updated_at, coalesce(cited.meetings, 0)
		FROM directive d
		LEFT JOIN place ON place.directive_id = d.id AND place.n = 1
		LEFT JOIN cited ON cited.directive_id = d.id
		WHERE (($1 = 0 AND $2 = '') OR place.n = 1)
			AND d.fold LIKE $3 ESCAPE '\'
		ORDER BY CASE WHEN $1 = 0 AND $2 = '' THEN '' ELSE place.held_on END,
			CASE WHEN $1 = 0 AND $2 = '' THEN 0 ELSE place.meeting_id END,
			CASE WHEN $1 = 0 AND $2 = '' THEN 0 ELSE place.position END, d.sort, d.id`,
		f.Meeting, f.Reports, containsWords(f.Query))
	if err != nil {
		return nil, fmt.Errorf("list directives: %w", err)
	}
	return all, nil
}

// Directive returns one directive, or ErrNotFound.
func (db *DB) Directive(ctx context.Context, id int64) (*briefing.Directive, error) {
	found, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.Directive, error) {
		return scanDirective(rows)
	}, `
		SELECT id, genre, number, symbol, issuer, date, year, title, stub, sample, version, updated_at
		FROM directive
		WHERE id = $1
		ORDER BY id`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("directive %d: %w", id, err)
	}
	return &found[0], nil
}

// CitingMeetings lists the meetings that cite a directive, newest first.
func (db *DB) CitingMeetings(ctx context.Context, directive int64) ([]briefing.MeetingSummary, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (m briefing.MeetingSummary, err error) {
		var period sql.NullString
		err = rows.Scan(&m.ID, &m.Title, &m.HeldOn, &period, &m.Organizer, &m.Confirmed, &m.Sample)
		m.Reports = briefing.PeriodKey(period.String)
		return m, err
	}, `
		SELECT m.id, m.title, m.held_on, m.report_period, m.organizer, m.confirmed, m.sample
		FROM meeting m
		WHERE m.id IN (SELECT meeting_id FROM citation WHERE directive_id = $1)
		ORDER BY m.held_on DESC, m.id DESC`, directive)
	if err != nil {
		return nil, fmt.Errorf("meetings citing directive %d: %w", directive, err)
	}
	return all, nil
}

// scanDirective reads the columns id … updated_at and what follows into more.
func scanDirective(rows *sql.Rows, more ...any) (d briefing.Directive, err error) {
	var updated int64
	err = rows.Scan(append([]any{&d.ID, &d.Genre, &d.Number, &d.Symbol, &d.Issuer, &d.Date, &d.Year, &d.Title,
		&d.Stub, &d.Sample, &d.Version, &updated}, more...)...)
	d.UpdatedAt = micros(updated)
	return d, err
}

// insertCitations stores the citations of m; those of a confirmed meeting are
// linked to directives. What was linked before stays so as long as it says the
// same: a decision outlives a save.
func (t *tx) insertCitations(ctx context.Context, m *briefing.Meeting, before []briefing.Citation) error {
	settled := map[briefing.Citation]bool{}
	for _, c := range before {
		if c.Directive != 0 {
			settled[identity(&c)] = true
		}
	}
	for i := range m.Citations {
		c := &m.Citations[i]
		if m.Confirmed && !settled[identity(c)] {
			if err := t.link(ctx, c, m); err != nil {
				return err
			}
		}
		err := t.QueryRowContext(ctx, `
			INSERT INTO citation (meeting_id, position, text, genre, number, symbol, issuer, date, year, title,
				span_from, span_to, manual, directive_id)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
			RETURNING id`, m.ID, i, c.Text, c.Genre, c.Number, c.Symbol, c.Issuer, c.Date, c.Year, c.Title,
			c.Span[0], c.Span[1], c.Manual, nullable(c.Directive)).Scan(&c.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// identity is what a citation says of its document, and the document that it
// is linked to.
func identity(c *briefing.Citation) briefing.Citation {
	return briefing.Citation{Genre: c.Genre, Number: c.Number, Symbol: c.Symbol, Issuer: c.Issuer, Date: c.Date,
		Year: c.Year, Title: c.Title, Directive: c.Directive}
}

// dropLooseStubs removes the stubs among the given citations' directives that
// nothing cites any more: they stood for what a person has corrected since.
func (t *tx) dropLooseStubs(ctx context.Context, citations []briefing.Citation) error {
	for _, c := range citations {
		if c.Directive == 0 {
			continue
		}
		loose, err := query(ctx, t, func(rows *sql.Rows) (briefing.Directive, error) {
			return scanDirective(rows)
		}, `
			DELETE FROM directive
			WHERE id = $1 AND stub = 1 AND NOT EXISTS (SELECT 1 FROM citation WHERE directive_id = $1)
			RETURNING id, genre, number, symbol, issuer, date, year, title, stub, sample, version, updated_at`,
			c.Directive)
		if err != nil {
			return fmt.Errorf("drop stub %d: %w", c.Directive, err)
		}
		for _, d := range loose {
			t.record("delete", "directive", d.ID, d, nil)
		}
	}
	return nil
}

// link sets the directive of a citation: the one that fits, a new stub when
// none does, and none when several fit or the citation says too little.
func (t *tx) link(ctx context.Context, c *briefing.Citation, m *briefing.Meeting) error {
	c.Directive = 0
	if c.Symbol == "" && c.Title == "" {
		return nil // a short form ("Quyết định 290") names no one document
	}
	known, err := t.candidates(ctx, c)
	if err != nil {
		return err
	}
	var fit []briefing.Directive
	for _, d := range known {
		if d.Fits(c) {
			fit = append(fit, d)
		}
	}
	switch len(fit) {
	case 0:
		c.Directive, err = t.insertDirective(ctx, &briefing.Directive{Genre: c.Genre, Number: c.Number,
			Symbol: c.Symbol, Issuer: c.Issuer, Date: c.Date, Year: c.Year, Title: c.Title,
			Stub: true, Sample: m.Sample})
		return err
	case 1:
		c.Directive = fit[0].ID
		return t.completeStub(ctx, fit[0], c)
	}
	return nil
}

// candidates returns the directives with the symbol of c, or for a document
// cited by name alone, those of its name.
func (t *tx) candidates(ctx context.Context, c *briefing.Citation) ([]briefing.Directive, error) {
	return query(ctx, t, func(rows *sql.Rows) (briefing.Directive, error) {
		return scanDirective(rows)
	}, `
		SELECT id, genre, number, symbol, issuer, date, year, title, stub, sample, version, updated_at
		FROM directive
		WHERE ($1 <> '' AND symbol_key = $1)
			OR ($1 = '' AND genre = $2 AND title_fold = $3)
		ORDER BY id`, briefing.SymbolKey(c.Symbol), c.Genre, titleFold(c.Title))
}

func titleFold(title string) string { return vntext.Fold(vntext.Words(title)) }

// InsertDirective stores a new directive and sets its ID.
func (db *DB) InsertDirective(ctx context.Context, by Actor, d *briefing.Directive) error {
	err := db.write(ctx, by, func(t *tx) error {
		_, err := t.insertDirective(ctx, d)
		return err
	})
	if err != nil {
		return fmt.Errorf("insert directive: %w", err)
	}
	return nil
}

func (t *tx) insertDirective(ctx context.Context, d *briefing.Directive) (int64, error) {
	if !d.Genre.Valid() {
		return 0, errors.New("directive without a genre")
	}
	d.Version, d.UpdatedAt = 1, t.at
	err := t.QueryRowContext(ctx, `
		INSERT INTO directive (genre, number, symbol, symbol_key, sort, issuer, date, year, title, title_fold, fold,
			stub, sample, version, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		RETURNING id`, d.Genre, d.Number, d.Symbol, briefing.SymbolKey(d.Symbol), directiveSort(d), d.Issuer, d.Date, d.Year,
		d.Title, titleFold(d.Title), directiveFold(d), d.Stub, d.Sample, d.Version,
		d.UpdatedAt.UnixMicro()).Scan(&d.ID)
	if err != nil {
		return 0, err
	}
	t.record("create", "directive", d.ID, nil, d)
	return d.ID, nil
}

// completeStub fills what a directive that is known by citation only lacks,
// from one more citation of it.
func (t *tx) completeStub(ctx context.Context, d briefing.Directive, c *briefing.Citation) error {
	before := d
	if !d.Complete(c) {
		return nil
	}
	return t.updateDirective(ctx, before, d)
}

// updateDirective stores d in the place of before.
func (t *tx) updateDirective(ctx context.Context, before, d briefing.Directive) error {
	d.Version, d.UpdatedAt = before.Version+1, t.at
	_, err := t.ExecContext(ctx, `
		UPDATE directive
		SET genre = $1, number = $2, symbol = $3, symbol_key = $4, sort = $5, issuer = $6, date = $7, year = $8,
			title = $9, title_fold = $10, fold = $11, stub = $12, sample = $13, version = $14, updated_at = $15
		WHERE id = $16`, d.Genre, d.Number, d.Symbol, briefing.SymbolKey(d.Symbol), directiveSort(&d), d.Issuer,
		d.Date, d.Year, d.Title, titleFold(d.Title), directiveFold(&d), d.Stub, d.Sample, d.Version,
		d.UpdatedAt.UnixMicro(), d.ID)
	if err == nil {
		t.record("update", "directive", d.ID, before, d)
	}
	return err
}

// citationsOf returns the citations of a directive, the earliest first.
func (t *tx) citationsOf(ctx context.Context, directive int64) ([]briefing.Citation, error) {
	return query(ctx, t, func(rows *sql.Rows) (c briefing.Citation, err error) {
		err = rows.Scan(&c.ID, &c.Genre, &c.Number, &c.Symbol, &c.Issuer, &c.Date, &c.Year, &c.Title, &c.Manual)
		return c, err
	}, `
		SELECT id, genre, number, symbol, issuer, date, year, title, manual
		FROM citation
		WHERE directive_id = $1
		ORDER BY id`, directive)
}

// directiveFold is the text in which the list of directives searches.
func directiveFold(d *briefing.Directive) string {
	return vntext.Fold(vntext.Words(strings.Join([]string{d.Name(), d.Title, d.Issuer}, " ")))
}

// directiveSort orders directives as people look for them: by number, then by
// the rest of the symbol; those without a symbol follow by name.
func directiveSort(d *briefing.Directive) string {
	key := briefing.SymbolKey(d.Symbol)
	if key == "" {
		return "~" + titleFold(d.Name())
	}
	digits := len(key) - len(strings.TrimLeft(key, "0123456789"))
	return strings.Repeat("0", max(0, 10-digits)) + key
}
