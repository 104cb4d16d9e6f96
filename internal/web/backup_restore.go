package web

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A restorePage tells what a restore does, and asks whether it is wanted.
type restorePage struct {
	frame
	Record []fact
	Made   string
	Action string
	Fields []field
	Name   string // of the account, for password managers
}

// restoreFields are the fields of the form; unsaved adds the one that goes on
// without a backup of the present data.
func restoreFields(unsaved bool) []field {
	all := []field{
		{Name: "reason", Label: "Lý do khôi phục", Required: true, Width: "full", Hint: "Ghi vào nhật ký, cùng tên bạn và dấu của nhật ký bị thay."},
		{Name: "head", Label: "Dấu nhật ký đã ghi lại (nếu có)", Width: "full", Sample: "SỐ:MÃ",
			Hint: "Chương trình dừng lại nếu nhật ký trong bản sao lưu không chứa dấu này."},
		acceptField("accept", "Như nhật ký đã có lỗi từ trước, là của nơi khác, hoặc không rõ ai làm ra."),
		{Name: "password", Label: "Mật khẩu của bạn", Type: "password", Complete: "current-password", Required: true, Width: "full"},
	}
	if unsaved {
		all = slices.Insert(all, len(all)-1, field{Name: "unsaved", Label: "Tình trạng hiện tại không sao lưu được", Width: "full",
			Hint: "Các tệp cũ vẫn được giữ trong thư mục replaced-… của thư mục dữ liệu, đúng như đang có.",
			Options: []option{{Value: "no", Label: "Dừng lại"},
				{Value: "yes", Label: "Vẫn khôi phục, không sao lưu tình trạng hiện tại; điều đó được ghi vào nhật ký"}}})
	}
	return all
}

// acceptField asks whether a backup is wanted that something speaks against.
func acceptField(name, hint string) field {
	return field{Name: name, Label: "Nếu bản sao lưu có điều đáng ngờ", Width: "full", Hint: hint,
		Options: []option{{Value: "no", Label: "Dừng lại, cho tôi xem đã"},
			{Value: "yes", Label: "Vẫn khôi phục; điều đó được ghi vào nhật ký"}}}
}

// askRestore shows what a restore of a backup would do.
func (s *server) askRestore(c *gin.Context) error {
	return s.showRestore(c, http.StatusOK, map[string]string{"accept": "no"}, nil)
}

func (s *server) showRestore(c *gin.Context, status int, typed map[string]string, inv *briefing.Invalid) error {
	kept, err := backup.List(s.backupDir())
	if err != nil {
		return err
	}
	for _, k := range kept {
		if k.Name != c.Param("name") {
			continue
		}
		f, err := s.frame(c, "Khôi phục bản sao lưu", link{"Sao lưu", "/backups"})
		if err != nil {
			return err
		}
		page := restorePage{frame: f, Made: briefing.Clock(k.Made), Action: "/backups/" + k.Name + "/restore", Name: account(c).Name,
			Record: []fact{{"Tệp", lines(k.Name)}, {"Sao lưu lúc", lines(briefing.Clock(k.Made))}, {"Cỡ", lines(sizeText(k.Size))},
				{"Dấu nhật ký", lines(k.AuditHead)}}}
		for _, one := range restoreFields(typed["unsaved"] != "") {
			page.Fields = append(page.Fields, one.filled(typed, inv))
		}
		page.Summary = summaryOf(page.Fields)
		return s.showOnce(c, status, "backups/restore", page)
	}
	return errNoPage
}

// restoreBackup puts a backup in the place of the data, for who gives the right
// password and a reason. It answers when the program goes on over the new data.
func (s *server) restoreBackup(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("reason", "head", "accept", "password") {
		return errMissing
	}
	path, ok := backup.Path(s.backupDir(), c.Param("name"))
	if !ok {
		return errNoPage
	}
	return s.backupWork(c, func(ctx context.Context) error { return s.restoreFrom(ctx, c, f, path) })
}

func (s *server) restoreFrom(ctx context.Context, c *gin.Context, f *form, path string) error {
	var inv briefing.Invalid
	why := readWhy(&inv, f)
	known := readHead(&inv, "head", f.values["head"])
	if inv.Err() == nil { // no try at the password yet
		right, err := s.ownPassword(c, f.values["password"])
		if err != nil {
			return err
		}
		inv.Check(right != nil, "password", "Mật khẩu không đúng.")
	}
	if inv.Err() != nil {
		return s.showRestore(c, http.StatusUnprocessableEntity, f.values, &inv)
	}
	staged, wrong, err := s.stage(ctx, path, known, func(staged *backup.Staged) (string, error) {
		return s.doubtRestore(ctx, staged)
	}, f.values["accept"] == "yes")
	if err != nil {
		return err
	}
	if wrong != nil {
		return s.showRestore(c, http.StatusUnprocessableEntity, f.values, wrong.at("head", "accept"))
	}
	defer s.discard(staged)
	err = s.replaceData(ctx, c, staged, replacing{by: actor(c), why: why, unsaved: f.values["unsaved"] == "yes"})
	if errors.Is(err, errUnsaved) {
		f.values["unsaved"] = "no"
		inv.Check(false, "unsaved", errUnsaved.message)
		return s.showRestore(c, http.StatusUnprocessableEntity, f.values, &inv)
	}
	return err
}

// doubtRestore returns what speaks against a backup that is whole in itself; ""
// for nothing.
func (s *server) doubtRestore(ctx context.Context, staged *backup.Staged) (string, error) {
	v, err := s.judge(ctx, staged.Event, staged.Manifest)
	switch {
	case err != nil && ctx.Err() == nil && errors.Is(s.db.Check(ctx), store.ErrDamaged):
		s.log.Error("restore", "error", err)
		return "không đối chiếu được: cơ sở dữ liệu đang chạy bị hỏng", nil
	case err != nil:
		return "", err
	}
	staged.Event.Own = v.own
	if v.doubt == "" && !v.own {
		return unknownOrigin, nil
	}
	return v.doubt, nil
}

// A stop is what keeps a backup from being restored.
type stop struct {
	damage string // nothing can be done with it
	doubt  string // it may be wanted all the same
}

// at says it at the fields of a form.
func (w *stop) at(damage, doubt string) *briefing.Invalid {
	var inv briefing.Invalid
	inv.Check(w.damage == "", damage, "Chưa khôi phục gì: "+w.damage+".")
	inv.Check(w.doubt == "", doubt, "Chưa khôi phục gì: "+w.doubt+". Chọn bản khác, hoặc chọn Vẫn khôi phục.")
	return &inv
}

// stage unpacks a backup and asks what is to be said against it. A doubt stops
// it unless it is accepted. Without a stop the caller discards what was staged.
func (s *server) stage(ctx context.Context, path string, known []briefing.AuditHead, doubts func(*backup.Staged) (string, error), accept bool) (*backup.Staged, *stop, error) {
	staged, err := backup.Stage(ctx, path, s.dir, known...)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, nil, ctx.Err()
	case errors.Is(err, store.ErrFull):
		return nil, nil, err
	case err != nil:
		s.log.Error("restore", "path", path, "error", err)
		return nil, &stop{damage: damageText(err)}, nil
	}
	doubt, err := doubts(staged)
	has := false
	if err == nil {
		has, err = staged.Administered(ctx)
	}
	switch {
	case err != nil:
		return nil, nil, errors.Join(err, staged.Discard())
	case !has:
		return nil, &stop{damage: "trong bản sao lưu này không có quản trị viên nào đăng nhập được, nên khôi phục xong không ai vào được"}, staged.Discard()
	case doubt != "" && !accept:
		return nil, &stop{doubt: doubt}, staged.Discard()
	}
	return staged, nil, nil
}
