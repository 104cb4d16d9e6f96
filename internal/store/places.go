package store

import (
	"context"
	"database/sql"
	"fmt"

	"giaoban/internal/briefing"
)

// Places returns the names of our own places on a day, of our district and of
// all above it: they tell apart the bodies of several places with one symbol. Of
// a day before the first that is known of our office, the first counts.
func (db *DB) Places(ctx context.Context, on briefing.Day) ([]string, error) {
	all, err := places(ctx, db.reads, on)
	if err != nil {
		return nil, fmt.Errorf("our places on %q: %w", on, err)
	}
	return all, nil
}

func places(ctx context.Context, q querier, on briefing.Day) ([]string, error) {
	return query(ctx, q, func(rows *sql.Rows) (name string, err error) {
		err = rows.Scan(&name)
		return name, err
	}, `
		SELECT place_line
		FROM office
		WHERE valid_from = coalesce((SELECT max(valid_from) FROM office WHERE $1 = '' OR valid_from <= $1),
			(SELECT min(valid_from) FROM office))
		UNION
		SELECT short_name
		FROM unit_version
		WHERE level IN ('province', 'district') AND ($1 = '' OR valid_from <= $1)
			AND (valid_to = '' OR ($1 <> '' AND valid_to >= $1))
		ORDER BY 1`, on)
}

// textPlaces returns the places that a text speaks of where it names none: ours,
// and in the text of a directive from elsewhere, that directive's. None say
// anything of a symbol of a province while nobody told which one is ours.
func textPlaces(ctx context.Context, q querier, in citingText, symbol string) ([]string, error) {
	ours, err := places(ctx, q, in.day)
	if err == nil && briefing.OfProvince(symbol) {
		var known bool
		if known, err = provinceKnown(ctx, q); !known {
			ours = nil
		}
	}
	if err != nil || in.entity != "directive" {
		return ours, err
	}
	d := in.of
	if d == nil {
		if d, err = loadDirective(ctx, q, in.id); err != nil {
			return nil, err
		}
	}
	return d.TextPlaces(ours), nil
}

// provinceKnown reports whether the units ever held a province: offices that
// begin their tree at the district have none.
func provinceKnown(ctx context.Context, q querier) (known bool, err error) {
	err = q.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM unit_version WHERE level = 'province')
		ORDER BY 1`).Scan(&known)
	return known, err
}
