package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/store"
)

// A directivePage shows one directive, how it stands to others and who cites
// it.
type directivePage struct {
	frame
	URL       string
	Facts     []fact
	Stub      bool
	Ended     *ending // nil while it holds
	Timeline  []event
	Chain     []chainLine
	Unclear   []unclearStep // what the chain may miss
	Relations []relationGroup
	Files     []file
	Upload    field
	Arrived   []fileVerdict // what became of the files that were sent
	History   string        // address; "" for those who may not see it
	Citing    bool          // shows the texts
	Texts     []citingText
}

// An ending says why a directive holds no more.
type ending struct {
	Words string // "bị thay thế bởi"
	By    link
	Since string // " từ ngày 01/02/2024"; "" when nobody knows
}

// directive shows one directive; an entry that was merged leads to the one that
// was kept.
func (s *server) directive(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if errors.Is(err, store.ErrNotFound) {
		return s.showMerged(c, err)
	}
	if err != nil {
		return err
	}
	return s.showDirective(c, http.StatusOK, d, nil)
}

// showMerged sends the browser to the entry that an old number was merged into.
func (s *server) showMerged(c *gin.Context, notFound error) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return errNoPage
	}
	kept, err := s.db.Merged(c.Request.Context(), id)
	if errors.Is(err, store.ErrNotFound) {
		return notFound
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusFound, directiveURL(kept))
	return nil
}

// showDirective shows a directive, and what became of the files that were sent to
// it.
func (s *server) showDirective(c *gin.Context, status int, d *briefing.Directive, arrived []fileVerdict) error {
	ctx := c.Request.Context()
	related, err := s.db.Related(ctx, d.ID)
	if err != nil {
		return err
	}
	citing, err := s.db.Citing(ctx, d.ID)
	if err != nil {
		return err
	}
	office := Office.admits(account(c))
	if !office {
		related, citing = publicPart(related, citing)
	}
	f, err := s.frame(c, d.Name(), link{"Văn bản chỉ đạo", "/directives"})
	if err != nil {
		return err
	}
	page := directivePage{frame: f, URL: directiveURL(d.ID), Stub: d.Stub, Citing: office || len(citing) > 0, Arrived: arrived,
		Facts: s.factsOfDirective(d, related), Ended: s.endingOf(d, related),
		Timeline: timelineOf(d, related, citing), Relations: relationGroups(related), Upload: fileField()}
	also, err := s.aliasFact(ctx, d)
	if err != nil {
		return err
	}
	page.Facts = append(page.Facts, also...)
	if page.Chain, err = s.chainOf(ctx, d); err != nil {
		return err
	}
	if page.Unclear, err = s.unclearSteps(ctx, d, office); err != nil {
		return err
	}
	if page.Files, err = s.filesOf(ctx, "directive", d.ID, page.URL); err != nil {
		return err
	}
	if historians.admits(account(c)) {
		page.History = historyURL("directive", d.ID)
	}
	for _, one := range citing {
		page.Texts = append(page.Texts, citingTextOf(one))
	}
	return s.show(c, status, "directives/show", page)
}

// publicPart is what communes may know of how a directive stands to others: the
// directives that cite it, and no meeting; not what the office notes for itself,
// nor who in it decided.
func publicPart(related []briefing.RelatedDirective, citing []briefing.Citing) ([]briefing.RelatedDirective, []briefing.Citing) {
	for i := range related {
		related[i].Note = ""
	}
	citing = slices.DeleteFunc(citing, func(c briefing.Citing) bool { return c.Entity != "directive" })
	for i := range citing {
		citing[i].DecidedBy = ""
	}
	return related, citing
}

// factsOfDirective tells what is known of a directive itself.
func (s *server) factsOfDirective(d *briefing.Directive, related []briefing.RelatedDirective) []fact {
	family := citation.FamilyOf(d).Label()
	if d.Family == briefing.NoFamily && family != "" {
		family += " (theo ký hiệu)"
	}
	return []fact{
		{"Loại văn bản", lines(d.Genre.Label())},
		{"Số, ký hiệu", lines(d.SymbolOrNumber())},
		{"Trích yếu", lines(d.Title)},
		{"Ngày ban hành", lines(d.Issued())},
		{"Cơ quan ban hành", lines(d.FullIssuer())},
		{"Nhiệm kỳ", lines(d.Term)},
		{"Hệ văn bản", lines(family)},
		{"Hiệu lực hôm nay", lines(s.validityOf(d, related))},
	}
}

// validityOf tells whether a directive holds today, and why.
func (s *server) validityOf(d *briefing.Directive, related []briefing.RelatedDirective) string {
	valid, by := d.ValidOn(s.today(), related)
	reason := ""
	switch {
	case by != nil:
		reason = by.Ending()
	case valid == briefing.NoLonger:
		reason = "ngày cuối còn hiệu lực là " + d.EffectiveTo.Label()
	case valid == briefing.NotYet:
		reason = "từ ngày " + max(d.EffectiveFrom, d.Date).Label()
	case valid == briefing.Uncertain:
		reason = "mới biết qua viện dẫn, chưa vào sổ"
	case d.EffectiveTo != "":
		reason = "đến hết ngày " + d.EffectiveTo.Label()
	default:
		reason = "trong sổ chưa có văn bản nào thay thế hay bãi bỏ"
	}
	return valid.Label() + ": " + reason + "."
}

// endingOf names the directive that ended another one, or nil.
func (s *server) endingOf(d *briefing.Directive, related []briefing.RelatedDirective) *ending {
	_, by := d.ValidOn(s.today(), related)
	if by == nil {
		return nil
	}
	e := &ending{Words: "bị thay thế bởi", By: link{by.Other.Name(), directiveURL(by.Other.ID)}}
	if by.Verb == briefing.Repeals {
		e.Words = "bị bãi bỏ bởi"
	}
	if start := by.Start(); start.Valid() {
		e.Since = " từ ngày " + start.Label()
	}
	return e
}

// A citingText is a place that cites a directive, as text.
type citingText struct {
	Day, Title, URL string
	Confirmed       bool
	Sentence        []node
	Origin          string // who found the citation, and who linked it
	Decide          string // address where the link can be changed
	Action, Seen    string // of the form that says it is another directive
	Back            string // where that leads
}

func citingTextOf(c briefing.Citing) citingText {
	back := directiveURL(c.Directive) + "#citing"
	text := citingText{Day: c.Day.Label(), Title: cmp.Or(c.Title, "(không có tên)"), URL: citingURL(&c), Confirmed: c.Confirmed,
		Sentence: sentenceOf(&c), Origin: originOf(c.Manual), Action: citationURL(c.ID), Seen: c.Seen(),
		Back: back, Decide: decideFrom(c.ID, back)}
	if c.DecidedBy != "" {
		text.Origin += ", " + c.DecidedBy + " nối"
	}
	return text
}

// citingURL leads to the place of a citation.
func citingURL(c *briefing.Citing) string {
	switch c.Entity {
	case "attachment":
		return citedInFileURL(c.EntityID, c.ID)
	case "directive":
		return directiveURL(c.EntityID)
	}
	return meetingURL(c.EntityID) + "?open=source#" + citationPlace(c.ID)
}

// sentenceOf returns the sentence of a citation with its place marked; what the
// citation says where it stands in no text.
func sentenceOf(c *briefing.Citing) []node {
	sentence, span := briefing.Sentence(c.Source, c.Span)
	if sentence == "" {
		sentence = cmp.Or(c.Text, c.Name())
		span = briefing.Span{0, len([]rune(sentence))}
	}
	return highlight(sentence, []mark{{Kind: "citation", Label: c.Name(), Span: span}})
}

// originOf says who found something.
func originOf(manual bool) string {
	if manual {
		return "người nhập"
	}
	return "máy đọc"
}

// levelOf tells at which level a directive was issued. Laws have no other.
func levelOf(d *briefing.Directive) briefing.Level {
	switch d.Genre {
	case briefing.Luat, briefing.BoLuat, briefing.PhapLenh, briefing.CuongLinh, briefing.DieuLe:
		return cmp.Or(citation.Level(d.Symbol), briefing.Central)
	}
	return citation.Level(d.Symbol)
}

// localLevel is our own level, as the symbol of the office tells.
func (s *server) localLevel(ctx context.Context) (briefing.Level, error) {
	o, err := s.db.Office(ctx, s.today())
	return cmp.Or(citation.Level("1-KH/"+o.Symbol), briefing.District), err
}
