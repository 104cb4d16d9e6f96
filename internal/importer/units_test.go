package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"giaoban/internal/briefing"
	"giaoban/internal/importer"
	"giaoban/internal/xlsx"

	"golang.org/x/text/unicode/norm"
)

// sheet makes a sheet of lines whose cells stand between bars; an empty line is
// an empty row.
func sheet(lines ...string) []xlsx.Sheet {
	s := xlsx.Sheet{Name: "Sheet1"}
	for i, l := range lines {
		if l != "" {
			s.Rows = append(s.Rows, xlsx.Row{Number: i + 1, Cells: strings.Split(l, "|")})
		}
	}
	return []xlsx.Sheet{s}
}

// told writes what was read as plain lines.
func told(u *importer.Units) string {
	var b strings.Builder
	for _, f := range u.Faults {
		fmt.Fprintln(&b, f)
	}
	for _, r := range u.Rows {
		if r.Known != 0 && r.Faults == nil {
			fmt.Fprintln(&b, r.Number, "đã có")
		} else if r.Faults == nil {
			v := r.Unit
			fmt.Fprintf(&b, "%d %s (%s) %s, %s, %s, %d, %s–%s\n", r.Number, v.Name, v.ShortName, v.Kind, v.Level, v.Code, v.Parent, v.ValidFrom, v.ValidTo)
		}
		for _, f := range r.Faults {
			fmt.Fprintln(&b, f)
		}
	}
	return b.String()
}

const heads = "Tên đơn vị|Loại|Cấp|Mã|Đơn vị cấp trên|Từ ngày|Đến ngày"

func TestUnitsAreRead(t *testing.T) {
	stored := []briefing.Unit{{ID: 7, Name: "Huyện Gia Lâm", ShortName: "Gia Lâm", Kind: "huyện", Level: briefing.District},
		{ID: 8, Name: "Xã Yên Viên", ShortName: "Yên Viên", Kind: "xã", Level: briefing.Commune, Parent: 7},
		{ID: 9, Name: "Thị trấn Yên Viên", ShortName: "Yên Viên", Kind: "thị trấn", Level: briefing.Commune, Parent: 7}}
	for name, c := range map[string]struct {
		sheets []xlsx.Sheet
		want   string
	}{
		"plain": {sheet(heads, "Xã Đa Tốn|xã|Xã|00577|Gia Lâm|01/01/2024|45657"),
			"2 Xã Đa Tốn (Đa Tốn) xã, commune, 00577, 7, 2024-01-01–2024-12-31\n"},
		"NFD, titles above, TT, other heads and order": {sheet("DANH SÁCH ĐƠN VỊ", "", "Năm 2024",
			norm.NFD.String("TT|MÃ ĐƠN VỊ|TÊN XÃ| Trực  thuộc "), "1|00577|"+norm.NFD.String("Xã Đa Tốn")+"|huyện gia lâm", "", "2||Thôn Một|Xã Đa Tốn"),
			"5 Xã Đa Tốn (Đa Tốn) xã, commune, 00577, 7, –\n7 Thôn Một (Một) thôn, base, , -1, –\n"},
		"known units, with new ones below": {sheet("Tên đơn vị|Tên gọi tắt|Loại|Đơn vị cấp trên", "Thôn Một||thôn|Xã Yên Viên", "Xã Yên Viên|||Huyện Gia Lâm", "Huyện Gia Lâm|||"),
			"2 Thôn Một (Một) thôn, base, , 8, –\n3 đã có\n4 đã có\n"},
		"contradictions": {sheet("Tên đơn vị|Tên gọi tắt|Loại|Cấp|Mã|Đơn vị cấp trên|Từ ngày|Đến ngày", "Xã Yên Viễn|||||Huyện Gia Lâm", "Thị trấn Yên Viên|Thị trấn||||Huyện Gia Lâm",
			"Huyện Gia Lâm||||018||", "Thôn Hai|||||Huyện Gia Lâm"),
			"Dòng 2, cột Tên đơn vị: Đơn vị này đã có trong sổ với “Xã Yên Viên”. Sửa đơn vị ở trang Đơn vị, hoặc ghi như trong sổ.\n" +
				"Dòng 3, cột Tên gọi tắt: Đơn vị này đã có trong sổ với “Yên Viên”. Sửa đơn vị ở trang Đơn vị, hoặc ghi như trong sổ.\n" +
				"Dòng 4, cột Mã: Đơn vị này đã có trong sổ với “trống”. Sửa đơn vị ở trang Đơn vị, hoặc ghi như trong sổ.\n" +
				"5 Thôn Hai (Hai) thôn, base, , 7, –\n"},
		"a name used again": {sheet(heads, "Xã A|||||01/01/2020|31/12/2023", "Xã A|||||01/01/2024|", "Thôn Một||||Xã A|01/02/2024|", "Thôn Hai||||Xã A||"),
			"2 Xã A (A) xã, commune, , 0, 2020-01-01–2023-12-31\n3 Xã A (A) xã, commune, , 0, 2024-01-01–\n" +
				"4 Thôn Một (Một) thôn, base, , -2, 2024-02-01–\nDòng 5, cột Đơn vị cấp trên: Có 2 đơn vị tên “Xã A”; ghi đủ loại và tên.\n"},
		"the kind completes the name": {sheet(heads, "Đa Tốn|Xã||00577|Gia Lâm"), "2 Xã Đa Tốn (Đa Tốn) xã, commune, 00577, 7, –\n"},
		"parents below their children": {sheet(heads, "Xã A|||||", "Huyện B|||||", "Xã C||||Huyện B"),
			"2 Xã A (A) xã, commune, , 0, –\n3 Huyện B (B) huyện, district, , 0, –\n4 Xã C (C) xã, commune, , -2, –\n"},
		"mistakes": {sheet(heads, "|xã||||", "Hội nông dân|||||", "Xã A||lớn|577||32/1/2024|x", "Xã B||||Không Có||",
			"Xã C||||Yên Viên", "Xã D|||||02/01/2024|01/01/2024"),
			"Dòng 2, cột Tên đơn vị: Nhập tên đơn vị, như Xã Đa Tốn.\n" +
				"Dòng 3, cột Loại: Nhập loại đơn vị, như xã, thị trấn, huyện.\n" +
				"Dòng 3, cột Cấp: Cấp chưa rõ. Ghi: Trung ương, tỉnh, huyện, xã hoặc cơ sở.\n" +
				"Dòng 4, cột Cấp: Cấp chưa rõ. Ghi: Trung ương, tỉnh, huyện, xã hoặc cơ sở.\n" +
				"Dòng 4, cột Từ ngày: Ngày chưa đúng. Ghi như 01/01/2024.\n" +
				"Dòng 4, cột Đến ngày: Ngày chưa đúng. Ghi như 31/12/2024.\n" +
				"Dòng 5, cột Đơn vị cấp trên: Không thấy đơn vị “Không Có” trong danh sách này hoặc trong sổ.\n" +
				"Dòng 6, cột Đơn vị cấp trên: Có 2 đơn vị tên “Yên Viên”; ghi đủ loại và tên.\n" +
				"Dòng 7, cột Đến ngày: Ngày kết thúc trước ngày bắt đầu.\n"},
		"what the form refuses": {sheet(heads, "Xã A|||"+strings.Repeat("x", briefing.MaxUnitName+1), "Huyện B|||||2024-01-01|2024-12-31", "Xã C||||Huyện B|01/01/2025|"),
			"Dòng 2, cột Mã: Mã dài quá 200 ký tự.\n3 Huyện B (B) huyện, district, , 0, 2024-01-01–2024-12-31\n" +
				"Dòng 4, cột Đơn vị cấp trên: Đơn vị cấp trên không có hiệu lực vào thời gian của đơn vị này.\n"},
		"a zero lost": {sheet(heads, "Xã Đa Tốn|||577|"),
			"Dòng 2, cột Mã: Mã “577” thiếu chữ số; Excel có thể đã bỏ số 0 ở đầu. Định dạng cột Mã là Văn bản rồi ghi lại.\n"},
		"twins": {sheet(heads, "Xã A|||||", "Xã A|||||", "Xã Yên Viên||||Huyện Gia Lâm", "Xã E|||||01/01/2020|31/12/2023", "Xã E|||||01/01/2024|"),
			"2 Xã A (A) xã, commune, , 0, –\nDòng 3, cột Tên đơn vị: Trùng với dòng 2.\n" +
				"4 đã có\n" +
				"5 Xã E (E) xã, commune, , 0, 2020-01-01–2023-12-31\n6 Xã E (E) xã, commune, , 0, 2024-01-01–\n"},
		"circle": {sheet(heads, "Xã A||||Xã B", "Xã B||||Xã A", "Thôn C||||Xã A"),
			"Dòng 2, cột Đơn vị cấp trên: Đơn vị không thể ở dưới chính nó.\nDòng 3, cột Đơn vị cấp trên: Đơn vị không thể ở dưới chính nó.\n" +
				"Dòng 4, cột Đơn vị cấp trên: Đơn vị cấp trên ở dòng 2 đang có lỗi.\n"},
		"no heads": {sheet("a|b|c"), "Không thấy cột Tên đơn vị trong 20 dòng đầu. Dùng tệp mẫu, hoặc ghi đúng tên cột.\n"},
		"no rows":  {sheet(heads), "Danh sách không có đơn vị nào dưới dòng tên cột.\n"},
		"nothing":  {nil, "Không thấy cột Tên đơn vị trong 20 dòng đầu. Dùng tệp mẫu, hoặc ghi đúng tên cột.\n"},
	} {
		if got := told(importer.ReadUnits(c.sheets, stored)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
	}
}

// Rows accepted and rows reported are all rows of the file, and what is
// accepted names only parents that stand before it.
func TestNoRowIsLostInSilence(t *testing.T) {
	lines := []string{heads}
	for i := range 4000 {
		switch i % 4 {
		case 0:
			lines = append(lines, fmt.Sprintf("Thôn %d||||Xã %d", i, i%100+1))
		case 1:
			lines = append(lines, fmt.Sprintf("Xã %d|||||", i%100))
		case 2:
			lines = append(lines, "")
		default:
			lines = append(lines, fmt.Sprintf("Thôn %d||||Xã Không Có", i))
		}
	}
	start := time.Now()
	units := importer.ReadUnits(sheet(lines...), nil)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	good := units.Good()
	bad := 0
	for _, r := range units.Rows {
		if r.Faults != nil {
			bad++
		}
	}
	if len(good)+bad != 3000 || bad < 1000 || len(good) < 25 {
		t.Errorf("got %d good and %d bad rows of 3000", len(good), bad)
	}
	for i, u := range good {
		if u.Parent < 0 && int(-u.Parent) > i {
			t.Fatalf("%s stands before its parent", u.Name)
		}
	}
	if !slices.Equal(importer.UnitHeads(), strings.Split(strings.Replace(heads, "|", "|Tên gọi tắt|", 1), "|")) {
		t.Errorf("got heads %q", importer.UnitHeads())
	}
}
