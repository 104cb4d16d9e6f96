package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A citationsPage is the queue of citations that no directive is known for.
type citationsPage struct {
	frame
	Rows  []unresolved
	Total string
	More  bool // there are more than the page shows
}

// An unresolved is one citation that waits for a person, as text.
type unresolved struct {
	ID         string // of the element
	Action     string
	Next       string // element to go on at after a decision
	Name       string
	Day, Where string
	URL        string // of the place
	Sentence   []node
	Candidates []candidate
	Other      field // for a directive that is none of the candidates
	Stub       bool  // the citation says enough for an entry of its own
}

// A naming is what a person typed to name the directive of one citation, and
// what came of it.
type naming struct {
	citation int64
	typed    string
	found    []briefing.Directive
	message  string // why it did not settle the matter
}

// A candidate is a directive that a citation may mean.
type candidate struct {
	Value string // of the button
	Of    link
	Title string
	State string // "" for what is registered
}

// fewCandidates is how many directives are offered for one citation.
const fewCandidates = 5

// citations shows the queue.
func (s *server) citations(c *gin.Context) error {
	return s.showCitations(c, http.StatusOK, naming{})
}

// showCitations shows the queue with what went wrong before: at one citation, or
// as a whole.
func (s *server) showCitations(c *gin.Context, status int, last naming) error {
	ctx := c.Request.Context()
	waiting, err := s.db.Unresolved(ctx, pageRows+1)
	if err != nil {
		return err
	}
	places, err := s.ownPlaces(ctx)
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Viện dẫn chưa nối")
	if err != nil {
		return err
	}
	page := citationsPage{frame: f, More: len(waiting) > pageRows}
	if last.message != "" {
		page.Summary = []link{{last.message, "#main"}}
	}
	waiting = waiting[:min(len(waiting), pageRows)]
	for i, one := range waiting {
		row, err := s.unresolved(ctx, &one, places)
		if err != nil {
			return err
		}
		if one.ID == last.citation {
			row.apply(last)
			page.Summary = []link{{last.message, "#" + row.Other.ID}}
		}
		if i+1 < len(waiting) {
			row.Next = queuePlace(waiting[i+1].ID)
		}
		page.Rows = append(page.Rows, row)
	}
	page.Total = number(len(waiting))
	return s.show(c, status, "citations/list", page)
}

// queuePlace is the id of the element of a citation in the queue.
func queuePlace(id int64) string { return fmt.Sprintf("c-%d", id) }

func (s *server) unresolved(ctx context.Context, c *briefing.Citing, places []string) (unresolved, error) {
	found, err := s.db.Candidates(ctx, c, places)
	row := unresolved{ID: queuePlace(c.ID), Action: fmt.Sprintf("/citations/%d", c.ID), Name: c.Name(), Day: c.Day.Label(),
		Where: c.Title, URL: citingURL(c), Sentence: sentenceOf(c), Stub: c.Genre.Valid() && c.Whole()}
	row.Candidates = candidatesOf(found[:min(len(found), fewCandidates)])
	row.Other = otherField().filled(nil, nil)
	row.Other.ID = idOf("f-", row.ID)
	return row, err
}

func otherField() field { return field{Name: "other", Label: "Văn bản khác", Sample: "24-CT/TU"} }

// apply shows what came of a naming of the directive of the row.
func (row *unresolved) apply(last naming) {
	row.Other.Value, row.Other.Message = last.typed, last.message
	if last.found != nil {
		row.Candidates = candidatesOf(last.found)
	}
}

func candidatesOf(found []briefing.Directive) []candidate {
	var all []candidate
	for _, d := range found {
		one := candidate{Value: fmt.Sprintf("link:%d", d.ID), Of: link{directiveLine(&d), directiveURL(d.ID)}, Title: d.Title}
		if d.Stub {
			one.State = d.State().Label()
		}
		all = append(all, one)
	}
	return all
}

// decideCitation stores what a person decided on a citation, and goes on to the
// next one.
func (s *server) decideCitation(c *gin.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return errNoPage
	}
	f := sentForm(c)
	if !f.has("do", "next", "other") {
		return errMissing
	}
	ctx, by := c.Request.Context(), actor(c)
	notice, last := "linked", naming{citation: id, typed: wordsOf(f, "other")}
	var directive int64
	switch verb, rest, _ := strings.Cut(f.values["do"], ":"); verb {
	case "link":
		if directive, err = strconv.ParseInt(rest, 10, 64); err != nil {
			return errBroken
		}
		err = s.db.LinkCitation(ctx, by, id, directive)
	case "find":
		if directive, err = s.findOther(ctx, &last); err == nil && directive != 0 {
			err = s.db.LinkCitation(ctx, by, id, directive)
		}
	case "stub":
		notice, err = "stubbed", s.db.StubCitation(ctx, by, id)
	case "reject":
		notice, err = "rejected", s.db.RejectCitation(ctx, by, id)
	default:
		return errBroken
	}
	switch {
	case errors.Is(err, store.ErrDecided):
		return s.showCitations(c, http.StatusConflict, naming{message: decidedMeanwhile})
	case errors.Is(err, store.ErrNotFound):
		return s.showCitations(c, http.StatusConflict, naming{message: goneMeanwhile})
	case err != nil:
		return err
	case last.message != "":
		return s.showCitations(c, http.StatusUnprocessableEntity, last)
	}
	to := "/citations?notice=" + notice
	if strings.HasPrefix(f.values["next"], "c-") {
		to += "#" + f.values["next"]
	}
	c.Redirect(http.StatusSeeOther, to)
	return nil
}

const (
	decidedMeanwhile = "Viện dẫn này vừa được xử lý, hoặc không còn trong bài. Chưa có gì thay đổi; danh sách dưới đây là mới nhất."
	goneMeanwhile    = "Văn bản vừa chọn đã bị xóa hoặc gộp. Chưa có gì thay đổi; chọn lại ở danh sách dưới đây."
)

// findOther finds the directive that a person typed, or notes why it is not
// clear.
func (s *server) findOther(ctx context.Context, last *naming) (int64, error) {
	if last.typed == "" {
		last.message = "Nhập số, ký hiệu của văn bản."
		return 0, nil
	}
	cited := citedBy(last.typed)
	found, err := s.db.Namesakes(ctx, &cited)
	switch {
	case err != nil:
		return 0, err
	case len(found) == 1:
		return found[0].ID, nil
	case len(found) == 0:
		last.message = "Sổ chưa có “" + last.typed + "”. Sửa lại, hoặc thêm văn bản vào sổ trước."
	default:
		last.message = "Sổ có " + number(len(found)) + " văn bản cùng ký hiệu. Chọn một ở trên ô này."
		last.found = found[:min(len(found), mostChoices)]
	}
	return 0, nil
}

// ownPlaces are the names of our district and of all above it, by which the
// bodies of several places with one symbol are told apart.
func (s *server) ownPlaces(ctx context.Context) ([]string, error) {
	today := s.today()
	o, err := s.db.Office(ctx, today)
	if err != nil {
		return nil, err
	}
	units, err := s.db.Units(ctx, today)
	places := []string{o.PlaceLine}
	for _, u := range units {
		if u.Level == briefing.Province || u.Level == briefing.District {
			places = append(places, u.ShortName)
		}
	}
	return places, err
}
