package briefing

// A Family is one of the systems in which documents are issued and numbered
// (hệ văn bản).
type Family string

const (
	NoFamily    Family = ""
	PartyFamily Family = "party" // 24-CT/TU
	StateFamily Family = "state" // 30/2020/NĐ-CP
	FrontFamily Family = "front" // the Front, the unions and associations
)

// Families lists every family in the order of menus.
func Families() []Family { return []Family{PartyFamily, StateFamily, FrontFamily} }

// Label returns the family's name, "Đảng"; "" for none.
func (f Family) Label() string {
	switch f {
	case PartyFamily:
		return "Đảng"
	case StateFamily:
		return "Nhà nước"
	case FrontFamily:
		return "Mặt trận, đoàn thể"
	}
	return ""
}

// Valid reports whether f is a known family or none.
func (f Family) Valid() bool { return f == NoFamily || f.Label() != "" }
