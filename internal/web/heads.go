package web

import (
	"context"
	"log/slog"
	"time"

	"giaoban/internal/store"
)

// headEvery is how often a running server writes the head of the audit trail
// to its log.
const headEvery = 24 * time.Hour

// LogHeads writes the head of the audit trail to the log at once and then every
// day, until ctx ends. A log that is kept elsewhere so finds a trail that was
// cut or exchanged.
func LogHeads(ctx context.Context, db *store.DB, log *slog.Logger) {
	LogHead(ctx, db, log)
	daily := time.NewTicker(headEvery)
	defer daily.Stop()
	for {
		select {
		case <-daily.C:
			LogHead(ctx, db, log)
		case <-ctx.Done():
			return
		}
	}
}

// LogHead writes the head of the audit trail to the log once.
func LogHead(ctx context.Context, db *store.DB, log *slog.Logger) {
	head, err := db.AuditHead(ctx)
	if err != nil {
		log.Error("audit head", "error", err)
		return
	}
	log.Info("audit head", "head", head.String())
}
