package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// Verify checks a backup: every member against the sums of the manifest, the
// database by opening it, its audit trail against the manifest's head. All that
// stands in the file itself, with the key of the trail, so whoever holds it can
// forge it consistently. The known heads were noted elsewhere: the trail must
// be whole and hold each of them, or Verify fails with a store.AuditError or a
// HeadError. A trail whose entries were damaged when the backup was made passes
// when no head is given: AuditFault tells of it then.
func Verify(ctx context.Context, path string, known ...briefing.AuditHead) (*Manifest, error) {
	// Beside the backup, which is as secret; it may lie where nothing can be written.
	work, err := scratch(filepath.Dir(path))
	if err != nil {
		work, err = scratch(os.TempDir())
	}
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	return unpack(ctx, path, work, known)
}

// Restore puts a backup into dir, which must hold no database. The folder
// appears whole, after the same checks as Verify, or stays as it was. Its audit
// trail goes on with an entry that tells of the restore. A trail whose entries
// were damaged when the backup was made is a FaultError unless accept says that it is
// wanted all the same.
func Restore(ctx context.Context, path, dir string, by store.Actor, accept bool, known ...briefing.AuditHead) (*Manifest, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, fmt.Errorf("%s không trống; khôi phục vào thư mục trống bằng --data, hoặc dời dữ liệu cũ đi trước", dir)
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return nil, err
	}
	work, err := scratch(parent)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	m, err := unpack(ctx, path, work, known)
	if err != nil {
		return nil, err
	}
	if m.AuditFault != "" && !accept {
		return nil, &FaultError{m.AuditFault}
	}
	event, err := EventOf(path, m)
	if err != nil {
		return nil, err
	}
	if err := record(ctx, work, by, event, restoredText(m)); err != nil {
		return nil, err
	}
	if err := syncAll(work); err != nil {
		return nil, err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err := os.Rename(work, dir); err != nil {
		return nil, err
	}
	return m, store.SyncDir(parent)
}

// restoredText says which backup was restored.
func restoredText(m *Manifest) string {
	return fmt.Sprintf("Khôi phục bản sao lưu lúc %s, dấu nhật ký %s", briefing.Clock(m.Made), m.AuditHead)
}

// record notes the restore in the database in dir, and signs everybody out of
// it: backups hold no sessions, but a forged one might.
func record(ctx context.Context, dir string, by store.Actor, event Event, reason string) (err error) {
	db, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.ForgetSessions(ctx); err != nil {
		return err
	}
	return db.RecordRestore(ctx, by, event, reason)
}

// syncAll makes everything below dir outlast a power cut: files and their names.
func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return store.SyncDir(path)
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// unpack writes the members of a backup into dir and checks all of them.
func unpack(ctx context.Context, path, dir string, known []briefing.AuditHead) (*Manifest, error) {
	a, err := openArchive(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	defer a.Close()
	if err := checkRoom(dir, a.size); err != nil {
		return nil, err
	}
	m := a.manifest
	for _, f := range m.Files {
		if err := unpackFile(ctx, a.members[f.Name], f, dir); err != nil {
			return nil, full(err)
		}
	}
	m.AuditFault, err = inspect(ctx, dir, m, known)
	return m, err
}

// unpackFile writes one member, never more bytes than the manifest says.
func unpackFile(ctx context.Context, member *zip.File, want File, dir string) error {
	in, err := member.Open()
	if err != nil {
		return &DamageError{want.Name, "không đọc được"}
	}
	defer in.Close()
	path := filepath.Join(dir, filepath.FromSlash(want.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), contextReader{ctx, io.LimitReader(in, want.Size+1)})
	if cause := ctx.Err(); cause != nil || errors.Is(err, syscall.ENOSPC) {
		return errors.Join(err, cause, out.Close())
	}
	if err != nil {
		return errors.Join(&DamageError{want.Name, "không đọc được"}, out.Close())
	}
	if n != want.Size || hex.EncodeToString(sum.Sum(nil)) != want.SHA256 {
		return errors.Join(&DamageError{want.Name, "nội dung khác mã SHA-256 đã ghi"}, out.Close())
	}
	return out.Close()
}

// inspect opens the database in dir and checks it whole. It must hold nothing but
// what the program makes: a trigger more could change anything later. Its audit
// trail must end in the manifest's head and hold the known ones. A fault of the
// trail, or a part that guards it and is missing, is returned when the manifest
// tells of a fault and nobody asks for a head.
func inspect(ctx context.Context, dir string, m *Manifest, known []briefing.AuditHead) (fault string, err error) {
	db, err := store.Open(ctx, dir)
	if err != nil {
		return "", err
	}
	defer db.Close()
	if err := db.Check(ctx); err != nil {
		return "", err
	}
	if foreign, err := db.ForeignSchema(ctx); err != nil {
		return "", err
	} else if foreign != "" {
		return "", &DamageError{store.FileName, "cấu trúc cơ sở dữ liệu không như chương trình tạo ra: " + foreign}
	}
	head, err := db.AuditHead(ctx)
	if err != nil {
		return "", err
	}
	if head.String() != m.AuditHead {
		return "", &DamageError{manifestName, "dấu nhật ký khác với nhật ký trong cơ sở dữ liệu"}
	}
	_, err = db.VerifyAudit(ctx, known...)
	if found, ok := errors.AsType[*store.AuditError](err); ok && m.AuditFault != "" && len(known) == 0 {
		return found.Error(), nil
	}
	if missed, ok := errors.AsType[*store.HeadError](err); ok {
		return "", (*HeadError)(missed)
	}
	return "", err
}
