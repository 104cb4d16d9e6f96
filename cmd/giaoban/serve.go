package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"giaoban/data"
	"giaoban/internal/auth"
	"giaoban/internal/backup"
	"giaoban/internal/store"
	"giaoban/internal/web"
	"giaoban/static"
	"giaoban/templates"
)

// serveCommand serves the pages of one data folder.
type serveCommand struct {
	Addr          string   `help:"Địa chỉ mở trang web. Ngoài máy này thì cần chứng thư, máy chủ trung gian hoặc --plain-http." default:"127.0.0.1:8080" env:"GIAOBAN_ADDR" placeholder:"HOST:PORT"`
	TLSCert       string   `name:"tls-cert" help:"Tệp chứng thư (PEM) để mã hóa đường truyền." type:"path" env:"GIAOBAN_TLS_CERT" placeholder:"FILE"`
	TLSKey        string   `name:"tls-key" help:"Tệp khóa của chứng thư (PEM)." type:"path" env:"GIAOBAN_TLS_KEY" placeholder:"FILE"`
	TrustedProxy  []string `help:"Địa chỉ máy chủ trung gian đứng trước, như 10.0.0.2 hoặc 10.0.0.0/24; chỉ tin X-Forwarded-For và X-Forwarded-Proto từ đó." env:"GIAOBAN_TRUSTED_PROXY" placeholder:"CIDR"`
	TrustedOrigin []string `help:"Địa chỉ trang mà người dùng thấy, khi máy chủ trung gian đổi tên máy: https://giaoban.example." env:"GIAOBAN_TRUSTED_ORIGIN" placeholder:"URL"`
	Host          []string `help:"Tên máy hoặc địa chỉ IP mà người dùng gõ, như giaoban.example; khi có thì từ chối mọi tên khác." env:"GIAOBAN_HOST" placeholder:"HOST"`
	PlainHTTP     bool     `name:"plain-http" help:"Mở cho mạng nội bộ mà không mã hóa: ai nghe được đường truyền thì đọc được mật khẩu." env:"GIAOBAN_PLAIN_HTTP"`
}

// Run is called by kong.
func (c *serveCommand) Run(ctx context.Context, cli *commands, std streams) error {
	config, certificate, err := c.config()
	if err != nil {
		return err
	}
	listener, err := web.Listen(ctx, c.Addr, config.Proxies...)
	if err != nil {
		return err
	}
	defer listener.Close()
	if err := finishRestore(cli.Data, std); err != nil {
		return err
	}
	db, err := openOrCreate(ctx, cli.Data, std.err)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := backup.Sweep(cli.Data); err != nil {
		return err
	}
	warnFolder(std, cli.Data)
	if fault := db.AuditFault(); fault != nil {
		fmt.Fprintf(std.err, "CẢNH BÁO: %s.\n", fault)
	}
	if !web.IsLocal(c.Addr) && certificate == nil && len(config.Proxies) == 0 {
		fmt.Fprintln(std.err, "Cảnh báo: đường truyền không mã hóa (--plain-http). Chỉ dùng trong mạng nội bộ tin cậy.")
	}
	config.Dir = cli.Data
	return serve(ctx, db, listener, config, certificate, std)
}

// config reads the flags. Beyond this machine the program opens only when
// somebody has said how passwords are kept from listeners.
func (c *serveCommand) config() (web.Config, *tls.Certificate, error) {
	config := web.Config{Origins: c.TrustedOrigin}
	for _, one := range c.TrustedProxy {
		prefix, err := readPrefix(strings.TrimSpace(one))
		if err != nil {
			return config, nil, usageError{fmt.Errorf("--trusted-proxy %q phải là địa chỉ như 10.0.0.2 hoặc 10.0.0.0/24", one)}
		}
		if prefix.Bits() < 8 || prefix.Addr().Is6() && prefix.Bits() < 32 {
			return config, nil, usageError{fmt.Errorf("--trusted-proxy %s quá rộng: máy nào trong dải này cũng tự đặt được địa chỉ của mình; "+
				"chỉ ghi địa chỉ của máy chủ trung gian, rộng nhất là /8 (IPv4) hoặc /32 (IPv6)", one)}
		}
		config.Proxies = append(config.Proxies, prefix)
	}
	for _, one := range c.Host {
		host := web.HostName(one)
		if host == "" || host != strings.ToLower(one) || strings.ContainsAny(host, "/ ") {
			return config, nil, usageError{fmt.Errorf("--host %q phải là tên máy hoặc địa chỉ IP, không kèm http:// và cổng", one)}
		}
		config.Hosts = append(config.Hosts, host)
	}
	var certificate *tls.Certificate
	switch {
	case c.TLSCert != "" && c.TLSKey != "":
		pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
		if err != nil {
			return config, nil, fmt.Errorf("không dùng được chứng thư %s với khóa %s: %w", c.TLSCert, c.TLSKey, err)
		}
		certificate = &pair
	case c.TLSCert != "" || c.TLSKey != "":
		return config, nil, usageError{fmt.Errorf("cần cả --tls-cert và --tls-key")}
	}
	guarded := certificate != nil || len(config.Proxies) > 0 || c.PlainHTTP
	if !guarded && !web.IsLocal(c.Addr) {
		return config, nil, fmt.Errorf("không mở ở địa chỉ %q: ngoài máy này (127.0.0.1) thì cần --tls-cert và --tls-key, "+
			"hoặc --trusted-proxy, hoặc --plain-http nếu chấp nhận không mã hóa", c.Addr)
	}
	config.LocalOnly = !guarded
	for _, host := range config.Hosts {
		if config.LocalOnly && !web.IsLocal(net.JoinHostPort(host, "0")) {
			return config, nil, usageError{fmt.Errorf("--host %s không dùng được với --addr %s: ở địa chỉ này chương trình chỉ trả lời "+
				"trình duyệt trên chính máy này, nên không ai vào được bằng tên đó; thêm --trusted-proxy, hoặc --addr cùng chứng thư", host, c.Addr)}
		}
	}
	return config, certificate, nil
}

func readPrefix(s string) (netip.Prefix, error) {
	if ip, err := netip.ParseAddr(s); err == nil {
		return ip.Unmap().Prefix(ip.Unmap().BitLen())
	}
	prefix, err := netip.ParsePrefix(s)
	return prefix.Masked(), err
}

// serve answers on listener until ctx ends or a signal asks to stop, then closes the database. While
// there are no accounts it prints the code that opens the set-up page.
func serve(ctx context.Context, db *store.DB, listener net.Listener, config web.Config, certificate *tls.Certificate, std streams) error {
	// Here and not for every command: nothing else waits for ctx, and Ctrl+C
	// must stop those.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewJSONHandler(std.err, nil))
	if n := db.SearchFilled(); n > 0 {
		log.Info("search index made anew", "records", n)
	}
	has, err := db.HasAccounts(ctx)
	if err != nil {
		return err
	}
	if !has {
		config.SetupCode = auth.NewPassword()
	}
	config.DB, config.Log, config.Passwords = db, log, auth.NewHasher()
	config.Templates, config.Static, config.Data = templates.FS, static.FS, data.FS
	config.Version = version
	config.Beside = func(ctx context.Context, db *store.DB) {
		var jobs sync.WaitGroup
		jobs.Go(func() { web.KeepDays(ctx, db, log) })
		jobs.Go(func() { web.LogHeads(ctx, db, log) })
		jobs.Wait()
	}
	program, err := web.New(config)
	if err != nil {
		return err
	}
	scheme := "http"
	if certificate != nil {
		scheme = "https"
	}
	fmt.Fprintf(std.out, "Trang web: %s://%s/ (dừng: Ctrl+C)\n", scheme, listener.Addr())
	if !has {
		fmt.Fprintf(std.out, "Chưa có tài khoản. Mở trang web để cài đặt lần đầu; mã cài đặt: %s\n", config.SetupCode)
	}
	err = web.Serve(ctx, listener, program, certificate, log)
	return errors.Join(err, program.Close(context.WithoutCancel(ctx))) // ctx has ended, and the last requests with it
}
