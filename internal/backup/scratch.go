package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
)

// scratchName is how folders are called in which a backup is made or unpacked:
// by the process that works there. They hold a copy of the database and its key.
var scratchName = regexp.MustCompile(`^\.giaoban-(\d+)-\d+$`)

// scratch makes a folder to work in below dir, and removes what a process that
// was killed has left there.
func scratch(dir string) (string, error) {
	if err := sweep(dir, os.Getpid()); err != nil {
		return "", err
	}
	return os.MkdirTemp(dir, fmt.Sprintf(".giaoban-%d-", os.Getpid()))
}

// Sweep removes the copies of the database that backups, checks and restores
// which were killed have left in and beside the data folder and among temporary
// files. It is called before the process itself works on a backup.
func Sweep(data string) error {
	var errs []error
	for _, dir := range []string{data, filepath.Join(data, FolderName), filepath.Dir(filepath.Clean(data)), os.TempDir()} {
		errs = append(errs, sweep(dir, 0))
	}
	return errors.Join(errs...)
}

// sweep removes scratch folders in dir whose process has ended. The process own
// is alive; 0 says that this one has made none yet.
func sweep(dir string, own int) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
		return nil // nothing of ours can be there
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		made := scratchName.FindStringSubmatch(e.Name())
		if made == nil || !e.IsDir() {
			continue
		}
		pid, err := strconv.Atoi(made[1])
		if err != nil || pid == own || pid != os.Getpid() && alive(pid) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil && !errors.Is(err, os.ErrPermission) {
			return err
		}
	}
	return nil
}

// alive reports whether a process runs.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone)
}
