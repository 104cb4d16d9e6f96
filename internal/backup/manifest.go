// Package backup copies a whole data folder into one file while the program
// runs, checks such a file and restores it.
package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"giaoban/internal/store"
)

// manifestName is the member that lists all others. It stands last in the zip
// file: a backup that was cut short has none.
const manifestName = "manifest.json"

// A Manifest lists what a backup holds.
type Manifest struct {
	Schema    int       `json:"schema"` // 1
	Made      time.Time `json:"made"`   // UTC
	Program   string    `json:"program"`
	AuditHead string    `json:"audit_head"` // of the copied database, as briefing.AuditHead.String
	Files     []File    `json:"files"`

	// AuditFault says what is wrong with the audit trail of the database that
	// was copied; "" when nothing is. A damaged trail must not stop backups.
	AuditFault string `json:"audit_fault,omitempty"`
}

// A File is one member of a backup.
type File struct {
	Name   string `json:"name"` // with slashes, below the data folder
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// ErrNotBackup says that a file is no backup of this program, or was cut short.
var ErrNotBackup = errors.New("không phải bản sao lưu của Giao ban, hoặc bản sao lưu bị cắt cụt")

// A DamageError says which member of a backup is not what the manifest says.
type DamageError struct{ Name, Message string }

func (e *DamageError) Error() string {
	return fmt.Sprintf("bản sao lưu bị hỏng ở %s: %s", e.Name, e.Message)
}

// parseManifest reads a manifest and refuses one that names files outside the
// data folder or misses the database.
func parseManifest(b []byte) (*Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil || m.Schema != 1 {
		return nil, ErrNotBackup
	}
	names := map[string]bool{}
	for _, f := range m.Files {
		if !fs.ValidPath(f.Name) || f.Name == "." || f.Size < 0 || names[f.Name] {
			return nil, &DamageError{manifestName, fmt.Sprintf("tên tệp %q", f.Name)}
		}
		names[f.Name] = true
	}
	for _, needed := range []string{store.FileName, store.KeyFileName, store.HeadFileName} {
		if !names[needed] {
			return nil, &DamageError{needed, "không có trong bản sao lưu"}
		}
	}
	return &m, nil
}
