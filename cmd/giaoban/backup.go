package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"giaoban/internal/backup"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// backupCommand copies the data folder into one file, also under a running
// server.
type backupCommand struct {
	File string `arg:"" help:"Tệp sao lưu mới (.zip)." placeholder:"FILE"`
}

// Run is called by kong.
func (c *backupCommand) Run(ctx context.Context, cli *commands, std streams) error {
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	m, err := backup.Write(ctx, db, cli.Data, c.File, version)
	if err != nil {
		return err
	}
	warnFault(std, m)
	event, err := backup.EventOf(c.File, m)
	if err != nil {
		return err
	}
	// The backup is good and may be the last one before a disk fills up.
	if err := db.Record(ctx, actor(), "create", "backup", 0, event); err != nil {
		fmt.Fprintf(std.err, "CẢNH BÁO: bản sao lưu đã xong nhưng chưa ghi được việc này vào nhật ký: %s\n", oneLine(err))
	}
	_, err = fmt.Fprintf(std.out, "Đã sao lưu %d tệp vào %s.\nDấu nhật ký: %s\nSHA-256 của tệp: %s\n"+
		"Ghi hai mã trên ra chỗ khác để sau này đối chiếu: giaoban verify %s --head %[3]s\n",
		len(m.Files), c.File, m.AuditHead, event.SHA256, c.File)
	return err
}

// warnFault says that the database in a backup has a damaged audit trail.
func warnFault(std streams, m *backup.Manifest) {
	if m.AuditFault != "" {
		fmt.Fprintf(std.err, "CẢNH BÁO: %s. Dữ liệu vẫn được sao lưu đủ.\n", m.AuditFault)
	}
}

// knownHeads are heads of the audit trail that were noted elsewhere.
type knownHeads struct {
	Head []string `help:"Dấu nhật ký đã ghi ở nơi khác (số:mã), dùng nhiều lần được: từ thuộc tính của tệp đã kết xuất, màn hình lúc sao lưu, hoặc trang Nhật ký." placeholder:"HEAD"`
}

func (k *knownHeads) parse() ([]briefing.AuditHead, error) {
	var known []briefing.AuditHead
	for _, s := range k.Head {
		h, err := briefing.ParseAuditHead(s)
		if err == nil && h.Count == 0 {
			err = fmt.Errorf("dấu %q là của nhật ký còn trống, không chứng minh được gì; lấy dấu khác", s)
		}
		if err != nil {
			return nil, usageError{err}
		}
		known = append(known, h)
	}
	return known, nil
}

// warnUnproven says loudly that a backup was compared with nothing but itself.
func warnUnproven(std streams, known []briefing.AuditHead) {
	if len(known) == 0 {
		fmt.Fprintln(std.err, "CẢNH BÁO: bản sao lưu mới được kiểm tra với chính nó. Nó mang cả khóa nhật ký, nên ai cầm tệp "+
			"cũng có thể sửa rồi tính lại mọi mã cho khớp.\n"+
			"Để chắc chắn, chạy lại với --head SỐ:MÃ lấy từ nơi khác: thuộc tính của một tệp PDF, Word, Excel đã kết xuất (audit_head "+
			"trong tệp JSON), màn hình lúc sao lưu, hoặc trang Nhật ký của chương trình đang chạy. "+
			"So thêm mã SHA-256 của tệp với mã in lúc sao lưu.")
	}
}

// restoreCommand puts a backup into an empty data folder.
type restoreCommand struct {
	File        string `arg:"" help:"Tệp sao lưu." placeholder:"FILE"`
	AcceptFault bool   `help:"Vẫn khôi phục khi nhật ký trong bản sao lưu đã có lỗi từ trước; lỗi vẫn được ghi nhớ."`
	knownHeads
}

// Run is called by kong.
func (c *restoreCommand) Run(ctx context.Context, cli *commands, std streams) error {
	known, err := c.parse()
	if err != nil {
		return err
	}
	m, err := backup.Restore(ctx, c.File, cli.Data, actor(), c.AcceptFault, known...)
	if _, faulty := errors.AsType[*backup.FaultError](err); faulty {
		return fmt.Errorf("chưa khôi phục gì: %w; tìm bản sao lưu cũ hơn, hoặc thêm --accept-fault để khôi phục bản này", err)
	}
	if err != nil {
		return err
	}
	warnFault(std, m)
	warnUnproven(std, known)
	_, err = fmt.Fprintf(std.out, "Đã khôi phục %d tệp (sao lưu lúc %s) vào %s. Nhật ký có thêm một mục ghi việc khôi phục.\n%s",
		len(m.Files), briefing.Clock(m.Made), cli.Data, heldText(known))
	return err
}

// heldText says which heads a backup was found to hold.
func heldText(known []briefing.AuditHead) string {
	var text strings.Builder
	for _, k := range known {
		fmt.Fprintf(&text, "Nhật ký trong bản sao lưu chứa đúng dấu %s: đến mục %d không có gì bị sửa.\n", k, k.Count)
	}
	return text.String()
}

// verifyCommand checks a backup, or the data folder.
type verifyCommand struct {
	File string `arg:"" optional:"" help:"Tệp sao lưu; không có thì kiểm tra thư mục dữ liệu." placeholder:"FILE"`
	knownHeads
}

// Run is called by kong.
func (c *verifyCommand) Run(ctx context.Context, cli *commands, std streams) error {
	known, err := c.parse()
	if err != nil {
		return err
	}
	if c.File != "" {
		return verifyFile(ctx, c.File, std, known)
	}
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Check(ctx); err != nil {
		return err
	}
	return verifyAudit(ctx, db, std, known)
}

func verifyFile(ctx context.Context, path string, std streams, known []briefing.AuditHead) error {
	m, err := backup.Verify(ctx, path, known...)
	if err != nil {
		return err
	}
	event, err := backup.EventOf(path, m)
	if err != nil {
		return err
	}
	if m.AuditFault != "" {
		return &backup.FaultError{Fault: m.AuditFault}
	}
	warnUnproven(std, known)
	_, err = fmt.Fprintf(std.out, "Bản sao lưu nguyên vẹn: %d tệp, sao lưu lúc %s.\nDấu nhật ký: %s\nSHA-256 của tệp: %s\n%s",
		len(m.Files), briefing.Clock(m.Made), m.AuditHead, event.SHA256, heldText(known))
	return err
}

// auditCommand groups what concerns the audit trail.
type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Kiểm tra nhật ký có bị sửa, xóa, chen hay cắt không."`
}

// auditVerifyCommand checks the audit trail of the data folder.
type auditVerifyCommand struct{ knownHeads }

// Run is called by kong.
func (c *auditVerifyCommand) Run(ctx context.Context, cli *commands, std streams) error {
	known, err := c.parse()
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	return verifyAudit(ctx, db, std, known)
}

func verifyAudit(ctx context.Context, db *store.DB, std streams, known []briefing.AuditHead) error {
	head, err := db.VerifyAudit(ctx, known...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "Nhật ký nguyên vẹn: %d mục.\nDấu nhật ký: %s\n", head.Count, head)
	return err
}
