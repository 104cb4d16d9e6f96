package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// A savedList shows the searches of a person with what is new in each.
type savedList struct {
	Rows []savedSearch
	See  *seeForm // of all; nil when nothing is new
}

// A savedSearch is one search of the list that its owner sees.
type savedSearch struct {
	Name, URL string
	What      string // "dân vận khéo; Năm: 2024"
	Useless   string // why, "" for a good one
	News      string // "3 mới"; "" for none
	NewsURL   string
	See       *seeForm // nil when nothing is new
	Edit      string
}

// A seeForm notes that what is new has been seen, up to the time of its page.
type seeForm struct {
	ID    string // of the search; "" for all
	To    string // microseconds
	Label string // of the button
	Of    string // the name of the search, where several have such a button
}

// savedSearches lists the searches of an account with what is new in each.
func (s *server) savedSearches(ctx context.Context, a *briefing.Account) (savedList, error) {
	var list savedList
	scope := scopeOf(a)
	saved, err := s.db.SavedSearches(ctx, a.ID)
	if err != nil || len(saved) == 0 {
		return list, err
	}
	last, err := s.db.LastChange(ctx, scope)
	if err != nil {
		return list, err
	}
	requests := make([]store.NewsRequest, len(saved))
	for i := range saved {
		requests[i] = newsOf(&saved[i], scope)
	}
	counts, err := s.db.CountNews(ctx, scope, requests)
	if err != nil {
		return list, err
	}
	names, err := s.valueNames(ctx, scope)
	if err != nil {
		return list, err
	}
	for i := range saved {
		one := &saved[i]
		at := addressOfSaved(one)
		row := savedSearch{Name: one.Name, URL: address(at.path, at.query), What: whatSaved(at, names), Useless: whyUseless(one),
			NewsURL: savedURL(one.ID), Edit: savedURL(one.ID) + "/edit"}
		if counts[i].Count > 0 {
			row.News = newsText(counts[i]) + " mới"
			row.See = newSeeForm(strconv.FormatInt(one.ID, 10), last, "Đã xem")
			row.See.Of = one.Name
			list.See = newSeeForm("", last, "Đánh dấu tất cả đã xem")
		}
		list.Rows = append(list.Rows, row)
	}
	return list, nil
}

// newsOf asks for what is new in a search for a reader.
func newsOf(s *briefing.SavedSearch, scope search.Scope) store.NewsRequest {
	r := store.SearchRequest{Query: search.Parse(s.Query), Scope: scope, Filter: addressOfSaved(s).filter()}
	return store.NewsRequest{SearchRequest: r, Since: s.SeenTo}
}

func newSeeForm(id string, to time.Time, label string) *seeForm {
	return &seeForm{ID: id, To: strconv.FormatInt(to.UnixMicro(), 10), Label: label}
}

// newsText says how much is new.
func newsText(n store.NewsCount) string {
	switch {
	case n.More:
		return "trên " + number(store.MaxNews)
	case n.Least:
		return "ít nhất " + number(n.Count)
	}
	return number(n.Count)
}

// A newsPage shows what is new in a search.
type newsPage struct {
	frame
	What  string
	Total string
	Hints []string
	Hits  []hit
	Pager pager
	See   *seeForm // nil when nothing is new
	All   string   // address of all results
	Edit  string
}

// searchNews shows what is new in a search. It stays new until its owner says
// that it was seen.
func (s *server) searchNews(c *gin.Context) error {
	saved, err := s.savedOf(c)
	if err != nil {
		return err
	}
	ctx, scope := c.Request.Context(), scopeOf(account(c))
	page := newsPage{Edit: savedURL(saved.ID) + "/edit"}
	if page.frame, err = s.frame(c, "Có gì mới: “"+saved.Name+"”", link{"Tìm kiếm", searchPath}); err != nil {
		return err
	}
	at := addressOfSaved(saved)
	page.All, page.Search = address(at.path, at.query), saved.Query
	names, err := s.valueNames(ctx, scope)
	if err != nil {
		return err
	}
	page.What = whatSaved(at, names)
	last, err := s.db.LastChange(ctx, scope)
	if err != nil {
		return err
	}
	at.list = listOf(c, "")
	at.page = min(at.page, lastPage)
	r := newsOf(saved, scope)
	hits, count, err := s.db.News(ctx, &r, (at.page-1)*pageHits, pageHits+1)
	if err != nil {
		return err
	}
	page.Total = newsText(count) + " kết quả mới hoặc vừa đổi"
	if count.More || count.Least {
		page.Hints = []string{"Có rất nhiều thay đổi: chỉ xem được " + number(store.MaxNews) + " kết quả mới nhất, trong " +
			number(store.MaxChanges) + " thay đổi gần nhất. Xem xong thì bấm Đánh dấu đã xem."}
	}
	if count.Count > 0 {
		page.See = newSeeForm(strconv.FormatInt(saved.ID, 10), last, "Đánh dấu đã xem")
		page.Pager = at.steps(len(hits), count.Count)
	}
	for _, h := range hits[:min(len(hits), pageHits)] {
		page.Hits = append(page.Hits, hitOf(h, scope.All))
	}
	return s.show(c, http.StatusOK, "search/news", page)
}

// seeSearches notes that what is new in a search, or in all, has been seen up to
// the time at which its page was made.
func (s *server) seeSearches(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("id", "to") {
		return errMissing
	}
	id := int64(0)
	to, err := strconv.ParseInt(f.values["to"], 10, 64)
	if one := f.values["id"]; err == nil && one != "" {
		id, err = strconv.ParseInt(one, 10, 64)
	}
	if err != nil || to < 0 || id < 0 {
		return errMissing
	}
	if err := s.db.SeeSavedSearches(c.Request.Context(), actor(c), account(c).ID, id, time.UnixMicro(to).UTC()); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, address(searchPath, url.Values{"notice": {"search-seen"}}))
	return nil
}
