package web

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A visitor is who sends a request, and from where.
type visitor struct {
	address string            // network address
	secure  bool              // the browser's connection is encrypted
	key     string            // of the session that the cookie names; "" without one
	account *briefing.Account // nil unless signed in
}

type visitorKey struct{}

// visitorOf returns the visitor that observe put by.
func visitorOf(r *http.Request) *visitor {
	v, ok := r.Context().Value(visitorKey{}).(*visitor)
	if !ok {
		return &visitor{}
	}
	return v
}

// withVisitor returns the request with its visitor, who is a stranger yet.
func (s *server) withVisitor(r *http.Request) *http.Request {
	v := new(visitor)
	v.address, v.secure = s.client(r)
	return r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
}

// account returns who is signed in, or nil. A handler whose rule asks for an
// account always has one.
func account(c *gin.Context) *briefing.Account { return visitorOf(c.Request).account }

// actor is who makes the change that a request asks for. The store refuses it
// once his session has been ended.
func actor(c *gin.Context) store.Actor {
	v := visitorOf(c.Request)
	by := v.actor()
	if v.account != nil {
		by.Session = v.key
	}
	return by
}

// actor names the visitor, for the log and for entries on what was refused.
func (v *visitor) actor() store.Actor {
	by := store.Actor{Name: briefing.Stranger, From: v.address}
	if v.account != nil {
		by.Name = v.account.Name
	}
	return by
}

// client returns the address that a request comes from, and whether its
// connection is encrypted. What a header says of it counts only from a proxy
// of ours, and of several addresses the last that is no such proxy: all before
// it anybody may have written.
func (s *server) client(r *http.Request) (address string, secure bool) {
	remote := addressOf(r.RemoteAddr)
	if !s.trusts(remote) {
		return remote.String(), r.TLS != nil
	}
	proto := r.Header.Values("X-Forwarded-Proto")
	secure = r.TLS != nil || len(proto) > 0 && strings.EqualFold(proto[len(proto)-1], "https")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		ip := addressOf(strings.TrimSpace(hop))
		if !ip.IsValid() {
			break
		}
		if remote = ip; !s.trusts(ip) {
			break
		}
	}
	return remote.String(), secure
}

// trusts reports whether an address is that of a proxy of ours.
func (s *server) trusts(ip netip.Addr) bool {
	return slices.ContainsFunc(s.proxies, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// addressOf reads an address, with or without a port; what is none gives the
// zero address.
func addressOf(s string) netip.Addr {
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	ip, _ := netip.ParseAddr(strings.Trim(s, "[]"))
	return ip.Unmap().WithZone("")
}

// networkOf returns what the throttle counts as one address: one computer has
// a whole /64 of IPv6 addresses to choose from.
func networkOf(address string) string {
	ip := addressOf(address)
	if !ip.Is6() {
		return address
	}
	network, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return network.String()
}
