package briefing

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A TimeOfDay is a time in Vietnam to the minute, "08:30"; "" when not known.
type TimeOfDay string

// typedTime accepts 8:30, 08h30, 8 giờ 30, 8g30, 8.30, 8h and 8.
var typedTime = regexp.MustCompile(`^(\d{1,2})\s*(?:(?:[:.hHgG]|giờ)\s*(\d{2})?)?(?:\s*phút)?$`)

// ParseTimeOfDay reads a time as people type it: 8:30, 8h30, 8 giờ. The empty
// text is the unknown time.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	m := typedTime.FindStringSubmatch(s)
	if m == nil {
		return "", fmt.Errorf("“%s” không phải giờ. Nhập như 08:30 hoặc 8h30", s)
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 23 || minute > 59 {
		return "", fmt.Errorf("không có giờ %s. Nhập như 08:30 hoặc 8h30", s)
	}
	return timeOfDay(hour*60 + minute), nil
}

func timeOfDay(minutes int) TimeOfDay {
	return TimeOfDay(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
}

// Valid reports whether t is a time.
func (t TimeOfDay) Valid() bool {
	parsed, err := ParseTimeOfDay(string(t))
	return t != "" && err == nil && parsed == t
}

// Minutes returns the minutes since midnight.
func (t TimeOfDay) Minutes() int {
	hour, minute, _ := strings.Cut(string(t), ":")
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return h*60 + m
}

// After returns the time some minutes later; "" when t is not known or the day
// is over by then.
func (t TimeOfDay) After(minutes int) TimeOfDay {
	if total := t.Minutes() + minutes; t.Valid() && total < 24*60 {
		return timeOfDay(total)
	}
	return ""
}

// timeSpan writes "08:00 – 11:30", or what of it is known.
func timeSpan(begins, ends TimeOfDay) string {
	switch {
	case begins == "" && ends == "":
		return ""
	case ends == "":
		return "từ " + string(begins)
	case begins == "":
		return "đến " + string(ends)
	}
	return string(begins) + " – " + string(ends)
}
