package web

import (
	"context"
	"log/slog"
	"time"

	"giaoban/internal/store"
)

// KeepDays brings the validities that are searched to those of the day, every
// minute until ctx ends: soon after midnight, and soon after the disk has room
// again. No page does so, because looking changes nothing.
func KeepDays(ctx context.Context, db *store.DB, log *slog.Logger) {
	minutes := time.NewTicker(time.Minute)
	defer minutes.Stop()
	for {
		select {
		case <-minutes.C:
			if err := db.KeepDay(ctx); err != nil && ctx.Err() == nil {
				log.Error("validities of the day", "error", err)
			}
		case <-ctx.Done():
			return
		}
	}
}
