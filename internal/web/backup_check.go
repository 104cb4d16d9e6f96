package web

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A backupEvent is what the audit trail tells of a backup, and when.
type backupEvent struct {
	backup.Event
	at string
}

// backupEvents returns what was last noted of every backup for an action: the
// audit trail is the only place that keeps it.
func (s *server) backupEvents(ctx context.Context, action string) (map[string]backupEvent, error) {
	entries, err := s.db.Audit(ctx, briefing.AuditFilter{Entity: "backup", Action: action})
	if err != nil {
		return nil, err
	}
	newest := map[string]backupEvent{}
	for _, e := range entries {
		var event backup.Event
		if json.Unmarshal([]byte(e.After), &event) != nil {
			continue
		}
		if _, later := newest[event.Name]; !later {
			newest[event.Name] = backupEvent{event, briefing.Clock(e.At)}
		}
	}
	return newest, nil
}

// checkBackup checks a backup as a restore would.
func (s *server) checkBackup(c *gin.Context) error {
	path, ok := backup.Path(s.backupDir(), c.Param("name"))
	if !ok {
		return errNoPage
	}
	if !s.backing.TryLock() {
		return errBackupRuns
	}
	defer s.backing.Unlock()
	ctx, cancel, err := longWork(c)
	if err != nil {
		return err
	}
	defer cancel()
	return s.check(ctx, c, c.Param("name"), path, "backup-good")
}

func (s *server) check(ctx context.Context, c *gin.Context, name, path, good string) error {
	m, err := backup.Verify(ctx, path)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	event, notice := backup.Event{Name: name}, good
	switch {
	case err != nil:
		s.log.Error("backup", "name", name, "error", err)
		event.Damage = damageText(err)
	case m.AuditFault != "":
		event.AuditHead, event.Damage = m.AuditHead, "bản sao đúng như lúc sao lưu, nhưng "+m.AuditFault
	default:
		event.AuditHead = m.AuditHead
		if event.Damage, err = s.compareBackup(ctx, path, m); err != nil {
			return err
		}
	}
	if event.Damage != "" {
		notice = "" // the list says it
	}
	if err := s.db.Record(ctx, actor(c), "verify", "backup", 0, event); err != nil {
		return err
	}
	return redirect(c, "/backups", notice)
}

// compareBackup compares a backup that is whole in itself with what the running
// program knows: its own audit trail must be whole and hold the backup's head,
// and the file must still have the bytes that it had when it was made here. It
// returns what is wrong, "" for nothing.
func (s *server) compareBackup(ctx context.Context, path string, m *backup.Manifest) (string, error) {
	head, err := briefing.ParseAuditHead(m.AuditHead)
	if err != nil {
		return "", err
	}
	_, err = s.db.VerifyAudit(ctx)
	if fault, ok := errors.AsType[*store.AuditError](err); ok {
		return "không đối chiếu được: nhật ký đang chạy có lỗi, " + fault.Error(), nil
	}
	if err != nil {
		return "", err
	}
	holds, err := s.db.HoldsHead(ctx, head)
	if err != nil {
		return "", err
	}
	if !holds {
		return "nhật ký trong bản này không phải một đoạn của nhật ký đang chạy: bản sao lưu của nơi khác, hoặc đã bị viết lại", nil
	}
	noted, err := s.backupEvents(ctx, "create")
	if err != nil {
		return "", err
	}
	now, err := backup.EventOf(path, m)
	if err != nil {
		return "", err
	}
	if was, ok := noted[now.Name]; ok && was.SHA256 != now.SHA256 {
		return "tệp đã bị thay: mã SHA-256 khác với mã ghi trong nhật ký lúc sao lưu", nil
	}
	return "", nil
}

// damageText says what is wrong with a backup without paths of the server.
func damageText(err error) string {
	if damage, ok := errors.AsType[*backup.DamageError](err); ok {
		return damage.Error()
	}
	if fault, ok := errors.AsType[*store.AuditError](err); ok {
		return "trong bản sao lưu, " + fault.Error()
	}
	if errors.Is(err, backup.ErrNotBackup) {
		return backup.ErrNotBackup.Error()
	}
	return "không mở được bản sao lưu này"
}
