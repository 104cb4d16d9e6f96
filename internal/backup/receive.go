package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// spare is how many bytes of the disk unpacking and receiving leave to others.
const spare = 64 << 20

// full says of an error that the disk has no room, where it means that.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) && !errors.Is(err, store.ErrFull) {
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return err
}

// checkRoom fails with store.ErrFull when so many bytes have no room in dir.
func checkRoom(dir string, need int64) error {
	free, known := freeBytes(dir)
	if known && (need > free-spare) {
		return fmt.Errorf("%w: %s: need %d bytes, %d are free", store.ErrFull, dir, need, free)
	}
	return nil
}

// A Received is a backup that came from elsewhere, on the disk but in no list.
type Received struct {
	Path string
	Size int64

	dir, work string
}

// Receive takes the bytes of a backup that will be listed in dir, or not. Size
// is how many are announced, less than 0 when nobody knows. The caller discards
// it.
func Receive(dir string, content io.Reader, size int64) (*Received, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, full(err)
	}
	if err := checkRoom(dir, max(size, 0)); err != nil {
		return nil, err
	}
	work, err := scratch(dir)
	if err != nil {
		return nil, full(err)
	}
	r := &Received{Path: filepath.Join(work, "backup.zip"), dir: dir, work: work}
	if err := r.fill(content); err != nil {
		return nil, errors.Join(full(err), r.Discard())
	}
	return r, nil
}

func (r *Received) fill(content io.Reader) error {
	f, err := os.OpenFile(r.Path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	r.Size, err = io.Copy(f, content)
	return errors.Join(err, f.Sync(), f.Close())
}

// Discard removes the bytes, unless they were kept.
func (r *Received) Discard() error { return os.RemoveAll(r.work) }

// Keep puts the backup into the list under the time at which it was made, or
// the next second that is free, and returns its name.
func (r *Received) Keep(made time.Time) (name string, err error) {
	if name, err = NewName(r.dir, cmp.Or(made, time.Now()).In(briefing.Zone)); err != nil {
		return "", err
	}
	if err := os.Rename(r.Path, filepath.Join(r.dir, name)); err != nil {
		return "", full(err)
	}
	return name, store.SyncDir(r.dir)
}

// A contextReader ends with its context: unpacking may take minutes.
type contextReader struct {
	ctx  context.Context
	from io.Reader
}

// Read reads as long as the context goes on.
func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}
