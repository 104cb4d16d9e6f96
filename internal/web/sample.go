package web

import "github.com/gin-gonic/gin"

// removeSample removes the sample quarter.
func (s *server) removeSample(c *gin.Context) error {
	if err := s.db.RemoveSample(c.Request.Context(), actor(c)); err != nil {
		return err
	}
	return redirect(c, "/", "unsampled")
}
