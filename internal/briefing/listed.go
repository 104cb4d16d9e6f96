package briefing

// A ListedDirective is a directive as a list of an office names it, on its way
// into the register.
type ListedDirective struct {
	Directive
	Mentions []Mention // in its title
	Related  []Mention // what the list itself says that it does to others
	Apart    []int64   // entries like it that a person has said to be other documents
}

// A Placing tells where a listed directive would come in the register.
type Placing struct {
	Standing Standing
	Near     []Directive // entries that may be the same document, unless a person says otherwise; none for a KnownEntry
}

// A Standing tells what the register knows of a listed directive.
type Standing string

const (
	NewEntry      Standing = ""          // nothing
	StubEntry     Standing = "cited"     // an entry that is known by citation only
	KnownEntry    Standing = "known"     // an entry that a person registered
	UnclearEntry  Standing = "ambiguous" // several entries, none of which a person registered
	VagueRelation Standing = "vague"     // several entries for another directive that the list names with it
)

// Label returns what becomes of the listed directive, "Thêm mới".
func (s Standing) Label() string {
	switch s {
	case StubEntry:
		return "Bổ sung cho mục chỉ biết qua viện dẫn"
	case KnownEntry:
		return "Đã có trong sổ"
	case UnclearEntry:
		return "Có nhiều mục trùng trong sổ"
	case VagueRelation:
		return "Văn bản liên quan có nhiều mục trong sổ"
	}
	return "Thêm mới"
}

// An ImportCount tells what an import did.
type ImportCount struct{ Added, Completed, Known int }
