package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// An attachmentPage shows what a file says, with the documents that it cites.
type attachmentPage struct {
	frame
	Facts     []fact
	Download  string
	Of        link   // the record that it belongs to
	Newer     string // address of the newest version; "" for this one
	State     string // what became of the text; "" where all was read
	Notes     []string
	Pager     pager // of the parts of a long text
	Text      []node
	Citations []citedInFile
	Office    bool // may look at the queue of citations
}

func attachmentURL(id int64) string { return fmt.Sprintf("/attachments/%d", id) }

// foundPlace is the id of the element that a search leads to.
const foundPlace = "found"

// attachment shows a file to those who may see the record that it belongs to.
func (s *server) attachment(c *gin.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return errNoPage
	}
	ctx := c.Request.Context()
	a, cited, err := s.db.AttachmentText(ctx, id)
	if err != nil {
		return err
	}
	list, of, err := s.ownerOf(c, a)
	if err != nil {
		return err
	}
	f, err := s.frame(c, a.Name, list, of)
	if err != nil {
		return err
	}
	page := attachmentPage{frame: f, Of: of, Download: fmt.Sprintf("%s/files/%d", of.URL, a.ID),
		State: a.Text.State.Label(), Notes: textNotes(&a.Text, cited), Facts: []fact{
			{"Thuộc", lines(of.Text)},
			{"Nhận lúc", lines(briefing.Clock(a.AddedAt))},
			{"Cỡ", lines(sizeText(a.Size))},
			{"SHA-256", lines(a.SHA256)},
		}}
	if !a.Newest {
		if page.Newer, err = s.newestOf(ctx, a); err != nil {
			return err
		}
		page.State = ""
	}
	page.Office = Office.admits(account(c))
	page.showPart(c, a, cited)
	return s.show(c, http.StatusOK, "attachments/show", page)
}

// showPart puts the part of the text that the address asks for on the page, with
// what is cited there.
func (p *attachmentPage) showPart(c *gin.Context, a *briefing.StoredFile, cited []briefing.Citation) {
	text := []rune(a.Text.Text)
	parts := partsOf(text)
	n := partAsked(c, parts, cited)
	part := parts[n]
	p.Pager = partSteps(a.ID, n, len(parts))
	var marks []mark
	for _, one := range cited {
		span, here := within(part, one.Span, len(text))
		if !here && len(parts) > 1 {
			continue
		}
		marks = append(marks, mark{ID: citationPlace(one.ID), Kind: "citation", Label: one.Name(), Span: span})
		p.Citations = append(p.Citations, citedIn(a, &one))
	}
	if span, ok := sentSpan(c.Query("at")); ok {
		if span, ok = within(part, span, len(text)); ok {
			marks = append(marks, mark{ID: foundPlace, Kind: foundPlace, Label: "Chỗ tìm thấy", Span: span})
		}
	}
	p.Text = highlight(string(text[part[0]:part[1]]), marks)
}

// ownerOf returns the list and the page of the record that a file belongs to;
// the visitor must be one who may see it.
func (s *server) ownerOf(c *gin.Context, a *briefing.StoredFile) (list, of link, err error) {
	ctx := c.Request.Context()
	switch {
	case a.Entity == "directive":
		d, err := s.db.Directive(ctx, a.EntityID)
		if err != nil {
			return list, of, err
		}
		return link{"Văn bản chỉ đạo", "/directives"}, link{d.Name(), directiveURL(d.ID)}, nil
	case a.Entity == "meeting" && Office.admits(account(c)):
		m, err := s.db.Meeting(ctx, a.EntityID)
		if err != nil {
			return list, of, err
		}
		return link{"Hội nghị", "/meetings"}, link{titleOf(m.Title), meetingURL(m.ID)}, nil
	}
	return list, of, errHidden
}

// newestOf returns the page of the newest version of a file.
func (s *server) newestOf(ctx context.Context, a *briefing.StoredFile) (string, error) {
	all, err := s.db.Attachments(ctx, a.Entity, a.EntityID)
	for _, one := range all {
		if one.Newest && one.Name == a.Name {
			return attachmentURL(one.ID), err
		}
	}
	return "", err
}

// A citedInFile is a citation in the text of a file, as text.
type citedInFile struct {
	Place                          string // address of the element in the text
	Name, URL, Issuer, Date, Title string
	Decide                         string // address where its link can be changed
}

func citedIn(a *briefing.StoredFile, c *briefing.Citation) citedInFile {
	place := "#" + citationPlace(c.ID)
	row := citedInFile{Place: place, Name: c.Name(), Issuer: c.Issuer, Date: c.Date.Label(), Title: c.Title,
		Decide: decideFrom(c.ID, citedInFileURL(a.ID, c.ID))}
	if c.SymbolOrNumber() == "" {
		row.Title = "" // the name says it
	}
	if c.Directive != 0 {
		row.URL = directiveURL(c.Directive)
	}
	return row
}

// textNotes tells what to know of a text that was read.
func textNotes(t *briefing.FileText, cited []briefing.Citation) []string {
	var all []string
	if t.Converted {
		all = append(all, "Chữ viết bằng bảng mã cũ (TCVN3, VNI) đã được đổi sang Unicode. Đối chiếu với tệp gốc khi trích dẫn.")
	}
	if t.Cut && t.State == briefing.TextRead {
		all = append(all, "Tệp quá dài hoặc hỏng ở đoạn sau: chỉ phần đầu được đọc để tìm kiếm. Tải tệp về để xem hết.")
	}
	if briefing.CitationsFull(cited) {
		all = append(all, fmt.Sprintf("Tệp viện dẫn rất nhiều văn bản: chỉ dò %s văn bản đầu. Các viện dẫn sau đó vẫn có trong chữ của tệp nhưng chưa được nối.", number(briefing.MaxCited)))
	}
	return all
}

// sentSpan reads a place in a text from an address, "120-135".
func sentSpan(value string) (briefing.Span, bool) {
	from, to, ok := strings.Cut(value, "-")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	return briefing.Span{a, b}, ok && err1 == nil && err2 == nil
}

// foundIn leads to the first place that was found in the text of a file.
func foundIn(h *store.SearchHit) string {
	if len(h.Excerpt.Marks) == 0 {
		return ""
	}
	at := h.Excerpt.Marks[0]
	return fmt.Sprintf("?at=%d-%d#%s", h.Excerpt.From+at[0], h.Excerpt.From+at[1], foundPlace)
}
