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
type directiveRow struct {
	Number, ID, URL, Symbol, Genre, Date, Issuer, Title, Validity, Cited string
	Stub, Ended                                                          bool
}

// directives shows the list of directives, filtered and sorted by the address.
func (s *server) directives(c *gin.Context) error {
	l := directiveList(c)
	filters, inv := directiveFilters(l)
	f, err := s.frame(c, "Văn bản chỉ đạo")
	if err != nil {
		return err
	}
	page := directivesPage{frame: f, Filters: filters}
	for _, one := range filters {
		page.Filtered = page.Filtered || one.Value != ""
	}
	if inv.Err() != nil {
		return s.show(c, http.StatusUnprocessableEntity, "directives/list", page)
	}
	found, err := s.db.Directives(c.Request.Context(), s.directiveFilter(l))
	if err != nil {
		return err
	}
	office := Office.admits(account(c))
	if !office { // the meetings are the district's, and their number too
		l.order = strings.Replace(l.order, "cited", "symbol", 1)
	}
	briefing.SortDirectives(found, l.order)
	page.Heads = []head{
		{Text: "STT", Class: "no"},
		l.head("Loại", "", "genre"),
		l.head("Số, ký hiệu", "symbol", "symbol"),
		l.head("Ngày", "day", "date"),
		l.head("Cơ quan ban hành", "", "issuer"),
		{Text: "Trích yếu"},
		{Text: "Hiệu lực"},
	}
	if office {
		page.Export = list{path: "/exports/directives", query: l.query}.with("format", "xlsx")
		page.Heads = append(page.Heads, l.head("Nơi viện dẫn", "number", "cited"))
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

// directiveFilterNames are the parameters of the address of the list.
var directiveFilterNames = []string{"q", "genre", "family", "year", "validity", "state"}

// directiveList reads what the address asks of the list of directives.
func directiveList(c *gin.Context) list { return listOf(c, "symbol", directiveFilterNames...) }

// directiveFilters are the inputs above the list, with what is wrong in them.
func directiveFilters(l list) ([]field, *briefing.Invalid) {
	values := map[string]string{}
	for _, name := range directiveFilterNames {
		values[name] = l.query.Get(name)
	}
	var inv briefing.Invalid
	inv.Check(values["year"] == "" || fourDigits.MatchString(values["year"]), "year", "Nhập năm, như 2024.")
	all := option{Label: "Tất cả"}
	fields := []field{
		{Name: "q", Label: "Tìm", Width: "search"},
		{Name: "genre", Label: "Loại", Options: optionsOf(briefing.Genres(), briefing.Genre.Label, all)},
		{Name: "family", Label: "Hệ", Options: optionsOf(briefing.Families(), briefing.Family.Label, all)},
		{Name: "year", Label: "Năm", Width: "year"},
		{Name: "validity", Label: "Hiệu lực", Options: optionsOf(briefing.Validities(), briefing.Validity.Label, all)},
		{Name: "state", Label: "Trong sổ", Options: optionsOf(briefing.DirectiveStates(), briefing.DirectiveState.Label, all)},
	}
	for i := range fields {
		fields[i] = fields[i].filled(values, &inv)
	}
	return fields, &inv
}

// directiveFilter chooses the directives of a list, for its page and its
// export.
func (s *server) directiveFilter(l list) briefing.DirectiveFilter {
	year, _ := strconv.Atoi(l.query.Get("year"))
	return briefing.DirectiveFilter{Query: l.query.Get("q"), Genre: briefing.Genre(l.query.Get("genre")),
		Family: briefing.Family(l.query.Get("family")), Year: year, On: s.today(),
		Validity: briefing.Validity(l.query.Get("validity")), State: briefing.DirectiveState(l.query.Get("state")),
		Sort: l.query.Get("sort")}
}

func directiveRowOf(n int, d briefing.DirectiveSummary) directiveRow {
	row := directiveRow{Number: number(n), ID: fmt.Sprintf("d-%d", d.ID), URL: directiveURL(d.ID), Symbol: d.Symbol,
		Genre: d.Genre.Label(), Date: d.Issued(), Issuer: d.FullIssuer(), Title: d.Title, Cited: number(d.Cited), Stub: d.Stub,
		Validity: d.Validity.Label(), Ended: d.Validity == briefing.NoLonger}
	if row.Symbol == "" {
		row.Symbol = d.Name()
	}
	return row
}

func directiveURL(id int64) string { return fmt.Sprintf("/directives/%d", id) }
