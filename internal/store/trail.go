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
	"time"

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
	newest briefing.AuditHead // the last one that was read or committed here
	failed error              // why the head file could not be written last time
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
	// A head that cannot be read is a fault of the trail; writing goes on.
	if head, err := t.noted(); err == nil {
		t.newest = head
	}
	return t, nil
}

// note writes a head that was committed into the head file. The file only says
// how far the trail must reach at least, so it may lag behind after a power cut,
// and a fault in writing it does not undo the commit: VerifyAudit reports it.
// The trail was found to hold what was noted before, or broken now tells of it
// and the trail begins anew.
func (t *trail) note(h briefing.AuditHead, broken bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if h.Count <= t.newest.Count && !broken {
		return // a later write was here first
	}
	t.newest, t.failed = h, t.write(h)
}

// expected returns the heads that the trail must hold: that of the head file,
// and the newest that this program knows. A missing or changed file is an
// AuditError; one that cannot be read just now is no fault of the trail.
func (t *trail) expected() ([]briefing.AuditHead, error) {
	noted, err := t.noted()
	if fault, ok := errors.AsType[*AuditError](err); ok {
		return nil, fault
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return []briefing.AuditHead{noted, t.newest}, nil
}

// copyTo writes the key and the head file into another folder, as they are.
func (t *trail) copyTo(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, KeyFileName), t.key, 0o600); err != nil {
		return err
	}
	record, err := t.record()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, HeadFileName), record, 0o600)
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
	info, err := f.Stat()
	if err == nil {
		_, err = f.WriteAt(b, 0)
	}
	if err == nil && info.Size() != int64(len(b)) { // new, or junk: a power cut must not leave half of it
		err = errors.Join(f.Truncate(int64(len(b))), f.Sync())
	}
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
	record, err := t.record()
	if errors.Is(err, fs.ErrNotExist) {
		return briefing.AuditHead{}, &AuditError{1, "thiếu tệp " + HeadFileName}
	}
	if err != nil {
		return briefing.AuditHead{}, err
	}
	if !t.sealed(record) {
		return briefing.AuditHead{}, &AuditError{1, "tệp " + HeadFileName + " đã bị sửa"}
	}
	return briefing.AuditHead{Count: int64(binary.BigEndian.Uint64(record)), MAC: record[8:headSize]}, nil
}

// headSize is the size of the head in the head file; its seal follows.
const headSize = 8 + sha256.Size

// record reads the head file. Another program may be just writing it: half a
// record is read again.
func (t *trail) record() ([]byte, error) {
	var record []byte
	var err error
	for range 3 {
		if record, err = os.ReadFile(t.path); err != nil || t.sealed(record) {
			break
		}
		time.Sleep(time.Millisecond)
	}
	return record, err
}

func (t *trail) sealed(record []byte) bool {
	return len(record) == headSize+sha256.Size && hmac.Equal(record[headSize:], t.seal(record[:headSize]))
}

func (t *trail) seal(record []byte) []byte {
	h := hmac.New(sha256.New, t.key)
	h.Write([]byte("head"))
	h.Write(record)
	return h.Sum(nil)
}
