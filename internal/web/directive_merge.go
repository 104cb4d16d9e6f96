package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A mergePage chooses the entry that is to go into another one, then shows both
// side by side.
type mergePage struct {
	frame
	URL, Back string
	Name      string
	Of        field      // the name of the other entry
	Choices   []offer    // the entries that it may be, those that fit best first
	Pair      *mergePair // nil until one was chosen
	Stale     bool       // one of the two was saved meanwhile
}

// A mergePair is two entries that are to become one.
type mergePair struct {
	Kept, Gone              string // names
	Other                   string // number of the one that goes
	KeptVersion             string
	GoneVersion             string
	Swap                    string // address of the page with the two exchanged
	Facts                   []mergeFact
	Texts, Relations, Files string // how many of the one that goes come along
	Lost                    []lostRelation
	Doubt                   bool // what both say does not fit one document
}

// A lostRelation is one relation of the entry that goes which is not kept.
type lostRelation struct {
	Label string
	Of    link
	Why   string
}

// A mergeFact is one fact of two entries, and of what becomes of them.
type mergeFact struct {
	Label              string
	Kept, Gone, Merged []string
	Differs            bool
}

// askMerge shows the entries to choose from, or the two that were chosen.
func (s *server) askMerge(c *gin.Context) error {
	kept, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	return s.showMerge(c, http.StatusOK, kept, c.Query("other"), mergePage{})
}

// mergeDirectives merges the two entries that the form names.
func (s *server) mergeDirectives(c *gin.Context) error {
	kept, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	f := sentForm(c)
	if !f.has("other", "kept_version", "gone_version", "do") {
		return errMissing
	}
	ctx := c.Request.Context()
	id, err := strconv.ParseInt(f.values["other"], 10, 64)
	if err != nil || id == kept.ID {
		return errBroken
	}
	gone, err := s.db.Directive(ctx, id)
	if err != nil {
		return err
	}
	kept.Version, _ = strconv.Atoi(f.values["kept_version"])
	gone.Version, _ = strconv.Atoi(f.values["gone_version"])
	err = s.db.MergeDirectives(ctx, actor(c), kept, gone)
	if errors.Is(err, store.ErrStale) {
		if kept, err = s.directiveOf(c); err != nil {
			return err
		}
		return s.showMerge(c, http.StatusConflict, kept, f.values["other"], mergePage{Stale: true})
	}
	if err != nil {
		return err
	}
	return redirect(c, directiveURL(kept.ID), "merged")
}

func (s *server) showMerge(c *gin.Context, status int, kept *briefing.Directive, other string, page mergePage) error {
	ctx := c.Request.Context()
	var err error
	page.Back, page.Name = directiveURL(kept.ID), kept.Line()
	page.URL = page.Back + "/merge"
	page.frame, err = s.frame(c, "Gộp với mục khác", link{"Văn bản chỉ đạo", "/directives"}, link{kept.Name(), page.Back})
	if err != nil {
		return err
	}
	if other != "" {
		if page.Pair, err = s.mergePair(ctx, kept, other); err != nil {
			return err
		}
		return s.show(c, status, "directives/merge", page)
	}
	l := listOf(c, "", "q")
	var inv briefing.Invalid
	if page.Choices, err = s.mergeChoices(ctx, kept, l.query.Get("q")); err != nil {
		return err
	}
	inv.Check(len(page.Choices) > 0 || l.query.Get("q") == "", "q", "Sổ không có mục nào khác như vậy.")
	page.Of = field{Name: "q", Label: "Tìm mục khác", Width: "search", Sample: "24-CT/TU ngày 07/08/2023"}.filled(map[string]string{"q": l.query.Get("q")}, &inv)
	return s.show(c, status, "directives/merge", page)
}

// mergeChoices returns the entries that kept may be merged with: those of its
// symbol, or those that were named or searched for.
func (s *server) mergeChoices(ctx context.Context, kept *briefing.Directive, words string) ([]offer, error) {
	like := briefing.Citation{Genre: kept.Genre, Symbol: kept.Symbol, Issuer: kept.FullIssuer(), Date: kept.Date, Year: kept.Year, Title: kept.Title}
	found, err := s.db.Namesakes(ctx, &like)
	if err != nil {
		return nil, err
	}
	if words != "" {
		if found, err = s.searchMerge(ctx, words, kept.ID); err != nil {
			return nil, err
		}
	}
	var choices []offer
	for _, d := range found {
		if d.ID != kept.ID {
			one := offerOf(&d, &like, "", nil)
			one.Of.URL = directiveURL(kept.ID) + "/merge?" + url.Values{"other": {strconv.FormatInt(d.ID, 10)}}.Encode()
			choices = append(choices, one)
		}
	}
	return choices, nil
}

// searchMerge finds the directives that a line names, or else those that its
// words find, but one.
func (s *server) searchMerge(ctx context.Context, words string, but int64) ([]briefing.Directive, error) {
	named, err := s.nameDirective(ctx, words, but)
	if err != nil {
		return nil, err
	}
	if found := append(named.fit, named.odd...); found != nil {
		return found[:min(len(found), mostChoices)], nil
	}
	all, err := s.db.Directives(ctx, briefing.DirectiveFilter{Query: words})
	var found []briefing.Directive
	for _, d := range all[:min(len(all), mostChoices)] {
		found = append(found, d.Directive)
	}
	return found, err
}

// mergePair lays two entries side by side.
func (s *server) mergePair(ctx context.Context, kept *briefing.Directive, other string) (*mergePair, error) {
	id, err := strconv.ParseInt(other, 10, 64)
	if err != nil || id == kept.ID {
		return nil, errNoPage
	}
	gone, err := s.db.Directive(ctx, id)
	if err != nil {
		return nil, err
	}
	citing, err1 := s.db.Citing(ctx, gone.ID)
	related, err2 := s.db.Related(ctx, gone.ID)
	files, err3 := s.db.Attachments(ctx, "directive", gone.ID)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	merged := *kept
	merged.TakeOver(gone)
	p := &mergePair{Kept: kept.Line(), Gone: gone.Line(), Other: other, KeptVersion: strconv.Itoa(kept.Version),
		GoneVersion: strconv.Itoa(gone.Version), Swap: directiveURL(gone.ID) + "/merge?other=" + strconv.FormatInt(kept.ID, 10),
		Texts: number(len(citing)), Relations: number(len(related)), Files: number(len(files)), Doubt: !kept.Same(gone)}
	lost, err := s.db.MergeLosses(ctx, kept.ID, gone.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range lost {
		p.Lost = append(p.Lost, lostRelation{r.Label(), link{r.Other.Line(), directiveURL(r.Other.ID)}, r.Why})
	}
	a, b, m := mergeFacts(kept), mergeFacts(gone), mergeFacts(&merged)
	for i := range a {
		if len(a[i].Lines)+len(b[i].Lines) > 0 {
			p.Facts = append(p.Facts, mergeFact{a[i].Label, a[i].Lines, b[i].Lines, m[i].Lines, !slices.Equal(a[i].Lines, b[i].Lines)})
		}
	}
	return p, nil
}

func mergeFacts(d *briefing.Directive) []fact {
	return append(directiveFacts(directiveValues(d)), fact{"Trong sổ", lines(d.State().Label())})
}

// aliasFact tells how texts also write a directive; nil when nobody does.
func (s *server) aliasFact(ctx context.Context, d *briefing.Directive) ([]fact, error) {
	also, err := s.db.Aliases(ctx, d.ID)
	if err != nil || also == nil {
		return nil, err
	}
	var lines []string
	for _, a := range also {
		lines = append(lines, a.Line())
	}
	return []fact{{"Cũng ghi là", lines}}, nil
}
