package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// A saveForm keeps a search under a name.
type saveForm struct {
	Name   field
	Hidden []hidden // the search
	Open   bool
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

// newSaveForm offers to save a search under a name, or under what it looks for.
func newSaveForm(a searchAddress, name string, names valueNames) *saveForm {
	name = cutText(cmp.Or(name, whatSaved(a, names)), briefing.MaxSavedName)
	return &saveForm{Name: savedNameField().filled(map[string]string{"name": name}, nil), Hidden: hiddenSearch(a)}
}

func hiddenSearch(a searchAddress) []hidden {
	var all []hidden
	for _, name := range searchNames() {
		all = append(all, hidden{name, a.query.Get(name)})
	}
	return all
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

// whyUseless says why a search finds nothing any more, or not what it was saved
// for; "" for one that is good.
func whyUseless(s *briefing.SavedSearch) string {
	q := search.Parse(s.Query)
	if q.Empty() {
		return "không còn từ nào để tìm"
	}
	for facet := range s.Filter {
		if !slices.Contains(search.Facets(), search.Facet(facet)) {
			return "có bộ lọc không còn dùng"
		}
	}
	return ""
}

// whatSaved says in a line what a search looks for.
func whatSaved(a searchAddress, names valueNames) string {
	what := shortText(a.text)
	for _, l := range a.chosen(names) {
		what += "; " + l.Text
	}
	return what
}

// A savedPage names a new search, or renames, moves or removes one.
type savedPage struct {
	frame
	Name    field
	Place   *field // in the list; nil for a new search
	What    string
	Useless string // why
	Action  string
	Hidden  []hidden
	Back    string
}

// showSaved shows the form of a search under a name.
func (s *server) showSaved(c *gin.Context, status int, page savedPage, title string, a searchAddress) error {
	var err error
	if page.frame, err = s.frame(c, title, link{"Tìm kiếm", searchPath}); err != nil {
		return err
	}
	names, err := s.valueNames(c.Request.Context(), scopeOf(account(c)))
	if err != nil {
		return err
	}
	page.What = whatSaved(a, names)
	page.Name.Focus = page.Name.Message == ""
	page.Summary = summaryOf([]field{page.Name})
	return s.show(c, status, "search/edit", page)
}

// saveSearch keeps a search under a name.
func (s *server) saveSearch(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("name", "q") {
		return errMissing
	}
	a := searchAddressOf(func(name string) string { return f.values[name] })
	saved := &briefing.SavedSearch{Account: account(c).ID, Name: wordsOf(f, "name"), Filter: map[string]string{}}
	if q := search.Parse(a.text); !q.Empty() {
		saved.Query = a.text
	}
	for facet, value := range a.filter() {
		saved.Filter[string(facet)] = value
	}
	err := s.insertSearch(c, saved)
	if inv, invalid := errors.AsType[*briefing.Invalid](err); invalid {
		page := savedPage{Name: savedNameField().filled(map[string]string{"name": saved.Name}, inv), Action: "/search/saved",
			Hidden: hiddenSearch(a), Back: address(searchPath, a.query)}
		return s.showSaved(c, http.StatusUnprocessableEntity, page, "Lưu tìm kiếm", a)
	}
	if err != nil {
		return err
	}
	a.query.Set("notice", "search-saved")
	c.Redirect(http.StatusSeeOther, address(searchPath, a.query))
	return nil
}

// insertSearch stores a search; all that its owner can find now counts as seen.
func (s *server) insertSearch(c *gin.Context, saved *briefing.SavedSearch) (err error) {
	ctx := c.Request.Context()
	if saved.SeenTo, err = s.db.LastChange(ctx, scopeOf(account(c))); err != nil {
		return err
	}
	return s.db.InsertSavedSearch(ctx, actor(c), saved)
}

// savedOf returns the search that the path names, of who asks.
func (s *server) savedOf(c *gin.Context) (*briefing.SavedSearch, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.db.SavedSearch(c.Request.Context(), account(c).ID, id)
}

// editSearch shows the form for the name and the place of a search.
func (s *server) editSearch(c *gin.Context) error {
	saved, err := s.savedOf(c)
	if err != nil {
		return err
	}
	return s.showSavedSearch(c, http.StatusOK, saved, map[string]string{"name": saved.Name, "place": strconv.Itoa(saved.Place)}, nil)
}

func (s *server) showSavedSearch(c *gin.Context, status int, saved *briefing.SavedSearch, values map[string]string, inv *briefing.Invalid) error {
	place, err := s.placeField(c.Request.Context(), saved)
	if err != nil {
		return err
	}
	place = place.filled(values, nil)
	page := savedPage{Name: savedNameField().filled(values, inv), Place: &place, Useless: whyUseless(saved),
		Action: savedURL(saved.ID) + "/edit", Back: searchPath}
	return s.showSaved(c, status, page, "Tìm kiếm “"+saved.Name+"”", addressOfSaved(saved))
}

// placeField offers the places in the list of searches by what stands there.
func (s *server) placeField(ctx context.Context, saved *briefing.SavedSearch) (field, error) {
	all, err := s.db.SavedSearches(ctx, saved.Account)
	f := field{Name: "place", Label: "Vị trí trong danh sách"}
	for i := range all {
		text := fmt.Sprintf("%d", i+1)
		switch {
		case all[i].ID == saved.ID:
			text += " (như bây giờ)"
		case all[i].Place < saved.Place:
			text += ", trước “" + shortText(all[i].Name) + "”"
		default:
			text += ", sau “" + shortText(all[i].Name) + "”"
		}
		f.Options = append(f.Options, option{Value: strconv.Itoa(all[i].Place), Label: text})
	}
	return f, err
}

// changeSearch renames, moves or removes a search.
func (s *server) changeSearch(c *gin.Context) error {
	saved, err := s.savedOf(c)
	if err != nil {
		return err
	}
	f := sentForm(c)
	switch {
	case !f.has("name", "place", "do"):
		return errMissing
	case f.values["do"] == "remove":
		return s.removeSearch(c, saved)
	case f.values["do"] != "save":
		return errMissing
	}
	place, err := strconv.Atoi(f.values["place"])
	if err != nil {
		return errMissing
	}
	name := wordsOf(f, "name")
	err = s.db.ChangeSavedSearch(c.Request.Context(), actor(c), saved.Account, saved.ID, name, place)
	if inv, invalid := errors.AsType[*briefing.Invalid](err); invalid {
		return s.showSavedSearch(c, http.StatusUnprocessableEntity, saved, map[string]string{"name": name, "place": f.values["place"]}, inv)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, address(searchPath, url.Values{"notice": {"saved"}}))
	return nil
}

// removeSearch removes a search and leads to its results, where it can be saved
// again under its name at once.
func (s *server) removeSearch(c *gin.Context, saved *briefing.SavedSearch) error {
	if err := s.db.RemoveSavedSearch(c.Request.Context(), actor(c), saved.Account, saved.ID); err != nil {
		return err
	}
	query := url.Values{"notice": {"removed"}}
	if whyUseless(saved) == "" {
		query = addressOfSaved(saved).query
		query.Set("notice", "search-removed")
		query.Set("name", saved.Name)
	}
	c.Redirect(http.StatusSeeOther, address(searchPath, query))
	return nil
}
