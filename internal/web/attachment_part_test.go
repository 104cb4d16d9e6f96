package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

// TestLongTextsAreShownInParts walks through the parts of a file that cites more
// documents than are kept, and goes to the place of a citation.
func TestLongTextsAreShownInParts(t *testing.T) {
	s := newSite(t)
	own := s.putDirective(briefing.Directive{Genre: briefing.KeHoach, Symbol: "15-KH/HU", Date: "2024-02-01"})
	var b strings.Builder
	for i := range briefing.MaxCited + 100 {
		fmt.Fprintf(&b, "Dòng %d theo Quyết định số %d-QĐ/TW. %s\n", i, 1000+i, strings.Repeat("Dài ", 30))
	}
	s.sendFiles(own.ID, sentFile{"a.txt", []byte(b.String())})
	s.readFiles()
	lines := 0
	for next := "/attachments/1"; next != ""; {
		page := s.get(next)
		if page.status != http.StatusOK || len(page.body) > 300_000 || !strings.Contains(text(page.body), "chỉ dò 500 văn bản đầu") {
			t.Fatalf("%s: %d, %d bytes", next, page.status, len(page.body))
		}
		lines += strings.Count(text(page.body), "Dòng ")
		_, rest, more := strings.Cut(page.body, `href="/attachments/1?part=`)
		before, _, _ := strings.Cut(rest, `"`)
		if more && !strings.Contains(page.body, "Trang sau") {
			break
		}
		if strings.Contains(page.body, "Trang trước") { // the second address is that of the next part
			_, rest, _ = strings.Cut(rest, `href="/attachments/1?part=`)
			before, _, _ = strings.Cut(rest, `"`)
		}
		next = "/attachments/1?part=" + before
	}
	if lines != briefing.MaxCited+100 {
		t.Errorf("the parts show %d lines", lines)
	}
	_, cited, err := s.db.AttachmentText(t.Context(), 1)
	if err != nil || len(cited) != briefing.MaxCited {
		t.Fatalf("%d citations, %v", len(cited), err)
	}
	last := cited[len(cited)-1].ID
	if page := s.get(strings.Split(citedInFileURL(1, last), "#")[0]); !strings.Contains(page.body, `id="`+citationPlace(last)+`"`) {
		t.Error("the address of a citation does not lead to its part")
	}
}
