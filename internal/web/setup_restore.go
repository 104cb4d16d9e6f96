package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// The fields of the form that begins with a backup, under names of their own
// beside those of the form that begins anew.
const (
	restoreCode   = "restore.code"
	restoreHead   = "restore.head"
	restoreAccept = "restore.accept"
)

func setupRestoreFields() []field {
	return []field{
		{Name: restoreCode, Label: "Mã cài đặt", Required: true, Width: "full",
			Hint: "Mã dùng một lần, in ở cửa sổ chạy lệnh giaoban serve."},
		{Name: restoreHead, Label: "Dấu nhật ký đã ghi lại (nếu có)", Width: "full", Sample: "SỐ:MÃ",
			Hint: "Máy này không có gì để so. Có dấu ghi ở nơi khác thì biết chắc nhật ký trong bản sao lưu chưa bị viết lại."},
		acceptField(restoreAccept, "Như nhật ký trong đó đã có lỗi từ trước lúc sao lưu."),
		{Name: "file", Label: "Tệp sao lưu (.zip)", Type: "file", Width: "full", Required: true},
	}
}

// setUpFromBackup begins with the data of a backup. Nothing of the file is taken
// before the code was right.
func (s *server) setUpFromBackup(c *gin.Context) error {
	var inv briefing.Invalid
	typed := s.setupValues() // the page asks for the code again, as for the file
	sent, err := s.receiveBackup(c, []string{restoreCode, restoreHead, restoreAccept}, func(f *form) error {
		typed[restoreHead], typed[restoreAccept] = f.values[restoreHead], f.values[restoreAccept]
		right, err := s.checkCode(c, f.values[restoreCode])
		if err == nil && !right {
			err = errWrongCode
		}
		return err
	})
	if errors.Is(err, errWrongCode) {
		inv.Check(false, restoreCode, errWrongCode.message)
		return s.showSetup(c, http.StatusUnprocessableEntity, typed, &inv)
	}
	if err != nil {
		return err
	}
	inv.Check(sent.file != nil, "file", "Chọn tệp sao lưu.")
	if sent.file != nil {
		defer s.discard(sent.file)
	}
	known := readHead(&inv, restoreHead, typed[restoreHead])
	if inv.Err() != nil {
		return s.showSetup(c, http.StatusUnprocessableEntity, typed, &inv)
	}
	return s.backupWork(c, func(ctx context.Context) error { return s.beginWith(ctx, c, sent, known, typed) })
}

// beginWith puts the data of a backup that was sent in the place of none.
func (s *server) beginWith(ctx context.Context, c *gin.Context, sent *sentBackup, known []briefing.AuditHead, typed map[string]string) error {
	staged, wrong, err := s.stage(ctx, sent.file.Path, known, func(staged *backup.Staged) (string, error) {
		return staged.Manifest.AuditFault, nil
	}, typed[restoreAccept] == "yes")
	if err != nil {
		return err
	}
	if wrong != nil {
		return s.showSetup(c, http.StatusUnprocessableEntity, typed, wrong.at("file", restoreAccept))
	}
	defer s.discard(staged)
	staged.Event.Name, staged.Event.Sent = sent.name, sent.name
	return s.replaceData(ctx, c, staged, replacing{by: store.Actor{Name: briefing.Installer, From: visitorOf(c.Request).address},
		why: "bắt đầu trên máy này từ bản sao lưu, bằng mã cài đặt", fresh: true})
}

// errWrongCode is never shown as a page: a form says its message.
var errWrongCode = &failure{http.StatusUnprocessableEntity, "Sai mã cài đặt",
	"Mã cài đặt không đúng. Mã in ở cửa sổ chạy lệnh giaoban serve, và đổi mỗi lần chạy."}

// checkCode reports whether what was typed is the code of the console. A page
// must not show a wrong one again: what is nearly right is nearly the secret.
func (s *server) checkCode(c *gin.Context, typed string) (right bool, err error) {
	verdict, err := s.db.Try(c.Request.Context(), "/setup", networkOf(visitorOf(c.Request).address), tries)
	if err != nil {
		return false, err
	}
	if verdict != store.Allowed {
		return false, retryAfter(c, errTries)
	}
	right = s.fitsCode(typed)
	if !right {
		s.noteDenied(c.Request, "Sai mã cài đặt")
	}
	return right, nil
}
