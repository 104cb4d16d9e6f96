package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A Staged is a backup that was unpacked and checked inside the data folder,
// whose data it may replace.
type Staged struct {
	Manifest *Manifest
	Event    Event  // what the audit trail tells of the restore
	Folder   string // in the data folder, where the data from before will be

	dir, work string
	rename    func(from, to string) error
}

// ErrInUse says that another program has the data open that are to be replaced.
var ErrInUse = errors.New("chương trình khác đang mở thư mục dữ liệu này")

// Stage unpacks a backup inside the data folder dir, after the same checks as
// Verify. Nothing of the data is touched. The caller discards it.
func Stage(ctx context.Context, path, dir string, known ...briefing.AuditHead) (*Staged, error) {
	stamp, err := freeStamp(dir, time.Now().In(briefing.Zone))
	if err != nil {
		return nil, err
	}
	work, err := scratch(dir)
	if err != nil {
		return nil, err
	}
	s := &Staged{Folder: store.ReplacedPrefix + stamp, dir: dir, work: work, rename: os.Rename}
	if s.Manifest, err = unpack(ctx, path, work, known); err == nil {
		s.Event, err = EventOf(path, s.Manifest)
	}
	if err != nil {
		return nil, errors.Join(err, s.Discard())
	}
	return s, nil
}

// freeStamp writes the time of a restore, so that its folders are new.
func freeStamp(dir string, at time.Time) (string, error) {
	for ; ; at = at.Add(time.Second) {
		stamp := at.Format("20060102-150405")
		if _, err := os.Lstat(filepath.Join(dir, store.ReplacedPrefix+stamp)); err != nil {
			if errors.Is(err, os.ErrNotExist) {
				err = nil
			}
			return stamp, err
		}
	}
}

// Discard removes what was unpacked, unless it was committed.
func (s *Staged) Discard() error { return os.RemoveAll(s.work) }

// Administered reports whether anybody could manage the program over these data.
func (s *Staged) Administered(ctx context.Context) (bool, error) {
	db, err := store.Open(ctx, s.work)
	if err != nil {
		return false, err
	}
	accounts, err := db.Accounts(ctx)
	has := slices.ContainsFunc(accounts, func(a briefing.Account) bool {
		return a.Role == briefing.Administrator && !a.Disabled && !a.PasswordEnded(time.Now())
	})
	return has, errors.Join(err, db.Close())
}

// Record signs everybody out of the data that were unpacked, and lets their
// audit trail tell of the restore with all that the Event says.
func (s *Staged) Record(ctx context.Context, by store.Actor, why string) error {
	s.Event.ReplacedFolder = s.Folder
	by.Session = "" // it is one of the other data
	reason := fmt.Sprintf("%s. Nhật ký được thay kết thúc ở dấu %s. Lý do: %s", restoredText(s.Manifest), cmp.Or(s.Event.ReplacedHead, "không đọc được"), why)
	return record(ctx, s.work, by, s.Event, reason)
}

// Commit puts the data that were unpacked in the place of those in the data
// folder, which nobody may have open: it fails with ErrInUse otherwise.
// The old ones go into Folder, damaged ones as they are, and backups stay where
// they are. With an error either nothing has changed, or Finish must complete it.
func (s *Staged) Commit(ctx context.Context) error {
	err := store.Release(ctx, s.dir)
	if errors.Is(err, store.ErrBusy) {
		return fmt.Errorf("%w: %w", ErrInUse, err)
	}
	if err != nil && !errors.Is(err, store.ErrDamaged) {
		return err
	}
	// So that no part of the old data stays for want of a new one.
	if err := os.MkdirAll(filepath.Join(s.work, uploadsDir), 0o700); err != nil {
		return full(err)
	}
	if err := syncAll(s.work); err != nil {
		return full(err)
	}
	final := filepath.Join(s.dir, store.RestoringPrefix+s.Folder[len(store.ReplacedPrefix):])
	if err := s.rename(s.work, final); err != nil {
		return full(err)
	}
	if err := store.SyncDir(s.dir); err != nil {
		return err
	}
	_, err = finish(s.dir, s.rename)
	return err
}
