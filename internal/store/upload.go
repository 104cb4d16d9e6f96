package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// UploadsDir is the folder of the data folder that holds the bytes of
// attachments, each under its SHA-256. Backups take it along.
const UploadsDir = "uploads"

// keep writes bytes under their hash. A crash leaves them whole or not at all.
func (db *DB) keep(content io.Reader) (sum string, size int64, err error) {
	root := filepath.Join(filepath.Dir(db.path), UploadsDir)
	if err := os.MkdirAll(root, 0o700); err != nil {
		return "", 0, err
	}
	draft := filepath.Join(root, "."+rand.Text())
	f, err := os.OpenFile(draft, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", 0, err
	}
	defer os.Remove(draft) // gone already when all went well
	hash := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, hash), content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", 0, err
	}
	sum = hex.EncodeToString(hash.Sum(nil))
	path := db.uploadPath(sum)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", 0, err
	}
	if err := os.Rename(draft, path); err != nil {
		return "", 0, err
	}
	return sum, size, errors.Join(SyncDir(filepath.Dir(path)), SyncDir(root), SyncDir(filepath.Dir(root)))
}

func (db *DB) uploadPath(sum string) string {
	return filepath.Join(filepath.Dir(db.path), UploadsDir, sum[:2], sum)
}
