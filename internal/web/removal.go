package web

import (
	"fmt"
	"net/http"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// A removalPage asks whether something is really to go, and why. Record and
// hidden fields are those of the page as it was shown.
type removalPage struct {
	frame
	Changed bool // somebody else saved meanwhile
	Record  []fact
	Effect  string // what will be different
	Uses    []fact // what refers to the record: it cannot go then
	Plain   bool   // it goes without a reason
	Reason  field
	Hidden  []hidden
	Action  string
	Back    string
}

// maxReason bounds why a record is removed, in runes.
const maxReason = 500

// readReason reads why something is removed; inv is nil when it may be.
func readReason(f *form) (reason string, inv *briefing.Invalid) {
	reason = vntext.Words(f.values["reason"])
	inv = &briefing.Invalid{}
	inv.Check(reason != "", "reason", "Ghi lý do xóa, để người xem nhật ký hiểu.")
	inv.Check(utf8.RuneCountInString(reason) <= maxReason, "reason", fmt.Sprintf("Lý do dài quá %d ký tự.", maxReason))
	if inv.Err() == nil {
		return reason, nil
	}
	return reason, inv
}

// showRemoval shows the page. Crumb leads to the list that the record is of.
func (s *server) showRemoval(c *gin.Context, status int, title string, crumb link, inv *briefing.Invalid, page removalPage) error {
	f, err := s.frame(c, title, crumb)
	if err != nil {
		return err
	}
	values := map[string]string{}
	if c.Request.Method == http.MethodPost {
		values["reason"] = sentForm(c).values["reason"]
	}
	page.frame, page.Back = f, crumb.URL
	page.Reason = field{Name: "reason", Label: "Lý do", Required: true, Width: "full"}.filled(values, inv)
	page.Summary = summaryOf([]field{page.Reason})
	return s.show(c, status, "removal/ask", page)
}
