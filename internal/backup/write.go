package backup

import (
	"archive/zip"
	"context"
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

// uploadsDir is the folder of the data folder that holds uploaded files.
const uploadsDir = "uploads"

// Write makes a backup of the open database in dir, its key and its uploads,
// as a new file at path. The file appears whole or not at all, and only after
// the copy inside it was opened and checked. Program is the version noted.
func Write(ctx context.Context, db *store.DB, dir, path, program string) (*Manifest, error) {
	m, err := write(ctx, db, dir, path, program)
	return m, full(err)
}

func write(ctx context.Context, db *store.DB, dir, path, program string) (*Manifest, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s đã có sẵn; chọn tên khác", path)
	}
	work, err := scratch(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	// The head first: the copy of the database must reach at least as far.
	if err := db.CopyTrail(work); err != nil {
		return nil, err
	}
	if err := db.CopyTo(ctx, filepath.Join(work, store.FileName)); err != nil {
		return nil, err
	}
	m := &Manifest{Schema: 1, Made: time.Now().UTC().Truncate(time.Second), Program: program}
	if err := m.describe(ctx, work); err != nil {
		return nil, fmt.Errorf("bản sao không dùng được: %w", err)
	}
	// The zip stands beside its final place, so that renaming cannot fail half.
	draft := filepath.Join(work, "backup.zip")
	if err := writeZip(draft, m, work, dir); err != nil {
		return nil, err
	}
	if err := os.Rename(draft, path); err != nil {
		return nil, err
	}
	return m, store.SyncDir(filepath.Dir(path))
}

// describe opens the copied database in dir, checks it, signs everybody out of
// it, and notes its audit head in the manifest; beside it too, unless the trail
// has a fault: then what shows that must stay as it is.
func (m *Manifest) describe(ctx context.Context, dir string) error {
	db, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Check(ctx); err != nil {
		return err
	}
	if err := db.ForgetSessions(ctx); err != nil {
		return err
	}
	head, err := db.AuditHead(ctx)
	if err != nil {
		return err
	}
	m.AuditHead = head.String()
	_, err = db.VerifyAudit(ctx)
	if fault, ok := errors.AsType[*store.AuditError](err); ok {
		m.AuditFault = fault.Error()
		return nil
	}
	if err != nil {
		return err
	}
	return db.NoteHead(ctx)
}

// writeZip writes the members and the manifest: the database with its key and
// head from work, the uploads from dir.
func writeZip(path string, m *Manifest, work, dir string) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z := zip.NewWriter(f)
	for _, name := range []string{store.FileName, store.KeyFileName, store.HeadFileName} {
		err := m.add(z, work, name)
		if errors.Is(err, fs.ErrNotExist) && name == store.HeadFileName && m.AuditFault != "" {
			continue // that is the fault
		}
		if err != nil {
			return err
		}
	}
	uploads, err := listFiles(dir, uploadsDir)
	if err != nil {
		return err
	}
	for _, name := range uploads {
		if err := m.add(z, dir, name); err != nil {
			return err
		}
	}
	w, err := z.Create(manifestName)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return err
	}
	return errors.Join(z.Close(), f.Sync())
}

// add copies one file below dir into the zip and notes it in the manifest.
func (m *Manifest) add(z *zip.Writer, dir, name string) error {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: m.Made})
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, sum), f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	m.Files = append(m.Files, File{Name: name, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// listFiles returns the regular files below dir/root, with slashes; none when
// there is no such folder.
func listFiles(dir, root string) ([]string, error) {
	var names []string
	err := fs.WalkDir(os.DirFS(dir), root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == root {
			return nil
		}
		if err == nil && d.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}
