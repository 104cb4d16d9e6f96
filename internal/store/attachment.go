package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"

	"giaoban/internal/briefing"
)

// ErrSameFile says that the newest version of a file has just these bytes.
var ErrSameFile = errors.New("tệp này đã có, không khác gì")

// Attach stores a file of a record: its bytes first, safe on the disk, then the
// entry that names them. It sets the ID, Size and SHA256 of a. A file of the
// same name becomes the version before; ErrSameFile says that nothing changed.
func (db *DB) Attach(ctx context.Context, by Actor, entity string, id int64, a *briefing.Attachment, content io.Reader) error {
	sum, size, err := db.keep(content)
	if err != nil {
		return fmt.Errorf("attach %s: %w", a.Name, err)
	}
	a.SHA256, a.Size = sum, size
	if err := db.write(ctx, by, func(t *tx) error { return t.attach(ctx, entity, id, a) }); err != nil {
		return fmt.Errorf("attach %s: %w", a.Name, err)
	}
	return nil
}

func (t *tx) attach(ctx context.Context, entity string, id int64, a *briefing.Attachment) error {
	if _, err := t.fileOwner(ctx, entity, id); err != nil { // it may have gone while the file came
		return err
	}
	before, err := t.newestVersion(ctx, entity, id, a.Name)
	if err != nil {
		return err
	}
	if before != nil && before.SHA256 == a.SHA256 {
		return ErrSameFile
	}
	a.AddedAt = t.at
	err = t.QueryRowContext(ctx, `
		INSERT INTO attachment (entity, entity_id, name, media_type, size, sha256, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		RETURNING id`, entity, id, a.Name, a.MediaType, a.Size, a.SHA256, a.AddedAt.UnixMicro()).Scan(&a.ID)
	if err == nil {
		err = t.awaitText(ctx, a.ID)
	}
	if err == nil && before != nil {
		err = cmp.Or(t.moveCitations(ctx, before.ID, a.ID), t.awaitNoText(ctx, before.ID))
	}
	t.record("attach", entity, id, nil, *a)
	return err
}

const attachmentColumns = `a.id, a.name, a.media_type, a.size, a.sha256, a.created_at, a.entity, a.entity_id,
			coalesce(t.state, ''), coalesce(t.converted, 0), coalesce(t.cut, 0), NOT EXISTS (SELECT 1
				FROM attachment newer
				WHERE newer.entity = a.entity AND newer.entity_id = a.entity_id AND newer.name = a.name
					AND newer.id > a.id)
		FROM attachment a
		LEFT JOIN attachment_text t ON t.attachment_id = a.id`

// scanAttachment reads the columns of attachmentColumns.
func scanAttachment(rows *sql.Rows) (f briefing.StoredFile, err error) {
	var added int64
	err = rows.Scan(&f.ID, &f.Name, &f.MediaType, &f.Size, &f.SHA256, &added, &f.Entity, &f.EntityID,
		&f.Text.State, &f.Text.Converted, &f.Text.Cut, &f.Newest)
	f.AddedAt = micros(added)
	return f, err
}

// Attachments lists the files of a record, the oldest first, each followed by
// its earlier versions, the newest of them first.
func (db *DB) Attachments(ctx context.Context, entity string, id int64) ([]briefing.StoredFile, error) {
	all, err := query(ctx, db.reads, scanAttachment, `
		SELECT `+attachmentColumns+`
		WHERE a.entity = $1 AND a.entity_id = $2
		ORDER BY (SELECT min(first.id) FROM attachment first
			WHERE first.entity = a.entity AND first.entity_id = a.entity_id AND first.name = a.name), a.id DESC`, entity, id)
	if err != nil {
		return nil, fmt.Errorf("attachments of %s %d: %w", entity, id, err)
	}
	return all, nil
}

// Attachment returns one file without its text, or ErrNotFound. The caller must
// ask who may read the record that it belongs to.
func (db *DB) Attachment(ctx context.Context, id int64) (*briefing.StoredFile, error) {
	f, err := attachmentByID(ctx, db.reads, id)
	if err != nil {
		return nil, fmt.Errorf("attachment %d: %w", id, err)
	}
	return f, nil
}

func attachmentByID(ctx context.Context, q querier, id int64) (*briefing.StoredFile, error) {
	found, err := query(ctx, q, scanAttachment, `
		SELECT `+attachmentColumns+`
		WHERE a.id = $1
		ORDER BY a.id`, id)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

// newestVersion returns the newest file of a name that a record has, nil for
// none.
func (t *tx) newestVersion(ctx context.Context, entity string, id int64, name string) (*briefing.StoredFile, error) {
	found, err := query(ctx, t, scanAttachment, `
		SELECT `+attachmentColumns+`
		WHERE a.entity = $1 AND a.entity_id = $2 AND a.name = $3
		ORDER BY a.id DESC
		LIMIT 1`, entity, id, name)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// OpenAttachment opens a file of a record, or fails with ErrNotFound. Only the
// record it belongs to leads to it: who may read that may read the file.
func (db *DB) OpenAttachment(ctx context.Context, entity string, owner, id int64) (*briefing.StoredFile, *os.File, error) {
	a, err := attachmentByID(ctx, db.reads, id)
	if err == nil && (a.Entity != entity || a.EntityID != owner) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, nil, fmt.Errorf("attachment %d: %w", id, err)
	}
	f, err := os.Open(db.uploadPath(a.SHA256))
	if err != nil {
		return nil, nil, fmt.Errorf("attachment %d: %w", id, err)
	}
	return a, f, nil
}

// Detach takes a file from a record, or fails with ErrNotFound; the version
// before it, if any, is the newest then. Its bytes stay: another record may hold
// them, and the trail names their hash.
func (db *DB) Detach(ctx context.Context, by Actor, entity string, owner, id int64) error {
	whole := false
	for begins := true; !whole; begins = false {
		err := db.write(ctx, by, func(t *tx) (err error) {
			if whole, err = t.emptied(ctx, entity, owner, id, begins); whole && err == nil {
				err = t.detach(ctx, entity, owner, id)
			}
			t.goesOn = !whole
			return err
		})
		if err != nil {
			return fmt.Errorf("detach %d: %w", id, err)
		}
	}
	return nil
}

func (t *tx) detach(ctx context.Context, entity string, owner, id int64) error {
	gone, err := attachmentByID(ctx, t, id)
	if err == nil && (gone.Entity != entity || gone.EntityID != owner) {
		err = ErrNotFound
	}
	if err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, `DELETE FROM attachment WHERE id = $1`, id); err != nil {
		return err
	}
	t.record("detach", entity, owner, gone.Attachment, nil)
	t.touch("attachment", id)
	before, err := t.newestVersion(ctx, entity, owner, gone.Name)
	switch {
	case err != nil || !gone.Newest:
		return err
	case before == nil:
		return t.saveCitations(ctx, citingText{entity: "attachment", id: id}, nil, nil)
	}
	if err := t.moveCitations(ctx, id, before.ID); err != nil {
		return err
	}
	return t.awaitText(ctx, before.ID)
}
