package store

import (
	"context"
	"fmt"

	"giaoban/internal/briefing"
)

// checkAccountUnit reports as a briefing.Invalid that the unit of an account,
// if it has one, is no commune that is valid today.
func (t *tx) checkAccountUnit(ctx context.Context, a *briefing.Account) error {
	if a.Unit == 0 {
		return nil
	}
	versions, err := unitVersions(ctx, t, a.Unit)
	if err != nil {
		return fmt.Errorf("unit %d of an account: %w", a.Unit, err)
	}
	var inv briefing.Invalid
	inv.Check(briefing.Serves(versions, t.day()), "unit", "Chọn một đơn vị cấp xã đang có hiệu lực.")
	return inv.Err()
}

// findUnitEnded sets a.UnitEnded as of today.
func (db *DB) findUnitEnded(ctx context.Context, a *briefing.Account) error {
	if a.Role != briefing.CommuneStaff {
		return nil
	}
	versions, err := unitVersions(ctx, db.reads, a.Unit)
	if err != nil {
		return fmt.Errorf("unit %d of account %d: %w", a.Unit, a.ID, err)
	}
	a.UnitEnded = !briefing.Serves(versions, briefing.DayOf(db.now().In(briefing.Zone)))
	return nil
}
