package briefing

import (
	"slices"
	"strings"
	"time"
)

// A Directive is a document that texts cite (văn bản chỉ đạo). Number and
// symbol alone do not identify it: Party numbering starts again every term.
type Directive struct {
	ID            int64
	Genre         Genre
	Number        string // as written, "02" or "36a"; "" for a law known by name
	Symbol        string // canonical, "24-CT/TU" or "30/2020/NĐ-CP"; "" when not known
	Issuer        string // "Thành ủy Hà Nội"; "" when not established
	Place         string // of the issuer, "Hà Nội": TU and HU name a body only together with it; "" when not established
	Term          string // of the committee that issued it, "XII" or "2020-2025"; "" when not established
	Date          Day    // of issue; "" when not established
	Year          int    // of issue, where only that is known; else 0
	Title         string // trích yếu; "" when not established
	Family        Family // NoFamily while nobody said
	EffectiveFrom Day    // first day in force; "" for the day of issue
	EffectiveTo   Day    // last day in force; "" while no end is known
	Stub          bool   // known by citation only
	Sample        bool   // belongs to the sample quarter
	Version       int
	UpdatedAt     time.Time // of the last save, UTC
}

// Name returns how a sentence names the directive: "Chỉ thị 24-CT/TU",
// "Luật Thủ đô".
func (d *Directive) Name() string { return nameOf(d.Genre, d.Number, d.Symbol, d.Title) }

// Line tells the directive in one line where several of a name stand beside each
// other: "Chỉ thị 24-CT/TU (07/08/2023, Thành ủy Hà Nội)".
func (d *Directive) Line() string {
	details := slices.DeleteFunc([]string{d.Issued(), d.FullIssuer(), d.Term}, func(s string) bool { return s == "" })
	if len(details) == 0 {
		return d.Name()
	}
	return d.Name() + " (" + strings.Join(details, ", ") + ")"
}

func nameOf(g Genre, number, symbol, title string) string {
	switch {
	case symbol != "":
		return join(g.Label(), symbol)
	case number != "":
		return join(g.Label(), "số "+number)
	}
	return join(g.Label(), title)
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// A DirectiveSummary is one row of the list of directives.
type DirectiveSummary struct {
	Directive
	Cited    int      // by how many confirmed meetings and registered directives
	Validity Validity // on the day that the filter names; "" without one
}

// Validate reports every mistake that keeps a registered directive from being
// stored.
func (d *Directive) Validate() error {
	var inv Invalid
	inv.Check(d.Genre.Valid(), "genre", "Chọn loại văn bản.")
	inv.Check(d.Symbol != "" || d.Number != "" || d.Title != "", "symbol", "Nhập số, ký hiệu hoặc tên văn bản.")
	inv.Check(d.Symbol != "" || d.Number == "" || d.Title != "", "symbol", "“"+d.Number+"” thiếu ký hiệu, như "+d.Number+"-CT/TU.")
	inv.Check(d.Date == "" || d.Date.Valid(), "date", "Ngày ban hành không có thật.")
	inv.Check(d.Year == 0 || d.Year >= 1945 && d.Year <= 2100, "year", "Năm ban hành không có thật.")
	inv.Check(d.Date == "" || d.Year == 0 || d.Year == d.Date.Time().Year(), "year", "Năm khác với ngày ban hành.")
	inv.Check(d.Family.Valid(), "family", "Không có hệ văn bản này.")
	inv.Check(d.EffectiveFrom == "" || d.EffectiveFrom.Valid(), "effective_from", "Ngày có hiệu lực không có thật.")
	inv.Check(d.EffectiveTo == "" || d.EffectiveTo.Valid(), "effective_to", "Ngày hết hiệu lực không có thật.")
	inv.Check(d.EffectiveTo == "" || d.EffectiveTo >= max(d.EffectiveFrom, d.Date), "effective_to",
		"Văn bản hết hiệu lực trước khi ban hành hoặc trước khi có hiệu lực.")
	inv.checkLength("symbol", d.Symbol)
	inv.checkLength("issuer", d.Issuer)
	inv.checkLength("place", d.Place)
	inv.checkLength("term", d.Term)
	inv.checkLength("title", d.Title)
	return inv.Err()
}

// A DirectiveFilter chooses directives; its zero value chooses all.
type DirectiveFilter struct {
	Query    string    // words or symbol of whatever the entry says; marks matter where they are typed
	Meeting  int64     // only those that this meeting cites, in the order of the text
	Reports  PeriodKey // only those that confirmed meetings of this period cite
	Genre    Genre
	Family   Family
	Year     int            // of issue
	State    DirectiveState // stubs or registered ones
	On       Day            // the day whose validity is asked for
	Validity Validity
	Sort     string // for SortDirectives; "" for the order of the list itself
}

// A DirectiveState tells whether a person registered a directive.
type DirectiveState string

const (
	InRegister DirectiveState = "registered"
	CitedOnly  DirectiveState = "stub"
)

// DirectiveStates lists every state in the order of menus.
func DirectiveStates() []DirectiveState { return []DirectiveState{InRegister, CitedOnly} }

// Label returns the state's name, "Đã vào sổ"; "" for an unknown one.
func (s DirectiveState) Label() string {
	switch s {
	case InRegister:
		return "Đã vào sổ"
	case CitedOnly:
		return "Mới biết qua viện dẫn"
	}
	return ""
}

// State returns the directive's state.
func (d *Directive) State() DirectiveState {
	if d.Stub {
		return CitedOnly
	}
	return InRegister
}
