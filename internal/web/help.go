package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// A helpPage explains the program.
type helpPage struct{ frame }

// help shows the help page.
func (s *server) help(c *gin.Context) error {
	f, err := s.frame(c, "Hướng dẫn")
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "help/help", helpPage{f})
}
