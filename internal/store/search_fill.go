package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// fillBatch is how many records one write of a new index holds.
const fillBatch = 1000

// settingIndex is the setting that holds the version of the rules that the whole
// index was made by.
const settingIndex = "search_version"

// SearchFilled returns how many records Open put into a new index, 0 when that
// there was fits.
func (db *DB) SearchFilled() int { return db.filled }

// fillSearch makes the index anew when there is none, when it was made by other
// rules, or when making it was interrupted.
func (db *DB) fillSearch(ctx context.Context) error {
	version, err := db.Setting(ctx, settingIndex)
	if err != nil || version == search.Version {
		return err
	}
	db.filled, err = db.RebuildSearch(ctx)
	return err
}

// RebuildSearch makes the whole index anew from the records, in writes of a
// bounded size, and returns how many there are. Until it ends a search may miss
// records; if it is interrupted, the next Open begins anew.
func (db *DB) RebuildSearch(ctx context.Context) (n int, err error) {
	if err := db.derive(ctx, (*tx).emptyIndex); err != nil {
		return 0, fmt.Errorf("empty the index: %w", err)
	}
	for _, kind := range searchedKinds() {
		for after, more := int64(0), true; more; {
			err := db.derive(ctx, func(t *tx, ctx context.Context) error {
				ids, err := t.idsAfter(ctx, kind, after)
				for _, id := range ids {
					err = errors.Join(err, t.indexAgain(ctx, kind, id))
					after = id
				}
				more = len(ids) > 0
				return err
			})
			if err != nil {
				return 0, fmt.Errorf("fill the index: %w", err)
			}
		}
	}
	if err := db.OptimizeSearch(ctx); err != nil {
		return 0, err
	}
	if err := db.reads.QueryRowContext(ctx, `SELECT count(*) FROM search_record`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the index: %w", err)
	}
	_, err = db.note(ctx, `
		INSERT INTO setting (name, value)
		VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE
		SET value = excluded.value`, settingIndex, search.Version)
	return n, err
}

func (t *tx) emptyIndex(ctx context.Context) error {
	if _, err := t.ExecContext(ctx, `DELETE FROM setting WHERE name = $1`, settingIndex); err != nil {
		return err
	}
	for _, stmt := range []string{
		`DELETE FROM search_record`,
		`DELETE FROM search_symbol`,
		`INSERT INTO search (search) VALUES ('rebuild')`, // from no rows: empties it
	} {
		if _, err := t.ExecContext(ctx, stmt); err != nil {
			return err
		}
	}
	return nil
}

// idsAfter lists the next records of a kind.
func (t *tx) idsAfter(ctx context.Context, kind string, after int64) ([]int64, error) {
	return query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT id
		FROM `+kind+`
		WHERE id > $1
		ORDER BY id
		LIMIT $2`, after, fillBatch)
}

// derive runs fn in one transaction without an audit entry: what it writes is
// read off from records and says nothing of its own.
func (db *DB) derive(ctx context.Context, fn func(*tx, context.Context) error) error {
	sqlTx, err := db.writes.BeginTx(ctx, nil)
	if err == nil {
		if err = fn(db.newTx(sqlTx, Actor{}), ctx); err != nil {
			err = errors.Join(err, sqlTx.Rollback())
		} else {
			err = sqlTx.Commit()
		}
	}
	if why := db.dialect.explain(err); why != nil {
		return fmt.Errorf("%w: %w", why, err)
	}
	return err
}

// today is the current day in Vietnam.
func (db *DB) today() briefing.Day { return briefing.DayOf(db.now().In(briefing.Zone)) }

// KeepDay brings the validities in the index to today's: those of directives that
// came into force or ended since it was last called. Open does so, and a program
// that runs on has to at the change of the day. Searches read what is there: while
// the disk is full, yesterday's answer is better than none.
func (db *DB) KeepDay(ctx context.Context) error {
	today := db.today()
	const due = `
		SELECT record_id
		FROM search_record
		WHERE changes_on <> '' AND changes_on <= $1 AND kind = 'directive'
		ORDER BY record_id`
	scan := func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}
	changed, err := query(ctx, db.reads, scan, due, today)
	if err == nil && len(changed) > 0 {
		err = db.derive(ctx, func(t *tx, ctx context.Context) error {
			changed, err := query(ctx, t, scan, due, today)
			for _, id := range changed {
				err = errors.Join(err, t.indexAgain(ctx, "directive", id))
			}
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("validities of %s: %w", today, err)
	}
	return nil
}
