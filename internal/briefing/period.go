package briefing

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"giaoban/internal/vntext"
)

// A PeriodKey names a report period (kỳ báo cáo): 2024-Q1, 2024-H1, 2024-H2,
// 2024-9M, 2024-Y or 2024-M04. "" means none of these, or not known.
type PeriodKey string

// A Period is a report period with the days that the organisation set for it.
type Period struct {
	Key  PeriodKey
	From Day // first day reported
	To   Day // last day reported
	Due  Day // when units hand in; "" when not set
}

// A Plan is the time that a meeting plans for (nhiệm vụ … cuối năm). It need
// not be a named period: "9 tháng cuối năm 2024" has no key.
type Plan struct {
	Key   PeriodKey
	From  Day
	To    Day
	Label string // as written
}

var periodKey = regexp.MustCompile(`^(\d{4})-(?:Q([1-4])|(H1|H2|9M|Y)|M(0[1-9]|1[0-2]))$`)

// parts returns the year and the months from and to of k.
func (k PeriodKey) parts() (year, from, to int, ok bool) {
	m := periodKey.FindStringSubmatch(string(k))
	if m == nil {
		return 0, 0, 0, false
	}
	year, _ = strconv.Atoi(m[1])
	switch {
	case m[2] != "":
		q, _ := strconv.Atoi(m[2])
		return year, 3*q - 2, 3 * q, true
	case m[4] != "":
		n, _ := strconv.Atoi(m[4])
		return year, n, n, true
	}
	switch m[3] {
	case "H1":
		return year, 1, 6, true
	case "H2":
		return year, 7, 12, true
	case "9M":
		return year, 1, 9, true
	}
	return year, 1, 12, true
}

// Valid reports whether k names a period.
func (k PeriodKey) Valid() bool {
	year, _, _, ok := k.parts()
	return ok && year >= 1900 && year <= 2100
}

// Year returns the year of k, or 0.
func (k PeriodKey) Year() int {
	year, _, _, _ := k.parts()
	return year
}

// Quarter returns 1 to 4 for a quarter and 0 for any other period.
func (k PeriodKey) Quarter() int {
	if _, from, to, ok := k.parts(); ok && to-from == 2 {
		return to / 3
	}
	return 0
}

// Label returns the period as people write it: "Quý I/2024", "6 tháng đầu năm
// 2024". An unknown key comes back as it is.
func (k PeriodKey) Label() string {
	year, from, _, ok := k.parts()
	if !ok {
		return string(k)
	}
	switch suffix := string(k)[5:]; suffix {
	case "H1":
		return fmt.Sprintf("6 tháng đầu năm %d", year)
	case "H2":
		return fmt.Sprintf("6 tháng cuối năm %d", year)
	case "9M":
		return fmt.Sprintf("9 tháng đầu năm %d", year)
	case "Y":
		return fmt.Sprintf("Năm %d", year)
	default:
		if strings.HasPrefix(suffix, "Q") {
			return fmt.Sprintf("Quý %s/%d", vntext.Roman(k.Quarter()), year)
		}
		return fmt.Sprintf("Tháng %d/%d", from, year)
	}
}

// InWords returns the period as a sentence holds it: "quý I năm 2024".
func (k PeriodKey) InWords() string {
	year, from, _, ok := k.parts()
	switch {
	case !ok:
		return string(k)
	case k.Quarter() > 0:
		return fmt.Sprintf("quý %s năm %d", vntext.Roman(k.Quarter()), year)
	case strings.HasSuffix(string(k), "-Y"):
		return fmt.Sprintf("năm %d", year)
	case strings.Contains(string(k), "-M"):
		return fmt.Sprintf("tháng %d năm %d", from, year)
	}
	return k.Label()
}

// Calendar returns the period with its calendar days. An organisation may set
// others (the state's quarters end on the 14th, Nghị định 09/2019/NĐ-CP).
func (k PeriodKey) Calendar() Period {
	year, from, to, ok := k.parts()
	if !ok {
		return Period{Key: k}
	}
	last := NewDay(year, to, 1).Time().AddDate(0, 1, -1)
	return Period{Key: k, From: NewDay(year, from, 1), To: DayOf(last)}
}

// PeriodOf returns the key of the calendar months from–to of a year, or ""
// when they are no named period.
func PeriodOf(year, from, to int) PeriodKey {
	suffix := ""
	switch {
	case from == to && from >= 1 && to <= 12:
		suffix = fmt.Sprintf("M%02d", from)
	case to-from == 2 && to%3 == 0 && to <= 12:
		suffix = fmt.Sprintf("Q%d", to/3)
	case from == 1 && to == 6:
		suffix = "H1"
	case from == 7 && to == 12:
		suffix = "H2"
	case from == 1 && to == 9:
		suffix = "9M"
	case from == 1 && to == 12:
		suffix = "Y"
	default:
		return ""
	}
	return PeriodKey(fmt.Sprintf("%04d-%s", year, suffix))
}
