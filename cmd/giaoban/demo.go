package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"giaoban/data"
	"giaoban/internal/auth"
	"giaoban/internal/demo"
	"giaoban/internal/store"
	"giaoban/internal/web"
)

// demoCommand shows the program on the sample quarter.
type demoCommand struct {
	Addr string `help:"Địa chỉ mở trang web, chỉ trên máy này." default:"127.0.0.1:8080" env:"GIAOBAN_ADDR" placeholder:"HOST:PORT"`
}

// Run is called by kong.
func (c *demoCommand) Run(ctx context.Context, cli *commands, std streams) error {
	if !web.IsLocal(c.Addr) {
		return fmt.Errorf("không mở dữ liệu mẫu ở địa chỉ %q, chỉ trên máy này, như 127.0.0.1:8080", c.Addr)
	}
	listener, err := web.Listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	if err := finishRestore(cli.Data, std); err != nil {
		return err
	}
	db, err := openDemo(ctx, cli.Data, std)
	if err != nil {
		return err
	}
	defer db.Close()
	files, err := demo.WriteFiles(ctx, db, filepath.Join(cli.Data, "exports"))
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Cơ sở dữ liệu: %s\n", filepath.Join(cli.Data, store.FileName))
	for _, f := range files {
		fmt.Fprintf(std.out, "Tệp: %s\n", f)
	}
	logins, err := demo.Accounts(ctx, db, auth.NewHasher(), actor())
	if err != nil {
		return err
	}
	printLogins(std.out, logins)
	return serve(ctx, db, listener, web.Config{LocalOnly: true, Dir: cli.Data}, nil, std)
}

// printLogins shows how to sign in; the passwords are new at every start.
func printLogins(w io.Writer, logins []demo.Login) {
	fmt.Fprintln(w, "Tài khoản mẫu, mật khẩu đổi mỗi lần chạy:")
	for _, l := range logins {
		fmt.Fprintf(w, "  %-10s %s  %s\n", l.Name, l.Password, l.Role.Label())
	}
}

// openDemo makes the demo's database, or opens the one that it made before. It
// keeps away from any other.
func openDemo(ctx context.Context, dir string, std streams) (*store.DB, error) {
	prepare := demo.Load
	if store.Exists(dir) {
		prepare = demo.Resume
	}
	db, err := openOrCreate(ctx, dir, std.err)
	if err != nil {
		return nil, err
	}
	err = prepare(ctx, db, data.FS, actor())
	if errors.Is(err, demo.ErrReal) {
		err = fmt.Errorf("%s: %w; chạy thử ở thư mục khác bằng --data DIR", dir, err)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}
