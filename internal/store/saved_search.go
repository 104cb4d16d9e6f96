package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"giaoban/internal/briefing"
)

// savedSearches is what a search is read by; conditions follow.
const savedSearches = `
	SELECT id, account_id, name, position, query, filter, seen_to
	FROM saved_search
	WHERE account_id = $1 AND ($2 = 0 OR id = $2)
	ORDER BY position, id`

func scanSavedSearch(rows *sql.Rows) (s briefing.SavedSearch, err error) {
	var filter string
	var seen int64
	if err := rows.Scan(&s.ID, &s.Account, &s.Name, &s.Place, &s.Query, &filter, &seen); err != nil {
		return s, err
	}
	s.SeenTo = micros(seen)
	return s, json.Unmarshal([]byte(filter), &s.Filter)
}

// SavedSearches lists the searches of an account in the order of its owner.
func (db *DB) SavedSearches(ctx context.Context, account int64) ([]briefing.SavedSearch, error) {
	all, err := query(ctx, db.reads, scanSavedSearch, savedSearches, account, 0)
	if err != nil {
		return nil, fmt.Errorf("list saved searches: %w", err)
	}
	return all, nil
}

// SavedSearch returns one search of an account, or ErrNotFound.
func (db *DB) SavedSearch(ctx context.Context, account, id int64) (*briefing.SavedSearch, error) {
	return loadSavedSearch(ctx, db.reads, account, id)
}

func loadSavedSearch(ctx context.Context, q querier, account, id int64) (*briefing.SavedSearch, error) {
	found, err := query(ctx, q, scanSavedSearch, savedSearches, account, id)
	if err == nil && (len(found) == 0 || id == 0) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("saved search %d: %w", id, err)
	}
	return &found[0], nil
}

// InsertSavedSearch stores a new search as the last of its owner and sets its ID
// and Place. What is wrong with it is a briefing.Invalid, also a name that the
// account has, and one search too many.
func (db *DB) InsertSavedSearch(ctx context.Context, by Actor, s *briefing.SavedSearch) error {
	if err := s.Validate(); err != nil {
		return err
	}
	filter, err := json.Marshal(s.Filter)
	if err != nil {
		return err
	}
	err = db.write(ctx, by, func(t *tx) error {
		others, err := t.otherSearches(ctx, s)
		if err != nil {
			return err
		}
		if others >= briefing.MaxSavedSearches {
			var inv briefing.Invalid
			inv.Check(false, "name", fmt.Sprintf("Bạn đã lưu %d tìm kiếm, nhiều nhất rồi. Xóa bớt rồi lưu lại.", others))
			return inv.Err()
		}
		s.Place = others + 1
		err = t.QueryRowContext(ctx, `
			INSERT INTO saved_search (account_id, name, position, query, filter, seen_to)
			VALUES ($1, $2, $3, $4, $5, $6)
			RETURNING id`, s.Account, s.Name, s.Place, s.Query, string(filter), s.SeenTo.UnixMicro()).Scan(&s.ID)
		t.record("create", "saved_search", s.ID, nil, s)
		return err
	})
	return savedSearchError("save a search", err)
}

// otherSearches counts the other searches of the account of s. It fails when one
// of them has its name.
func (t *tx) otherSearches(ctx context.Context, s *briefing.SavedSearch) (n int, err error) {
	mine, err := query(ctx, t, scanSavedSearch, savedSearches, s.Account, 0)
	if err != nil {
		return 0, err
	}
	var inv briefing.Invalid
	for _, other := range mine {
		if other.ID != s.ID {
			n++
			inv.Check(other.Name != s.Name, "name", "Bạn đã có một tìm kiếm tên này. Đặt tên khác.")
		}
	}
	return n, inv.Err()
}

// savedSearchError adds to an error what failed; what is wrong with the search
// stays as it is.
func savedSearchError(what string, err error) error {
	if _, invalid := errors.AsType[*briefing.Invalid](err); err == nil || invalid {
		return err
	}
	return fmt.Errorf("%s: %w", what, err)
}

// ChangeSavedSearch gives a search of an account another name and another place
// in its list, the nearest that there is.
func (db *DB) ChangeSavedSearch(ctx context.Context, by Actor, account, id int64, name string, place int) error {
	err := db.write(ctx, by, func(t *tx) error {
		before, err := loadSavedSearch(ctx, t, account, id)
		if err != nil {
			return err
		}
		after := *before
		after.Name = name
		if err := after.Validate(); err != nil {
			return err
		}
		others, err := t.otherSearches(ctx, &after)
		if err != nil {
			return err
		}
		after.Place = min(max(place, 1), others+1)
		if err := t.moveSearches(ctx, account, before.Place+1, -1); err != nil {
			return err
		}
		if err := t.moveSearches(ctx, account, after.Place, 1); err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `
			UPDATE saved_search
			SET name = $1, position = $2
			WHERE id = $3`, after.Name, after.Place, id)
		t.record("update", "saved_search", id, before, after)
		return err
	})
	return savedSearchError("change a saved search", err)
}

// moveSearches moves the searches of an account from a place on.
func (t *tx) moveSearches(ctx context.Context, account int64, from, by int) error {
	_, err := t.ExecContext(ctx, `
		UPDATE saved_search
		SET position = position + $1
		WHERE account_id = $2 AND position >= $3`, by, account, from)
	return err
}

// RemoveSavedSearch removes a search of an account.
func (db *DB) RemoveSavedSearch(ctx context.Context, by Actor, account, id int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		before, err := loadSavedSearch(ctx, t, account, id)
		if err != nil {
			return err
		}
		if _, err := t.ExecContext(ctx, `DELETE FROM saved_search WHERE id = $1`, id); err != nil {
			return err
		}
		t.record("delete", "saved_search", id, before, nil)
		return t.moveSearches(ctx, account, before.Place, -1)
	})
	return savedSearchError("remove a saved search", err)
}

// SeeSavedSearches notes that the owner of searches has seen what changed up to an
// instant: of the search id, or of all when it is 0. What was seen stays seen.
func (db *DB) SeeSavedSearches(ctx context.Context, by Actor, account, id int64, to time.Time) error {
	err := db.write(ctx, by, func(t *tx) error {
		found, err := query(ctx, t, scanSavedSearch, savedSearches, account, id)
		if err == nil && len(found) == 0 && id != 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		for i := range found {
			if err := t.seeSearch(ctx, &found[i], to); err != nil {
				return err
			}
		}
		if len(t.changes) == 0 {
			return errUnchanged
		}
		return nil
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return savedSearchError("see saved searches", err)
}

// seeSearch notes that a search has been seen, unless it was so already.
func (t *tx) seeSearch(ctx context.Context, before *briefing.SavedSearch, to time.Time) error {
	after := *before
	if to.After(t.at) {
		to = t.at // what comes later nobody has seen
	}
	if after.SeenTo = to; !to.After(before.SeenTo) {
		return nil
	}
	_, err := t.ExecContext(ctx, `
		UPDATE saved_search
		SET seen_to = $1
		WHERE id = $2`, to.UnixMicro(), before.ID)
	t.record("update", "saved_search", before.ID, before, after)
	return err
}
