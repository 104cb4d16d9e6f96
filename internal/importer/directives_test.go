package importer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"giaoban/internal/briefing"
	"giaoban/internal/importer"
	"giaoban/internal/xlsx"
)

// toldDirectives writes what was read as plain lines.
func toldDirectives(l *importer.Directives) string {
	var b strings.Builder
	for _, f := range l.Faults {
		fmt.Fprintln(&b, f)
	}
	for _, r := range l.Rows {
		for _, f := range r.Faults {
			fmt.Fprintln(&b, f)
		}
		for _, f := range r.Doubts {
			fmt.Fprintln(&b, "?", f)
		}
		if r.Faults != nil {
			continue
		}
		d := r.Directive
		fmt.Fprintf(&b, "%d %s", r.Number, d.Name())
		for _, v := range []string{d.Issued(), d.FullIssuer(), d.Term, d.EffectiveFrom.Label(), d.EffectiveTo.Label(), string(d.Family)} {
			fmt.Fprint(&b, " | ", v)
		}
		for _, m := range append(d.Related, d.Mentions...) {
			fmt.Fprintf(&b, " | %s %s", m.Verb, m.Citation.Name())
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func TestDirectivesAreRead(t *testing.T) {
	const heads = "STT|Loại văn bản|Số ký hiệu|Ngày ban hành|Cơ quan ban hành|Nơi ban hành|Nhiệm kỳ|Trích yếu|Hiệu lực từ|Hết hiệu lực|Thay thế cho|Triển khai"
	for name, c := range map[string]struct {
		sheets []xlsx.Sheet
		want   string
	}{
		"every column": {sheet(heads, "1|Chỉ thị|31-CT/TU|14/6/2023|Thành ủy|Hà Nội|XVII|Về dân vận khéo|01/7/2023|31/12/2025|12-CT/TU ngày 5/5/2018|40-CT/TW; Kế hoạch số 9-KH/TW"),
			"2 Chỉ thị 31-CT/TU | 14/06/2023 | Thành ủy Hà Nội | XVII | 01/07/2023 | 31/12/2025 | party | replaces Chỉ thị 12-CT/TU | implements Chỉ thị 40-CT/TW | implements Kế hoạch 9-KH/TW\n"},
		"days of all kinds": {sheet("Loại|Số, ký hiệu|Ngày", "Chỉ thị|1-CT/TU|45000", "Chỉ thị|2-CT/TU|45000.5", "Chỉ thị|3-CT/TU|05.03.2021", "Chỉ thị|4-CT/TU|2019", "Chỉ thị|5-CT/TU|năm 2018", "Chỉ thị|6-CT/TU|"),
			"2 Chỉ thị 1-CT/TU | 15/03/2023 |  |  |  |  | party\n3 Chỉ thị 2-CT/TU | 15/03/2023 |  |  |  |  | party\n4 Chỉ thị 3-CT/TU | 05/03/2021 |  |  |  |  | party\n" +
				"5 Chỉ thị 4-CT/TU | 2019 |  |  |  |  | party\n6 Chỉ thị 5-CT/TU | 2018 |  |  |  |  | party\n7 Chỉ thị 6-CT/TU |  |  |  |  |  | party\n"},
		"number and code apart, merged heads, column numbers": {sheet("DANH MỤC VĂN BẢN", "", "TT|Loại|Văn bản|||Hiệu lực||Ghi chú", "||Số|Ký hiệu|Ngày, tháng, năm|Từ ngày|Đến ngày|",
			"(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)", "I|VĂN BẢN TRUNG ƯƠNG", "1|QĐ|217|QĐ-TTg|12/12/2013||", "2|Nghị định|60|2023/NĐ-CP|||31/12/2024", "3|Công văn|15|/SNV-CCHC|2022", "|||||||Người lập"),
			"7 Quyết định 217/QĐ-TTg | 12/12/2013 |  |  |  |  | state\n8 Nghị định 60/2023/NĐ-CP | 2023 |  |  |  | 31/12/2024 | state\n9 Công văn 15/SNV-CCHC | 2022 |  |  |  |  | state\n"},
		"NFD, capitals, without marks, other order": {sheet(norm.NFD.String("TRÍCH YẾU NỘI DUNG|SỐ/KÝ HIỆU|LOẠI VĂN BẢN"), "thực hiện Chỉ thị số 40-CT/TW|"+norm.NFD.String("15-KH/HU|KẾ HOẠCH"), "|16 - kh/hu|ke hoach", "", "-|17-KH/HU|-"),
			"2 Kế hoạch 15-KH/HU |  |  |  |  |  | party | implements Chỉ thị 40-CT/TW\n3 Kế hoạch 16-KH/HU |  |  |  |  |  | party\n5 Kế hoạch 17-KH/HU |  |  |  |  |  | party\n"},
		"heads without marks": {sheet("STT|Loai van ban|So ky hieu|Ngay ban hanh (dd/mm/yyyy)|Trich yeu", "1|Luat|13/2022/QH15|14/11/2022|Phòng, chống bạo lực gia đình", "2|Luật|||Thủ đô"),
			"2 Luật 13/2022/QH15 | 14/11/2022 |  |  |  |  | state\n3 Luật Thủ đô |  |  |  |  |  | \n"},
		"mistakes": {sheet(heads, "1|Chỉ dụ|31-CT/TU", "2|Quyết định|32-CT/TU", "3||33-QĐ/TU", "4|Chỉ thị||32/1/2023||||Về dân vận", "5|Chỉ thị|ba mươi", "6|Chỉ thị|34", "7|Chỉ thị|35-CT/TU, 36-CT/TU",
			"7|Nghị định|41/2020/NĐ-CP|2/2/2021", "8|Chỉ thị|37-CT/TU|1/2/2024||||||1/1/2024|Chỉ thị cũ|38", "9|Chỉ thị|39-CT/TU||||||||39-CT/TU", "10|Chỉ thị|43-CT/TU||||||||văn bản số 12-ABC/XYZ", "10||", "11|Chỉ thị|", "12|Chỉ thị|44-CT/TU|2/3/2021|||||||12-CT/TU ngày 5/5/2022"),
			"Dòng 2, cột Loại: Không có loại văn bản này. Ghi như Chỉ thị, Nghị quyết, Kế hoạch.\n" +
				"? Dòng 3, cột Loại: Loại văn bản là Quyết định, nhưng ký hiệu 32-CT/TU là của Chỉ thị.\n3 Quyết định 32-CT/TU |  |  |  |  |  | party\n" +
				"Dòng 4, cột Loại: Ký hiệu 33-QĐ/TU không ghi thể loại; QĐ có thể là Quyết định hoặc Quy định.\n" +
				"Dòng 5, cột Ngày: Ngày chưa đúng. Ghi như 09/04/2024, hoặc chỉ ghi năm.\n" +
				"Dòng 6, cột Số, ký hiệu: Số, ký hiệu phải bắt đầu bằng số. Ghi như 24-CT/TU, 15/QĐ-UBND hoặc 30/2020/NĐ-CP.\n" +
				"Dòng 7, cột Số, ký hiệu: “34” thiếu ký hiệu, như 34-CT/TU.\n" +
				"Dòng 8, cột Số, ký hiệu: Chỉ ghi một văn bản; ở đây có 2 số, ký hiệu.\n" +
				"Dòng 9, cột Ngày: Ký hiệu ghi năm 2020, khác năm ban hành.\n" +
				"Dòng 10, cột Thay thế cho: Không đọc được số, ký hiệu nào. Ghi như 24-CT/TU, cách nhau bằng dấu chấm phẩy.\n" +
				"Dòng 10, cột Triển khai: Không đọc được số, ký hiệu nào. Ghi như 24-CT/TU, cách nhau bằng dấu chấm phẩy.\n" +
				"Dòng 10, cột Hết hiệu lực: Văn bản hết hiệu lực trước khi ban hành hoặc trước khi có hiệu lực.\n" +
				"Dòng 11, cột Thay thế cho: Văn bản không thể nêu chính nó. Nếu là văn bản cùng ký hiệu của nhiệm kỳ trước, ghi thêm ngày ban hành.\n" +
				"Dòng 12, cột Thay thế cho: “văn bản số 12-ABC/XYZ” chưa rõ loại văn bản; ghi như Kế hoạch 12-ABC/XYZ.\n" +
				"Dòng 15, cột Thay thế cho: Chỉ thị 44-CT/TU (02/03/2021) ban hành trước Chỉ thị 12-CT/TU (05/05/2022). Xem lại chiều của quan hệ và ngày của hai văn bản.\n"},
		"twins": {sheet(heads, "1|Chỉ thị|31-CT/TU|14/6/2023", "2|Chỉ thị|031 - CT/TU|14/6/2023", "3|Chỉ thị|31-CT/TU|5/6/2018", "4|Chỉ thị|31-ct/tu|14/6/2022"),
			"2 Chỉ thị 31-CT/TU | 14/06/2023 |  |  |  |  | party\nDòng 3, cột Số, ký hiệu: Trùng với dòng 2.\n4 Chỉ thị 31-CT/TU | 05/06/2018 |  |  |  |  | party\n" +
				"? Dòng 5, cột Số, ký hiệu: Có phải là văn bản ở dòng 2?\n5 Chỉ thị 31-CT/TU | 14/06/2022 |  |  |  |  | party\n"},
		"no list at all": {sheet("Tên|Số điện thoại", "A|1"), "Không thấy cột “Số, ký hiệu”, hoặc hai cột “Số” và “Ký hiệu”, trong 20 dòng đầu. Dùng tệp mẫu, hoặc ghi đúng tên cột.\n"},
		"heads only":     {sheet(heads), "Danh sách không có văn bản nào dưới dòng tên cột.\n"},
		"empty":          {nil, "Không thấy cột “Số, ký hiệu”, hoặc hai cột “Số” và “Ký hiệu”, trong 20 dòng đầu. Dùng tệp mẫu, hoặc ghi đúng tên cột.\n"},
	} {
		l := importer.ReadDirectives(c.sheets)
		if got := toldDirectives(l); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
		if l.Faults != nil {
			continue
		}
		again := importer.ReadDirectives([]xlsx.Sheet{l.Sheet()})
		if got, want := toldDirectives(again), toldDirectives(l); got != want && name != "mistakes" {
			t.Errorf("%s: read again\n%swant\n%s", name, got, want)
		}
	}
}

func TestStandingsAreNotedAtTheirRows(t *testing.T) {
	l := importer.ReadDirectives(sheet("Loại|Số, ký hiệu|Triển khai", "Chỉ thị|1-CT/TU", "Chỉ dụ|2-CT/TU", "Chỉ thị|3-CT/TU|40-CT/TW", "Chỉ thị|4-CT/TU"))
	l.Compare([]briefing.Placing{{Standing: briefing.KnownEntry}, {Standing: briefing.VagueRelation}, {Standing: briefing.StubEntry}})
	if l.Count(briefing.KnownEntry) != 1 || l.Count(briefing.StubEntry) != 1 || len(l.Good()) != 2 || len(l.Rows[2].Faults) != 1 {
		t.Errorf("got %+v", l.Rows)
	}
}

// A row that raises a doubt is stored only by the answer to what was asked.
func TestDoubtfulRowsWaitForAnAnswer(t *testing.T) {
	l := importer.ReadDirectives(sheet("Loại|Số, ký hiệu|Ngày", "Chỉ thị|1-CT/TU", "Quyết định|2-CT/TU", "Chỉ thị|3-CT/TU|14/6/2023", "Kết luận|4-CT/TU"))
	near := briefing.Directive{ID: 7, Genre: briefing.ChiThi, Symbol: "3-CT/TU", Date: "2023-06-15"}
	l.Compare([]briefing.Placing{{}, {}, {Near: []briefing.Directive{near}}, {Standing: briefing.KnownEntry}})
	if got, want := fmt.Sprint(l.AllDoubts()), "[Dòng 3, cột Loại: Loại văn bản là Quyết định, nhưng ký hiệu 2-CT/TU là của Chỉ thị. "+
		"Dòng 4, cột Số, ký hiệu: Có phải là văn bản đã có trong sổ: Chỉ thị 3-CT/TU (15/06/2023)? Khác ngày ban hành.]"; got != want {
		t.Errorf("got doubts %s, want %s", got, want)
	}
	asked := l.Rows[2].Question()
	for name, c := range map[string]struct {
		answers map[int]string
		want    string
	}{
		"none":               {nil, "1-CT/TU[] 4-CT/TU[] "},
		"the one asked":      {map[int]string{4: asked}, "1-CT/TU[] 3-CT/TU[7] 4-CT/TU[] "},
		"of another row":     {map[int]string{4: l.Rows[1].Question(), 2: asked}, "1-CT/TU[] 4-CT/TU[] "},
		"empty":              {map[int]string{2: "", 4: ""}, "1-CT/TU[] 4-CT/TU[] "},
		"before another one": {map[int]string{4: asked + ",8"}, "1-CT/TU[] 4-CT/TU[] "},
	} {
		l.Answer(c.answers)
		got := ""
		for _, d := range l.Chosen() {
			got += fmt.Sprint(d.Symbol, d.Apart, " ")
		}
		if got != c.want || l.Asking() != 4-len(l.Chosen()) {
			t.Errorf("%s: got %s and %d asking, want %s", name, got, l.Asking(), c.want)
		}
	}
}

func TestFiveThousandDirectivesAreReadQuickly(t *testing.T) {
	lines := []string{"Loại|Số, ký hiệu|Ngày|Trích yếu|Triển khai"}
	for i := range 5000 {
		lines = append(lines, fmt.Sprintf("Kế hoạch|%d-KH/HU|14/6/2023|thực hiện Chỉ thị số %d-CT/TU về công tác dân vận|40-CT/TW", i+1, i+1))
	}
	start := time.Now()
	l := importer.ReadDirectives(sheet(lines...))
	if took := time.Since(start); len(l.Good()) != 5000 || took > 5*time.Second {
		t.Errorf("%d rows in %v: %v", len(l.Good()), took, l.AllFaults()[:min(3, len(l.AllFaults()))])
	}
	if l := importer.ReadDirectives(sheet(append(lines, lines[1])...)); len(l.Faults) != 1 {
		t.Errorf("got %v for 5,001 rows", l.Faults)
	}
}
