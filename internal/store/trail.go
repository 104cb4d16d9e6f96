package store

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"giaoban/internal/briefing"
)

// Files of the data folder that guard the audit trail from outside the
// database: the key of its codes, and the newest head that was committed.
const (
	KeyFileName  = "audit.key"
	HeadFileName = "audit.head"
)

// ErrNoKey says that the key of the audit trail is missing.
var ErrNoKey = errors.New("thiếu tệp khóa nhật ký " + KeyFileName)

// A trail guards the audit trail with what the database does not hold.
type trail struct {
	key  []byte
	path string // of the head file

	mu     sync.Mutex
	newest int64 // count of the head in the file
	failed error // why the head file could not be written last time
}

// createTrail makes a key in dir for a new database. It takes the one that a
// start which was cut short left there.
func createTrail(dir string) error {
	if _, err := openTrail(dir); err == nil {
		return nil
	}
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails
	path := filepath.Join(dir, KeyFileName)
	// Under another name first: a stop in between must not leave half a key.
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(key)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	// From the first day there is a head: a missing one is a sign.
	t := &trail{key: key, path: filepath.Join(dir, HeadFileName)}
	return t.write(briefing.AuditHead{MAC: make([]byte, sha256.Size)})
}

// used reports whether dir holds the trail of a database that was written to.
func used(dir string) bool {
	t, err := openTrail(dir)
	if err != nil {
		_, err := os.Lstat(filepath.Join(dir, HeadFileName))
		return err == nil
	}
	head, err := t.noted()
	return err != nil || head.Count > 0
}

// openTrail reads the key in dir.
func openTrail(dir string) (*trail, error) {
	key, err := os.ReadFile(filepath.Join(dir, KeyFileName))
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(key) != sha256.Size {
		return nil, ErrNoKey
	}
	if err != nil {
		return nil, err
	}
	t := &trail{key: key, path: filepath.Join(dir, HeadFileName)}
	// A head that cannot be read is what VerifyAudit reports; writing goes on.
	if head, err := t.noted(); err == nil {
		t.newest = head.Count
	}
	return t, nil
}

// note writes a head that was committed into the head file. The file only says
// how far the trail must reach at least, so it may lag behind after a power cut,
// and a fault in writing it does not undo the commit: VerifyAudit reports it.
func (t *trail) note(h briefing.AuditHead) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h.Count <= t.newest {
		return // a later write was here first
	}
	if t.failed = t.write(h); t.failed == nil {
		t.newest = h.Count
	}
}

// write puts a sealed head into the head file.
func (t *trail) write(h briefing.AuditHead) error {
	record := append(binary.BigEndian.AppendUint64(nil, uint64(h.Count)), h.MAC...)
	return writeAtStart(t.path, append(record, t.seal(record)...))
}

// writeAtStart overwrites the beginning of a small file in one call.
func writeAtStart(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(b, 0)
	return errors.Join(err, f.Close())
}

// noted returns the head in the head file. A missing or changed file is an
// AuditError.
func (t *trail) noted() (briefing.AuditHead, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failed != nil {
		return briefing.AuditHead{}, t.failed
	}
	record, err := os.ReadFile(t.path)
	if errors.Is(err, fs.ErrNotExist) {
		return briefing.AuditHead{}, &AuditError{1, "thiếu tệp " + HeadFileName}
	}
	if err != nil {
		return briefing.AuditHead{}, err
	}
	const size = 8 + sha256.Size
	if len(record) != size+sha256.Size || !hmac.Equal(record[size:], t.seal(record[:size])) {
		return briefing.AuditHead{}, &AuditError{1, "tệp " + HeadFileName + " đã bị sửa"}
	}
	return briefing.AuditHead{Count: int64(binary.BigEndian.Uint64(record)), MAC: record[8:size]}, nil
}

func (t *trail) seal(record []byte) []byte {
	h := hmac.New(sha256.New, t.key)
	h.Write([]byte("head"))
	h.Write(record)
	return h.Sum(nil)
}
