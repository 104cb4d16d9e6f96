// Package backup copies a whole data folder into one file while the program
// runs, checks such a file and restores it.
package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	// Verify, Stage and Restore say here what they have found themselves.
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

// A FaultError says that a backup is whole, but that the audit trail in it is
// damaged.
type FaultError struct{ Fault string }

func (e *FaultError) Error() string {
	return fmt.Sprintf("mọi tệp trong bản sao lưu đúng mã đã ghi, nhưng %s", e.Fault)
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
	Sent      string    `json:",omitempty"` // what the file was called when it came from elsewhere

	// Of a restore in the place of other data:
	Own            bool   `json:",omitempty"` // the program had made just the file that was restored
	ReplacedHead   string `json:",omitempty"` // of their audit trail
	ReplacedFolder string `json:",omitempty"` // where they are, in the data folder
	ReplacedBackup string `json:",omitempty"` // name of the backup that was made of them; "" for none
	ReplacedSHA256 string `json:",omitempty"` // of that backup
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

// memberName reports whether a file may belong to a backup: nothing else of a
// data folder is restored.
func memberName(name string) bool {
	known := slices.Contains([]string{store.FileName, store.KeyFileName, store.HeadFileName}, name)
	return known || fs.ValidPath(name) && strings.HasPrefix(name, uploadsDir+"/")
}
