package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"giaoban/data"
	"giaoban/internal/demo"
	"giaoban/internal/store"
	"giaoban/internal/web"
)

// demoCommand shows the program on the sample quarter.
type demoCommand struct{ addrFlag }

// Run is called by kong.
func (c *demoCommand) Run(ctx context.Context, cli *commands, std streams) error {
	listener, err := web.Listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
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
	return serve(ctx, db, listener, std)
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
