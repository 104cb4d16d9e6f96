package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/citation"
	"giaoban/internal/store"
)

// A relationsPage lists the relations of a directive and adds one more.
type relationsPage struct {
	frame
	Action, Back string
	Groups       []relationGroup
	Fields       []field
	Choices      []relationChoice // the directives that the typed symbol may mean
	Stub         string           // name of the entry that may be made; "" for none
}

// A relationChoice is one directive that a typed symbol may mean.
type relationChoice struct {
	Text, Title string
	Value       string // of the button
}

// reverseVerb stands after a verb that the other directive does to this one.
const reverseVerb = ":reverse"

func relationFields() []field {
	verbs := []option{{Label: "— chọn quan hệ —"}}
	for _, v := range briefing.Verbs() {
		verbs = append(verbs, option{Value: string(v), Label: v.Label()}, option{Value: string(v) + reverseVerb, Label: v.Reverse()})
	}
	return []field{
		{Name: "verb", Label: "Văn bản này", Width: "period", Options: verbs, Required: true},
		{Name: "other", Label: "Văn bản kia", Width: "rest", Required: true, Sample: "24-CT/TU",
			Hint: "Nhập số, ký hiệu như trong sổ."},
		{Name: "since", Label: "Từ ngày", Width: "day", Sample: "dd/mm/yyyy", Hint: "Bỏ trống nếu từ ngày ban hành."},
		{Name: "note", Label: "Ghi chú", Width: "rest"},
	}
}

// relations shows the relations of a directive with the form of one more.
func (s *server) relations(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	return s.showRelations(c, http.StatusOK, d, map[string]string{}, nil, relationsPage{})
}

// changeRelations does what the pressed button says: adds a relation or removes
// one.
func (s *server) changeRelations(c *gin.Context) error {
	d, err := s.directiveOf(c)
	if err != nil {
		return err
	}
	f := sentForm(c)
	verb, rest, _ := strings.Cut(f.values["do"], ":")
	id, _ := strconv.ParseInt(rest, 10, 64)
	if verb == "remove" {
		return s.removeRelation(c, d, id)
	}
	if !f.has("verb", "other", "since", "note", "end") {
		return errMissing
	}
	r, inv := readRelation(f, d.ID)
	var page relationsPage
	switch verb {
	case "add":
		id, page, err = s.resolveOther(c.Request.Context(), d, wordsOf(f, "other"), inv)
	case "choose":
	case "stub":
		if id, err = s.stubOther(c, wordsOf(f, "other"), r, inv); err != nil {
			return err
		}
	default:
		return errBroken
	}
	if err != nil {
		return err
	}
	setOther(r, id)
	if inv.Err() == nil && id != 0 {
		if err := s.addRelation(c, r, inv); err != nil {
			return err
		}
		if inv.Err() == nil {
			return redirect(c, directiveURL(d.ID)+"/relations", "related")
		}
	}
	return s.showRelations(c, http.StatusUnprocessableEntity, d, f.values, inv, page)
}

// readRelation reads the form of a relation of a directive; the other end is
// still open.
func readRelation(f *form, directive int64) (*briefing.Relation, *briefing.Invalid) {
	reader := &meetingReader{values: f.values}
	name, reverse := strings.CutSuffix(f.values["verb"], reverseVerb)
	r := &briefing.Relation{Verb: briefing.Verb(name), From: directive, Note: reader.line("note")}
	if reverse {
		r.From, r.To = 0, directive
	}
	reader.inv.Check(r.Verb.Label() != "", "verb", "Chọn quan hệ giữa hai văn bản.")
	reader.inv.Check(reader.line("other") != "", "other", "Nhập số, ký hiệu của văn bản kia.")
	r.Since = reader.day("since")
	return r, &reader.inv
}

// setOther closes the open end of a relation.
func setOther(r *briefing.Relation, id int64) {
	if r.From == 0 {
		r.From = id
	} else {
		r.To = id
	}
}

// addRelation stores a relation and notes what keeps it from being stored.
func (s *server) addRelation(c *gin.Context, r *briefing.Relation, inv *briefing.Invalid) error {
	err := s.db.AddRelation(c.Request.Context(), actor(c), r)
	found, invalid := errors.AsType[*briefing.Invalid](err)
	switch {
	case invalid:
		inv.Faults = append(inv.Faults, found.Faults...)
	case errors.Is(err, store.ErrLoop):
		inv.Check(false, "other", "Quan hệ này khép thành vòng: văn bản kia đã đứng trước văn bản này trong chuỗi. Xem lại chiều của quan hệ.")
	case errors.Is(err, store.ErrRelated):
		inv.Check(false, "other", "Quan hệ này đã có trong sổ.")
	case errors.Is(err, store.ErrNotFound):
		inv.Check(false, "other", "Văn bản này vừa bị xóa hoặc gộp. Nhập lại.")
	default:
		return err
	}
	return nil
}

// resolveOther finds the directive that a person typed. Where several fit the
// page offers them, where none does an entry "known by citation only".
func (s *server) resolveOther(ctx context.Context, d *briefing.Directive, typed string, inv *briefing.Invalid) (int64, relationsPage, error) {
	var page relationsPage
	if typed == "" {
		return 0, page, nil
	}
	cited := citedBy(typed)
	found, err := s.db.Namesakes(ctx, &cited)
	if err != nil {
		return 0, page, err
	}
	self := slices.ContainsFunc(found, func(one briefing.Directive) bool { return one.ID == d.ID })
	found = slices.DeleteFunc(found, func(one briefing.Directive) bool { return one.ID == d.ID })
	switch {
	case len(found) == 1:
		return found[0].ID, page, nil
	case len(found) > 1:
		inv.Check(false, "other", "Sổ có "+number(len(found))+" văn bản cùng ký hiệu. Chọn một ở dưới.")
		for _, one := range found {
			page.Choices = append(page.Choices, relationChoice{directiveLine(&one), one.Title, "choose:" + strconv.FormatInt(one.ID, 10)})
		}
	case self:
		inv.Check(false, "other", "Một văn bản không thể có quan hệ với chính nó.")
	case cited.Genre.Valid() && cited.Whole():
		inv.Check(false, "other", "Sổ chưa có "+cited.Name()+". Sửa lại, hoặc tạo mục mới ở dưới.")
		page.Stub = cited.Name()
	default:
		inv.Check(false, "other", "Sổ chưa có văn bản này. Ghi cả loại và ký hiệu, như Kế hoạch 12-KH/HU.")
	}
	return 0, page, nil
}

// citedBy reads what a person typed to name a directive, "24-CT/TU" or "Luật
// Thủ đô".
func citedBy(typed string) briefing.Citation {
	for _, text := range []string{typed, "số " + typed} {
		if found := citation.Find(text); len(found) == 1 && found[0].Whole() {
			return found[0]
		}
	}
	return briefing.Citation{Number: leadingNumber.FindString(typed), Symbol: typed}
}

// stubOther makes an entry of what a person typed, unless something else in the
// form is wrong.
func (s *server) stubOther(c *gin.Context, typed string, r *briefing.Relation, inv *briefing.Invalid) (int64, error) {
	cited := citedBy(typed)
	if !cited.Genre.Valid() || !cited.Whole() {
		return 0, errBroken
	}
	if inv.Err() != nil || r.Verb.Label() == "" {
		return 0, nil
	}
	d := &briefing.Directive{Genre: cited.Genre, Number: cited.Number, Symbol: cited.Symbol, Issuer: cited.Issuer,
		Date: cited.Date, Year: cited.Year, Title: cited.Title, Stub: true}
	err := s.db.InsertDirective(c.Request.Context(), actor(c), d)
	return d.ID, err
}

// removeRelation removes a relation of a directive.
func (s *server) removeRelation(c *gin.Context, d *briefing.Directive, id int64) error {
	ctx := c.Request.Context()
	related, err := s.db.Related(ctx, d.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(related, func(r briefing.RelatedDirective) bool { return r.ID == id }) {
		return redirect(c, directiveURL(d.ID)+"/relations", "unrelated") // somebody else was faster
	}
	if err := s.db.RemoveRelation(ctx, actor(c), id); err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return redirect(c, directiveURL(d.ID)+"/relations", "unrelated")
}

func (s *server) showRelations(c *gin.Context, status int, d *briefing.Directive, values map[string]string, inv *briefing.Invalid, page relationsPage) error {
	related, err := s.db.Related(c.Request.Context(), d.ID)
	if err != nil {
		return err
	}
	page.Back = directiveURL(d.ID)
	page.Action = page.Back + "/relations"
	page.Groups = relationGroups(related)
	if page.frame, err = s.frame(c, "Quan hệ với văn bản khác", link{"Văn bản chỉ đạo", "/directives"}, link{d.Name(), page.Back}); err != nil {
		return err
	}
	for _, one := range relationFields() {
		page.Fields = append(page.Fields, one.filled(values, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return s.show(c, status, "directives/relations", page)
}
