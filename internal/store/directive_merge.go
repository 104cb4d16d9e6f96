package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// MergeDirectives puts the entry gone into the entry kept, when they turn out
// to be one document: every citation of gone becomes one of kept, as decided by
// the person who merges, and every relation but those that MergeLosses lists.
// Kept takes over what it lacks itself, and is found by what gone said as well.
// The versions are those that the person saw; ErrStale says that one was saved
// since. Merged finds kept under the old number.
func (db *DB) MergeDirectives(ctx context.Context, by Actor, kept, gone *briefing.Directive) error {
	if kept.ID == gone.ID {
		return errors.New("cannot merge a directive with itself")
	}
	err := db.write(ctx, by, func(t *tx) error {
		a, b, err := t.loadPair(ctx, kept.ID, gone.ID)
		if err != nil {
			return err
		}
		if a.Version != kept.Version || b.Version != gone.Version {
			return ErrStale
		}
		return t.mergeDirectives(ctx, a, b)
	})
	if err != nil {
		return fmt.Errorf("merge directive %d into %d: %w", gone.ID, kept.ID, err)
	}
	return nil
}

func (t *tx) loadPair(ctx context.Context, kept, gone int64) (a, b *briefing.Directive, err error) {
	if a, err = loadDirective(ctx, t, kept); err == nil {
		b, err = loadDirective(ctx, t, gone)
	}
	return a, b, err
}

// mergeDirectives puts the entry b, as it is stored, into a.
func (t *tx) mergeDirectives(ctx context.Context, a, b *briefing.Directive) error {
	merged := *a
	merged.TakeOver(b)
	ownText := titleFold(merged.Title) == titleFold(b.Title)
	texts, err := t.textsRelatedTo(ctx, b.ID)
	if err != nil {
		return err
	}
	cited, err := t.moveOwnText(ctx, a, b, ownText)
	if err != nil {
		return err
	}
	if err := t.moveRelations(ctx, a.ID, b.ID, ownText); err != nil {
		return err
	}
	if err := t.movePointers(ctx, a.ID, b.ID); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM directive WHERE id = $1`, b.ID); err != nil {
		return err
	}
	if err := t.updateDirective(ctx, *a, &merged); err != nil {
		return err
	}
	if err := t.addAlias(ctx, &merged, b); err != nil {
		return err
	}
	t.record("merge", "directive", b.ID, *b, merged)
	_, err = t.ExecContext(ctx, `
		INSERT INTO directive_merge (id, directive_id)
		VALUES ($1, $2)`, b.ID, a.ID)
	if err != nil {
		return err
	}
	if err := t.settleVersions(ctx, "directive", a.ID); err != nil {
		return err
	}
	for _, id := range append(texts, a.ID) {
		if err := t.relateByText(ctx, id); err != nil {
			return err
		}
	}
	// What waited because both could be meant has only one now.
	if err := t.relink(ctx, merged, *a, *b); err != nil {
		return err
	}
	return t.dropLooseStubs(ctx, cited)
}

// textsRelatedTo lists the directives whose own texts state a relation to one.
func (t *tx) textsRelatedTo(ctx context.Context, directive int64) ([]int64, error) {
	return query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT DISTINCT entity_id
		FROM citation
		WHERE directive_id = $1 AND entity = 'directive' AND verb <> '' AND entity_id <> $1
		ORDER BY entity_id`, directive)
}

// moveOwnText makes what gone's own text cites a matter of kept, where kept has
// that text after the merge and did not cite the same in it; what somebody decided
// goes before what nobody did. It returns what gone's text cited.
func (t *tx) moveOwnText(ctx context.Context, kept, gone *briefing.Directive, stays bool) ([]briefing.Citation, error) {
	all, rejected, err := loadCitations(ctx, t, "directive", gone.ID)
	if err != nil {
		return nil, err
	}
	if stays {
		const decided = `UPDATE citation
			SET rejected = other.rejected, decided_by = other.decided_by, directive_id = other.directive_id
			FROM citation other
			WHERE citation.entity = 'directive' AND citation.entity_id = $1 AND citation.decided_by = ''
				AND other.entity = 'directive' AND other.entity_id = $2 AND other.decided_by <> ''` + sameCitation
		const moved = `UPDATE citation
			SET entity_id = $1
			WHERE entity = 'directive' AND entity_id = $2 AND NOT EXISTS (SELECT 1 FROM citation other
				WHERE other.entity = 'directive' AND other.entity_id = $1` + sameCitation + `)`
		for _, stmt := range []string{decided, moved} {
			if _, err := t.ExecContext(ctx, stmt, kept.ID, gone.ID); err != nil {
				return nil, err
			}
		}
	}
	_, err = t.ExecContext(ctx, `DELETE FROM citation WHERE entity = 'directive' AND entity_id = $1`, gone.ID)
	return append(all, rejected...), err
}

// sameCitation says that two citations stand at one place and say the same.
const sameCitation = ` AND other.field = citation.field AND other.span_from = citation.span_from
				AND other.span_to = citation.span_to AND other.genre = citation.genre
				AND other.number = citation.number AND other.symbol = citation.symbol`

// movePointers makes all that leads to gone lead to kept.
func (t *tx) movePointers(ctx context.Context, kept, gone int64) error {
	if err := t.moveCiting(ctx, kept, gone); err != nil {
		return err
	}
	for _, stmt := range []string{
		`DELETE FROM citation WHERE entity = 'directive' AND entity_id = $1 AND directive_id IN ($1, $2)`,
		`UPDATE attachment SET entity_id = $1 WHERE entity = 'directive' AND entity_id = $2`,
		`UPDATE directive_merge SET directive_id = $1 WHERE directive_id = $2`,
		`UPDATE directive_alias SET directive_id = $1 WHERE directive_id = $2`,
		`INSERT INTO directive_relation_refused (from_id, verb, to_id, refused_by)
			SELECT $1, no.verb, no.to_id, no.refused_by
			FROM directive_relation_refused no
			WHERE no.from_id = $2 AND no.to_id <> $1 AND NOT EXISTS (SELECT 1 FROM directive_relation r
				WHERE r.from_id = $1 AND r.verb = no.verb AND r.to_id = no.to_id)
			ORDER BY no.id
			ON CONFLICT DO NOTHING`,
		`INSERT INTO directive_relation_refused (from_id, verb, to_id, refused_by)
			SELECT no.from_id, no.verb, $1, no.refused_by
			FROM directive_relation_refused no
			WHERE no.to_id = $2 AND no.from_id <> $1 AND NOT EXISTS (SELECT 1 FROM directive_relation r
				WHERE r.from_id = no.from_id AND r.verb = no.verb AND r.to_id = $1)
			ORDER BY no.id
			ON CONFLICT DO NOTHING`,
	} {
		if _, err := t.ExecContext(ctx, stmt, kept, gone); err != nil {
			return err
		}
	}
	return nil
}

// moveCiting links what is linked to gone to kept. What nobody decided on is
// now: these places mean kept, whatever the register says later.
func (t *tx) moveCiting(ctx context.Context, kept, gone int64) error {
	all, err := query(ctx, t, scanCiting, `
		SELECT `+citings+`
		WHERE c.directive_id = $1
		ORDER BY c.id`, gone)
	if err != nil {
		return err
	}
	for _, c := range all {
		t.touch(c.Entity, c.EntityID)
		if c.DecidedBy != "" {
			continue
		}
		now := c.Citation
		now.Directive, now.DecidedBy = kept, t.by.Name
		t.recordAbout("decide", "citation", c.ID, c.Citation, now, recordKey{c.Entity, c.EntityID}, recordKey{"directive", kept})
	}
	_, err = t.ExecContext(ctx, `
		UPDATE citation
		SET directive_id = $1, decided_by = CASE WHEN decided_by = '' THEN $2 ELSE decided_by END
		WHERE directive_id = $3`, kept, t.by.Name, gone)
	return err
}

// Merged returns the entry that an old number was merged into, or ErrNotFound.
func (db *DB) Merged(ctx context.Context, id int64) (int64, error) {
	var kept int64
	err := db.reads.QueryRowContext(ctx, `
		SELECT directive_id
		FROM directive_merge
		WHERE id = $1`, id).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("merged directive %d: %w", id, err)
	}
	return kept, nil
}
