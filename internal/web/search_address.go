package web

import (
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"giaoban/internal/search"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// searchPath is the page of results. It and what lies below take any address.
const searchPath = "/search"

// maxTyped is how many runes of a query count.
const maxTyped = 1000

// lastPage is the last page of results that can be opened.
const lastPage = store.MaxCounted / pageHits

// A searchAddress is what an address asks of the search.
type searchAddress struct {
	list
	text   string // to look for
	cut    bool   // more was typed
	counts bool   // also where they take long
}

// takesAnything reports whether the handlers of a path read whatever is in its
// address: people paste everything into a search box, and get an answer.
func takesAnything(path string) bool {
	return path == searchPath || strings.HasPrefix(path, searchPath+"/")
}

// searchAddressOf reads the parameters of an address or the fields of a form.
func searchAddressOf(value func(name string) string) searchAddress {
	a := searchAddress{list: list{path: searchPath, query: url.Values{}, page: 1}}
	for _, name := range append(searchNames(), "sort") {
		v := cleanText(value(name))
		if utf8.RuneCountInString(v) > maxTyped {
			a.cut = a.cut || name == "q"
			v = cutText(v, maxTyped)
		}
		if v != "" {
			a.query.Set(name, v)
		}
	}
	if n, err := strconv.Atoi(value("page")); err == nil && n > 1 {
		a.page = min(n, lastPage)
	}
	a.text, a.order = a.query.Get("q"), a.query.Get("sort")
	a.counts = value("counts") == "all"
	return a
}

// cleanText makes one line of text of whatever was sent.
func cleanText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", " ")
	return vntext.Words(vntext.Normalize(s))
}

// filter returns the values by which the results are filtered.
func (a searchAddress) filter() store.SearchFilter {
	filter := store.SearchFilter{}
	for _, f := range search.Facets() {
		if v := a.query.Get(string(f)); v != "" {
			filter[f] = v
		}
	}
	return filter
}

// withoutFilters returns the address without filters.
func (a searchAddress) withoutFilters() string {
	q := maps.Clone(a.query)
	for _, f := range search.Facets() {
		q.Del(string(f))
	}
	return address(a.path, q)
}

// steps makes the pager of a page for which so many results were found, of a
// total that is 0 when nobody knows it.
func (a searchAddress) steps(found, total int) (p pager) {
	from := (a.page-1)*pageHits + 1
	if found > 0 {
		p.Shown = fmt.Sprintf("Hiển thị %s–%s", number(from), number(from+min(found, pageHits)-1))
		if total > 0 {
			p.Shown += "/" + number(total)
		}
	} else if a.page > 1 {
		p.Shown = "Trang này không còn kết quả."
	}
	if a.page > 1 {
		p.Prev = a.with("page", strconv.Itoa(a.page-1))
	}
	if found > pageHits && a.page < lastPage {
		p.Next = a.with("page", strconv.Itoa(a.page+1))
	}
	return p
}

// shortText is text that fits into a title.
func shortText(s string) string {
	if short := cutText(s, 60); short != s {
		return short + "…"
	}
	return s
}
