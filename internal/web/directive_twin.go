package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
)

// A questions is what a person has to answer before a directive is stored.
type questions struct {
	genre string // why the genre does not suit the symbol; "" when it does
	briefing.Twins
}

// questionsOf compares what was typed with what the symbol says and with the
// register. What is stored already was asked about then.
func (s *server) questionsOf(ctx context.Context, base, d *briefing.Directive) (q questions, err error) {
	if base.ID == 0 || base.Stub || base.Genre != d.Genre || base.Symbol != d.Symbol {
		q.genre = citation.Doubt(d)
	}
	q.Twins, err = s.db.Twins(ctx, d)
	return q, err
}

// key tells what is asked from anything else: the form carries it as the answer.
// "" for nothing.
func (q *questions) key() string {
	key := q.genre
	for _, id := range q.apart() {
		key += fmt.Sprintf(",%d", id)
	}
	return key
}

// apart returns the entries that an answer says to be other documents.
func (q *questions) apart() []int64 {
	var all []int64
	for _, e := range q.Near {
		all = append(all, e.ID)
	}
	return all
}

// An askedPage is the part of a form that asks before it stores.
type askedPage struct {
	Genre string // why the genre does not suit the symbol; "" when it does
	Same  bool   // the document has an entry, and is never stored twice
	Twins []twin // the entries that it may be
	Join  string // the button that says it is one of them
	More  link   // to those that are not shown
	Facts []twinFact
}

// A twin is an entry that the document of a form may have already.
type twin struct {
	link
	Stub  bool
	Into  string // where the form goes on to be stored into it; "" for a form of another entry
	Merge string // where the two entries become one
}

// A twinFact is one line of the comparison.
type twinFact struct {
	Label  string
	Mine   []string
	Others []twinCell
}

// A twinCell is what one entry says, and whether the form says otherwise.
type twinCell struct {
	Lines   []string
	Differs bool
}

// showQuestions shows the form again with what has to be answered.
func (s *server) showQuestions(c *gin.Context, base, d *briefing.Directive, values map[string]string, q questions) error {
	values["sure"] = q.key()
	page, status := directiveForm{Asked: askedOf(base, d, q)}, http.StatusConflict
	switch {
	case len(q.Same) > 0:
		values["sure"] = ""
	case len(q.Near) > 0:
		page.Save = "Là văn bản khác, vẫn lưu"
	default:
		page.Save, status = "Đúng như vậy, vẫn lưu", http.StatusUnprocessableEntity
	}
	return s.showDirectiveForm(c, status, base, values, nil, page)
}

func askedOf(base, d *briefing.Directive, q questions) *askedPage {
	page := &askedPage{Genre: q.genre, Same: len(q.Same) > 0, Join: "Ghi vào mục này"}
	if base.ID != 0 {
		page.Join = "Gộp với mục này"
	}
	all := q.Near
	if page.Same {
		all = q.Same
	}
	if more := len(all) - fewCandidates; more > 0 {
		page.More = link{number(more), "/directives?q=" + url.QueryEscape(d.Symbol)}
		all = all[:fewCandidates]
	}
	mine := directiveFacts(directiveValues(d))
	for _, one := range mine {
		page.Facts = append(page.Facts, twinFact{Label: one.Label, Mine: one.Lines})
	}
	for _, e := range all {
		page.Twins = append(page.Twins, twinOf(base, &e))
		for i, one := range directiveFacts(directiveValues(&e)) {
			page.Facts[i].Others = append(page.Facts[i].Others, twinCell{one.Lines, !slices.Equal(one.Lines, mine[i].Lines)})
		}
	}
	page.Facts = slices.DeleteFunc(page.Facts, func(f twinFact) bool {
		return f.Mine == nil && !slices.ContainsFunc(f.Others, func(c twinCell) bool { return c.Lines != nil })
	})
	return page
}

func twinOf(base, e *briefing.Directive) twin {
	t := twin{link: link{e.Name(), directiveURL(e.ID)}, Stub: e.Stub}
	if base.ID == 0 {
		t.Into = directiveURL(e.ID) + "/edit"
	} else {
		t.Merge = directiveURL(base.ID) + "/merge?other=" + strconv.FormatInt(e.ID, 10)
	}
	return t
}

// showInto shows what was typed for a new entry as a change of one that is
// stored: what was left empty stays as it is there.
func (s *server) showInto(c *gin.Context, stored *briefing.Directive, values map[string]string) error {
	was := directiveValues(stored)
	for _, one := range directiveFields() {
		if values[one.Name] == "" {
			values[one.Name] = was[one.Name]
		}
	}
	values["version"], values["sure"] = was["version"], ""
	page := directiveForm{Into: true, Conflict: factDifferences(directiveFacts(was), directiveFacts(values))}
	return s.showDirectiveForm(c, http.StatusOK, stored, values, nil, page)
}
