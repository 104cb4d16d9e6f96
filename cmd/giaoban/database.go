package main

import (
	"context"
	"fmt"
	"io"
	"os/user"

	"giaoban/internal/backup"
	"giaoban/internal/store"
)

// actor is who the command line writes as.
func actor() store.Actor {
	name := "?"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return store.Actor{Name: "cli:" + name, From: "máy chủ"}
}

// openOrCreate opens the database in dir. A folder without one gets a new one,
// and the person is told.
func openOrCreate(ctx context.Context, dir string, note io.Writer) (*store.DB, error) {
	if store.Exists(dir) {
		return store.Open(ctx, dir)
	}
	db, err := store.Create(ctx, dir)
	if err == nil {
		fmt.Fprintf(note, "Đã tạo cơ sở dữ liệu mới trong %s.\n", dir)
	}
	return db, err
}

// warnFolder says loudly that others on the machine can enter the data folder.
func warnFolder(std streams, dir string) {
	if mode, open := store.OpenToOthers(dir); open {
		fmt.Fprintf(std.err, "CẢNH BÁO: thư mục dữ liệu %s mở cho người khác trên máy này (chế độ %04o): họ có thể xóa hoặc thay tệp trong đó. "+
			"Chạy: chmod 700 %[1]s\n", dir, mode)
	}
}

// finishRestore completes a restore that was stopped while a server ran.
func finishRestore(dir string, std streams) error {
	replaced, err := backup.Finish(dir)
	if err == nil && replaced != "" {
		fmt.Fprintf(std.err, "Đã làm nốt việc khôi phục dở từ lần chạy trước. Dữ liệu cũ ở %s.\n", replaced)
	}
	return err
}
