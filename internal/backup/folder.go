package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// FolderName is the folder of the data folder that holds its own backups. It
// is no part of them.
const FolderName = "backups"

// madeName is how Name calls backups.
var madeName = regexp.MustCompile(`^giaoban-\d{8}-\d{6}\.zip$`)

// Name returns the file name of a backup that is made at t, in t's zone.
func Name(t time.Time) string { return t.Format("giaoban-20060102-150405.zip") }

// NewName returns the Name of a time in a folder, or of the next second whose
// name is free there.
func NewName(dir string, t time.Time) (string, error) {
	for ; ; t = t.Add(time.Second) {
		there, err := exists(filepath.Join(dir, Name(t)))
		if !there || err != nil {
			return Name(t), err
		}
	}
}

// A Kept is one backup in a folder.
type Kept struct {
	Name      string
	Size      int64
	Made      time.Time // UTC; of the manifest, or of the file when that tells no possible one
	AuditHead string    // "" when the manifest cannot be read
}

// List returns the backups in dir that Name has named, the newest first; none
// when there is no such folder. It reads only their manifests.
func List(dir string) ([]Kept, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Kept
	for _, e := range entries {
		if !madeName.MatchString(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) { // deleted meanwhile
			continue
		}
		if err != nil {
			return nil, err
		}
		k := Kept{Name: e.Name(), Size: info.Size(), Made: info.ModTime().UTC()}
		if m, err := manifestOf(filepath.Join(dir, k.Name)); err == nil {
			k.Made, k.AuditHead = m.Made, m.AuditHead
		}
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b Kept) int { return strings.Compare(b.Name, a.Name) })
	return all, nil
}

// Path returns where the named backup of dir is; false for a name that Name
// does not give, or a file that is not there.
func Path(dir, name string) (string, bool) {
	if !madeName.MatchString(name) {
		return "", false
	}
	path := filepath.Join(dir, name)
	info, err := os.Lstat(path)
	return path, err == nil && info.Mode().IsRegular()
}

// manifestOf reads the manifest of a backup and nothing else of it.
func manifestOf(path string) (*Manifest, error) {
	a, err := openArchive(path)
	if err != nil {
		return nil, err
	}
	return a.manifest, a.Close()
}
