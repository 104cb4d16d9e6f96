package briefing

import "time"

// A Task is an instruction from a conclusion (nhiệm vụ giao): what a unit or a
// body has to do by a day, followed from one briefing to the next.
type Task struct {
	ID           int64
	Meeting      int64
	MeetingTitle string // of Meeting, as the store knows it
	MeetingDay   Day
	Text         string
	Unit         int64  // 0 for a body outside the unit tree
	Assignee     string // name of the unit on the day of the meeting, or of the body
	Due          Day    // "" without a limit
	State        TaskState
	DoneOn       Day // when the office accepted it; "" before
	Version      int // raised by every change; a stale one is refused
	UpdatedAt    time.Time
}

// A TaskState is where a task stands in its course.
type TaskState string

const (
	TaskOpen     TaskState = "open"     // đang thực hiện
	TaskReported TaskState = "reported" // the unit says that it is done; the office has not answered yet
	TaskDone     TaskState = "done"     // the office accepted it
)

// Label returns the state's name, "Đang thực hiện"; "" for an unknown one.
func (s TaskState) Label() string {
	switch s {
	case TaskOpen:
		return "Đang thực hiện"
	case TaskReported:
		return "Chờ xác nhận"
	case TaskDone:
		return "Đã xong"
	}
	return ""
}

// Late reports whether the task's day is over on a day without its being done.
// One that was done after its day stays late.
func (t *Task) Late(today Day) bool {
	if t.State == TaskDone {
		today = t.DoneOn
	}
	return t.Due != "" && today > t.Due
}

// A TaskReport is what a unit or the office writes on the progress of a task.
type TaskReport struct {
	ID       int64
	Task     int64
	By       string // account
	At       time.Time
	Text     string
	Done     bool       // says that the task is done, and asks the office to accept it
	Answer   TaskAnswer // of the office to a report that says so
	Reason   string     // why it was returned
	Answerer string
}

// A TaskAnswer is what the office says to a report of a task done.
type TaskAnswer string

const (
	Unanswered TaskAnswer = ""
	Accepted   TaskAnswer = "accepted" // xác nhận
	Returned   TaskAnswer = "returned" // trả lại
)

// A TaskFilter chooses tasks; its zero value chooses all, the earliest due first.
type TaskFilter struct {
	Meeting int64     // 0 for all
	Unit    int64     // 0 for all
	State   TaskState // "" for all
	Late    bool      // only those that are late on On
	Before  int64     // only those of meetings held before this one: what it opens with; 0 for all
	On      Day       // today where it is ""
}
