package web

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// Bounds of how long a session may live. Shorter ones would make people write
// their passwords down, longer ones leave devices open over the night.
const (
	minIdle, maxIdle   = 5, 120 // minutes
	minHours, maxHours = 1, 12
)

// A limitPage sets how long sessions live.
type limitPage struct {
	frame
	Fields []field
}

// limitPage shows how long sessions live.
func (s *server) limitPage(c *gin.Context) error {
	limit, err := s.db.SessionLimit(c.Request.Context())
	if err != nil {
		return err
	}
	return s.showLimit(c, http.StatusOK, map[string]string{"idle_minutes": strconv.Itoa(int(limit.Idle.Minutes())),
		"hours": strconv.Itoa(int(limit.Absolute.Hours()))}, nil)
}

// setLimit stores how long sessions live.
func (s *server) setLimit(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("idle_minutes", "hours") {
		return errMissing
	}
	var inv briefing.Invalid
	read := func(name string, low, high int) time.Duration {
		n, err := strconv.Atoi(f.values[name])
		inv.Check(err == nil && low <= n && n <= high, name, fmt.Sprintf("Nhập số từ %d đến %d.", low, high))
		return time.Duration(n)
	}
	limit := store.SessionLimit{Idle: read("idle_minutes", minIdle, maxIdle) * time.Minute,
		Absolute: read("hours", minHours, maxHours) * time.Hour}
	if inv.Err() != nil {
		return s.showLimit(c, http.StatusUnprocessableEntity, f.values, &inv)
	}
	if err := s.db.SetSessionLimit(c.Request.Context(), actor(c), limit); err != nil {
		return err
	}
	return redirect(c, "/accounts", "saved")
}

func limitFields() []field {
	return []field{
		{Name: "idle_minutes", Label: "Số phút không dùng thì hết phiên", Width: "year", Focus: true,
			Hint: fmt.Sprintf("Từ %d đến %d phút.", minIdle, maxIdle)},
		{Name: "hours", Label: "Số giờ tối đa của một phiên", Width: "year",
			Hint: fmt.Sprintf("Từ %d đến %d giờ; sau đó phải đăng nhập lại.", minHours, maxHours)},
	}
}

func (s *server) showLimit(c *gin.Context, status int, values map[string]string, inv *briefing.Invalid) error {
	f, err := s.frame(c, "Thời hạn phiên làm việc", link{"Tài khoản", "/accounts"})
	if err != nil {
		return err
	}
	page := limitPage{frame: f}
	for _, one := range limitFields() {
		page.Fields = append(page.Fields, one.filled(values, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return s.showOnce(c, status, "sessions/limit", page)
}
