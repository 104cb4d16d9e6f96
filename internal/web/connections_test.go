package web

import (
	"net"
	"net/netip"
	"testing"
)

func TestOneAddressCannotTakeAllConnections(t *testing.T) {
	tcp, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer tcp.Close()
	l := &fairListener{Listener: tcp, open: quota{most: 3}, spared: func(netip.Addr) bool { return false }}
	dial := func() net.Conn {
		c, err := net.Dial("tcp", tcp.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	accept := func() net.Conn {
		c, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	var open []net.Conn
	for range 3 {
		dial()
		open = append(open, accept())
	}
	over := dial()
	accepted := make(chan net.Conn)
	go func() { accepted <- accept() }()
	if _, err := over.Read(make([]byte, 1)); err == nil {
		t.Error("the fourth connection was not closed")
	}
	// A place is free as soon as one is closed, and closing twice frees but one.
	open[0].Close()
	open[0].Close()
	dial()
	(<-accepted).Close()
	if got := l.open.held["localhost"]; got != 2 {
		t.Errorf("got %d connections counted, want 2", got)
	}
}

func TestWhoseConnectionsAreNotCounted(t *testing.T) {
	spared := sparing([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")})
	for ip, want := range map[string]bool{"127.0.0.1": false, "::1": false, "10.0.0.9": true, "10.0.1.9": false, "192.168.1.5": false, "2001:db8::1": false} {
		if spared(netip.MustParseAddr(ip)) != want {
			t.Errorf("%s: want spared %v", ip, want)
		}
	}
}
