package briefing

import (
	"fmt"
	"strings"
	"time"

	"giaoban/internal/vntext"
)

// A Day is a calendar day in Vietnam, as 2024-04-09. It carries no time and no
// zone. "" means not known.
type Day string

// ParseDay reads a day as vntext.ParseDate does.
// The empty text is the unknown day.
func ParseDay(s string) (Day, error) {
	if vntext.Words(s) == "" {
		return "", nil
	}
	t, ok := vntext.ParseDate(s)
	if !ok {
		if len(strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })) < 3 {
			return "", fmt.Errorf("“%s” chưa đủ ngày, tháng, năm. Nhập như 09/04/2024", vntext.Words(s))
		}
		return "", fmt.Errorf("“%s” không phải ngày có thật. Nhập như 09/04/2024", vntext.Words(s))
	}
	return DayOf(t), nil
}

// NewDay returns the day, or "" when the calendar lacks it.
func NewDay(year, month, day int) Day {
	t, ok := vntext.Date(year, month, day)
	if !ok {
		return ""
	}
	return DayOf(t)
}

// DayOf returns the day that t shows in its own zone.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Valid reports whether d is a day of the calendar; the unknown day is not.
func (d Day) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Time returns midnight UTC of d, and the zero time for an unknown day.
func (d Day) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// Label returns 09/04/2024, and "" for an unknown day.
func (d Day) Label() string {
	if !d.Valid() {
		return ""
	}
	return d.Time().Format("02/01/2006")
}

// Formal returns the day as documents write it, with a zero before days under
// ten and months 1 and 2: "ngày 09 tháng 4 năm 2024". "" for an unknown day.
func (d Day) Formal() string {
	if !d.Valid() {
		return ""
	}
	t := d.Time()
	month := fmt.Sprint(int(t.Month()))
	if t.Month() <= 2 {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", t.Day(), month, t.Year())
}
