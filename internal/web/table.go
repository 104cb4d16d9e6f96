package web

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/vntext"
)

// pageRows is how many rows one page of a list shows.
const pageRows = 50

// A head is the head of one column; one with an address sorts by it.
type head struct {
	Text  string
	Class string
	URL   string
	Sort  string // aria-sort: "ascending", "descending" or ""
}

// A pager leads through the pages of a list.
type pager struct {
	Shown      string // "Hiển thị 1–50/127"
	Prev, Next string // addresses; "" at the ends
}

// A list is what the address asks of a list: its query without the page.
type list struct {
	path  string
	query url.Values
	order string // of the rows, "-" before it for descending
	page  int    // from 1
}

// listOf reads the order, the page and the named parameters of the address and
// leaves out all others.
func listOf(c *gin.Context, usualOrder string, names ...string) list {
	l := list{path: c.Request.URL.Path, query: url.Values{}, page: 1}
	for _, name := range append(names, "sort") {
		if v := vntext.Words(vntext.Normalize(c.Query(name))); v != "" {
			l.query.Set(name, v)
		}
	}
	if n, err := strconv.Atoi(c.Query("page")); err == nil && n > 1 {
		l.page = n
	}
	l.order = cmp.Or(l.query.Get("sort"), usualOrder)
	return l
}

// with returns the address of the list with one parameter changed.
func (l list) with(name, value string) string {
	q := url.Values{}
	for k, v := range l.query {
		q[k] = v
	}
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	return address(l.path, q)
}

func address(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// head makes the head of a column that sorts: a second click turns it round.
func (l list) head(text, class, key string) head {
	switch l.order {
	case key:
		return head{text, class, l.with("sort", "-"+key), "ascending"}
	case "-" + key:
		return head{text, class, l.with("sort", key), "descending"}
	}
	return head{text, class, l.with("sort", key), ""}
}

// cut returns the range of rows of the page asked for, the last page when
// there are fewer, and the pager for it.
func (l list) cut(total int) (from, to int, p pager) {
	pages := max(1, (total+pageRows-1)/pageRows)
	page := min(l.page, pages)
	from, to = (page-1)*pageRows, min(page*pageRows, total)
	if total > 0 {
		p.Shown = fmt.Sprintf("Hiển thị %s–%s/%s", number(from+1), number(to), number(total))
	}
	if page > 1 {
		p.Prev = l.with("page", strconv.Itoa(page-1))
	}
	if page < pages {
		p.Next = l.with("page", strconv.Itoa(page+1))
	}
	return from, to, p
}

func number(n int) string { return vntext.FormatInt(int64(n)) }
