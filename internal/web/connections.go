package web

import (
	"net"
	"net/netip"
	"slices"
	"sync"
)

// maxConnections bounds the connections that are open at once. Half-open ones
// take a place for as long as their headers may take.
const maxConnections = 4096

// maxOfAddress bounds those of one network address: a whole office may stand
// behind one, and a browser opens six.
const maxOfAddress = 512

// A fairListener closes at once what one address opens beyond its share.
type fairListener struct {
	net.Listener
	open   quota
	spared func(netip.Addr) bool // who may open as many as he likes
}

// sparing spares the proxies, behind which many stand.
func sparing(proxies []netip.Prefix) func(netip.Addr) bool {
	return func(ip netip.Addr) bool {
		return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(ip) })
	}
}

// Accept returns the next connection that is within the share of its address.
func (l *fairListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		ip := addressOf(c.RemoteAddr().String())
		if l.spared(ip) {
			return c, nil
		}
		network := networkOf(ip.String())
		if ip.IsLoopback() { // this machine has as many addresses as it likes
			network = "localhost"
		}
		if l.open.take(network, 1) {
			return &fairConn{c, sync.OnceFunc(func() { l.open.give(network, 1) })}, nil
		}
		_ = c.Close() // nothing was sent, so nothing is lost
	}
}

// A fairConn gives its place back when it is closed.
type fairConn struct {
	net.Conn
	leave func()
}

// Close closes the connection.
func (c *fairConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}
