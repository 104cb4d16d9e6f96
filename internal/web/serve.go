package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"golang.org/x/net/netutil"
)

// stopWithin is how long running requests get to end.
const stopWithin = 10 * time.Second

// IsLocal reports whether only this machine can reach an address to serve.
func IsLocal(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	return err == nil && isLoopback(host)
}

// Listen takes an address. Connections from one address are bounded, but not
// those from proxies.
func Listen(ctx context.Context, addr string, proxies ...netip.Prefix) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("không mở được địa chỉ %s, có thể chương trình đang chạy rồi; thử --addr khác: %w", addr, err)
	}
	return &fairListener{Listener: netutil.LimitListener(listener, maxConnections),
		open: quota{most: maxOfAddress}, spared: sparing(proxies)}, nil
}

// Serve answers on a listener, which it closes, until ctx ends, then lets
// running requests end. With a certificate it speaks TLS; nil is for none.
func Serve(ctx context.Context, listener net.Listener, h http.Handler, certificate *tls.Certificate, log *slog.Logger) error {
	if certificate != nil {
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{*certificate},
			MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}})
	}
	return run(ctx, newHTTPServer(h, log), listener)
}

// newHTTPServer returns a server that waits for nobody for ever.
func newHTTPServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       30 * time.Second,
		MaxHeaderBytes:    256 << 10, // people paste whole pages into the search box
		// "OPTIONS *" is answered by our own handler, with its headers.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

func run(ctx context.Context, server *http.Server, listener net.Listener) error {
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	// The context has ended, and stopping needs time of its own.
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
