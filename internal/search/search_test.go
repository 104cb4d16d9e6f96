package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"giaoban/internal/vntext"

	"golang.org/x/text/unicode/norm"
)

func tokensOf(t *testing.T, title, text string) map[string]bool {
	t.Helper()
	r := Record{Title: title, Text: text}
	r.Normalize()
	tokens, _ := r.Tokens()
	all := map[string]bool{}
	for _, token := range tokens {
		if all[token] {
			t.Errorf("%q: token %q stands twice", text, token)
		}
		if strings.ContainsAny(token, " \"'*()-") || token == "" {
			t.Errorf("%q: token %q is not one word of the index", text, token)
		}
		all[token] = true
	}
	return all
}

// finds reports which reading of a query finds a text; 0 for none.
func finds(t *testing.T, query, text string) int {
	t.Helper()
	q := Parse(query)
	tokens := tokensOf(t, "", text)
	for i, plan := range q.Plans() {
		has := func(token string) bool { return tokens[token] }
		lacks := func(token string) bool { return !tokens[token] }
		if !slices.ContainsFunc(slices.Concat(plan.All, plan.Law), lacks) && (len(plan.Any) == 0 || slices.ContainsFunc(plan.Any, has)) {
			return i + 1
		}
	}
	return 0
}

func TestWordsHowever(t *testing.T) {
	tests := []struct {
		query, text string
		found       bool
	}{
		{"dan van kheo", "Mô hình “Dân vận khéo”", true},
		{"Dân vận khéo", "DÂN VẬN KHÉO", true},
		{"Dân van khéo", "dân vận khéo", true},
		{"Dần vận", "dân vận", false},
		{"đang", "Đảng ủy", false},
		{"dang", "Đảng ủy", true},
		{"đảng", "ÐẢNG ỦY", true},
		{"Uỷ ban", "Ủy ban", true},
		{"ủy ban", "UỶ BAN", true},
		{"hoà giải", "hòa giải", true},
		{"thuỷ lợi", "thủy lợi", true},
		{"khỏe", "sức khoẻ", true},
		{"Trâu Quỳ", "thị trấn Trâu Quỳ", true},
		{"Trâu Qùy", "thị trấn Trâu Quỳ", false},
		{"trau quy", "thị trấn Trâu Quỳ", true},
		{"quí mến", "quý mến", true},
		{"kỹ năng", "kĩ năng", true},
		{"ky nang", "kĩ năng", true},
		{"lí do", "lý do", true},
		{"tuý", "túi", false},
		{"sáp nhập xã", "sát nhập xã", true},
		{"sát nhập xã", "sáp nhập xã", true},
		{"sat nhap", "sáp nhập", true},
		{"sap nhap", "sát nhập", true},
		{"sát", "sát nhập", true},
		{"sát", "sáp nhập", false},
		{"127", "127 mô hình", true},
		{"12", "127 mô hình", false},
		{`"vận khéo"`, "dân vận khéo", true},
		{`"dân khéo"`, "dân vận khéo", false},
		{`“dân khéo”`, "dân vận khéo", false},
		{`dân "vận khéo`, "khéo dân vận", true},
		{"dân OR AND NOT NEAR vận", "dân vận", false},
		{"tr\u00adường", "trường", true},
	}
	for _, tt := range tests {
		for form, query := range map[string]string{"NFC": tt.query, "NFD": norm.NFD.String(tt.query)} {
			for _, text := range []string{tt.text, norm.NFD.String(tt.text)} {
				if got := finds(t, query, text) > 0; got != tt.found {
					t.Errorf("%s: %q finds %q: %v, want %v", form, tt.query, text, got, tt.found)
				}
			}
		}
	}
}

func TestSymbolsHowever(t *testing.T) {
	const whole, part, words, none = 1, 2, 3, 0
	tests := []struct {
		query, text string
		reading     int
	}{
		{"24-CT/TU", "Chỉ thị số 24-CT/TU của Thành ủy", whole},
		{"24 ct tu", "Chỉ thị số 24-CT/TU", whole},
		{"24-CT-TU", "Chỉ thị số 24-CT/TU", whole},
		{"024-CT/TU", "Chỉ thị số 24-CT/TU", whole},
		{"24-CT/TU", "Chỉ thị số 024 - CT/TU", whole},
		{"  24 – ct /  tu ", "Chỉ thị số 24-CT/TU", whole},
		{"24ct/tu", "Chỉ thị số 24-CT/TU", whole},
		{"24cttu", "Chỉ thị số 24-CT/TU", whole},
		{"24CTTU", "Chỉ thị số 24-CT/TU", whole},
		{"24-cttu", "Chỉ thị số 24-CT/TU", whole},
		{"24cttu", "Chỉ thị số 124-CT/TU", none},
		{"24cttu", "Chỉ thị số 24-CT/TW", none},
		{"24⁄CT⁄TU", "Chỉ thị số 24-CT/TU", whole},
		{"24 ‑ CT ∕ TU", "Chỉ thị số 24-CT/TU", whole},
		{"30/2020/ndcp", "Nghị định 30/2020/NĐ-CP", whole},
		{"10 2022 qh15", "Luật số 10/2022/QH15", whole},
		{"10/2022/QH15", "Luật số 10/2022/QH15", whole},
		{"10 2022 QH14", "Luật số 10/2022/QH15", none},
		{"24-CT/TU ngày 07/08/2023", "Chỉ thị số 24-CT/TU", whole},
		{"24-CT/TU 7/8/2023", "Chỉ thị số 24-CT/TU", whole},
		{"24-CT/TU 2023", "Chỉ thị số 24-CT/TU", whole},
		{"24-CT/TU năm 2023", "Chỉ thị số 24-CT/TU", whole},
		{"Chỉ thị số 24-CT/TU của Thành ủy Hà Nội", "Chỉ thị số 24-CT/TU", whole},
		{"chi thi so 24 ct tu ngay 7/8/2023 cua thanh uy", "Chỉ thị số 24-CT/TU", whole},
		{"Thành ủy Hà Nội 24-CT/TU", "Chỉ thị số 24-CT/TU", whole},
		{"ngày 7/8/2023 24-CT/TU", "Chỉ thị số 24-CT/TU", whole},
		{"24-CT/TU của dân", "Chỉ thị số 24-CT/TU", none},
		{"24-CT/TU ngày 07/08/2023 giao ban", "Chỉ thị số 24-CT/TU", none},
		{"217, 218-QĐ/TW", "Quyết định số 217-QĐ/TW", whole},
		{"217, 218 qd tw", "Quyết định số 218-QĐ/TW", whole},
		{"217, 218-QĐ/TW", "Quyết định số 219-QĐ/TW", none},
		{"24-CT/TU 10-CT/TW", "Chỉ thị 10-CT/TW", whole},
		{"24-CT/TU, 10-CT/TW", "Chỉ thị 24-CT/TU", whole},
		{"24-CT/TU 10-CT/TW", "Chỉ thị 10-CT/TU, 24-CT/TW", none},
		{"24-CT/TU", "Chỉ thị số 124-CT/TU", none},
		{"24-CT/TU", "Chỉ thị số 24-CT/TW", none},
		{"24-CT/TU", "có 24 hộ; CT và TU", none},
		{"24-CT", "Chỉ thị số 24-CT/TU", part},
		{"24-CT", "Chương trình 24-CTr/TU", none},
		{"24-C", "Chỉ thị số 24-CT/TU", none},
		{"24 ct", "Chỉ thị số 24-CT/TU", part},
		{"24 ct", "có 24 hộ, ct và", words},
		{"217-qd/tw", "Quyết định số 217, 218-QĐ/TW của Bộ Chính trị", whole},
		{"218-QĐ/TW", "Quyết định số 217, 218-QĐ/TW của Bộ Chính trị", whole},
		{"219-QĐ/TW", "Quyết định số 217, 218-QĐ/TW của Bộ Chính trị", none},
		{"Quyết định số 217-QĐ/TW", "các văn bản số 217, 218-QĐ/TW", whole},
		{"chi thi 24-ct/tu giao ban", "Hội nghị giao ban về 24-CT/TU", whole},
		{"chi thi 24-ct/tu giao ban", "Hội nghị sơ kết 24-CT/TU", none},
		{"30/2020/nd-cp", "Nghị định 30/2020/NĐ-CP", whole},
		{"30/2020/NĐ", "Nghị định 30/2020/NĐ-CP", part},
		{"30 2020 nd cp", "Nghị định số 30/2020/NĐ-CP", whole},
		{"15/qd-ubnd", "Quyết định 15/QĐ-UBND", whole},
		{"18-CT/TƯ", "Chỉ thị 18-CT/TW của Ban Bí thư", whole},
		{"9/4/2024", "ngày 9/4/2024", whole},
		{"24 mô hình", "24 mô hình", whole},
	}
	for _, tt := range tests {
		for form, query := range map[string]string{"NFC": tt.query, "NFD": norm.NFD.String(tt.query)} {
			if got := finds(t, query, tt.text); got != tt.reading {
				q := Parse(query)
				t.Errorf("%s %q in %q: reading %d, want %d; plans %q", form, tt.query, tt.text, got, tt.reading, fmt.Sprint(q.Plans()))
			}
		}
	}
}

func TestBadQueries(t *testing.T) {
	tests := []struct {
		query, hint string
		empty       bool
	}{
		{"", "Nhập từ hoặc ký hiệu cần tìm, như “dân vận khéo” hoặc 24-CT/TU.", true},
		{" \n\t", "Nhập từ hoặc ký hiệu cần tìm, như “dân vận khéo” hoặc 24-CT/TU.", true},
		{`"" * ( ) - : ^ \`, "Không có chữ hoặc số nào để tìm.", true},
		{"🙂👍", "Không có chữ hoặc số nào để tìm.", true},
		{"\x00", "Không có chữ hoặc số nào để tìm.", true},
		{"\xff\xfe", "Không có chữ hoặc số nào để tìm.", true},
		{"a", "Một chữ cái thì quá ngắn, hãy gõ thêm.", false},
		{"7", "", false},
		{"dân\x00vận", "", false},
		{strings.Repeat("dân vận ", 5000), "Chỉ tìm theo 32 từ đầu.", false},
		{strings.Repeat("a", 1_000_000), "Chỉ tìm theo 32 từ đầu.", false},
	}
	for _, tt := range tests {
		q := Parse(tt.query)
		if got := strings.Join(q.Hints, " "); got != tt.hint || q.Empty() != tt.empty {
			t.Errorf("%.20q: got hint %q, empty %v, want %q, %v", tt.query, got, q.Empty(), tt.hint, tt.empty)
		}
		if n := len(q.terms); n > MaxWords {
			t.Errorf("%.20q: %d terms", tt.query, n)
		}
	}
}

func TestUnmarked(t *testing.T) {
	q := Parse("Dân vận kheo")
	loose, more := q.Unmarked()
	if !more || !slices.Equal(loose.Plans()[0].All, []string{"dan", "van", "kheo"}) {
		t.Errorf("got %v, %v", loose.Plans(), more)
	}
	if !slices.Equal(q.Plans()[0].All, []string{"dân", "vận", "kheo"}) {
		t.Errorf("the query itself became %v", q.Plans())
	}
	if _, more := loose.Unmarked(); more {
		t.Error("a query without marks can be loosened")
	}
}

// marked puts brackets around the marks of a text.
func marked(text string, marks [][2]int) string {
	runes := []rune(text)
	var b strings.Builder
	at := 0
	for _, m := range marks {
		fmt.Fprintf(&b, "%s[%s]", string(runes[at:m[0]]), string(runes[m[0]:m[1]]))
		at = m[1]
	}
	return b.String() + string(runes[at:])
}

func TestMarks(t *testing.T) {
	tests := []struct{ query, text, want string }{
		{"dan van", "Công tác dân vận; Dân, vận.", "Công tác [dân vận]; [Dân], [vận]."},
		{"dân", "dần dân đan", "dần [dân] đan"},
		{"Uỷ ban", "Ủy ban UỶ BAN", "[Ủy ban UỶ BAN]"},
		{"sap nhap", "đã sát nhập 2 xã", "đã [sát nhập] 2 xã"},
		{"sát", "sát nhập và sát sao", "[sát] nhập và [sát] sao"},
		{"217-qd/tw", "số 217, 218-QĐ/TW và 217 hộ", "số [217, 218-QĐ/TW] và 217 hộ"},
		{"218-qd/tw", "số 217, 218-QĐ/TW", "số 217, [218-QĐ/TW]"},
		{"24-CT", "Chỉ thị 24-CT/TU và 124-CT/TU", "[Chỉ thị 24-CT/TU] và 124-CT/TU"},
		{"chỉ thị 24-CT/TU về rác", "Theo Chỉ thị 24-CT/TU về việc thu gom rác", "Theo [Chỉ thị 24-CT/TU] [về] việc thu gom [rác]"},
		{"dan", "", ""},
		{"", "dân", "dân"},
		{"dan", "日本 dân 🙂", "日本 [dân] 🙂"},
	}
	for _, tt := range tests {
		q := Parse(tt.query)
		text := vntext.Normalize(tt.text)
		if got := marked(text, q.Matcher().Marks(text)); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	filler := strings.Repeat("công tác tuyên truyền ở cơ sở được đẩy mạnh ", 40)
	text := filler + "riêng dân vận thì " + filler + "Hội nghị dân vận khéo bàn về dân vận khéo năm nay " + filler
	for _, length := range []int{40, 120, 240, len(text)} {
		q := Parse("dân vận khéo")
		e := q.Matcher().Excerpt(text, length)
		if n := utf8.RuneCountInString(e.Text); n > length {
			t.Errorf("length %d: got %d runes", length, n)
		}
		if whole := string([]rune(text)[e.From:]); !strings.HasPrefix(whole, e.Text) {
			t.Errorf("length %d: the excerpt does not stand at %d", length, e.From)
		}
		if got := marked(e.Text, e.Marks); !strings.Contains(got, "[dân vận khéo]") {
			t.Errorf("length %d: got %s", length, got)
		}
		if cut := length < len(text); e.Cut[0] != cut || e.Cut[1] != cut {
			t.Errorf("length %d: cut %v", length, e.Cut)
		}
	}
	q := Parse("không có")
	if e := q.Matcher().Excerpt("Dân vận khéo", 5); e.Text != "Dân" || e.Marks != nil || e.Cut != [2]bool{false, true} {
		t.Errorf("got %+v", e)
	}
}

func TestScore(t *testing.T) {
	q := Parse("môi trường")
	m := q.Matcher()
	best := []struct{ title, text string }{
		{"Vệ sinh môi trường", "môi trường"},
		{"Vệ sinh môi trường", ""},
		{"Vệ sinh", "giữ môi trường, vì môi trường"},
		{"Vệ sinh", "giữ môi trường"},
		{"Vệ sinh", "trường và môi"},
		{"Vệ sinh", "trường"},
	}
	for i := 1; i < len(best); i++ {
		if a, b := m.Score(best[i-1].title, best[i-1].text), m.Score(best[i].title, best[i].text); a <= b {
			t.Errorf("%q scores %.2f, %q %.2f", best[i-1], a, best[i], b)
		}
	}
	plain := Parse("dang")
	if m := plain.Matcher(); m.Score("", "dang") <= m.Score("", "đảng") {
		t.Error("what is written as typed does not score more")
	}
}

func FuzzQuery(f *testing.F) {
	f.Add("24-CT/TU \"dân vận", "theo Chỉ thị 24-CT/TU")
	f.Add("\x00🙂 sát nhập", "sáp nhập 2 xã")
	f.Fuzz(func(t *testing.T, query, text string) {
		q := Parse(query)
		for _, plan := range q.Plans() {
			for _, token := range append(plan.All, plan.Near...) {
				if token == "" || strings.ContainsAny(token, "\" *()\x00") {
					t.Errorf("%q: token %q", query, token)
				}
			}
		}
		r := Record{Title: text, Text: text}
		r.Normalize()
		r.Tokens()
		m := q.Matcher()
		last, total := 0, utf8.RuneCountInString(r.Text)
		for _, at := range m.Marks(r.Text) {
			if at[0] < last || at[1] <= at[0] || at[1] > total {
				t.Fatalf("%q in %q: mark %v", query, text, at)
			}
			last = at[1]
		}
		m.Excerpt(r.Text, 20)
		m.Score(r.Title, r.Text)
	})
}
