package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// A directiveForm holds the form of a directive, new or stored.
type directiveForm struct {
	frame
	Action   string
	Back     string
	Version  string
	Sure     string // what was asked, which the next save answers; "" for nothing
	Stub     bool   // the directive was known by citation only until now
	Fields   []field
	Save     string
	Asked    *askedPage   // what has to be answered first; nil for nothing
	Conflict []difference // what is not the same in both versions
	Stale    bool         // somebody else saved meanwhile
	Into     bool         // what was typed for a new entry goes into this one
}

// newDirective shows the form of a new directive, with what the address tells of
// it.
func (s *server) newDirective(c *gin.Context) error {
	values := map[string]string{"version": "0", "sure": ""}
	for _, one := range directiveFields() {
		values[one.Name] = vntext.Words(vntext.Normalize(c.Query(one.Name)))
	}
	return s.showDirectiveForm(c, http.StatusOK, new(briefing.Directive), values, nil, directiveForm{})
}

// editDirective shows the form of a stored directive.
func (s *server) editDirective(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	return s.showDirectiveForm(c, http.StatusOK, d, directiveValues(d), nil, directiveForm{})
}

// createDirective takes the form of a new directive.
func (s *server) createDirective(c *gin.Context) error {
	return s.saveDirective(c, new(briefing.Directive))
}

// updateDirective takes the form of a stored directive.
func (s *server) updateDirective(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	return s.saveDirective(c, d)
}

// directiveOf returns the directive that the address names.
func (s *server) directiveOf(c *gin.Context) (*briefing.Directive, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.db.Directive(c.Request.Context(), id)
}

// saveDirective stores what was typed, or shows the form again with what is
// wrong.
func (s *server) saveDirective(c *gin.Context, base *briefing.Directive) error {
	f := sentForm(c)
	if !completeDirective(f) {
		return errMissing
	}
	switch into := f.values["do"] == "into"; {
	case into && base.ID == 0:
		return errBroken
	case into:
		return s.showInto(c, base, f.values)
	}
	d, inv := readDirective(f.values, base)
	if inv.Err() != nil {
		return s.showDirectiveForm(c, http.StatusUnprocessableEntity, base, f.values, inv, directiveForm{})
	}
	ctx := c.Request.Context()
	asked, err := s.questionsOf(ctx, base, d)
	if err != nil {
		return err
	}
	if len(asked.Same) > 0 || asked.key() != "" && asked.key() != f.values["sure"] {
		return s.showQuestions(c, base, d, f.values, asked)
	}
	err = s.db.SaveDirective(ctx, actor(c), d, mentionsIn(d.Title), asked.apart()...)
	if meanwhile, ok := errors.AsType[*store.TwinError](err); ok {
		asked.Twins = meanwhile.Twins
		return s.showQuestions(c, base, d, f.values, asked)
	}
	if errors.Is(err, store.ErrStale) {
		return s.showDirectiveConflict(c, base.ID, f.values)
	}
	if err != nil {
		return err
	}
	return redirect(c, directiveURL(d.ID), "saved")
}

// showDirectiveConflict shows what is stored now beside what was typed. The
// next save stores over it, since the person has then seen it.
func (s *server) showDirectiveConflict(c *gin.Context, id int64, values map[string]string) error {
	stored, err := s.db.Directive(c.Request.Context(), id)
	if err != nil {
		return err
	}
	page := directiveForm{Stale: true, Save: "Lưu đè",
		Conflict: factDifferences(directiveFacts(directiveValues(stored)), directiveFacts(values))}
	values["version"] = strconv.Itoa(stored.Version)
	return s.showDirectiveForm(c, http.StatusConflict, stored, values, nil, page)
}

func (s *server) showDirectiveForm(c *gin.Context, status int, base *briefing.Directive, values map[string]string, inv *briefing.Invalid, page directiveForm) error {
	title, crumbs := "Thêm văn bản", []link{{"Văn bản chỉ đạo", "/directives"}}
	page.Action, page.Back = "/directives", "/directives"
	if base.ID != 0 {
		title, page.Back = "Sửa văn bản", directiveURL(base.ID)
		page.Action = page.Back + "/edit"
		crumbs = append(crumbs, link{base.Name(), page.Back})
	}
	f, err := s.frame(c, title, crumbs...)
	if err != nil {
		return err
	}
	page.frame, page.Version, page.Sure, page.Stub = f, values["version"], values["sure"], base.ID != 0 && base.Stub
	switch {
	case page.Save != "":
	case page.Stub:
		page.Save = "Đưa vào sổ"
	default:
		page.Save = "Lưu"
	}
	for _, one := range directiveFields() {
		page.Fields = append(page.Fields, one.filled(values, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return s.show(c, status, "directives/form", page)
}
