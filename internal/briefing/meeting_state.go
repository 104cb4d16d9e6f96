package briefing

import (
	"errors"
	"slices"
)

// A MeetingState is where a meeting stands in its course, from the draft to the
// record that nobody changes any more.
type MeetingState string

const (
	Draft    MeetingState = "draft"     // nháp: may have gaps, no total counts it
	Invited  MeetingState = "invited"   // đã mời
	UnderWay MeetingState = "under_way" // đang họp
	Held     MeetingState = "held"      // đã họp: a person stands for what it says, totals count it
	Locked   MeetingState = "locked"    // đã khóa: as Held, and nobody changes it
)

// MeetingStates lists every state in the order of the course.
func MeetingStates() []MeetingState {
	return []MeetingState{Draft, Invited, UnderWay, Held, Locked}
}

// Label returns the state's name, "Đã họp"; "" for an unknown one.
func (s MeetingState) Label() string {
	switch s {
	case Draft:
		return "Nháp"
	case Invited:
		return "Đã mời"
	case UnderWay:
		return "Đang họp"
	case Held:
		return "Đã họp"
	case Locked:
		return "Đã khóa"
	}
	return ""
}

// Confirmed reports whether a person stands for what the meeting says: totals,
// reports and the register of directives count it.
func (s MeetingState) Confirmed() bool { return s == Held || s == Locked }

// A MeetingStep leads a meeting from one state to another.
type MeetingStep struct {
	Name   string
	Label  string // on its button
	From   []MeetingState
	To     MeetingState
	By     []AccountRole // who may take it
	InForm bool          // taken by saving the form: a person has to look at what was read
	Reason bool          // who takes it says why
	Until  bool          // and the last day on which it holds
}

// MeetingSteps lists which step may follow which state, and who may take it.
// Who logs a meeting afterwards goes from the draft to Held at once.
func MeetingSteps() []MeetingStep {
	editors := []AccountRole{Administrator, Staff}
	return []MeetingStep{
		{Name: "invite", Label: "Ghi là đã mời", From: []MeetingState{Draft}, To: Invited, By: editors},
		{Name: "begin", Label: "Bắt đầu họp", From: []MeetingState{Invited}, To: UnderWay, By: editors},
		{Name: "confirm", Label: "Xác nhận và lưu", From: []MeetingState{Draft}, To: Held, By: editors, InForm: true},
		{Name: "end", Label: "Ghi là đã họp", From: []MeetingState{Invited, UnderWay}, To: Held, By: editors},
		{Name: "lock", Label: "Khóa", From: []MeetingState{Held}, To: Locked, By: editors},
		{Name: "reopen", Label: "Mở lại…", From: []MeetingState{Locked}, To: Held, By: []AccountRole{Administrator},
			Reason: true, Until: true},
		{Name: "withdraw", Label: "Đưa về nháp…", From: []MeetingState{Invited, UnderWay, Held}, To: Draft, By: editors,
			Reason: true},
	}
}

// MeetingStepNamed returns the step of a name, and whether there is one.
func MeetingStepNamed(name string) (MeetingStep, bool) {
	all := MeetingSteps()
	i := slices.IndexFunc(all, func(s MeetingStep) bool { return s.Name == name })
	if i < 0 {
		return MeetingStep{}, false
	}
	return all[i], true
}

// StepsFor lists the steps that an account may take with the meeting now,
// without those that the form takes.
func (m *Meeting) StepsFor(role AccountRole) []MeetingStep {
	return slices.DeleteFunc(MeetingSteps(), func(s MeetingStep) bool {
		return s.InForm || !slices.Contains(s.From, m.State) || !slices.Contains(s.By, role)
	})
}

// ErrNoStep says that the meeting is not in a state from which the step leads.
var ErrNoStep = errors.New("hội nghị không ở trạng thái để làm việc này")

// MaxReopened is how many days a locked meeting may be opened again for.
const MaxReopened = 90

// Take leads the meeting one step on. Until is the last day of a reopened
// meeting; other steps leave it out. Mistakes are an Invalid that names the
// fields reason, until and those of the meeting.
func (m *Meeting) Take(step MeetingStep, reason string, until, today Day) error {
	if !slices.Contains(step.From, m.State) {
		return ErrNoStep
	}
	var inv Invalid
	inv.Check(!step.Reason || reason != "", "reason", "Nhập lý do.")
	inv.checkLength("reason", reason)
	if step.Until {
		last := DayOf(today.Time().AddDate(0, 0, MaxReopened))
		inv.Check(until.Valid() && until >= today && until <= last, "until",
			"Nhập ngày cuối còn được sửa, từ hôm nay đến "+last.Label()+".")
	}
	if err := inv.Err(); err != nil {
		return err
	}
	m.State, m.LockedAfter = step.To, ""
	if step.Until {
		m.LockedAfter = until
	}
	return m.Check(today)
}

// StateOn returns the state on a day: a meeting that was opened again is locked
// after its last day without anybody doing anything.
func (m *Meeting) StateOn(today Day) MeetingState {
	if m.State == Held && m.LockedAfter != "" && m.LockedAfter < today {
		return Locked
	}
	return m.State
}

// Saved reports whether saving the form may lead from one state to another.
func (s MeetingState) Saved(to MeetingState) bool {
	return s == to || slices.ContainsFunc(MeetingSteps(), func(step MeetingStep) bool {
		return step.InForm && step.To == to && slices.Contains(step.From, s)
	})
}

// Check reports every mistake that keeps the meeting from being stored in its
// state on a day: a draft may have gaps, and nothing has been held before its
// day.
func (m *Meeting) Check(today Day) error {
	if m.State == Draft {
		return m.ValidateDraft()
	}
	if err := m.Validate(); err != nil {
		return err
	}
	var inv Invalid
	inv.Check(m.HeldOn <= today || m.State == Invited, "held_on",
		"Ngày họp chưa đến. Lưu nháp, rồi ghi là đã mời.")
	return inv.Err()
}
