package store

import (
	"context"
	"fmt"

	"giaoban/internal/briefing"
)

// RelateStub stores what a person knows of a directive and one that the register
// lacks: an entry "known by citation only" is made of the words that name it, at
// the open end of r. It fails as AddRelation does, with ErrVague when the words
// say too little, and with an ExistsError when the register has that document.
func (db *DB) RelateStub(ctx context.Context, by Actor, r *briefing.Relation, words *briefing.Citation) error {
	saved := *r
	err := db.write(ctx, by, func(t *tx) error {
		stub, err := t.noteDirective(ctx, words, citingText{})
		if err != nil {
			return err
		}
		saved.SetOther(stub.ID)
		if err := t.relateByHand(ctx, &saved); err != nil {
			return err
		}
		return t.relink(ctx, *stub)
	})
	if err != nil {
		return fmt.Errorf("add relation: %w", err)
	}
	*r = saved
	return nil
}
