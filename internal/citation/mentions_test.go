package citation

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"giaoban/internal/briefing"
	"giaoban/internal/vntext"
)

// mentioned writes the mentions of a text, "implements 24-CT/TU, - 5-KH/TW".
func mentioned(text string) string {
	var all []string
	for _, m := range Mentions(vntext.Normalize(text)) {
		verb := string(m.Verb)
		if verb == "" {
			verb = "-"
		}
		name := m.Symbol
		if name == "" {
			name = m.Name()
		}
		all = append(all, verb+" "+name)
	}
	return strings.Join(all, ", ")
}

var mentionSamples = []struct{ text, want string }{
	{"Về việc triển khai thực hiện Chỉ thị số 27-CT/TU ngày 14/6/2023 của Ban Thường vụ Tỉnh ủy", "implements 27-CT/TU"},
	{"thực hiện Chỉ thị 27-CT/TU và Kế hoạch 19-KH/TW", "implements 27-CT/TU, implements 19-KH/TW"},
	{"Thực hiện Kết luận số 112-KL/TW ngày 03/02/2024 của Ban Bí thư về đổi mới công tác dân vận; Kế hoạch số 88-KH/TU", "implements 112-KL/TW, implements 88-KH/TU"},
	{"Kế hoạch thực hiện Quyết định số 621, 622-QĐ/TW", "implements 621-QĐ/TW, implements 622-QĐ/TW"},
	{"về việc tiếp tục quán triệt, triển khai có hiệu quả Nghị quyết số 33-NQ/TU", "implements 33-NQ/TU"},
	{"Chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ tỉnh và Nghị quyết số 09-NQ/TU", "implements 09-NQ/TU"},
	{"cụ thể hóa Nghị quyết số 12-NQ/TU của Tỉnh ủy", "implements 12-NQ/TU"},
	{"Kế hoạch triển khai thi hành Luật Thực hiện dân chủ ở cơ sở", "implements Luật Thực hiện dân chủ ở cơ sở"},
	{"V/v thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại Công văn số 3310/UBND-NC", "implements 3310/UBND-NC"},
	{"Triển khai thực hiện các nghị quyết: Nghị quyết số 44-NQ/TU, Nghị quyết số 45-NQ/TU", "implements 44-NQ/TU, implements 45-NQ/TU"},
	{"triển khai thực hiện Quy chế phối hợp ban hành kèm theo Quyết định số 61-QĐ/HU", "implements 61-QĐ/HU"},

	{"Hướng dẫn thực hiện một số nội dung Quy định số 73-QĐ/TU", "guides 73-QĐ/TU"},
	{"hướng dẫn Điều 8, khoản 2 Điều 9 của Quy chế số 06-QC/TU", "guides 06-QC/TU"},
	{"Hướng dẫn học tập, quán triệt và triển khai thực hiện Chỉ thị số 40-CT/TW", "guides 40-CT/TW"},
	{"quy định chi tiết một số điều của Nghị định số 61/2022/NĐ-CP", "guides 61/2022/NĐ-CP"},

	{"ban hành Quy chế làm việc, thay thế Quyết định số 118-QĐ/HU ngày 2/3/2019", "replaces 118-QĐ/HU"},
	{"Kế hoạch thực hiện Nghị quyết số 21-NQ/TU về chuyển đổi số, thay thế Kế hoạch số 14-KH/HU", "implements 21-NQ/TU, replaces 14-KH/HU"},
	{"Hướng dẫn này thay thế cho các Hướng dẫn số 03-HD/BDVTU, 07-HD/BDVTU", "replaces 03-HD/BDVTU, replaces 07-HD/BDVTU"},
	{"sửa đổi, bổ sung một số điều của Quy chế làm việc ban hành kèm theo Quyết định số 783-QĐ/TU", "amends 783-QĐ/TU"},
	{"Sửa đổi khoản 3 Điều 5 Quyết định số 19/2021/QĐ-UBND và bãi bỏ Quyết định số 07/2018/QĐ-UBND", "amends 19/2021/QĐ-UBND, repeals 07/2018/QĐ-UBND"},
	{"điều chỉnh, bổ sung Kế hoạch số 52-KH/HU", "amends 52-KH/HU"},
	{"Bãi bỏ Quyết định số 411/QĐ-UBND; huỷ bỏ Quyết định số 412/QĐ-UBND", "repeals 411/QĐ-UBND, repeals 412/QĐ-UBND"},
	{"bãi bỏ một số điều của Quyết định số 30/2017/QĐ-UBND", "amends 30/2017/QĐ-UBND"},
	{"thay thế Điều 5 Quyết định số 31/2017/QĐ-UBND", "amends 31/2017/QĐ-UBND"},
	{"bãi bỏ một số văn bản: Quyết định số 32/2017/QĐ-UBND, Chỉ thị số 09/CT-UBND", "repeals 32/2017/QĐ-UBND, repeals 09/CT-UBND"},
	{"Kế hoạch năm 2024 thực hiện Chỉ thị số 33-CT/TU", "implements 33-CT/TU"},
	{"05 năm triển khai Chỉ thị số 33-CT/TU", "- 33-CT/TU"},
	{"thay thế Phụ lục 2 kèm theo Kế hoạch số 66/KH-UBND", "amends 66/KH-UBND"},
	{"Quy chế tiếp công dân (ban hành kèm theo Quyết định số 205-QĐ/HU ngày 11/5/2022 của Huyện ủy)", "accompanies 205-QĐ/HU"},
	{"Quy chế thực hiện dân chủ trong cơ quan (ban hành kèm theo Quyết định số 91-QĐ/HU)", "accompanies 91-QĐ/HU"},
	{"Phụ lục kèm theo Công văn số 145-CV/BDVHU", "accompanies 145-CV/BDVHU"},

	// Nothing is said, or something else.
	{"Tuyên truyền Nghị quyết số 15-NQ/TU", "- 15-NQ/TU"},
	{"công tác tuyên truyền thực hiện Nghị quyết số 15-NQ/TU", "- 15-NQ/TU"},
	{"Quán triệt Chỉ thị số 16-CT/TU và Kết luận số 8-KL/TW", "- 16-CT/TU, - 8-KL/TW"},
	{"Căn cứ Quyết định số 17-QĐ/TU; thực hiện Kế hoạch số 18-KH/TU", "- 17-QĐ/TU, implements 18-KH/TU"},
	{"Sơ kết 03 năm thực hiện Chỉ thị số 19-CT/TU và Kế hoạch số 20-KH/TU", "- 19-CT/TU, - 20-KH/TU"},
	{"Hướng dẫn tổng kết 10 năm thực hiện Quyết định số 217-QĐ/TW", "- 217-QĐ/TW"},
	{"Kiểm tra, giám sát việc thực hiện Quy định số 22-QĐ/TU", "- 22-QĐ/TU"},
	{"Báo cáo kết quả quán triệt, triển khai thực hiện Nghị quyết số 23-NQ/TU", "- 23-NQ/TU"},
	{"thành lập Ban Chỉ đạo thực hiện Nghị quyết số 25-NQ/HU", "- 25-NQ/HU"},
	{"góp ý dự thảo sửa đổi Quyết định số 26-QĐ/TU", "- 26-QĐ/TU"},
	{"đề nghị bãi bỏ Quyết định số 28/QĐ-UBND", "- 28/QĐ-UBND"},
	{"Gửi kèm theo Kế hoạch số 29-KH/TU", "- 29-KH/TU"},
	{"thay thế thành viên tổ giúp việc tại Quyết định số 31-QĐ/HU", "- 31-QĐ/HU"},
	{"tổ chức thực hiện công tác dân vận theo Chỉ thị số 32-CT/TU", "- 32-CT/TU"},

	// What another document does.
	{"thực hiện Chỉ thị số 34-CT/TU về việc triển khai Nghị quyết số 25-NQ/TW", "implements 34-CT/TU, - 25-NQ/TW"},
	{"triển khai Nghị định số 35/2023/NĐ-CP sửa đổi, bổ sung Nghị định số 36/2020/NĐ-CP", "implements 35/2023/NĐ-CP, - 36/2020/NĐ-CP"},
	{"Triển khai Kế hoạch số 37-KH/TU (thay thế Kế hoạch số 38-KH/TU, Kế hoạch số 39-KH/TU)", "implements 37-KH/TU, - 38-KH/TU, - 39-KH/TU"},
	{"hướng dẫn Quyết định số 41-QĐ/TU đã được sửa đổi, bổ sung tại Quyết định số 42-QĐ/TU", "guides 41-QĐ/TU, - 42-QĐ/TU"},
	{"thực hiện Quy chế kèm theo Quyết định số 43-QĐ/TU ban hành kèm theo Quyết định số 44-QĐ/TU", "implements 43-QĐ/TU, - 44-QĐ/TU"},
	{"thực hiện Kế hoạch số 47-KH/TU về việc bãi bỏ Quyết định số 48-QĐ/TU và sửa đổi Quyết định số 49-QĐ/TU", "implements 47-KH/TU, - 48-QĐ/TU, - 49-QĐ/TU"},
	{"thực hiện Kế hoạch số 51-KH/TU, giao Ban Tổ chức tham mưu sửa đổi Quyết định số 52-QĐ/TU", "implements 51-KH/TU, - 52-QĐ/TU"},
	{"Thực hiện Kế hoạch số 45-KH/TU. Nghị quyết số 46-NQ/TU nêu rõ", "implements 45-KH/TU, - 46-NQ/TU"},
	{"công tác dân vận năm 2024", ""},
}

func TestMentions(t *testing.T) {
	for _, s := range mentionSamples {
		if got := mentioned(s.text); got != s.want {
			t.Errorf("%s\n got %s\nwant %s", s.text, got, s.want)
		}
	}
}

// TestMentionsHoweverTyped holds that the verb does not hang on capitals, on
// the form of the marks or on line ends; without any mark the verbs stay.
func TestMentionsHoweverTyped(t *testing.T) {
	for _, s := range mentionSamples {
		for name, text := range map[string]string{
			"NFD":       norm.NFD.String(s.text),
			"new lines": strings.ReplaceAll(s.text, " thực ", "\nthực "),
			"capital":   strings.NewReplacer("thực hiện", "THỰC HIỆN", "hướng dẫn", "HƯỚNG DẪN", "thay thế", "Thay Thế", "sửa đổi", "SỬA ĐỔI").Replace(s.text),
		} {
			if got := mentioned(text); got != s.want {
				t.Errorf("%s: %s\n got %s\nwant %s", name, text, got, s.want)
			}
		}
	}
	for text, want := range map[string]string{
		"ve viec trien khai thuc hien Chi thi so 27-CT/TU va Ke hoach so 19-KH/TU": "implements 27-CT/TU, implements 19-KH/TU",
		"SUA DOI, BO SUNG MOT SO DIEU CUA QUY CHE SO 06-QC/TU":                     "amends 06-QC/TU",
		"huong dan thuc hien Quy dinh so 73-QĐ/TU, thay the Huong dan so 03-HD/TU": "guides 73-QĐ/TU, replaces 03-HD/TU",
		"so ket 5 nam thuc hien Chi thi so 27-CT/TU":                               "- 27-CT/TU",
	} {
		if got := mentioned(text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestMentionsAreWhatIsFound holds that every citation comes, as Find reads it.
func TestMentionsAreWhatIsFound(t *testing.T) {
	phrases, texts := samples(t)
	for _, s := range append(phrases, texts...) {
		text := vntext.Normalize(s.text)
		found, all := Find(text), Mentions(text)
		if len(found) != len(all) {
			t.Fatalf("%.60s: %d found, %d mentioned", s.text, len(found), len(all))
		}
		for i, m := range all {
			if m.Citation != found[i] || m.Verb != "" && m.Verb.Label() == "" {
				t.Errorf("%.60s: got %v, want %v", s.text, m, found[i])
			}
		}
	}
}

func FuzzMentions(f *testing.F) {
	for _, s := range mentionSamples {
		f.Add(s.text)
	}
	f.Add("kèm theo 5-CT/TU( , 6-CT/TU \xff; 7-CT/TU")
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range Mentions(s) { // must not panic
			if m.Verb != "" && !(&briefing.Relation{Verb: m.Verb}).Verb.Ends() && !m.Verb.Descends() && m.Verb != briefing.Amends {
				t.Errorf("verb %q", m.Verb)
			}
		}
	})
}
