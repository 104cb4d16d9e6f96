package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// A samplePage asks whether the sample quarter is really to go, and names what
// goes with it.
type samplePage struct {
	frame
	Gone []fact // by kind of record
}

// askSampleRemoval asks before the sample goes.
func (s *server) askSampleRemoval(c *gin.Context) error {
	entries, err := s.db.SampleRemoval(c.Request.Context())
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Xóa dữ liệu mẫu")
	if err != nil {
		return err
	}
	page := samplePage{frame: f}
	for _, e := range entries {
		name := sampleName(&e)
		if e.Action != "delete" || name == "" {
			continue
		}
		label := briefing.EntityLabel(e.Entity)
		i := slices.IndexFunc(page.Gone, func(f fact) bool { return f.Label == label })
		if i < 0 {
			i = len(page.Gone)
			page.Gone = append(page.Gone, fact{Label: label})
		}
		page.Gone[i].Lines = append(page.Gone[i].Lines, name)
	}
	return s.show(c, http.StatusOK, "removal/sample", page)
}

// sampleName returns what a record that goes is called.
func sampleName(e *briefing.AuditEntry) string {
	var record struct{ Title, Name, Symbol string }
	if json.Unmarshal([]byte(e.Before), &record) != nil {
		return ""
	}
	if record.Symbol != "" && record.Title != "" {
		return record.Symbol + ": " + record.Title
	}
	return cmp.Or(record.Title, record.Name, record.Symbol)
}

// removeSample removes the sample quarter.
func (s *server) removeSample(c *gin.Context) error {
	if err := s.db.RemoveSample(c.Request.Context(), actor(c)); err != nil {
		return err
	}
	return redirect(c, "/", "unsampled")
}
