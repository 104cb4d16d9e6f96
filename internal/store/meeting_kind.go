package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// MeetingKinds lists the kinds of meetings in the order in which they were
// added, the retired ones last.
func (db *DB) MeetingKinds(ctx context.Context) ([]briefing.MeetingKind, error) {
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.MeetingKind, error) { return scanKind(rows) }, `
		SELECT id, name, period, retired, version
		FROM meeting_kind
		ORDER BY retired, id`)
	if err != nil {
		return nil, fmt.Errorf("list meeting kinds: %w", err)
	}
	return all, nil
}

func scanKind(row interface{ Scan(...any) error }) (k briefing.MeetingKind, err error) {
	err = row.Scan(&k.ID, &k.Name, &k.Period, &k.Retired, &k.Version)
	return k, err
}

// MeetingKind returns a kind and how many meetings have it, or ErrNotFound.
func (db *DB) MeetingKind(ctx context.Context, id int64) (briefing.MeetingKind, int, error) {
	k, err := loadKind(ctx, db.reads, id)
	if err != nil {
		return k, 0, err
	}
	uses, err := kindUses(ctx, db.reads, id)
	return k, uses, err
}

func loadKind(ctx context.Context, q querier, id int64) (briefing.MeetingKind, error) {
	k, err := scanKind(q.QueryRowContext(ctx, `
		SELECT id, name, period, retired, version
		FROM meeting_kind
		WHERE id = $1`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return k, fmt.Errorf("meeting kind %d: %w", id, err)
	}
	return k, nil
}

func kindUses(ctx context.Context, q querier, id int64) (n int, err error) {
	err = q.QueryRowContext(ctx, `SELECT count(*) FROM meeting WHERE kind_id = $1`, id).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("uses of meeting kind %d: %w", id, err)
	}
	return n, nil
}

// SaveMeetingKind stores a kind and sets its ID and Version: a new one, or in the
// place of the stored one of the same Version; otherwise the save is ErrStale. A
// name that another kind has is an Invalid. Renaming renames the kind of all its
// meetings.
func (db *DB) SaveMeetingKind(ctx context.Context, by Actor, k *briefing.MeetingKind) error {
	if err := k.Validate(); err != nil {
		return err
	}
	saved := *k
	err := db.write(ctx, by, func(t *tx) error {
		if err := t.refuseSameKind(ctx, &saved); err != nil {
			return err
		}
		if saved.ID == 0 {
			return t.insertKind(ctx, &saved)
		}
		return t.updateKind(ctx, &saved)
	})
	if err != nil {
		return fmt.Errorf("save meeting kind: %w", err)
	}
	*k = saved
	return nil
}

func (t *tx) refuseSameKind(ctx context.Context, k *briefing.MeetingKind) error {
	var same bool
	err := t.QueryRowContext(ctx, `
		SELECT count(*) > 0
		FROM meeting_kind
		WHERE name_fold = $1 AND id <> $2`, vntext.Fold(k.Name), k.ID).Scan(&same)
	if err != nil {
		return err
	}
	var inv briefing.Invalid
	inv.Check(!same, "name", "Đã có loại hội nghị này.")
	return inv.Err()
}

func (t *tx) insertKind(ctx context.Context, k *briefing.MeetingKind) error {
	k.Version = 1
	err := t.QueryRowContext(ctx, `
		INSERT INTO meeting_kind (name, name_fold, period, retired, version)
		VALUES ($1, $2, $3, $4, $5)
		RETURNING id`, k.Name, vntext.Fold(k.Name), k.Period, k.Retired, k.Version).Scan(&k.ID)
	if err == nil {
		t.record("create", "meeting_kind", k.ID, nil, k)
	}
	return err
}

func (t *tx) updateKind(ctx context.Context, k *briefing.MeetingKind) error {
	before, err := loadKind(ctx, t, k.ID)
	if err != nil {
		return err
	}
	if before.Version != k.Version {
		return ErrStale
	}
	k.Version++
	_, err = t.ExecContext(ctx, `
		UPDATE meeting_kind
		SET name = $1, name_fold = $2, period = $3, retired = $4, version = $5
		WHERE id = $6`, k.Name, vntext.Fold(k.Name), k.Period, k.Retired, k.Version, k.ID)
	if err != nil {
		return err
	}
	t.record("update", "meeting_kind", k.ID, before, k)
	if before.Name == k.Name {
		return nil
	}
	ids, err := query(ctx, t, func(rows *sql.Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	}, `
		SELECT id
		FROM meeting
		WHERE kind_id = $1
		ORDER BY id`, k.ID)
	for _, id := range ids {
		t.touch("meeting", id)
	}
	return err
}

// DeleteMeetingKind removes a kind that no meeting has; otherwise it fails with
// ErrInUse. ErrStale says that somebody saved the kind since.
func (db *DB) DeleteMeetingKind(ctx context.Context, by Actor, id int64, version int) error {
	err := db.write(ctx, by, func(t *tx) error {
		k, err := loadKind(ctx, t, id)
		if err != nil {
			return err
		}
		if k.Version != version {
			return ErrStale
		}
		uses, err := kindUses(ctx, t, id)
		if err != nil {
			return err
		}
		if uses > 0 {
			return ErrInUse
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM meeting_kind WHERE id = $1`, id); err != nil {
			return err
		}
		t.record("delete", "meeting_kind", id, k, nil)
		return nil
	})
	if err != nil {
		return fmt.Errorf("delete meeting kind %d: %w", id, err)
	}
	return nil
}

// nameKind sets the name of the kind of m. A kind that is there no more is a
// mistake in the form.
func (t *tx) nameKind(ctx context.Context, m *briefing.Meeting) error {
	m.KindName = ""
	if m.Kind == 0 {
		return nil
	}
	k, err := loadKind(ctx, t, m.Kind)
	if errors.Is(err, ErrNotFound) {
		var inv briefing.Invalid
		inv.Check(false, "kind", "Không còn loại hội nghị này; chọn loại khác.")
		return inv.Err()
	}
	m.KindName = k.Name
	return err
}
