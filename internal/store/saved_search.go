package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"giaoban/internal/briefing"
)

// savedSearches is what a search is read by; conditions follow.
const savedSearches = `
	SELECT id, account_id, name, query, filter, seen_to
	FROM saved_search
	WHERE account_id = $1 AND ($2 = 0 OR id = $2)
	ORDER BY id`

func scanSavedSearch(rows *sql.Rows) (s briefing.SavedSearch, err error) {
	var filter string
	var seen int64
	if err := rows.Scan(&s.ID, &s.Account, &s.Name, &s.Query, &filter, &seen); err != nil {
		return s, err
	}
	s.SeenTo = micros(seen)
	return s, json.Unmarshal([]byte(filter), &s.Filter)
}

// SavedSearches lists the searches of an account, the newest last.
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

// InsertSavedSearch stores a new search and sets its ID and SeenTo: all that is
// in the index counts as seen. What is wrong with it is a briefing.Invalid, also
// a name that the account has, and one search too many.
func (db *DB) InsertSavedSearch(ctx context.Context, by Actor, s *briefing.SavedSearch) error {
	if err := s.Validate(); err != nil {
		return err
	}
	filter, err := json.Marshal(s.Filter)
	if err != nil {
		return err
	}
	err = db.write(ctx, by, func(t *tx) error {
		mine, err := t.otherNames(ctx, s)
		if err != nil {
			return err
		}
		if len(mine) >= briefing.MaxSavedSearches {
			var inv briefing.Invalid
			inv.Check(false, "name", fmt.Sprintf("Bạn đã lưu %d tìm kiếm, nhiều nhất rồi. Xóa bớt rồi lưu lại.", len(mine)))
			return inv.Err()
		}
		var seen int64
		err = t.QueryRowContext(ctx, `
			INSERT INTO saved_search (account_id, name, query, filter, seen_to)
			VALUES ($1, $2, $3, $4, (SELECT coalesce(max(at), 0) FROM search_change))
			RETURNING id, seen_to`, s.Account, s.Name, s.Query, string(filter)).Scan(&s.ID, &seen)
		s.SeenTo = micros(seen)
		t.record("create", "saved_search", s.ID, nil, s)
		return err
	})
	return savedSearchError("save a search", err)
}

// otherNames returns the names of the account's other searches, or what is
// wrong when one of them is that of s.
func (t *tx) otherNames(ctx context.Context, s *briefing.SavedSearch) ([]string, error) {
	mine, err := query(ctx, t, scanSavedSearch, savedSearches, s.Account, 0)
	if err != nil {
		return nil, err
	}
	var inv briefing.Invalid
	var names []string
	for _, other := range mine {
		if other.ID != s.ID {
			names = append(names, other.Name)
			inv.Check(other.Name != s.Name, "name", "Bạn đã có một tìm kiếm tên này. Đặt tên khác.")
		}
	}
	return names, inv.Err()
}

// savedSearchError adds to an error what failed; what is wrong with the search
// stays as it is.
func savedSearchError(what string, err error) error {
	if _, invalid := errors.AsType[*briefing.Invalid](err); err == nil || invalid {
		return err
	}
	return fmt.Errorf("%s: %w", what, err)
}

// RenameSavedSearch gives a search of an account another name.
func (db *DB) RenameSavedSearch(ctx context.Context, by Actor, account, id int64, name string) error {
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
		if _, err := t.otherNames(ctx, &after); err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `
			UPDATE saved_search
			SET name = $1
			WHERE id = $2`, name, id)
		t.record("update", "saved_search", id, before, after)
		return err
	})
	return savedSearchError("rename a search", err)
}

// RemoveSavedSearch removes a search of an account.
func (db *DB) RemoveSavedSearch(ctx context.Context, by Actor, account, id int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		before, err := loadSavedSearch(ctx, t, account, id)
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `DELETE FROM saved_search WHERE id = $1`, id)
		t.record("delete", "saved_search", id, before, nil)
		return err
	})
	return savedSearchError("remove a search", err)
}

// SeeSavedSearch notes that the person now looks at the results of a search.
// What is new is counted from the last change in the index, and not from the
// clock: a write that is still under way has an earlier time.
func (db *DB) SeeSavedSearch(ctx context.Context, account, id int64) error {
	_, err := db.note(ctx, `
		UPDATE saved_search
		SET seen_to = (SELECT coalesce(max(at), 0) FROM search_change)
		WHERE account_id = $1 AND id = $2`, account, id)
	if err != nil {
		return fmt.Errorf("see saved search %d: %w", id, err)
	}
	return nil
}
