package briefing_test

import (
	"strings"
	"testing"

	"giaoban/internal/briefing"
)

func TestAKindSuggestsThePeriodThatEndsNearest(t *testing.T) {
	for _, c := range []struct {
		sort briefing.PeriodSort
		day  briefing.Day
		want briefing.PeriodKey
	}{
		{briefing.Quarters, "2024-04-09", "2024-Q1"},
		{briefing.Quarters, "2024-03-25", "2024-Q1"},
		{briefing.Quarters, "2025-01-06", "2024-Q4"},
		{briefing.HalfYears, "2024-07-02", "2024-H1"},
		{briefing.HalfYears, "2024-12-20", "2024-H2"},
		{briefing.NineMonths, "2024-10-02", "2024-9M"},
		{briefing.Years, "2025-01-10", "2024-Y"},
		{briefing.Years, "2024-10-15", "2024-Y"},
		{briefing.Months, "2026-01-30", "2026-M01"},
		{"", "2024-04-09", ""},
		{briefing.Quarters, "", ""},
	} {
		if got := c.sort.Nearest(c.day); got != c.want {
			t.Errorf("%s on %s: got %s, want %s", c.sort, c.day, got, c.want)
		}
	}
}

func TestPeriodsFollowOneAnother(t *testing.T) {
	for k, want := range map[briefing.PeriodKey]briefing.PeriodKey{"2024-Q1": "2024-Q2", "2024-Q4": "2025-Q1", "2024-H1": "2024-H2",
		"2024-H2": "2025-H1", "2024-9M": "2025-9M", "2024-Y": "2025-Y", "2024-M12": "2025-M01", "": "", "2024": ""} {
		if got := k.Next(); got != want {
			t.Errorf("after %q: got %q, want %q", k, got, want)
		}
	}
}

func TestAPeriodHasAKind(t *testing.T) {
	kinds := []briefing.MeetingKind{{ID: 1, Period: briefing.Quarters, Retired: true}, {ID: 2, Period: briefing.Quarters},
		{ID: 3, Period: briefing.HalfYears}, {ID: 4}}
	for k, want := range map[briefing.PeriodKey]int64{"2024-Q3": 2, "2024-H2": 3, "2024-M04": 0, "": 0} {
		if got := briefing.KindFor(kinds, k); got != want {
			t.Errorf("%q: got kind %d, want %d", k, got, want)
		}
	}
}

func TestAKindDoubtsOtherPeriods(t *testing.T) {
	k := briefing.MeetingKind{Name: "Sơ kết 6 tháng", Period: briefing.HalfYears}
	for reports, doubted := range map[briefing.PeriodKey]bool{"2024-H1": false, "2024-H2": false, "2024-Q2": true, "": false} {
		if got := k.PeriodDoubt(reports); (got != "") != doubted {
			t.Errorf("%q: got %q", reports, got)
		}
	}
	if got := (&briefing.MeetingKind{Name: "Chuyên đề"}).PeriodDoubt("2024-Q2"); got != "" {
		t.Errorf("a kind of any period: got %q", got)
	}
}

func TestKindsHaveNames(t *testing.T) {
	for _, k := range []briefing.MeetingKind{{}, {Name: strings.Repeat("a", 101)}, {Name: "a", Period: "Q1"}} {
		if k.Validate() == nil {
			t.Errorf("%.20v was taken", k)
		}
	}
	good := briefing.MeetingKind{Name: "Tọa đàm", Period: briefing.Months}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
}

func TestTimesAreReadAsTyped(t *testing.T) {
	for typed, want := range map[string]briefing.TimeOfDay{"8:30": "08:30", "8h30": "08:30", "08 giờ 30": "08:30", "8h": "08:00", "14": "14:00",
		"8g05": "08:05", "8.30": "08:30", "0:00": "00:00", "8 giờ 30 phút": "08:30", " 23:59 ": "23:59", "": ""} {
		if got, err := briefing.ParseTimeOfDay(typed); got != want || err != nil {
			t.Errorf("%q: got %q, %v, want %q", typed, got, err, want)
		}
	}
	for _, typed := range []string{"24:00", "8:60", "8:5", "sáng", "8:30:00", "-1", "8-30"} {
		if got, err := briefing.ParseTimeOfDay(typed); err == nil {
			t.Errorf("%q: got %q", typed, got)
		}
	}
	if got := briefing.TimeOfDay("23:50").After(20); got != "" {
		t.Errorf("after midnight: got %s", got)
	}
}
