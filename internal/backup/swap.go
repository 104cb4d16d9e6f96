package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"giaoban/internal/store"
)

// parts are what a restore exchanges in the data folder. The database comes
// first: while it stands among what is new, the old parts may not all have gone.
func parts() []string {
	return []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", store.KeyFileName, store.HeadFileName, uploadsDir}
}

// Finish completes a restore in the data folder that was stopped after its
// commit, at whatever point. It returns the folder with the data from before;
// "" when there was nothing to do. Nobody may have the database open.
func Finish(dir string) (replaced string, err error) { return finish(dir, os.Rename) }

func finish(dir string, rename func(from, to string) error) (replaced string, err error) {
	coming, err := store.Restoring(dir)
	if err != nil || coming == "" {
		return "", err
	}
	stamp := strings.TrimPrefix(filepath.Base(coming), store.RestoringPrefix)
	old := filepath.Join(dir, store.ReplacedPrefix+stamp)
	if err := os.MkdirAll(old, 0o700); err != nil {
		return "", full(err)
	}
	waits, err := exists(filepath.Join(coming, store.FileName))
	if err == nil && waits {
		err = moveParts(dir, old, rename)
	}
	if err == nil {
		err = moveParts(coming, dir, rename)
	}
	if err == nil {
		err = errors.Join(os.RemoveAll(coming), store.SyncDir(dir))
	}
	if err != nil {
		return "", fmt.Errorf("finish the restore of %s: %w", stamp, full(err))
	}
	return old, nil
}

// moveParts moves the parts that are in one folder into another, which has none
// of them, and makes that outlast a power cut.
func moveParts(from, to string, rename func(from, to string) error) error {
	for _, part := range parts() {
		there, err := exists(filepath.Join(from, part))
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		taken, err := exists(filepath.Join(to, part))
		if err == nil && taken {
			err = fmt.Errorf("%s: %w", filepath.Join(to, part), os.ErrExist)
		}
		if err == nil {
			err = rename(filepath.Join(from, part), filepath.Join(to, part))
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(store.SyncDir(to), store.SyncDir(from))
}

func exists(path string) (bool, error) {
	_, err := os.Lstat(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Replaced lists the folders of dir with data that a restore has replaced, the
// newest first.
func Replaced(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	var all []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), store.ReplacedPrefix) && e.IsDir() {
			all = append(all, e.Name())
		}
	}
	slices.Reverse(all)
	return all, err
}
