package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

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

// upload adds a route that takes files. Its handler reads the body itself, and
// asks stillAdmitted before it stores anything.
func (s *server) upload(path string, rule Rule, h handler) {
	s.uploads[path] = true
	s.route("POST", path, rule, h)
}

// admit stands before every route and lets a request pass that the rule of its
// route admits. What is no route is answered only to those who are signed in.
func (s *server) admit(c *gin.Context) {
	rule, known := s.rules[c.Request.Method+" "+c.FullPath()]
	if !known && c.FullPath() == "" {
		rule = Owner
	}
	if rule == Public {
		return
	}
	pass, err := false, error(nil)
	for _, check := range []func(*gin.Context) error{s.checkHost, s.identify, s.checkOrigin} {
		if err = check(c); err != nil {
			break
		}
	}
	if err == nil {
		pass, err = s.decide(c, rule)
	}
	if err != nil {
		s.fail(c.Writer, c.Request, err)
	}
	if !pass {
		c.Abort()
	}
}

// readmit asks once more who sends a form, now that all of it is here: it may
// have taken a minute, and rights end at once.
func (s *server) readmit(c *gin.Context) {
	rule := s.rules[c.Request.Method+" "+c.FullPath()]
	if c.IsAborted() || c.FullPath() == "" || c.Request.Method != http.MethodPost || rule == Public || rule == Guests || rule == SettingUp {
		return
	}
	if err := s.stillAdmitted(c); err != nil {
		s.fail(c.Writer, c.Request, err)
		c.Abort()
	}
}

// stillAdmitted reports whether who sends a request may use its route now.
func (s *server) stillAdmitted(c *gin.Context) error {
	err := s.identify(c)
	if err == nil && !s.rules[c.Request.Method+" "+c.FullPath()].admits(visitorOf(c.Request).account) {
		err = errSignIn
	}
	return err
}

// decide reports whether the visitor may pass. Otherwise he has been answered,
// or gets the error.
func (s *server) decide(c *gin.Context, rule Rule) (pass bool, err error) {
	has, err := s.hasAccounts(c.Request.Context())
	v := visitorOf(c.Request)
	switch {
	case err != nil:
		return false, err
	case !has && rule == SettingUp:
		return true, nil
	case !has:
		return false, s.lead(c, "/setup", errNotSetUp)
	case rule == SettingUp:
		return false, errNoPage
	case rule == Guests || rule.admits(v.account):
		return true, nil
	case v.account == nil && c.Request.Method == http.MethodPost && c.FullPath() != "":
		s.noteFailure(c.Request, errSignIn)
		return false, s.showLate(c)
	case v.account == nil:
		return false, s.lead(c, signInAddress(c.Request.URL.RequestURI()), errSignIn)
	case v.account.MustChange && rule&ruleOf(v.account.Role) != 0:
		return false, s.lead(c, "/password", errMustChange)
	case v.account.UnitEnded && rule&ruleOf(v.account.Role) != 0:
		return false, errUnitEnded
	}
	return false, errForbidden
}

// lead sends somebody who looks at a page elsewhere. A change is refused: the
// browser would go on without what was sent.
func (s *server) lead(c *gin.Context, to string, refusal *failure) error {
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		return refusal
	}
	begins := c.FullPath() == "/" && visitorOf(c.Request).key == ""
	if !begins && refusal != errNotSetUp {
		s.noteFailure(c.Request, refusal)
	}
	c.Redirect(http.StatusSeeOther, to)
	return nil
}

// errForeignName is said of a name that is not among those of the program.
var errForeignName = &failure{http.StatusMisdirectedRequest, "Sai tên máy",
	"Chương trình không phục vụ tên máy này. Mở lại bằng địa chỉ mà cơ quan đã thông báo."}

// checkHost refuses strange names where only this machine is answered: a
// foreign page may have its own name resolve to it (DNS rebinding). Elsewhere
// it does so when somebody has said which names are ours.
func (s *server) checkHost(c *gin.Context) error {
	r := c.Request
	if s.localOnly && !(isLoopback(r.RemoteAddr) && isLoopback(r.Host)) {
		return errForeignHost
	}
	if len(s.hosts) > 0 && !slices.Contains(s.hosts, HostName(r.Host)) {
		return errForeignName
	}
	return nil
}

// HostName returns the name in a Host header or an address, without its port
// and in small letters.
func HostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// checkOrigin refuses what a foreign page may have sent.
func (s *server) checkOrigin(c *gin.Context) error {
	r := c.Request
	if s.crossOrigin.Check(r) != nil {
		return errCrossOrigin
	}
	if safe := []string{http.MethodGet, http.MethodHead, http.MethodOptions}; slices.Contains(safe, r.Method) {
		return nil
	}
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	v := visitorOf(r)
	switch {
	case site == "none":
		// So browsers mark what a person opens, and nobody opens a form by its address.
		return errCrossOrigin
	case origin == "" && site == "" && v.token(r) != "":
		// Every browser of the last ten years says where a form comes from.
		return errCrossOrigin
	case origin != "" && origin != v.origin(r.Host) && !slices.Contains(s.origins, origin):
		return errCrossOrigin
	}
	return nil
}

// origin returns the origin of our own pages as browsers write it: with the way
// the connection is made, since who listens on the line can put forms into a page
// without encryption, and without the port that goes without saying.
func (v *visitor) origin(host string) string {
	if v.secure {
		return "https://" + strings.TrimSuffix(strings.ToLower(host), ":443")
	}
	return "http://" + strings.TrimSuffix(strings.ToLower(host), ":80")
}

// isLoopback reports whether an address, with or without a port, names the
// machine itself.
func isLoopback(address string) bool {
	host := HostName(address)
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// signInAddress is the sign-in page that leads on to a page of ours.
func signInAddress(next string) string {
	if next = localPath(next); next == "/" {
		return "/signin"
	}
	return address("/signin", url.Values{"next": {next}})
}

// localPath returns an address inside the program as it is, and "/" for all
// else: it must never lead a browser to another site.
func localPath(next string) string {
	foreign := func(r rune) bool { return r <= ' ' || r == '\\' || r >= 0x7f }
	if !strings.HasPrefix(next, "/") || len(next) > 2000 || strings.ContainsFunc(next, foreign) {
		return "/"
	}
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Fragment != "" ||
		!strings.HasPrefix(u.Path, "/") || strings.Contains(u.Path, "//") || strings.Contains(u.Path, "/..") ||
		strings.ContainsFunc(u.Path, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return "/"
	}
	if u.Path == "/signin" || u.Path == "/signout" {
		return "/"
	}
	return next
}
