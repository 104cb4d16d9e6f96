package web

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

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

// backupEvents returns what was noted of backups for an action, the newest
// first: the audit trail is the only place that keeps it.
func (s *server) backupEvents(ctx context.Context, action string) ([]backupEvent, error) {
	entries, err := s.db.Audit(ctx, briefing.AuditFilter{Entity: "backup", Action: action})
	if err != nil {
		return nil, err
	}
	var all []backupEvent
	for _, e := range entries {
		var event backup.Event
		if json.Unmarshal([]byte(e.After), &event) == nil {
			all = append(all, backupEvent{event, briefing.Clock(e.At)})
		}
	}
	return all, nil
}

// newestOf returns what was last noted of the backup of a name.
func newestOf(events []backupEvent, name string) (newest backupEvent, noted bool) {
	i := slices.IndexFunc(events, func(e backupEvent) bool { return e.Name == name })
	if i < 0 {
		return newest, false
	}
	return events[i], true
}

// madeHere reports whether a backup was made by this program, whatever it is
// called now. Any other may be forged: it carries the key of the trail, and the
// trail does not cover its tables.
func madeHere(made []backupEvent, sum string) bool {
	return sum != "" && slices.ContainsFunc(made, func(e backupEvent) bool { return e.SHA256 == sum })
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
	made, err := s.backupEvents(ctx, "create")
	if err != nil {
		return err
	}
	m, err := backup.Verify(ctx, path)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	event := backup.Event{Name: name}
	if err != nil {
		s.log.Error("backup", "name", name, "error", err)
		event.Damage = damageText(err)
	} else if event, err = backup.EventOf(path, m); err != nil {
		return err
	} else if event.Damage, err = s.compareBackup(ctx, event, m, made); err != nil {
		return err
	}
	if err := s.db.Record(ctx, actor(c), "verify", "backup", 0, event); err != nil {
		return err
	}
	if event.Damage != "" || !madeHere(made, event.SHA256) {
		good = "" // the list says it
	}
	return redirect(c, "/backups", good)
}

// compareBackup compares a backup that is whole in itself with what the running
// program knows: its own audit trail must be whole and hold the backup's head,
// and the file must still have the bytes that it had when it was made here. It
// returns what is wrong, "" for nothing.
func (s *server) compareBackup(ctx context.Context, now backup.Event, m *backup.Manifest, made []backupEvent) (string, error) {
	if m.AuditFault != "" {
		return "bản sao đúng như lúc sao lưu, nhưng " + m.AuditFault, nil
	}
	head, err := briefing.ParseAuditHead(m.AuditHead)
	if err != nil {
		return "", err
	}
	_, err = s.db.VerifyAudit(ctx, head)
	if fault, ok := errors.AsType[*store.AuditError](err); ok {
		return "không đối chiếu được: nhật ký đang chạy có lỗi, " + fault.Error(), nil
	}
	if _, ok := errors.AsType[*store.HeadError](err); ok {
		return "nhật ký trong bản này không phải một đoạn của nhật ký đang chạy: bản sao lưu của nơi khác, hoặc đã bị viết lại", nil
	}
	if err != nil {
		return "", err
	}
	if was, noted := newestOf(made, now.Name); noted && was.SHA256 != now.SHA256 {
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
