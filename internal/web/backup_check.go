package web

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"

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

// madeBackups returns what is noted of backups that this program has made, the
// newest first: also of those that were restored, and of those that were made of
// data before a restore, of which only the entry of the restore tells.
func (s *server) madeBackups(ctx context.Context) ([]backupEvent, error) {
	made, err := s.backupEvents(ctx, "create")
	if err != nil {
		return nil, err
	}
	restored, err := s.backupEvents(ctx, "restore")
	for _, e := range restored {
		if e.Own { // the entry that made it came after what it holds
			made = append(made, backupEvent{backup.Event{Name: e.Name, SHA256: e.SHA256, AuditHead: e.AuditHead}, e.at})
		}
		if e.ReplacedSHA256 != "" {
			made = append(made, backupEvent{backup.Event{Name: e.ReplacedBackup, SHA256: e.ReplacedSHA256,
				AuditHead: e.ReplacedHead, ReplacedHead: e.ReplacedHead}, e.at})
		}
	}
	return made, err
}

// unknownOrigin is said of a backup that is whole in itself and fits the running
// trail, but that this program has not made.
const unknownOrigin = "không rõ nguồn gốc; mới đối chiếu nhật ký"

// checkBackup checks a backup as a restore would.
func (s *server) checkBackup(c *gin.Context) error {
	if _, ok := backup.Path(s.backupDir(), c.Param("name")); !ok {
		return errNoPage
	}
	return s.backupWork(c, func(ctx context.Context) error { return s.check(ctx, c, c.Param("name"), "backup-good") })
}

func (s *server) check(ctx context.Context, c *gin.Context, name, good string) error {
	v, err := s.verify(ctx, filepath.Join(s.backupDir(), name))
	if err != nil {
		return err
	}
	if err := s.db.Record(ctx, actor(c), "verify", "backup", 0, v.told(name)); err != nil {
		return err
	}
	if !v.good() {
		good = "" // the list says it
	}
	return redirect(c, "/backups", good)
}

// A verdict is what a check finds of a backup.
type verdict struct {
	event  backup.Event
	damage string // the backup is not whole in itself and cannot be restored
	doubt  string // it is, but does not fit the running trail, or its own has a fault
	own    bool   // this program has made just this file
}

// good reports whether nothing speaks against the backup.
func (v *verdict) good() bool { return v.damage == "" && v.doubt == "" && v.own }

// told is what the audit trail tells of the check of the backup that the list
// has under a name; "" for one that is not in it.
func (v *verdict) told(name string) backup.Event {
	event := v.event
	event.Name, event.Damage = name, v.damage+v.doubt
	return event
}

// verify checks a backup as a restore would, and compares it with the running
// program.
func (s *server) verify(ctx context.Context, path string, known ...briefing.AuditHead) (*verdict, error) {
	m, err := backup.Verify(ctx, path, known...)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if errors.Is(err, store.ErrFull) { // it tells nothing of the backup
		return nil, err
	}
	if err != nil {
		s.log.Error("backup", "path", path, "error", err)
		return &verdict{damage: damageText(err)}, nil
	}
	event, err := backup.EventOf(path, m)
	if err != nil {
		return nil, err
	}
	return s.judge(ctx, event, m)
}

// judge compares a backup that is whole in itself with the running program.
func (s *server) judge(ctx context.Context, event backup.Event, m *backup.Manifest) (*verdict, error) {
	made, err := s.madeBackups(ctx)
	if err != nil {
		return nil, err
	}
	v := &verdict{event: event, own: madeHere(made, event.SHA256)}
	if v.doubt, err = s.compareBackup(ctx, event, m, made); err != nil {
		return nil, err
	}
	if v.doubt != "" && !v.own {
		v.doubt += "; " + unknownOrigin
	}
	return v, nil
}

// compareBackup returns all that is wrong with a backup that is whole in itself,
// "" for nothing: its own audit trail must have no fault and be a part of the
// running one, and the file must still have the bytes that it had when it was
// made here.
func (s *server) compareBackup(ctx context.Context, now backup.Event, m *backup.Manifest, made []backupEvent) (string, error) {
	var doubts []string
	if m.AuditFault != "" {
		doubts = append(doubts, "trong bản sao lưu, "+m.AuditFault)
	}
	other, err := s.compareTrail(ctx, now, m, made)
	if err != nil {
		return "", err
	}
	if other != "" {
		doubts = append(doubts, other)
	}
	if was, noted := newestOf(made, now.Name); noted && was.SHA256 != now.SHA256 {
		doubts = append(doubts, "tệp đã bị thay: mã SHA-256 khác với mã ghi trong nhật ký lúc sao lưu")
	}
	return strings.Join(doubts, "; "), nil
}

// compareTrail says why the trail in a backup is no part of the running one; ""
// when it is.
func (s *server) compareTrail(ctx context.Context, now backup.Event, m *backup.Manifest, made []backupEvent) (string, error) {
	if slices.ContainsFunc(made, func(e backupEvent) bool { return e.ReplacedHead != "" && e.SHA256 == now.SHA256 }) {
		return "", nil // of data that a restore has replaced, so of another trail
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
	return "", err
}

// damageText says what is wrong with a backup without paths of the server.
func damageText(err error) string {
	if damage, ok := errors.AsType[*backup.DamageError](err); ok {
		return damage.Error()
	}
	if fault, ok := errors.AsType[*store.AuditError](err); ok {
		return "trong bản sao lưu, " + fault.Error()
	}
	if missed, ok := errors.AsType[*backup.HeadError](err); ok {
		return missed.Error()
	}
	switch {
	case errors.Is(err, backup.ErrNotBackup):
		return backup.ErrNotBackup.Error()
	case errors.Is(err, store.ErrNewer):
		return "bản sao lưu này do phiên bản mới hơn của chương trình làm; cập nhật chương trình rồi thử lại"
	}
	return "không mở được bản sao lưu này"
}
