package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// An editPage holds the form of a meeting, new or stored.
type editPage struct {
	frame
	Form       meetingForm
	Save       string       // what the button says that saves and confirms
	More       string       // … that saves and begins the next; "" where there is none
	Draft      string       // … that saves a draft; "" for a meeting that is none
	Starts     []link       // the same form for a kind of meeting, of an empty one
	Locked     bool         // somebody locked the meeting meanwhile
	Twin       string       // address of the same meeting, when it is stored already
	Conflicted bool         // somebody else saved meanwhile
	Conflict   []difference // what is not the same in both versions
}

// newMeeting shows the empty form, for a meeting without an article. A kind in
// the address is chosen, with the period that it most likely reports on.
func (s *server) newMeeting(c *gin.Context) error {
	m := &briefing.Meeting{State: briefing.Draft, Participations: []briefing.Participation{{Role: briefing.Chair}}}
	kinds, err := s.db.MeetingKinds(c.Request.Context())
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if idValue(k.ID) == c.Query("kind") && !k.Retired {
			m.Kind, m.Reports = k.ID, k.Period.Nearest(s.today())
		}
	}
	return s.showEntry(c, http.StatusOK, &entry{base: m, values: meetingValues(m), focus: "title"})
}

// editMeeting shows the form of a stored meeting.
func (s *server) editMeeting(c *gin.Context) error {
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	if m.State == briefing.Locked {
		return errLocked
	}
	if !fitsForm(m) {
		return errManyRows
	}
	return s.showEntry(c, http.StatusOK, &entry{base: m, values: meetingValues(m)})
}

// errLocked is for the forms of a locked meeting. One that was sent keeps what was
// typed instead.
var errLocked = &failure{http.StatusConflict, "Hội nghị đã khóa",
	"Hội nghị này chỉ xem được. Cần sửa thì nhờ người quản trị mở lại."}

// createMeeting takes the form of a new meeting.
func (s *server) createMeeting(c *gin.Context) error {
	return s.submit(c, &briefing.Meeting{State: briefing.Draft, Source: sentForm(c).values["source"]})
}

// updateMeeting takes the form of a stored meeting.
func (s *server) updateMeeting(c *gin.Context) error {
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	return s.submit(c, m)
}

// meetingOf returns the meeting that the address names.
func (s *server) meetingOf(c *gin.Context) (*briefing.Meeting, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return nil, errNoPage
	}
	return s.db.Meeting(c.Request.Context(), id)
}

// submit does what the pressed button says. Only "save" and "draft" store.
func (s *server) submit(c *gin.Context, base *briefing.Meeting) error {
	f := sentForm(c)
	if !completeMeeting(f) {
		return errMissing
	}
	e := &entry{base: base, values: f.values}
	do := f.values["do"]
	switch verb, rest, _ := strings.Cut(do, ":"); {
	case do == "save", do == "draft", do == "more" && e.byHand():
		return s.save(c, e, do != "draft")
	case do == "check":
		var m *briefing.Meeting
		m, e.inv = readMeeting(e.values, base)
		checkMeeting(m, e.inv)
	case !e.change(verb, rest):
		return errBroken
	}
	return s.showEntry(c, http.StatusOK, e)
}

// change adds or removes a row; it reports false for anything else.
func (e *entry) change(verb, rest string) bool {
	name, number, _ := strings.Cut(rest, ":")
	g, n := groupNamed(name), rowCount(e.values, name)
	row, err := strconv.Atoi(number)
	switch {
	case g.Name == "":
		return false
	case verb == "add" && n < maxRows:
		addRow(e.values, g, nil)
		e.focus = rowField(name, n, g.columns[0].Name)
		return true
	case verb == "remove" && err == nil && 0 <= row && row < n:
		removeRow(e.values, g, row)
		e.focus = name
		return true
	}
	return false
}

// byHand reports whether the form is of a new meeting without an article.
func (e *entry) byHand() bool { return e.base.ID == 0 && e.base.Source == "" }

// save stores what was typed, or shows the form again with what is wrong.
func (s *server) save(c *gin.Context, e *entry, confirm bool) error {
	m, inv := readMeeting(e.values, e.base)
	m.State = e.base.State
	if confirm && m.State == briefing.Draft {
		m.State = briefing.Held
	}
	if m.State != briefing.Draft {
		checkMeeting(m, inv)
	}
	if inv.Err() != nil {
		e.inv = inv
		return s.showEntry(c, http.StatusUnprocessableEntity, e)
	}
	renewCitations(m, e.base)
	err := s.db.SaveMeeting(c.Request.Context(), actor(c), m)
	if found, ok := errors.AsType[*briefing.Invalid](err); ok {
		e.inv = found
		return s.showEntry(c, http.StatusUnprocessableEntity, e)
	}
	if twin, ok := errors.AsType[*store.ExistsError](err); ok {
		return s.showTwin(c, e, twin.ID)
	}
	if errors.Is(err, store.ErrStale) {
		return s.showConflict(c, e, m)
	}
	if errors.Is(err, store.ErrLocked) {
		return s.showLocked(c, e)
	}
	if err != nil {
		return err
	}
	if e.values["do"] == "more" {
		c.Redirect(http.StatusSeeOther, address("/meetings/new", url.Values{"kind": {e.values["kind"]}, "notice": {"confirmed"}}))
		return nil
	}
	notice := "saved"
	switch {
	case m.State == briefing.Draft:
		notice = "draft"
	case e.base.State == briefing.Draft:
		notice = "confirmed"
	}
	return redirect(c, meetingURL(m.ID), notice)
}

func meetingURL(id int64) string { return fmt.Sprintf("/meetings/%d", id) }

// showEntry shows the form, and when something is wrong begins at the list of
// mistakes.
func (s *server) showEntry(c *gin.Context, status int, e *entry) error {
	page, err := s.editPage(c, e)
	if err != nil {
		return err
	}
	return s.show(c, status, "meetings/form", page)
}

func (s *server) editPage(c *gin.Context, e *entry) (editPage, error) {
	title := "Thêm hội nghị"
	crumbs := []link{{"Hội nghị giao ban", "/meetings"}}
	switch {
	case e.base.ID != 0 && e.base.State != briefing.Draft:
		title = "Sửa hội nghị"
	case e.base.ID != 0 || e.base.Source != "":
		title = "Kiểm tra và xác nhận"
	}
	if e.base.ID != 0 {
		crumbs = append(crumbs, link{titleOf(e.base.Title), meetingURL(e.base.ID)})
	}
	f, err := s.frame(c, title, crumbs...)
	if err != nil {
		return editPage{}, err
	}
	if err := s.offerKinds(c.Request.Context(), e); err != nil {
		return editPage{}, err
	}
	page := editPage{frame: f, Form: e.view(), Save: "Xác nhận và lưu", Draft: "Lưu nháp"}
	if e.base.State != briefing.Draft {
		page.Save, page.Draft = "Lưu", ""
	}
	if e.byHand() {
		page.More = "Lưu và thêm mới"
	}
	if e.byHand() && c.Request.Method != http.MethodPost {
		for _, k := range e.kinds {
			page.Starts = append(page.Starts, link{k.Name, address("/meetings/new", url.Values{"kind": {idValue(k.ID)}})})
		}
	}
	page.Summary = page.Form.summary()
	typed, _ := readMeeting(e.values, e.base)
	for _, k := range e.kinds {
		if doubt := k.PeriodDoubt(typed.Reports); doubt != "" && k.ID == typed.Kind {
			page.Form.Warnings = append(page.Form.Warnings, link{Text: doubt})
		}
	}
	if e.base.State == briefing.Draft {
		warnings, err := s.draftWarnings(c.Request.Context(), typed)
		if err != nil {
			return editPage{}, err
		}
		page.Form.Warnings = append(page.Form.Warnings, warnings...)
	}
	return page, nil
}

// offerKinds gives the form the kinds in use, and the one that is chosen.
func (s *server) offerKinds(ctx context.Context, e *entry) error {
	kinds, err := s.db.MeetingKinds(ctx)
	e.kinds = slices.DeleteFunc(kinds, func(k briefing.MeetingKind) bool {
		return k.Retired && idValue(k.ID) != e.values["kind"]
	})
	return err
}

// showLocked says that nobody may change the meeting any more. What was typed
// stays, to be copied or sent when the meeting is open again.
func (s *server) showLocked(c *gin.Context, e *entry) error {
	page, err := s.editPage(c, e)
	if err != nil {
		return err
	}
	page.Locked = true
	return s.show(c, http.StatusConflict, "meetings/form", page)
}

// showTwin says that the meeting is stored already: its figures would count
// twice.
func (s *server) showTwin(c *gin.Context, e *entry, id int64) error {
	page, err := s.editPage(c, e)
	if err != nil {
		return err
	}
	page.Twin = meetingURL(id)
	return s.show(c, http.StatusConflict, "meetings/form", page)
}

// showConflict shows what is stored now beside what was typed. The next save
// stores over it, since the person has then seen it.
func (s *server) showConflict(c *gin.Context, e *entry, typed *briefing.Meeting) error {
	stored, err := s.db.Meeting(c.Request.Context(), e.base.ID)
	if err != nil {
		return err
	}
	e.base = stored
	e.values["version"] = strconv.Itoa(stored.Version)
	page, err := s.editPage(c, e)
	if err != nil {
		return err
	}
	page.Save += " đè"
	if page.Draft != "" {
		page.Draft += " đè"
	}
	page.Locked = stored.State == briefing.Locked
	page.Conflicted, page.Conflict = true, differences(stored, typed, e.kinds)
	return s.show(c, http.StatusConflict, "meetings/form", page)
}
