package export

import (
	"strings"
	"testing"
)

func TestUnitsAreThoseOfTheDay(t *testing.T) {
	src := sample().store(t)
	for _, c := range []struct {
		req  Request
		want string
	}{
		{Request{}, "Huyện Gia Lâm, Xã Đa Tốn, Xã Gia Lâm"},
		{Request{On: "2025-06-30"}, "Huyện Gia Lâm, Xã Đa Tốn"},
		{Request{On: "2025-07-01"}, "Xã Gia Lâm"},
		{Request{Period: "2024-Q1"}, "Huyện Gia Lâm, Xã Đa Tốn"},
		{Request{Period: "2025-Y"}, "Xã Gia Lâm"},
	} {
		var names []string
		for _, row := range table(t, build(t, src, "units", c.req), "units").Rows {
			names = append(names, row[1].Text)
		}
		if got := strings.Join(names, ", "); got != c.want {
			t.Errorf("%+v: got %s, want %s", c.req, got, c.want)
		}
	}
	k, _ := KindNamed("units")
	if _, err := k.Build(t.Context(), src, Request{Period: "2024-Q9"}); err != ErrPeriod {
		t.Errorf("got %v, want ErrPeriod", err)
	}
}

func TestAUnitNamesTheOneAboveItAsOfTheDay(t *testing.T) {
	for _, row := range table(t, build(t, sample().store(t), "units", Request{On: "2025-01-01"}), "units").Rows {
		if got, want := row[6].Text, map[string]string{"Xã Đa Tốn": "Huyện Gia Lâm"}[row[1].Text]; got != want {
			t.Errorf("%s: got %q above it, want %q", row[1].Text, got, want)
		}
	}
}
