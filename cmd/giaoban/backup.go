package main

import (
	"context"
	"fmt"

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
	_, err = fmt.Fprintf(std.out, "Đã sao lưu %d tệp vào %s.\nDấu nhật ký: %s\n", len(m.Files), c.File, m.AuditHead)
	return err
}

// warnFault says that the database in a backup has a damaged audit trail.
func warnFault(std streams, m *backup.Manifest) {
	if m.AuditFault != "" {
		fmt.Fprintf(std.err, "CẢNH BÁO: %s. Dữ liệu vẫn được sao lưu đủ.\n", m.AuditFault)
	}
}

// restoreCommand puts a backup into an empty data folder.
type restoreCommand struct {
	File string `arg:"" help:"Tệp sao lưu." placeholder:"FILE"`
}

// Run is called by kong.
func (c *restoreCommand) Run(ctx context.Context, cli *commands, std streams) error {
	m, err := backup.Restore(ctx, c.File, cli.Data)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "Đã khôi phục %d tệp (sao lưu lúc %s) vào %s.\n", len(m.Files),
		m.Made.Local().Format("15:04 02/01/2006"), cli.Data)
	return err
}

// verifyCommand checks a backup, or the data folder.
type verifyCommand struct {
	File string `arg:"" optional:"" help:"Tệp sao lưu; không có thì kiểm tra thư mục dữ liệu." placeholder:"FILE"`
}

// Run is called by kong.
func (c *verifyCommand) Run(ctx context.Context, cli *commands, std streams) error {
	if c.File != "" {
		m, err := backup.Verify(ctx, c.File)
		if err != nil {
			return err
		}
		warnFault(std, m)
		_, err = fmt.Fprintf(std.out, "Bản sao lưu nguyên vẹn: %d tệp.\nDấu nhật ký: %s\n", len(m.Files), m.AuditHead)
		return err
	}
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Check(ctx); err != nil {
		return err
	}
	return verifyAudit(ctx, db, std, nil)
}

// auditCommand groups what concerns the audit trail.
type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Kiểm tra nhật ký có bị sửa, xóa, chen hay cắt không."`
}

// auditVerifyCommand checks the audit trail of the data folder.
type auditVerifyCommand struct {
	Head []string `help:"Dấu nhật ký đã ghi ở nơi khác (số:mã), như trong bản sao lưu." placeholder:"HEAD"`
}

// Run is called by kong.
func (c *auditVerifyCommand) Run(ctx context.Context, cli *commands, std streams) error {
	var known []briefing.AuditHead
	for _, s := range c.Head {
		h, err := briefing.ParseAuditHead(s)
		if err != nil {
			return usageError{err}
		}
		known = append(known, h)
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
