package web

import (
	"errors"
	"fmt"
	"net/http"
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
	Draft      string       // … that saves a draft; "" for a meeting that was confirmed
	Twin       string       // address of the same meeting, when it is stored already
	Conflicted bool         // somebody else saved meanwhile
	Conflict   []difference // what is not the same in both versions
}

// newMeeting shows the empty form, for a meeting without an article.
func (s *server) newMeeting(c *gin.Context) error {
	m := &briefing.Meeting{Participations: []briefing.Participation{{Role: briefing.Chair}}}
	return s.showEntry(c, http.StatusOK, &entry{base: m, values: meetingValues(m), focus: "title"})
}

// editMeeting shows the form of a stored meeting.
func (s *server) editMeeting(c *gin.Context) error {
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	if !fitsForm(m) {
		return errManyRows
	}
	return s.showEntry(c, http.StatusOK, &entry{base: m, values: meetingValues(m)})
}

// createMeeting takes the form of a new meeting.
func (s *server) createMeeting(c *gin.Context) error {
	return s.submit(c, &briefing.Meeting{Source: sentForm(c).values["source"]})
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
	case do == "save", do == "draft":
		return s.save(c, e, do == "save")
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

// save stores what was typed, or shows the form again with what is wrong.
func (s *server) save(c *gin.Context, e *entry, confirm bool) error {
	m, inv := readMeeting(e.values, e.base)
	m.Confirmed = e.base.Confirmed || confirm
	if m.Confirmed {
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
	if err != nil {
		return err
	}
	notice := "saved"
	switch {
	case !m.Confirmed:
		notice = "draft"
	case !e.base.Confirmed:
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
	case e.base.ID != 0 && e.base.Confirmed:
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
	page := editPage{frame: f, Form: e.view(), Save: "Xác nhận và lưu", Draft: "Lưu nháp"}
	if e.base.Confirmed {
		page.Save, page.Draft = "Lưu", ""
	}
	page.Summary = page.Form.summary()
	if !e.base.Confirmed {
		m, _ := readMeeting(e.values, e.base)
		warnings, err := s.draftWarnings(c.Request.Context(), m)
		if err != nil {
			return editPage{}, err
		}
		page.Form.Warnings = append(page.Form.Warnings, warnings...)
	}
	return page, nil
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
	page.Conflicted, page.Conflict = true, differences(stored, typed)
	return s.show(c, http.StatusConflict, "meetings/form", page)
}
