package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

const (
	pageHits    = 20   // results of one page
	countedHere = 1000 // more results are counted on demand, after the list
	scoredHits  = 200  // the newest ones, which store.Ranked scores
	rankAgain   = 5    // seconds until all may be ranked again
)

// A searchPage shows what a search found, or what can be searched.
type searchPage struct {
	frame
	Asked     bool // there is something to look for
	Hints     []string
	Reading   string // how symbols were read
	Total     string
	Count     string // address of this page with all counts; "" when it has them
	Chosen    []link // the filters, each with the address without it
	Orders    []choice
	Ranking   string // what the order leaves out
	RankAll   string // address that ranks all
	Exact     []hit  // the directives that have the symbol
	Hits      []hit
	Facets    []facet
	Nothing   bool   // was found
	Wider     []link // searches that find more
	Pager     pager
	Downloads []link
	Save      *saveForm // nil where there is nothing to save
	Saved     savedList
}

// A choice is one of several ways to show a page.
type choice struct {
	link
	Current bool
}

// searchPage shows the results that an address asks for, and the form to save
// the search.
func (s *server) searchPage(c *gin.Context) error {
	ctx, a := c.Request.Context(), searchAddressOf(c.Query)
	title := "Tìm kiếm"
	if a.text != "" {
		title = "Tìm “" + shortText(a.text) + "”"
	}
	f, err := s.frame(c, title)
	if err != nil {
		return err
	}
	f.Search = a.text
	r := &store.SearchRequest{Query: search.Parse(a.text), Scope: scopeOf(account(c)), Filter: a.filter()}
	page := searchPage{frame: f, Asked: !r.Query.Empty(), Hints: r.Query.Hints}
	if a.cut {
		page.Hints = append(page.Hints, "Chỉ tìm theo "+number(maxTyped)+" ký tự đầu.")
	}
	var names valueNames
	if r.Filter[search.FacetUnit] != "" {
		if names, err = s.valueNames(ctx, r.Scope); err != nil {
			return err
		}
	}
	page.Chosen = a.chosen(names)
	switch {
	case !page.Asked:
		page.Saved, err = s.savedSearches(ctx, account(c))
	default:
		err = s.find(ctx, &page, a, r, names)
		page.Save = newSaveForm(a, cleanText(c.Query("name")), names)
		page.Save.Open = c.Query("name") != ""
		if r.Scope.All && !page.Nothing {
			page.Downloads = searchDownloads(a)
		}
	}
	if errors.Is(err, store.ErrRanking) {
		c.Header("Retry-After", strconv.Itoa(rankAgain))
	}
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "search/list", page)
}

// find fills the page with the results of a request. Counts that take long are
// left out: the page has the address that makes them.
func (s *server) find(ctx context.Context, page *searchPage, a searchAddress, r *store.SearchRequest, names valueNames) error {
	found, err := s.db.SearchCount(ctx, r, countedHere+1)
	if err != nil {
		return err
	}
	order, err := s.searchOrder(ctx, page, a, r, found)
	if err != nil {
		return err
	}
	from := (a.page - 1) * pageHits
	hits, err := s.db.Search(ctx, r, order, from, pageHits+1)
	if err != nil {
		return err
	}
	page.Total, page.Count = "trên "+number(countedHere)+" kết quả", a.with("counts", "all")
	total := 0
	if found <= countedHere || a.counts {
		if total, err = s.countFacets(ctx, page, a, r, names); err != nil {
			return err
		}
	}
	page.Pager = a.steps(len(hits), total)
	for _, h := range hits[:min(len(hits), pageHits)] {
		if shown := hitOf(h, r.Scope.All); h.Exact {
			page.Exact = append(page.Exact, shown)
		} else {
			page.Hits = append(page.Hits, shown)
		}
	}
	if page.Reading, err = s.readingOf(ctx, r); err != nil {
		return err
	}
	if page.Nothing = found == 0; page.Nothing {
		page.Orders = nil
		page.Wider, err = s.wider(ctx, a, r, names)
	}
	return err
}

// countFacets fills the page with the counts of the results, and returns how many
// there are: 0 for too many to tell.
func (s *server) countFacets(ctx context.Context, page *searchPage, a searchAddress, r *store.SearchRequest, names valueNames) (int, error) {
	counts, err := s.db.SearchCounts(ctx, r)
	if err != nil {
		return 0, err
	}
	if names == nil && counts.Facets[search.FacetUnit] != nil {
		if names, err = s.valueNames(ctx, r.Scope); err != nil {
			return 0, err
		}
	}
	page.Total, page.Count = totalText(counts), ""
	page.Facets = facetsOf(a, counts, names)
	if counts.More {
		return 0, nil
	}
	return counts.Total, nil
}

// searchOrder returns the order that the address asks for, and says on the page
// what it leaves out. All is ranked only where that is bounded.
func (s *server) searchOrder(ctx context.Context, page *searchPage, a searchAddress, r *store.SearchRequest, found int) (store.SearchOrder, error) {
	order := store.SearchOrder(a.order)
	ranked := order == store.Ranked || order == store.RankedAll
	page.Orders = []choice{
		{link{"Mới nhất", a.with("sort", "")}, !ranked},
		{link{"Phù hợp nhất", a.with("sort", string(store.Ranked))}, ranked},
	}
	if !ranked || found <= scoredHits {
		return order, nil
	}
	if order == store.RankedAll {
		order, err := s.db.Rankable(ctx, r, order)
		if err != nil || order == store.RankedAll {
			page.Ranking = "Đã xếp hạng tất cả kết quả."
			return order, err
		}
		page.Ranking = fmt.Sprintf("Trên %s kết quả thì không xếp hạng hết được: chỉ xếp hạng %d kết quả mới nhất, còn lại theo ngày. Thêm từ hoặc bộ lọc để xếp hạng tất cả.",
			number(store.MaxCounted), scoredHits)
		return store.Ranked, nil
	}
	page.Ranking = fmt.Sprintf("Xếp hạng %d kết quả mới nhất; các kết quả cũ hơn theo ngày.", scoredHits)
	page.RankAll = a.with("sort", string(store.RankedAll))
	return order, nil
}

// wider offers searches that find something where this one finds nothing.
func (s *server) wider(ctx context.Context, a searchAddress, r *store.SearchRequest, names valueNames) ([]link, error) {
	var all []link
	offer := func(text, url string, r store.SearchRequest) error {
		n, err := s.db.SearchCount(ctx, &r, countedHere+1)
		if n > 0 {
			count := number(n)
			if n > countedHere {
				count = "trên " + number(countedHere)
			}
			all = append(all, link{fmt.Sprintf("%s (%s kết quả)", text, count), url})
		}
		return err
	}
	unmarked, more := r.Query.Unmarked()
	if more {
		text := vntext.Fold(a.text)
		if err := offer("Tìm không dấu “"+shortText(text)+"”", a.with("q", text), store.SearchRequest{Query: unmarked, Scope: r.Scope, Filter: r.Filter}); err != nil {
			return nil, err
		}
	}
	if len(r.Filter) == 0 {
		return all, nil
	}
	for _, one := range search.Facets() {
		if value := r.Filter[one]; value != "" && len(r.Filter) > 1 {
			less := store.SearchFilter{}
			for f, v := range r.Filter {
				if f != one {
					less[f] = v
				}
			}
			text := fmt.Sprintf("Bỏ lọc %s: %s", facetLabel(one), names.label(one, value))
			if err := offer(text, a.with(string(one), ""), store.SearchRequest{Query: r.Query, Scope: r.Scope, Filter: less}); err != nil {
				return nil, err
			}
		}
	}
	return all, offer("Bỏ mọi bộ lọc", a.withoutFilters(), store.SearchRequest{Query: r.Query, Scope: r.Scope})
}

// scopeOf returns what an account may find: the office everything, a commune
// what is public and its own.
func scopeOf(a *briefing.Account) search.Scope {
	if Office.admits(a) {
		return search.Scope{All: true}
	}
	return search.Scope{Unit: a.Unit}
}

func totalText(c store.SearchCounts) string {
	switch {
	case c.More:
		return "trên " + number(store.MaxCounted) + " kết quả"
	case c.Total == 0:
		return "Không tìm thấy kết quả nào."
	}
	return number(c.Total) + " kết quả"
}
