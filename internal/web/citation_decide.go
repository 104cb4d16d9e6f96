package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A citationPage shows one citation, how it stands, and what can be decided on
// it.
type citationPage struct {
	frame
	Card    citationCard
	Problem string // why nothing was stored
	Back    string
}

// What came of a decision that was not stored.
type undecided struct {
	next    string
	all     bool
	naming  *naming
	problem string
}

const (
	decidedMeanwhile = "Người khác vừa xử lý chỗ này, nên chưa có gì thay đổi. Dưới đây là tình trạng bây giờ."
	goneMeanwhile    = "Văn bản vừa chọn đã bị xóa hoặc gộp, nên chưa có gì thay đổi. Chọn lại ở dưới."
)

// errCitationGone is for a decision on what the text does not say any more.
var errCitationGone = &failure{http.StatusConflict, "Chỗ viện dẫn này không còn",
	"Bài vừa được lưu lại, và chỗ này không còn trong bài. Chưa có gì thay đổi. Mở lại danh sách viện dẫn."}

// citation shows one citation.
func (s *server) citation(c *gin.Context) error {
	return s.showCitation(c, http.StatusOK, undecided{next: c.Query("next")})
}

// showCitation shows a citation as it stands now, with what went wrong before.
func (s *server) showCitation(c *gin.Context, status int, last undecided) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return errNoPage
	}
	ctx := c.Request.Context()
	group, err := s.db.CitationGroup(ctx, id)
	if err != nil {
		return err
	}
	f, err := s.frame(c, group.Citings[0].Name(), link{"Viện dẫn", "/citations"})
	if err != nil {
		return err
	}
	card, err := s.citationCard(ctx, group, f.Edits)
	if err != nil {
		return err
	}
	page := citationPage{frame: f, Card: *card, Problem: last.problem, Back: nextAddress(last.next)}
	if form := card.Form; form != nil {
		form.Next, form.All = page.Back, last.all
		if last.naming != nil {
			id := form.Chooser.Name.ID
			form.Chooser = last.naming.chooser(last.naming.message())
			form.Chooser.Name.ID = id
			if form.Chooser.Choices != nil {
				form.Candidates = nil
			}
			page.Summary = summaryOf([]field{form.Chooser.Name})
		}
	}
	return s.show(c, status, "citations/show", page)
}

// decideCitation stores what a person decided on a citation, or on all that are
// alike, and goes on where the form says.
func (s *server) decideCitation(c *gin.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return errNoPage
	}
	f := sentForm(c)
	if !f.has("do", "seen", "alike", "next", "other") {
		return errMissing
	}
	ctx := c.Request.Context()
	last := undecided{next: f.values["next"], all: f.values["all"] != ""}
	d, notice, err := s.readDecision(ctx, id, f, &last)
	if err != nil {
		return err
	}
	if last.naming != nil && notice == "" {
		return s.showCitation(c, http.StatusUnprocessableEntity, last)
	}
	shown := briefing.ShownCitation{ID: id, Seen: f.values["seen"]}
	if last.all {
		shown.Alike = f.values["alike"]
	}
	err = s.db.Decide(ctx, actor(c), shown, d)
	if errors.Is(err, store.ErrNotFound) {
		return errCitationGone
	}
	if twin, ok := errors.AsType[*store.ExistsError](err); ok {
		return s.showCitationTwin(c, last, twin.ID)
	}
	switch {
	case errors.Is(err, store.ErrDecided):
		last.problem = decidedMeanwhile
	case errors.Is(err, store.ErrGone):
		last.problem = goneMeanwhile
	case errors.Is(err, store.ErrItself):
		last.problem = sentence(store.ErrItself.Error())
	case errors.Is(err, store.ErrVague):
		last.problem = sentence(store.ErrVague.Error())
	case err != nil:
		return err
	default:
		return goOn(c, last.next, notice)
	}
	return s.showCitation(c, http.StatusConflict, last)
}

// readDecision reads what the pressed button says. Without a notice the line
// that should name a directive does not; what came of it is in last.
func (s *server) readDecision(ctx context.Context, id int64, f *form, last *undecided) (d briefing.Decision, notice string, err error) {
	verb, rest, _ := strings.Cut(f.values["do"], ":")
	switch verb {
	case "choose":
		d.Directive, err = strconv.ParseInt(rest, 10, 64)
		if err != nil || d.Directive <= 0 {
			return d, "", errBroken
		}
		return d, "linked", nil
	case "find":
		if last.naming, err = s.nameDirective(ctx, wordsOf(f, "other"), 0); err != nil || last.naming.one() == 0 {
			return d, "", err
		}
		d.Directive = last.naming.one()
		return d, "linked", nil
	case "stub":
		return s.readStub(ctx, id, rest == "typed", f, last)
	case "reject":
		d.Rejected = true
		return d, "rejected", nil
	case "reopen":
		return d, "reopened", nil
	}
	return d, "", errBroken
}

// readStub reads of what words an entry is to be made: those of the citation, or
// those that were typed.
func (s *server) readStub(ctx context.Context, id int64, typed bool, f *form, last *undecided) (d briefing.Decision, notice string, err error) {
	if !typed {
		c, err := s.db.CitationByID(ctx, id)
		if err != nil {
			return d, "", err
		}
		d.Stub = &c.Citation
		return d, "stubbed", nil
	}
	if last.naming, err = s.nameDirective(ctx, wordsOf(f, "other"), 0); err != nil || !last.naming.stub() {
		return d, "", err
	}
	d.Stub = &last.naming.cited
	return d, "stubbed", nil
}

// showCitationTwin says that the document has an entry already.
func (s *server) showCitationTwin(c *gin.Context, last undecided, twin int64) error {
	d, err := s.db.Directive(c.Request.Context(), twin)
	if err != nil {
		return err
	}
	last.problem = "Sổ đã có " + d.Line() + ". Nối với mục đó, hoặc ghi rõ ngày, cơ quan của văn bản khác vào ô dưới."
	return s.showCitation(c, http.StatusConflict, last)
}

// nextAddress is where to go on after a decision: the list, unless the form
// names another page of the program.
func nextAddress(next string) string {
	path, fragment, _ := strings.Cut(next, "#")
	if path = localPath(path); path == "/" {
		return "/citations"
	}
	if fragment != "" && strings.Trim(fragment, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
		path += "#" + fragment
	}
	return path
}

// goOn sends the browser to an address after a change was stored.
func goOn(c *gin.Context, next, notice string) error {
	u, err := url.Parse(nextAddress(next))
	if err != nil {
		return errBroken
	}
	query := u.Query()
	query.Set("notice", notice)
	u.RawQuery = query.Encode()
	c.Redirect(http.StatusSeeOther, u.String())
	return nil
}
