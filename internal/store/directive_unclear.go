package store

import (
	"context"
	"fmt"

	"giaoban/internal/briefing"
)

// maxUnclear bounds how many unclear titles are told of one directive.
const maxUnclear = 20

// UnclearTitles lists the citations in titles of directives that no directive is
// known for: those in the title of d, and those elsewhere that bear its symbol.
func (db *DB) UnclearTitles(ctx context.Context, d *briefing.Directive) ([]briefing.Citing, error) {
	all, err := query(ctx, db.reads, scanCiting, `
		SELECT `+citings+`
		WHERE c.directive_id IS NULL AND c.rejected = 0 AND c.entity = 'directive'
			AND (c.entity_id = $1 OR c.symbol_key = $2 AND c.symbol_key <> '')
		ORDER BY c.entity_id <> $1, c.id
		LIMIT $3`, d.ID, briefing.SymbolKey(d.Symbol), maxUnclear)
	if err != nil {
		return nil, fmt.Errorf("unclear titles at directive %d: %w", d.ID, err)
	}
	return all, nil
}
