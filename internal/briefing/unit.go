package briefing

// A Unit is a place or body of the organisation's tree (đơn vị). What changes
// over time stands in its versions; neither name nor code identifies it, both
// are used again after mergers.
type Unit struct {
	ID        int64
	Name      string // "Xã Đa Tốn"
	ShortName string // "Đa Tốn"
	Kind      string // "xã", "thị trấn", "huyện", as data
	Level     Level
	Code      string // of the statistics office, "00577"; "" when there is none
	Parent    int64  // 0 for the top
	ValidFrom Day    // first day of this version; "" since ever
	ValidTo   Day    // last day of this version; "" while it is valid
	Sample    bool
}

// A Status is what every page shows of the whole database.
type Status struct {
	Meetings    int
	Unconfirmed int // of them, drafts that wait for a person
	Directives  int
	Unresolved  int  // citations that wait for a person
	Sample      bool // holds sample data
}
