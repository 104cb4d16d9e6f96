package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// A kindsPage lists the kinds of meetings.
type kindsPage struct {
	frame
	Rows   []kindRow
	Fields []field // of a new kind
}

// A kindRow is one kind, as text.
type kindRow struct{ Name, URL, Period, State string }

// A kindPage holds the form of one kind.
type kindPage struct {
	frame
	Action     string
	Version    int
	Fields     []field
	Uses       string // how many meetings have it; "" for none
	Conflicted bool   // somebody else saved meanwhile
	Conflict   []difference
}

const kindsTitle = "Loại hội nghị"

func kindURL(id int64) string { return fmt.Sprintf("/meeting-kinds/%d", id) }

// kindFields are the fields of a kind, in the order of its form.
func kindFields() []field {
	return []field{
		{Name: "name", Label: "Tên loại", Required: true, Width: "search"},
		{Name: "period", Label: "Kỳ báo cáo thường gặp", Options: optionsOf(briefing.PeriodSorts(), briefing.PeriodSort.Label,
			option{Label: "không nhất định"})},
		{Name: "retired", Label: "Dùng cho hội nghị mới", Options: []option{{Value: "", Label: "còn dùng"}, {Value: "yes", Label: "thôi dùng"}}},
	}
}

func kindValues(k *briefing.MeetingKind) map[string]string {
	v := map[string]string{"name": k.Name, "period": string(k.Period), "retired": ""}
	if k.Retired {
		v["retired"] = "yes"
	}
	return v
}

// readKind returns the kind that was typed, in the place of a stored one.
func readKind(f *form, id int64) *briefing.MeetingKind {
	version, _ := strconv.Atoi(f.values["version"])
	return &briefing.MeetingKind{ID: id, Version: version, Name: vntext.Words(f.values["name"]),
		Period: briefing.PeriodSort(vntext.Words(f.values["period"])), Retired: f.values["retired"] == "yes"}
}

// meetingKinds shows the kinds of meetings.
func (s *server) meetingKinds(c *gin.Context) error {
	return s.showKinds(c, http.StatusOK, map[string]string{}, nil)
}

func (s *server) showKinds(c *gin.Context, status int, values map[string]string, inv *briefing.Invalid) error {
	kinds, err := s.db.MeetingKinds(c.Request.Context())
	if err != nil {
		return err
	}
	f, err := s.frame(c, kindsTitle, link{"Hội nghị giao ban", "/meetings"})
	if err != nil {
		return err
	}
	page := kindsPage{frame: f}
	for _, k := range kinds {
		row := kindRow{Name: k.Name, URL: kindURL(k.ID), Period: k.Period.Label(), State: "còn dùng"}
		if k.Retired {
			row.State = "thôi dùng"
		}
		page.Rows = append(page.Rows, row)
	}
	for _, one := range kindFields()[:2] {
		page.Fields = append(page.Fields, one.filled(values, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return s.show(c, status, "meetings/kinds", page)
}

// createKind takes the form of a new kind.
func (s *server) createKind(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("name", "period", "do") {
		return errMissing
	}
	err := s.db.SaveMeetingKind(c.Request.Context(), actor(c), readKind(f, 0))
	if inv, ok := errors.AsType[*briefing.Invalid](err); ok {
		return s.showKinds(c, http.StatusUnprocessableEntity, f.values, inv)
	}
	if err != nil {
		return err
	}
	return redirect(c, "/meeting-kinds", "saved")
}

// editKind shows the form of a kind.
func (s *server) editKind(c *gin.Context) error {
	k, uses, err := s.kindOf(c)
	if err != nil {
		return err
	}
	return s.showKind(c, http.StatusOK, k, uses, kindValues(&k), nil)
}

// kindOf returns the kind that the address names, and how many meetings have it.
func (s *server) kindOf(c *gin.Context) (briefing.MeetingKind, int, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return briefing.MeetingKind{}, 0, errNoPage
	}
	return s.db.MeetingKind(c.Request.Context(), id)
}

func (s *server) showKind(c *gin.Context, status int, k briefing.MeetingKind, uses int, values map[string]string, inv *briefing.Invalid) error {
	page, err := s.kindPage(c, k, uses, values, inv)
	if err != nil {
		return err
	}
	return s.show(c, status, "meetings/kind", page)
}

func (s *server) kindPage(c *gin.Context, k briefing.MeetingKind, uses int, values map[string]string, inv *briefing.Invalid) (kindPage, error) {
	f, err := s.frame(c, "Sửa loại hội nghị", link{"Hội nghị giao ban", "/meetings"}, link{kindsTitle, "/meeting-kinds"})
	page := kindPage{frame: f, Action: kindURL(k.ID), Version: k.Version}
	if uses > 0 {
		page.Uses = number(uses)
	}
	for _, one := range kindFields() {
		page.Fields = append(page.Fields, one.filled(values, inv))
	}
	page.Summary = summaryOf(page.Fields)
	return page, err
}

// updateKind takes the form of a kind, or removes one that no meeting has.
func (s *server) updateKind(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("name", "period", "retired", "version", "do") {
		return errMissing
	}
	k, uses, err := s.kindOf(c)
	if err != nil {
		return err
	}
	typed := readKind(f, k.ID)
	notice := "saved"
	switch ctx := c.Request.Context(); f.values["do"] {
	case "save":
		err = s.db.SaveMeetingKind(ctx, actor(c), typed)
	case "remove":
		notice = "removed"
		err = s.db.DeleteMeetingKind(ctx, actor(c), k.ID, typed.Version)
	default:
		return errBroken
	}
	if inv, ok := errors.AsType[*briefing.Invalid](err); ok {
		return s.showKind(c, http.StatusUnprocessableEntity, k, uses, f.values, inv)
	}
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrInUse) {
		return s.showKindConflict(c, f.values)
	}
	if err != nil {
		return err
	}
	return redirect(c, "/meeting-kinds", notice)
}

// showKindConflict shows what is stored now beside what was typed.
func (s *server) showKindConflict(c *gin.Context, values map[string]string) error {
	k, uses, err := s.kindOf(c)
	if err != nil {
		return err
	}
	page, err := s.kindPage(c, k, uses, values, nil)
	if err != nil {
		return err
	}
	page.Conflicted = true
	stored := kindValues(&k)
	for _, one := range kindFields() {
		if a, b := chosenWords(one, stored[one.Name]), chosenWords(one, values[one.Name]); a != b {
			page.Conflict = append(page.Conflict, difference{one.name(), lines(a), lines(b)})
		}
	}
	return s.show(c, http.StatusConflict, "meetings/kind", page)
}

// chosenWords returns a value as people read it, also of the choice that stands
// for nothing.
func chosenWords(f field, value string) string {
	for _, o := range f.Options {
		if o.Value == value {
			return o.Label
		}
	}
	return f.words(value)
}
