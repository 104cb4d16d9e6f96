package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// A citationsPage lists citations that stand in one way: the queue of those that
// wait for a person, or those that were settled.
type citationsPage struct {
	frame
	Tabs  []listTab
	Find  field
	State string
	Cards []citationCard
	Pager pager
}

// A listTab leads to one of several lists.
type listTab struct {
	link
	Count   string
	Current bool
}

// A citationCard shows citations that say the same and stand the same, and the
// form that decides on them.
type citationCard struct {
	ID     string // of the element
	Name   string
	Places string // how many there are; "" for a single one
	Stands string // how they stand now, who saw to it and when
	Linked *link  // the entry that they are linked to
	First  citedPlace
	Others []citedPlace
	More   string // how many are not shown; "" for none
	Form   *citationForm
}

// A citedPlace is where a citation stands, as text.
type citedPlace struct {
	Day, Where string
	URL        string // of the place
	Own        string // address of the page of this citation alone
	Sentence   []node
}

// A citationForm decides on the citations of a card.
type citationForm struct {
	Action     string
	Seen       string
	Alike      string // "" when there is one citation only, or too many for one decision
	All        bool   // the decision is for all that are alike
	Next       string // address to go on at
	Candidates []offer
	Chooser    chooser
	Stub       string // name of the entry that the citation's own words make; "" where they do not
	Reopens    bool   // they were settled
	Rejects    bool
}

// fewCandidates is how many directives are offered for one citation.
const fewCandidates = 5

// citations shows one list of citations.
func (s *server) citations(c *gin.Context) error {
	ctx := c.Request.Context()
	l := listOf(c, "", "state", "q")
	state := briefing.CitationState(l.query.Get("state"))
	if state.Label() == "" {
		state = briefing.CitationWaits
	}
	counts, err := s.db.CitationCounts(ctx)
	if err != nil {
		return err
	}
	filter := briefing.CitationFilter{State: state, Symbol: l.query.Get("q"), Limit: pageRows}
	total, err := s.db.CountCitationGroups(ctx, filter)
	if err != nil {
		return err
	}
	page := citationsPage{State: string(state), Find: citationFind(l)}
	filter.Offset, _, page.Pager = l.cut(total)
	groups, err := s.db.CitationGroups(ctx, filter)
	if err != nil {
		return err
	}
	if page.frame, err = s.frame(c, "Viện dẫn"); err != nil {
		return err
	}
	for _, one := range briefing.CitationStates() {
		page.Tabs = append(page.Tabs, listTab{link{one.Label(), list{path: l.path}.with("state", string(one))}, number(counts[one]), one == state})
	}
	here := l.with("page", "")
	if l.page > 1 {
		here = l.with("page", strconv.Itoa(l.page))
	}
	if page.Cards, err = s.citationCards(ctx, groups, page.Edits, here); err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "citations/list", page)
}

func citationFind(l list) field {
	return field{Name: "q", Label: "Số, ký hiệu", Sample: "24-CT/TU"}.filled(map[string]string{"q": l.query.Get("q")}, nil)
}

// citationCards shows groups of citations on the page with the address here,
// each form leading on to the next card.
func (s *server) citationCards(ctx context.Context, groups []briefing.CitationGroup, edits bool, here string) ([]citationCard, error) {
	var cards []citationCard
	for i, g := range groups {
		next := here
		if i+1 < len(groups) {
			next += "#" + queuePlace(groups[i+1].Citings[0].ID)
		}
		card, err := s.citationCard(ctx, &g, edits)
		if err != nil {
			return nil, err
		}
		if card.Form != nil {
			card.Form.Next = next
		}
		cards = append(cards, *card)
	}
	return cards, nil
}

// queuePlace is the id of the element of a citation in the queue.
func queuePlace(id int64) string { return fmt.Sprintf("c-%d", id) }

func citationURL(id int64) string { return fmt.Sprintf("/citations/%d", id) }

func (s *server) citationCard(ctx context.Context, g *briefing.CitationGroup, edits bool) (*citationCard, error) {
	c := &g.Citings[0]
	card := &citationCard{ID: queuePlace(c.ID), Name: c.Name(), First: citedPlaceOf(c), Stands: standsOf(c)}
	if g.Places > 1 {
		card.Places = number(g.Places)
	}
	for _, one := range g.Citings[1:] {
		card.Others = append(card.Others, citedPlaceOf(&one))
	}
	if left := g.Places - len(g.Citings); left > 0 {
		card.More = number(left)
	}
	if g.Linked != nil {
		card.Linked = &link{g.Linked.Line(), directiveURL(g.Linked.ID)}
	}
	if !edits {
		return card, nil
	}
	form, err := s.citationForm(ctx, g)
	card.Form = form
	return card, err
}

// citationForm offers what can be decided on a group of citations.
func (s *server) citationForm(ctx context.Context, g *briefing.CitationGroup) (*citationForm, error) {
	c := &g.Citings[0]
	found, places, err := s.db.Candidates(ctx, c)
	if err != nil {
		return nil, err
	}
	waits := c.State() == briefing.CitationWaits
	f := &citationForm{Action: citationURL(c.ID), Seen: c.Seen(), Chooser: new(naming).chooser(""), Reopens: !waits, Rejects: !c.Rejected}
	f.Chooser.Name.ID = idOf("f-", queuePlace(c.ID))
	if g.Places > 1 {
		f.Alike = g.Alike
	}
	meant := false
	for _, d := range found {
		meant = meant || d.Match(&c.Citation, c.Day, places) == briefing.Means
		if len(f.Candidates) < fewCandidates && (d.ID != c.Directive || c.State() == briefing.CitationLinked) {
			one := offerOf(&d, &c.Citation, c.Day, places)
			if d.ID == c.Directive {
				one.Do = "Giữ"
			}
			f.Candidates = append(f.Candidates, one)
		}
	}
	if !meant && c.Genre.Valid() && c.Whole() {
		f.Stub = c.Name()
	}
	return f, nil
}

func citedPlaceOf(c *briefing.Citing) citedPlace {
	return citedPlace{Day: c.Day.Label(), Where: c.Title, URL: citingURL(c), Own: citationURL(c.ID), Sentence: sentenceOf(c)}
}

// standsOf says how a citation stands and who saw to it.
func standsOf(c *briefing.Citing) string {
	who := c.DecidedBy
	if !c.DecidedAt.IsZero() {
		who += " lúc " + briefing.Clock(c.DecidedAt)
	}
	switch state := c.State(); {
	case state == briefing.CitationRejected:
		return "Không phải viện dẫn, theo " + who + "."
	case state == briefing.CitationLinked:
		return "Máy nối với"
	case state == briefing.CitationDecided:
		return "Theo " + who + ", nối với"
	case c.DecidedBy != "":
		return "Chờ xử lý lại, theo " + who + "."
	}
	return ""
}
