package briefing

import (
	"slices"
	"strings"
	"time"
)

// A MeetingKind is a kind of meeting (loại hội nghị), as the office names them.
type MeetingKind struct {
	ID      int64
	Name    string     // "Giao ban quý"
	Period  PeriodSort // of what such a meeting usually reports on; "" for any
	Retired bool       // kept for the meetings that have it, not offered for new ones
	Version int
}

// A PeriodSort is a sort of report periods: all quarters, all years.
type PeriodSort string

const (
	Quarters   PeriodSort = "Q"
	HalfYears  PeriodSort = "H"
	NineMonths PeriodSort = "9M"
	Years      PeriodSort = "Y"
	Months     PeriodSort = "M"
)

// PeriodSorts lists every sort, the usual ones first.
func PeriodSorts() []PeriodSort {
	return []PeriodSort{Quarters, HalfYears, NineMonths, Years, Months}
}

// Label returns the sort's name, "Quý"; "" for an unknown one.
func (s PeriodSort) Label() string {
	switch s {
	case Quarters:
		return "Quý"
	case HalfYears:
		return "6 tháng"
	case NineMonths:
		return "9 tháng"
	case Years:
		return "Năm"
	case Months:
		return "Tháng"
	}
	return ""
}

// Sort returns the sort of k, "" for no period.
func (k PeriodKey) Sort() PeriodSort {
	if !k.Valid() {
		return ""
	}
	return PeriodSort(string(k)[5:]).trimmed()
}

// trimmed drops the number of the period within its year.
func (s PeriodSort) trimmed() PeriodSort {
	if s == NineMonths {
		return s
	}
	return s[:1]
}

// keys returns the periods of a sort in a year.
func (s PeriodSort) keys(year int) []PeriodKey {
	length := map[PeriodSort]int{Quarters: 3, HalfYears: 6, NineMonths: 9, Years: 12, Months: 1}[s]
	var all []PeriodKey
	for to := length; length > 0 && to <= 12; to += length {
		all = append(all, PeriodOf(year, to-length+1, to))
	}
	return all
}

// Nearest returns the period of a sort whose last day is nearest to a day: what
// a meeting of that day most likely reports on. "" without a sort or a day.
func (s PeriodSort) Nearest(day Day) PeriodKey {
	if !day.Valid() {
		return ""
	}
	var best PeriodKey
	var distance time.Duration
	year := day.Time().Year()
	for _, k := range slices.Concat(s.keys(year-1), s.keys(year)) {
		if d := day.Time().Sub(k.Calendar().To.Time()).Abs(); best == "" || d < distance {
			best, distance = k, d
		}
	}
	return best
}

// Next returns the period of the same sort that follows k, "" for no period.
func (k PeriodKey) Next() PeriodKey {
	all := slices.Concat(k.Sort().keys(k.Year()), k.Sort().keys(k.Year()+1))
	if i := slices.Index(all, k); i >= 0 {
		return all[i+1]
	}
	return ""
}

// KindFor returns the first kind in use whose meetings report on periods like k,
// 0 when there is none.
func KindFor(kinds []MeetingKind, k PeriodKey) int64 {
	for _, kind := range kinds {
		if kind.Period != "" && kind.Period == k.Sort() && !kind.Retired {
			return kind.ID
		}
	}
	return 0
}

// PeriodDoubt says that meetings of the kind usually report on another sort of
// period; "" when the period fits, or one of both is open.
func (k *MeetingKind) PeriodDoubt(reports PeriodKey) string {
	if k.Period == "" || !reports.Valid() || k.Period == reports.Sort() {
		return ""
	}
	return "Loại “" + k.Name + "” thường báo cáo kỳ " + strings.ToLower(k.Period.Label()) + "; xem lại kỳ báo cáo (" + reports.Label() + ")."
}

// Validate reports every mistake that keeps the kind from being stored.
func (k *MeetingKind) Validate() error {
	var inv Invalid
	inv.Check(k.Name != "", "name", "Nhập tên loại hội nghị.")
	inv.Check(len([]rune(k.Name)) <= MaxKindName, "name", "Tên dài quá 100 ký tự.")
	inv.Check(k.Period == "" || k.Period.Label() != "", "period", "Chọn kỳ trong danh sách.")
	return inv.Err()
}

// MaxKindName bounds the name of a kind, in runes.
const MaxKindName = 100
