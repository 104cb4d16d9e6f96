package briefing

// A Delegation is one body whose people are expected at a meeting (thành phần):
// a unit of that day, or somebody outside the unit tree by name.
type Delegation struct {
	ID         int64 // stays over saves
	Unit       int64 // 0 for one outside the tree
	Name       string
	Attendance Attendance
	Delegate   string // who came, or who came instead; "" when nobody wrote it down
	Note       string // why nobody came
}

// An Attendance says whether a delegation came.
type Attendance string

const (
	NotNoted   Attendance = ""           // nobody looked yet
	Present    Attendance = "present"    // có mặt
	Substitute Attendance = "substitute" // cử người dự thay
	Excused    Attendance = "excused"    // vắng có lý do
	Absent     Attendance = "absent"     // vắng không lý do
)

// Attendances lists what may be noted, in the order of the sheet.
func Attendances() []Attendance { return []Attendance{Present, Substitute, Excused, Absent} }

// Label returns the words of the sheet, "Có mặt"; "" for one that is not noted or
// unknown.
func (a Attendance) Label() string {
	switch a {
	case Present:
		return "Có mặt"
	case Substitute:
		return "Dự thay"
	case Excused:
		return "Vắng có lý do"
	case Absent:
		return "Vắng không lý do"
	}
	return ""
}
