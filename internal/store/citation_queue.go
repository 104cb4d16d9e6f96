package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"giaoban/internal/briefing"
)

// around is how many runes of the text on each side of a citation come with it.
const around = 300

// citings are the columns and tables of citations with their texts.
const citings = `c.id, c.field, c.text, c.genre, c.number, c.symbol, c.issuer, c.date, c.year, c.title, c.span_from,
			c.span_to, c.manual, c.decided_by, c.directive_id, c.entity, c.entity_id,
			coalesce(file.name || ' – ' || coalesce(m.title, own.symbol), m.title, own.symbol, ''),
			coalesce(m.held_on, own.date, ''),
			coalesce(m.confirmed, 1),
			coalesce(m.sample, own.sample, 0),
			substr(CASE WHEN c.entity = 'attachment' THEN coalesce(said.text, '')
				WHEN c.entity = 'directive' OR c.field = 'title' THEN coalesce(own.title, m.title)
				WHEN c.field = 'source' THEN m.source
				ELSE coalesce(topic.text, '') END, max(c.span_from - 300, 0) + 1, c.span_to - c.span_from + 600),
			c.rejected, CASE WHEN c.decided_by = '' THEN 0
				ELSE coalesce((SELECT max(a.at) FROM audit a WHERE a.entity = 'citation' AND a.entity_id = c.id), 0) END
		FROM ` + citingRecords + `
		LEFT JOIN attachment_text said ON said.attachment_id = file.id
		LEFT JOIN topic ON c.entity = 'meeting' AND topic.meeting_id = c.entity_id
			AND c.field = 'topics.' || topic.position`

// citingRecords are citations with the records that they belong to: the text of
// a file belongs to the record of the file.
const citingRecords = `citation c
		LEFT JOIN attachment file ON c.entity = 'attachment' AND file.id = c.entity_id
		LEFT JOIN meeting m ON m.id = CASE 'meeting' WHEN c.entity THEN c.entity_id WHEN file.entity THEN file.entity_id END
		LEFT JOIN directive own ON own.id = CASE 'directive' WHEN c.entity THEN c.entity_id WHEN file.entity THEN file.entity_id END`

// scanCiting reads a row of citings. Source is the text around the citation,
// and Span counts the runes of that part.
func scanCiting(rows *sql.Rows) (c briefing.Citing, err error) {
	var decided int64
	c.Citation, err = scanCitation(rows, &c.Entity, &c.EntityID, &c.Title, &c.Day, &c.Confirmed, &c.Sample, &c.Source, &c.Rejected, &decided)
	if decided != 0 {
		c.DecidedAt = micros(decided)
	}
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
		WHERE `+citationWaits+` AND `+ofConfirmed+`
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
	found, err := citingsByID(ctx, q, []int64{id})
	c, ok := found[id]
	if err == nil && !ok {
		err = ErrNotFound
	}
	return &c, err
}

// citingsByID returns those of some citations that are there.
func citingsByID(ctx context.Context, q querier, ids []int64) (map[int64]briefing.Citing, error) {
	found := map[int64]briefing.Citing{}
	_, err := query(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		c, err := scanCiting(rows)
		found[c.ID] = c
		return struct{}{}, err
	}, `
		SELECT `+citings+`
		WHERE c.id IN (SELECT value FROM json_each($1))
		ORDER BY c.id`, jsonList(ids))
	return found, err
}

// Candidates returns the directives that a citation may mean, the likeliest
// first: those with its symbol, or for a short form those with its number. Places
// are those that the text speaks of where it names none.
func (db *DB) Candidates(ctx context.Context, c *briefing.Citing) (all []briefing.Directive, places []string, err error) {
	found, err := namesakes(ctx, db.reads, &c.Citation)
	if err == nil && !c.Whole() {
		found, err = db.numbered(ctx, &c.Citation)
	}
	if err == nil {
		places, err = textPlaces(ctx, db.reads, citingTextOf(c), c.Symbol)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("candidates for citation %d: %w", c.ID, err)
	}
	briefing.Rank(found, &c.Citation, c.Day, places)
	return found, places, nil
}

// Named parts the directives of a name that a person typed: those that are meant
// as far as both say, and the others of that symbol or title.
func (db *DB) Named(ctx context.Context, c *briefing.Citation) (means, others []briefing.Directive, err error) {
	all, err := namesakes(ctx, db.reads, c)
	if err != nil {
		return nil, nil, fmt.Errorf("directives named %q: %w", c.Name(), err)
	}
	for _, d := range all {
		words := *c
		words.Genre = cmp.Or(c.Genre, d.Genre)
		m, err := meant(ctx, db.reads, &words, citingText{})
		if err != nil {
			return nil, nil, fmt.Errorf("directives named %q: %w", c.Name(), err)
		}
		if slices.ContainsFunc(m.means, func(one briefing.Directive) bool { return one.ID == d.ID }) {
			means = append(means, d)
		} else {
			others = append(others, d)
		}
	}
	return means, others, nil
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
