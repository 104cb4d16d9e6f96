package store

import (
	"io/fs"
	"os"
	"regexp"
	"runtime"
)

// ownName is how the program calls what it keeps in a data folder.
var ownName = regexp.MustCompile(`^(giaoban\.db(-wal|-shm|\.new)?|audit\.(key|head)(\.new)?|uploads|backups|exports|(restoring|replaced)-\d{8}-\d{6}|\.giaoban-.*)$`)

// closeFolder makes a data folder that holds nothing else one that only its
// owner may open. A folder with other files in it has other uses and stays:
// OpenToOthers tells of it.
func closeFolder(dir string) error {
	if _, open := OpenToOthers(dir); !open {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !ownName.MatchString(e.Name()) {
			return nil
		}
	}
	// Not the owner: then it cannot be changed, and the warning stays.
	_ = os.Chmod(dir, 0o700)
	return nil
}

// OpenToOthers reports whether anybody but its owner may enter a data folder,
// and its mode.
func OpenToOthers(dir string) (mode fs.FileMode, open bool) {
	info, err := os.Stat(dir)
	if err != nil || runtime.GOOS == "windows" { // it has no such modes
		return 0, false
	}
	return info.Mode().Perm(), info.Mode().Perm()&0o077 != 0
}
