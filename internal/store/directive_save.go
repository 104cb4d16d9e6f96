package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// SaveDirective stores d as a person registers it, with what its own text
// mentions, and sets its ID and Version. A directive without an ID is new,
// otherwise d replaces the stored one of the same Version, or the save is
// ErrStale. A TwinError names entries that stand for the same document or may do
// so, but those apart, which a person has said to be others. What cites the
// symbol is linked anew.
func (db *DB) SaveDirective(ctx context.Context, by Actor, d *briefing.Directive, mentions []briefing.Mention, apart ...int64) error {
	if err := d.Validate(); err != nil {
		return err
	}
	saved := *d
	err := db.write(ctx, by, func(t *tx) error { return t.saveDirective(ctx, &saved, mentions, apart) })
	if err != nil {
		return fmt.Errorf("save directive: %w", err)
	}
	*d = saved
	return nil
}

func (t *tx) saveDirective(ctx context.Context, d *briefing.Directive, mentions []briefing.Mention, apart []int64) error {
	if err := t.refuseTwins(ctx, d, apart); err != nil {
		return err
	}
	var was []briefing.Directive
	if d.ID == 0 {
		if err := t.insertDirective(ctx, d); err != nil {
			return err
		}
	} else {
		before, err := loadDirective(ctx, t, d.ID)
		if err != nil {
			return err
		}
		if before.Version != d.Version {
			return ErrStale
		}
		d.Sample = before.Sample
		if err := t.updateDirective(ctx, *before, d); err != nil {
			return err
		}
		was = append(was, *before)
	}
	if err := t.relink(ctx, append(was, *d)...); err != nil {
		return err
	}
	return t.saveMentions(ctx, d, mentions)
}

// InsertDirective stores a new directive and sets its ID.
func (db *DB) InsertDirective(ctx context.Context, by Actor, d *briefing.Directive) error {
	err := db.write(ctx, by, func(t *tx) error { return t.insertDirective(ctx, d) })
	if err != nil {
		return fmt.Errorf("insert directive: %w", err)
	}
	return nil
}

func (t *tx) insertDirective(ctx context.Context, d *briefing.Directive) error {
	if !d.Genre.Valid() {
		return errors.New("directive without a genre")
	}
	id, err := t.newDirectiveID(ctx)
	if err != nil {
		return err
	}
	d.Version, d.UpdatedAt = 1, t.at
	err = t.QueryRowContext(ctx, `
		INSERT INTO directive (genre, number, symbol, symbol_key, sort, issuer, place, term, date, year, title,
			title_fold, family, effective_from, effective_to, stub, sample, version, updated_at,
			id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
		RETURNING id`, append(directiveValues(d), id)...).Scan(&d.ID)
	if err != nil {
		return err
	}
	t.record("create", "directive", d.ID, nil, d)
	return nil
}

// newDirectiveID returns a number that no directive has ever had: the trail, old
// links and merged entries lead to it.
func (t *tx) newDirectiveID(ctx context.Context) (id int64, err error) {
	err = t.QueryRowContext(ctx, `
		SELECT max((SELECT coalesce(max(id), 0) FROM directive),
			(SELECT coalesce(max(entity_id), 0) FROM audit WHERE entity = 'directive')) + 1
		ORDER BY 1`).Scan(&id)
	return max(id, t.directive+1), err // the changes of this write are not in the trail yet
}

// updateDirective stores d in the place of before, and sets its Version.
func (t *tx) updateDirective(ctx context.Context, before briefing.Directive, d *briefing.Directive) error {
	d.Version, d.UpdatedAt = before.Version+1, t.at
	_, err := t.ExecContext(ctx, `
		UPDATE directive
		SET genre = $1, number = $2, symbol = $3, symbol_key = $4, sort = $5, issuer = $6, place = $7, term = $8,
			date = $9, year = $10, title = $11, title_fold = $12, family = $13, effective_from = $14,
			effective_to = $15, stub = $16, sample = $17, version = $18, updated_at = $19
		WHERE id = $20`, append(directiveValues(d), d.ID)...)
	if err != nil {
		return err
	}
	t.record("update", "directive", d.ID, before, *d)
	if before.Date == d.Date && before.EffectiveFrom == d.EffectiveFrom {
		return nil
	}
	return t.touchEnded(ctx, d.ID)
}

// touchEnded touches what a directive replaced or repealed: its days say since
// when.
func (t *tx) touchEnded(ctx context.Context, directive int64) error {
	ended, err := query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT to_id
		FROM directive_relation
		WHERE from_id = CAST($1 AS BIGINT) AND verb IN ('replaces', 'repeals')
		ORDER BY id`, directive)
	for _, id := range ended {
		t.touch("directive", id)
	}
	return err
}

// directiveValues returns the values of the columns genre … updated_at.
func directiveValues(d *briefing.Directive) []any {
	return []any{d.Genre, d.Number, d.Symbol, briefing.SymbolKey(d.Symbol), directiveSort(d), d.Issuer, d.Place, d.Term,
		d.Date, d.Year, d.Title, titleFold(d.Title), d.Family, d.EffectiveFrom, d.EffectiveTo,
		d.Stub, d.Sample, d.Version, d.UpdatedAt.UnixMicro()}
}

// dropLooseStubs removes the stubs among the given citations' directives that
// nothing cites any more: they stood for what a person has corrected since.
func (t *tx) dropLooseStubs(ctx context.Context, citations []briefing.Citation) error {
	var dropped []briefing.Directive
	for _, c := range citations {
		one, err := t.dropStub(ctx, c.Directive)
		if err != nil {
			return err
		}
		dropped = append(dropped, one...)
	}
	return t.relink(ctx, dropped...)
}

// dropStub removes a directive when it is a stub that nothing cites any more, and
// returns it then.
func (t *tx) dropStub(ctx context.Context, id int64) ([]briefing.Directive, error) {
	if id == 0 {
		return nil, nil
	}
	loose, err := query(ctx, t, func(rows *sql.Rows) (briefing.Directive, error) {
		return scanDirective(rows)
	}, `
		SELECT `+directiveColumns+`
		FROM directive
		WHERE id = $1 AND stub = 1 AND NOT EXISTS (SELECT 1 FROM citation WHERE directive_id = $1)
			AND NOT EXISTS (SELECT 1 FROM directive_relation WHERE from_id = $1 OR to_id = $1)
			AND NOT EXISTS (SELECT 1 FROM attachment WHERE entity = 'directive' AND entity_id = $1)
		ORDER BY id`, id)
	for _, d := range loose {
		if err := t.deleteDirective(ctx, d); err != nil {
			return nil, fmt.Errorf("drop stub %d: %w", d.ID, err)
		}
	}
	return loose, err
}

func (t *tx) deleteDirective(ctx context.Context, d briefing.Directive) error {
	gone, err := t.removeRelations(ctx, `from_id = $1 OR to_id = $1`, d.ID)
	if err != nil {
		return err
	}
	if err := t.dropFiles(ctx, "directive", d.ID); err != nil {
		return err
	}
	for _, stmt := range []string{
		`DELETE FROM citation WHERE entity = 'directive' AND entity_id = $1`,
		`DELETE FROM directive WHERE id = $1`,
	} {
		if _, err := t.ExecContext(ctx, stmt, d.ID); err != nil {
			return err
		}
	}
	t.record("delete", "directive", d.ID, d, nil)
	return t.relateLeftOut(ctx, gone)
}
