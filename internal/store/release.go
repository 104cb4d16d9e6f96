package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// Folders of the data folder that a restore makes, each with its time behind
// the dash: with what is about to take the place of the data, and with what was
// there before.
const (
	RestoringPrefix = "restoring-"
	ReplacedPrefix  = "replaced-"
)

// ErrUnfinished says that a backup is just taking the place of the data, or was
// stopped in that.
var ErrUnfinished = errors.New("việc khôi phục bản sao lưu ở thư mục này chưa xong")

var restoringName = regexp.MustCompile(`^` + RestoringPrefix + `\d{8}-\d{6}$`)

// Restoring returns the folder in dir with what is about to take the place of
// the data; "" for none.
func Restoring(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	for _, e := range entries {
		if restoringName.MatchString(e.Name()) && e.IsDir() {
			return filepath.Join(dir, e.Name()), nil
		}
	}
	return "", err
}

// refuseUnfinished fails with ErrUnfinished while the database in dir is none,
// or not the right one.
func refuseUnfinished(dir string) error {
	restoring, err := Restoring(dir)
	if err == nil && restoring != "" {
		err = ErrUnfinished
	}
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	return nil
}

// Release brings all of the database in dir into its one file, which nobody has
// open then. It fails with ErrBusy when somebody has.
func Release(ctx context.Context, dir string) error {
	d := sqlite{}
	if err := d.release(ctx, filepath.Join(dir, FileName)); err != nil {
		return fmt.Errorf("release %s: %w", dir, cmp.Or(d.explain(err), err))
	}
	return nil
}
