package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"giaoban/internal/vntext"
)

func TestQueriesNameDocuments(t *testing.T) {
	tests := []struct{ query, want string }{
		{"24-CT/TU", "24-ct-tu"},
		{"24-CT/TU ngày 07/08/2023", "24-ct-tu 2023-08-07"},
		{"24-CT/TU 7/8/2023", "24-ct-tu 2023-08-07"},
		{"24 ct tu 2023", "24-ct-tu 2023"},
		{"Chỉ thị số 24-CT/TU của Thành ủy Hà Nội", "24-ct-tu Thành ủy Hà Nội"},
		{"Chỉ thị số 24-CT/TU ngày 07/8/2023 của Thành ủy Hà Nội về tăng cường kỷ luật", "24-ct-tu 2023-08-07 Thành ủy Hà Nội"},
		{"Thành ủy Hà Nội 24-CT/TU", "24-ct-tu Thành ủy Hà Nội"},
		{"217, 218-QĐ/TW", "217-qd-tw, 218-qd-tw"},
		{"Quyết định số 217, 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị", "217-qd-tw 2013-12-12 Bộ Chính trị, 218-qd-tw 2013-12-12 Bộ Chính trị"},
		{"24-CT/TU 10-CT/TW", "24-ct-tu, 10-ct-tw"},
		{"10/2022/QH15", "10-2022-qh15"},
		{"chỉ thị 24", "chi-thi số 24"},
		{"chi thi so 24", "chi-thi số 24"},
		{"CT 24", "chi-thi số 24"},
		{"chỉ thị 24 của Thành ủy Hà Nội", "chi-thi số 24 Thành ủy Hà Nội"},
		{"nghị quyết 25 năm 2013", "nghi-quyet số 25 2013"},
		{"kế hoạch 5 năm", ""},
		{"24 mô hình", ""},
		{"Luật Thực hiện dân chủ ở cơ sở", "luat “thuc hien dan chu o co so”"},
		{"luật dân chủ cơ sở", "luat “thuc hien dan chu o co so”"},
		{"luat dat dai", "luat “dat dai”"},
		{"dân vận khéo", ""},
	}
	for _, tt := range tests {
		q := Parse(tt.query)
		var all []string
		for _, c := range q.Named() {
			parts := []string{c.Symbol}
			if c.Symbol == "" {
				parts = []string{string(c.Genre)}
			}
			if c.Symbol == "" && c.Number != "" {
				parts = append(parts, "số "+c.Number)
			}
			if c.Title != "" {
				parts = append(parts, "“"+vntext.Fold(c.Title)+"”")
			}
			if c.Date != "" {
				parts = append(parts, string(c.Date))
			}
			if c.Year != 0 {
				parts = append(parts, fmt.Sprint(c.Year))
			}
			if c.Issuer != "" {
				parts = append(parts, c.Issuer)
			}
			all = append(all, strings.Join(parts, " "))
		}
		if got := strings.Join(all, ", "); got != tt.want {
			t.Errorf("%q names %s, want %s", tt.query, got, tt.want)
		}
	}
}

// What a query says of date and issuer only brings forward.
func TestDateAndIssuerBringForward(t *testing.T) {
	q := Parse("Chỉ thị số 24-CT/TU ngày 7/8/2023 của Thành ủy giao ban")
	plan := q.Plans()[0]
	if !slices.Equal(plan.All, []string{"giao", "ban"}) || !slices.Equal(plan.Any, []string{"§s24·ct·tu"}) {
		t.Errorf("asks for %q and one of %q", plan.All, plan.Any)
	}
	for _, want := range []string{"2023", "thanh", "uy", "giao·ban"} {
		if !slices.Contains(plan.Near, want) {
			t.Errorf("%q brings nothing forward: %q", want, plan.Near)
		}
	}
}
