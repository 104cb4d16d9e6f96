package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
)

// A directivesPage lists directives.
type directivesPage struct {
	frame
	Filters  []field
	Filtered bool
	Export   string
	Heads    []head
	Rows     []directiveRow
	Pager    pager
}

// A directiveRow is one directive of a list, as text.
type directiveRow struct{ Number, ID, URL, Symbol, Genre, Date, Issuer, Title, Cited string }

// directives shows the list of directives, filtered and sorted by the address.
func (s *server) directives(c *gin.Context) error {
	l := directiveList(c)
	found, err := s.db.Directives(c.Request.Context(), directiveFilter(l))
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Văn bản chỉ đạo")
	if err != nil {
		return err
	}
	office := Office.admits(account(c))
	if !office { // the meetings are the district's, and their number too
		l.order = strings.Replace(l.order, "cited", "symbol", 1)
	}
	briefing.SortDirectives(found, l.order)
	page := directivesPage{frame: f, Filtered: l.query.Get("q") != "",
		Filters: []field{field{Name: "q", Label: "Tìm", Width: "search"}.filled(map[string]string{"q": l.query.Get("q")}, nil)},
		Heads: []head{
			{Text: "STT", Class: "no"},
			l.head("Loại", "", "genre"),
			l.head("Số, ký hiệu", "symbol", "symbol"),
			l.head("Ngày", "day", "date"),
			l.head("Cơ quan ban hành", "", "issuer"),
			{Text: "Trích yếu"},
		}}
	if office {
		page.Export = list{path: "/exports/directives", query: l.query}.with("format", "xlsx")
		page.Heads = append(page.Heads, l.head("Số hội nghị viện dẫn", "number", "cited"))
	}
	from, to, pager := l.cut(len(found))
	page.Pager = pager
	for i, d := range found[from:to] {
		row := directiveRowOf(from+i+1, d)
		if !office {
			row.Cited = ""
		}
		page.Rows = append(page.Rows, row)
	}
	return s.show(c, http.StatusOK, "directives/list", page)
}

// directiveList reads what the address asks of the list of directives.
func directiveList(c *gin.Context) list { return listOf(c, "symbol", "q") }

// directiveFilter chooses the directives of a list, for its page and its
// export.
func directiveFilter(l list) briefing.DirectiveFilter {
	return briefing.DirectiveFilter{Query: l.query.Get("q"), Sort: l.query.Get("sort")}
}

func directiveRowOf(n int, d briefing.DirectiveSummary) directiveRow {
	row := directiveRow{Number: number(n), ID: fmt.Sprintf("d-%d", d.ID), URL: directiveURL(d.ID), Symbol: d.Symbol,
		Genre: d.Genre.Label(), Date: d.Issued(), Issuer: d.Issuer, Title: d.Title, Cited: number(d.Cited)}
	if row.Symbol == "" {
		row.Symbol = d.Name()
	}
	return row
}

func directiveURL(id int64) string { return fmt.Sprintf("/directives/%d", id) }

// A directivePage shows one directive and who cites it.
type directivePage struct {
	frame
	Facts   []fact
	Stub    bool
	History string // address; "" for those who may not see it
	Citing  bool   // shows the texts, which are the district's
	Texts   []citingText
}

// A citingText is a place that cites a directive, as text.
type citingText struct {
	Day, Title, URL string
	Confirmed       bool
	Sentence        []node
}

// directive shows one directive.
func (s *server) directive(c *gin.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return errNoPage
	}
	ctx := c.Request.Context()
	d, err := s.db.Directive(ctx, id)
	if err != nil {
		return err
	}
	var citing []briefing.Citing
	office := Office.admits(account(c))
	if office {
		if citing, err = s.db.Citing(ctx, id); err != nil {
			return err
		}
	}
	f, err := s.frame(c, d.Name(), link{"Văn bản chỉ đạo", "/directives"})
	if err != nil {
		return err
	}
	page := directivePage{frame: f, Stub: d.Stub, Citing: office, Facts: []fact{
		{"Loại văn bản", lines(d.Genre.Label())},
		{"Số, ký hiệu", lines(d.SymbolOrNumber())},
		{"Ngày ban hành", lines(d.Issued())},
		{"Cơ quan ban hành", lines(d.Issuer)},
		{"Trích yếu", lines(d.Title)},
	}}
	if historians.admits(account(c)) {
		page.History = historyURL("directive", id)
	}
	for _, one := range citing {
		page.Texts = append(page.Texts, citingTextOf(one))
	}
	return s.show(c, http.StatusOK, "directives/show", page)
}

func citingTextOf(c briefing.Citing) citingText {
	text := citingText{Day: c.Day.Label(), Title: c.Title, URL: directiveURL(c.EntityID), Confirmed: c.Confirmed}
	if c.Entity == "meeting" {
		text.URL = meetingURL(c.EntityID) + "#" + citationPlace(c.ID)
	}
	sentence, span := briefing.Sentence(c.Source, c.Span)
	if sentence == "" {
		sentence, span = c.Text, briefing.Span{0, len([]rune(c.Text))}
	}
	text.Sentence = highlight(sentence, []mark{{Kind: "citation", Label: c.Name(), Span: span}})
	return text
}
