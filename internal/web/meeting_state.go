package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/store"
)

// A stepButton leads a meeting to its next state: at once, or over a page that
// asks why.
type stepButton struct {
	Label string
	Do    string // value of the button; "" for a link
	Ask   string // address of the page; "" for a button
}

// A statePage asks why somebody takes a step with a meeting.
type statePage struct {
	frame
	Action  string
	Effect  string // what the step does
	Do      string
	Save    string // on the button
	Version int
	Fields  []field
	Back    string
}

var errMoved = &failure{http.StatusConflict, "Hội nghị vừa thay đổi",
	"Người khác vừa sửa hội nghị này hoặc đổi trạng thái. Chưa có gì thay đổi. Mở lại hội nghị, xem rồi bấm lại."}

func stateURL(id int64) string { return meetingURL(id) + "/state" }

// stepButtons lists what the visitor may do with the state of a meeting.
func stepButtons(m *briefing.Meeting, a *briefing.Account) []stepButton {
	var all []stepButton
	for _, step := range m.StepsFor(a.Role) {
		one := stepButton{Label: step.Label, Do: step.Name}
		if step.Reason {
			one.Do, one.Ask = "", address(stateURL(m.ID), url.Values{"step": {step.Name}})
		}
		all = append(all, one)
	}
	return all
}

// stateFields are what a step may ask for.
func stateFields() []field {
	return []field{
		{Name: "reason", Label: "Lý do", Required: true},
		{Name: "until", Label: "Được sửa đến hết ngày", Width: "day", Sample: "dd/mm/yyyy", Required: true,
			Hint: "Sau ngày này hội nghị tự khóa lại."},
	}
}

// askState shows the page of a step that asks why.
func (s *server) askState(c *gin.Context) error {
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	step, ok := briefing.MeetingStepNamed(c.Query("step"))
	switch {
	case !ok || !step.Reason:
		return errNoPage
	case !slices.Contains(step.By, account(c).Role):
		return errForbidden
	case !slices.Contains(step.From, m.State):
		return errMoved
	}
	return s.showState(c, http.StatusOK, m, step, map[string]string{}, nil)
}

func (s *server) showState(c *gin.Context, status int, m *briefing.Meeting, step briefing.MeetingStep, values map[string]string, inv *briefing.Invalid) error {
	title, effect := "Đưa về nháp", "Hội nghị không còn được tính vào tổng số và báo cáo cho đến khi được xác nhận lại."
	if step.Until {
		title, effect = "Mở lại hội nghị đã khóa", "Cán bộ lại sửa được hội nghị này. Tổng số và báo cáo vẫn tính hội nghị."
	}
	f, err := s.frame(c, title, link{"Hội nghị giao ban", "/meetings"}, link{titleOf(m.Title), meetingURL(m.ID)})
	if err != nil {
		return err
	}
	page := statePage{frame: f, Action: stateURL(m.ID), Effect: effect, Do: step.Name, Save: title, Version: m.Version,
		Back: meetingURL(m.ID)}
	for _, one := range stateFields() {
		if one.Name != "until" || step.Until {
			page.Fields = append(page.Fields, one.filled(values, inv))
		}
	}
	page.Summary = summaryOf(page.Fields)
	return s.show(c, status, "meetings/state", page)
}

// changeState takes a step with a meeting.
func (s *server) changeState(c *gin.Context) error {
	f := sentForm(c)
	if !f.has("do", "version", "reason", "until") {
		return errMissing
	}
	step, ok := briefing.MeetingStepNamed(f.values["do"])
	if !ok || step.InForm {
		return errBroken
	}
	if !slices.Contains(step.By, account(c).Role) {
		return errForbidden
	}
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	r := meetingReader{values: f.values}
	move := store.MeetingMove{Meeting: m.ID, Version: int(r.id("version")), Step: step, Reason: r.line("reason"), Until: r.day("until")}
	if r.inv.Err() != nil {
		return s.showState(c, http.StatusUnprocessableEntity, m, step, f.values, &r.inv)
	}
	err = s.db.TakeMeetingStep(c.Request.Context(), actor(c), move)
	if inv, ok := errors.AsType[*briefing.Invalid](err); ok {
		return s.showStepFaults(c, m, step, f.values, inv)
	}
	if errors.Is(err, store.ErrStale) || errors.Is(err, briefing.ErrNoStep) {
		return errMoved
	}
	if err != nil {
		return err
	}
	return redirect(c, meetingURL(m.ID), "step-"+step.Name)
}

// showStepFaults shows what keeps somebody from a step: at the fields of the step,
// or in the form of the meeting.
func (s *server) showStepFaults(c *gin.Context, m *briefing.Meeting, step briefing.MeetingStep, values map[string]string, inv *briefing.Invalid) error {
	if inv.On("reason") != "" || inv.On("until") != "" {
		return s.showState(c, http.StatusUnprocessableEntity, m, step, values, inv)
	}
	return s.showEntry(c, http.StatusUnprocessableEntity, &entry{base: m, values: meetingValues(m), inv: inv})
}

// nextMeeting makes the draft of the meeting a period after another one.
func (s *server) nextMeeting(c *gin.Context) error {
	m, err := s.meetingOf(c)
	if err != nil {
		return err
	}
	id, err := s.db.NextMeeting(c.Request.Context(), actor(c), m.ID)
	if there, ok := errors.AsType[*store.ExistsError](err); ok {
		return redirect(c, meetingURL(there.ID), "next-there")
	}
	if err != nil {
		return err
	}
	return redirect(c, fmt.Sprintf("%s/edit", meetingURL(id)), "next-made")
}
