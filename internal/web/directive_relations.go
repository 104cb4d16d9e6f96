package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A relationsPage lists the relations of a directive and adds one more.
type relationsPage struct {
	frame
	Action, Back string
	Groups       []relationGroup
	Fields       []field
	Chooser      chooser       // what the typed line may mean
	Refused      []relationRow // what texts state and somebody removed
}

// reverseVerb stands after a verb that the other directive does to this one.
const reverseVerb = ":reverse"

func relationFields() []field {
	verbs := []option{{Label: "— chọn quan hệ —"}}
	for _, v := range briefing.Verbs() {
		verbs = append(verbs, option{Value: string(v), Label: v.Label()}, option{Value: string(v) + reverseVerb, Label: v.Reverse()})
	}
	other := otherField()
	other.Label, other.Width, other.Required = "Văn bản kia", "rest", true
	other.Hint = "Số, ký hiệu; thêm ngày, cơ quan nếu nhiều văn bản cùng số."
	return []field{
		{Name: "verb", Label: "Văn bản này", Width: "period", Options: verbs, Required: true},
		other,
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
	return s.showRelations(c, http.StatusOK, d, map[string]string{}, nil, chooser{})
}

// changeRelations does what the pressed button says: adds a relation, removes one
// or brings one back.
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
	if verb == "restore" {
		return s.restoreRelation(c, d, id)
	}
	if !f.has("verb", "other", "since", "note", "end") {
		return errMissing
	}
	r, inv := readRelation(f, d.ID)
	named, err := s.nameDirective(c.Request.Context(), wordsOf(f, "other"), d.ID)
	if err != nil {
		return err
	}
	switch f.values["do"] {
	case "add":
		id = named.one()
		inv.Check(id != 0 || inv.On("other") != "", "other", named.message())
	case "stub:typed":
		inv.Check(named.stub() || inv.On("other") != "", "other", cmp.Or(named.message(), registeredMeanwhile))
	default:
		if verb != "choose" || id <= 0 {
			return errBroken
		}
	}
	if inv.Err() == nil {
		if err := s.addRelation(c, r, id, named, inv); err != nil {
			return err
		}
	}
	if inv.Err() == nil {
		return redirect(c, directiveURL(d.ID)+"/relations", "related")
	}
	return s.showRelations(c, http.StatusUnprocessableEntity, d, f.values, inv, named.chooser(""))
}

const registeredMeanwhile = "Sổ vừa có thêm văn bản này. Bấm Thêm để chọn."

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

// addRelation stores a relation with the directive id at its open end, or with a
// new entry of what was typed, and notes what keeps it from being stored.
func (s *server) addRelation(c *gin.Context, r *briefing.Relation, id int64, named *naming, inv *briefing.Invalid) error {
	var err error
	if id == 0 {
		err = s.db.RelateStub(c.Request.Context(), actor(c), r, &named.cited)
	} else {
		r.SetOther(id)
		err = s.db.AddRelation(c.Request.Context(), actor(c), r)
	}
	found, invalid := errors.AsType[*briefing.Invalid](err)
	_, exists := errors.AsType[*store.ExistsError](err)
	switch {
	case invalid:
		inv.Faults = append(inv.Faults, found.Faults...)
	case exists:
		inv.Check(false, "other", registeredMeanwhile)
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

// restoreRelation brings back a relation of a directive that was removed though a
// text states it.
func (s *server) restoreRelation(c *gin.Context, d *briefing.Directive, id int64) error {
	err := s.db.RestoreRelation(c.Request.Context(), actor(c), d.ID, id)
	var inv briefing.Invalid
	switch {
	case errors.Is(err, store.ErrLoop):
		inv.Check(false, "other", "Không đưa lại được: quan hệ này nay khép thành vòng. Xem lại các quan hệ của hai văn bản.")
	case errors.Is(err, store.ErrNotStated):
		inv.Check(false, "other", "Không đưa lại được: văn bản không còn nêu quan hệ này. Nếu vẫn đúng, thêm quan hệ ở dưới.")
	case err != nil && !errors.Is(err, store.ErrNotFound): // somebody else was faster
		return err
	default:
		return redirect(c, directiveURL(d.ID)+"/relations", "related")
	}
	return s.showRelations(c, http.StatusUnprocessableEntity, d, nil, &inv, chooser{})
}

func (s *server) showRelations(c *gin.Context, status int, d *briefing.Directive, values map[string]string, inv *briefing.Invalid, ch chooser) error {
	related, err := s.db.Related(c.Request.Context(), d.ID)
	if err != nil {
		return err
	}
	refused, err := s.db.RefusedRelations(c.Request.Context(), d.ID)
	if err != nil {
		return err
	}
	page := relationsPage{Back: directiveURL(d.ID), Chooser: ch, Groups: relationGroups(related)}
	for _, r := range refused {
		row := relationRowOf(&r)
		row.Restore = fmt.Sprintf("restore:%d", r.ID)
		page.Refused = append(page.Refused, row)
	}
	page.Action = page.Back + "/relations"
	if page.frame, err = s.frame(c, "Quan hệ với văn bản khác", link{"Văn bản chỉ đạo", "/directives"}, link{d.Name(), page.Back}); err != nil {
		return err
	}
	for _, one := range relationFields() {
		page.Fields = append(page.Fields, one.filled(values, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return s.show(c, status, "directives/relations", page)
}
