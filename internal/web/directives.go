package web

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
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
	l := listOf(c, "symbol", "q")
	found, err := s.db.Directives(c.Request.Context(), briefing.DirectiveFilter{Query: l.query.Get("q")})
	if err != nil {
		return err
	}
	f, err := s.frame(c, "Văn bản chỉ đạo")
	if err != nil {
		return err
	}
	sortDirectives(found, l.order)
	page := directivesPage{frame: f, Filtered: l.query.Get("q") != "", Export: "/exports/directives?format=xlsx",
		Filters: []field{field{Name: "q", Label: "Tìm", Width: "search"}.filled(map[string]string{"q": l.query.Get("q")}, nil)},
		Heads: []head{
			{Text: "STT", Class: "no"},
			l.head("Số, ký hiệu", "symbol", "symbol"),
			l.head("Loại", "", "genre"),
			l.head("Ngày", "day", "date"),
			l.head("Cơ quan ban hành", "", "issuer"),
			{Text: "Trích yếu"},
			l.head("Số hội nghị nêu", "number", "cited"),
		}}
	from, to, pager := l.cut(len(found))
	page.Pager = pager
	for i, d := range found[from:to] {
		page.Rows = append(page.Rows, directiveRowOf(from+i+1, d))
	}
	return s.show(c, http.StatusOK, "directives/list", page)
}

func directiveRowOf(n int, d briefing.DirectiveSummary) directiveRow {
	row := directiveRow{Number: number(n), ID: fmt.Sprintf("d-%d", d.ID), URL: directiveURL(d.ID), Symbol: d.Symbol,
		Genre: d.Genre.Label(), Date: issued(&d.Directive), Issuer: d.Issuer, Title: d.Title, Cited: number(d.Cited)}
	if row.Symbol == "" {
		row.Symbol = d.Name()
	}
	return row
}

// issued returns the day of issue, or the year where only that is known.
func issued(d *briefing.Directive) string {
	if d.Date.Valid() || d.Year == 0 {
		return d.Date.Label()
	}
	return strconv.Itoa(d.Year)
}

// sortDirectives sorts by a column, "-" before it for descending; an unknown
// one means the symbol.
func sortDirectives(all []briefing.DirectiveSummary, by string) {
	column, descending := strings.CutPrefix(by, "-")
	key := func(d briefing.DirectiveSummary) []byte {
		switch column {
		case "genre":
			return vntext.SortKey(d.Genre.Label())
		case "date":
			return []byte(cmp.Or(string(d.Date), fmt.Sprint(d.Year)))
		case "issuer":
			return vntext.SortKey(d.Issuer)
		case "cited":
			return fmt.Appendf(nil, "%09d", d.Cited)
		}
		return vntext.SortKey(briefing.SymbolKey(d.Symbol))
	}
	keys := map[int64][]byte{}
	for _, d := range all {
		keys[d.ID] = key(d)
	}
	slices.SortStableFunc(all, func(a, b briefing.DirectiveSummary) int {
		if descending {
			a, b = b, a
		}
		return bytes.Compare(keys[a.ID], keys[b.ID])
	})
}

func directiveURL(id int64) string { return fmt.Sprintf("/directives/%d", id) }

// A directivePage shows one directive and who cites it.
type directivePage struct {
	frame
	Facts    []fact
	Stub     bool
	Meetings []meetingRow
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
	citing, err := s.db.CitingMeetings(ctx, id)
	if err != nil {
		return err
	}
	f, err := s.frame(c, d.Name(), link{"Văn bản chỉ đạo", "/directives"})
	if err != nil {
		return err
	}
	page := directivePage{frame: f, Stub: d.Stub, Facts: []fact{
		{"Loại văn bản", lines(d.Genre.Label())},
		{"Số, ký hiệu", lines(cmp.Or(d.Symbol, d.Number))},
		{"Ngày ban hành", lines(issued(d))},
		{"Cơ quan ban hành", lines(d.Issuer)},
		{"Trích yếu", lines(d.Title)},
	}}
	for i, m := range citing {
		page.Meetings = append(page.Meetings, meetingRowOf(i+1, m))
	}
	return s.show(c, http.StatusOK, "directives/show", page)
}
