package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"giaoban/internal/briefing"
)

// seenStep is how exactly the time of the last request is kept: a write for
// every request would slow all others.
const seenStep = time.Minute

// keptSession is how long a session that has ended is remembered: so
// long it is known whose form came too late.
const keptSession = 7 * 24 * time.Hour

// MaxDevices is how many sessions of an account live at once.
const MaxDevices = 20

// StartSession stores a new session of an account after its right password, and
// notes the sign-in and where it came from. The session with the key old, ""
// for none, ends with it, and beyond MaxDevices the ones not used for longest. It fails with ErrStale when the account is not
// of version s.Checked any more: it was disabled or got a new password while
// its old one was checked.
func (db *DB) StartSession(ctx context.Context, by Actor, s briefing.Session, old string) error {
	limit, err := db.SessionLimit(ctx)
	if err != nil {
		return err
	}
	err = db.write(ctx, by, func(t *tx) error {
		_, err := t.ExecContext(ctx, `
			DELETE FROM session
			WHERE token_key = $1 OR created_at < $2`, old, t.at.Add(-keptSession).UnixMicro())
		if err != nil {
			return err
		}
		result, err := t.ExecContext(ctx, `
			INSERT INTO session (token_key, account_id, created_at, seen_at, address, device)
			SELECT $1, $2, $3, $3, $4, $5
			WHERE EXISTS (SELECT 1 FROM account WHERE id = $2 AND version = $6 AND disabled = 0)`,
			s.Key, s.Account, t.at.UnixMicro(), s.Address, s.Device, s.Checked)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return cmp.Or(err, ErrStale)
		}
		t.record("sign_in", "account", s.Account, nil, map[string]string{"Device": s.Device})
		if err := t.passed(ctx, s.Account, s.Network); err != nil {
			return err
		}
		return t.boundSessions(ctx, s.Account, limit)
	})
	if err != nil {
		return fmt.Errorf("start session: %w", err)
	}
	return nil
}

// boundSessions ends the sessions of an account beyond MaxDevices: first those
// that have ended by themselves, then those not used for longest.
func (t *tx) boundSessions(ctx context.Context, account int64, limit SessionLimit) error {
	idle, absolute := t.at.Add(-limit.Idle), t.at.Add(-limit.Absolute)
	all, err := query(ctx, t, func(rows *sql.Rows) (s briefing.Session, err error) {
		var created, seen int64
		err = rows.Scan(&s.Key, &created, &seen, &s.Device)
		s.CreatedAt, s.SeenAt = micros(created), micros(seen)
		return s, err
	}, `
		SELECT token_key, created_at, seen_at, device
		FROM session
		WHERE account_id = $1 AND ended = 0
		ORDER BY created_at > $2 DESC, seen_at DESC, created_at DESC, token_key`, account, absolute.UnixMicro())
	if err != nil {
		return err
	}
	for _, s := range all[min(len(all), MaxDevices):] {
		if _, err := t.ExecContext(ctx, `UPDATE session SET ended = 1 WHERE token_key = $1`, s.Key); err != nil {
			return err
		}
		if s.SeenAt.After(idle) && s.CreatedAt.After(absolute) {
			t.changes = append(t.changes, change{action: "sign_out", entity: "account", id: account,
				before: map[string]string{"Device": s.Device}, reason: fmt.Sprintf("quá %d thiết bị", MaxDevices)})
		}
	}
	return nil
}

// Session returns the account that a live session belongs to, as it is now and
// with UnitEnded, or ErrNotFound. It notes the request.
func (db *DB) Session(ctx context.Context, key string, limit SessionLimit) (*briefing.Account, error) {
	now := db.now().UTC()
	var seen int64
	found, err := query(ctx, db.reads, func(rows *sql.Rows) (briefing.Account, error) {
		return scanAccount(rows, &seen)
	}, `
		SELECT `+accountColumns+`, s.seen_at
		FROM session s JOIN account a ON a.id = s.account_id
		WHERE s.token_key = $1 AND s.seen_at > $2 AND s.created_at > $3 AND s.ended = 0 AND a.disabled = 0
		ORDER BY a.id`, key, now.Add(-limit.Idle).UnixMicro(), now.Add(-limit.Absolute).UnixMicro())
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("session: %w", err)
	}
	if err := db.findUnitEnded(ctx, &found[0]); err != nil {
		return nil, err
	}
	if now.Sub(micros(seen)) >= seenStep {
		_, err = db.note(ctx, `
			UPDATE session
			SET seen_at = $1
			WHERE token_key = $2 AND seen_at < $1`, now.UnixMicro(), key)
	}
	return &found[0], err
}

// SessionOwner returns the account of a session, live or ended, or 0
// when the session is not known any more.
func (db *DB) SessionOwner(ctx context.Context, key string) (int64, error) {
	var account int64
	err := db.reads.QueryRowContext(ctx, `
		SELECT account_id
		FROM session
		WHERE token_key = $1`, key).Scan(&account)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("owner of a session: %w", err)
	}
	return account, nil
}

// Sessions lists the live sessions of an account, the last seen first.
func (db *DB) Sessions(ctx context.Context, account int64, limit SessionLimit) ([]briefing.Session, error) {
	now := db.now().UTC()
	all, err := query(ctx, db.reads, func(rows *sql.Rows) (s briefing.Session, err error) {
		var created, seen int64
		err = rows.Scan(&s.Key, &s.Account, &created, &seen, &s.Address, &s.Device)
		s.CreatedAt, s.SeenAt = micros(created), micros(seen)
		return s, err
	}, `
		SELECT token_key, account_id, created_at, seen_at, address, device
		FROM session
		WHERE account_id = $1 AND seen_at > $2 AND created_at > $3 AND ended = 0
		ORDER BY seen_at DESC, token_key`, account, now.Add(-limit.Idle).UnixMicro(),
		now.Add(-limit.Absolute).UnixMicro())
	if err != nil {
		return nil, fmt.Errorf("sessions of account %d: %w", account, err)
	}
	return all, nil
}

// EndSession signs one device out.
func (db *DB) EndSession(ctx context.Context, by Actor, key string, account int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		_, err := t.ExecContext(ctx, `UPDATE session SET ended = 1 WHERE token_key = $1`, key)
		t.record("sign_out", "account", account, nil, nil)
		return err
	})
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// EndSessions signs all devices of an account out.
func (db *DB) EndSessions(ctx context.Context, by Actor, account int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		t.record("sign_out_all", "account", account, nil, nil)
		return t.endSessions(ctx, account, "")
	})
	if err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

func (t *tx) endSessions(ctx context.Context, account int64, keep string) error {
	_, err := t.ExecContext(ctx, `UPDATE session SET ended = 1 WHERE account_id = $1 AND token_key <> $2`, account, keep)
	return err
}

// note runs one statement on what the audit trail leaves out, like when a
// session was last seen. It returns the number of rows changed.
func (db *DB) note(ctx context.Context, stmt string, args ...any) (int64, error) {
	result, err := db.writes.ExecContext(ctx, stmt, args...)
	if err != nil {
		return 0, fmt.Errorf("note: %w", err)
	}
	return result.RowsAffected()
}

// ForgetSessions removes all sessions and tries to sign in, without an audit
// entry: a copy of a database must not let anybody in who has left since.
func (db *DB) ForgetSessions(ctx context.Context) error {
	for _, stmt := range []string{`DELETE FROM session`, `DELETE FROM sign_in_try`} {
		if _, err := db.note(ctx, stmt); err != nil {
			return err
		}
	}
	return nil
}
