package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// A devicesPage lists where one is signed in.
type devicesPage struct {
	frame
	Devices []deviceRow
}

// A deviceRow is one signed-in device, as text.
type deviceRow struct {
	Key       string // names it in the form; no way in
	Device    string
	Address   string
	CreatedAt string
	SeenAt    string
	Current   bool
}

// devices shows where the visitor is signed in.
func (s *server) devices(c *gin.Context) error {
	f, err := s.frame(c, "Thiết bị đang đăng nhập")
	if err != nil {
		return err
	}
	v := visitorOf(c.Request)
	rows, err := s.devicesOf(c.Request.Context(), v.account.ID, v.key)
	if err != nil {
		return err
	}
	return s.showOnce(c, http.StatusOK, "sessions/devices", devicesPage{f, rows})
}

// devicesOf lists the devices of an account; current is the key of the
// session that asks.
func (s *server) devicesOf(ctx context.Context, id int64, current string) ([]deviceRow, error) {
	limit, err := s.db.SessionLimit(ctx)
	if err != nil {
		return nil, err
	}
	sessions, err := s.db.Sessions(ctx, id, limit)
	if err != nil {
		return nil, err
	}
	var rows []deviceRow
	for _, one := range sessions {
		rows = append(rows, deviceRow{Key: shortKey(one.Key), Device: deviceName(one.Device), Address: one.Address,
			CreatedAt: briefing.Clock(one.CreatedAt), SeenAt: briefing.Clock(one.SeenAt), Current: one.Key == current})
	}
	return rows, nil
}

// shortKey names a session in a page. It is part of a hash, and opens nothing.
func shortKey(key string) string { return key[:min(len(key), 16)] }

var errNoDevice = &failure{http.StatusBadRequest, "Không có thiết bị này",
	"Thiết bị đã đăng xuất rồi, hoặc không phải của bạn. Chưa có gì thay đổi. Mở lại trang Thiết bị đang đăng nhập."}

// endDevice signs out one of the visitor's devices, or all.
func (s *server) endDevice(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("do") {
		return errMissing
	}
	ctx, v := c.Request.Context(), visitorOf(c.Request)
	if f.values["do"] == "all" {
		if err := s.db.EndSessions(ctx, actor(c), v.account.ID); err != nil {
			return err
		}
		s.forget(c)
		return redirect(c, "/signin", "signed-out")
	}
	limit, err := s.db.SessionLimit(ctx)
	if err != nil {
		return err
	}
	sessions, err := s.db.Sessions(ctx, v.account.ID, limit) // nobody else's
	if err != nil {
		return err
	}
	for _, one := range sessions {
		if shortKey(one.Key) != f.values["do"] {
			continue
		}
		if one.Key == v.key {
			return s.signOut(c)
		}
		if err := s.db.EndSession(ctx, actor(c), one.Key, v.account.ID); err != nil {
			return err
		}
		return redirect(c, "/devices", "device-ended")
	}
	return errNoDevice
}

// deviceName says in few words what a browser says of itself at length.
func deviceName(agent string) string {
	first := func(words ...[2]string) string {
		for _, w := range words {
			if strings.Contains(agent, w[0]) {
				return w[1]
			}
		}
		return ""
	}
	// Browsers name those that they descend from, so the youngest comes first.
	browser := first([2]string{"coc_coc_browser", "Cốc Cốc"}, [2]string{"Edg/", "Edge"}, [2]string{"OPR/", "Opera"},
		[2]string{"Firefox/", "Firefox"}, [2]string{"Chrome/", "Chrome"}, [2]string{"Safari/", "Safari"})
	system := first([2]string{"Android", "Android"}, [2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"},
		[2]string{"Windows", "Windows"}, [2]string{"Mac OS", "macOS"}, [2]string{"Linux", "Linux"})
	switch {
	case browser != "" && system != "":
		return browser + " trên " + system
	case agent == "":
		return "Không rõ"
	}
	return cutText(agent, 40)
}
