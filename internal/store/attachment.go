package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"giaoban/internal/briefing"
)

// UploadsDir is the folder of the data folder that holds the bytes of
// attachments, each under its SHA-256. Backups take it along.
const UploadsDir = "uploads"

// Attach stores a file of a record: its bytes first, safe on the disk, then the
// entry that names them. It sets the ID, Size and SHA256 of a.
func (db *DB) Attach(ctx context.Context, by Actor, entity string, id int64, a *briefing.Attachment, content io.Reader) error {
	sum, size, err := db.keep(content)
	if err != nil {
		return fmt.Errorf("attach %s: %w", a.Name, err)
	}
	a.SHA256, a.Size = sum, size
	err = db.write(ctx, by, func(t *tx) error {
		if entity == "directive" { // it may have been merged while the file came
			if _, err := loadDirective(ctx, t, id); err != nil {
				return err
			}
		}
		a.AddedAt = t.at
		err := t.QueryRowContext(ctx, `
			INSERT INTO attachment (entity, entity_id, name, media_type, size, sha256, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)
			RETURNING id`, entity, id, a.Name, a.MediaType, a.Size, a.SHA256, a.AddedAt.UnixMicro()).Scan(&a.ID)
		t.record("attach", entity, id, nil, *a)
		return err
	})
	if err != nil {
		return fmt.Errorf("attach %s: %w", a.Name, err)
	}
	return nil
}

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

// Attachments lists the files of a record, the oldest first.
func (db *DB) Attachments(ctx context.Context, entity string, id int64) ([]briefing.Attachment, error) {
	all, err := query(ctx, db.reads, scanAttachment, `
		SELECT id, name, media_type, size, sha256, created_at
		FROM attachment
		WHERE entity = $1 AND entity_id = $2
		ORDER BY id`, entity, id)
	if err != nil {
		return nil, fmt.Errorf("attachments of %s %d: %w", entity, id, err)
	}
	return all, nil
}

// OpenAttachment opens a file of a record, or fails with ErrNotFound. Only the
// record it belongs to leads to it: who may read that may read the file.
func (db *DB) OpenAttachment(ctx context.Context, entity string, owner, id int64) (*briefing.Attachment, *os.File, error) {
	found, err := query(ctx, db.reads, scanAttachment, `
		SELECT id, name, media_type, size, sha256, created_at
		FROM attachment
		WHERE entity = $1 AND entity_id = $2 AND id = $3
		ORDER BY id`, entity, owner, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, nil, fmt.Errorf("attachment %d: %w", id, err)
	}
	f, err := os.Open(db.uploadPath(found[0].SHA256))
	if err != nil {
		return nil, nil, fmt.Errorf("attachment %d: %w", id, err)
	}
	return &found[0], f, nil
}

// Detach takes a file from a record, or fails with ErrNotFound. Its bytes stay:
// another record may hold them, and the trail names their hash.
func (db *DB) Detach(ctx context.Context, by Actor, entity string, owner, id int64) error {
	err := db.write(ctx, by, func(t *tx) error {
		gone, err := query(ctx, t, scanAttachment, `
			DELETE FROM attachment
			WHERE entity = $1 AND entity_id = $2 AND id = $3
			RETURNING id, name, media_type, size, sha256, created_at`, entity, owner, id)
		if err == nil && len(gone) == 0 {
			err = ErrNotFound
		}
		for _, a := range gone {
			t.record("detach", entity, owner, a, nil)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("detach %d: %w", id, err)
	}
	return nil
}

func scanAttachment(rows *sql.Rows) (a briefing.Attachment, err error) {
	var added int64
	err = rows.Scan(&a.ID, &a.Name, &a.MediaType, &a.Size, &a.SHA256, &added)
	a.AddedAt = micros(added)
	return a, err
}
