// Package backup copies a whole data folder into one file while the program
// runs, checks such a file and restores it.
package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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

// A FaultError says that a backup is as it was made, but that the audit trail
// in it was damaged already.
type FaultError struct{ Fault string }

func (e *FaultError) Error() string {
	return fmt.Sprintf("dữ liệu trong bản sao lưu còn đủ, đúng như lúc sao lưu, nhưng %s", e.Fault)
}

// A DamageError says which member of a backup is not what the manifest says.
type DamageError struct{ Name, Message string }

func (e *DamageError) Error() string {
	return fmt.Sprintf("bản sao lưu bị hỏng ở %s: %s", e.Name, e.Message)
}

// A HeadError says that the audit trail in a backup does not hold a head that
// was noted elsewhere.
type HeadError store.HeadError

func (e *HeadError) Error() string {
	if e.Head.Count > e.Count {
		return fmt.Sprintf("bản sao lưu cũ hơn dấu nhật ký %s, hoặc đã bị cắt bớt: nhật ký trong bản này có %d mục; "+
			"dùng dấu ghi trước lúc sao lưu, hoặc bản sao lưu mới hơn", e.Head, e.Count)
	}
	return fmt.Sprintf("nhật ký trong bản sao lưu không chứa dấu %s: lịch sử đã bị viết lại, hoặc đây là bản sao lưu của nơi khác; "+
		"đừng dùng bản này", e.Head)
}

// An Event is what the audit trail tells of a backup.
type Event struct {
	Name      string
	Size      int64     `json:",omitempty"` // bytes
	Made      time.Time `json:",omitzero"`
	AuditHead string    `json:",omitempty"`
	SHA256    string    `json:",omitempty"` // of the whole file
	Damage    string    `json:",omitempty"` // what a check found
}

// EventOf describes the finished backup at path.
func EventOf(path string, m *Manifest) (Event, error) {
	f, err := os.Open(path)
	if err != nil {
		return Event{}, err
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	return Event{Name: filepath.Base(path), Size: n, Made: m.Made, AuditHead: m.AuditHead,
		SHA256: hex.EncodeToString(sum.Sum(nil))}, err
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
		if !names[needed] && (needed != store.HeadFileName || m.AuditFault == "") {
			return nil, &DamageError{needed, "không có trong bản sao lưu"}
		}
	}
	return &m, nil
}
