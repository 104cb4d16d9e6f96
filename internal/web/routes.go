package web

import (
	"net"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

// routes names every route and who may use it.
func (s *server) routes() {
	s.route("GET", "/livez", Public, s.livez)
	s.route("GET", staticRoot+":version/*file", Public, s.asset)

	s.route("GET", "/", Local, s.overview)
	s.route("GET", "/help", Local, s.help)
	s.route("POST", "/sample/remove", Local, s.removeSample)

	s.route("GET", "/meetings", Local, s.meetings)
	s.route("POST", "/meetings", Local, s.createMeeting)
	s.route("GET", "/meetings/new", Local, s.newMeeting)
	s.route("GET", "/meetings/import", Local, s.importPage)
	s.route("POST", "/meetings/import", Local, s.importText)
	s.route("GET", "/meetings/:id", Local, s.meeting)
	s.route("GET", "/meetings/:id/edit", Local, s.editMeeting)
	s.route("POST", "/meetings/:id/edit", Local, s.updateMeeting)

	s.route("GET", "/directives", Local, s.directives)
	s.route("GET", "/directives/:id", Local, s.directive)

	s.route("GET", "/quarters/:period", Local, s.quarter)
	s.route("GET", "/exports/:kind", Local, s.download)
}

// route is the only way to add a route, so none can be without a rule.
func (s *server) route(method, path string, rule Rule, h handler) {
	methods := []string{method}
	if method == http.MethodGet {
		methods = append(methods, http.MethodHead)
	}
	for _, m := range methods {
		s.rules[m+" "+path] = rule
		s.engine.Handle(m, path, s.run(h))
	}
}

// admit lets a request pass that the rule of its route admits. What is no
// route is answered only to those whom a page would be shown.
func (s *server) admit(c *gin.Context) {
	rule, known := s.rules[c.Request.Method+" "+c.FullPath()]
	if !known && c.FullPath() == "" {
		rule = Local
	}
	if !rule.admits(c.Request) {
		s.fail(c.Writer, c.Request, errForbidden)
		c.Abort()
	}
}

// admits reports whether the rule lets r pass.
func (rule Rule) admits(r *http.Request) bool {
	switch {
	case rule == 0:
		return false
	case rule == Public:
		return true
	default:
		// The name in Host counts too: a foreign page may have its own name
		// resolve to this machine (DNS rebinding).
		return isLoopback(r.RemoteAddr) && isLoopback(r.Host)
	}
}

// isLoopback reports whether an address, with or without a port, names the
// machine itself.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	if slices.Contains([]string{"localhost", "[::1]"}, host) {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
