package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"giaoban/internal/store"
	"giaoban/internal/web"
	"giaoban/static"
	"giaoban/templates"
)

// addrFlag is where the pages are served.
type addrFlag struct {
	Addr string `help:"Địa chỉ mở trang web, chỉ trên máy này." default:"127.0.0.1:8080" env:"GIAOBAN_ADDR" placeholder:"HOST:PORT"`
}

// serveCommand serves the pages of one data folder.
type serveCommand struct{ addrFlag }

// Run is called by kong.
func (c *serveCommand) Run(ctx context.Context, cli *commands, std streams) error {
	listener, err := web.Listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	db, err := openOrCreate(ctx, cli.Data, std.err)
	if err != nil {
		return err
	}
	defer db.Close()
	return serve(ctx, db, listener, std)
}

// serve answers on listener until ctx ends, then closes the database.
func serve(ctx context.Context, db *store.DB, listener net.Listener, std streams) error {
	log := slog.New(slog.NewJSONHandler(std.err, nil))
	handler, err := web.New(web.Config{DB: db, Templates: templates.FS, Static: static.FS, Log: log})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Trang web: http://%s/ (dừng: Ctrl+C)\n", listener.Addr())
	if err := web.Serve(ctx, listener, handler, log); err != nil {
		return err
	}
	return db.Close()
}
