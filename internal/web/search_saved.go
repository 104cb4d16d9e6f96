package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
	"giaoban/internal/store"
)

// A saveForm keeps a search under a name.
type saveForm struct {
	Name   field
	Hidden []hidden // the search
}

func savedNameField() field { return field{Name: "name", Label: "Tên", Required: true} }

// searchNames are the fields that hold the search itself.
func searchNames() []string {
	names := []string{"q"}
	for _, f := range search.Facets() {
		names = append(names, string(f))
	}
	return names
}

func newSaveForm(a searchAddress, name string) *saveForm {
	out := &saveForm{Name: savedNameField().filled(map[string]string{"name": name}, nil)}
	for _, name := range searchNames() {
		out.Hidden = append(out.Hidden, hidden{name, a.query.Get(name)})
	}
	return out
}

// A savedSearch is one search of the list that its owner sees.
type savedSearch struct {
	Name, URL string
	What      string // "dân vận khéo; Năm: 2024"
	News      string // "3 mới"; "" for none
	NewsURL   string
	Edit      string
}

// savedSearches lists the searches of an account with what is new in each.
func (s *server) savedSearches(ctx context.Context, a *briefing.Account) ([]savedSearch, error) {
	saved, err := s.db.SavedSearches(ctx, a.ID)
	if err != nil || len(saved) == 0 {
		return nil, err
	}
	oldest := saved[0].SeenTo
	for _, one := range saved {
		if one.SeenTo.Before(oldest) {
			oldest = one.SeenTo
		}
	}
	changes, err := s.db.Changes(ctx, oldest)
	if err != nil {
		return nil, err
	}
	names, err := s.valueNames(ctx, scopeOf(a))
	if err != nil {
		return nil, err
	}
	var rows []savedSearch
	for i := range saved {
		one := &saved[i]
		at := addressOfSaved(one)
		r := &store.SearchRequest{Query: search.Parse(one.Query), Scope: scopeOf(a), Filter: at.filter()}
		news, err := s.db.News(ctx, r, changes, one.SeenTo)
		if err != nil {
			return nil, err
		}
		row := savedSearch{Name: one.Name, URL: savedURL(one.ID), What: whatSaved(at, names), Edit: savedURL(one.ID) + "/edit"}
		switch {
		case len(changes) == store.MaxNews && len(news) > 0:
			row.News = "từ " + number(len(news)) + " mới"
		case len(news) > 0:
			row.News = number(len(news)) + " mới"
		}
		row.NewsURL = row.URL + "?new=yes"
		rows = append(rows, row)
	}
	return rows, nil
}

func savedURL(id int64) string { return fmt.Sprintf("/search/saved/%d", id) }

// addressOfSaved is the address of the results of a search.
func addressOfSaved(s *briefing.SavedSearch) searchAddress {
	return searchAddressOf(func(name string) string {
		if name == "q" {
			return s.Query
		}
		return s.Filter[name]
	})
}

// whatSaved says in a line what a search looks for.
func whatSaved(a searchAddress, names valueNames) string {
	what := shortText(a.text)
	for _, l := range a.chosen(names) {
		what += "; " + l.Text
	}
	return what
}

// saveSearch keeps a search under a name.
func (s *server) saveSearch(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("name", "q") {
		return errMissing
	}
	a := searchAddressOf(func(name string) string { return f.values[name] })
	saved := &briefing.SavedSearch{Account: account(c).ID, Name: wordsOf(f, "name"), Query: a.text, Filter: map[string]string{}}
	for facet, value := range a.filter() {
		saved.Filter[string(facet)] = value
	}
	err := s.db.InsertSavedSearch(c.Request.Context(), actor(c), saved)
	if inv, invalid := errors.AsType[*briefing.Invalid](err); invalid {
		form := newSaveForm(a, saved.Name)
		form.Name = savedNameField().filled(map[string]string{"name": saved.Name}, inv)
		return s.showSearch(c, http.StatusUnprocessableEntity, a, form)
	}
	if err != nil {
		return err
	}
	a.query.Set("notice", "search-saved")
	c.Redirect(http.StatusSeeOther, address(searchPath, a.query))
	return nil
}

// savedOf returns the search that the path names, of who asks.
func (s *server) savedOf(c *gin.Context) (*briefing.SavedSearch, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.db.SavedSearch(c.Request.Context(), account(c).ID, id)
}

// openSearch leads to the results of a search, or to what is new in them, and
// notes that they were seen.
func (s *server) openSearch(c *gin.Context) error {
	saved, err := s.savedOf(c)
	if err != nil {
		return err
	}
	a := addressOfSaved(saved)
	to := address(searchPath, a.query)
	if c.Query("new") == "yes" {
		to = a.with("since", strconv.FormatInt(saved.SeenTo.UnixMicro(), 10))
	}
	if c.Request.Method == http.MethodGet {
		if err := s.db.SeeSavedSearch(c.Request.Context(), saved.Account, saved.ID); err != nil {
			return err
		}
	}
	c.Redirect(http.StatusSeeOther, to)
	return nil
}

// A savedPage renames or removes a search.
type savedPage struct {
	frame
	Name   field
	What   string
	Action string
	Back   string
}

// editSearch shows the form for the name of a search.
func (s *server) editSearch(c *gin.Context) error {
	saved, err := s.savedOf(c)
	if err != nil {
		return err
	}
	return s.showSavedSearch(c, http.StatusOK, saved, saved.Name, nil)
}

func (s *server) showSavedSearch(c *gin.Context, status int, saved *briefing.SavedSearch, name string, inv *briefing.Invalid) error {
	f, err := s.frame(c, "Tìm kiếm “"+saved.Name+"”", link{"Tìm kiếm", searchPath})
	if err != nil {
		return err
	}
	names, err := s.valueNames(c.Request.Context(), scopeOf(account(c)))
	if err != nil {
		return err
	}
	page := savedPage{frame: f, What: whatSaved(addressOfSaved(saved), names), Action: savedURL(saved.ID) + "/edit", Back: searchPath,
		Name: savedNameField().filled(map[string]string{"name": name}, inv)}
	page.Name.Focus = true
	page.Summary = summaryOf([]field{page.Name})
	return s.show(c, status, "search/edit", page)
}

// changeSearch renames or removes a search. What was removed can be saved anew
// at once.
func (s *server) changeSearch(c *gin.Context) error {
	saved, err := s.savedOf(c)
	if err != nil {
		return err
	}
	f := sentForm(c)
	ctx := c.Request.Context()
	switch {
	case !f.has("name", "do"):
		return errMissing
	case f.values["do"] == "remove":
		if err := s.db.RemoveSavedSearch(ctx, actor(c), saved.Account, saved.ID); err != nil {
			return err
		}
		a := addressOfSaved(saved)
		a.query.Set("notice", "search-removed")
		c.Redirect(http.StatusSeeOther, address(searchPath, a.query))
		return nil
	case f.values["do"] != "save":
		return errMissing
	}
	name := wordsOf(f, "name")
	err = s.db.RenameSavedSearch(ctx, actor(c), saved.Account, saved.ID, name)
	if inv, invalid := errors.AsType[*briefing.Invalid](err); invalid {
		return s.showSavedSearch(c, http.StatusUnprocessableEntity, saved, name, inv)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, address(searchPath, url.Values{"notice": {"saved"}}))
	return nil
}
