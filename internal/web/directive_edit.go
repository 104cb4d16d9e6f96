package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A directiveForm holds the form of a directive, new or stored.
type directiveForm struct {
	frame
	Action   string
	Back     string
	Version  string
	Stub     bool // the directive was known by citation only until now
	Fields   []field
	Save     string
	Twin     *twin        // the entry that stands for the same document already
	Conflict []difference // what is not the same in both versions
	Stale    bool         // somebody else saved meanwhile
}

// A twin is an entry of the register that a form would store once more.
type twin struct {
	link
	Stub bool
	Edit string
}

// newDirective shows the empty form.
func (s *server) newDirective(c *gin.Context) error {
	return s.showDirectiveForm(c, http.StatusOK, new(briefing.Directive), map[string]string{"version": "0"}, nil, directiveForm{})
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
	d, inv := readDirective(f.values, base)
	if inv.Err() != nil {
		return s.showDirectiveForm(c, http.StatusUnprocessableEntity, base, f.values, inv, directiveForm{})
	}
	err := s.db.SaveDirective(c.Request.Context(), actor(c), d, mentionsIn(d.Title))
	if other, ok := errors.AsType[*store.ExistsError](err); ok {
		return s.showDirectiveTwin(c, base, f.values, other.ID)
	}
	if errors.Is(err, store.ErrStale) {
		return s.showDirectiveConflict(c, base.ID, f.values)
	}
	if err != nil {
		return err
	}
	return redirect(c, directiveURL(d.ID), "saved")
}

// showDirectiveTwin says that the document has an entry already.
func (s *server) showDirectiveTwin(c *gin.Context, base *briefing.Directive, values map[string]string, id int64) error {
	other, err := s.db.Directive(c.Request.Context(), id)
	if err != nil {
		return err
	}
	page := directiveForm{Twin: &twin{link: link{directiveLine(other), directiveURL(id)}, Stub: other.Stub, Edit: directiveURL(id) + "/edit"}}
	return s.showDirectiveForm(c, http.StatusConflict, base, values, nil, page)
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
	page.frame, page.Version, page.Stub = f, values["version"], base.ID != 0 && base.Stub
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

// directiveLine tells a directive in one line where several of a name stand
// beside each other: "Chỉ thị 24-CT/TU (07/08/2023, Thành ủy Hà Nội)".
func directiveLine(d *briefing.Directive) string {
	details := ""
	for _, one := range []string{d.Issued(), d.FullIssuer(), d.Term} {
		if one != "" && details != "" {
			details += ", "
		}
		details += one
	}
	if details == "" {
		return d.Name()
	}
	return d.Name() + " (" + details + ")"
}
