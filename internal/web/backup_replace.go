package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/store"
)

// A replacing is who puts other data in the place of the present ones, and why.
type replacing struct {
	by      store.Actor
	why     string
	fresh   bool // there are no accounts yet, so nothing to back up
	unsaved bool // it goes on when the present data cannot be backed up
}

// errUnsaved is never shown as a page: the form says its message.
var errUnsaved = &failure{http.StatusUnprocessableEntity, "Chưa sao lưu được tình trạng hiện tại",
	"Chưa khôi phục gì: tình trạng hiện tại không sao lưu được, có thể vì cơ sở dữ liệu đang chạy bị hỏng; chi tiết ở nhật ký lỗi của máy chủ. " +
		"Vẫn muốn khôi phục thì chọn Vẫn khôi phục."}

// replaceData exchanges the data for those that are staged. The trail of both
// tells of it, and the new one where the old one ended. It fails with errNoPage
// when a fresh program has accounts by now, and with errUnsaved.
func (s *server) replaceData(ctx context.Context, c *gin.Context, staged *backup.Staged, r replacing) error {
	if err := s.exchange(c, staged, func() error { return s.leaveData(ctx, staged, r) }); err != nil {
		return err
	}
	s.forget(c)
	return redirect(c, "/signin", "restored")
}

// leaveData does what comes last with the present data.
func (s *server) leaveData(ctx context.Context, staged *backup.Staged, r replacing) error {
	err := s.saveData(ctx, &staged.Event, r)
	damaged := errors.Is(err, errUnsaved) && r.unsaved
	if err != nil && !damaged {
		return err
	}
	if damaged {
		r.why += " (tình trạng trước lúc khôi phục không sao lưu được)"
	}
	err = s.noteEnd(ctx, staged, r)
	if err != nil && damaged && !passing(err) { // it may be too damaged for one more entry
		s.log.Error("restore", "error", err)
		err = nil
	}
	if err != nil {
		return err
	}
	return staged.Record(ctx, r.by, r.why)
}

// saveData backs the present data up, unless there are none: then it makes sure
// of that.
func (s *server) saveData(ctx context.Context, event *backup.Event, r replacing) error {
	if r.fresh {
		has, err := s.db.HasAccounts(ctx)
		if err == nil && has { // somebody was faster while the file came
			err = errNoPage
		}
		return err
	}
	made, err := s.backUp(ctx, r.by)
	if err == nil {
		_, err = backup.Verify(ctx, filepath.Join(s.backupDir(), made.Name))
	}
	if err == nil {
		event.ReplacedBackup, event.ReplacedSHA256 = made.Name, made.SHA256
		return nil
	}
	err = fmt.Errorf("back up before the restore: %w", err)
	if passing(err) {
		return err
	}
	s.log.Error("restore", "error", err)
	return errUnsaved
}

// noteEnd lets the trail of the present data tell that it ends, and the staged
// event where.
func (s *server) noteEnd(ctx context.Context, staged *backup.Staged, r replacing) error {
	told := staged.Event
	told.ReplacedFolder = staged.Folder
	err := s.db.RecordRestore(ctx, r.by, told, fmt.Sprintf("Bắt đầu khôi phục; nhật ký này dừng ở đây (nếu còn mục sau, việc khôi phục đã không thành). Lý do: %s", r.why))
	if err != nil {
		return err
	}
	head, err := s.db.AuditHead(ctx)
	if err != nil {
		return err
	}
	staged.Event.ReplacedHead = head.String()
	return nil
}

// passing reports whether an error tells nothing of the data: the next try may
// do better, or nobody may try.
func passing(err error) bool {
	return slices.ContainsFunc([]error{store.ErrFull, store.ErrBusy, store.ErrSessionEnded, context.Canceled, context.DeadlineExceeded},
		func(known error) bool { return errors.Is(err, known) })
}
